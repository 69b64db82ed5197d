"""`perspectief review`: look at an edition that was asked for, and approve of it or refuse it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.desk_words import FAULTS
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json, print_meaning, print_table
from perspectief.publishing import desk
from perspectief_core.attack.insider import MEANING

STEP = ("step", "who", "account", "same_account", "when", "note")
"""What is printed of each line of a log."""


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "review", help="look at an edition that was asked for; approve of it or refuse it"
    )
    parser.add_argument("edition", type=Path, metavar="BUNDLE")
    verdict = parser.add_mutually_exclusive_group()
    for step in ("approve", "refuse"):
        verdict.add_argument(f"--{step}", dest="step", action="store_const", const=step)
    parser.add_argument("--by", default="", metavar="NAME", help="who judges")
    parser.add_argument("--note", default="", metavar="TEXT", help="why")
    parser.add_argument(
        "--same-account",
        action="store_true",
        help="judge under an account that asked or judged before; the log says so",
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the log of the edition, after adding a verdict when one is given."""
    step: Literal["approve", "refuse"] | None = args.step
    if bool(step) != bool(args.by):
        raise UsageError("`--by NAME` goes with `--approve` or `--refuse`")
    if args.same_account and not step:
        raise UsageError("`--same-account` goes with `--approve` or `--refuse`")
    if not args.edition.is_file():
        raise DataError(f"there is no edition `{args.edition}`")
    try:
        if step is not None:
            person = desk.Person(args.by, datetime.now(UTC), args.same_account)
            desk.review(args.edition, person, step, args.note)
        log = desk.read(args.edition)
    except desk.DeskError as error:
        raise DataError(FAULTS[error.fault]) from error
    show(log, as_json=args.json)
    return 0


def show(log: list[desk.Entry], *, as_json: bool) -> None:
    """Print a log: the steps, and what the audit found when it was asked for."""
    meaning = {name: words for name, words in MEANING.items() if name in log[0].audit}
    if as_json:
        print_json(
            {
                "file": log[0].file,
                "audit": dict(log[0].audit),
                "meaning": meaning,
                "steps": [{name: getattr(entry, name) for name in STEP} for entry in log],
                "head": log[-1].digest,
            }
        )
        return
    print_table(
        ("step", "who", "account", "when", "note"),
        [(entry.step, entry.who, _account(entry), entry.when, entry.note) for entry in log],
    )
    print_table(
        ("audit", ""),
        [("sha256", log[0].file), *log[0].audit.items(), ("head of the log", log[-1].digest)],
    )
    print_meaning(meaning)


def _account(entry: desk.Entry) -> str:
    return f"{entry.account} (shared)" if entry.same_account else entry.account
