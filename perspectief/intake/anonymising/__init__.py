"""Names and numbers out, rare values coarser, and what can still be recognised measured."""
