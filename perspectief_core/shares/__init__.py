"""How sure a share is: intervals, bands, flags, tests on counts, and what else leaves doubt."""
