"""Every published figure is audited, agreement is what rounding allows, and nothing breaks it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from perspectief_core.audit import Audit, audit
from perspectief_core.audit.figures import QUESTIONS, all_rules
from perspectief_core.audit.rounding import agrees, p_range
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure import protecting
from perspectief_core.published import records
from perspectief_core.splits import Settings, TargetSpec, encode, screen
from tests.core.associations.joined import predictor_table
from tests.core.builders import make_extract


@pytest.fixture(scope="module")
def audited(shipped: Extract) -> Audit:
    return audit(shipped)


@pytest.fixture(scope="module")
def rows(audited):
    return {row.printed.id: row for row in audited.rows}


def test_every_figure_of_the_texts_has_a_rule_or_a_reason():
    unavailable = {figure.id for figure in records.figures() if figure.niet_te_berekenen}
    assert len(unavailable) == 37
    computed = {figure.id for figure in records.figures()} - unavailable
    assert {*all_rules(), QUESTIONS} == computed


def test_every_cell_of_every_table_is_a_row(audited):
    counts = Counter(row.printed.tabel for row in audited.rows)
    assert len({row.printed.id for row in audited.rows}) == len(audited.rows)
    assert sum(row.printed.measure == "waarde" for row in audited.rows) == 227
    expected = {"Bijlage 1": 5 * 3, "Bijlage 2": 53 * 2, "Bijlage 3": 21 * 5, "Bijlage 4": 21 * 3}
    assert {table: counts[table] for table in expected} == expected
    answers = [r for r in audited.rows if r.printed.measure == "cellen" and r.printed.value == 20]
    assert len(answers) == 46
    measures = Counter(
        r.printed.measure for r in audited.rows if r.printed.tabel in _tables(range(14, 21))
    )
    assert measures == {"samenhang": 518, "p": 95, "chi2": 95, "df": 95}


def _tables(appendices):
    return {f"Bijlage {number}" for number in appendices}


def test_cells_of_the_letter_s_table_are_audited_once():
    values = {figure.id: figure.waarde for figure in records.figures()}
    cells = 0
    for line in records.dtv_table():
        for side in ("perspectief", "dtv"):
            name = f"kb11_tabel_{side}_{line.uitkomst}"
            for id_, value in (
                (f"{name}_n", getattr(line, side)),
                (name, getattr(line, f"{side}_procent")),
            ):
                assert values.get(id_) == value
                cells += value is not None
    assert cells == sum(id_.startswith("kb11_tabel") for id_ in values)


def test_contradictions_are_about_figures_that_exist(rows):
    known = {inconsistency.id for inconsistency in records.inconsistencies()}
    linked = {row.contradiction for row in rows.values()} - {""}
    assert linked <= known
    named = [
        figure for inconsistency in records.inconsistencies() for figure in inconsistency.cijfers
    ]
    assert len(named) == len(set(named)) == 42
    assert set(named) <= {*rows, *(id_.rpartition(".")[0] for id_ in rows)}
    assert linked == {
        inconsistency.id for inconsistency in records.inconsistencies() if inconsistency.cijfers
    }


def test_counts_add_up(audited):
    assert sum(table.total for table in audited.tables) == len(audited.rows)
    assert sum(table.agree for table in audited.tables) == audited.count("klopt")
    assert sum(table.differ for table in audited.tables) == audited.count("wijkt_af")
    assert sum(table.not_reached for table in audited.tables) == audited.count("niet_gehaald")
    assert sum(table.within_noise for table in audited.tables) == audited.count("binnen_de_ruis")


def test_exact_items_of_the_shipped_extract_agree(audited):
    """Outcome counts, Bijlagen 3 and 4 and the letter's table, wherever they are printed."""
    exact = {"Bijlage 3", "Bijlage 4", "Tabel § 4", "Resultaten"}
    off = [r.printed.id for r in audited.rows if r.printed.tabel in exact and r.verdict != "klopt"]
    # Of three people nothing exact is held (decision 0021), nor of the total they are part of.
    moments = ("gemiddelde_maanden", "sd_maanden")
    inexact = [
        f"bijlage_04.{place}.{moment}" for place in ("almelo", "totaal") for moment in moments
    ]
    assert sorted(off) == sorted(inexact)


def test_characteristics_of_steunpunten_are_those_that_were_published(audited):
    tables = _tables(range(5, 14)) | {"Tabel S2"}
    assert {row.verdict for row in audited.rows if row.printed.tabel in tables} == {"klopt"}


def test_figures_that_contradict_another_document_differ(rows):
    for id_ in ("kb11_in_begeleiding_n_reactie", "kb11_resultaat", "bijlage_02.angola.aantal"):
        assert rows[id_].verdict == "wijkt_af"
        assert rows[id_].contradiction


def test_figures_equal_a_plain_count(shipped, rows):
    people = shipped.deelnemers
    gone = people["uitkomst"] != "in_begeleiding"
    women = people["geslacht"] == "vrouw"
    linked = people[people["dmb_koppeling"]]
    at_place = people.groupby("steunpunt", observed=True)
    angola = at_place["herkomst"].apply(lambda values: (values == "angola").mean())
    aimed = people["traject"].isin(["verblijfsvergunning", "buiten_schuld"])
    plain = {
        "sv_deelnemers_dmb": len(linked),
        "sv_vrouw": 100 * women.mean(),
        "sv_leeftijd_vrouw": people.loc[women, "leeftijd_instroom"].mean(),
        "sv_kinderen_vrouw": 100 * (people.loc[women, "kinderen_nl"] > 0).mean(),
        "sv_psychiatrische_diagnose": 100 * (people["psychiatrische_diagnose"] == "ja").mean(),
        "sv_angola_max": 100 * angola[at_place.size() >= 10].max(),
        "sv_bekend_2001_2002": 100 * linked["jaar_bekend_nl"].isin([2001, 2002]).mean(),
        "sv_verblijf_nl": linked["verblijf_nl_maanden"].mean() / 12,
        "sv_beroep_ar_meer": 100 * (linked["beroep_ar"] >= 2).mean(),
        "sv_vbm_dagen": linked.loc[linked["vbm_aantal"] > 0, "vbm_dagen"].mean(),
        "sv_buiten_schuld_toegewezen_n": (linked["buiten_schuld_toegewezen"] > 0).sum(),
        "sv_contacten": people["contactmomenten"].mean(),
        "sv_uitgestroomd": 100 * gone.mean(),
        "sv_beeindigd_client": 100 * (people.loc[gone, "beeindigd_door"] == "client").mean(),
        "sv_wacht_op_beslissing": 100 * people.loc[~gone, "wacht_op_beslissing"].mean(),
        "sv_traject_verblijf": 100 * aimed.mean(),
        "sv_vergunning_bij_traject": 100
        * (people.loc[aimed, "uitkomst"] == "verblijfsvergunning").mean(),
        "kb11_voor_start": 100 * (people["instroom"] < "2009-10-01").mean(),
    }
    for id_, value in plain.items():
        assert rows[id_].computed == pytest.approx(float(value)), id_


@pytest.mark.parametrize(("appendix", "outcome"), [(14, "verblijfsvergunning"), (20, "mob")])
def test_relations_equal_a_screening_of_one_outcome(shipped, rows, appendix, outcome):
    cohort = select(shipped, Selection(uitstroom=appendix >= 18))
    table = predictor_table(cohort)
    frame = table.frame.assign(hit=(cohort.people["uitkomst"] == outcome).astype("int64"))
    # The appendices on exits come out without 'overig' (decision 0021).
    frame = frame[(cohort.people["uitkomst"] != "overig") | (appendix < 18)]
    tests = screen(encode(frame, table.specs, TargetSpec("hit", 1)), Settings(missing="exclude"))
    for test in tests:
        cell = f"bijlage_{appendix}.{test.predictor}"
        assert rows[f"{cell}.samenhang"].computed == ("ja" if test.significant else "nee")
        if f"{cell}.chi2" in rows:
            assert rows[f"{cell}.chi2"].computed == pytest.approx(test.chi2)
            assert rows[f"{cell}.p"].computed == pytest.approx(test.p_adjusted)
            assert rows[f"{cell}.df"].computed == test.df


def test_a_changed_answer_is_found_and_named(shipped):
    places = shipped.steunpunten.copy()
    utrecht = places["steunpunt"] == "utrecht"
    places.loc[utrecht, "juristen"] = "nee"
    places.loc[utrecht, "uren_vaste_medewerkers"] = 1
    places.loc[utrecht, "startdatum"] = pd.Timestamp(2003, 7, 1)
    rows = {r.printed.id: r for r in audit(replace(shipped, steunpunten=places)).rows}
    for cell in (
        "bijlage_05.juristen.cellen",
        "bijlage_05.uren_vaste_medewerkers.cellen",
        "bijlage_07.startdatum.cellen",
    ):
        assert rows[cell].verdict == "wijkt_af"
        assert (rows[cell].computed, rows[cell].differing) == (19, ("utrecht",))
    assert rows["sv_zonder_juristen"].computed == 4


def test_an_absent_steunpunt_is_not_computed(shipped):
    less = replace(
        shipped,
        deelnemers=shipped.deelnemers[shipped.deelnemers["steunpunt"] != "utrecht"],
        steunpunten=shipped.steunpunten[shipped.steunpunten["steunpunt"] != "utrecht"],
    )
    rows = {r.printed.id: r for r in audit(less).rows}
    assert rows["bijlage_04.utrecht.n"].reason == "steunpunt_ontbreekt"
    assert rows["bijlage_05.juristen.cellen"].differing == ("utrecht",)
    assert rows["sv_steunpunten"].computed == 19


def test_municipalities_that_discuss_progress_stand_for_those_in_contact(rows):
    """The three that were not asked count for none; read from the printed table itself."""
    answers = records.published_table("steunpunten")["evaluatie"]
    row = rows["sv_gemeenten_contact"]
    assert (row.computed, row.verdict, row.basis) == (17, "klopt", "proxy")
    assert (answers == "niet_gevraagd").sum() == len(answers) - 17 == 3


def test_what_other_printed_figures_give_is_counted_in_those(rows):
    """Recounted with pandas in the published tables."""
    countries = records.published_table("bijlage_02").set_index("land")
    alone = countries.groupby("herkomst")["aantal"].transform("size") == 1
    percentage = (100 * countries["aantal"] / countries["aantal"].sum())[~alone]
    of_printed = {name for name, row in rows.items() if row.basis == "printed"}
    assert len(percentage) == 37
    for country, expected in percentage.items():
        row = rows[f"bijlage_02.{country}.procent"]
        assert (row.verdict, row.basis) == ("klopt", "printed")
        assert row.computed == pytest.approx(expected)
    groups = countries.groupby("herkomst")["aantal"].sum()
    printed = records.origin_by_sex()["totaal"].rename({"overige_azie": "overig_azie"})
    assert (groups - printed).loc[lambda off: off != 0].to_dict() == {"angola": 1}
    rounds = {"perspectief_1": 599, "perspectief_2": 732, "dmb_2": 717}
    assert {name: rows[f"bijlage_01.{name}.totaal"].computed for name in rounds} == rounds
    assert rows["sv_onderzoeksvragen"].computed == len(records.research_questions()) == 21
    assert len(of_printed) == 37 + len(rounds) + 1


def test_figures_that_seem_to_be_about_the_study_follow_from_its_data(rows, shipped):
    people, places = shipped.deelnemers, shipped.steunpunten
    share = 100 * people["herkomst"].value_counts(normalize=True)
    assert share.head(3).sum() < 55.5 <= share.head(4).sum()
    expected = {
        "sv_vier_landen_aantal": 4,
        "sv_soorten_resultaat": people["uitkomst"].nunique() - 1,
        "sv_bestanden": 2,
        "sv_contact_ind": places["ind_samenwerking"].count(),
    }
    assert {name: rows[name].computed for name in expected} == expected
    assert {rows[name].verdict for name in expected} == {"klopt"}


def test_what_a_search_did_not_reach_differs_in_a_register_only(shipped, audited):
    register = replace(shipped, manifest=replace(shipped.manifest, kind="register"))
    for made, real in zip(audited.rows, audit(register).rows, strict=True):
        missed = made.verdict == "niet_gehaald"
        assert real.verdict != "niet_gehaald"
        assert made.verdict == real.verdict or real.verdict == "wijkt_af"
        if missed:
            assert real.verdict == "wijkt_af"
            assert not made.contradiction
    assert all(row.contradiction for row in audited.rows if row.verdict == "wijkt_af")


def test_empty_extract_computes_nothing_about_people(shipped):
    empty = replace(shipped, deelnemers=shipped.deelnemers[:0], dtv=shipped.dtv[:0])
    audited = audit(empty)
    about_places = _tables(range(5, 14)) | {"Tabel S2"}
    for row in audited.rows:
        if row.printed.tabel in about_places or row.printed.page == "steunpunten":
            continue
        expected = "klopt" if row.basis == "printed" else "niet_te_berekenen"
        assert row.verdict == expected, row.printed.id
    assert Counter(r.reason for r in audited.rows)["niemand"] > 900
    nothing = replace(empty, steunpunten=shipped.steunpunten[:0])
    assert {row.basis for row in audit(nothing).rows if row.verdict == "klopt"} == {"printed"}


def test_missing_columns_are_named(shipped):
    required = [column.name for column in contract.DEELNEMERS.columns if column.required]
    bare = replace(
        shipped,
        deelnemers=shipped.deelnemers[required],
        steunpunten=shipped.steunpunten[["steunpunt", "naam", "werkwijze"]],
        dtv=shipped.dtv[["persoon", "uitkomst"]],
    )
    rows = {r.printed.id: r for r in audit(bare).rows}
    assert rows["sv_beroep_ar"].column == "deelnemers.beroep_ar"
    assert rows["sv_huiskamers"].column == "steunpunten.huiskamer"
    assert rows["kb11_dtv_caseload_n"].column == "dtv.overgedragen"
    assert rows["bijlage_14.sekse.samenhang"].verdict != "niet_te_berekenen"
    assert rows["bijlage_14.kinderen.samenhang"].column == "deelnemers.kinderen_nl"
    hours = rows["bijlage_17.uren_per_client.samenhang"]
    assert hours.column == "steunpunten.uren_vaste_medewerkers"
    assert rows["sv_verblijfsvergunning_n"].verdict == "klopt"


def test_one_missing_register_column_takes_only_its_own_figures_along(shipped):
    less = replace(shipped, deelnemers=shipped.deelnemers.drop(columns="vbm_dagen"))
    rows = {r.printed.id: r for r in audit(less).rows}
    assert rows["sv_vbm_dagen"].reason == "kolom_ontbreekt"
    assert rows["sv_vbm_een"].verdict == "klopt"


def test_another_extract_is_audited_and_passes_the_gate():
    other = make_extract(60, seed=3)
    audited = audit(other)
    assert audited.count("wijkt_af") + audited.count("niet_gehaald") > 50
    assert {r.reason for r in audited.rows if r.printed.tabel == "Bijlage 4"} >= {
        "steunpunt_ontbreekt"
    }
    assert protecting.protect(audited, other, Selection(), "open").value == audited
    for row in audited.rows:
        assert (row.computed is None) == (row.verdict == "niet_te_berekenen") == bool(row.reason)
        assert not isinstance(row.computed, float) or np.isfinite(row.computed)


def test_persons_in_another_order_change_nothing(shipped, audited):
    shuffled = replace(shipped, deelnemers=shipped.deelnemers.sample(frac=1, random_state=1))
    again = audit(shuffled)
    for row, other in zip(audited.rows, again.rows, strict=True):
        assert row.verdict == other.verdict
        assert row.computed == pytest.approx(other.computed) or row.computed == other.computed


@pytest.mark.parametrize(
    ("printed", "computed", "rounding", "expected"),
    [
        (733, 733, "exact", True),
        (733, 733.4, "exact", False),
        (15, 14.5, "heel", True),
        (15, 15.5, "heel", True),
        (15, 14.49, "heel", False),
        (22.4, 22.35, "een_decimaal", True),
        (22.4, 22.34, "een_decimaal", False),
        (81.05, 81.0549, "twee_decimalen", True),
        (30.246, 30.2466, "drie_decimalen", False),
        (1140, 1144, "tientallen", True),
        (1140, 1146, "tientallen", False),
        (25, 24.3, "breuk", True),
        (25, 22.4, "breuk", False),
        (33.3, 35.47, "breuk", True),
        (7, 6.754, "bijna", True),
        (7, 7.01, "bijna", False),
        (80, 78.6, "bijna", True),
        (80, 74.9, "bijna", False),
        (2.3, 2.4, "ongeveer", True),
        (32, 33.1, "ongeveer", False),
        ("<0.005", 0.0049, "p", True),
        ("<0.005", 0.0051, "p", False),
        ("0.02", 0.0249, "p", True),
        ("0.02", 0.0251, "p", False),
        ("ja", "nee", "exact", False),
        (0, 0.4, "ongeveer", True),
    ],
)
def test_agreement_is_what_the_printed_rounding_allows(printed, computed, rounding, expected):
    assert agrees(printed, computed, rounding) is expected


def test_p_agrees_over_the_range_of_the_published_rows():
    for line in records.chaid_rows(16):
        if line.p is not None:
            low, high = p_range(line.p)
            assert agrees(line.p, (low + high) / 2, "p")
            assert not agrees(line.p, high + 0.001, "p")


def test_every_rounding_in_the_files_is_known():
    for figure in records.figures():
        assert agrees(figure.waarde, figure.waarde, figure.afronding)
