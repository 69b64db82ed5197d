import pandas as pd
import pytest

from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.people.contacts import contact_summary
from tests.core.builders import make_cohort, make_extract, with_people


def test_means_are_those_of_a_plain_loop():
    cohort = make_cohort(make_extract(120, seed=4))
    totals, monthly = [], []
    for row in cohort.people.itertuples():
        if pd.isna(row.contactmomenten):
            continue
        totals.append(int(row.contactmomenten))
        if not pd.isna(row.maanden):
            monthly.append(row.contactmomenten / max(int(row.maanden), 1))
    contacts = contact_summary(cohort)
    assert (contacts.total.n, contacts.per_month.n) == (len(totals), len(monthly))
    assert contacts.total.mean == pytest.approx(sum(totals) / len(totals))
    assert contacts.per_month.mean == pytest.approx(sum(monthly) / len(monthly))
    assert contacts.total.n + contacts.total.missing == cohort.n


def test_short_stays_nobody_and_an_absent_column():
    base = {
        "contactmomenten": pd.array([4, 6], dtype="Int64"),
        "instroom": pd.to_datetime(["2010-03-01", "2010-03-01"]),
        "uitstroom": pd.to_datetime(["2010-03-01", "2010-05-01"]),
        "uitkomst": ["mob", "mob"],
    }
    contacts = contact_summary(make_cohort(with_people(base)))
    assert contacts.per_month.mean == pytest.approx((4 / 1 + 6 / 2) / 2)
    empty = contact_summary(make_cohort(with_people(base), geslacht=("vrouw",)))
    assert (empty.total.mean, empty.per_month.mean) == (None, None)
    without = with_people({"uitkomst": ["mob"]})
    with pytest.raises(ColumnMissingError):
        contact_summary(make_cohort(without))
