import csv

import pytest

from perspectief_core.data import contract
from perspectief_core.disclosure import protecting
from perspectief_core.published import counts, records


def test_origins_are_the_groups_of_the_contract_and_add_up():
    *groups, total = counts.origins()
    assert {group.herkomst for group in groups} == set(contract.ORIGINS)
    for sex in ("vrouw", "man", "totaal"):
        assert sum(getattr(group, sex) for group in groups) == getattr(total, sex)
    assert (total.vrouw, total.man) == (190, 543)


def test_months_in_nl_add_up_to_the_printed_mean():
    *places, total = counts.months_in_nl()
    assert len(places) == 20
    assert sum(place.n for place in places) == total.n == 715
    mean = sum(place.n * place.gemiddelde_maanden for place in places) / total.n
    assert mean == pytest.approx(total.gemiddelde_maanden, abs=0.01)


def test_every_answer_is_counted_as_a_plain_count_of_the_file_says():
    with (records.FOLDER / "steunpunten.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for column in counts.answers():
        values = [row[column.kolom] for row in rows if row[column.kolom]]
        assert column.n == len(values)
        if column.answers:
            assert sum(answer.count for answer in column.answers) == column.n
            assert {a.code: a.count for a in column.answers if a.count} == {
                value: values.count(value) for value in values
            }


def test_answers_say_what_the_summary_says():
    answers = {column.kolom: column for column in counts.answers()}
    assert answers["juristen"].count("nee") == 3
    assert answers["dtv_knelpunten"].count("ja") == 16
    assert answers["ind_knelpunten"].count("ja") == 15
    assert answers["leefgeld_verstrekking"].count("andere_afdeling", "andere_organisatie") == 9
    assert answers["vaste_medewerkers"].high == 8
    assert answers["vrijwilligers_stagiaires"].positive == 19
    assert "werkwijze_4" not in answers
    with pytest.raises(KeyError):
        answers["juristen"].count("misschien")


def test_relations_name_what_the_report_calls_strongest():
    relations = {(row.uitkomst, row.cluster): row for row in counts.relations()}
    assert {row.tested for row in relations.values() if row.cluster == "organisatie"} == {49}
    for outcome, label in (
        ("verblijfsvergunning", "traject"),
        ("terugkeer", "traject"),
        ("mob", "duur"),
        ("in_begeleiding", "duur"),
    ):
        assert label in relations[outcome, "organisatie"].strongest
    assert "reguliere" in relations["verblijfsvergunning", "personen"].strongest
    assert "sychiatrische" in relations["terugkeer", "personen"].strongest
    totals = [
        sum(row.found for row in counts.relations() if row.tabel == f"Bijlage {number}")
        for number in counts.CHAID_APPENDICES
    ]
    assert totals == [
        sum(row.samenhang == "ja" for row in records.chaid_rows(number))
        for number in counts.CHAID_APPENDICES
    ]


def test_records_pass_the_gate_as_published():
    for published in (counts.origins(), counts.answers(), counts.relations()):
        assert protecting.published_result(published).provenance.kind == "published"
