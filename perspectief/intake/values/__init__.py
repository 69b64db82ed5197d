"""What stands in one cell: dates, numbers, yes and no, numbers of persons, words."""
