"""A short list of two persons, in the forms in which lists come."""

import datetime as dt

from perspectief.intake.demo.files import file_bytes
from perspectief.intake.demo.grid import Grid
from perspectief.intake.demo.styles import Style

ROWS = [
    [
        "V-nummer",
        "Geboortedatum",
        "Sekse",
        "Land",
        "Instroom",
        "Uitgestroomd",
        "Einddatum",
        "Reden",
    ],
    ["1234567890", dt.date(1988, 2, 1), "man", "Angola", dt.date(2010, 3, 4), "nee", None, None],
    ["1234567891", dt.date(1989, 2, 1), "vrouw", "Somalië", dt.date(2010, 3, 5), "ja", None, "MOB"],
]


def made(form, **style):
    """Return the list as a file in a form."""
    return file_bytes([Grid(name="Blad1", rows=ROWS)], Style(form=form, **style))
