"""Rows to records, with every fault gathered: by file, sheet, row and column, never by value."""
