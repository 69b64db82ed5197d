"""Countries fall in the groups that the report prints."""

from perspectief.intake.values.countries import parse_country
from perspectief.intake.values.text import normalised
from perspectief.intake.values.word_tables import read_table
from perspectief_core.data import contract
from perspectief_core.published import records


def test_every_country_of_bijlage_2_falls_in_its_group_of_bijlage_3():
    table = records.published_table("bijlage_02")
    for row in table.to_dict("records"):
        assert parse_country(row["label"]).value == row["herkomst"], row["label"]
        assert parse_country(row["label"].upper()).value == row["herkomst"]


def test_countries_add_up_to_bijlage_3():
    """The table of countries and the printed numbers of Bijlage 2 give the totals of Bijlage 3."""
    two = records.published_table("bijlage_02")
    three = records.published_table("bijlage_03").set_index("herkomst")["totaal"]
    sums = two["aantal"].groupby([parse_country(label).value for label in two["label"]]).sum()
    # Bijlage 2 prints one Angolese more than Bijlage 3.
    assert (sums - three.drop("totaal")).replace(0, None).dropna().to_dict() == {"angola": 1}


def test_a_spelling_counts_only_when_one_country_is_near():
    assert parse_country("Afganistan").value == "afghanistan"
    assert parse_country("Afganistan").note == "land_gespeld"
    for text in ("Nigeri", "Nigera", "Atlantis", "xx", "Guine Bissau en Togo"):
        assert parse_country(text).value is None, text


def test_no_country_stands_for_two_groups():
    seen = {}
    for row in read_table("landen"):
        assert row["herkomst"] in contract.ORIGINS
        for name in filter(None, (row["land"], *row["ook_geschreven"].split("|"))):
            assert seen.setdefault(normalised(name), row["herkomst"]) == row["herkomst"], name
