"""Chance among steunpunten: recounted with every person coded anew, known figures, and edges."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import log

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from perspectief_core.associations import shuffling
from perspectief_core.associations.alternative import alternative
from perspectief_core.associations.chance import chance
from perspectief_core.associations.predictors import column_spec, invented
from perspectief_core.associations.screening import Question, screening, tree
from perspectief_core.associations.shuffling import shuffled
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract
from perspectief_core.data.remembered import forget
from perspectief_core.published import records
from perspectief_core.splits import ColumnSpec
from tests.core.associations.joined import predictor_table
from tests.core.splits.naive_chaid import Rules, Table, naive_test
from tests.places import SHIPPED

INVENTED = {kenmerk.kenmerk for kenmerk in records.kenmerken() if invented(kenmerk)}


@pytest.fixture(name="extract", scope="module")
def _extract():
    return extract.load(SHIPPED)


@pytest.fixture(name="cohort", scope="module")
def _cohort(extract):
    return select(extract, Selection())


@pytest.mark.parametrize("outcome", ["mob", "in_begeleiding"])
def test_the_order_as_it_is_gives_the_screening(cohort, outcome):
    tests = {row.kenmerk.kenmerk: row.test for row in screening(cohort, Question(outcome)).tested}
    for row in chance(cohort, Question(outcome)).rows:
        assert row.significant == tests[row.kenmerk].significant, row.kenmerk


def literal(values: list, reached: list[bool], spec: ColumnSpec) -> float:
    """Return log p adjusted of one answer over rows of people, by the literal CHAID."""
    known = [value for value in values if not pd.isna(value)]
    if spec.kind == "scale":
        rank = rankdata(np.array(known, dtype=float))
        bins = [int(Fraction(r) * 10 // (len(known) + 1)) for r in rank.tolist()]
        code = dict(zip(known, bins, strict=True))
    else:
        code = {level: n for n, level in enumerate(spec.levels or sorted(set(known)))}
    cells: dict[int | None, list[int]] = {}
    for value, yes in zip(values, reached, strict=True):
        cells.setdefault(None if pd.isna(value) else code[value], [0, 0])[yes] += 1
    return naive_test(Table(spec.kind, cells), Rules(missing="exclude")).log_p_adjusted


@pytest.mark.parametrize("outcome", ["verblijfsvergunning", "in_begeleiding"])
def test_all_of_it_is_what_counting_rows_gives(cohort, monkeypatch, outcome):
    """The naive way: every person gets another steunpunt's answers; all is tested from the rows."""
    monkeypatch.setattr(shuffling, "DRAWS", 5)
    compared = chance(cohort, Question(outcome))
    specs = [column_spec(kenmerk) for kenmerk in shuffled()]
    places = cohort.people["steunpunt"].to_numpy(dtype=str)
    codes = sorted(set(places))
    frame = predictor_table(cohort).frame
    first = frame.iloc[[places.tolist().index(code) for code in codes]]
    reached = (cohort.people["uitkomst"] == outcome).tolist()
    log_p = []
    for order in shuffling.orders(len(codes)).tolist():
        # The people of steunpunt `order[i]` get the answers of steunpunt `i`.
        answers = {codes[to]: i for i, to in enumerate(order)}
        people = first.iloc[[answers[place] for place in places]]
        log_p.append([literal(people[spec.name].tolist(), reached, spec) for spec in specs])
    yes = [sum(value <= log(0.05) for value in of_order) for of_order in log_p]
    assert [row.significant for row in compared.rows] == [value <= log(0.05) for value in log_p[0]]
    assert compared.found == yes[0]
    printed = {
        row.kenmerk: row.samenhang == "ja" for row in records.chaid_rows(compared.question.bijlage)
    }
    in_report = sum(printed[spec.name] for spec in specs)
    assert compared.printed == in_report
    assert compared.p_printed == pytest.approx(
        (1 + sum(count >= in_report for count in yes[1:])) / 6
    )
    assert compared.mean == pytest.approx(sum(yes[1:]) / 5)
    assert compared.p == pytest.approx((1 + sum(count >= yes[0] for count in yes[1:])) / 6)
    for at, row in enumerate(compared.rows):
        bound = log_p[0][at] * (1 - 1e-9)
        alone = sum(of_order[at] <= bound for of_order in log_p[1:])
        of_any = sum(min(of_order) <= bound for of_order in log_p[1:])
        assert (row.p, row.p_any) == pytest.approx(((1 + alone) / 6, (1 + of_any) / 6))


def test_an_answer_that_decides_the_outcome_is_more_than_chance(extract):
    """With ten steunpunten against ten no shuffle separates people as well."""
    codes = sorted(extract.steunpunten["steunpunt"])
    answer = {code: "ja" if at % 2 else "nee" for at, code in enumerate(codes)}
    places = extract.steunpunten.assign(
        trajectplan=extract.steunpunten["steunpunt"].map(answer).astype("string")
    )
    reached = extract.deelnemers["steunpunt"].map(answer) == "ja"
    people = extract.deelnemers.assign(uitkomst=np.where(reached, "mob", "overig"))
    changed = replace(extract, deelnemers=people, steunpunten=places)
    shuffling = chance(select(changed, Selection()), Question("mob", "contracten"))
    assert shuffling.strongest == shuffling.of("trajectplannen")
    assert shuffling.strongest.more_than_chance
    assert shuffling.strongest.p == shuffling.strongest.p_any == 1 / 1000


def test_the_same_question_has_the_same_answer(cohort):
    assert chance(cohort, Question("mob")) == chance(cohort, Question("mob"))


@pytest.mark.parametrize(
    ("choices", "steunpunten"),
    [({"steunpunt": ("nijmegen",)}, 1), ({"steunpunt": ("nergens",)}, 0)],
)
def test_nothing_to_shuffle(extract, choices, steunpunten):
    shuffling = chance(select(extract, Selection(**choices)), Question("mob"))
    assert (shuffling.steunpunten, shuffling.rows, shuffling.draws, shuffling.p) == (
        steunpunten,
        (),
        0,
        None,
    )
    assert shuffling.strongest is None
    assert not shuffling.more_than_chance


def test_a_cluster_of_people_has_no_answers_of_steunpunten(cohort):
    assert chance(cohort, Question("mob", "personen")).rows == ()


def test_invented_answers_explain_nothing(cohort):
    assert len(INVENTED) == 4
    assert not INVENTED & {row.kenmerk for row in shuffled()}
    for outcome in ("verblijfsvergunning", "terugkeer", "mob", "in_begeleiding"):
        grown = tree(cohort, Question(outcome, "organisatie_en_werkwijze")).tree
        used = {node.split.predictor for node in grown.nodes if node.split is not None}
        assert not INVENTED & used
        assert alternative(cohort, Question(outcome)).kenmerk not in INVENTED
    with pytest.raises(ValueError, match="wie_bepaalt_traject"):
        alternative(cohort, Question("mob"), "wie_bepaalt_traject")


def test_adding_beside_each_other_is_multiplying(cohort, monkeypatch):
    monkeypatch.setattr(shuffling, "DRAWS", 20)
    multiplied = chance(cohort, Question("mob"))
    monkeypatch.setattr(shuffling, "_FEW_VALUES", 0)
    forget()
    assert chance(cohort, Question("mob")) == multiplied
