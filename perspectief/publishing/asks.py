"""What a published edition answers: of every view, the analyses of which something is shown.

An analysis whose result is withheld whatever is asked has no place here: that is known from its
type, and an edition needs no answer to say so. A test holds the list to what the pages ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_type_hints

from perspectief.publishing.asking import Of, ask_text
from perspectief.publishing.encoding import Codec, codec_of
from perspectief_core.cohort import selecting
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.selection import Selection
from perspectief_core.durations import half_years
from perspectief_core.people import outcomes, participants


@dataclass(frozen=True, slots=True)
class Ask:
    """One analysis of the people of a view, with its arguments by place."""

    analysis: Callable[..., object]
    arguments: tuple[object, ...] = ()
    of: Of = "cohort"

    def text(self, codec: Codec, selection: Selection) -> str:
        """Return the text of the ask about a view, as the pages ask it."""
        return ask_text(codec, self.of, self.analysis, (self.arguments, {}), selection)

    def beginning(self, codec: Codec) -> str:
        """Return how the text of the ask begins, whomever it is about."""
        text = self.text(codec, Selection())
        return text[: text.index(codec.write(Selection()))]

    def result(self, cohort: Cohort) -> object:
        """Return what the analysis says of a cohort."""
        return self.analysis(cohort, *self.arguments)


ASKS: tuple[Ask, ...] = (
    Ask(outcomes.distribution),
    Ask(selecting.inclusion_flow),
    Ask(outcomes.ended_by),
    Ask(half_years.exits_by_half_year),
    Ask(outcomes.awaiting_decision),
    Ask(outcomes.stuck_files),
    Ask(participants.inflow),
    Ask(outcomes.by, ("steunpunt",)),
    Ask(outcomes.by, ("herkomst",)),
    Ask(outcomes.by, ("werkwijze_4",)),
    Ask(outcomes.by, ("kinderen",)),
    Ask(outcomes.by, ("instroomperiode",)),
    Ask(outcomes.trajectory_results),
)


FIRST = ASKS[0]
"""Is asked of every view, so that its asks name them all."""


@cache
def codec() -> Codec:
    """Return the codec of everything that an edition answers."""
    return codec_of({get_type_hints(ask.analysis)["return"] for ask in ASKS})


def selection_of(codec: Codec, ask: str) -> Selection:
    """Return whom an ask is about."""
    parts = codec.read(ask)
    assert isinstance(parts, tuple)
    selection = parts[-1]
    assert isinstance(selection, Selection)
    return selection


def texts(codec: Codec, selection: Selection) -> Iterator[tuple[str, Ask]]:
    """Yield the text of every ask about a view, with the ask."""
    for ask in ASKS:
        yield ask.text(codec, selection), ask
