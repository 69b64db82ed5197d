"""`perspectief tree`: the tree of one outcome over a cluster of predictors of an extract."""

from __future__ import annotations

import argparse

from perspectief.cli.arguments import Subparsers
from perspectief.cli.asking import ask
from perspectief.cli.chaid import print_tree
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.plain import plain
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief.cli.screen import about, add_question, read_question, refuse_constant
from perspectief.cli.selecting import Chosen
from perspectief.report.block.command import FITTING
from perspectief_core.associations.screening import Question, tree
from perspectief_core.associations.stability import SAMPLES, UNITS, Stability, stability
from perspectief_core.splits import tree_to_json


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "tree", help="grow the tree of one outcome over a cluster of characteristics"
    )
    add_question(parser)
    parser.add_argument(
        "--bootstrap",
        choices=(FITTING, *UNITS),
        help=f"add how often the first split comes back in {SAMPLES} samples of people or of whole "
        f"steunpunten; {FITTING}: of what the first split is about",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Grow the tree and print it; as JSON its nodes stand as those of `perspectief chaid`."""
    question, chosen = read_question(args)
    try:
        grown = ask(chosen, lambda cohort: tree(cohort, question))
    except ValueError as error:
        raise UsageError(str(error)) from error
    refuse_constant(grown)
    if grown.tree is None:
        raise DataError("nobody is counted: the selection is empty")
    steady = _steady(args, question, chosen)
    if args.json:
        said = {**about(grown), **tree_to_json(grown.tree), "unavailable": list(grown.unavailable)}
        drawn = {} if steady is None else {"bootstrap": plain(steady)}
        print_json({**said, **drawn, **chosen.provenance()})
    else:
        print_tree(grown.tree, as_json=False)
        if steady is not None:
            _print_steady(steady)
    return 0


def _steady(args: argparse.Namespace, question: Question, chosen: Chosen) -> Stability | None:
    """Return how steady the first split is, where that is asked for."""
    if args.bootstrap is None:
        return None
    drawn = next((unit for unit in UNITS if unit == args.bootstrap), None)
    return ask(chosen, lambda cohort: stability(cohort, question, drawn))


def _print_steady(steady: Stability) -> None:
    print(f"\nfirst split in {steady.same.total} samples of {steady.units} ({steady.unit})\n")
    rows: list[list[Cell]] = [
        [comeback.kenmerk, comeback.first.count, 100 * (comeback.first.share or 0.0)]
        for comeback in steady.comebacks
    ]
    rows.append(["(none)", steady.none.count, 100 * (steady.none.share or 0.0)])
    print_table(("first split", "samples", "%"), rows)
