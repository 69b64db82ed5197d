"""`perspectief attack`: what follows about persons from everything that a policy shows."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from perspectief.cli.errors import UsageError
from perspectief.cli.printing import print_json, print_table
from perspectief.cli.selecting import load
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import linear
from perspectief_core.disclosure.attack import attack
from perspectief_core.disclosure.policies import POLICIES


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("attack", help="count the persons of whom something follows")
    parser.add_argument("folder", type=Path, metavar="EXTRACT")
    parser.add_argument("--policy", choices=POLICIES, default="publicatie")
    parser.add_argument(
        "--linear",
        type=int,
        default=0,
        metavar="N",
        help="also ask a linear programme about N small groups drawn by lot (a second a group)",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print how many persons the policy discloses; return 1 when `publicatie` discloses any."""
    if args.linear and args.policy != "publicatie":
        raise UsageError("`--linear` is about what `publicatie` shows")
    extract = load(args.folder)
    found = attack(extract, args.policy)
    report = asdict(found) | {"hidden": found.hidden}
    disclosed = found.disclosed
    if args.linear:
        second = linear.check(select(extract, Selection()).people, args.linear)
        report |= {f"linear_{name}": number for name, number in asdict(second).items()}
        disclosed += second.disclosed
    if args.json:
        print_json(report)
    else:
        print_table(("attack", ""), list(report.items()))
    return int(args.policy == "publicatie" and disclosed > 0)
