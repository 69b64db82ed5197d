import numpy as np
import pandas as pd
import pytest

from perspectief_core.data import contract
from perspectief_core.data.checking import check_table
from perspectief_core.data.contract import DEELNEMERS, DTV, Fault
from tests.core.builders import make_extract


@pytest.fixture
def people():
    return make_extract(40, seed=2).deelnemers


def put(frame, column, values):
    """The frame with the first values of a column replaced, whatever its type was."""
    changed = frame.astype({column: object})
    changed.loc[changed.index[: len(values)], column] = values
    return changed


def found(frame, spec=DEELNEMERS):
    return {(fault.column, fault.rule): fault for fault in check_table(frame, spec)}


@pytest.mark.parametrize("n", [0, 1, 300])
def test_a_right_table_has_no_faults(n):
    extract = make_extract(n)
    assert check_table(extract.deelnemers, DEELNEMERS) == ()
    assert check_table(extract.dtv, DTV) == ()


def test_optional_columns_may_be_absent_and_required_ones_not(people):
    optional = [spec.name for spec in DEELNEMERS.columns if not spec.required]
    assert check_table(people.drop(columns=optional), DEELNEMERS) == ()
    for spec in DEELNEMERS.columns:
        if spec.required:
            faults = check_table(people.drop(columns=spec.name), DEELNEMERS)
            assert faults == (Fault(table="deelnemers", column=spec.name, rule="kolom_ontbreekt"),)


def test_a_misspelt_column_is_named_with_its_neighbour(people):
    faults = found(people.rename(columns={"geslacht": "geslagt"}))
    assert faults["geslacht", "kolom_ontbreekt"].suggestion == "geslagt"
    assert faults["geslagt", "kolom_onbekend"].suggestion == "geslacht"
    assert len(faults) == 2


def test_unknown_level_says_how_many_and_what_is_allowed(people):
    faults = check_table(put(people, "geslacht", ["Vrouw", "x"]), DEELNEMERS)
    assert faults == (
        Fault(
            table="deelnemers",
            column="geslacht",
            rule="onbekende_waarde",
            count=2,
            allowed="vrouw, man",
        ),
    )


def test_missing_values_only_where_allowed(people):
    assert check_table(put(people, "leeftijd_instroom", []).convert_dtypes(), DEELNEMERS) == ()
    faults = check_table(put(people, "steunpunt", [None, None]), DEELNEMERS)
    assert faults == (Fault(table="deelnemers", column="steunpunt", rule="leeg", count=2),)


@pytest.mark.parametrize(("age", "faulty"), [(11, 1), (12, 0), (60, 0), (61, 1)])
def test_bounds_are_inclusive(people, age, faulty):
    people["leeftijd_instroom"] = pd.array([20] * 39 + [age], dtype="Int64")
    faults = check_table(people, DEELNEMERS)
    assert [fault.rule for fault in faults] == ["buiten_bereik"] * faulty
    assert all(fault.allowed == "12–60" for fault in faults)


def test_persons_are_unique(people):
    people["persoon"] = ["p1", "p1", "p1", *people["persoon"][3:]]
    assert check_table(people, DEELNEMERS) == (
        Fault(table="deelnemers", column="persoon", rule="niet_uniek", count=2),
    )


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("leeftijd_instroom", np.full(40, 20.0)),
        ("leeftijd_instroom", ["20"] * 40),
        ("dmb_koppeling", np.ones(40, dtype=np.int8)),
        ("instroom", ["2010-01-01"] * 40),
        ("instroom", pd.date_range("2010-01-01", periods=40, tz="UTC")),
        ("persoon", [f"p{i}".encode() for i in range(40)]),
        ("persoon", [[i] for i in range(40)]),
        ("traject", np.arange(40)),
        ("traject", pd.Categorical(np.arange(40))),
    ],
)
def test_wrong_types(people, column, values):
    people[column] = values
    (fault,) = check_table(people, DEELNEMERS)
    assert (fault.column, fault.rule, fault.count) == (column, "verkeerd_type", 40)
    assert fault.allowed == DEELNEMERS.column(column).kind


def test_a_column_without_any_value_has_no_wrong_type(people):
    people["traject"] = None
    people["kinderen_nl"] = np.nan
    assert check_table(people, DEELNEMERS) == ()


def test_rules_between_columns(people):
    ended = people.index[(people["uitkomst"] != "in_begeleiding") & people["uitstroom"].notna()]
    guided = people.index[people["uitkomst"] == "in_begeleiding"]
    people.loc[ended[:3], "uitstroom"] = pd.Timestamp("2000-01-01")
    people.loc[guided[:2], "uitstroom"] = pd.Timestamp("2011-03-01")
    people.loc[guided[:4], "beeindigd_door"] = "client"
    people.loc[ended[:1], "wacht_op_beslissing"] = True
    people.loc[ended[:2], "uitstroomdatum_onbekend"] = True
    people.loc[people.index[:5], "dmb_koppeling"] = False
    people.loc[people.index[:5], "asielaanvragen"] = 1
    counts = {fault.rule: fault.count for fault in check_table(people, DEELNEMERS)}
    unlinked = int((~people["dmb_koppeling"]).sum())
    linked_values = [spec.name for spec in DEELNEMERS.columns if spec.linked]
    with_values = people[linked_values].notna().any(axis=1) & ~people["dmb_koppeling"]
    assert counts == {
        "uitstroom_voor_instroom": 3,
        "uitstroom_bij_in_begeleiding": 2,
        "beeindigd_bij_in_begeleiding": 4,
        "wacht_na_uitstroom": 1,
        "datum_onbekend_na_uitstroom": 2,
        "dmb_zonder_koppeling": int(with_values.sum()),
    }
    assert 5 <= with_values.sum() <= unlinked


def test_leaving_view_before_entering_it():
    dtv = make_extract(20).dtv
    dtv.loc[:2, "in_beeld_tot"] = pd.Timestamp("2001-01-01")
    (fault,) = check_table(dtv, DTV)
    assert (fault.rule, fault.count) == ("uit_beeld_voor_in_beeld", 3)


def test_all_faults_of_a_damaged_table_at_once(people):
    people["persoon"] = ["p1"] * 40
    people["leeftijd_instroom"] = pd.array([99] * 40, dtype="Int64")
    people["instroom"] = "gisteren"
    people["traject"] = "naar huis"
    people.loc[0, "geslacht"] = None
    people["vbm_dagen"] = 1.5
    people["schoenmaat"] = 42
    people.loc[people["uitkomst"] == "in_begeleiding", "beeindigd_door"] = "client"
    faults = found(people.drop(columns="herkomst"))
    assert set(faults) == {
        ("herkomst", "kolom_ontbreekt"),
        ("schoenmaat", "kolom_onbekend"),
        ("persoon", "niet_uniek"),
        ("geslacht", "leeg"),
        ("leeftijd_instroom", "buiten_bereik"),
        ("instroom", "verkeerd_type"),
        ("traject", "onbekende_waarde"),
        ("vbm_dagen", "verkeerd_type"),
        ("uitkomst, beeindigd_door", "beeindigd_bij_in_begeleiding"),
        ("dmb_koppeling", "dmb_zonder_koppeling"),
    }


def test_no_fault_holds_a_value_of_a_person(people):
    people["persoon"] = ["geheim"] * 40
    people["geslacht"] = "geheim"
    people["instroom"] = "geheim"
    assert "geheim" not in repr(check_table(people, DEELNEMERS))


def test_columns_are_found_by_name():
    assert DEELNEMERS.column("herkomst").levels == contract.ORIGINS
    with pytest.raises(KeyError):
        DEELNEMERS.column("schoenmaat")


def test_levels_are_codes_that_fit_in_an_address():
    for table in (DEELNEMERS, DTV):
        for spec in table.columns:
            for level in spec.levels:
                assert level.replace("_", "").isalnum()
                assert level == level.lower()
