"""`perspectief screen`: every predictor of an extract against one outcome, beside what was printed.

Also what `tree` shares with it: the options that make a question, and the people to ask it of.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from perspectief.cli.arguments import Subparsers, add_json, add_target
from perspectief.cli.asking import ask
from perspectief.cli.chaid import (
    add_settings,
    group_words,
    probability,
    read_settings,
)
from perspectief.cli.errors import DataError, refuse_unknown
from perspectief.cli.exactly import (
    add_exact,
    exact_cells,
    exact_header,
    exact_json,
    exact_kinds,
)
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief.cli.selecting import Chosen, add_selection_options, read_choices
from perspectief_core.associations.chance import ByChance, Chance, chance
from perspectief_core.associations.predictors import ALL_CLUSTERS, recorded_members
from perspectief_core.associations.screening import (
    REPORT_SETTINGS,
    OutcomeTree,
    Question,
    Screening,
    ScreeningRow,
    screening,
)
from perspectief_core.associations.sparse import ExactScreening, exact_screening
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.data import contract
from perspectief_core.published.records import ChaidRow
from perspectief_core.splits import tests_to_json
from perspectief_core.splits.exporting import Json

TARGETS = (*contract.OUTCOMES, CONCRETE)
"""What can be asked: each outcome, and permit or return together."""
EVERYTHING = "all"
"""Another name of the cluster `alles`."""
INVENTED = "*"
"""Stands behind a characteristic whose answers are invented."""

Object: TypeAlias = "dict[str, Json]"
Exact: TypeAlias = "tuple[Sequence[str], ExactScreening]"
"""Which exact tests are asked for, and all of them."""


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "screen", help="test every characteristic against one outcome, as the report did"
    )
    add_question(parser)
    add_exact(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Screen the predictors and print the tests beside the printed ones."""
    question, chosen = read_question(args)
    screened = ask(chosen, lambda cohort: screening(cohort, question))
    refuse_constant(screened)
    exact = _exact(args, question, chosen)
    if args.json:
        shuffled = ask(chosen, lambda cohort: chance(cohort, question))
        said = {
            "predictors": _to_json(screened, shuffled, exact),
            "permutation": _by_chance(shuffled),
        }
        print_json({**about(screened), **said, **chosen.provenance()})
    else:
        _print_rows(screened, exact)
    return 0


def _exact(args: argparse.Namespace, question: Question, chosen: Chosen) -> Exact | None:
    """Return what is asked of exact tests; None when nothing is."""
    kinds = exact_kinds(args)
    return (kinds, ask(chosen, lambda cohort: exact_screening(cohort, question))) if kinds else None


def add_question(parser: argparse.ArgumentParser) -> None:
    """Add the options that make a question; `read_question` reads them."""
    add_target(parser, TARGETS)
    parser.add_argument(
        "--cluster",
        default=EVERYTHING,
        metavar="CLUSTER",
        help=" | ".join((EVERYTHING, *ALL_CLUSTERS)),
    )
    add_json(parser)
    parser.epilog = (
        "With --only-exits the outcome 'overig' does not count, unless it is the target."
    )
    add_settings(parser.add_argument_group("rules (default: the report's)"), REPORT_SETTINGS)
    add_selection_options(parser)


def read_question(args: argparse.Namespace) -> tuple[Question, Chosen]:
    """Return the question and the people that the options ask for.

    `--only-exits` is a filter on people; it also says which appendix to compare with, and with
    that who of them counts: see `Question`.

    Raises
    ------
    UsageError, DataError
        As `read_choices`; UsageError also for an unknown outcome, cluster or predictor.
    """
    settings = read_settings(args)
    cluster = "alles" if args.cluster == EVERYTHING else args.cluster
    refuse_unknown("--target", args.target, TARGETS)
    refuse_unknown("--cluster", cluster, (EVERYTHING, *ALL_CLUSTERS))
    if settings.force is not None:
        refuse_unknown(
            "--force", settings.force, [member.kenmerk for member in recorded_members(cluster)]
        )
    chosen = read_choices(args)
    return Question(args.target, cluster, chosen.selection.uitstroom, settings), chosen


def refuse_constant(result: Screening | OutcomeTree) -> None:
    """Raise DataError when all or none of the people counted have the outcome."""
    outcome = result.question.outcome
    if not result.n:
        raise DataError("nobody is counted: the selection is empty")
    if result.constant:
        which = "none" if not result.positives else "all"
        raise DataError(
            f"target `{outcome}` is constant: {which} of the {result.n} people counted have it"
        )


def about(result: Screening | OutcomeTree) -> Object:
    """Return what was asked and of how many, for JSON."""
    question = result.question
    return {
        "outcome": question.outcome,
        "only_exits": question.only_exits,
        "cluster": question.cluster,
        "n": result.n,
        "positives": result.positives,
    }


def _to_json(screened: Screening, shuffled: Chance, exact: Exact | None) -> list[Object]:
    tests = [row.test for row in screened.rows if row.test is not None]
    of_predictor = {
        test.predictor: said
        for test, said in zip(tests, tests_to_json(tests), strict=True)
        if isinstance(said, Mapping)
    }
    return [
        {
            "predictor": row.kenmerk.kenmerk,
            **of_predictor.get(row.kenmerk.kenmerk, {"significant": None}),
            "printed": _printed(row.printed),
            "agrees": row.agrees,
            "invented": row.invented,
            "permutation": _of_one(shuffled.of(row.kenmerk.kenmerk)),
            **({} if exact is None else exact_json(exact[0], exact[1].of(row.kenmerk.kenmerk))),
        }
        for row in screened.rows
    ]


def _by_chance(shuffled: Chance) -> Object:
    """Return the number of yes among steunpunten beside what shuffled answers give."""
    strongest = shuffled.strongest
    return {
        "steunpunten": shuffled.steunpunten,
        "draws": shuffled.draws,
        "predictors": len(shuffled.rows),
        "significant": shuffled.found,
        "expected": shuffled.mean if shuffled.rows else None,
        "low": shuffled.low if shuffled.rows else None,
        "high": shuffled.high if shuffled.rows else None,
        "p": shuffled.p,
        "printed": shuffled.printed,
        "p_printed": shuffled.p_printed,
        "p_max": None if strongest is None else strongest.p_any,
    }


def _of_one(row: ByChance | None) -> Object | None:
    return None if row is None else {"p": row.p, "p_max": row.p_any}


def _printed(row: ChaidRow | None) -> Object | None:
    if row is None:
        return None
    return {"significant": row.samenhang == "ja", "p": row.p, "chi2": row.chi2, "df": row.df}


def _print_rows(screened: Screening, exact: Exact | None) -> None:
    header = ("predictor", "splits", "printed", "p adjusted", "p printed", "chi2", "chi2 printed")
    kinds = () if exact is None else exact_header(exact[0])
    print_table(
        (*header, "df", "df printed", *kinds, "groups"),
        [_cells(row, exact) for row in screened.rows],
    )
    judged = [row for row in screened.rows if row.agrees is not None]
    if judged:
        same = sum(row.agrees is True for row in judged)
        print(f"\n{same} of {len(judged)} agree with Bijlage {screened.question.bijlage}")
    if any(row.invented for row in screened.rows):
        print(f"\n{INVENTED} answers printed nowhere, so invented: nothing follows from them")


def _cells(row: ScreeningRow, exact: Exact | None) -> list[Cell]:
    test, printed = row.test, row.printed
    split = test if test is not None and len(test.groups) > 1 else None
    return [
        row.kenmerk.kenmerk + (INVENTED if row.invented else ""),
        "absent" if test is None else _answer(test.significant),
        None if printed is None else _answer(printed.samenhang == "ja"),
        None if split is None else probability(split.log_p_adjusted),
        None if printed is None else printed.p,
        None if split is None else f"{split.chi2:.2f}",
        None if printed is None or printed.chi2 is None else f"{printed.chi2:.1f}",
        None if split is None else split.df,
        None if printed is None else printed.df,
        *(() if exact is None else exact_cells(exact[0], exact[1].of(row.kenmerk.kenmerk))),
        None if split is None else " | ".join(group_words(group) for group in split.groups),
    ]


def _answer(significant: bool) -> str:
    return "yes" if significant else "no"
