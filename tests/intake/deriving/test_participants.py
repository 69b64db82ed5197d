"""What is derived of odd dates is within the bounds of the contract."""

import datetime as dt

import pytest

from perspectief.intake.deriving.participants import derive
from perspectief.intake.validating.endings import Ending
from perspectief_core.data.checking import AsOf, check_table
from perspectief_core.data.contract import DEELNEMERS
from tests.intake.records import day, record, registration


def test_a_year_after_the_peildatum_is_left_out():
    known = [record(first_known=day(f"{year}-05-06")) for year in (2009, 2010, 2011)]
    made = derive([registration()] * 3, known, dt.date(2010, 10, 1))
    assert made["jaar_bekend_nl"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize("known", ["0201-01-01", "1900-01-01", "2010-12-31", "9999-12-31"])
@pytest.mark.parametrize("born", ["1930-01-01", "1988-02-01", "2010-02-01"])
@pytest.mark.parametrize("left", [None, "2010-09-30"])
def test_every_derived_row_passes_the_contract(known, born, left):
    peildatum = dt.date(2010, 10, 1)
    ending = {"ending": Ending("mob", day(left))} if left else {}
    person = registration(birth=day(born), **ending)
    table = derive([person], [record(birth=day(born), first_known=day(known))], peildatum)
    table.insert(0, "persoon", ["a1"])
    assert check_table(table, DEELNEMERS, AsOf(peildatum, by_month=True)) == ()
