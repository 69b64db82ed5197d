"""Steunpunten, and types of them, beside each other on one topic."""
