"""Every exact item of the synthetic extract, recomputed from the files with plain pandas.

The shipped extract and one of another seed go through the same tests; the expected figures are
written out here, not taken from the code that made them.
"""

import json

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from synthesis.search import SearchError
from synthesis.synthesise import synthesise_extract
from tests.places import ROOT, SHIPPED
from tests.synthesis.conftest import FILES

PUBLISHED = ROOT / "data" / "published"
START, END = pd.Timestamp(2009, 10, 1), pd.Timestamp(2011, 4, 1)
INVENTED = [
    "gemeente_ind_samenwerking",
    "dtv_regelmaat_volgens_dtv",
    "gemeente_dtv_samenwerking",
    "traject_bepaald_door",
]
NEW = {"amsterdam", "drachten", "enschede", "maastricht", "rotterdam", "tilburg"}


@pytest.fixture(scope="module", params=["shipped", "seed 7"])
def folder(request, made):
    return SHIPPED if request.param == "shipped" else made


@pytest.mark.parametrize("name", ["deelnemers", "steunpunten", "dtv"])
def test_every_column_says_where_it_comes_from(folder, name):
    schema = pq.read_schema(folder / f"{name}.parquet")
    origins = {field.name: field.metadata[b"herkomst"].decode() for field in schema}
    if name == "deelnemers":
        assert {origins.pop(column) for column in ("steunpunt", "uitkomst")} == {
            "gereconstrueerd, met ruis"
        }
    if name != "steunpunten":
        assert set(origins.values()) == {"synthetisch"}
    else:
        assert set(origins.values()) <= {
            "gepubliceerd",
            "gereconstrueerd",
            "indeling van dit project",
            "synthetisch",
        }
        assert origins["naam"] == "gepubliceerd"
        assert origins["werkwijze"] == "gepubliceerd"
        assert origins["werkwijze_2"] == "indeling van dit project"
        assert origins["traject_bepaald_door"] == "synthetisch"


@pytest.fixture(scope="module")
def people(folder):
    frame = pd.read_parquet(folder / "deelnemers.parquet", dtype_backend="numpy_nullable")
    return frame.assign(
        instroom=pd.to_datetime(frame["instroom"]), uitstroom=pd.to_datetime(frame["uitstroom"])
    )


@pytest.fixture(scope="module")
def linked(people):
    return people[people["dmb_koppeling"]]


@pytest.fixture(scope="module")
def left(people):
    gone = people[people["uitkomst"] != "in_begeleiding"]
    return gone.assign(maanden=months(gone["instroom"], gone["uitstroom"]))


@pytest.fixture(scope="module")
def guided(people):
    there = people[people["uitkomst"] == "in_begeleiding"]
    return there.assign(maanden=months(there["instroom"], pd.Series(END, index=there.index)))


@pytest.fixture(scope="module")
def dtv(folder):
    frame = pd.read_parquet(folder / "dtv.parquet", dtype_backend="numpy_nullable")
    dates = ("bekend_ind", "in_beeld_van", "in_beeld_tot")
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in dates})


def months(start, end):
    return (end.dt.year - start.dt.year) * 12 + (end.dt.month - start.dt.month)


def percent(part, whole):
    return int(np.floor(100 * part / whole + 0.5))


def prints_as(value, printed, decimals):
    return abs(value - printed) < 0.5 * 10**-decimals


def published(name, index):
    return pd.read_csv(PUBLISHED / f"{name}.csv", keep_default_na=False).set_index(index)


def chi_square(table):
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(((table - expected) ** 2 / expected).sum())


def pearson(frame, group, outcome):
    table = pd.crosstab(frame["traject"].isin(group), frame["uitkomst"] == outcome)
    return chi_square(table.to_numpy(dtype=float))


class TestWhoAndWhere:
    def test_outcomes(self, people):
        assert people["uitkomst"].value_counts().to_dict() == {
            "in_begeleiding": 473,
            "verblijfsvergunning": 107,
            "mob": 87,
            "overig": 35,
            "terugkeer": 21,
            "doormigratie": 10,
        }

    def test_identifiers_do_not_follow_any_order(self, people):
        assert people["persoon"].tolist() == [f"SYN-{i:04d}" for i in range(1, 734)]
        for column in ("steunpunt", "uitkomst", "instroom", "herkomst"):
            values = people[column]
            same_as_neighbour = (values == values.shift()).mean()
            assert same_as_neighbour < (values.value_counts(normalize=True) ** 2).sum() + 0.06

    def test_matched_per_steunpunt(self, linked):
        expected = published("bijlage_04", "steunpunt")["n"].drop("totaal").astype(int)
        assert linked["steunpunt"].value_counts().to_dict() == expected.to_dict()

    def test_unmatched(self, people):
        others = people[~people["dmb_koppeling"]]
        assert len(others) == 18
        assert (others["uitkomst"] == "in_begeleiding").sum() == 13

    def test_register_columns_are_empty_for_the_unmatched(self, people):
        register = [
            "burgerlijke_staat",
            "jaar_bekend_nl",
            "leeftijd_bekend_nl",
            "leeftijd_eerste_gehoor",
            "verblijf_nl_maanden",
            "asielaanvragen",
            "beroep_ac",
            "beroep_ar",
            "beroep_vk",
            "vbm_aantal",
            "vbm_dagen",
            "vbm_eerste",
            "buiten_schuld_aanvragen",
            "buiten_schuld_toegewezen",
            "reguliere_aanvragen",
        ]
        assert people.loc[~people["dmb_koppeling"], register].isna().all(axis=None)
        assert people.loc[people["dmb_koppeling"], register].notna().all(axis=None)


class TestDemography:
    def test_origin_by_sex(self, people):
        expected = published("bijlage_03", "label").drop("Totaal")[["vrouw", "man"]].astype(int)
        accents = str.maketrans("ëï", "ei", "/")
        codes = ["_".join(label.lower().translate(accents).split()) for label in expected.index]
        expected.index = pd.Index(codes).str.replace("overige", "overig")
        table = pd.crosstab(people["herkomst"].astype(str), people["geslacht"].astype(str))
        assert table.to_dict("index") == expected.to_dict("index")

    def test_children(self, people):
        women, men = (people[people["geslacht"] == sex] for sex in ("vrouw", "man"))
        assert percent((women["kinderen_nl"] > 0).sum(), 190) == 55
        assert percent((men["kinderen_nl"] > 0).sum(), 543) == 12
        assert people["kinderen_nl"].max() <= 3

    def test_ages(self, people, linked):
        ages = people.groupby("geslacht")["leeftijd_instroom"].mean()
        assert prints_as(ages["vrouw"], 21.9, 1)
        assert prints_as(ages["man"], 22.6, 1)
        assert prints_as(people["leeftijd_instroom"].mean(), 22.4, 1)
        assert people["leeftijd_instroom"].min() == 18
        assert prints_as(linked["leeftijd_bekend_nl"].mean(), 15.6, 1)
        assert linked["leeftijd_bekend_nl"].max() == 17

    def test_health(self, people):
        diagnosis = people[people["psychiatrische_diagnose"] == "ja"]
        assert len(diagnosis) == 178
        assert (diagnosis["uitkomst"] == "terugkeer").sum() == 0
        assert (diagnosis["uitkomst"] == "mob").mean() < 87 / 733 / 1.5
        assert (diagnosis["uitkomst"] == "mob").sum() <= 12
        assert percent((people["lichamelijke_klachten"] == "ja").sum(), 733) == 19

    @pytest.mark.parametrize(
        ("column", "value", "low", "high"),
        [
            ("herkomst", "angola", 15, 31),
            ("herkomst", "sierra_leone", 12, 34),
            ("psychiatrische_diagnose", "ja", 3, 44),
            ("lichamelijke_klachten", "ja", 5, 45),
        ],
    )
    def test_shares_span_the_published_range(self, people, column, value, low, high):
        sizes = people["steunpunt"].value_counts()
        large = people[people["steunpunt"].isin(sizes.index[sizes >= 10])]
        shares = 100 * (large[column] == value).groupby(large["steunpunt"]).mean()
        assert len(shares) == 19
        assert (round(shares.min()), round(shares.max())) == (low, high)


class TestStay:
    def test_mean_and_sd_per_steunpunt(self, linked):
        expected = published("bijlage_04", "steunpunt").drop("totaal")
        stay = linked["verblijf_nl_maanden"].astype(float).groupby(linked["steunpunt"])
        mean, sd = stay.mean(), stay.std(ddof=1)
        for place, row in expected.drop("almelo").iterrows():
            assert prints_as(mean[place], float(row["gemiddelde_maanden"]), 2), place
            assert prints_as(sd[place], float(row["sd_maanden"]), 3), place

    def test_overall_mean_and_sd_but_for_the_small_steunpunt(self, linked):
        """Almelo's three have the stay of anybody, so that nothing printed names them."""
        stay = linked["verblijf_nl_maanden"].astype(float)
        assert abs(stay.mean() - 81.05) < 0.5
        assert abs(stay.std(ddof=1) - 30.246) < 0.5

    def test_year_known(self, linked):
        assert percent(linked["jaar_bekend_nl"].isin([2001, 2002]).sum(), 715) == 60

    def test_dates_and_ages_agree(self, linked):
        inflow = linked["instroom"].dt.year * 12 + linked["instroom"].dt.month - 1
        known = inflow - linked["verblijf_nl_maanden"]
        assert (known // 12 == linked["jaar_bekend_nl"]).all()
        # Whole years: a stay of 12q + r months adds q or, when r > 0, q + 1 years of age.
        years = linked["leeftijd_instroom"] - linked["leeftijd_bekend_nl"]
        whole, rest = linked["verblijf_nl_maanden"] // 12, linked["verblijf_nl_maanden"] % 12
        assert ((years == whole) | ((years == whole + 1) & (rest > 0))).all()
        hearing = linked["leeftijd_eerste_gehoor"]
        assert (hearing >= linked["leeftijd_bekend_nl"]).all()
        assert (hearing < 18).all()


class TestDates:
    def test_inflow(self, people):
        before = people["instroom"] < START
        assert percent(before.sum(), 733) == 32
        assert people["instroom"].max() < pd.Timestamp(2010, 10, 1)
        assert (people["instroom"].dt.day == 1).all()
        assert not (before & people["steunpunt"].isin(NEW)).any()

    def test_nobody_came_before_the_steunpunt_began(self, people):
        starts = pd.to_datetime(published("steunpunten", "steunpunt")["startdatum"])
        assert (people["instroom"] >= people["steunpunt"].map(starts)).all()

    def test_exits(self, people, left):
        assert left["uitstroom"].between(START, pd.Timestamp(2011, 3, 31)).all()
        assert (left["maanden"] >= 1).all()
        assert people.loc[people["uitkomst"] == "in_begeleiding", "uitstroom"].isna().all()

    def test_durations(self, left, guided):
        mob = left.loc[left["uitkomst"] == "mob", "maanden"]
        assert percent((left["maanden"] < 6).sum(), 260) == 28
        assert percent((mob < 6).sum(), 87) == 29
        assert percent((mob > 18).sum(), 87) == 37
        assert left["maanden"].mean() == 17
        assert guided["maanden"].mean() == 19
        assert percent((guided["maanden"] > 18).sum(), 473) == 23
        assert guided["maanden"].min() >= 6

    def test_unknown_exit_dates(self, people):
        unknown = people[people["uitstroomdatum_onbekend"]]
        assert len(unknown) == 7
        assert set(unknown["uitkomst"]) == {"in_begeleiding"}


class TestGuidance:
    def test_traject(self, people):
        counts = people["traject"].value_counts()
        permit = counts["verblijfsvergunning"] + counts["buiten_schuld"]
        assert percent(permit, 733) == 60
        assert percent(counts["buiten_schuld"], 733) == 1
        assert percent(counts["terugkeer"], 733) == 29
        assert percent(counts["twee_sporen"], 733) == 4
        assert people["traject"].isna().sum() == 20

    def test_results_per_traject(self, people):
        permit = people["traject"].isin(["verblijfsvergunning", "buiten_schuld"])
        returning = people["traject"] == "terugkeer"
        got = people["uitkomst"] == "verblijfsvergunning"
        went = people["uitkomst"] == "terugkeer"
        assert percent((permit & got).sum(), permit.sum()) == 23
        assert percent((returning & went).sum(), returning.sum()) == 8

    def test_published_chi_squares_of_traject(self, people):
        known = people[people["traject"].notna()]
        permit = ["verblijfsvergunning", "buiten_schuld"]
        assert prints_as(pearson(known, permit, "verblijfsvergunning"), 74.7, 1)
        assert prints_as(pearson(known, ["terugkeer"], "terugkeer"), 33.1, 1)

    def test_waiting(self, people):
        waiting = people[people["wacht_op_beslissing"]]
        assert len(waiting) == 85
        assert set(waiting["uitkomst"]) == {"in_begeleiding"}

    def test_ended_by(self, people, left):
        counts = left["beeindigd_door"].value_counts()
        shares = {code: percent(count, 260) for code, count in counts.items()}
        expected = {"steunpunt": 35, "gemeente": 3, "wederzijds": 29, "client": 10, "onbekend": 23}
        assert shares == expected
        assert people.loc[people["uitkomst"] == "in_begeleiding", "beeindigd_door"].isna().all()

    def test_three_kinds_of_steunpunten_by_who_ended(self, left):
        table = pd.crosstab(left["steunpunt"], left["beeindigd_door"])
        kind = table.idxmax(axis=1)
        ties = table.eq(table.max(axis=1), axis=0).sum(axis=1) > 1
        assert len(table) == 20
        assert not ties.any()
        for number, code, printed in (
            (7, "wederzijds", 52),
            (6, "steunpunt", 62),
            (7, "onbekend", 60),
        ):
            group = table[kind == code]
            assert len(group) == number
            assert percent(group[code].sum(), group.to_numpy().sum()) == printed

    def test_stuck_files(self, people):
        files = people.groupby("steunpunt")["vastlopend_dossier"].agg(["sum", "size"])
        stuck = files[files["sum"] > 0].assign(share=lambda d: d["sum"] / d["size"])
        many, few = stuck[stuck["share"] > 0.13].sum(), stuck[stuck["share"] <= 0.13].sum()
        assert (stuck["share"] > 0.13).sum() == 4
        assert len(stuck) == 7
        assert percent(many["sum"], many["size"]) == 22
        assert percent(few["sum"], few["size"]) == 5

    def test_contacts(self, left, guided):
        everyone = pd.concat([left, guided])
        assert everyone["contactmomenten"].mean() == 35
        assert prints_as((everyone["contactmomenten"] / everyone["maanden"]).mean(), 2.3, 1)


class TestProcedures:
    def test_asylum_applications(self, linked):
        assert percent((linked["asielaanvragen"] == 1).sum(), 715) == 70
        assert percent(linked["asielaanvragen"].between(2, 5).sum(), 715) == 30
        assert linked["asielaanvragen"].max() == 5

    def test_appeals(self, linked):
        ar, ac, vk = (linked[f"beroep_{kind}"] for kind in ("ar", "ac", "vk"))
        assert percent((ar >= 1).sum(), 715) == 94
        assert percent((ar >= 2).sum(), 715) == 63
        assert percent((ac >= 1).sum(), 715) == 13
        assert percent((ac >= 2).sum(), 715) == 3
        assert (vk >= 1).sum() == 72
        assert prints_as((ar + ac + vk).mean(), 2.5, 1)
        assert percent((ar + ac + vk >= 1).sum(), 715) == 94

    def test_regular_applications(self, linked):
        regular = linked["reguliere_aanvragen"]
        assert percent((regular >= 1).sum(), 715) == 96
        assert prints_as(regular.mean(), 2.6, 1)
        permit = linked["uitkomst"] == "verblijfsvergunning"
        assert regular[permit].mean() > regular[~permit].mean()

    def test_no_fault(self, linked):
        applied = linked["buiten_schuld_aanvragen"] >= 1
        granted = linked["buiten_schuld_toegewezen"] >= 1
        assert (applied.sum(), granted.sum()) == (73, 12)
        assert (applied | ~granted).all()
        assert set(linked.loc[granted, "uitkomst"]) == {"verblijfsvergunning"}
        assert applied[linked["traject"].eq("buiten_schuld").fillna(False)].all()
        assert (linked.loc[applied, "reguliere_aanvragen"] >= 1).all()

    def test_measures_restricting_liberty(self, linked):
        times, days = linked["vbm_aantal"], linked["vbm_dagen"]
        assert percent((times == 1).sum(), 715) == 37
        assert percent((times >= 2).sum(), 715) == 15
        assert days[times > 0].mean() == 145
        assert ((days > 0) == (times > 0)).all()
        assert ((linked["vbm_eerste"] == "geen") == (times == 0)).all()


class TestDtv:
    def test_the_steps_of_the_letter(self, dtv):
        transferred = dtv["overgedragen"].astype(bool)
        in_view = (dtv["in_beeld_van"] < END) & ~(dtv["in_beeld_tot"] < START)
        of_age = dtv["geboortejaar"] <= 1992
        elsewhere = ~dtv["deelnemer_perspectief"].astype(bool)
        dropped, kept = [], pd.Series(True, index=dtv.index)
        for step in (transferred, in_view, of_age, elsewhere):
            dropped.append(int((kept & ~step).sum()))
            kept &= step
        assert min(dropped) >= 250
        counts = dtv[kept]["uitkomst"].value_counts().astype(int)
        tens = (counts / 10).round() * 10
        assert tens.astype(int).to_dict() == {
            "caseload": 300,
            "aantoonbaar_vertrek": 160,
            "zelfstandig_zonder_toezicht": 400,
            "vergunning": 90,
            "andere_reden": 190,
        }
        assert round(kept.sum() / 10) * 10 == 1140
        assert (counts % 10 != 0).all()
        assert kept.sum() % 10 != 0
        printed = {"caseload": 26, "aantoonbaar_vertrek": 14, "zelfstandig_zonder_toezicht": 35}
        printed |= {"vergunning": 8, "andere_reden": 17}
        assert {code: percent(n, kept.sum()) for code, n in counts.items()} == printed

    def test_identifiers(self, dtv):
        assert dtv["persoon"].tolist() == [f"SYN-D{i:04d}" for i in range(1, len(dtv) + 1)]

    def test_only_open_cases_are_still_in_view(self, dtv):
        transferred = dtv[dtv["overgedragen"]]
        still = transferred["in_beeld_tot"].isna()
        assert (still == (transferred["uitkomst"] == "caseload")).all()
        assert (dtv["bekend_ind"] >= pd.Timestamp(2008, 1, 1)).all()


def test_steunpunten_are_the_published_ones(folder):
    places = pd.read_parquet(folder / "steunpunten.parquet").set_index("steunpunt").astype(str)
    invented = [name for name in places if name in INVENTED]
    assert invented == INVENTED
    assert places[invented].isin(["antwoord_a", "antwoord_b", "antwoord_c"]).all(axis=None)
    recorded = places.drop(columns=invented)
    expected = pd.read_csv(PUBLISHED / "steunpunten.csv", dtype=str, keep_default_na=False)
    expected = expected.set_index("steunpunt")[recorded.columns]
    pd.testing.assert_frame_equal(recorded, expected, check_dtype=False)


def test_manifest(folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["kind"] == "synthetic"
    assert manifest["peildatum"] == "2011-04-01"
    assert manifest["date_precision"] == "month"
    assert manifest["rows"]["deelnemers"] == 733
    assert manifest["rows"]["steunpunten"] == 20
    assert manifest["dtv_rounding"] == 10
    assert "\n" not in manifest["origin"]


def test_no_seed_is_written(folder):
    """With both seeds the noise could be repeated, and so undone."""
    assert "seed" not in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_without_a_noise_seed_one_is_drawn(tmp_path, monkeypatch):
    seeds = []

    def stop(seed, effort, noise_seed):
        seeds.append(noise_seed)
        raise SearchError("enough")

    monkeypatch.setattr("synthesis.synthesise.build.synthesise", stop)
    for _ in range(2):
        with pytest.raises(SearchError):
            synthesise_extract(2011, tmp_path, print)
    assert seeds[0] != seeds[1]
    assert min(seeds) > 2**64


def test_the_shipped_files_are_small():
    assert sum((SHIPPED / name).stat().st_size for name in FILES) < 100_000
