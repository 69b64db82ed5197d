"""`perspectief extract`: check an extract, or make the synthetic one."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json, print_table
from perspectief.intake.synthesise import synthesise_extract
from perspectief.intake.synthetic.search import SearchError
from perspectief.report.words.faults import fault_sentence
from perspectief_core.data import extract as extracts
from perspectief_core.data.contract import Fault
from perspectief_core.data.extract import Extract


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("extract", help="check an extract, or make the synthetic one")
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    check = actions.add_parser("check", help="report every fault of an extract; exit 1 if any")
    check.add_argument("folder", type=Path, metavar="DIR")
    check.add_argument("--json", action="store_true", help="print JSON")
    check.set_defaults(run=run_check)
    make = actions.add_parser("synthesise", help="make a synthetic extract from a seed")
    make.add_argument("--seed", type=int, required=True, metavar="N", help="0 or more")
    make.add_argument("--out", type=Path, required=True, metavar="DIR")
    make.set_defaults(run=run_synthesise)


def run_check(args: argparse.Namespace) -> int:
    """Print what is in an extract, or all its faults; return 1 when it has any."""
    if not args.folder.is_dir():
        raise UsageError(f"no folder `{args.folder}`")
    try:
        extract = extracts.load(args.folder)
    except extracts.ExtractFaultsError as error:
        _print_faults(error.faults, args.json)
        return 1
    _print_sound(extract, args.json)
    return 0


def run_synthesise(args: argparse.Namespace) -> int:
    """Make the extract, and tell on standard error how far it is."""
    if args.seed < 0:
        raise UsageError("`--seed` must be 0 or more")
    if args.out.exists() and not args.out.is_dir():
        raise UsageError(f"`--out`: `{args.out}` is a file, expected a folder")
    try:
        synthesise_extract(args.seed, args.out, lambda step: print(step, file=sys.stderr))
    except SearchError as error:
        raise DataError(f"seed {args.seed} does not work out, try another: {error}") from error
    except OSError as error:
        raise DataError(f"cannot write to `{args.out}`: {error.strerror}") from error
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
    if as_json:
        print_json({"ok": True, "extract": about, "rows": manifest.rows, "faults": []})
        return
    print("OK")
    print_table(("extract", ""), list(about.items()))
    print()
    print_table(("table", "rows"), list(manifest.rows.items()))
