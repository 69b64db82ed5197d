"""`perspectief given`: types of working method on one outcome, given who came."""

from __future__ import annotations

import argparse
from typing import cast

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.arguments import Subparsers, add_target
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.expected import TARGETS
from perspectief.cli.printing import Cell, p_text, percent, percent_ends, print_missing, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.mixed.given import GivenType, GivenWhoCame, given_who_came
from perspectief_core.steunpunten.werkwijzen import Typology

HEADER = ("type", "steunpunten", "n", "counted %", "given who came %", "95 %", "people as units")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("given", help="types of working method, given who came")
    add_target(parser, TARGETS)
    parser.add_argument("--typology", default="6", metavar="N", help=" | ".join(TYPOLOGIES))
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    refuse_unknown("--target", args.target, TARGETS)
    refuse_unknown("--typology", args.typology, TYPOLOGIES)
    chosen, typology = read_choices(args), cast(Typology, args.typology)
    adjusted = ask(chosen, lambda cohort: given_who_came(cohort, typology, args.target))
    return answer(args, chosen, adjusted, _print)


def _print(adjusted: GivenWhoCame) -> None:
    print_table(HEADER, [_cells(werkwijze) for werkwijze in adjusted.types])
    print_missing(adjusted.missing)
    model = adjusted.model
    if model is None:
        print(f"\n{adjusted.outcome}: too few people with and without it, or too few steunpunten")
        return
    tests = model.tests
    print(f"\n{adjusted.outcome}: {model.events} events, {model.parameters} columns of who came")
    print(f"spread between steunpunten of a type {model.spread:.2f} (logits), df {model.freedom}")
    print(f"p, people as units: {_p(tests.people)} counted, {_p(tests.people_given)} given")
    print(f"p, steunpunten as units: {_p(tests.places)} counted, {_p(tests.places_given)} given")
    print(f"p, model: {_p(model.model_p)}")


def _cells(werkwijze: GivenType) -> list[Cell]:
    told: list[Cell] = [werkwijze.type, werkwijze.n_steunpunten, werkwijze.share.total]
    told.append(percent(werkwijze.share.share))
    if werkwijze.given is None:
        return [*told, None, None, None]
    given = werkwijze.given
    return [*told, 100 * given.share, percent_ends(given.interval), percent_ends(given.narrow)]


def _p(value: float | None) -> str:
    return p_text(value) or "."
