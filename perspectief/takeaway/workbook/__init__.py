"""A figure as a workbook: its table with live percentages, and a sheet about these numbers."""
