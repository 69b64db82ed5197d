"""Invented lists, made from the synthetic extract in the styles of twenty offices."""
