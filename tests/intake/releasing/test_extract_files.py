"""The files of an extract: what has no source is empty or as printed; the contract is checked."""

import pytest

from perspectief.intake.releasing.extract_files import check_extract, extract_files
from perspectief.intake.running.account import intake_block
from perspectief_core.data import extract
from perspectief_core.data.extract import ExtractFaultsError
from perspectief_core.published import records
from tests.intake.flows import SETTINGS, small_flow


def files(basis):
    flow = small_flow()
    return extract_files(flow.people, basis, SETTINGS, intake_block([], flow, SETTINGS))


def test_without_another_extract_the_places_are_those_of_print_and_dtv_is_empty():
    made = extract.assemble(files(None))
    assert len(made.dtv) == 0
    assert sorted(made.steunpunten["steunpunt"]) == sorted(records.steunpunten_table().index)
    assert made.deelnemers["persoon"].tolist() == ["SYN-0001", "SYN-0002"]
    assert made.manifest.kind == "synthetic"


def test_of_another_extract_places_and_dtv_are_taken_over(shipped):
    made = extract.assemble(files(shipped))
    assert made.steunpunten.equals(shipped.steunpunten)
    assert made.dtv.equals(shipped.dtv)


def test_what_breaks_the_contract_is_not_let_out(shipped):
    sound = files(shipped)
    check_extract(sound)
    with pytest.raises(ExtractFaultsError):
        check_extract(sound | {"deelnemers.parquet": sound["dtv.parquet"]})
