"""`perspectief tree`: the tree of one outcome over a cluster of predictors of an extract."""

from __future__ import annotations

import argparse

from perspectief.cli.asking import ask
from perspectief.cli.chaid import Subparsers, print_tree
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json
from perspectief.cli.screen import about, add_question, read_question, refuse_constant
from perspectief_core.associations.screening import tree
from perspectief_core.splits import tree_to_json


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "tree", help="grow the tree of one outcome over a cluster of characteristics"
    )
    add_question(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Grow the tree and print it; as JSON its nodes stand as those of `perspectief chaid`."""
    question, chosen = read_question(args)
    try:
        found = ask(chosen, lambda cohort: tree(cohort, question))
    except ValueError as error:
        raise UsageError(str(error)) from error
    refuse_constant(found)
    if found.tree is None:
        raise DataError("nobody is counted: the selection is empty")
    if args.json:
        unavailable = list(found.unavailable)
        said = {**about(found), **tree_to_json(found.tree), "unavailable": unavailable}
        print_json({**said, **chosen.provenance()})
    else:
        print_tree(found.tree, as_json=False)
    return 0
