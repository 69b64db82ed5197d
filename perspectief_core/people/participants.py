"""Who the people counted were: origin, age, family, health, asylum history, inflow.

What comes from the ministry's register is known for linked persons only; those questions say how
many they are about. Every table of shares has the people of its own column as denominator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from perspectief_core.arrays import pd
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.grouping import (
    Grouping,
    classes,
    crosstab,
    grouped,
    positions,
)
from perspectief_core.cohort.kinds import kinds, linked
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.people.outcomes import (
    Breakdown,
    KnownShare,
    breakdown_of,
    known_share,
    level_shares,
)
from perspectief_core.people.summaries import Summary, SummaryBy, summarise, summarise_by
from perspectief_core.results import aggregate
from perspectief_core.shares.chi_square import IndependenceTest, independence_test

AGE_BOUNDS = (18, 20, 22, 24, 26, 28)
AGES = ("tot_18", "18_19", "20_21", "22_23", "24_25", "26_27", "vanaf_28")
YEARS_KNOWN = ("tot_2000", "2000", "2001", "2002", "2003", "vanaf_2004")
YEAR_BOUNDS = (2000, 2001, 2002, 2003, 2004)
TIMES = ("geen", "een", "twee_of_meer")
APPEALS = ("beroep_ac", "beroep_ar", "beroep_vk")


@dataclass(frozen=True, slots=True)
class GroupBreakdown:
    """How the people of one group divide over levels."""

    group: str
    breakdown: Breakdown


@aggregate
@dataclass(frozen=True, slots=True)
class BreakdownBySex:
    """How everyone, women and men divide over the levels of `column`, the same for each.

    `test` compares women and men; None when there is nothing to compare. Of a published edition
    `by_sex` can say only how many women and men there are, without levels, or nothing.
    """

    column: str
    everyone: Breakdown
    by_sex: tuple[GroupBreakdown, ...]
    test: IndependenceTest | None

    @property
    def apart(self) -> bool:
        """Whether women and men are told apart over the levels."""
        return any(group.breakdown.shares for group in self.by_sex)

    def of(self, sex: str) -> Breakdown:
        """Return the breakdown of `vrouw` or `man`."""
        return {group.group: group.breakdown for group in self.by_sex}[sex]


@aggregate
@dataclass(frozen=True, slots=True)
class AgeSummary:
    """Age at inflow in years: mean and spread, and the classes of `AGES`.

    Of a published edition without a mean, and in the ranges that it publishes.
    """

    years: SummaryBy
    classes: BreakdownBySex


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A yes/no fact in one group."""

    group: str
    known: KnownShare


@aggregate
@dataclass(frozen=True, slots=True)
class ChildrenBySex:
    """Children in the Netherlands: none, one or more; and who has any, of those known."""

    classes: BreakdownBySex
    any_child: KnownShare
    any_child_by_sex: tuple[GroupShare, ...]


@aggregate
@dataclass(frozen=True, slots=True)
class Health:
    """A psychiatric diagnosis, and treatment for physical complaints.

    Of a published edition of everyone only, and without a level of what it does not publish.
    """

    psychiatric: BreakdownBySex
    physical: BreakdownBySex


@dataclass(frozen=True, slots=True)
class Appeal:
    """One kind of appeal: who ever made one, and who more than once."""

    kind: str
    ever: KnownShare
    more_than_once: KnownShare


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class AsylumHistory:
    """Procedures before and during guidance, of the `n_linked` persons found in the register.

    `appeals_count` is over all three kinds together. `vbm_days` is over those who ever had a
    restriction of liberty; `buiten_schuld_granted` over those who asked. `months_in_nl` is at
    inflow; ages in years.
    """

    n_linked: int
    n_not_linked: int
    applications: Breakdown
    appeals: tuple[Appeal, ...]
    appeals_count: Summary
    regular: KnownShare
    regular_count: Summary
    vbm: Breakdown
    vbm_days: Summary
    buiten_schuld_requested: KnownShare
    buiten_schuld_granted: KnownShare
    year_known: Breakdown
    age_known: Summary
    months_in_nl: Summary


def origin_by_sex(cohort: Cohort) -> BreakdownBySex:
    """Return the twenty origin groups, for everyone, women and men.

    Examples
    --------
    Bijlage 3 counts 154 people from Angola, 58 of them women.

    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> origin = origin_by_sex(everyone)
    >>> [row.share.count for row in origin.everyone.shares if row.level == "angola"]
    [154]
    """
    return _by_sex(cohort, "herkomst", partial(positions, levels=contract.ORIGINS))


def age_summary(cohort: Cohort) -> AgeSummary:
    """Return age at inflow in whole years, for everyone, women and men.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> ages = age_summary(everyone)
    >>> round(ages.years.everyone.mean, 1)
    22.4
    """
    in_classes = partial(classes, bounds=AGE_BOUNDS, codes=AGES)
    return AgeSummary(
        _summary_by(cohort, "leeftijd_instroom", "geslacht"),
        _by_sex(cohort, "leeftijd_instroom", in_classes),
    )


def children_by_sex(cohort: Cohort) -> ChildrenBySex:
    """Return who has children in the Netherlands, for everyone, women and men.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> children = children_by_sex(everyone)
    >>> [(sex.group, sex.known.share.count) for sex in children.any_child_by_sex]
    [('vrouw', 105), ('man', 65)]
    """
    alike, sexes = grouped(cohort, "geslacht", "kinderen_nl")
    has_any, times = alike.people["kinderen_nl"] > 0, alike.times
    own = [sexes.index == position for position in range(len(sexes.codes))]
    return ChildrenBySex(
        _by_sex(cohort, "kinderen_nl", _children),
        known_share(has_any, times),
        tuple(
            GroupShare(code, known_share(has_any[of_sex], times[of_sex]))
            for code, of_sex in zip(sexes.codes, own, strict=True)
        ),
    )


def health(cohort: Cohort) -> Health:
    """Return diagnosis and complaints (yes, no, unknown), for everyone, women and men.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [(part.level, part.share.count) for part in health(everyone).psychiatric.everyone.shares]
    [('ja', 178), ('nee', 407), ('onbekend', 148)]
    """
    columns = ("psychiatrische_diagnose", "lichamelijke_klachten")
    answers = partial(positions, levels=contract.YES_NO_UNKNOWN)
    return Health(*(_by_sex(cohort, column, answers) for column in columns))


def asylum_history(cohort: Cohort) -> AsylumHistory:
    """Return the procedures of the persons found in the ministry's register.

    Notes
    -----
    A value that is missing for a linked person is left out of that line, and counted as missing or
    `onbekend`.

    Raises
    ------
    ColumnMissingError
        When the extract lacks one of the register's columns.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> asylum_history(everyone).n_linked
    715
    """

    def in_classes(name: str, bounds: tuple[int, ...], codes: tuple[str, ...]) -> Breakdown:
        people, times = linked(cohort, name)
        return breakdown_of(name, classes(people[name], bounds, codes), times)

    def more_than(most: int, name: str) -> KnownShare:
        people, times = linked(cohort, name)
        return known_share(people[name] > most, times)

    def summary(name: str) -> Summary:
        people, times = linked(cohort, name)
        return summarise(people[name], times)

    appeals, times = linked(cohort, *APPEALS)
    n_linked = int(times.sum())
    return AsylumHistory(
        n_linked=n_linked,
        n_not_linked=cohort.n - n_linked,
        applications=in_classes("asielaanvragen", (1, 2), TIMES),
        appeals=tuple(Appeal(kind, more_than(0, kind), more_than(1, kind)) for kind in APPEALS),
        appeals_count=summarise(appeals[[*APPEALS]].sum(axis=1, skipna=False), times),
        regular=more_than(0, "reguliere_aanvragen"),
        regular_count=summary("reguliere_aanvragen"),
        vbm=in_classes("vbm_aantal", (1, 2), TIMES),
        vbm_days=_days_restricted(cohort),
        buiten_schuld_requested=more_than(0, "buiten_schuld_aanvragen"),
        buiten_schuld_granted=_granted(cohort),
        year_known=in_classes("jaar_bekend_nl", YEAR_BOUNDS, YEARS_KNOWN),
        age_known=summary("leeftijd_bekend_nl"),
        months_in_nl=summary("verblijf_nl_maanden"),
    )


def _days_restricted(cohort: Cohort) -> Summary:
    alike = kinds(cohort, "dmb_koppeling", "vbm_aantal", "vbm_dagen")
    ever, times = alike.where(alike.people["dmb_koppeling"] & (alike.people["vbm_aantal"] > 0))
    return summarise(ever["vbm_dagen"], times)


def _granted(cohort: Cohort) -> KnownShare:
    asking, granted = "buiten_schuld_aanvragen", "buiten_schuld_toegewezen"
    alike = kinds(cohort, "dmb_koppeling", asking, granted)
    asked, times = alike.where(alike.people["dmb_koppeling"] & (alike.people[asking] > 0))
    return known_share(asked[granted] > 0, times)


def inflow(cohort: Cohort) -> Breakdown:
    """Return how many came before the start and in each half year after it.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> came = inflow(everyone)
    >>> [(part.level, part.share.count) for part in came.shares][:2]
    [('voor_start', 235), ('okt_2009_mrt_2010', 240)]
    """
    alike, periods = grouped(cohort, "instroomperiode")
    return breakdown_of("instroomperiode", periods, alike.times)


def months_in_nl_by_steunpunt(cohort: Cohort) -> SummaryBy:
    """Return months in the Netherlands at inflow per steunpunt; not linked counts as missing.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> months = months_in_nl_by_steunpunt(everyone)
    >>> len(months.groups), months.everyone.n, months.everyone.missing
    (20, 715, 18)
    """
    return _summary_by(cohort, "verblijf_nl_maanden", "steunpunt")


def _summary_by(cohort: Cohort, numbers: str, column: str) -> SummaryBy:
    alike, groups = grouped(cohort, column, numbers)
    return summarise_by(alike.people[numbers], column, groups, alike.times)


def _children(numbers: pd.Series) -> Grouping:
    (number,) = (filter_ for filter_ in FILTERS if filter_.code == "kinderen")
    return positions(number.groups(numbers.to_frame()), number.options)


def _by_sex(cohort: Cohort, column: str, group: Callable[[pd.Series], Grouping]) -> BreakdownBySex:
    alike, sexes = grouped(cohort, "geslacht", column)
    groups = group(alike.people[column])
    sizes = len(sexes.codes), len(groups.codes)
    table = crosstab(sexes.index, sizes[0], groups.index, sizes[1], alike.times)

    def counted(counts: np.ndarray) -> Breakdown:
        return Breakdown(column, int(counts.sum()), level_shares(groups.codes, counts))

    rows = zip(sexes.codes, table, strict=True)
    by_sex = tuple(GroupBreakdown(code, counted(counts)) for code, counts in rows)
    return BreakdownBySex(column, counted(table.sum(axis=0)), by_sex, independence_test(table))
