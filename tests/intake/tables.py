"""A list as it was understood, from headings and rows."""

from perspectief.intake.reading.workbook import Sheet, Workbook
from perspectief.intake.understanding.lists import Named, understand


def sheet(rows, **given):
    """Return a sheet of these rows, its headings first."""
    return Sheet("Blad1", False, rows, **given)


def table(rows, name="Utrecht.xlsx", **given):
    """Return the one list that the rows are."""
    book = Workbook("xlsx", False, (), (sheet(rows, **given),))
    understood = understand(book, Named(name))
    assert understood.problems == ()
    (made,) = understood.tables
    return made
