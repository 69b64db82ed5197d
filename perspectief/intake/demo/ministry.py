"""The ministry's list of invented persons: one sheet, with columns that repeat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from perspectief.intake.demo.answers import Answer
from perspectief.intake.demo.grid import Grid
from perspectief.intake.values.value import Cell

_HEADINGS = {
    "v1": "V-nummer",
    "v2": "Geboortedatum",
    "v3": "Land van herkomst (=huidige 1e nationaliteit)",
    "v4": "Sekse (m/v)",
    "v5": "Burgerlijke staat",
    "v8b": "Op welke datum is de AMV voor het eerst in NL geregistreerd?",
    "v9": "Wat was het medisch advies van de IND?",
    "v9d": "Datum eerste gehoor",
    "v10a": "Op welke datum is de eerste asielaanvraag beantwoord?",
    "v10b": "Wat was de uitkomst van de eerste asielaanvraag?",
    "v10c": "Soort beroep",
    "v10e1": "Datum beroep",
    "v10g1": "Is de AMV in vreemdelingenbewaring geweest?",
    "v10g2": "Bewaring van",
    "v10g3": "Bewaring tot",
    "v11b": "Is er ooit een 'buiten schuld' situatie geconstateerd? (gevraagd verblijfsdoel)",
    "v11d2": "Verzoek buiten schuld",
    "v11e": "Vergunning buiten schuld",
    "v12a": "Zijn er door de AMV nog andere verzoeken gedaan?",
    "v12b": "Op grond waarvan?",
    "v12c": "Op welke datum is dit verzoek ingediend?",
}
_SIDE_BY_SIDE = (("v10c", "v10e1"), ("v10g2", "v10g3"), ("v12b", "v12c"))


def ministry_grid(records: Sequence[dict[str, list[Answer]]]) -> Grid:
    """Return the sheet; as many columns per repeated question as the longest history needs."""
    most = {code: max([1, *(len(record[code]) for record in records)]) for code in _HEADINGS}
    layout = _layout(most)
    header: list[Cell] = [_heading(code, repeat, most[code]) for code, repeat in layout]
    rows: list[list[Cell]] = [
        [
            _cell(record[code][repeat] if repeat < len(record[code]) else None)
            for code, repeat in layout
        ]
        for record in records
    ]
    return Grid(
        name="DMB", rows=[["Gegevens DMB, verstrekt voor het onderzoek"], [], header, *rows]
    )


def _layout(most: dict[str, int]) -> list[tuple[str, int]]:
    """Return the columns: what belongs together stands side by side, once per repetition."""
    partners = dict(_SIDE_BY_SIDE)
    seconds = set(partners.values())
    layout = []
    for code in _HEADINGS:
        if code in seconds:
            continue
        pair = (code, partners[code]) if code in partners else (code,)
        times = max(most[column] for column in pair)
        layout += [(column, repeat) for repeat in range(times) for column in pair]
    return layout


def _heading(code: str, repeat: int, most: int) -> str:
    number = f" {repeat + 1}" if most > 1 else ""
    return f"{code} {_HEADINGS[code]}{number}"


def _cell(answer: Answer) -> Cell:
    if isinstance(answer, dt.date) or answer is None:
        return answer
    return float(answer) if isinstance(answer, int) else answer
