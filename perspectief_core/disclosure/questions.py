"""What is published for a question about a view, and which counts that can stand for.

The results of plain counts are each a *question*: of whom it is, which counts it publishes, and of
how few people it is withheld. Who publishes goes from counts to what is said; who attacks goes back
from what is said to all counts that would have been said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from perspectief_core.arrays import Ints
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.results import DisclosureError
from perspectief_core.shares.fives import BASE, Rounded, rounded

Range = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A result of plain counts: of whoever has the value `whole`, the counts of `parts`.

    It is withheld of fewer than `fewest` people. `rest`, if any, has whoever of `whole` has none of
    the parts; `missing` is published beside it, of other people. A part in `when_there` is left out
    where nobody has it, so that it says so.
    """

    whole: int
    parts: tuple[int, ...]
    fewest: int
    rest: int | None = None
    missing: int | None = None
    when_there: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is published for a question: rounded, of how many people, and how many have each part.

    A part that is left out is None. `missing` is there when the question has it.
    """

    total: int
    parts: tuple[int | None, ...]
    missing: int | None = None


def said_for(question: Question, counts: Ints) -> Said | None:
    """Return what is published of the counts of a view, shape (values,); None when withheld."""
    total = int(counts[question.whole])
    if total < question.fewest:
        return None
    parts = tuple(
        None
        if part == question.when_there and not counts[part]
        else rounded_part(int(counts[part]), total)
        for part in question.parts
    )
    missing = None if question.missing is None else rounded(int(counts[question.missing]))
    return Said(rounded(total), parts, missing)


def narrow(question: Question, said: Said | None, low: Ints, high: Ints) -> None:
    """Narrow the bounds on the counts of a view, in place, to what the answer to a question says.

    Raises
    ------
    DisclosureError
        When no counts are published so.
    """
    if said is None:
        # That it is withheld says so.
        confine(low, high, question.whole, (0, question.fewest - 1))
        return
    least, most = Rounded(said.total).bounds
    confine(low, high, question.whole, (max(least, question.fewest), most))
    totals = int(low[question.whole]), int(high[question.whole])
    for part, number in zip(question.parts, said.parts, strict=True):
        if number is None:
            confine(low, high, part, (0, 0))
            continue
        has, has_not = fitting(int(number), totals)
        confine(low, high, part, has)
        if question.rest is not None:
            confine(low, high, question.rest, has_not)
        if part == question.when_there:
            confine(low, high, part, (1, has[1]))
    if question.missing is not None and said.missing is not None:
        confine(low, high, question.missing, Rounded(said.missing).bounds)


def confine(low: Ints, high: Ints, place: int, ends: Range) -> None:
    """Confine the bounds on a count, in place, to within two ends; core only."""
    low[place], high[place] = max(low[place], ends[0]), min(high[place], ends[1])


@lru_cache(maxsize=100_000)
def fitting(said: int, totals: Range) -> tuple[Range, Range]:
    """Return how many of a total can have what is published as `said`, and how many have not.

    Parameters
    ----------
    said : int
        As `rounded_part` makes it.
    totals : pair of int
        Between which the total lies.

    Raises
    ------
    DisclosureError
        When no count is published so.

    Examples
    --------
    Of 33 to 37 people 35 are said: all but four at most. Of 23 people 10 are, or 20.

    >>> fitting(35, (33, 37))
    ((29, 37), (0, 4))
    >>> fitting(10, (23, 23)), fitting(20, (23, 23))
    (((8, 12), (11, 15)), ((18, 18), (5, 5)))
    """
    pairs = [
        (count, total - count)
        for total in range(totals[0], totals[1] + 1)
        for count in range(max(0, said - 2 * BASE), min(total, said + 2 * BASE) + 1)
        if rounded_part(count, total) == said
    ]
    if not pairs:
        raise DisclosureError("no counts fit what is published")
    has, has_not = zip(*pairs, strict=True)
    return (min(has), max(has)), (min(has_not), max(has_not))
