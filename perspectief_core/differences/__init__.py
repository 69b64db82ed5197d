"""Do groups differ: exact tests, what they could have seen, and the correction for many."""
