"""The divisions by one filter beside an outcome, from the published outcomes of each group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from perspectief_core.associations.divisions import (
    COLUMNS,
    DividedGroup,
    Divisions,
    sorted_divisions,
)
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.data import contract
from perspectief_core.disclosure.lattice import AGES
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.people.outcomes import GroupOutcomes
from perspectief_core.released.counts import Released, share_of
from perspectief_core.released.testing import shares_differ

OPTIONS: dict[str, tuple[object, ...]] = {
    "geslacht": tuple((level,) for level in contract.DEELNEMERS.column("geslacht").levels),
    "leeftijd": AGES,
    "diagnose": tuple((level,) for level in contract.YES_NO_UNKNOWN),
}
"""What is chosen of the filters of which no table per group is published; the views are."""


def divisions(released: Released, outcome: str, basis: Basis = "all") -> Divisions:
    """Return the divisions of which at least two groups are shown.

    Raises
    ------
    Withheld
        When there is none, and of those who left.
    """
    if basis != "all":
        raise Withheld("not_published")
    divided = []
    for column in COLUMNS:
        # A filter that is chosen already does not divide any further.
        if getattr(released.selection, column) != getattr(type(released.selection)(), column):
            continue
        groups: list[DividedGroup] = []
        # A column that these data lack divides nobody.
        with suppress(Withheld, ColumnMissingError):
            groups += _groups(released, column, outcome)
        if len(groups) > 1:
            test = shares_differ([group.share for group in groups])
            divided.append((column, tuple(groups), test))
    if not divided:
        raise Withheld("too_few")
    return sorted_divisions(outcome, share_of(released.distribution(), outcome), divided)


def _groups(released: Released, column: str, outcome: str) -> Iterator[DividedGroup]:
    if column not in OPTIONS:
        for group in released.by(column).groups:
            yield DividedGroup(group.group, share_of(group, outcome))
        return
    for chosen in OPTIONS[column]:
        with suppress(Withheld):
            own = released.only(**{column: chosen}).distribution()
            group = GroupOutcomes(_code(chosen), own.n, own.shares)
            yield DividedGroup(group.group, share_of(group, outcome))


def _code(chosen: object) -> str:
    assert isinstance(chosen, tuple)
    return "_".join(map(str, chosen))
