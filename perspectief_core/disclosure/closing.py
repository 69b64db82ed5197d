"""The views that are shown in the end: the lattice, closed until nothing follows of anybody."""

from __future__ import annotations

import numpy as np

from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.disclosure.attributes import attributes_of, published
from perspectief_core.disclosure.lattice import Lattice, View, holding, lattice_of
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.inference.bounds import Known, carried
from perspectief_core.inference.following import forced, forced_differences


def views(extract: Extract) -> tuple[View, ...]:
    """Return every view of an extract under `publicatie`, the hidden ones with their reason."""
    return lattice(extract).views


def offers(extract: Extract) -> tuple[Selection, ...]:
    """Return the views of one filter that are shown."""
    return tuple(
        view.selection
        for view in views(extract)
        if view.reason is None and len(view.selection.active_filters) == 1
    )


def check_view(extract: Extract, selection: Selection) -> None:
    """Raise Withheld unless `publicatie` shows this view."""
    if selection.departs_from_report:
        raise Withheld("criteria")
    asked = {view.selection: view for view in views(extract)}.get(selection)
    if asked is None:
        raise Withheld("filters")
    if asked.reason is not None:
        raise Withheld(asked.reason)


@remembered(4)
def lattice(extract: Extract) -> Lattice:
    """Return the closed lattice of an extract."""
    return closed_lattice(counted(extract))


@remembered(4)
def counted(extract: Extract) -> pd.DataFrame:
    """Return the people that the views are about, in the order of their members; core only."""
    return select(extract, Selection()).people


def closed_lattice(people: pd.DataFrame) -> Lattice:
    """Return the lattice of which nothing follows about anybody.

    Notes
    -----
    As long as something follows, the smallest shown view that it follows from is hidden and the
    closing rule is applied again. This ends: every round hides a view.
    """
    held: frozenset[int] = frozenset()
    attributes = attributes_of(people)
    current = lattice_of(people)
    while True:
        shown = shown_of(current)
        known = carried(published(current, shown, attributes), shown)
        blamed = _blamed(known, shown)
        if not blamed:
            return current
        held |= blamed
        current = holding(current, held)


def shown_of(lattice: Lattice) -> Masks:
    """Return which views are shown, shape (views,)."""
    return np.array([view.reason is None for view in lattice.views])


def _blamed(known: Known, shown: Masks) -> frozenset[int]:
    """Return the views to hide for everything that follows."""
    sizes = known.members.sum(axis=1)
    blamed = {_smallest(np.array(pair), sizes, shown) for pair in forced_differences(known, shown)}
    for group in forced(known):
        near = [
            part
            for whole, parts in known.families
            for part in (whole, *parts)
            if group in (whole, *parts)
        ]
        blamed.add(_smallest(np.array(near), sizes, shown))
    return frozenset(blamed)


def _smallest(groups: Ints, sizes: Ints, shown: Masks) -> int:
    """Return the smallest shown view among groups, or else of all."""
    views = [group for group in groups if group < len(shown) and shown[group]]
    return int(min(views or np.flatnonzero(shown), key=lambda view: (sizes[view], view)))
