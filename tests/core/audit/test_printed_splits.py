"""The 95 printed p values of Bijlagen 14-17 against their own chi-square and df."""

from __future__ import annotations

import pytest

from tests.core.audit.printed_splits import Categories, audit_published, published_categories

AUDIT = audit_published()


def test_all_printed_rows_are_there():
    assert len(AUDIT) == 95
    assert sum(split.informative for split in AUDIT) == 49


def test_every_printed_p_but_one_follows():
    wrong = [(split.bijlage, split.row.kenmerk) for split in AUDIT if not split.agrees]
    assert wrong == [(17, "dtv_regelmaat_volgens_steunpunt")]


def test_the_one_that_does_not_follows_from_no_number_of_categories():
    (wrong,) = [split for split in AUDIT if not split.agrees]
    assert (wrong.row.p, wrong.row.chi2, wrong.row.df) == ("0.01", 5.8, 1)
    assert wrong.p == pytest.approx(0.016, abs=0.0005)
    assert wrong.possible == ()


def test_where_the_numbers_of_categories_come_from():
    informative = [split for split in AUDIT if split.informative]
    by_basis = {
        basis: sum(split.categories.basis == basis for split in informative)
        for basis in ("bijlagen", "indeling", "onbekend")
    }
    assert by_basis == {"bijlagen": 37, "indeling": 10, "onbekend": 2}


def test_five_ordinal_levels():
    """The case that the report's readers can check by hand: .0055 x 4 = .022, printed 0.02."""
    (split,) = [
        split for split in AUDIT if split.bijlage == 14 and split.row.kenmerk == "steun_gemeente"
    ]
    assert split.categories == Categories("ordinal", 5, "bijlagen")
    assert split.multiplier == 4
    assert split.p == pytest.approx(0.0055, abs=5e-5)
    assert split.p_adjusted == pytest.approx(0.022, abs=5e-4)
    assert split.possible == (4, 5)


def test_bins_of_the_appendices():
    """Only these numbers of bins give the printed p values."""
    categories = published_categories()
    expected = {
        "uren_per_week": 9,
        "startdatum": 8,
        "aantal_vrijwilligers": 9,
        "aantal_vaste_medewerkers": 6,
        "uren_per_client": 10,
        "openingsduur_huiskamer": 6,
        "evaluatie_voortgang": 8,
    }
    assert {name: categories[name].number for name in expected} == expected


def test_a_wrong_number_of_categories_shows():
    """Four levels for the type of working method, as the report says, do not give its p."""
    four = {**published_categories(), "werkwijze_vier": Categories("nominal", 4, "indeling")}
    wrong = {split.row.kenmerk for split in audit_published(four) if not split.agrees}
    assert wrong == {"werkwijze_vier", "dtv_regelmaat_volgens_steunpunt"}
