"""A small extract, of which one edition is made for what only reads it."""

from datetime import date

from perspectief_core.disclosure.exchanging import exchanged
from tests.core.builders import make_extract

SMALL = exchanged(make_extract(140, seed=2))
MADE = date(2026, 11, 26)
