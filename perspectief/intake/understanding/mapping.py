"""What is remembered per sender: which heading is which question, corrected by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from perspectief.intake.settings import SettingsError
from perspectief.intake.understanding.columns import IGNORED, ColumnMatch
from perspectief.intake.understanding.fields import LIST_KINDS, fields_of
from perspectief.intake.values.text import normalised

MAPPING_FOLDER = "kolommen"
Mappings = dict[str, dict[str, str]]


def read_mappings(folder: Path) -> Mappings:
    """Return per sender the question per normalised heading, where a person fixed it.

    Raises
    ------
    SettingsError
        When a mapping file is no JSON of the right form, or names an unknown question.
    """
    return {path.stem: _fixed(path) for path in sorted(folder.glob("*.json"))}


def _fixed(path: Path) -> dict[str, str]:
    known = {f.code for kind in LIST_KINDS for f in fields_of(kind)} | {IGNORED}
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
        fixed = {
            normalised(str(column["kop"])): str(column["vraag"]) or IGNORED
            for column in said["kolommen"]
            if column.get("vast") is True
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError(f"{path.name} is geen geldig kolommenbestand") from error
    if unknown := sorted(set(fixed.values()) - known):
        raise SettingsError(f"{path.name} noemt een onbekende vraag: {', '.join(unknown)}")
    return fixed


def mapping_text(matches: Iterable[ColumnMatch], fixed: Mapping[str, str]) -> str:
    """Return a mapping file: every heading met, its question, how sure and why.

    Notes
    -----
    To correct it: change `vraag` and set `vast` to true. `geen` means that the column is no
    question.
    """
    columns = {}
    for match in matches:
        heading = normalised(match.heading)
        if heading and heading not in columns:
            columns[heading] = {
                "kop": match.heading,
                "vraag": fixed.get(heading, match.field),
                "zekerheid": round(match.certainty, 2),
                "reden": match.reason,
                "vast": heading in fixed,
            }
    for heading in sorted(fixed.keys() - columns.keys()):
        columns[heading] = {"kop": heading, "vraag": fixed[heading], "vast": True}
    said = {
        "uitleg": "Klopt een vraag niet? Zet de juiste vraag achter de kop en maak van `vast` "
        "true. Zet `geen` als de kolom bij geen vraag hoort.",
        "kolommen": [columns[heading] for heading in sorted(columns)],
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"
