"""The main numbers of a figure, found from the kind of result it was made from.

So a figure gets its strip 'bij andere keuzes' without a word on any page. A kind of result is here
only when the figure shows that very number; a block that knows better names its own, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from perspectief.report.block.blocks import Block, MainNumber
from perspectief.report.words import labels
from perspectief_core.cohort.grouping import members
from perspectief_core.sensitivity.measures import Measure, Of

if TYPE_CHECKING:
    from perspectief_core.associations.screening import OutcomeTree
    from perspectief_core.people.outcomes import Breakdown, OutcomesBy

Numbers = tuple[MainNumber, ...]
RESULTS = ("verblijfsvergunning", "terugkeer", "mob")
"""The outcomes that the debate was about."""
SEVERAL = tuple(str(number) for number in range(2, 21))


def outcome(code: str, of: Of = "iedereen", **within: tuple[str, ...]) -> MainNumber:
    """Return the share of an outcome as a main number; `within` are filters that hold for it."""
    name = labels.outcome_short(code)
    if of == "uitgestroomd":
        name = f"{name}, van wie is uitgestroomd"
    return MainNumber(name, Measure("uitkomst", members(code), of), within=tuple(within.items()))


def share(name: str, column: str, *levels: str, of: Of = "iedereen") -> MainNumber:
    """Return the share of people with one of the levels as a main number."""
    return MainNumber(name, Measure(column, levels, of))


def main_numbers(item: Block) -> Numbers:
    """Return the main numbers of a block: its own, or those of the first result it was made from.

    Published figures have none: nobody can count them otherwise.
    """
    if item.numbers is not None or item.provenance.kind == "published":
        return item.numbers or ()
    for part in item.sources:
        find = BY_RESULT.get(type(part.value).__name__)
        if find is not None:
            return find(part.value)
    return ()


def results(**within: tuple[str, ...]) -> Numbers:
    """Return the shares of the outcomes that the debate was about as main numbers."""
    return tuple(outcome(code, "iedereen", **within) for code in RESULTS)


def _asked(outcome_tree: OutcomeTree) -> Numbers:
    of: Of = "uitgestroomd" if outcome_tree.question.only_exits else "iedereen"
    number = outcome(outcome_tree.question.outcome, of)
    if "overig" in outcome_tree.question.left_out:
        # The strip counts everyone who left; the figure does not.
        number = replace(number, name=f"{number.name}, ook met 'overig'")
    return (number,)


def _breakdown(breakdown: Breakdown) -> Numbers:
    if "voor_start" in {part.level for part in breakdown.shares}:
        return (share("er al vóór de start", "instroomperiode", "voor_start"),)
    return ()


def _by_group(by_group: OutcomesBy) -> Numbers:
    if by_group.column == "traject":
        aimed = ("verblijfsvergunning", "buiten_schuld")
        return (share("gericht op een vergunning", "traject", *aimed),)
    return ()


IN_NL: Numbers = (
    MainNumber("gemiddeld al in Nederland", Measure("verblijf_nl_maanden"), "maanden"),
)
BY_RESULT: dict[str, Callable[[Any], Numbers]] = {
    "OutcomeDistribution": lambda _: results(),
    "InclusionFlow": lambda _: (MainNumber("er tellen mee", Measure("aantal"), "jongeren"),),
    "Funnel": lambda funnel: (outcome(funnel.outcome),),
    "Shrunken": lambda shrunken: (outcome(shrunken.outcome),),
    "TypeComparison": lambda comparison: (outcome(comparison.outcome),),
    "OutcomeTree": _asked,
    "Profile": lambda profile: results(steunpunt=(profile.steunpunt,)),
    "BreakdownBySex": lambda _: (
        share("Angola", "herkomst", "angola"),
        share("vrouw", "geslacht", "vrouw"),
    ),
    "AgeSummary": lambda _: (MainNumber("gemiddeld", Measure("leeftijd_instroom"), "jaar"),),
    "ChildrenBySex": lambda _: (share("met kinderen", "kinderen", "een", "meer", of="bekend"),),
    "Health": lambda _: (
        share("psychiatrische diagnose", "psychiatrische_diagnose", "ja"),
        share("lichamelijke klachten", "lichamelijke_klachten", "ja"),
    ),
    "Breakdown": _breakdown,
    "OutcomesBy": _by_group,
    "AsylumHistory": lambda _: (
        share("meer dan één asielaanvraag", "asielaanvragen", *SEVERAL, of="bekend"),
    ),
    "SummaryBy": lambda _: IN_NL,
}
"""How to find the main numbers of a kind of result, by its name: few are loaded everywhere."""
