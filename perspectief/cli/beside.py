"""`perspectief beside`: a few steunpunten beside each other, corrected for many comparisons."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from perspectief.cli.answering import add_answer
from perspectief.cli.arguments import Subparsers
from perspectief.cli.asking import ask
from perspectief.cli.errors import UsageError, refuse_unknown
from perspectief.cli.plain import plain
from perspectief.cli.printing import Cell, p_text, print_json, print_missing, print_table
from perspectief.cli.selecting import Chosen, read_choices
from perspectief_core.beside.beside import (
    FEWEST,
    MOST,
    OTHERS,
    BesideEachOther,
    BesideRow,
    Topic,
    beside,
)
from perspectief_core.beside.beside_rows import Value
from perspectief_core.beside.beside_types import beside_types
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.groups import GroupMoment
from perspectief_core.shares.intervals import Share

TOPICS: tuple[Topic, ...] = ("uitkomsten", "getallen", "jongeren")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("beside", help="a few steunpunten beside each other")
    parser.add_argument(
        "groups",
        nargs="*",
        metavar="STEUNPUNT",
        help=f"codes of {FEWEST} to {MOST} steunpunten; {OTHERS} is all others together, and what "
        "one alone is laid beside",
    )
    parser.add_argument(
        "--typology", metavar="N", help=f"types of working method instead: {' | '.join(TYPOLOGIES)}"
    )
    parser.add_argument("--topic", metavar="TOPIC", help=f"{' | '.join(TOPICS)}; default: all")
    parser.add_argument(
        "--mid-p", action="store_true", help="test shares by mid-p instead of the exact p"
    )
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print the comparison that the options ask for."""
    if args.topic is not None:
        refuse_unknown("--topic", args.topic, TOPICS)
    chosen = read_choices(args)
    compare = _compare(args, chosen)
    topics = [topic for topic in TOPICS if args.topic in (None, topic)]
    comparisons = [ask(chosen, lambda cohort, t=topic: compare(cohort, t)) for topic in topics]  # type: ignore[misc]
    if args.json:
        print_json(
            {"topics": [plain(comparison) for comparison in comparisons], **chosen.provenance()}
        )
    else:
        for comparison in comparisons:
            _print(comparison)
    return 0


def _compare(
    args: argparse.Namespace, chosen: Chosen
) -> Callable[[Cohort, Topic], BesideEachOther]:
    """Return what lays the types, or the steunpunten named, beside each other."""
    if args.typology is None:
        groups = _groups(tuple(args.groups), chosen)
        return lambda cohort, topic: beside(cohort, topic, groups, args.mid_p)
    if args.mid_p:
        raise UsageError("`--mid-p`: types are tested by shuffling them over the steunpunten")
    if args.groups:
        raise UsageError("`--typology`: compares all types, so name no `STEUNPUNT` beside it")
    refuse_unknown("--typology", args.typology, TYPOLOGIES)
    return lambda cohort, topic: beside_types(cohort, topic, args.typology)


def _groups(given: tuple[str, ...], chosen: Chosen) -> tuple[str, ...]:
    groups = (*given, OTHERS) if len(given) == 1 and given != (OTHERS,) else given
    allowed = [*sorted(chosen.extract.steunpunten["steunpunt"].astype(str)), OTHERS]
    for code in groups:
        refuse_unknown("STEUNPUNT", code, allowed)
    if not FEWEST <= len(set(groups)) == len(groups) <= MOST:
        raise UsageError(f"`STEUNPUNT`: expected {FEWEST} to {MOST} different ones")
    return groups


def _print(comparison: BesideEachOther) -> None:
    kind = " (mid-p)" if comparison.mid_p else ""
    header = [comparison.topic, *(f"{group.code} ({group.n})" for group in comparison.groups)]
    rows = [_cells(row) for row in comparison.rows]
    print_table([*header, "verdict", "p", "p (Holm)"], rows)
    print(f"\n{comparison.comparisons} comparisons{kind}; 95 % ranges in JSON")
    print_missing(comparison.missing)
    print()


def _cells(row: BesideRow) -> list[Cell]:
    return [
        row.code,
        *(_value(value) for value in row.values),
        row.state,
        p_text(row.p),
        p_text(row.p_adjusted),
    ]


def _value(value: Value) -> str | None:
    if isinstance(value, Share):
        share = "" if value.share is None else f" {100 * value.share:.1f} %"
        return f"{value.count}/{value.total}{share}"
    if isinstance(value, GroupMoment):
        return f"{100 * value.share:.1f} %"
    if value is None or value.summary.mean is None:
        return None
    return f"{value.summary.mean:.1f}"
