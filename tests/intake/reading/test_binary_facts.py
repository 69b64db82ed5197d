"""What a binary workbook says of its dates."""

import zipfile

import pytest

from perspectief.intake.reading.binary_facts import xlsb_counts_from_1904


@pytest.mark.parametrize("from_1904", [False, True])
def test_the_date_system_of_a_binary_workbook(from_1904, tmp_path):
    # BrtBeginBook, a record with a length of two bytes, BrtWbProp.
    flags = bytes([0x20 | from_1904, 0, 1, 0])
    records = b"\x83\x01\x00" + b"\x80\x01\x81\x01" + bytes(129) + b"\x99\x01\x04" + flags
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as packed:
        packed.writestr("xl/workbook.bin", records)
    assert xlsb_counts_from_1904(tmp_path / "a.xlsb") is from_1904
