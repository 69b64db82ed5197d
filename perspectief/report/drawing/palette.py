"""The colours of figures: six categories, light and dark, each with the ink that reads on it.

In this order every colour differs at least 3:1 from the background and from its neighbours, in both
themes; a test holds them to it. The light row is the categorical palette of the British Government
Analysis Function; the dark row alternates light and deep forms of the same hues. Colour never
carries a meaning alone: figures label directly or hatch.
"""

from __future__ import annotations

from dataclasses import dataclass

WHITE = "#ffffff"
NIGHT = "#14181d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one theme.

    Parameters
    ----------
    background, panel, ink, muted, line
        Page, raised surface, text, secondary text, and lines that mean something (axes, borders).
    categories, on_categories
        Six category colours and the text colour that reads on each.
    """

    background: str
    panel: str
    ink: str
    muted: str
    line: str
    categories: tuple[str, ...]
    on_categories: tuple[str, ...]


LIGHT = Palette(
    background=WHITE,
    panel="#f4f5f7",
    ink="#1d2327",
    muted="#4d5863",
    line="#7d8790",
    categories=("#12436d", "#28a197", "#801650", "#f46a25", "#3d3d3d", "#a285d1"),
    on_categories=(WHITE, NIGHT, WHITE, NIGHT, WHITE, NIGHT),
)
DARK = Palette(
    background=NIGHT,
    panel="#1e242b",
    ink="#e8ebee",
    muted="#b3bcc5",
    line="#6f7b87",
    categories=("#9ccbf2", "#1a7a72", "#f6b8da", "#b84a12", "#c9ced3", "#7658b3"),
    on_categories=(NIGHT, WHITE, NIGHT, WHITE, NIGHT, WHITE),
)
