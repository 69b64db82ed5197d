"""What the XML of a workbook tells besides its cells."""

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from perspectief.intake.reading.package_xml import PackageFacts, package_facts
from tests.intake.damage import external_links
from tests.intake.forms import made


@pytest.mark.parametrize(
    ("epoch", "from_1904"), [(CALENDAR_WINDOWS_1900, False), (CALENDAR_MAC_1904, True)]
)
def test_the_date_system(tmp_path, epoch, from_1904):
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.save(tmp_path / "a.xlsx")
    assert package_facts(tmp_path / "a.xlsx") == PackageFacts(from_1904=from_1904)


def test_formulas_without_outcome_by_sheet_and_place(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = 'R&D "oud"'
    other = book.create_sheet("Blad2")
    other["A1"], other["AB12"], other["C3"] = "tekst", "=1+1", "#REF!"
    other["C3"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    failed = package_facts(tmp_path / "a.xlsx").failed
    assert {name: sorted(cells) for name, cells in failed.items()} == {"Blad2": [(2, 2), (11, 27)]}


def test_a_name_with_signs_is_that_of_the_sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = 'R&D "oud"'
    book.active["B1"] = "=1+1"
    book.save(tmp_path / "a.xlsx")
    assert package_facts(tmp_path / "a.xlsx").failed == {'R&D "oud"': [(0, 1)]}


def test_a_link_to_another_file(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(external_links(made("xlsx"), None))
    (tmp_path / "b.xlsx").write_bytes(made("xlsx"))
    assert package_facts(tmp_path / "a.xlsx").external_links
    assert not package_facts(tmp_path / "b.xlsx").external_links
