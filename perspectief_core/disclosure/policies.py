"""What each policy lets through, on one page: its parameters, and what becomes of every result.

- `open`: everything, exact; for a synthetic extract only.
- `analist`: everything, exact, for a synthetic extract or a register. Who may ask is up to the
  screen.
- `publicatie`: everything published is a function of rounded counts of allowed views. A result of
  plain counts is rounded count by count (`rounding`), and its shares, intervals and tests are
  computed again from those; whatever stores values of exact counts is withheld. Which views are
  allowed is in `lattice`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal, get_type_hints

from perspectief_core.results import RESULTS, DisclosureError

Policy = Literal["open", "analist", "publicatie"]
POLICIES: tuple[Policy, ...] = ("open", "analist", "publicatie")

Reason = Literal["too_few", "siblings", "filters", "criteria", "not_published"]
"""Why something is withheld: too few people, others could be subtracted from it, a filter or an
inclusion criterion that is not published, or a result that never is."""

SMALLEST_VIEW = 10
"""Fewest people that a published view may be about."""
SMALLEST_SENSITIVE = 30
"""Fewest people in a view that a sensitive filter makes."""
SMALLEST_CATEGORY = 30
"""Categories of a filter with fewer people are merged before anything is published."""
MOST_FILTERS = 2
"""Most filters at once; never two that tell where somebody is."""

COARSE: tuple[str, ...] = (
    "steunpunt",
    "werkwijze_4",
    "geslacht",
    "herkomst",
    "leeftijd",
    "traject",
    "kinderen",
    "diagnose",
    "instroomperiode",
)
"""Filters that are published. `uitstroom` is not: it selects on the outcome that is shown."""
SENSITIVE = frozenset({"traject", "diagnose"})
"""Filters that are published one at a time only, and for `SMALLEST_SENSITIVE` people."""
GEOGRAPHIES = frozenset({"steunpunt", "werkwijze_4"})
"""Filters that tell where somebody is."""

ATTRIBUTES = ("uitkomst", "beeindigd_door", "wacht_op_beslissing", "vastlopend_dossier")
"""Columns that are counted: those that the attacker attacks, and no others."""
SENSITIVE_COLUMNS = frozenset({"beeindigd_door", "wacht_op_beslissing", "vastlopend_dossier"})
"""Columns that are counted for at least `SMALLEST_SENSITIVE` people."""

ROUNDED = frozenset({"Breakdown", "InclusionFlow", "KnownShare", "OutcomeDistribution"})
"""Result types that `publicatie` shows, from rounded counts of the people they are about."""
BY_VIEWS = frozenset({"Breakdown", "OutcomesBy"})
"""Result types that `publicatie` makes again from the counts of views that are shown: `by_views`.
A breakdown when it is over the groups of a filter."""

JOINT = "+"
"""Stands between the codes of groups that are merged, as each of them is small."""

NOT_PUBLISHED = frozenset(
    {
        "AgeSummary",
        "Alternative",
        "AsylumHistory",
        "Audit",
        "Batch",
        "BesideEachOther",
        "BreakdownBySex",
        "ByChance",
        "Chance",
        "ChildrenBySex",
        "Comparison",
        "ContactSummary",
        "Curve",
        "Curves",
        "Description",
        "DtvCounts",
        "DtvFlow",
        "DurationSummary",
        "DurationTie",
        "Funnel",
        "GivenWhoCame",
        "Grid",
        "GroupsOverTime",
        "Health",
        "IndependenceTest",
        "IntakeAccount",
        "LateEntry",
        "LifeTable",
        "MeasureRange",
        "Multiplicity",
        "ObservedExpected",
        "OutcomeTree",
        "OverallTest",
        "Profile",
        "Reclassification",
        "ReportedDurations",
        "Residuals",
        "Screening",
        "ScreeningClaims",
        "ShareRange",
        "Shrunken",
        "Stability",
        "Summary",
        "SummaryBy",
        "TimeInGuidance",
        "Tornado",
        "TypeComparison",
        "UnknownAnswers",
        "Verdicts",
    }
)
"""Result types that `publicatie` withholds: they store values of exact counts, or cross groups."""

Fate = Literal["exact", "rounded", "withheld"]


class Withheld(DisclosureError):  # noqa: N818
    """A result that the policy knows, and does not show here.

    Parameters
    ----------
    reason : str
        Why, for a program.
    """

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(f"withheld under `publicatie`: {reason}")

    def __reduce__(self) -> tuple[type[Withheld], tuple[Reason]]:
        return type(self), (self.reason,)


def fate(result: type, policy: Policy) -> Fate:
    """Return what becomes of a result type under a policy.

    Raises
    ------
    DisclosureError
        When the type is not a declared result, or the policy has no rule for it.

    Examples
    --------
    >>> from perspectief_core.people.outcomes import OutcomeDistribution
    >>> [fate(OutcomeDistribution, policy) for policy in POLICIES]
    ['exact', 'exact', 'rounded']
    """
    if result in RESULTS and policy in ("open", "analist"):
        return "exact"
    if result in RESULTS and policy == "publicatie":
        if result.__name__ in ROUNDED | BY_VIEWS:
            return "rounded"
        if result.__name__ in NOT_PUBLISHED:
            return "withheld"
    raise DisclosureError(f"no disclosure rule for `{result.__name__}` under `{policy}`")


@cache
def is_withheld(analysis: Callable[..., object], policy: Policy) -> bool:
    """Tell whether nothing that an analysis returns is shown under a policy.

    It is known from what the analysis says it returns, so that it need not be computed for nothing.
    """
    result = get_type_hints(analysis).get("return")
    return isinstance(result, type) and result in RESULTS and fate(result, policy) == "withheld"
