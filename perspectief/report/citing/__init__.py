"""A citation that lasts: what it names, and what became of that."""
