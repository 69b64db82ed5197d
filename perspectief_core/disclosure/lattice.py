"""The views that `publicatie` can show of an extract: finitely many, found before any is shown.

A view is a `Selection` with the report's criteria and at most two filters, each set to one of its
coarse categories. Categories with few people are merged; a merged category is a choice of several
options at once. What is left too small is hidden, and the closing rule hides its smallest sibling
too where the hidden ones could be found by subtraction.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from perspectief_core.arrays import Masks, pd
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.policies import (
    COARSE,
    GEOGRAPHIES,
    REGIONS,
    SENSITIVE,
    SMALLEST_CATEGORY,
    SMALLEST_SENSITIVE,
    SMALLEST_VIEW,
    Reason,
)

AGES = ((12, 19), (20, 22), (23, 60))
"""Ages at inflow in years, both included: ranges cannot be merged, so there are three wide ones."""
Choice = tuple[str, object]
"""A filter's code and what is chosen of it."""
Family = tuple[int, tuple[int, ...]]
"""A view, and the views that divide it by one more filter; as positions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One view, and why it is hidden (None: it is shown)."""

    selection: Selection
    reason: Reason | None


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """All views with who is in them; internal to the core: it holds persons.

    `members` has shape (views, persons counted); `choices` the filters of each view, `families`
    for a view and a filter it does not restrict, the views that divide it.
    """

    views: tuple[View, ...]
    choices: tuple[tuple[Choice, ...], ...]
    members: Masks
    families: tuple[Family, ...]


def lattice_of(people: pd.DataFrame) -> Lattice:
    """Return the views of the people counted by the report's criteria."""
    masks = {choice: mask for code in COARSE for choice, mask in _categories(people, code)}
    pairs = itertools.combinations(masks, 2)
    choices = (
        (),
        *((category,) for category in masks),
        *(pair for pair in pairs if _allowed(*pair)),
    )
    members = np.array(
        [
            np.logical_and.reduce([masks[category] for category in chosen], axis=0)
            if chosen
            else np.ones(len(people), dtype=bool)
            for chosen in choices
        ]
    )
    families = families_of(choices)
    reasons = _reasons(choices, members.sum(axis=1), families, frozenset())
    views = tuple(
        View(selection=Selection(**dict(chosen)), reason=reason)  # type: ignore[arg-type]
        for chosen, reason in zip(choices, reasons, strict=True)
    )
    return Lattice(views, choices, members, families)


def holding(lattice: Lattice, held: frozenset[int]) -> Lattice:
    """Return the lattice with the views at these positions hidden, whatever their size."""
    sizes = lattice.members.sum(axis=1)
    reasons = _reasons(lattice.choices, sizes, lattice.families, held)
    views = tuple(
        replace(view, reason=reason) for view, reason in zip(lattice.views, reasons, strict=True)
    )
    return replace(lattice, views=views)


def _categories(people: pd.DataFrame, code: str) -> list[tuple[Choice, Masks]]:
    """Return the coarse categories of a filter, with who is in each; none without its column."""
    filter_ = next(candidate for candidate in FILTERS if candidate.code == code)
    if filter_.column not in people:
        return []
    if code == "leeftijd":
        parts: list[object] = list(AGES)
    else:
        groups = filter_.groups(people).astype(object)
        sizes = groups.value_counts()
        known = filter_.options or tuple(sorted(sizes.index))
        start = REGIONS if code == "herkomst" else tuple((option,) for option in known)
        parts = list(_merged(start, {level: int(sizes.get(level, 0)) for level in known}))
    categories = []
    for part in parts:
        mask = filter_.kept(people, part)
        if mask is not None and mask.any():
            categories.append(((code, filter_.checked(part)), mask))
    return categories


def _merged(
    parts: tuple[tuple[str, ...], ...], sizes: dict[str, int]
) -> tuple[tuple[str, ...], ...]:
    """Return the parts with the small ones together, and with the next smallest until enough."""
    rising = sorted(parts, key=lambda part: (sum(sizes[option] for option in part), part))
    together: tuple[str, ...] = ()
    while rising and (
        sum(sizes[option] for option in rising[0]) < SMALLEST_CATEGORY
        or 0 < sum(sizes[option] for option in together) < SMALLEST_CATEGORY
    ):
        together += rising.pop(0)
    return (*rising, together) if together else tuple(rising)


def _allowed(first: Choice, second: Choice) -> bool:
    codes = {first[0], second[0]}
    return len(codes) == 2 and not codes & SENSITIVE and codes != GEOGRAPHIES


def families_of(choices: tuple[tuple[Choice, ...], ...]) -> tuple[Family, ...]:
    """Return each view and the views that divide it by one more filter."""
    position = {frozenset(chosen): place for place, chosen in enumerate(choices)}
    children: dict[tuple[int, str], list[int]] = {}
    for place, chosen in enumerate(choices):
        for choice in chosen:
            parent = position[frozenset(chosen) - {choice}]
            children.setdefault((parent, choice[0]), []).append(place)
    return tuple((parent, tuple(parts)) for (parent, _), parts in children.items())


def _reasons(
    choices: tuple[tuple[Choice, ...], ...],
    sizes: np.ndarray,
    families: tuple[Family, ...],
    held: frozenset[int],
) -> list[Reason | None]:
    """Return why each view is hidden: too few people, or the closing rule, to a fixpoint."""
    reasons: list[Reason | None] = []
    for chosen, size in zip(choices, sizes, strict=True):
        sensitive = any(code in SENSITIVE for code, _ in chosen)
        few = size < (SMALLEST_SENSITIVE if sensitive else SMALLEST_VIEW)
        reasons.append("too_few" if few else "siblings" if len(reasons) in held else None)
    changed = True
    while changed:
        changed = False
        for parent, parts in families:
            shown = [part for part in parts if reasons[part] is None]
            rest = int(sizes[parent] - sizes[shown].sum())
            # Of a hidden parent nothing is told, so its parts are not told either.
            if shown and (reasons[parent] is not None or 0 < rest < SMALLEST_VIEW):
                reasons[min(shown, key=lambda part: (sizes[part], part))] = "siblings"
                changed = True
    return reasons
