"""The ministry's list: procedures and periods counted, and None where they cannot be."""

import datetime as dt

import pytest

from perspectief.intake.validating.register import Applications, Detention, read_register
from perspectief.intake.values.dates import PartialDate
from tests.intake.tables import table

HEADINGS = [
    "v1 V-nummer",
    "v2 Geboortedatum",
    "v3 Land van herkomst",
    "v4 Sekse",
    "v5 Burgerlijke staat",
    "v8b Voor het eerst in NL geregistreerd?",
]
PERSON = ["1234567890", dt.date(1988, 2, 1), "Angola", "man", "ongehuwd", dt.date(2004, 5, 6)]


def read(more, *rows):
    """Return record and rules of a row with more columns, below others with the same headings."""
    made = table([HEADINGS + more, *(PERSON + list(row) for row in rows)], "DMB.xlsx")
    records, findings = read_register(made, False, 2011)
    return records[-1], [finding.rule for finding in findings]


def test_who_it_is():
    record, rules = read([], [])
    assert (record.number, record.sex, record.origin) == ("1234567890", "man", "angola")
    assert (record.civil_state, record.birth) == ("ongehuwd", PartialDate(1988, 2, 1))
    assert rules == []


def test_without_the_columns_nothing_is_counted():
    record, _ = read([], [])
    assert record.applications == Applications(None, None, None, None, (None, None, None))
    assert record.detention == Detention(None, None, None)


GROUNDS = ["v10a Datum", "v12b Op grond waarvan? 1", "v12b Op grond waarvan? 2"]


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ([dt.date(2005, 1, 1), "asiel", "regulier: studie"], (2, 1)),
        ([None, None, None], (0, 0)),
        ([dt.date(2005, 1, 1), "nvt", "asiel"], (2, 0)),
    ],
)
def test_the_first_application_and_the_further_ones_by_their_ground(cells, counts):
    record, _ = read(GROUNDS, cells)
    assert (record.applications.asylum, record.applications.regular) == counts


def test_an_application_without_ground_cannot_be_counted_as_regular():
    more = ["v12b Op grond waarvan?", "v12c Op welke datum is dit verzoek ingediend?"]
    record, rules = read(more, [None, dt.date(2006, 1, 1)])
    assert record.applications.regular is None
    assert rules == ["grond_ontbreekt"]


@pytest.mark.parametrize(
    ("cells", "appeals", "rules"),
    [
        (["AC", "VK", "VK"], (1, 0, 2), []),
        (["nee", None, "-"], (0, 0, 0), []),
        (["AC", "iets anders", None], (None, None, None), ["soort_onbekend"]),
    ],
)
def test_appeals_by_kind(cells, appeals, rules):
    record, found = read([f"v10c Soort beroep {repeat}" for repeat in (1, 2, 3)], cells)
    assert (record.applications.appeals, found) == (appeals, rules)


STAYS = ["v10g1 In bewaring geweest?", "v10g2 Van 1", "v10g3 Tot 1", "v10g2 Van 2", "v10g3 Tot 2"]
FIRST, LAST = dt.date(2008, 1, 1), dt.date(2008, 1, 31)


@pytest.mark.parametrize(
    ("cells", "detention", "rules"),
    [
        (["nee", None, None, None, None], Detention(0, 0, None), []),
        ([None] * 5, Detention(None, None, None), []),
        (["ja", FIRST, LAST, None, None], Detention(1, 30, PartialDate(2008, 1, 1)), []),
        (["ja", LAST, LAST, FIRST, LAST], Detention(2, 30, PartialDate(2008, 1, 1)), []),
        (
            ["ja", FIRST, None, None, None],
            Detention(1, None, PartialDate(2008, 1, 1)),
            ["periode_onvolledig"],
        ),
        (
            ["ja", LAST, FIRST, None, None],
            Detention(1, None, PartialDate(2008, 1, 31)),
            ["periode_omgekeerd"],
        ),
    ],
)
def test_periods_in_detention(cells, detention, rules):
    record, found = read(STAYS, cells)
    assert (record.detention, found) == (detention, rules)
