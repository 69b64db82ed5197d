"""A page without a screen: its own script runs, and its figures are gathered."""
