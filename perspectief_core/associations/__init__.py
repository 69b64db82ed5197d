"""Which characteristics go with an outcome, and whether that stays so."""
