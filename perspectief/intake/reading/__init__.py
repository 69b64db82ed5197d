"""Workbooks and CSV files to raw cells, each in a short-lived process with limits."""
