"""The choices of the page samenhang: outcome, cluster, who counts, and the settings of the trees.

Codes stand in the address, so that a link gives the same tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from perspectief.report.words import predictors
from perspectief.report.words.choices import ANY_OUTCOME, Choice
from perspectief_core.associations import screening
from perspectief_core.cohort.selection import Selection
from perspectief_core.splits import Settings

CLUSTER = Choice(
    "Welke kenmerken",
    "kenmerken",
    predictors.CLUSTER,
    "alles",
)
BASIS = Choice(
    "Wie telt mee",
    "basis",
    {"allen": "alle jongeren", "uitgestroomd": "uitgestroomd, zonder 'overig'"},
    "allen",
)

QUESTION = (ANY_OUTCOME, CLUSTER, BASIS)
SETTINGS_TITLE = "Instellingen (voor analisten)"
SETTINGS = (
    Choice(
        "Groepen samenvoegen als p groter is dan",
        "alfa_groepen",
        {"1": "0,01", "5": "0,05", "10": "0,10", "100": "1 (nooit samenvoegen)"},
        "5",
    ),
    Choice(
        "Splitsen als de gecorrigeerde p hooguit is",
        "alfa_splitsen",
        {"1": "0,01", "5": "0,05", "10": "0,10", "100": "1 (altijd splitsen)"},
        "5",
    ),
    Choice(
        "Kleinste groep om te splitsen",
        "min_ouder",
        {code: f"{code} jongeren" for code in ("20", "40", "50", "100", "200")},
        "100",
    ),
    Choice(
        "Kleinste groep na een splitsing",
        "min_kind",
        {code: f"{code} jongeren" for code in ("5", "10", "20", "25", "50", "100")},
        "50",
    ),
    Choice(
        "Splitsingen onder elkaar",
        "diepte",
        {"1": "hooguit 1", "2": "hooguit 2", "3": "hooguit 3"},
        "3",
    ),
    Choice(
        "Manier van samenvoegen",
        "methode",
        {"chaid": "CHAID", "uitputtend": "uitputtend (Exhaustive CHAID)"},
        "chaid",
    ),
    Choice(
        "Correctie voor veel mogelijke indelingen",
        "bonferroni",
        {"aan": "aan (Bonferroni)", "uit": "uit"},
        "aan",
    ),
    Choice(
        "Toets",
        "toets",
        {"pearson": "chikwadraat van Pearson", "likelihood_ratio": "likelihood ratio"},
        "pearson",
    ),
    Choice(
        "Wie een kenmerk mist",
        "missend",
        {"exclude": "telt daar niet mee", "category": "is een eigen groep"},
        "exclude",
    ),
)


def settings(chosen: Mapping[str, str]) -> Settings:
    """Return the settings of the engine for the chosen codes of `SETTINGS`."""
    statistic: Literal["pearson", "likelihood_ratio"] = "pearson"
    if chosen["toets"] == "likelihood_ratio":
        statistic = "likelihood_ratio"
    return Settings(
        alpha_merge=int(chosen["alfa_groepen"]) / 100,
        alpha_split=int(chosen["alfa_splitsen"]) / 100,
        min_parent=int(chosen["min_ouder"]),
        min_child=int(chosen["min_kind"]),
        max_depth=int(chosen["diepte"]),
        exhaustive=chosen["methode"] == "uitputtend",
        bonferroni=chosen["bonferroni"] == "aan",
        statistic=statistic,
        missing="category" if chosen["missend"] == "category" else "exclude",
    )


def question(
    asked: Sequence[str], chosen: Mapping[str, str], selection: Selection
) -> screening.Question:
    """Return the question for the chosen codes of `QUESTION` and `SETTINGS`.

    A filter on who left makes it a question about them, whatever is chosen here.
    """
    outcome, cluster, basis = asked
    only_exits = basis == "uitgestroomd" or selection.uitstroom
    return screening.Question(outcome, cluster, only_exits, settings(chosen))
