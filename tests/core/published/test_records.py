"""The transcribed figures: equal to a second reading, and consistent where they should be."""

import csv
import hashlib
import re
from functools import cache
from itertools import product
from math import comb, factorial, sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from perspectief_core.audit.rounding import p_range
from perspectief_core.published import records

GOLDEN = Path(__file__).parents[2] / "data" / "published"
CHAID_ALL = range(14, 18)
CHAID_EXITS = range(18, 21)
CRITICAL = 3.841458820694124
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
    return next(f.waarde for f in records.figures() if f.id == figure)


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
    kept = {row[key]: row for row in rows_of(records.FOLDER / f"{table}.csv")}
    assert [row[key] for row in read] == list(kept)
    for row in read:
        assert {column: kept[row[key]][column] for column in row} == row


@pytest.mark.parametrize("bijlage", range(14, 21))
def test_chaid_rows_equal_the_reading_by_eye(bijlage):
    positions = {k.kenmerk: k.positie for k in records.kenmerken()}
    read = {
        int(r["positie"]): (r["p"], r["chi2"], r["df"])
        for r in by_eye("chaid")
        if int(r["bijlage"]) == bijlage
    }
    kept = {
        positions[row["kenmerk"]]: (row.get("p", ""), row.get("chi2", ""), row.get("df", ""))
        for row in rows_of(records.FOLDER / f"bijlage_{bijlage}.csv")
        if row["samenhang"] == "ja"
    }
    assert kept == read


def test_every_row_names_its_document_and_table():
    for name in records.table_names():
        if name == "inconsistenties":
            continue
        table = records.published_table(name)
        assert set(table["document"]) <= DOCUMENTS, name
        assert table["tabel"].notna().all(), name


def test_origins_add_up_to_the_recorded_totals():
    countries = records.published_table("bijlage_02")
    assert len(countries) == 53
    assert countries["aantal"].sum() == 734  # one more than 733: a recorded inconsistency
    assert countries["procent"].sum() == pytest.approx(99.3)
    assert (countries["procent"] - countries["aantal"] / 7.33).abs().max() <= 0.05 + 1e-9
    by_sex = records.origin_by_sex()
    assert by_sex[["vrouw", "man", "totaal"]].sum().tolist() == [190, 543, 733]
    assert (by_sex["vrouw"] + by_sex["man"] == by_sex["totaal"]).all()
    regrouped = countries.groupby("herkomst")["aantal"].sum()
    differs = (regrouped - by_sex["totaal"])[lambda d: d != 0]
    assert differs.to_dict() == {"angola": 1}


def test_origin_percentages_follow_from_the_counts():
    table = records.published_table("bijlage_03")
    for sex in ("vrouw", "man"):
        computed = 100 * table[sex] / table["totaal"]
        assert (computed - table[f"{sex}_procent"]).abs().max() <= 0.05 + 1e-9


def test_mean_and_sd_of_the_whole_follow_from_the_steunpunten():
    table = records.months_in_nl()
    total = table.loc["totaal"]
    each = table.drop(index="totaal")
    n, mean, sd = (each[column].to_numpy(float) for column in each.columns)
    pooled_mean = (n * mean).sum() / n.sum()
    squares = ((n - 1) * sd**2).sum() + (n * (mean - pooled_mean) ** 2).sum()
    assert n.sum() == total["n"] == 715
    assert pooled_mean == pytest.approx(81.05, abs=0.005)
    assert sqrt(squares / (n.sum() - 1)) == pytest.approx(30.246, abs=0.0015)


def test_means_come_from_whole_months():
    each = records.months_in_nl()
    total_months = each["n"] * each["gemiddelde_maanden"]
    distance = (total_months - total_months.round()).abs()
    assert (distance <= 0.005 * each["n"] + 1e-6).all()


def test_response_totals():
    table = records.published_table("bijlage_01")
    assert (table["huidig"] + table["uitgestroomd"] == table["totaal"]).all()
    assert table["totaal"].tolist() == [599, 732, 733, 717, 715]


def test_74_kenmerken_the_same_in_all_seven_appendices():
    ids = [k.kenmerk for k in records.kenmerken()]
    assert len(set(ids)) == len(ids) == 74
    for bijlage in range(14, 21):
        rows = records.chaid_rows(bijlage)
        assert [row.positie for row in rows] == list(range(1, 75))
        kenmerken = [row.kenmerk for row in rows]
        if bijlage == 17:
            assert kenmerken[2:4] == ids[3:1:-1]
            kenmerken[2:4] = kenmerken[3:1:-1]
        assert kenmerken == ids


def test_95_rows_have_p_chi2_and_df():
    rows = [row for bijlage in CHAID_ALL for row in records.chaid_rows(bijlage)]
    assert sum(row.samenhang == "ja" for row in rows) == 95
    for row in rows:
        printed = (row.p is not None, row.chi2 is not None, row.df is not None)
        assert printed == (row.samenhang == "ja",) * 3
    yes = {b: sum(r.samenhang == "ja" for r in records.chaid_rows(b)) for b in range(14, 21)}
    assert yes == {14: 26, 15: 5, 16: 28, 17: 36, 18: 17, 19: 2, 20: 17}


def test_p_range_is_what_rounds_to_the_printed_p():
    by_text = {r.p: p_range(r.p) for b in CHAID_ALL for r in records.chaid_rows(b) if r.p}
    assert by_text["<0.005"] == (0.0, 0.005)
    assert by_text["0.02"] == pytest.approx((0.015, 0.025))
    assert by_text["0.004"] == pytest.approx((0.0035, 0.0045))
    assert records.chaid_rows(19)[0].p is None


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
    columns = {c.kolom: c for c in records.steunpunt_columns() if c.niveaus}
    register = {k.kenmerk: k for k in records.kenmerken()}
    checked, misses = 0, []
    for bijlage in CHAID_ALL:
        for row in records.chaid_rows(bijlage):
            kenmerk = register[row.kenmerk]
            if row.p is None or kenmerk.kolom not in columns or kenmerk.kolom == "werkwijze_2":
                continue
            levels = len(columns[kenmerk.kolom].niveaus)
            multiplier = bonferroni(kenmerk.schaal, levels, row.df + 1)
            low, high = (stats.chi2.sf(row.chi2 + d, row.df) * multiplier for d in (0.05, -0.05))
            lowest, highest = p_range(row.p)
            checked += 1
            if high < lowest or low > highest:
                misses.append((bijlage, row.kenmerk))
    assert checked == 45
    assert misses == [(17, "dtv_regelmaat_volgens_steunpunt")]  # a recorded inconsistency


def test_kenmerken_name_columns_that_exist():
    """Every column is published, in the data contract, derived from such, or named synthetic."""
    contract = records.steunpunten_table().columns.union(sorted(PERSON_COLUMNS))
    for kenmerk in records.kenmerken():
        if kenmerk.afgeleid_van:
            assert set(kenmerk.afgeleid_van) <= set(contract), kenmerk.kenmerk
        elif kenmerk.kolom not in contract:
            assert kenmerk.herkomst_gegevens == "synthetisch", kenmerk.kenmerk
    levels = [k.niveau for k in records.kenmerken()]
    assert (levels.count("steunpunt"), levels.count("persoon")) == (46, 28)


def test_groups_have_the_sizes_printed_in_bijlage_17():
    groups = [k.groep for k in records.kenmerken()]
    sizes = {group: groups.count(group) for group in dict.fromkeys(groups)}
    assert list(sizes.values()) == [9, 6, 5, 6, 11, 6, 6, 10, 15]


def test_steunpunten_answers_are_all_described_levels():
    table = records.steunpunten_table()
    columns = records.steunpunt_columns()
    described = [column.kolom for column in columns]
    assert described == [c for c in table.columns if c not in ("naam", *SOURCE)]
    for column in columns:
        if column.niveaus:
            assert set(table[column.kolom]) == set(column.levels()), column.kolom
        assert table[column.kolom].notna().all(), column.kolom


def test_not_applicable_stays_a_level():
    table = records.steunpunten_table()
    assert table.loc["maastricht", "dtv_communicatie"] == "nvt"
    assert (table["huiskamer_locatie"] == "nvt").sum() == 4


def test_types_of_the_summary_are_those_of_bijlage_9():
    answers = records.steunpunten_table()
    types = records.published_table("tabel_s2")
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
    counted = records.steunpunten_table()[column].isin(levels).sum()
    assert counted == value(figure)


def test_figures_have_one_id_each_and_a_page_that_exists():
    figures = records.figures()
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
    rows = {row.uitkomst: row for row in records.dtv_table()}
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
    events = records.timeline()
    assert {event.document for event in events} == DOCUMENTS
    assert [event.datum for event in events] == sorted(event.datum for event in events)
    for event in events:
        assert len(event.datum) == {"jaar": 4, "maand": 7, "dag": 10}[event.precisie]
    starts = {e.datum for e in events if e.tabel == "Bijlage 7"}
    assert starts == set(records.steunpunten_table()["startdatum"])


def test_21_questions_in_the_report_s_groups():
    questions = records.research_questions()
    assert [question.nummer for question in questions] == list(range(1, 22))
    groups = [question.groep for question in questions]
    assert [groups.count(g) for g in dict.fromkeys(groups)] == [3, 3, 6, 5, 4]


@pytest.mark.parametrize(
    ("bijlage", "questions"),
    [(21, 148), (22, 85), (23, 17), (24, 30), (25, 14), (26, 14), (27, 18), (28, 23)],
)
def test_codebook_holds_every_question(bijlage, questions):
    table = records.published_table(f"bijlage_{bijlage}")
    assert len(table) == questions
    assert table["onderwerp"].notna().all()
    contract = PERSON_COLUMNS | set(records.steunpunten_table().columns)
    contract |= {k.kolom for k in records.kenmerken()}
    for columns in table["kolom"].dropna():
        assert set(columns.split(";")) <= contract


def test_40_trees_four_outcomes_by_ten():
    trees = records.published_table("bijlage_30")
    assert trees.groupby("uitkomst").size().to_dict() == dict.fromkeys(
        ["in_begeleiding", "mob", "terugkeer", "verblijfsvergunning"], 10
    )
    groups = {k.groep for k in records.kenmerken()}
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
        for name in records.table_names()
        for row in rows_of(records.FOLDER / f"{name}.csv")
        for column, text in row.items()
        if column not in printed_names and (name, column) not in printed_names
        for sequence in sequences(text)
        if fingerprint(sequence) in known
    ]
    assert copied == []
    printed = records.kenmerken()[8].label  # eight words, printed as such: the check can see
    assert any(fingerprint(s) in known for s in sequences(f"{printed} Nee"))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(records, "FOLDER", tmp_path)
    return tmp_path


def test_missing_file_is_named_with_the_nearest(folder):
    (folder / "bijlage_04.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(records.PublishedFiguresError, match=r"`bijlage_4`.*nearest: `bijlage_04`"):
        records.published_table("bijlage_4")


def test_missing_column_is_named(folder):
    (folder / "cijfers.csv").write_text("id,waarde\na,1\n", encoding="utf-8")
    with pytest.raises(records.PublishedFiguresError, match=r"`cijfers.csv`: no column .*eenheid"):
        records.figures()


@pytest.mark.parametrize(
    ("cells", "message"),
    [("a,veel,tientallen", "`waarde`.*'veel'"), ("a,1", "`afronding`: cell missing")],
)
def test_bad_cell_is_named(folder, cells, message):
    header = "document,tabel,opmerking,omschrijving,eenheid,pagina,id,waarde,afronding"
    (folder / "cijfers.csv").write_text(f"{header}\nd,t,o,x,y,z,{cells}\n", encoding="utf-8")
    with pytest.raises(records.PublishedFiguresError, match=message):
        records.figures()


def test_bijlage_outside_14_to_20_is_refused():
    with pytest.raises(records.PublishedFiguresError, match="14 to 20, found 21"):
        records.chaid_rows(21)


def test_tables_are_safe_to_change():
    table = records.steunpunten_table()
    table.loc["utrecht", "contract"] = "misschien"
    assert records.steunpunten_table().loc["utrecht", "contract"] == "nee"


# Each contradiction marked `nagerekend` is computed here from the published tables alone.


def answers(column):
    return records.steunpunten_table()[column]


def places(column, *levels):
    return set(answers(column).index[answers(column).isin(levels)])


def chaid(bijlage, kenmerk):
    return next(row for row in records.chaid_rows(bijlage) if row.kenmerk == kenmerk)


def percent(part, whole):
    return round(100 * part / whole)


def two_by_two(hits, group, total_hits, everyone):
    """Return Pearson's χ² of a group against the rest, by the textbook formula."""
    a, b, c = hits, group - hits, total_hits - hits
    d = everyone - a - b - c
    if min(b, c, d) < 0:
        return np.nan
    margins = group * (everyone - group) * total_hits * (everyone - total_hits)
    return everyone * (a * d - b * c) ** 2 / margins


def possible(printed, group, total_hits, everyone, hits=None):
    """Return the numbers of hits in a group whose χ² prints as `printed`."""
    values = range(total_hits + 1) if hits is None else hits
    return [k for k in values if abs(two_by_two(k, group, total_hits, everyone) - printed) <= 0.05]


def aim_fits(everyone, permits, returns):
    """Return whether the aims of trajectories can have both printed χ² and percentages."""
    sizes = range(everyone // 5, everyone)
    stay = [
        (n, k)
        for n in sizes
        if 60 in (percent(n, everyone), percent(n, 733))
        for k in possible(74.7, n, permits, everyone)
        if percent(k, n) == 23
    ]
    leave = [
        (n, k)
        for n in sizes
        if 29 in (percent(n, everyone), percent(n, 733))
        for k in possible(33.1, n, returns, everyone)
        if percent(k, n) == 8
    ]
    return bool(stay and leave)


def obstacles_fit(sizes, everyone, mob, in_guidance):
    return [
        n
        for n in sizes
        if possible(9.2, n, mob, everyone) and possible(21.2, n, in_guidance, everyone)
    ]


def two_answers_fit(kenmerk, sizes, left_out=0):
    """Return the sizes of one of two answers of all 733 for which whole counts can be found that
    give every printed chi-square of a characteristic (Bijlagen 14–17), and every yes and no, also
    among the 260 exits (Bijlagen 18–20), of whom so many with outcome 'overig' do not count."""
    totals, among_exits = (107, 21, 87, 473), 733 - 473 - left_out
    all_rows = [chaid(bijlage, kenmerk) for bijlage in CHAID_ALL]
    exit_rows = [chaid(bijlage, kenmerk) for bijlage in CHAID_EXITS]

    def told(row, chi2):
        printed = row.chi2 is None or abs(chi2 - row.chi2) <= 0.05
        return printed and (row.samenhang == "ja") == (chi2 >= CRITICAL)

    def counts(row, size, total, everyone):
        chi_squares = [
            (k, two_by_two(k, size, total, everyone)) for k in range(min(size, total) + 1)
        ]
        # A group of fewer than 50 is not split off: nothing is found then.
        small = min(size, everyone - size) < 50
        return {
            k for k, chi2 in chi_squares if not np.isnan(chi2) and told(row, 0 if small else chi2)
        }

    @cache
    def of_exits(left):
        return [
            counts(row, left, n, among_exits) for row, n in zip(exit_rows, totals[:3], strict=True)
        ]

    def fits(size):
        each = [counts(row, size, n, 733) for row, n in zip(all_rows, totals, strict=True)]
        for guided, other in product(each[3], range(left_out + 1)):
            left = size - guided - other
            if not 0 < left < among_exits:
                continue
            exits = [overall & more for overall, more in zip(each[:3], of_exits(left), strict=True)]
            rest = 45 - left_out
            if all(exits) and sum(map(min, exits)) <= left <= sum(map(max, exits)) + rest:
                return True
        return False

    return [size for size in sizes if fits(size)]


def check_juristen_met_overig():
    assert two_answers_fit("juristen_op_steunpunt", range(50, 684)) == []
    assert two_answers_fit("juristen_op_steunpunt", range(50, 684), left_out=35)


def check_knelpunten_gemeente_met_overig():
    people = records.months_in_nl()["n"].drop("totaal")
    least = int(people[sorted(places("gemeente_knelpunten", "ja"))].sum())
    sizes = range(least, least + 19)
    assert two_answers_fit("knelpunten_gemeente", sizes) == []
    assert two_answers_fit("knelpunten_gemeente", sizes, left_out=35)


def check_in_begeleiding_476():
    assert value("kb11_in_begeleiding_n_reactie") == 476
    assert value("kb11_in_begeleiding_n") == 473


def check_dtv_tabel_723():
    rows = records.dtv_table()
    assert sum(row.perspectief for row in rows[:-1]) == 723
    assert value("sv_doormigratie_n") == 733 - 723


def check_dtv_tabel_procenten():
    for row in records.dtv_table()[:-1]:
        printed = row.perspectief_procent
        assert percent(row.perspectief, 723) == percent(row.perspectief, 733) == printed
    assert sum(row.perspectief_procent for row in records.dtv_table()[:-1]) == 100


def check_procenten_101():
    names = "in_begeleiding", "verblijfsvergunning", "terugkeer", "mob", "doormigratie", "overig"
    assert sum(value(f"sv_{name}") for name in names) == 101


def check_resultaat_18():
    assert value("kb11_resultaat") == 18
    assert percent(107 + 21, 733) == 17


def check_bijlage1_uitgestroomd():
    last = records.published_table("bijlage_01").iloc[2]
    assert last["huidig"] - value("sv_in_begeleiding_n") == 111
    assert value("sv_beeindigd") - last["uitgestroomd"] == 111


def check_bijlage1_bases():
    table = records.published_table("bijlage_01")
    numbers = ["huidig", "uitgestroomd", "totaal"]
    assert (table.loc[2, numbers] - table.loc[4, numbers]).tolist() == [13, 5, 18]


def check_bijlage2_734():
    test_origins_add_up_to_the_recorded_totals()


def check_bijlage2_procent():
    assert records.published_table("bijlage_02")["procent"].sum() == pytest.approx(99.3)


def check_sierra_leone_128():
    lands = records.published_table("bijlage_02").set_index("land")["aantal"]
    assert (lands["sierra_leone"], lands["sierra_leone_guinee"]) == (124, 4)
    assert records.origin_by_sex().loc["sierra_leone", "totaal"] == 128


def check_indeling_landen():
    regrouped = records.published_table("bijlage_02").groupby("herkomst")["aantal"].sum()
    rest = regrouped[["overig_afrika", "overig_azie", "europa_amerika"]]
    assert rest.tolist() == [34, 36, 8]


def check_kinderen_kwart():
    low, high = ((w * 190 + m * 543) / 733 for w, m in ((0.545, 0.115), (0.555, 0.125)))
    assert (round(low, 3), round(high, 3)) == (0.226, 0.236)


def check_verblijf_zeven_jaar():
    assert records.months_in_nl().loc["totaal", "gemiddelde_maanden"] / 12 < 6.8


def check_beeindiging_102():
    names = "steunpunt", "gemeente", "wederzijds", "client", "onbekend"
    printed = [value(f"sv_beeindigd_{name}") for name in names]
    assert sum(printed) == 102
    fewest = [min(k for k in range(261) if percent(k, 260) == p) for p in printed]
    assert sum(fewest) == 261


def check_trajecten_93():
    assert sum(value(f"sv_traject_{t}") for t in ("verblijf", "terugkeer", "twee_sporen")) == 93


def check_trajectplan_helft():
    assert len(places("trajectplan", "ja")) == 11


def check_huiskamer_opening():
    assert places("huiskamer_openingsduur", "0_dagdelen") == {"deventer"}
    assert answers("huiskamer")["deventer"] == "ja"


def check_ind_redelijk_goed():
    poor = places("ind_communicatie", "slecht")
    assert poor == {"amsterdam", "tilburg", "utrecht"}
    assert records.months_in_nl().loc[sorted(poor), "n"].sum() == 219


def check_interviews_19():
    assert answers("gemeente_oordeel_communicatie").notna().sum() == 20
    assert len(places("evaluatie", "niet_gevraagd")) == 3


def check_nieuw_bij_start():
    new = answers("startdatum")[lambda date: date >= "2009-10-01"]
    assert len(new) == 6
    later = new[new > "2009-10-01"].to_dict()
    assert later == {"drachten": "2009-11-01", "rotterdam": "2010-01-05"}


def check_rotterdam_startdatum():
    assert set(answers("startdatum").index[~answers("startdatum").str.endswith("-01")]) == {
        "rotterdam"
    }


def check_dtv_overigen():
    counted = answers("dtv_samenwerking").value_counts().to_dict()
    assert counted == {
        "op_caseniveau": 9,
        "vraagt_gegevens_op": 5,
        "in_lto": 3,
        "geen": 2,
        "begeleidt_gesprekken": 1,
    }
    assert places("dtv_samenwerking", "begeleidt_gesprekken") == {"alkmaar"}


def check_lto_11_of_3():
    assert (len(places("dtv_lto", "ja")), len(places("dtv_samenwerking", "in_lto"))) == (11, 3)


def check_angola_almelo():
    assert records.months_in_nl().loc["almelo", "n"] == 3
    assert not any(15 <= percent(k, 3) <= 31 for k in range(4))
    assert any(15 <= percent(k, 4) <= 31 for k in range(5))


def check_leefgeld_derden():
    others = places(
        "leefgeld_verstrekking", "andere_afdeling", "andere_organisatie", "bankrekening"
    )
    answered = others & places("leefgeld_invloed_relatie", "ja", "nee")
    assert answered == {"amsterdam", "deventer", "haarlem", "tilburg", "zwolle"}


def check_juristen_nee():
    without = places("juristen", "nee")
    assert without == {"arnhem", "den_haag", "maastricht"}
    assert without <= places("juridische_bijstand", "eigen_kennis_of_staf", "binnen_en_buiten")


def check_drachten_huiskamer():
    without = places("huiskamer", "nee")
    assert answers("huiskamer_rol")["drachten"] == "belangrijk"
    assert without - places("huiskamer_rol", "nvt") == {"drachten"}


def check_huiskamer_eenheid():
    in_days = places("huiskamer_openingsduur", "1_dag", "4_dagen", "5_dagen")
    assert in_days == {"groningen", "haarlem", "leeuwarden", "utrecht", "zwolle"}


def check_dtv_geen_samenwerking():
    table = records.steunpunten_table()
    assert places("dtv_samenwerking", "geen") == {"maastricht", "zaandam"}
    zaandam = table.loc["zaandam", ["dtv_regelmaat", "dtv_lto", "dtv_communicatie"]]
    assert zaandam.tolist() == ["incidenteel", "ja", "goed"]
    assert table.loc["maastricht", "dtv_knelpunten"] == "ja"


def check_den_haag_structureel():
    asks = answers("dtv_regelmaat")[sorted(places("dtv_samenwerking", "vraagt_gegevens_op"))]
    assert asks.index[asks == "structureel"].tolist() == ["den_haag"]
    assert answers("dtv_communicatie")["den_haag"] == "zeer_goed"


def check_dtv_regelmaat_p():
    row = chaid(17, "dtv_regelmaat_volgens_steunpunt")
    low, high = (stats.chi2.sf(row.chi2 + d, row.df) for d in (0.05, -0.05))
    assert row.p == "0.01"
    assert p_range(row.p)[1] < low < high < 0.02
    assert p_range(row.p)[1] < 3 * low


def check_aanpak_vier_of_zes():
    row = chaid(17, "werkwijze_vier")
    raw = stats.chi2.sf(row.chi2, row.df)
    assert (bonferroni("nominal", 6, 2), bonferroni("nominal", 4, 2)) == (31, 7)
    low, high = p_range(row.p)
    assert low <= 31 * raw <= high
    assert 7 * raw < low


def check_beroep_vk_72():
    printed = chaid(15, "beroep_vk").chi2
    assert not possible(printed, 72, 21, 733)
    assert not any(possible(printed, 72, returns, 715) for returns in (19, 20, 21))


def check_traject_733():
    assert (chaid(14, "trajectdoel").chi2, chaid(15, "trajectdoel").chi2) == (74.7, 33.1)
    assert not aim_fits(733, 107, 21)
    for everyone in (710, 713, 720, 725):
        drop = 733 - everyone
        assert any(
            aim_fits(everyone, permits, returns)
            for permits in range(100, 108)
            for returns in (19, 20, 21)
            if 107 - permits + 21 - returns <= drop
        )


def check_knelpunten_dtv_nee():
    without = places("dtv_knelpunten", "nee")
    assert without == {"arnhem", "den_haag", "deventer", "zwolle"}
    least = records.months_in_nl().loc[sorted(without), "n"].sum()
    sizes = range(least, least + 19)
    assert obstacles_fit(sizes, 733, 87, 473) == []
    counts = [(mob, guided) for mob in range(67, 88) for guided in range(453, 474)]
    enough = [c for c in counts if 87 - c[0] + 473 - c[1] <= 20]
    assert any(obstacles_fit(sizes, 713, mob, guided) for mob, guided in enough)


def check_vbm_733():
    def fits(everyone, permits, guided):
        sizes = [n for n in range(everyone) if 51 <= 100 * n / everyone <= 53]
        return any(
            any(possible(10.3, n, p, everyone) for p in permits)
            and any(possible(6.3, n, g, everyone) for g in guided)
            for n in sizes
        )

    assert not fits(733, [107], [473])
    assert fits(715, range(104, 108), range(455, 474))


def check_psychiatrisch_kwart():
    sizes = [n for n in range(165, 191) if possible(6.9, n, 21, 733, hits=[0])]
    assert sizes == [177, 178]
    assert {percent(n, 733) for n in sizes} == {24}


def check_duur_ontwerp():
    early = round(0.28 * 260)
    assert early == 73
    assert two_by_two(0, early, 473, 733) == pytest.approx(147.5, abs=0.05)
    largest = max(row.chi2 for b in CHAID_ALL for row in records.chaid_rows(b) if row.chi2)
    assert largest == chaid(17, "duur_perspectief").chi2 == 175.6


def check_uitstroom_nee():
    assert {chaid(b, "duur_perspectief").samenhang for b in CHAID_EXITS} == {"nee"}
    assert {chaid(b, "psychiatrische_diagnose").samenhang for b in (19, 20)} == {"nee"}


def check_veel_toetsen():
    assert sum(len(records.chaid_rows(b)) for b in range(14, 21)) == 518


def check_vertrouwenspersoon_16():
    assert value("sv_vertrouwenspersoon_beslist") + value("sv_team_beslist") == 16


def check_nummering_vragen():
    numbers = {b: list(records.published_table(f"bijlage_{b}")["nummer"]) for b in (21, 22, 24, 28)}
    assert not {"S6", "Gf6", "Gp8", "Gp9", "v6", "v8a", "v10d", "v14", "v15", "v16"} & {
        number for listed in numbers.values() for number in listed
    }
    twice = {n for n in numbers[28] if numbers[28].count(n) == 2}
    assert twice == {"IND11", "IND12", "IND13"}


RECOMPUTED = [i.id for i in records.inconsistencies() if i.status == "nagerekend"]


@pytest.mark.parametrize("inconsistency", RECOMPUTED)
def test_contradiction_holds(inconsistency):
    globals()[f"check_{inconsistency}"]()


def test_no_check_without_a_contradiction():
    checks = {name.removeprefix("check_") for name in globals() if name.startswith("check_")}
    assert checks == set(RECOMPUTED)
    ids = [i.id for i in records.inconsistencies()]
    assert len(set(ids)) == len(ids)
    assert {i.document_a for i in records.inconsistencies()} <= DOCUMENTS
