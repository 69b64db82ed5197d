"""How well a participant and a record of the register agree, besides the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA, Hamming

from perspectief.intake.validating.register import RegisterRecord
from perspectief.intake.validating.registrations import Registration
from perspectief.intake.values.dates import PartialDate

Verdict = Literal["gelijk", "bijna gelijk", "anders", "onbekend"]
FARTHEST = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What agrees: number (digits apart; None when one is missing), birth date, sex, origin."""

    digits_apart: int | None
    swapped: bool
    birth: Verdict
    sex: Verdict
    origin: Verdict

    @property
    def agreeing(self) -> int:
        """How many of birth date, sex and origin agree, a birth date that nearly agrees too."""
        return sum(v in ("gelijk", "bijna gelijk") for v in (self.birth, self.sex, self.origin))

    @property
    def contradicting(self) -> int:
        """How many of birth date, sex and origin contradict each other."""
        return sum(verdict == "anders" for verdict in (self.birth, self.sex, self.origin))

    def words(self) -> str:
        """Return the evidence in words, without a value."""
        if self.digits_apart is None:
            number = "V-nummer ontbreekt"
        elif self.digits_apart == 0:
            number = "V-nummer gelijk"
        elif self.swapped:
            number = "in het V-nummer zijn twee cijfers verwisseld"
        else:
            number = f"V-nummer verschilt {self.digits_apart} cijfer(s)"
        rest = f"geboortedatum {self.birth}; sekse {self.sex}; land {self.origin}"
        return f"{number}; {rest}"


def compare(person: Registration, record: RegisterRecord) -> Evidence:
    """Return what agrees between a participant and a record."""
    apart: int | None = None
    swapped = False
    if person.number and record.number:
        apart = OSA.distance(person.number, record.number)
        swapped = apart == 1 and Hamming.distance(person.number, record.number) == 2
    return Evidence(
        apart,
        swapped,
        _births(person.birth, record.birth),
        _same(person.sex, record.sex),
        _same(person.origin, record.origin),
    )


def _same(one: str | None, other: str | None) -> Verdict:
    if one is None or other is None:
        return "onbekend"
    return "gelijk" if one == other else "anders"


def _births(one: PartialDate | None, other: PartialDate | None) -> Verdict:
    if one is None or other is None:
        return "onbekend"
    if one == other:
        return "gelijk"
    if one.year == other.year:
        return "bijna gelijk"
    day_and_month = one.month and (one.month, one.day) == (other.month, other.day)
    return "bijna gelijk" if day_and_month and abs(one.year - other.year) == 1 else "anders"
