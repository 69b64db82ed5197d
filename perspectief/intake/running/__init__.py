"""One run: from a folder of lists to an extract and the reports about it."""
