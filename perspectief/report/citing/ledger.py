"""The ledger: extracts that shipped, and figures that began to count something else, with why.

Whoever replaces the extract adds a line here; a test asks for it. Whoever changes what a figure
counts adds a line to `CHANGES`, with the version of the program in which that holds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shipped:
    """An extract that shipped with the program: its id, since when, and why it came."""

    extract: str
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that counts something else since a version of the program."""

    version: str
    figure: str
    why: str


EXTRACTS = (
    Shipped("e9f1fc86d44d", "21 november 2026", "dit was de eerste uitgave"),
    Shipped(
        "ffcfa4331771",
        "21 november 2026",
        "de beëindigingen, vastlopende dossiers en DT&V kloppen sindsdien met wat gedrukt is",
    ),
    Shipped(
        "4b3aa0652f20",
        "22 november 2026",
        "de verbanden zijn sindsdien afgestemd op Bijlage 14 tot en met 20",
    ),
    Shipped(
        "4719aed570dd", "22 november 2026", "de caseload telt sindsdien wie nog in begeleiding is"
    ),
    Shipped("7e355a6e6fb9", "22 november 2026", "meer gedrukte verbanden worden sindsdien gehaald"),
    Shipped(
        "921dab4b4313",
        "26 november 2026",
        "de uitkomsten per steunpunt wijken sindsdien met opzet af, om personen te beschermen",
    ),
)
"""In the order in which they shipped; the last is the one that ships now."""
CHANGES: tuple[Change, ...] = ()
"""In the order of their versions."""
