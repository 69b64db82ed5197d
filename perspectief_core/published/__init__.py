"""What was printed in 2011: the records, the counts that follow from them, how they were read."""
