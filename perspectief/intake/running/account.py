"""The account of a run, for the manifest and the pages: no file names."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from perspectief.intake.running.flow import Flow
from perspectief.intake.running.one_file import FileResult
from perspectief.intake.settings import Settings
from perspectief_core.data.account import VERSION, IntakeAccount, Round, Steps, account_block


def intake_block(
    results: Sequence[FileResult], flow: Flow, settings: Settings
) -> dict[str, object]:
    """Return what the manifest says of the run; `docs/intake.md` explains every key."""
    account = IntakeAccount(
        rounds=rounds(flow),
        steps=steps(flow),
        top_coded=flow.coarsened.top,
        group_sizes=flow.measures,
    )
    return {
        "version": VERSION,
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
        **account_block(account),
    }


def _list(result: FileResult) -> dict[str, object]:
    return {
        "senders": sorted({sheet.sender for sheet in result.sheets}),
        "rounds": sorted({sheet.round for sheet in result.sheets}),
        "sha256": result.file.sha256,
        "rows": sum(sheet.persons for sheet in result.sheets),
        "used": not result.returned,
    }


def rounds(flow: Flow) -> tuple[Round, ...]:
    """Return the lists as they were after each round."""
    return tuple(
        Round(
            round=count.round,
            rows=count.rows,
            guided=count.guided,
            left=count.left,
            found_guided=guided,
            found_left=left,
        )
        for count, (guided, left) in zip(flow.rounds.counts, flow.found_per_round, strict=True)
    )


def steps(flow: Flow) -> Steps:
    """Return the count at each step."""
    return Steps(
        rows=len(flow.rounds.current),
        doubles=flow.singles.doubles,
        moved=flow.singles.moved,
        children=flow.counted.children,
        left_before=flow.counted.left_before,
        entered_after=flow.counted.entered_after,
        incomplete=flow.counted.incomplete,
        persons=len(flow.counted.people),
        found=sum(record is not None for record in flow.matches.records),
        found_by_number=flow.matches.exact,
        found_by_decision=flow.matches.decided,
        not_certain=flow.matches.contradicted,
    )
