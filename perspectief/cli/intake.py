"""`perspectief intake`: registration lists to an extract, and invented lists to try it with."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json, print_table
from perspectief.intake.demo.lists import make_demo
from perspectief.intake.reporting.account_page import STEP_WORDS
from perspectief.intake.run import InputsChangedError, Job, Outcome, run_intake
from perspectief.intake.settings import SettingsError
from perspectief_core.data.extract import ExtractFaultsError
from perspectief_core.published.shipped import shipped


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("intake", help="registration lists to an extract")
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    run = actions.add_parser("run", help="read a folder of lists and write an extract")
    run.add_argument("lists", type=Path, metavar="LISTS")
    run.add_argument("--out", type=Path, required=True, metavar="EXTRACT")
    run.add_argument(
        "--work",
        type=Path,
        metavar="DIR",
        help="reports, returned workbooks, decisions and mappings; default EXTRACT-werkmap",
    )
    run.add_argument(
        "--basis", type=Path, metavar="EXTRACT", help="take steunpunten and DT&V from this extract"
    )
    run.add_argument(
        "--partial", action="store_true", help="write an extract also when lists are returned"
    )
    add_json(run)
    run.set_defaults(run=run_run)
    demo = actions.add_parser("demo", help="make invented lists from the synthetic extract")
    demo.add_argument("--out", type=Path, required=True, metavar="LISTS")
    demo.add_argument("--seed", type=int, default=2011, metavar="N", help="0 or more")
    demo.add_argument("--clean", action="store_true", help="plant no faults")
    demo.add_argument("--extract", type=Path, default=shipped("synthetic"), metavar="DIR")
    demo.set_defaults(run=run_demo)


def run_run(args: argparse.Namespace) -> int:
    """Make the extract; return 1 when lists were returned and none was written."""
    if not args.lists.is_dir():
        raise UsageError(f"geen map `{args.lists}`")
    if args.out.exists() and not args.out.is_dir():
        raise UsageError(f"`--out`: `{args.out}` is een bestand; geef een map")
    if args.out.resolve() == args.lists.resolve():
        raise UsageError("`--out` mag niet de map met lijsten zijn")
    if args.out.is_dir() and any(args.out.iterdir()) and not (args.out / "manifest.json").exists():
        raise UsageError(f"`--out`: `{args.out}` bestaat al en is geen extract")
    work = args.work or args.out.parent / f"{args.out.name}-werkmap"
    job = Job(args.lists, args.out, work, args.basis, args.partial)
    try:
        outcome = run_intake(job, lambda line: print(line, file=sys.stderr))
    except (SettingsError, InputsChangedError) as error:
        raise DataError(str(error)) from error
    except ExtractFaultsError as error:
        raise DataError(
            "het extract klopt niet met het contract; er is niets geschreven"
        ) from error
    except OSError as error:
        raise DataError(f"schrijven lukt niet: {error.strerror}") from error
    _print(outcome, job, args.json)
    return 0 if outcome.extract_id else 1


def _print(outcome: Outcome, job: Job, as_json: bool) -> None:
    if as_json:
        print_json(asdict(outcome))
        return
    for line in outcome.returned:
        print(f"Terug naar de afzender. {line}")
    if outcome.extract_id:
        print(f"Extract {outcome.extract_id} staat in {job.out}")
        rows = [(STEP_WORDS[name], count) for name, count in outcome.steps.items()]
        print_table(("stap", "aantal"), rows)
    else:
        print("Er is geen extract geschreven.")
    print(f"Cellen met een fout of een opmerking: {outcome.faults}")
    print(f"Vragen die op een besluit wachten: {outcome.open_questions}")
    print(f"Verslag, besluiten en teruggestuurde lijsten staan in {job.work}")


def run_demo(args: argparse.Namespace) -> int:
    """Make invented lists in a new or empty folder."""
    if args.seed < 0:
        raise UsageError("`--seed` moet 0 of hoger zijn")
    if args.out.exists() and (not args.out.is_dir() or any(args.out.iterdir())):
        raise UsageError(f"`--out`: `{args.out}` bestaat al; geef een nieuwe of lege map")
    try:
        files = make_demo(args.extract, args.out, args.seed, faults=not args.clean)
    except ExtractFaultsError as error:
        raise DataError(f"`--extract`: {error}") from error
    except OSError as error:
        raise DataError(f"schrijven lukt niet: {error.strerror}") from error
    print(f"{files} lijsten staan in {args.out}")
    return 0
