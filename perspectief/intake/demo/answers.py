"""The answers C1–C17 and v1–v17 of an invented person, before an office writes them its own way."""

from __future__ import annotations

import datetime as dt

import numpy as np

from perspectief.intake.demo.people import DemoPerson

Answer = str | int | dt.date | None
Answers = dict[str, Answer]

_REASONS = {
    "verblijfsvergunning": (
        "vergunning verkregen",
        "Verblijfsvergunning gekregen",
        "heeft vergunning",
    ),
    "terugkeer": ("teruggekeerd naar land van herkomst", "Terugkeer", "vertrokken met IOM"),
    "mob": ("MOB", "met onbekende bestemming vertrokken", "uit beeld"),
    "doormigratie": ("doorgereisd naar ander land", "doormigratie", "naar een ander land"),
    "overig": ("houdt zich niet aan afspraken", "andere opvang", "wil geen begeleiding meer"),
}
_GOALS = {
    "verblijfsvergunning": ("vergunning", "verkrijgen verblijfsvergunning"),
    "terugkeer": ("terugkeer", "gericht op terugkeer"),
    "buiten_schuld": ("vergunning (buiten schuld)", "buiten schuld"),
    "twee_sporen": ("twee sporen", "vergunning en terugkeer"),
    "anders": ("anders", "anders, nl. opleiding"),
}
_ENDED_BY = {
    "steunpunt": "door steunpunt",
    "gemeente": "door gemeente",
    "wederzijds": "wederzijds overleg",
    "client": "door cliënt",
    "onbekend": "onbekend",
}
GUIDED = "in_begeleiding"


def guidance_answers(person: DemoPerson, left: bool, rng: np.random.Generator) -> Answers:
    """Return C1–C17.

    Parameters
    ----------
    person
        Whose answers.
    left
        Whether guidance had ended when the list was made.
    rng
        Chooses between words that mean the same.
    """
    row = person.row
    unclear = bool(row["uitstroomdatum_onbekend"])
    outcome = str(row["uitkomst"])
    ended = left and outcome != GUIDED
    goal = str(row["traject"]) if row["traject"] is not None else ""
    return {
        "C1": person.number,
        "C2": person.first,
        "C3": person.last,
        "C4": person.born,
        "C5": str(row["geslacht"]),
        "C6": person.country,
        "C7": _count(row["kinderen_nl"]),
        "C8": str(row["psychiatrische_diagnose"]),
        "C9": str(row["lichamelijke_klachten"]),
        "C10": person.entry,
        "C11": str(rng.choice(_GOALS[goal])) if goal else None,
        "C12": _count(row["contactmomenten"]),
        "C13": "ja" if ended or unclear else "nee",
        "C14": person.exit if ended else ("onbekend" if unclear else None),
        "C15": _ENDED_BY[str(row["beeindigd_door"])] if ended else None,
        "C16": str(rng.choice(_REASONS[outcome])) if ended else None,
        "C17": _remark(row),
    }


def _count(value: object) -> int | None:
    return None if value is None else int(str(value))


def _remark(row: dict[str, object]) -> str | None:
    said = []
    if row["wacht_op_beslissing"]:
        said.append("wacht op beslissing IND")
    if row["vastlopend_dossier"]:
        said.append("vastlopend dossier")
    return "; ".join(said) or None


def register_answers(person: DemoPerson, rng: np.random.Generator) -> dict[str, list[Answer]]:
    """Return v1–v17; questions that may repeat have several answers."""
    row = person.row
    assert person.known is not None
    first_answer = person.known + dt.timedelta(days=int(rng.integers(60, 400)))
    grounds = ["asiel"] * (_many(row["asielaanvragen"]) - 1)
    grounds += ["regulier: studie"] * _many(row["reguliere_aanvragen"])
    appeals = [
        kind for kind in ("AC", "AR", "VK") for _ in range(_many(row[f"beroep_{kind.lower()}"]))
    ]
    starts, ends = _detention(person, rng)
    asked = _many(row["buiten_schuld_aanvragen"])
    return {
        "v1": [person.number],
        "v2": [person.born],
        "v3": [person.country],
        "v4": [str(row["geslacht"])],
        "v5": [str(row["burgerlijke_staat"])],
        "v8b": [person.known],
        "v9": ["geen advies"],
        "v9d": [person.heard],
        "v10a": [first_answer],
        "v10b": ["afgewezen"],
        "v10c": [*appeals],
        "v10e1": [first_answer + dt.timedelta(days=30 * (i + 1)) for i in range(len(appeals))],
        "v10g1": ["ja" if starts else "nee"],
        "v10g2": [*starts],
        "v10g3": [*ends],
        "v11b": ["ja" if asked else "nee"],
        "v11d2": ["ja"] * asked,
        "v11e": ["ja" if row["buiten_schuld_toegewezen"] else "nee"],
        "v12a": ["ja" if grounds else "nee"],
        "v12b": [*grounds],
        "v12c": [first_answer + dt.timedelta(days=90 * (i + 1)) for i in range(len(grounds))],
    }


def _many(value: object) -> int:
    return 0 if value is None else int(str(value))


def _detention(person: DemoPerson, rng: np.random.Generator) -> tuple[list[dt.date], list[dt.date]]:
    count, days = _many(person.row["vbm_aantal"]), _many(person.row["vbm_dagen"])
    if not count:
        return [], []
    before = person.row["vbm_eerste"] == "voor_instroom"
    start = person.entry - dt.timedelta(days=500) if before else person.entry
    start += dt.timedelta(days=int(rng.integers(1, 200)))
    lengths = [days // count] * count
    lengths[0] += days - sum(lengths)
    starts, ends = [], []
    for length in lengths:
        starts.append(start)
        ends.append(start + dt.timedelta(days=length))
        start = ends[-1] + dt.timedelta(days=int(rng.integers(5, 60)))
    return starts, ends
