"""Dutch names of predictors, columns, values and groups."""

from __future__ import annotations

import pytest

from perspectief.report.words import columns as samenhang_kolommen, predictors
from perspectief.report.words.predictors import NAME, Names, interval
from perspectief_core.associations.characteristics import characteristics
from perspectief_core.associations.predictors import ALL_CLUSTERS
from perspectief_core.associations.residuals import residuals
from perspectief_core.associations.screening import Question, code_people
from perspectief_core.data import contract
from perspectief_core.published import records
from perspectief_core.splits.contingency import Interval, Predictor


def test_every_predictor_and_cluster_has_its_own_name():
    assert list(NAME) == [kenmerk.kenmerk for kenmerk in records.kenmerken()]
    assert len(set(NAME.values())) == 74
    assert set(predictors.CLUSTER) == set(ALL_CLUSTERS)


def test_every_value_has_a_dutch_name(everyone):
    for predictor in code_people(everyone, Question("mob")).predictors:
        names = [Names(predictor).level(level) for level in predictor.levels]
        assert len(set(names)) == len(names), predictor.name
        assert not any("_" in name or "Interval" in name for name in names), predictor.name


@pytest.mark.parametrize(
    ("kenmerk", "bounds", "expected"),
    [
        ("duur_perspectief", Interval(None, 5.0), "hooguit 5"),
        ("duur_perspectief", Interval(5.0, 13.0), "6 tot en met 13"),
        ("duur_perspectief", Interval(18.0, None), "19 of meer"),
        ("leeftijd_instroom", Interval(18.0, 19.0), "19"),
        ("beroep_totaal", Interval(None, 0.0), "0"),
        ("beroep_totaal", Interval(None, None), "alle waarden"),
        ("contacten_per_maand", Interval(0.611, 1.2), "meer dan 0,6 tot en met 1,2"),
        ("contacten_per_maand", Interval(None, 1.2), "hooguit 1,2"),
        ("contacten_per_maand", Interval(4.26, None), "meer dan 4,3"),
        ("startdatum", Interval(None, 24118.0), "tot en met oktober 2009"),
        ("startdatum", Interval(24118.0, 24120.0), "november 2009 tot en met december 2009"),
        ("startdatum", Interval(24120.0, None), "vanaf januari 2010"),
    ],
)
def test_intervals_in_words(kenmerk, bounds, expected):
    assert interval(bounds, kenmerk) == expected


def test_cut_points_are_on_the_side_that_the_words_say(everyone):
    months = everyone.people["instroom"].dt
    number = months.year * 12 + months.month
    assert number.min() == (everyone.people["instroom"].min().year * 12) + (
        everyone.people["instroom"].min().month
    )
    assert interval(Interval(None, 2009 * 12 + 10), "datum_instroom") == "tot en met oktober 2009"
    assert interval(Interval(None, 2009 * 12 + 12), "datum_instroom") == "tot en met december 2009"


ORDER = Predictor(
    "steun_gemeente", "ordinal", ("zeer_slecht", "slecht", "redelijk", "goed", "zeer_goed")
)
COUNTS = Predictor("asielaanvragen", "ordinal", (1, 2, 3, 4, 5), missing=True)
YEARS = Predictor("jaar_bekend_nl", "ordinal", (0, 1, 2, 3, 4, 5), missing=True)
ROLE = Predictor("rol_huiskamer", "ordinal", ("gemiddeld", "belangrijk", "zeer_belangrijk", "nvt"))
ORIGIN = Predictor("land_van_herkomst", "nominal", ("angola", "china", "irak", "ethiopie", "togo"))
STUCK = Predictor("vastlopend_dossier", "nominal", (False, True))


@pytest.mark.parametrize(
    ("predictor", "group", "expected"),
    [
        (ORDER, ("goed",), "goed"),
        (ORDER, ("goed", "zeer_goed"), "goed of zeer goed"),
        (ORDER, ("slecht", "redelijk", "goed"), "slecht tot en met goed"),
        (COUNTS, (3, 4, 5), "3 of meer"),
        (COUNTS, (1, 2, 3), "1 tot en met 3"),
        (COUNTS, (1, None), "1 of onbekend"),
        (COUNTS, (5,), "5 of meer"),
        (YEARS, (0, 1, 2), "2001 of eerder"),
        (YEARS, (3, 4, 5), "2002 of later"),
        (YEARS, (1, 2, 3), "2000 tot en met 2002"),
        (
            ROLE,
            ("belangrijk", "zeer_belangrijk", "nvt"),
            "belangrijk, zeer belangrijk of niet van toepassing",
        ),
        (ORIGIN, ("angola", "ethiopie"), "Angola of Ethiopië"),
        (STUCK, (True,), "ja"),
        (STUCK, (False,), "nee"),
    ],
)
def test_groups_in_words(predictor, group, expected):
    assert Names(predictor).group(group) == expected


def test_a_long_group_is_counted():
    names = Names(ORIGIN)
    assert names.group(ORIGIN.levels, 3) == "Angola, China of 3 andere"
    assert names.group(ORIGIN.levels).count(",") == 3


def test_columns_and_their_groups_have_names(everyone):
    for column in characteristics(everyone):
        assert "_" not in samenhang_kolommen.column_name(column), column
        crossing = residuals(everyone, column)
        names = [samenhang_kolommen.group_name(column, group, {}) for group in crossing.groups]
        assert len(set(names)) == len(names), column
        assert not any("_" in name or ".." in name for name in names), (column, names)


def test_names_of_columns_do_not_collide():
    columns = [c.name for c in contract.DEELNEMERS.columns] + ["maanden", "steunpunt"]
    columns += [question.kolom for question in records.steunpunt_columns()]
    names = [samenhang_kolommen.column_name(column) for column in set(columns)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("..20", "hooguit 20"),
        ("21..22", "21 tot en met 22"),
        ("23..", "23 of meer"),
        ("4", "4"),
        ("..2009-03", "tot en met maart 2009"),
        ("2009-04..2009-11", "april 2009 tot en met november 2009"),
        ("2010-03..", "vanaf maart 2010"),
    ],
)
def test_codes_of_ranges_in_words(code, expected):
    assert samenhang_kolommen.group_name("instroom", code, {}) == expected
