"""Steps under each other, drawn as a list: how many are left, by what, and how many fall out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.words import formats
from perspectief.report.words.markup import tag


@dataclass(frozen=True, slots=True)
class Step:
    """One line: who are left, as text, what they are or what was asked, and how many fell out."""

    kept: str
    what: str
    dropped: int = 0


def fallen(step: Step) -> str:
    """Return how many fall out by a step; nothing when nobody does."""
    return f"{formats.plural(step.dropped, 'valt', 'vallen')} af" if step.dropped else ""


def stepped(steps: Iterable[Step]) -> Markup:
    """Return the steps as a list in HTML."""
    return tag("ol", *map(_line, steps), class_="pf-flow")


def _line(step: Step) -> Markup:
    said = fallen(step)
    out = (" ", tag("em", said)) if said else ()
    return tag("li", tag("b", step.kept), tag("span", step.what, *out))
