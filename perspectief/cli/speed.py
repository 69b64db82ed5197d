"""`perspectief speed`: who has an outcome sooner, and who has it more often in the end."""

from __future__ import annotations

import argparse

from perspectief.cli.answering import add_answer, answer
from perspectief.cli.arguments import Subparsers, add_target
from perspectief.cli.asking import ask
from perspectief.cli.errors import refuse_unknown
from perspectief.cli.printing import ends, print_missing, print_table
from perspectief.cli.selecting import read_choices
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.durations.explained import Explained, explained
from perspectief_core.durations.timelines import ENDINGS
from perspectief_core.expected.describing import Meaning
from perspectief_core.survival.hazard_ratio import HazardRatio

TARGETS = (*ENDINGS, CONCRETE)
HEADER = ("characteristic", "per cause", "95 %", "p", "p (Holm)", "in the end", "95 %", "p")


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "speed", help="who has an outcome sooner, and more often in the end (Fine and Gray)"
    )
    add_target(parser, TARGETS)
    parser.add_argument("--typology", default="2", metavar="N", help=" | ".join(TYPOLOGIES))
    add_answer(parser, run)


def run(args: argparse.Namespace) -> int:
    """Print what the options ask for."""
    refuse_unknown("--target", args.target, TARGETS)
    refuse_unknown("--typology", args.typology, TYPOLOGIES)
    chosen = read_choices(args)
    explanation = ask(chosen, lambda cohort: explained(cohort, args.target, args.typology))
    told = {"per_parameter": explanation.per_parameter, "carries": explanation.carries}
    return answer(args, chosen, explanation, _print, **told)


def _print(explanation: Explained) -> None:
    if explanation.effects:
        print_table(
            HEADER,
            [
                [
                    _name(effect.of),
                    *_told(effect.cause),
                    f"{effect.p:.2g}",
                    *_told(effect.in_the_end),
                ]
                for effect in explanation.effects
            ],
        )
        print()
    print(
        f"{explanation.outcome}: {explanation.events} events of {explanation.n} people, "
        f"{explanation.parameters} parameters, {explanation.steunpunten} steunpunten: carries "
        f"`{explanation.carries}`"
    )
    print_missing(explanation.missing)


def _told(ratio: HazardRatio) -> list[str]:
    return [f"{ratio.ratio:.2f}", ends(ratio.interval), f"{ratio.p:.2g}"]


def _name(of: Meaning) -> str:
    if of.level is None:
        return f"{of.characteristic} + {of.spread:.1f}"
    return f"{of.characteristic} {of.level}" + (f" / {of.against}" if of.against else "")
