"""From C13, C14, C16 and C17 to an outcome: the rule that decides what became of someone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from perspectief.intake.validating.cells import Row
from perspectief.intake.values.dates import PartialDate
from perspectief.intake.values.text import NOTHING, normalised
from perspectief.intake.values.word_tables import one_code
from perspectief.intake.values.yes_no import Answer, parse_yes_no

GUIDED = "in_begeleiding"


@dataclass(frozen=True, slots=True)
class Ending:
    """How guidance stands: outcome (None when it cannot be told), exit, and whether it is unclear.

    `unclear` marks who left according to the list while neither date nor reason is known; like the
    seven of Bijlage 1 they count as still guided.
    """

    outcome: str | None
    exit: PartialDate | None
    unclear: bool = False
    undecided: bool = False


def read_ending(row: Row, exit_date: PartialDate | None, decided: str | None) -> Ending:
    """Return how guidance stands.

    Parameters
    ----------
    row
        The row; what is missing or contradicts itself is added to its findings.
    exit_date
        C14.
    decided
        Outcome that a person chose for this row in the decisions file.

    Notes
    -----
    C13 says whether guidance stopped. If it did, the words of C16 give the outcome, and those of
    C17 when C16 says nothing that is known. Words that mean two things, or nothing known, leave
    the outcome open: a person decides.
    """
    stopped = row.read("C13", parse_yes_no)
    reason_given = normalised(row.text("C16")) not in NOTHING
    if stopped is None and not row.findings_of("C13"):
        row.add("leeg_verplicht", "C13")
    if decided:
        return Ending(decided, None if decided == GUIDED else exit_date)
    if stopped == "nee" and (exit_date or reason_given):
        row.add("gestopt_tegenstrijdig", "C13")
        return Ending(None, exit_date)
    return _told(row, stopped, exit_date, reason_given)


def _told(
    row: Row, stopped: Answer | None, exit_date: PartialDate | None, reason_given: bool
) -> Ending:
    if stopped == "nee":
        return Ending(GUIDED, None)
    if stopped is None:
        return Ending(None, exit_date)
    if not reason_given and exit_date is None:
        return Ending(GUIDED, None, unclear=True)
    if stopped == "onbekend":
        row.add("gestopt_tegenstrijdig", "C13")
        return Ending(None, exit_date)
    if not reason_given:
        row.add("reden_ontbreekt", "C16")
        return Ending(None, exit_date, undecided=True)
    if exit_date is None:
        row.add("uitstroom_leeg", "C14")
    outcome = _outcome(row)
    return Ending(outcome, exit_date, undecided=outcome is None)


def _outcome(row: Row) -> str | None:
    reason = one_code(row.text("C16"), "uitkomsten")
    if reason.fault == "woord_onbekend":
        explained = one_code(row.text("C17"), "uitkomsten")
        if explained.value:
            return explained.value
    if reason.fault:
        row.add(reason.fault, "C16")
    return reason.value


def state_at(ending: Ending, day: dt.date) -> Ending:
    """Return how guidance stood at a day: who left on it or later was still guided."""
    left = ending.exit.month_start if ending.exit else None
    if ending.exit and ending.exit.whole:
        left = ending.exit.whole
    if left is not None and left >= day:
        return Ending(GUIDED, None)
    return ending
