"""`perspectief extract`: check an extract."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.folders import check_folder
from perspectief.cli.printing import print_json, print_table
from perspectief.report.words.faults import fault_sentence
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.contract import Fault
from perspectief_core.data.extract import Extract, ExtractFaultsError, load


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("extract", help="check an extract")
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    check = actions.add_parser("check", help="report every fault of an extract; exit 1 if any")
    check.add_argument("folder", type=Path, metavar="DIR")
    add_json(check)
    check.set_defaults(run=run_check)


def run_check(args: argparse.Namespace) -> int:
    """Print what is in an extract, or all its faults; return 1 when it has any."""
    check_folder(args.folder)
    try:
        extract = load(args.folder)
    except ExtractFaultsError as error:
        _print_faults(error.faults, args.json)
        return 1
    _print_sound(extract, args.json)
    return 0


def _print_faults(faults: tuple[Fault, ...], as_json: bool) -> None:
    if as_json:
        said = [asdict(fault) | {"sentence": fault_sentence(fault)} for fault in faults]
        print_json({"ok": False, "faults": said})
        return
    for fault in faults:
        print(fault_sentence(fault))


def _print_sound(extract: Extract, as_json: bool) -> None:
    manifest = extract.manifest
    about = {
        "id": extract.id,
        "kind": manifest.kind,
        "peildatum": manifest.peildatum.isoformat(),
        "origin": manifest.origin,
    }
    # An extract can be sound and of another time than the report: then nobody is counted.
    flow = select(extract, Selection()).flow
    dropped = {step.code: step.dropped for step in flow.steps if step.dropped}
    if as_json:
        people = {"counted": flow.counted, "dropped": dropped}
        rows = {"rows": manifest.rows, "people": people}
        print_json({"ok": True, "extract": about, **rows, "faults": []})
        return
    print("OK")
    print_table(("extract", ""), list(about.items()))
    print()
    print_table(("table", "rows"), list(manifest.rows.items()))
    print()
    fallen = [(f"fell out by {code}", people) for code, people in dropped.items()]
    print_table(("by the report's choices", "people"), [("counted", flow.counted), *fallen])
