"""`perspectief chaid`: chi-square splits on any CSV or Parquet file."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import floor, log, log10
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from perspectief.cli import reading, streaming
from perspectief.cli.arguments import Subparsers, add_file
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.exactly import (
    add_exact,
    exact_cells,
    exact_header,
    exact_json,
    exact_kinds,
)
from perspectief.cli.printing import Cell, note, one_line, print_json, print_table
from perspectief.cli.streaming.cluster import hired
from perspectief.cli.streaming.files import find_files, fits_whole
from perspectief.cli.streaming.opening import Opened, open_files
from perspectief.cli.streaming.running import Runner, Workers
from perspectief_core.differences.merged import ExactTest, exact_tests
from perspectief_core.splits import (
    Coded,
    ColumnError,
    ColumnSpec,
    Fault,
    Group,
    Node,
    Predictor,
    Settings,
    SplitTest,
    TargetSpec,
    Tree,
    check_known,
    check_roles,
    encode,
    grow,
    screen_counts,
    tests_to_json,
    tree_to_json,
)
from perspectief_core.splits.contingency import Interval, Kind
from perspectief_core.splits.rows import Held, Rows
from perspectief_core.splits.settings import check_intervals

Exact: TypeAlias = "tuple[Sequence[str], Sequence[ExactTest | None]]"
"""Which exact tests are asked for, and those of every predictor."""

_KINDS: Mapping[str, Kind] = {"nominal": "nominal", "ordinal": "ordinal", "scale": "scale"}
_MISUSE = {Fault.UNKNOWN, Fault.REPEATED, Fault.NO_ORDER, Fault.NOT_LISTED}
_LONGEST_WORD = 100
_FEW_VALUES = 10
"""So many categories never point to persons, however few the rows."""


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "chaid", help="chi-square splits (CHAID) on any CSV or Parquet file"
    )
    add_file(parser)
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
        help="order of the categories of an ordinal predictor; default: numeric order, or that of "
        "dates as 2010-03-31; a category with a comma goes between double quotes",
    )
    parser.add_argument("--screen", action="store_true", help="test every predictor; no tree")
    add_exact(parser)
    parser.add_argument("--weight", metavar="COLUMN", help="frequency weights, whole numbers")
    parser.add_argument("--intervals", type=int, default=10, help="most bins of a scale (2-64)")
    parser.add_argument("--json", action="store_true", help="JSON instead of tables")
    add_settings(parser)
    streaming.add_options(parser)
    reading.add_options(parser)
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
    if exact_kinds(args) and not args.screen:
        raise UsageError("`--exact`, `--mid-p`: only with --screen")
    options = reading.read_options(args)
    question = _Question(args.target, _specs(args.predictor), tuple(args.levels), args.weight)
    forced = settings.force
    if forced is not None and forced not in [spec.name for spec in question.specs]:
        raise UsageError(f"--force `{forced}` is not one of the predictors")
    with hired(args.cluster) as workers:
        rows, names = _rows_of(args, question, options, workers)
        if forced is not None:
            settings = replace(settings, force=reading.find_name(forced, names))
        if args.screen:
            _screen(rows, settings, args)
        else:
            print_tree(grow(rows, settings), as_json=args.json)
    return 0


def _screen(rows: Rows, settings: Settings, args: argparse.Namespace) -> None:
    counts = rows.count(0, 1)[0]
    tests, kinds = screen_counts(counts, rows.predictors, settings), exact_kinds(args)
    _print_tests(tests, args.json, (kinds, exact_tests(counts, tests)) if kinds else None)


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


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of a file, in the words of the command line."""

    target: str
    specs: tuple[ColumnSpec, ...]
    levels: tuple[str, ...]
    weight: str | None

    def over(self, names: Sequence[str]) -> _Wanted:
        """Return the question over the columns of a file; ColumnError when one is not there."""
        orders = dict(_levels(text, self.specs) for text in self.levels)
        specs = [
            replace(spec, name=reading.find_name(spec.name, names), levels=orders.get(spec.name))
            for spec in self.specs
        ]
        weight = None if self.weight is None else reading.find_name(self.weight, names)
        wanted = _Wanted(_target(self.target, names), tuple(specs), weight)
        for name in wanted.names:
            check_known(name, names)
        return wanted


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The columns of a file and their roles."""

    target: TargetSpec
    specs: tuple[ColumnSpec, ...]
    weight: str | None

    @property
    def names(self) -> list[str]:
        weight = [] if self.weight is None else [self.weight]
        return [self.target.column, *(spec.name for spec in self.specs), *weight]

    def plan(self) -> reading.Plan:
        """Return what to read; a column with two roles is refused later, by name."""
        categories = [self.target.column]
        categories += [spec.name for spec in self.specs if spec.kind != "scale"]
        return reading.Plan(
            tuple(dict.fromkeys(categories)),
            tuple(spec.name for spec in self.specs if spec.kind == "scale"),
            () if self.weight is None else (self.weight,),
        )


def _specs(predictors: Sequence[str]) -> tuple[ColumnSpec, ...]:
    specs: list[ColumnSpec] = []
    for text in predictors:
        name, colon, kind = text.rpartition(":")
        if not colon or not name or kind not in _KINDS:
            raise UsageError(
                f"--predictor `{text}` must be NAME:nominal, NAME:ordinal or NAME:scale"
            )
        specs.append(ColumnSpec(name, _KINDS[kind]))
    return tuple(specs)


def _levels(text: str, specs: Sequence[ColumnSpec]) -> tuple[str, tuple[str, ...]]:
    """Read NAME=a,b,c as a line of a CSV; of names that fit, the longest."""
    fitting = [spec for spec in specs if text.startswith(f"{spec.name}=")]
    spec = max(fitting, key=lambda spec: len(spec.name), default=None)
    if spec is None:
        name, equals, _ = text.partition("=")
        reason = "is not one of the predictors" if equals and name else "must be NAME=a,b,c"
        raise UsageError(f"--levels `{name}` {reason}")
    if spec.kind == "scale":
        raise UsageError(f"--levels `{spec.name}`: a scale predictor has no levels")
    try:
        (values,) = csv.reader([text[len(spec.name) + 1 :]], strict=True)
    except (csv.Error, ValueError):
        values = []
    if not values or "" in values or len(set(values)) < len(values):
        raise UsageError(
            f"--levels `{text}` must be NAME=a,b,c with each level once; a level with a comma goes "
            "between double quotes"
        )
    return spec.name, tuple(values)


def _rows_of(
    args: argparse.Namespace, question: _Question, options: reading.Options, workers: Workers
) -> tuple[Rows, Sequence[str]]:
    """Return the rows to count, and the names of all columns; one line when they cannot be used."""
    try:
        files = find_files(args.file)
        if args.cluster is None and fits_whole(files):
            coded, names = _coded(Path(args.file), question, options, args.intervals)
            return Held(coded), names
        check_intervals(args.intervals)
        hire = partial(Runner, workers=workers, progress=args.progress or None)
        opened = open_files(files, lambda names: question.over(names).plan(), options, hire)
        return _streamed(opened, question, args.intervals)
    except ColumnError as error:
        kind = UsageError if error.fault in _MISUSE else DataError
        raise kind(str(error)) from error
    except ValueError as error:
        raise UsageError(str(error)) from error


def _coded(
    path: Path, question: _Question, options: reading.Options, intervals: int
) -> tuple[Coded, Sequence[str]]:
    """Read a file in one piece."""
    table = reading.read(path, lambda names: question.over(names).plan(), options)
    wanted = _resolved(question.over(table.names), table)
    frame = _frame(table, wanted)
    coded = encode(frame, wanted.specs, wanted.target, weight=wanted.weight, intervals=intervals)
    _check_rows(Held(coded), wanted)
    target = table.categories[wanted.target.column]
    left_out = [int((target.codes < 0).sum()), 0]
    if wanted.weight is not None:
        weights = table.numbers[wanted.weight].values
        left_out[1] = int((~(weights > 0) & (target.codes >= 0)).sum())
    _say(table, wanted, left_out)
    return coded, table.names


def _streamed(opened: Opened, question: _Question, intervals: int) -> tuple[Rows, Sequence[str]]:
    """Learn from a first pass what the codes are, and count in more."""
    wanted = question.over(opened.names)
    check_roles(wanted.names)
    surveyed = opened.survey(wanted.target, wanted.specs, wanted.weight)
    table = surveyed.table()
    wanted = _resolved(wanted, table)
    rows = surveyed.rows(wanted.target, wanted.specs, intervals)
    _check_rows(rows, wanted)
    _say(table, wanted, surveyed.left_out)
    return rows, opened.names


def _resolved(wanted: _Wanted, table: reading.Table) -> _Wanted:
    """Return what is wanted with labels of the file for the texts of the command line."""
    target, specs = wanted.target, []
    if target.value is not None:
        label = reading.find_label(str(target.value), table.categories[target.column])
        target = target if label is None else replace(target, value=label)
    for spec in wanted.specs:
        levels = spec.levels
        if levels is not None:
            column = table.categories[spec.name]
            found_all = [(reading.find_label(str(level), column), level) for level in levels]
            levels = tuple(level if label is None else label for label, level in found_all)
        specs.append(replace(spec, levels=levels))
    return _Wanted(target, tuple(specs), wanted.weight)


def _frame(table: reading.Table, wanted: _Wanted) -> pd.DataFrame:
    """Return the columns wanted, each with its labels or numbers."""
    columns = {name: numbers.values for name, numbers in table.numbers.items()}
    kinds = {wanted.target.column: ColumnSpec(wanted.target.column, "nominal")}
    kinds |= {spec.name: spec for spec in wanted.specs if spec.kind != "scale"}
    labelled = {
        name: reading.to_categorical(
            table.categories[name],
            name,
            spec.kind,
            table.formats,
            listed=spec.levels is not None,
        )
        for name, spec in kinds.items()
    }
    return pd.DataFrame({**columns, **labelled})


def _say(table: reading.Table, wanted: _Wanted, left_out: Sequence[int]) -> None:
    """Say on standard error what was left out, and which categories only seem alike.

    `left_out` counts rows without the target, and rows without a weight.
    """
    no_target, no_weight = left_out
    if no_target:
        note(f"not counted: {_rows(no_target)} no value of `{wanted.target.column}`")
    if no_weight:
        note(f"not counted: {_rows(no_weight)} no weight, or weight 0")
    for name, column in table.categories.items():
        alike = reading.lookalikes(column.texts)
        if alike:
            note(
                f"`{name}` has {alike} values that differ from another in spaces or invisible "
                "signs only; they count apart"
            )


def _rows(n: int) -> str:
    return "1 row has" if n == 1 else f"{n} rows have"


def _check_rows(rows: Rows, wanted: _Wanted) -> None:
    """Refuse a target without variation, and a predictor without values or that names persons."""
    totals = rows.totals()
    if (totals > 0).sum() < 2:
        raise DataError(f"target `{rows.target.name}` is constant: there is nothing to split")
    for predictor in rows.predictors:
        if not predictor.levels:
            raise DataError(f"predictor `{predictor.name}` has no values: all are missing")
    grouping = {spec.name for spec in wanted.specs if spec.kind != "scale"}
    for predictor in rows.predictors:
        if predictor.name in grouping:
            _check_no_identity(predictor, int(totals.sum()))


def _check_no_identity(predictor: Predictor, total: int) -> None:
    """Refuse a predictor that tells (nearly) every row apart: its groups would name persons."""
    different = len(predictor.levels)
    if different > _FEW_VALUES and 2 * different > total:
        raise DataError(
            f"predictor `{predictor.name}` has {different} different values in {total} rows: it "
            "tells them apart instead of grouping them"
        )


def _target(text: str, columns: Sequence[str]) -> TargetSpec:
    """Read COLUMN[=VALUE]; of names that fit, the longest, so that a name may hold an `=`."""
    whole = reading.find_name(text, columns)
    if whole in columns:
        return TargetSpec(whole)
    ends = [at for at, sign in enumerate(text) if sign == "="]
    for at in reversed(ends):
        name = reading.find_name(text[:at], columns)
        if name in columns:
            return TargetSpec(name, text[at + 1 :])
    return TargetSpec(text.partition("=")[0])


def _print_tests(tests: Sequence[SplitTest], as_json: bool, exact: Exact | None) -> None:
    kinds, exacts = exact or ((), (None,) * len(tests))
    if as_json:
        said = zip(tests_to_json(tests), exacts, strict=True)
        print_json(
            [{**row, **exact_json(kinds, own)} for row, own in said if isinstance(row, Mapping)]
        )
        return
    header = ("predictor", "kind", "splits", "n", "chi2", "df", "p", "ways", "p adjusted")
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
            *exact_cells(kinds, own),
            " | ".join(group_words(group) for group in test.groups),
        ]
        for test, own in zip(tests, exacts, strict=True)
    ]
    print_table((*header, *exact_header(kinds), "groups"), rows)


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
    return [number, *(descendant for numbers in below for descendant in numbers)]


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
        return one_line(str(level), _LONGEST_WORD)
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
