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

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Literal, get_type_hints

from perspectief_core.results import RESULTS, DisclosureError

Policy = Literal["open", "analist", "publicatie"]
POLICIES: tuple[Policy, ...] = ("open", "analist", "publicatie")

Reason = Literal[
    "too_few",
    "siblings",
    "filters",
    "criteria",
    "not_published",
    "averages",
    "over_time",
    "other_countings",
    "crossed",
    "not_attacked",
]
"""Why something is withheld. Of these people: too few, others could be subtracted from them, a
filter or an inclusion criterion that is not published, or a question that is not answered of them.
Or a kind of result that is of nobody: averages of so few that one value follows from two of them;
months in which a few people leave; people who are counted in other ways, of which the difference is
a few; many traits laid beside the outcome at once; or numbers that the attacker does not attack."""

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

REGIONS = (
    ("sierra_leone", "guinee", "niger", "nigeria", "benin", "togo", "liberia"),
    ("angola", "congo", "burundi"),
    ("somalie", "ethiopie", "soedan", "overig_afrika", "europa_amerika"),
    ("china", "irak", "afghanistan", "vietnam", "overig_azie"),
)
"""The twenty origins by region; the few from Europe and America go with other Africa."""

ATTRIBUTES = (
    "uitkomst",
    "beeindigd_door",
    "duur_vertrek",
    "wacht_op_beslissing",
    "vastlopend_dossier",
)
"""Columns that are counted: those that the attacker attacks, and no others."""
SENSITIVE_COLUMNS = frozenset(ATTRIBUTES) - {"uitkomst"}
"""Columns that are counted for at least `SMALLEST_SENSITIVE` people."""

ROUNDED = frozenset({"Breakdown", "InclusionFlow", "KnownShare", "OutcomeDistribution"})
"""Result types that `publicatie` shows, from rounded counts of the people they are about."""
BY_VIEWS = frozenset({"Breakdown", "OutcomesBy"})
"""Result types that `publicatie` makes again from the counts of views that are shown: `by_views`.
A breakdown when it is over the groups of a filter."""

DERIVED = frozenset(
    {
        "AgeSummary",
        "BesideEachOther",
        "BreakdownBySex",
        "ChildrenBySex",
        "Comparison",
        "Description",
        "Divisions",
        "Funnel",
        "Health",
        "LeftWithin",
        "LifeTable",
        "Multiplicity",
        "OverallTest",
        "Profile",
        "Shrunken",
        "TypeComparison",
    }
)
"""Result types that `publicatie` makes of other results that it shows, where they are read
(`released`); of an exact one nothing is shown."""

JOINT = "+"
"""Stands between the codes of groups that are merged, as each of them is small."""

NOT_PUBLISHED: Mapping[str, Reason] = {
    "Alternative": "crossed",
    "AsylumHistory": "averages",
    "Audit": "not_attacked",
    "Batch": "crossed",
    "ByChance": "crossed",
    "Chance": "crossed",
    "ContactSummary": "averages",
    "Curve": "other_countings",
    "Curves": "over_time",
    "DtvCounts": "not_attacked",
    "DtvFlow": "not_attacked",
    "DurationSummary": "averages",
    "DurationTie": "over_time",
    "ExactScreening": "crossed",
    "Explained": "over_time",
    "GivenWhoCame": "crossed",
    "Grid": "other_countings",
    "GroupsOverTime": "over_time",
    "IndependenceTest": "crossed",
    "IntakeAccount": "not_attacked",
    "Landmark": "over_time",
    "LateEntry": "over_time",
    "MeasureRange": "other_countings",
    "ObservedExpected": "crossed",
    "OutcomeTree": "crossed",
    "Reclassification": "other_countings",
    "ReportedDurations": "averages",
    "Residuals": "crossed",
    "Screening": "crossed",
    "ScreeningClaims": "other_countings",
    "ShareRange": "other_countings",
    "Stability": "crossed",
    "Summary": "averages",
    "SummaryBy": "averages",
    "TimeInGuidance": "averages",
    "Tornado": "other_countings",
    "UnknownAnswers": "crossed",
    "Verdicts": "other_countings",
}
"""Result types that `publicatie` withholds of everybody, with the reason."""

Fate = Literal["exact", "rounded", "derived", "withheld"]
"""What becomes of a result: shown as it is; made of rounded counts; made of results that are shown
already, and of nothing else (`derived`); or not shown."""

_FATES: tuple[tuple[Collection[str], Fate], ...] = (
    (ROUNDED | BY_VIEWS, "rounded"),
    (DERIVED, "derived"),
    (NOT_PUBLISHED, "withheld"),
)


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
    if result in RESULTS:
        return fate_of(result.__name__, policy)
    raise DisclosureError(f"no disclosure rule for `{result.__name__}` under `{policy}`")


def fate_of(name: str, policy: Policy) -> Fate:
    """Return what becomes of the result type of this name; raises as `fate`."""
    if policy in ("open", "analist"):
        return "exact"
    if policy == "publicatie":
        for names, becomes in _FATES:
            if name in names:
                return becomes
    raise DisclosureError(f"no disclosure rule for `{name}` under `{policy}`")


@cache
def check_analysis(analysis: Callable[..., object], policy: Policy) -> None:
    """Raise Withheld when nothing that an analysis computes is shown under a policy.

    It is known from what the analysis says it returns, so that it need not be computed for nothing.
    Of what is derived nothing is shown that was computed: see `DERIVED`.
    """
    result = get_type_hints(analysis).get("return")
    if not isinstance(result, type) or result not in RESULTS:
        return
    becomes = fate(result, policy)
    if becomes == "withheld":
        raise Withheld(NOT_PUBLISHED[result.__name__])
    if becomes == "derived":
        raise Withheld("not_published")
