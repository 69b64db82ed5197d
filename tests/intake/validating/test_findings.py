"""Columns as a spreadsheet names them."""

from openpyxl.utils import get_column_letter

from perspectief.intake.validating.findings import column_letters


def test_columns_are_named_as_a_spreadsheet_does():
    for column in (*range(60), 701, 702, 16_383):
        assert column_letters(column) == get_column_letter(column + 1)
