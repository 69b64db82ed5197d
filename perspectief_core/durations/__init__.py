"""How long it takes until there is an outcome."""
