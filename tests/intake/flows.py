"""A small flow from registrations to the table, and a sheet as it was read, as tests need them."""

from perspectief.intake.decisions import Decisions
from perspectief.intake.running.flow import flow
from perspectief.intake.running.one_file import SheetReport
from perspectief.intake.settings import Settings
from perspectief.intake.validating.endings import Ending
from tests.intake.records import day, record, registration

SETTINGS = Settings(soort="synthetic")
UNDECIDED = Ending(None, None, undecided=True)


def small_flow(settings=SETTINGS, decisions=None, seed=b"seed"):
    """Return the flow of four rows: found, moved without a number, undecided, and a child."""
    rows = [
        registration(2),
        registration(3, number="1111111111", name="een ander", birth=day("1990-05-05")),
        registration(4, number="2222222222", name="derde", ending=UNDECIDED),
        registration(5, number="3333333333", name="kind", birth=day("2006-01-01")),
    ]
    return flow(rows, [record()], settings, decisions or Decisions(), seed)


def sheet_of(persons, columns=(), skipped=()):
    """Return how the only sheet of a list from Utrecht was read."""
    return SheetReport(
        name="Blad1",
        sender="utrecht",
        round=1,
        columns=columns,
        persons=persons,
        skipped=skipped,
    )
