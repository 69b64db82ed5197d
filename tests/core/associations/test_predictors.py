"""The 74 predictors: what they are made of, and that joining by steunpunt loses nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from perspectief_core.associations import predictors
from perspectief_core.associations.predictors import (
    ALL_CLUSTERS,
    CLUSTERS,
    cluster_members,
    column_spec,
)
from perspectief_core.associations.readings import as_tested
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract
from perspectief_core.published import records
from tests.core.associations.joined import predictor_table
from tests.core.builders import make_cohort, make_extract, with_people
from tests.places import SHIPPED

MADE_OVER = {
    "startdatum",
    "werkwijze_hard_zacht",
    "evaluatie_voortgang",
    "openingsduur_huiskamer",
}
"""Answers of steunpunten that are not used as they are recorded."""


@pytest.fixture(scope="module")
def frame(everyone):
    return predictor_table(everyone).frame


def test_clusters_are_those_of_bijlage_30():
    trees = records.published_table("bijlage_30")
    assert list(ALL_CLUSTERS) == list(trees["boom"].unique())
    assert len(trees) == 40


def test_seven_clusters_share_out_all_predictors():
    parts = [kenmerk.kenmerk for cluster in CLUSTERS for kenmerk in cluster_members(cluster)]
    assert parts == [kenmerk.kenmerk for kenmerk in cluster_members("alles")]
    assert len(parts) == len(set(parts)) == 74
    halves = [*cluster_members("organisatie_en_werkwijze"), *cluster_members("personen")]
    assert halves == list(cluster_members("alles"))


def test_unknown_cluster_is_refused():
    with pytest.raises(ValueError, match="must be one of"):
        cluster_members("nergens")


def test_columns_are_in_the_reports_order(everyone):
    table = predictor_table(everyone)
    order = [kenmerk.kenmerk for kenmerk in records.kenmerken()]
    assert [spec.name for spec in table.specs] == list(table.frame)
    assert list(table.frame) == [name for name in order if name not in table.unavailable]
    assert len(table.frame) == everyone.n


def test_answers_of_steunpunten_equal_a_row_by_row_look_up(everyone, frame):
    places = as_tested(everyone.steunpunten).set_index("steunpunt")
    for kenmerk in records.kenmerken():
        if kenmerk.niveau != "steunpunt" or kenmerk.kolom not in places:
            continue
        if kenmerk.kenmerk in MADE_OVER:
            continue
        looked_up = [places.loc[code, kenmerk.kolom] for code in everyone.people["steunpunt"]]
        answers = frame[kenmerk.kenmerk].astype(object).tolist()
        assert [str(value) for value in answers] == [str(value) for value in looked_up], kenmerk


def test_caseload_is_of_everyone_in_guidance_at_the_steunpunt(everyone, frame):
    women = select(extract.load(SHIPPED), Selection(geslacht=("vrouw",)))
    of_women = predictor_table(women).frame["uren_per_client"]
    assert of_women.tolist() == frame.loc[of_women.index, "uren_per_client"].tolist()
    person = everyone.people.index[0]
    place = everyone.people.loc[person, "steunpunt"]
    row = everyone.steunpunten.set_index("steunpunt").loc[place]
    there = everyone.people[everyone.people["steunpunt"] == place]
    guided = (there["uitkomst"] == "in_begeleiding").sum()
    hours = row["uren_vaste_medewerkers"] / guided
    assert frame.loc[person, "uren_per_client"] == pytest.approx(hours)
    staff = row["vaste_medewerkers"] + row["vrijwilligers_stagiaires"]
    assert frame.loc[person, "caseload_per_medewerker"] == pytest.approx(guided / staff)


def test_not_asked_is_missing_and_no_huiskamer_comes_last(everyone, frame):
    answers = everyone.people[["steunpunt"]].merge(everyone.steunpunten, on="steunpunt")
    unasked = answers["evaluatie"] == "niet_gevraagd"
    assert unasked.any()
    assert frame["evaluatie_voortgang"].isna().tolist() == unasked.tolist()
    open_for = frame["openingsduur_huiskamer"].to_numpy(dtype=int)
    without = (answers["huiskamer"] == "nee").to_numpy()
    assert open_for[without].min() > 21 > open_for[~without].max()
    assert open_for[~without].tolist() == answers["huiskamer_dagdelen"][~without].tolist()


def test_nobody_to_share_people_over_is_missing(everyone, frame):
    alone = everyone.steunpunten.set_index("steunpunt")["vaste_medewerkers"] == 0
    without = everyone.people["steunpunt"].map(alone)
    assert without.any()
    assert frame["caseload_per_vaste_medewerker"].isna().tolist() == without.tolist()


def derived(column: str, **people: list) -> list:
    n = len(next(iter(people.values())))
    linked = {"persoon": [f"p{i}" for i in range(n)], "dmb_koppeling": [True] * n}
    cohort = select(with_people(linked | people), Selection())
    return (
        predictor_table(cohort)
        .frame[column]
        .astype(object)
        .where(lambda v: v.notna(), None)
        .tolist()
    )


def test_counts_are_cut_off_as_the_report_grouped_them():
    assert derived("kinderen", kinderen_nl=[0, 1, 2, 5, None]) == [0, 1, 2, 2, None]
    assert derived("beroep_ac", beroep_ac=[0, 2, 4]) == [0, 2, 2]
    assert derived("beroep_vk", beroep_vk=[0, 3, None]) == [0, 1, None]


def test_years_are_grouped():
    years = [1996, 1999, 2000, 2003, 2004, 2009, None]
    assert derived("jaar_bekend_nl", jaar_bekend_nl=years) == [0, 0, 1, 4, 5, 5, None]


def test_kinds_of_appeal_are_named_together():
    kinds = derived("beroep_groep", beroep_ac=[0, 1, 2], beroep_ar=[0, 0, 1], beroep_vk=[0, 1, 0])
    assert kinds == ["geen", "ac+vk", "ac+ar"]


def test_sums_of_appeals_and_requests():
    columns = {name: [1, 2] for name in ("beroep_ac", "beroep_ar", "beroep_vk")}
    assert derived("beroep_totaal", **columns) == [3, 6]
    others = ("asielaanvragen", "buiten_schuld_aanvragen", "reguliere_aanvragen")
    more = {name: [1, 1] for name in others}
    assert derived("aanvragen_totaal", **columns, **more) == [6, 9]


def test_age_at_arrival_counts_whole_years_back():
    ages = derived("leeftijd_binnenkomst", leeftijd_instroom=[20, 20], verblijf_nl_maanden=[48, 49])
    assert ages == [16, 15]


def test_contacts_a_month_counts_the_first_month_whole():
    contacts = derived(
        "contacten_per_maand",
        contactmomenten=[6, 6],
        instroom=["2010-01-01", "2010-01-01"],
        uitstroom=["2010-01-01", "2010-04-01"],
        uitkomst=["mob", "mob"],
    )
    assert contacts == [6, 2]


def test_ordinal_answers_take_their_printed_order():
    kenmerken = {kenmerk.kenmerk: kenmerk for kenmerk in records.kenmerken()}
    levels = column_spec(kenmerken["steun_gemeente"]).levels
    assert levels == ("zeer_slecht", "slecht", "redelijk", "goed", "zeer_goed")
    assert column_spec(kenmerken["kinderen"]).levels is None


def test_what_the_extract_lacks_is_named():
    table = predictor_table(make_cohort(), "huiskamer")
    assert table.specs == ()
    assert table.unavailable == tuple(kenmerk.kenmerk for kenmerk in cluster_members("huiskamer"))


def test_row_order_does_not_matter():
    extract = make_extract(60)
    turned = extract.deelnemers.iloc[::-1].reset_index(drop=True)
    table = predictor_table(make_cohort(extract)).frame
    other = predictor_table(
        select(
            type(extract)(extract.manifest, turned, extract.steunpunten, extract.dtv), Selection()
        )
    ).frame
    pd.testing.assert_frame_equal(
        table.reset_index(drop=True), other.iloc[::-1].reset_index(drop=True)
    )


def test_a_predictor_needs_the_columns_it_is_made_of_and_no_others(everyone):
    places = everyone.steunpunten.assign(begeleid_steunpunt=1)
    for kenmerk in records.kenmerken():
        whole = places if kenmerk.niveau == "steunpunt" else everyone.people
        derived = predictors._DERIVED.get(kenmerk.kolom)
        needed = list(derived.columns) if derived else [kenmerk.kolom]
        assert len(predictors.values_of(whole[needed], kenmerk)) == len(whole)
        assert predictors.recorded_in(whole[needed], kenmerk)
        for column in needed:
            assert not predictors.recorded_in(whole[needed].drop(columns=column), kenmerk)
