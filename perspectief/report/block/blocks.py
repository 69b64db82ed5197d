"""The figure block: the one form in which a result reaches a reader.

A block is a sentence, a picture, the same numbers as a table, how to read it, a definition with its
source, and the provenance that every export repeats. It can only be made from results that passed
the gate of `perspectief_core.disclosure.protecting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import plotly.graph_objects as go
from markupsafe import Markup

from perspectief.report.block.heading import Headed
from perspectief.report.block.tables import Table
from perspectief.report.drawing import stacked_bar
from perspectief.report.drawing.described import Described
from perspectief.report.drawing.row_bars import Bars, Form, Key, Row
from perspectief.report.drawing.stacked_bar import Part
from perspectief_core.disclosure.protecting import Protected, Provenance
from perspectief_core.results import DisclosureError

if TYPE_CHECKING:
    from perspectief_core.sensitivity.measures import Measure

MAX_ALT = 220


def short_alt(*texts: str) -> str:
    """Return the first of some text alternatives that is not too long, or else the last, cut.

    For a text with names or outcomes in it, which can be longer than those of today.
    """
    short = next((text for text in texts if len(text) <= MAX_ALT), texts[-1])
    return short if len(short) <= MAX_ALT else f"{short[: MAX_ALT - 1]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a figure counts: in words, its numerator, its denominator and its source.

    What is not counted has neither numerator nor denominator.
    """

    what: str
    numerator: str = ""
    denominator: str = ""
    source: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart (`plotly`) or drawn HTML (`html`), with its text alternative.

    Drawn HTML is `Markup`: the type checker takes a chart for anything, so that this is refused
    here. `alt` says what is to be seen, in at most 220 characters, and is not the title. `bars`, or
    else `described`, say what drawn HTML shows, for every other medium; a chart describes itself.
    """

    kind: Literal["plotly", "html"]
    content: go.Figure | Markup
    alt: str
    bars: tuple[Bars, ...] = ()
    described: tuple[Described, ...] = ()

    def __post_init__(self) -> None:
        """Refuse HTML that nobody escaped; hold `alt` to what a screen reader can bear."""
        if (self.kind == "html") is not isinstance(self.content, Markup):
            raise TypeError("`content`: expected `Markup` for drawn HTML, else a chart")
        if not 0 < len(self.alt) <= MAX_ALT:
            raise ValueError(f"`alt`: expected 1–{MAX_ALT} characters, found {len(self.alt)}")


def bars_picture(
    form: Form, rows: Iterable[Row], alt: str, *, legend: tuple[Key, ...] = (), full: float = 100.0
) -> Picture:
    """Return a picture of bars, which is nothing but what they describe: see `Bars`."""
    bars = Bars(form=form, rows=tuple(rows), legend=legend, full=full)
    return Picture("html", bars.html(), alt, (bars,))


def stacked_picture(what: str, parts: Sequence[Part], under: str = "") -> Picture:
    """Return a picture of one 100 % bar of `what`, with what stands under it."""
    drawn, alt = stacked_bar.stacked(parts) + under, stacked_bar.stacked_alt(what, parts)
    return Picture("html", drawn, alt, (stacked_bar.described(parts),))


@dataclass(frozen=True, slots=True)
class Strip:
    """The range of a figure's main numbers under other choices: `bij andere keuzes: 12–28 %`.

    `options` are the page options that the link to `link_page` sets.
    """

    text: str
    link_page: str = "gevoeligheid"
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MainNumber:
    """A main number of a figure: its name in words, what it measures, and its unit.

    `within` are filters that hold for this number besides those of the selection: filter, choices.
    """

    name: str
    measure: Measure
    unit: Literal["procent", "maanden", "jaar", "jongeren"] = "procent"
    within: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Headed):
    """One figure block.

    Parameters
    ----------
    heading
        Its key, part of file names and element keys, and its title.
    sentence
        What the figure shows, in one or two plain sentences.
    source
        The protected result(s) it was made from; anything else is refused.
    table, picture, reading, definition
        The parts of the block; `picture` may be absent when the table is the picture.
    numbers
        The main numbers, of which the strip gives the range under other choices. None: those of
        `main_numbers`. Empty: there is no one number that the figure shows.
    strip
        That range, where it is known; the screen fills it in.
    """

    sentence: str
    source: Protected[Any] | tuple[Protected[Any], ...]
    table: Table
    definition: Definition
    picture: Picture | None = None
    reading: str = ""
    numbers: tuple[MainNumber, ...] | None = None
    strip: Strip | None = None

    def __post_init__(self) -> None:
        """Fail closed: only what passed the gate becomes a block."""
        if not self.sources or not all(isinstance(part, Protected) for part in self.sources):
            raise DisclosureError("a block is made from `Protected` results only")

    @property
    def sources(self) -> tuple[Protected[Any], ...]:
        """The results it was made from, also when there is one."""
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @property
    def result(self) -> object:
        """What its first source says; None where that is withheld and is not needed to say this."""
        first = self.sources[0]
        return first.value if first.shown else None

    @property
    def provenance(self) -> Provenance:
        """Provenance of the first computed source, or of the first when all are published."""
        computed = [part for part in self.sources if part.provenance.kind != "published"]
        return (computed or self.sources)[0].provenance
