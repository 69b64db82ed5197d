"""The transcribed figures: equal to a second reading, and consistent where they should be."""

import csv
import hashlib
import re
from math import comb, factorial, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import chi2 as chi2_law

from perspectief_core import published

GOLDEN = Path(__file__).parent.parent / "data" / "published"
CHAID_ALL = range(14, 18)
SOURCE = ("document", "tabel", "opmerking")
DOCUMENTS = {"Kamerbrief 2011", "Samenvatting", "Kamervragen 2011", "Kamerbrief 2020", "Bijlagen"}
PAGES = {
    *("overzicht", "deelnemers", "steunpunten", "steunpunt", "werkwijzen", "duur", "samenhang"),
    *("vergelijking", "gevoeligheid", "onderzoeksvragen", "verantwoording"),
}
ROUNDINGS = {"exact", "heel", "een_decimaal", "tientallen", "ongeveer", "bijna", "breuk"}
UNITS = {"aantal", "procent", "gemiddelde", "jaar", "maand", "dag", "uur", "euro"}
# The columns of `deelnemers` in the data contract.
PERSON_COLUMNS = {
    *("persoon", "steunpunt", "geslacht", "leeftijd_instroom", "herkomst", "kinderen_nl"),
    *("psychiatrische_diagnose", "lichamelijke_klachten", "instroom", "traject", "uitstroom"),
    *("contactmomenten", "uitkomst", "beeindigd_door", "wacht_op_beslissing"),
    *("vastlopend_dossier", "dmb_koppeling", "burgerlijke_staat", "jaar_bekend_nl"),
    *("leeftijd_bekend_nl", "leeftijd_eerste_gehoor", "verblijf_nl_maanden", "asielaanvragen"),
    *("beroep_ac", "beroep_ar", "beroep_vk", "vbm_aantal", "vbm_dagen", "vbm_eerste"),
    *("buiten_schuld_aanvragen", "buiten_schuld_toegewezen", "reguliere_aanvragen"),
}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def value(figure):
    return next(f.waarde for f in published.figures() if f.id == figure)


def by_eye(name):
    return rows_of(GOLDEN / f"{name}_by_eye.csv")


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("bijlage_02", "label"),
        ("bijlage_03", "label"),
        ("bijlage_04", "naam"),
        ("steunpunten", "steunpunt"),
    ],
)
def test_table_equals_the_reading_by_eye(table, key):
    read = by_eye(table)
    kept = {row[key]: row for row in rows_of(published.FOLDER / f"{table}.csv")}
    assert [row[key] for row in read] == list(kept)
    for row in read:
        assert {column: kept[row[key]][column] for column in row} == row


@pytest.mark.parametrize("bijlage", range(14, 21))
def test_chaid_rows_equal_the_reading_by_eye(bijlage):
    positions = {k.kenmerk: k.positie for k in published.kenmerken()}
    read = {
        int(r["positie"]): (r["p"], r["chi2"], r["df"])
        for r in by_eye("chaid")
        if int(r["bijlage"]) == bijlage
    }
    kept = {
        positions[row["kenmerk"]]: (row.get("p", ""), row.get("chi2", ""), row.get("df", ""))
        for row in rows_of(published.FOLDER / f"bijlage_{bijlage}.csv")
        if row["samenhang"] == "ja"
    }
    assert kept == read


def test_every_row_names_its_document_and_table():
    for name in published.table_names():
        if name == "inconsistenties":
            continue
        table = published.published_table(name)
        assert set(table["document"]) <= DOCUMENTS, name
        assert table["tabel"].notna().all(), name


def test_origins_add_up_to_the_recorded_totals():
    countries = published.published_table("bijlage_02")
    assert len(countries) == 53
    assert countries["aantal"].sum() == 734  # one more than 733: a recorded inconsistency
    assert countries["procent"].sum() == pytest.approx(99.3)
    assert (countries["procent"] - countries["aantal"] / 7.33).abs().max() <= 0.05 + 1e-9
    by_sex = published.origin_by_sex()
    assert by_sex[["vrouw", "man", "totaal"]].sum().tolist() == [190, 543, 733]
    assert (by_sex["vrouw"] + by_sex["man"] == by_sex["totaal"]).all()
    regrouped = countries.groupby("herkomst")["aantal"].sum()
    differs = (regrouped - by_sex["totaal"])[lambda d: d != 0]
    assert differs.to_dict() == {"angola": 1}


def test_origin_percentages_follow_from_the_counts():
    table = published.published_table("bijlage_03")
    for sex in ("vrouw", "man"):
        computed = 100 * table[sex] / table["totaal"]
        assert (computed - table[f"{sex}_procent"]).abs().max() <= 0.05 + 1e-9


def test_mean_and_sd_of_the_whole_follow_from_the_steunpunten():
    table = published.months_in_nl()
    total = table.loc["totaal"]
    each = table.drop(index="totaal")
    n, mean, sd = (each[column].to_numpy(float) for column in each.columns)
    pooled_mean = (n * mean).sum() / n.sum()
    squares = ((n - 1) * sd**2).sum() + (n * (mean - pooled_mean) ** 2).sum()
    assert n.sum() == total["n"] == 715
    assert pooled_mean == pytest.approx(81.05, abs=0.005)
    assert sqrt(squares / (n.sum() - 1)) == pytest.approx(30.246, abs=0.0015)


def test_means_come_from_whole_months():
    each = published.months_in_nl()
    total_months = each["n"] * each["gemiddelde_maanden"]
    distance = (total_months - total_months.round()).abs()
    assert (distance <= 0.005 * each["n"] + 1e-6).all()


def test_response_totals():
    table = published.published_table("bijlage_01")
    assert (table["huidig"] + table["uitgestroomd"] == table["totaal"]).all()
    assert table["totaal"].tolist() == [599, 732, 733, 717, 715]


def test_74_kenmerken_the_same_in_all_seven_appendices():
    ids = [k.kenmerk for k in published.kenmerken()]
    assert len(set(ids)) == len(ids) == 74
    for bijlage in range(14, 21):
        rows = published.chaid_rows(bijlage)
        assert [row.positie for row in rows] == list(range(1, 75))
        found = [row.kenmerk for row in rows]
        if bijlage == 17:
            assert found[2:4] == ids[3:1:-1]
            found[2:4] = found[3:1:-1]
        assert found == ids


def test_95_rows_have_p_chi2_and_df():
    rows = [row for bijlage in CHAID_ALL for row in published.chaid_rows(bijlage)]
    assert sum(row.samenhang == "ja" for row in rows) == 95
    for row in rows:
        printed = (row.p is not None, row.chi2 is not None, row.df is not None)
        assert printed == (row.samenhang == "ja",) * 3
    yes = {b: sum(r.samenhang == "ja" for r in published.chaid_rows(b)) for b in range(14, 21)}
    assert yes == {14: 26, 15: 5, 16: 28, 17: 36, 18: 17, 19: 2, 20: 17}


def test_p_range_is_what_rounds_to_the_printed_p():
    by_text = {r.p: r.p_range() for b in CHAID_ALL for r in published.chaid_rows(b) if r.p}
    assert by_text["<0.005"] == (0.0, 0.005)
    assert by_text["0.02"] == pytest.approx((0.015, 0.025))
    assert by_text["0.004"] == pytest.approx((0.0035, 0.0045))
    assert published.chaid_rows(19)[0].p_range() is None


def bonferroni(scale, categories, groups):
    if scale == "ordinal":
        return comb(categories - 1, groups - 1)
    signed = (
        (-1) ** v * (groups - v) ** categories / (factorial(v) * factorial(groups - v))
        for v in range(groups)
    )
    return round(sum(signed))


def test_registered_levels_give_the_printed_p():
    """Printed p = P(χ² ≥ value) × Bonferroni multiplier, for every published answer column."""
    columns = {c.kolom: c for c in published.steunpunt_columns() if c.niveaus}
    register = {k.kenmerk: k for k in published.kenmerken()}
    checked, misses = 0, []
    for bijlage in CHAID_ALL:
        for row in published.chaid_rows(bijlage):
            kenmerk = register[row.kenmerk]
            if row.p is None or kenmerk.kolom not in columns or kenmerk.kolom == "werkwijze_2":
                continue
            levels = len(columns[kenmerk.kolom].niveaus)
            multiplier = bonferroni(kenmerk.schaal, levels, row.df + 1)
            low, high = (chi2_law.sf(row.chi2 + d, row.df) * multiplier for d in (0.05, -0.05))
            lowest, highest = row.p_range()
            checked += 1
            if high < lowest or low > highest:
                misses.append((bijlage, row.kenmerk))
    assert checked == 45
    assert misses == [(17, "dtv_regelmaat_volgens_steunpunt")]  # a recorded inconsistency


def test_kenmerken_name_columns_that_exist():
    """Every column is published, in the data contract, derived from such, or named synthetic."""
    contract = published.steunpunten_table().columns.union(sorted(PERSON_COLUMNS))
    for kenmerk in published.kenmerken():
        if kenmerk.afgeleid_van:
            assert set(kenmerk.afgeleid_van) <= set(contract), kenmerk.kenmerk
        elif kenmerk.kolom not in contract:
            assert kenmerk.herkomst_gegevens == "synthetisch", kenmerk.kenmerk
    levels = [k.niveau for k in published.kenmerken()]
    assert (levels.count("steunpunt"), levels.count("persoon")) == (46, 28)


def test_groups_have_the_sizes_printed_in_bijlage_17():
    groups = [k.groep for k in published.kenmerken()]
    sizes = {group: groups.count(group) for group in dict.fromkeys(groups)}
    assert list(sizes.values()) == [9, 6, 5, 6, 11, 6, 6, 10, 15]


def test_steunpunten_answers_are_all_described_levels():
    table = published.steunpunten_table()
    columns = published.steunpunt_columns()
    described = [column.kolom for column in columns]
    assert described == [c for c in table.columns if c not in ("naam", *SOURCE)]
    for column in columns:
        if column.niveaus:
            assert set(table[column.kolom]) == set(column.levels()), column.kolom
        assert table[column.kolom].notna().all(), column.kolom


def test_not_applicable_stays_a_level():
    table = published.steunpunten_table()
    assert table.loc["maastricht", "dtv_communicatie"] == "nvt"
    assert (table["huiskamer_locatie"] == "nvt").sum() == 4


def test_types_of_the_summary_are_those_of_bijlage_9():
    answers = published.steunpunten_table()
    types = published.published_table("tabel_s2")
    for row in types.itertuples():
        named = answers.index[answers["werkwijze"] == row.werkwijze]
        assert set(row.steunpunten.split(";")) == set(named)
        assert len(named) == row.aantal
        assert set(answers.loc[named, "werkwijze_4"]) == {row.werkwijze_4}
        assert set(answers.loc[named, "werkwijze_2"]) == {row.werkwijze_2}


COUNTS_OF_THE_SUMMARY = {
    "sv_zonder_vrijwilligers": ("vrijwilligers_stagiaires", {0}),
    "sv_alleen_vrijwilligers": ("vaste_medewerkers", {0}),
    "sv_zonder_juristen": ("juristen", {"nee"}),
    "sv_vluchtelingenwerk": ("hoofdorganisatie", {"vluchtelingenwerk"}),
    "sv_gemeenten_caseoverleg": ("gemeente_casusoverleg", {"ja"}),
    "sv_dtv_caseniveau": ("dtv_samenwerking", {"op_caseniveau", "in_lto"}),
    "sv_knelpunten_ind": ("ind_knelpunten", {"ja"}),
    "sv_knelpunten_dtv": ("dtv_knelpunten", {"ja"}),
    "sv_toetsing": ("toetsing_vooraf", {"ja"}),
    "sv_huiskamers": ("huiskamer", {"ja"}),
    "sv_activiteiten": ("andere_activiteiten", {"ja"}),
    "sv_leefgeld_zelf": ("leefgeld_verstrekking", {"steunpunt_medewerker"}),
    "sv_leefgeld_extern": ("leefgeld_verstrekking", {"andere_afdeling", "andere_organisatie"}),
    "sv_leefgeld_bank": ("leefgeld_verstrekking", {"bankrekening"}),
    "sv_contract": ("contract", {"ja"}),
    "sv_geen_deadline": ("deadline", {"nee"}),
    "sv_nieuwe_steunpunten": ("aanpak_veranderd", {"nvt"}),
}


@pytest.mark.parametrize("figure", COUNTS_OF_THE_SUMMARY)
def test_counts_of_the_summary_follow_from_the_appendices(figure):
    column, levels = COUNTS_OF_THE_SUMMARY[figure]
    counted = published.steunpunten_table()[column].isin(levels).sum()
    assert counted == value(figure)


def test_figures_have_one_id_each_and_a_page_that_exists():
    figures = published.figures()
    assert len({f.id for f in figures}) == len(figures)
    assert {f.pagina for f in figures} <= PAGES
    assert {f.afronding for f in figures} <= ROUNDINGS
    assert {f.eenheid for f in figures} <= UNITS
    assert {f.document for f in figures} == DOCUMENTS - {"Bijlagen"}


def test_outcomes_add_up_and_give_the_printed_percentages():
    outcomes = "in_begeleiding", "verblijfsvergunning", "terugkeer", "mob", "doormigratie", "overig"
    counts = {outcome: value(f"sv_{outcome}_n") for outcome in outcomes}
    assert sum(counts.values()) == value("sv_deelnemers") == 733
    for outcome, count in counts.items():
        assert round(100 * count / 733) == value(f"sv_{outcome}")
    assert round(100 * value("sv_wacht_op_beslissing_n") / 473) == value("sv_wacht_op_beslissing")


def test_dtv_table_is_printed_in_the_text_too():
    rows = {row.uitkomst: row for row in published.dtv_table()}
    total = rows.pop("totaal")
    assert (total.perspectief, total.dtv) == (733, 1140)
    assert sum(row.dtv for row in rows.values()) == 1140
    for row in rows.values():
        assert round(100 * row.dtv / 1140) == row.dtv_procent
        assert row.perspectief == value(f"kb11_{row.uitkomst}_n")
        assert row.perspectief_procent == value(f"kb11_{row.uitkomst}")
    in_text = {
        "aantoonbaar_vertrek": "aantoonbaar",
        "zelfstandig_zonder_toezicht": "zonder_toezicht",
    }
    for row in rows.values():
        name = in_text.get(row.uitkomst_dtv, row.uitkomst_dtv)
        assert row.dtv == value(f"kb11_dtv_{name}_n")
        assert row.dtv_procent == value(f"kb11_dtv_{name}")


def test_timeline_covers_the_five_documents_in_order():
    events = published.timeline()
    assert {event.document for event in events} == DOCUMENTS
    assert [event.datum for event in events] == sorted(event.datum for event in events)
    for event in events:
        assert len(event.datum) == {"jaar": 4, "maand": 7, "dag": 10}[event.precisie]
    starts = {e.datum for e in events if e.tabel == "Bijlage 7"}
    assert starts == set(published.steunpunten_table()["startdatum"])


def test_21_questions_in_the_report_s_groups():
    questions = published.research_questions()
    assert [question.nummer for question in questions] == list(range(1, 22))
    groups = [question.groep for question in questions]
    assert [groups.count(g) for g in dict.fromkeys(groups)] == [3, 3, 6, 5, 4]


@pytest.mark.parametrize(
    ("bijlage", "questions"),
    [(21, 148), (22, 85), (23, 17), (24, 30), (25, 14), (26, 14), (27, 18), (28, 23)],
)
def test_codebook_holds_every_question(bijlage, questions):
    table = published.published_table(f"bijlage_{bijlage}")
    assert len(table) == questions
    assert table["onderwerp"].notna().all()
    contract = PERSON_COLUMNS | set(published.steunpunten_table().columns)
    contract |= {k.kolom for k in published.kenmerken()}
    for columns in table["kolom"].dropna():
        assert set(columns.split(";")) <= contract


def test_40_trees_four_outcomes_by_ten():
    trees = published.published_table("bijlage_30")
    assert trees.groupby("uitkomst").size().to_dict() == dict.fromkeys(
        ["in_begeleiding", "mob", "terugkeer", "verblijfsvergunning"], 10
    )
    groups = {k.groep for k in published.kenmerken()}
    assert {g for row in trees["groepen"] for g in row.split(";")} == groups


def sequences(text):
    words = re.findall(r"[a-z0-9à-ÿ]+", text.lower())
    return (" ".join(words[i : i + 7]) for i in range(len(words) - 6))


def fingerprint(sequence):
    return int.from_bytes(hashlib.blake2b(sequence.encode(), digest_size=8).digest(), "big")


def test_no_sentence_of_the_documents_is_copied():
    """No seven words in a row as in a source, but for the printed names of variables and levels.

    ``source_sequences.npy`` holds the 64-bit fingerprint of every seven words of the five texts.
    """
    known = set(np.load(GOLDEN / "source_sequences.npy").tolist())
    printed_names = {"gedrukt", ("kenmerken", "label"), ("kenmerken", "groep_label")}
    copied = [
        (name, column, sequence)
        for name in published.table_names()
        for row in rows_of(published.FOLDER / f"{name}.csv")
        for column, text in row.items()
        if column not in printed_names and (name, column) not in printed_names
        for sequence in sequences(text)
        if fingerprint(sequence) in known
    ]
    assert copied == []
    printed = published.kenmerken()[8].label  # eight words, printed as such: the check can see
    assert any(fingerprint(s) in known for s in sequences(f"{printed} Nee"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(published, "FOLDER", tmp_path)
    published._read.cache_clear()
    yield tmp_path
    published._read.cache_clear()


def test_missing_file_is_named_with_the_nearest(folder):
    (folder / "bijlage_04.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(
        published.PublishedFiguresError, match=r"`bijlage_4`.*nearest: `bijlage_04`"
    ):
        published.published_table("bijlage_4")


def test_missing_column_is_named(folder):
    (folder / "cijfers.csv").write_text("id,waarde\na,1\n", encoding="utf-8")
    with pytest.raises(
        published.PublishedFiguresError, match=r"`cijfers.csv`: no column .*eenheid"
    ):
        published.figures()


@pytest.mark.parametrize(
    ("cells", "message"),
    [("a,veel,tientallen", "`waarde`.*'veel'"), ("a,1", "`afronding`: cell missing")],
)
def test_bad_cell_is_named(folder, cells, message):
    header = "document,tabel,opmerking,omschrijving,eenheid,pagina,id,waarde,afronding"
    (folder / "cijfers.csv").write_text(f"{header}\nd,t,o,x,y,z,{cells}\n", encoding="utf-8")
    with pytest.raises(published.PublishedFiguresError, match=message):
        published.figures()


def test_bijlage_outside_14_to_20_is_refused():
    with pytest.raises(published.PublishedFiguresError, match="14 to 20, found 21"):
        published.chaid_rows(21)


def test_tables_are_safe_to_change():
    table = published.steunpunten_table()
    table.loc["utrecht", "contract"] = "misschien"
    assert published.steunpunten_table().loc["utrecht", "contract"] == "nee"
