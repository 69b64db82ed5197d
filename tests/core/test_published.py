"""The transcribed figures: equal to a second reading, and consistent where they should be."""

import csv
from math import comb, factorial, sqrt
from pathlib import Path

import pytest
from scipy.stats import chi2 as chi2_law

from perspectief_core import published

GOLDEN = Path(__file__).parent.parent / "data" / "published"
CHAID_ALL = range(14, 18)
CHAID_EXITS = range(18, 21)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
    documents = {
        "Kamerbrief 2011",
        "Samenvatting",
        "Kamervragen 2011",
        "Kamerbrief 2020",
        "Bijlagen",
    }
    for name in published.table_names():
        if name == "inconsistenties":
            continue
        table = published.published_table(name)
        assert set(table["document"]) <= documents, name
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
