"""Whether it stands: the other explanation, the steadiness and the map, in words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from perspectief.report.block import command, tables
from perspectief.report.samenhang import deviations, explanation, resampled
from perspectief_core.associations.alternative import Alternative, alternative
from perspectief_core.associations.chance import chance
from perspectief_core.associations.residuals import residuals
from perspectief_core.associations.screening import REPORT_SETTINGS, Question
from perspectief_core.associations.stability import SAMPLES, Comeback, Stability, stability
from perspectief_core.shares.intervals import share
from tests.core.builders import make_extract
from tests.report.asking import asked


@pytest.fixture(scope="module")
def standing(shipped) -> Alternative:
    split = asked(shipped, alternative, Question("in_begeleiding"), "duur_perspectief").value
    assert split.test.significant
    split = replace(split, strata=tuple(replace(row, p=0.01) for row in split.strata))
    assert split.stands
    return split


def test_a_split_that_stands_is_said_in_one_sentence(standing):
    said = explanation.sentence(standing)
    assert re.search(r"blijft staan bij elk van de \d+ kenmerken", said)
    assert said.count(".") == 1


def test_a_split_that_falls_names_what_takes_it_away(standing):
    fallen = replace(standing.strata[0], p=0.2)
    split = replace(standing, strata=(fallen, *standing.strata[1:]))
    said = explanation.sentence(split)
    judged = len(standing.judged)
    assert f"blijft staan bij {judged - 1} van de {judged} kenmerken" in said
    assert "bij 'land van herkomst' is het niet meer dan toeval" in said
    many = replace(standing, strata=tuple(replace(row, p=0.2) for row in standing.strata))
    assert "bij de andere is het niet meer dan toeval" in explanation.sentence(many)


def test_nothing_to_explain_is_said(shipped, standing):
    settings = replace(REPORT_SETTINGS, alpha_split=1e-9)
    weak = asked(shipped, alternative, Question("terugkeer", settings=settings))
    assert "niets om anders te verklaren" in explanation.sentence(weak.value)
    rows = explanation.alternative_block(weak).table.rows
    assert {row[1] for row in rows} == {None}
    places = shipped.steunpunten.drop(columns="trajectplan")
    without = replace(shipped, steunpunten=places)
    absent = asked(without, alternative, Question("mob"), "trajectplannen")
    assert "staat niet in deze gegevens" in explanation.sentence(absent.value)
    assert explanation.details(absent, asked(shipped, chance, absent.value.question)) == ()
    none = replace(standing, strata=())
    assert "is niet te zeggen" in explanation.sentence(none)
    few = asked(shipped, alternative, Question("verblijfsvergunning"), steunpunt=("nijmegen",))
    assert "niet in twee groepen" in explanation.sentence(few.value)


def test_details_say_what_synthetic_data_cannot_show(shipped):
    split = asked(shipped, alternative, Question("in_begeleiding"))
    said = " ".join(explanation.details(split, asked(shipped, chance, split.value.question)))
    assert "nagemaakte gegevens" in said
    assert f"{split.value.higher.count} van {split.value.higher.total}" in said


def test_competition_is_said_for_each_place(standing):
    first = replace(standing, tree_level=1, stronger=())
    assert "sterkste splitsing" in explanation._competition(first)
    gone = replace(standing, tree_level=None, stronger=())
    assert "komt het niet terug" in explanation._competition(gone)
    later = replace(standing, tree_level=3, stronger=("sekse",) * 6)
    assert "onder andere" in explanation._competition(later)
    assert "pas op stap 3" in explanation._competition(later)


def test_table_begins_with_the_split_alone(shipped):
    block = explanation.alternative_block(asked(shipped, alternative, Question("in_begeleiding")))
    assert block.table.rows[0][0] == "nergens mee"
    assert block.table.rows[0][-1] is None
    assert "None" not in tables.to_html(block.table)


def test_choice_names_every_characteristic_of_organisation_and_method():
    assert len(explanation.CHOICE.options) == 1 + 49 - 4
    assert "wie_bepaalt_traject" not in explanation.CHOICE.options
    assert explanation.kenmerk(explanation.STRONGEST) is None
    assert explanation.kenmerk("contracten") == "contracten"


def steadiness(first, same, none, comebacks=(), unit="persoon", units=733, chosen=False):
    return Stability(
        question=Question("mob"),
        unit=unit,
        chosen=chosen,
        units=units,
        first=first,
        same=share(same, SAMPLES),
        none=share(none, SAMPLES),
        comebacks=tuple(Comeback(name, share(times, SAMPLES)) for name, times in comebacks),
    )


@pytest.mark.parametrize(
    ("bootstrap", "expected"),
    [
        (steadiness("sekse", 470, 0, [("sekse", 470), ("vbm", 30)]), "stevig: 'geslacht'"),
        (steadiness("sekse", 300, 10, [("sekse", 300), ("vbm", 190)]), "redelijk stevig"),
        (steadiness("sekse", 120, 300, [("sekse", 120)]), "wankel"),
        (steadiness("sekse", 120, 300, [("sekse", 120)]), "In 300 trekkingen is er geen splitsing"),
        (steadiness("sekse", 470, 0, [("sekse", 470), ("vbm", 30)]), "30 keer"),
        (steadiness(None, 200, 200), "In de gegevens zelf is er geen splitsing"),
        (
            steadiness("contracten", 470, 0, [("contracten", 470)], "steunpunt", 20),
            "getrokken uit 20 steunpunten",
        ),
        (
            steadiness("sekse", 470, 0, [("sekse", 470)], "steunpunt", 20, chosen=True),
            "lijken op elkaar",
        ),
        (
            steadiness("contracten", 500, 0, [("contracten", 500)], "steunpunt", 1),
            "maar één steunpunt",
        ),
    ],
)
def test_steadiness_in_words(bootstrap, expected):
    assert expected in resampled.sentence(bootstrap)


def test_stability_block_on_data_and_on_nobody(shipped):
    bootstrap = asked(shipped, stability, Question("mob", "huiskamer"))
    block = resampled.stability_block(bootstrap)
    assert sum(row[1].count for row in block.table.rows) == SAMPLES
    assert block.table.rows[-1][0] == "geen splitsing"
    assert command.command(block) == (
        "perspectief tree --target mob --cluster huiskamer --bootstrap passend"
    )
    asks = resampled.drawn("persoon")
    chosen = resampled.stability_block(
        asked(shipped, stability, Question("mob", "huiskamer"), asks)
    )
    assert command.command(chosen).endswith("--bootstrap persoon")
    assert resampled.drawn("passend") is None
    nobody = asked(shipped, stability, Question("mob"), geslacht=("vrouw",), herkomst=("irak",))
    empty = resampled.stability_block(nobody)
    assert empty.picture is None
    assert "Er zijn geen jongeren" in empty.sentence


@pytest.mark.parametrize(
    ("residual", "sign", "word"),
    [
        (3.0, "++", "veel meer"),
        (2.0, "+", "meer"),
        (1.99, "·", "gewoon"),
        (-1.99, "·", "gewoon"),
        (-2.0, "−", "minder"),
        (-3.0, "−−", "veel minder"),
        (None, ".", "niet te zeggen"),
    ],
)
def test_marks(residual, sign, word):
    mark = deviations.mark(residual)
    assert (mark.sign, mark.word) == (sign, word)


@pytest.mark.parametrize("column", ["werkwijze", "herkomst", "geslacht", "instroom", "steunpunt"])
def test_map_says_in_words_what_it_tints(shipped, column):
    crossing = asked(shipped, residuals, column, "all")
    block = deviations.residual_block(crossing, {})
    picture = block.picture.content
    cells = re.findall(r"<td[^>]*>.*?</td>", picture)
    assert len(cells) == len(crossing.value.cells) == len(block.table.rows)
    for cell in cells:
        tinted = "color-mix" in cell
        assert tinted == bool(re.search(r"(meer|minder)<br>", cell))
    beyond = sum(row[5] not in ("gewoon", "niet te zeggen") for row in block.table.rows)
    assert (f"{beyond} vak" in block.sentence) or (beyond == 0 and "Geen vak" in block.sentence)


def test_rough_cells_say_so(shipped):
    crossing = asked(shipped, residuals, "herkomst", "all")
    rough = [
        cell
        for cell in crossing.value.cells
        if cell.expected < 5 and cell.residual is not None and abs(cell.residual) > 2
    ]
    content = deviations.residual_block(crossing, {}).picture.content
    assert content.count(", ruw<br>") == len(rough)


def test_one_group_has_nothing_to_compare(shipped):
    crossing = asked(shipped, residuals, "werkwijze", "all", steunpunt=("almelo",))
    assert "niets te vergelijken" in deviations.sentence(crossing.value)


def test_blocks_of_another_extract():
    extract = make_extract(300, seed=2)
    for block in (
        explanation.alternative_block(asked(extract, alternative, Question("verblijfsvergunning"))),
        deviations.residual_block(asked(extract, residuals, "werkwijze", "exits"), {}),
    ):
        assert block.sentence
        assert not re.search(r"\b(nan|None|inf)\b", tables.to_html(block.table))
