"""What a person decides: matches, doubles and outcomes that the program does not settle itself.

The file `besluiten.csv` names rows by file, sheet and row and carries a key; it holds no number,
name or date of a person. An answer is kept as long as the row says the same about who it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from perspectief.intake.settings import SettingsError
from perspectief_core.data import contract

DECISIONS_FILE = "besluiten.csv"
Question = Literal["koppeling", "dubbel", "uitkomst"]
_COLUMNS = ("soort", "sleutel", "plaats", "kandidaat", "bewijs", "besluit")
ANSWERS: dict[Question, tuple[str, ...]] = {
    "koppeling": ("ja", "nee"),
    "dubbel": ("zelfde", "anders"),
    "uitkomst": contract.OUTCOMES,
}


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """One question for a person: what, about which row, with what evidence."""

    question: Question
    key: str
    place: str
    candidate: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """Answers per kind of question and key."""

    answers: Mapping[Question, Mapping[str, str]] = field(default_factory=dict)

    def of(self, question: Question) -> Mapping[str, str]:
        """Return the answers to one kind of question."""
        return self.answers.get(question, {})


def read_decisions(path: Path) -> Decisions:
    """Return the answers in the decisions file; none when there is no file.

    Raises
    ------
    SettingsError
        When the file misses a column or has an answer that is not offered.
    """
    if not path.exists():
        return Decisions()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_text(encoding="cp1252")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    if rows and not {"soort", "sleutel", "besluit"} <= set(rows[0]):
        raise SettingsError(f"{DECISIONS_FILE} mist een kolom; laat de kopregel staan")
    answers: dict[Question, dict[str, str]] = {question: {} for question in get_args(Question)}
    for number, row in enumerate(rows, start=2):
        if answer := (row["besluit"] or "").strip().casefold():
            _check(row["soort"], answer, number)
            answers[row["soort"]][row["sleutel"]] = answer  # type: ignore[index]
    return Decisions(answers)


def _check(question: str, answer: str, number: int) -> None:
    offered = ANSWERS.get(question, ())  # type: ignore[call-overload]
    if answer not in offered:
        allowed = ", ".join(offered) if offered else "een bekende soort"
        raise SettingsError(f"{DECISIONS_FILE}, rij {number}: kies uit {allowed}")


def decisions_text(proposals: Iterable[Proposal], decisions: Decisions) -> str:
    """Return the decisions file: every question, those without answer first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    rows = [(p, decisions.of(p.question).get(p.key, "")) for p in proposals]
    for proposal, answer in sorted(rows, key=lambda row: (bool(row[1]), row[0])):
        writer.writerow(
            (
                proposal.question,
                proposal.key,
                proposal.place,
                proposal.candidate,
                proposal.evidence,
                answer,
            )
        )
    return "\ufeff" + out.getvalue()
