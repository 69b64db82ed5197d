"""Records made from columns are those that their class makes one by one."""

from dataclasses import dataclass

import pytest

from perspectief_core.shares.flags import LimitPoint
from perspectief_core.shares.in_bulk import records
from perspectief_core.shares.intervals import Share

ROWS = [(3, 10, 0.1, 0.6), (0, 0, 0.0, 1.0), (7, 7, 0.6, 1.0)]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], []])
def test_records_are_those_of_the_class(rows):
    columns = zip(*rows, strict=True) if rows else [()] * 4
    made = records(Share, *columns)
    assert made == tuple(Share(*row) for row in rows)
    assert [type(share.count) for share in made] == [int] * len(rows)


def test_a_field_without_a_value_is_refused():
    for columns in ([(1, 2)] * 4, [(1, 2), (1,), (2, 3), (4, 5), (6, 7)]):
        with pytest.raises(ValueError, match="5 of one length, for `LimitPoint`"):
            records(LimitPoint, *columns)


@dataclass(frozen=True)
class WithoutSlots:
    number: int


@dataclass(frozen=True, slots=True)
class Checked:
    number: int

    def __post_init__(self):
        raise ValueError


@pytest.mark.parametrize("kind", [WithoutSlots, Checked])
def test_a_class_that_does_more_than_hold_fields_is_refused(kind):
    with pytest.raises(ValueError, match="only holds fields"):
        records(kind, (1,))
