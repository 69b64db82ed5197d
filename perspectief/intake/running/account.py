"""The block `intake` of the manifest: lists, counts after each step, measures; no file names."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from perspectief.intake.running.flow import Flow
from perspectief.intake.running.one_file import FileResult
from perspectief.intake.settings import Settings

ACCOUNT_VERSION = 1


def account_of(results: Sequence[FileResult], flow: Flow, settings: Settings) -> dict[str, object]:
    """Return what the manifest says of the run; `docs/intake.md` explains every key."""
    return {
        "version": ACCOUNT_VERSION,
        "program": f"perspectief {version('perspectief')}",
        "settings": {
            "begin": settings.begin.isoformat(),
            "peildatum": settings.peildatum.isoformat(),
            "jongste": settings.jongste,
            "topcodering": settings.topcodering,
            "weglaten": list(settings.weglaten),
            "datums": settings.datums,
        },
        "lists": [_list(result) for result in results],
        "rounds": _rounds(flow),
        "steps": steps(flow),
        "safety": _safety(flow),
    }


def _list(result: FileResult) -> dict[str, object]:
    return {
        "senders": sorted({sheet.sender for sheet in result.sheets}),
        "rounds": sorted({sheet.round for sheet in result.sheets}),
        "sha256": result.file.sha256,
        "rows": sum(sheet.persons for sheet in result.sheets),
        "used": not result.returned,
    }


def _rounds(flow: Flow) -> list[dict[str, int]]:
    return [
        {
            "round": count.round,
            "rows": count.rows,
            "guided": count.guided,
            "left": count.left,
            "found_guided": guided,
            "found_left": left,
        }
        for count, (guided, left) in zip(flow.rounds.counts, flow.found_per_round, strict=True)
    ]


def steps(flow: Flow) -> dict[str, int]:
    """Return the count at each step, in order."""
    return {
        "rows": len(flow.rounds.current),
        "doubles": flow.singles.doubles,
        "moved": flow.singles.moved,
        "children": flow.counted.children,
        "left_before": flow.counted.left_before,
        "entered_after": flow.counted.entered_after,
        "incomplete": flow.counted.incomplete,
        "persons": len(flow.counted.people),
        "found": sum(record is not None for record in flow.matches.records),
        "found_by_number": flow.matches.exact,
        "found_by_decision": flow.matches.decided,
        "not_certain": flow.matches.contradicted,
    }


def _safety(flow: Flow) -> dict[str, object]:
    return {
        "top_coded": [
            {"column": name, "highest": highest, "rows": rows}
            for name, highest, rows in flow.coarsened.top
        ],
        "measures": [
            {
                "columns": list(measured.columns),
                "k": measured.smallest,
                "unique": measured.unique,
                "below_5": measured.below_5,
                "below_10": measured.below_10,
                "l": dict(measured.least_diverse),
            }
            for measured in flow.measures
        ],
    }
