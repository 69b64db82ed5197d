"""All published answers, look-alikes together: what is drawn, said and written to a file."""

from dataclasses import replace

import pytest

from perspectief.report.werkwijzen import matrix, pairs
from perspectief_core.alike.chance import WithinTypes
from perspectief_core.alike.likeness import likeness
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import records


@pytest.fixture(name="block", scope="module")
def _block():
    return matrix.matrix_block(published_result((likeness(),)))


def test_the_sentence_weighs_the_reports_words(block):
    assert block.sentence == (
        "Gepubliceerd in 2011. Het rapport schrijft 'meer overeenkomsten dan verschillen'. Op deze "
        "vragen geven twee steunpunten in 40 van elke 100 gevallen hetzelfde antwoord: minder "
        "overeenkomsten dan verschillen. Telt ook mee hoe dicht antwoorden bij elkaar liggen, dan "
        "is het 51 van 100. Tussen paren zijn er grotere verschillen in gelijkenis dan toeval "
        "geeft: zeker op elkaar lijken Enschede met Hengelo, Deventer met Zwolle en Alkmaar met "
        "Haarlem. Steunpunten met dezelfde werkwijze lijken op de andere vragen meer op elkaar dan "
        "toeval geeft: 56 van 100, tegen 51 bij een andere werkwijze."
    )


def test_every_answer_stands_in_table_and_picture(block):
    table = records.steunpunten_table()
    assert (len(block.table.rows), len(block.table.columns)) == (46, 23)
    assert [column.key for column in block.table.columns[1:21]] == list(likeness().order)
    by_label = {question.label: question for question in records.steunpunt_columns()}
    for row in block.table.rows:
        column = by_label[row[0]]
        if column.schaal == "scale":
            continue
        expected = [column.levels()[table.loc[code, column.kolom]] for code in likeness().order]
        assert list(row[1:21]) == expected
    drawn = str(block.picture.content)
    assert (drawn.count("scope='row'"), drawn.count("<td")) == (46, 920)
    # Who has no huiskamer has no answer to the five questions about it.
    assert drawn.count(">–</td>") == sum(
        str(value) in {"nvt", "niet_gevraagd", "weet_niet"}
        or (value == "wisselend" and by_column(name).schaal == "ordinal")
        for name in table.columns
        if name in published_columns()
        for value in table[name]
    )


def by_column(name):
    return next(column for column in records.steunpunt_columns() if column.kolom == name)


def published_columns():
    return {
        column.kolom
        for column in records.steunpunt_columns()
        if column.herkomst_gegevens == "gepubliceerd"
    }


def test_other_findings_are_said_otherwise():
    whole = likeness()
    alike = tuple(replace(agreement, same=agreement.compared) for agreement in whole.agreements)
    calm = replace(whole, agreements=alike, p=0.4, types=WithinTypes(0.5, 0.5, 0.6))
    said = matrix.sentence(calm)
    assert ": meer overeenkomsten dan verschillen" in said
    assert "Welke steunpunten op elkaar lijken, kan toeval zijn." in said
    assert "niet meer op elkaar dan toeval geeft" in said
    unknown = replace(whole, types=WithinTypes(None, None, None))
    assert "werkwijze" not in matrix.sentence(unknown)
    no_pair = replace(whole, pairs=tuple(replace(pair, p=0.5) for pair in whole.pairs))
    assert "zeker op elkaar" not in matrix.sentence(no_pair)
    assert "Geen paar lijkt meer op elkaar dan toeval geeft, van de 190." in pairs.sentence(no_pair)


def test_every_pair_stands_in_the_table():
    block = pairs.pairs_block(published_result((likeness(),)))
    assert (len(block.table.rows), block.table.shown) == (190, 12)
    assert block.sentence == (
        "Gepubliceerd in 2011: Enschede met Hengelo lijkt het meest op elkaar, met 38 van de 43 "
        "vragen gelijk; Maastricht met Utrecht het minst, met 9 van de 36. 3 paren lijken meer op "
        "elkaar dan toeval geeft, van de 190."
    )
