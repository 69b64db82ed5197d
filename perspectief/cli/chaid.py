"""`perspectief chaid`: chi-square splits on any CSV or Parquet file."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from math import floor, log, log10
from pathlib import Path
from typing import TypeAlias

import numpy as np

from perspectief.cli.datafile import read_columns, read_names
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief_core.splits import (
    Coded,
    ColumnError,
    ColumnSpec,
    Fault,
    Group,
    Node,
    Settings,
    SplitTest,
    TargetSpec,
    Tree,
    check_known,
    encode,
    grow,
    screen,
    tests_to_json,
    tree_to_json,
)
from perspectief_core.splits.contingency import Interval, Kind

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_KINDS: Mapping[str, Kind] = {"nominal": "nominal", "ordinal": "ordinal", "scale": "scale"}
_MISUSE = {Fault.UNKNOWN, Fault.REPEATED, Fault.NO_ORDER, Fault.NOT_LISTED}


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "chaid", help="chi-square splits (CHAID) on any CSV or Parquet file"
    )
    parser.add_argument("file", metavar="FILE", help="CSV (comma, semicolon or tab) or Parquet")
    parser.add_argument(
        "--target", required=True, metavar="COLUMN[=VALUE]", help="outcome; VALUE: against the rest"
    )
    parser.add_argument(
        "--predictor",
        required=True,
        action="extend",
        nargs="+",
        metavar="NAME:KIND",
        help="KIND is nominal, ordinal or scale; may be repeated",
    )
    parser.add_argument(
        "--levels",
        action="append",
        default=[],
        metavar="NAME=a,b,c",
        help="order of the categories of an ordinal predictor; default: numeric order",
    )
    parser.add_argument("--screen", action="store_true", help="test every predictor; no tree")
    parser.add_argument("--weight", metavar="COLUMN", help="frequency weights, whole numbers")
    parser.add_argument("--intervals", type=int, default=10, help="most bins of a scale (2-64)")
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    add_settings(parser)
    parser.set_defaults(run=run)


def add_settings(parser: argparse._ActionsContainer, default: Settings | None = None) -> None:
    """Add one option per setting of the engine; `read_settings` reads them."""
    default = default or Settings()
    parser.add_argument("--alpha-merge", type=float, default=default.alpha_merge)
    parser.add_argument("--alpha-split", type=float, default=default.alpha_split)
    parser.add_argument(
        "--alpha-split-merge", type=float, help="split merged groups again up to this p value"
    )
    parser.add_argument("--min-parent", type=int, default=default.min_parent)
    parser.add_argument("--min-child", type=int, default=default.min_child)
    parser.add_argument("--max-depth", type=int, default=default.max_depth)
    parser.add_argument("--exhaustive", action="store_true", help="Exhaustive CHAID")
    parser.add_argument("--no-bonferroni", action="store_true", help="do not adjust p values")
    parser.add_argument("--likelihood-ratio", action="store_true", help="instead of Pearson")
    parser.add_argument(
        "--missing",
        choices=["category", "exclude"],
        default=default.missing,
        help="missing is a category (floating for ordinal and scale), or not counted",
    )
    parser.add_argument("--force", metavar="NAME", help="predictor that makes the first split")


def run(args: argparse.Namespace) -> int:
    """Screen the predictors or grow the tree, and print it."""
    settings = read_settings(args)
    specs = _specs(args.predictor, args.levels)
    if settings.force is not None and settings.force not in [spec.name for spec in specs]:
        raise UsageError(f"--force `{settings.force}` is not one of the predictors")
    coded = _coded(args, specs)
    if args.screen:
        _print_tests(screen(coded, settings), as_json=args.json)
    else:
        print_tree(grow(coded, settings), as_json=args.json)
    return 0


def read_settings(args: argparse.Namespace) -> Settings:
    """Return the settings that the options of `add_settings` ask for; UsageError when bad."""
    try:
        return Settings(
            alpha_merge=args.alpha_merge,
            alpha_split=args.alpha_split,
            alpha_split_merge=args.alpha_split_merge,
            min_parent=args.min_parent,
            min_child=args.min_child,
            max_depth=args.max_depth,
            exhaustive=args.exhaustive,
            bonferroni=not args.no_bonferroni,
            statistic="likelihood_ratio" if args.likelihood_ratio else "pearson",
            missing=args.missing,
            force=args.force,
        )
    except ValueError as error:
        raise UsageError(str(error)) from error


def _specs(predictors: Sequence[str], levels: Sequence[str]) -> list[ColumnSpec]:
    orders = dict(_levels(text) for text in levels)
    specs: list[ColumnSpec] = []
    for text in predictors:
        name, colon, kind = text.rpartition(":")
        if not colon or not name or kind not in _KINDS:
            raise UsageError(
                f"--predictor `{text}` must be NAME:nominal, NAME:ordinal or NAME:scale"
            )
        specs.append(ColumnSpec(name, _KINDS[kind], orders.pop(name, None)))
    for spec in specs:
        if spec.kind == "scale" and spec.levels is not None:
            raise UsageError(f"--levels `{spec.name}`: a scale predictor has no levels")
    for name in orders:
        raise UsageError(f"--levels `{name}` is not one of the predictors")
    return specs


def _levels(text: str) -> tuple[str, tuple[str, ...]]:
    name, equals, order = text.partition("=")
    values = tuple(order.split(","))
    if not equals or not name or "" in values or len(set(values)) < len(values):
        raise UsageError(f"--levels `{text}` must be NAME=a,b,c with each level once")
    return name, values


def _coded(args: argparse.Namespace, specs: list[ColumnSpec]) -> Coded:
    path = Path(args.file)
    names = read_names(path)
    target = _target(args.target, names)
    wanted = [target.column, *(spec.name for spec in specs)]
    wanted += [] if args.weight is None else [args.weight]
    try:
        for name in wanted:
            check_known(name, names)
        coded = encode(
            read_columns(path, wanted), specs, target, weight=args.weight, intervals=args.intervals
        )
    except ColumnError as error:
        kind = UsageError if error.fault in _MISUSE else DataError
        raise kind(str(error)) from error
    except ValueError as error:
        raise UsageError(str(error)) from error
    _check_variation(coded)
    return coded


def _check_variation(coded: Coded) -> None:
    if np.ptp(coded.outcome) == 0:
        raise DataError(f"target `{coded.target.name}` is constant: there is nothing to split")
    for predictor in coded.predictors:
        if not predictor.levels:
            raise DataError(f"predictor `{predictor.name}` has no values: all are missing")


def _target(text: str, columns: Sequence[str]) -> TargetSpec:
    """Read COLUMN[=VALUE]; a column whose own name holds an `=` goes first."""
    column, equals, value = text.partition("=")
    if text in columns or not equals:
        return TargetSpec(text)
    return TargetSpec(column, value)


def _print_tests(tests: Sequence[SplitTest], *, as_json: bool) -> None:
    if as_json:
        print_json(tests_to_json(tests))
        return
    header = ("predictor", "kind", "splits", "n", "chi2", "df", "p", "ways", "p adjusted", "groups")
    rows: list[list[Cell]] = [
        [
            test.predictor,
            test.kind,
            "yes" if test.reason is None else f"no: {_spaced(test.reason)}",
            test.n,
            f"{test.chi2:.2f}",
            test.df,
            probability(test.log_p),
            _ways(test.multiplier),
            probability(test.log_p_adjusted),
            " | ".join(group_words(group) for group in test.groups),
        ]
        for test in tests
    ]
    print_table(header, rows)


def print_tree(tree: Tree, *, as_json: bool) -> None:
    """Print a tree, its nodes indented under each other, or as JSON."""
    if as_json:
        print_json(tree_to_json(tree))
        return
    labels = tree.target.labels
    rows: list[list[Cell]] = []
    for number in _depth_first(tree, 0):
        node = tree.nodes[number]
        name = "all rows" if node.parent is None else _branch(tree, node)
        row: list[Cell] = [f"{'  ' * node.depth}{node.id} {name}", node.n, *node.counts]
        if node.split is None:
            stop = "" if node.stop is None else f"({_spaced(node.stop)})"
            rows.append([*row, stop, "", "", ""])
        else:
            test = node.split
            adjusted = probability(test.log_p_adjusted)
            rows.append([*row, test.predictor, f"{test.chi2:.2f}", test.df, adjusted])
    print_table(("node", "n", *labels, "split", "chi2", "df", "p adjusted"), rows)


def _depth_first(tree: Tree, number: int) -> list[int]:
    below = [_depth_first(tree, child) for child in tree.nodes[number].children]
    return [number, *(found for numbers in below for found in numbers)]


def _branch(tree: Tree, node: Node) -> str:
    parent = tree.nodes[node.parent or 0]
    if parent.split is None:
        return ""
    group = parent.split.groups[parent.children.index(node.id)]
    return f"{parent.split.predictor}: {group_words(group)}"


def group_words(group: Group) -> str:
    """Return the categories of a group for a table."""
    return ", ".join(_word(level) for level in group)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _word(level: object) -> str:
    if level is None:
        return "(missing)"
    if not isinstance(level, Interval):
        return str(level)
    if level.above is None and level.up_to is None:
        return "any number"
    if level.above is None:
        return f"up to {level.up_to:g}"
    return f"above {level.above:g}" + ("" if level.up_to is None else f" up to {level.up_to:g}")


def _ways(multiplier: int) -> str:
    """Return a number of ways, also one too large for a floating point number."""
    if multiplier < 10**6:
        return str(multiplier)
    tens = log10(multiplier)
    return f"{10 ** (tens - floor(tens)):.1f}e{floor(tens)}"


def probability(log_p: float) -> str:
    """Return a p value with three digits, also one too small for a floating point number."""
    tens = log_p / log(10)
    if tens > -4:
        return f"{10**tens:.4f}"
    exponent = floor(tens)
    return f"{10 ** (tens - exponent):.1f}e{exponent}"
