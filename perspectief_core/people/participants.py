"""Who the people counted were: origin, age, family, health, asylum history, inflow.

What comes from the ministry's register is known for linked persons only; those questions say how
many they are about. Every table of shares has the people of its own column as denominator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief_core.cohort.grouping import Grouping, classes, crosstab, grouping, positions
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

    `test` compares women and men; None when there is nothing to compare.
    """

    column: str
    everyone: Breakdown
    by_sex: tuple[GroupBreakdown, ...]
    test: IndependenceTest | None

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
    return _by_sex(cohort, "herkomst", grouping(cohort, "herkomst"))


def age_summary(cohort: Cohort) -> AgeSummary:
    """Return age at inflow in whole years, for everyone, women and men."""
    ages = cohort.column("leeftijd_instroom")
    in_classes = classes(ages, AGE_BOUNDS, AGES)
    return AgeSummary(
        summarise_by(ages, "geslacht", grouping(cohort, "geslacht")),
        _by_sex(cohort, "leeftijd_instroom", in_classes),
    )


def children_by_sex(cohort: Cohort) -> ChildrenBySex:
    """Return who has children in the Netherlands, for everyone, women and men."""
    has_any = cohort.column("kinderen_nl") > 0
    sexes = grouping(cohort, "geslacht")
    return ChildrenBySex(
        _by_sex(cohort, "kinderen_nl", grouping(cohort, "kinderen")),
        known_share(has_any),
        tuple(
            GroupShare(code, known_share(has_any[sexes.index == position]))
            for position, code in enumerate(sexes.codes)
        ),
    )


def health(cohort: Cohort) -> Health:
    """Return diagnosis and complaints (yes, no, unknown), for everyone, women and men."""
    columns = ("psychiatrische_diagnose", "lichamelijke_klachten")
    return Health(
        *(_by_sex(cohort, c, positions(cohort.column(c), contract.YES_NO_UNKNOWN)) for c in columns)
    )


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
    linked = cohort.column("dmb_koppeling").fillna(False).to_numpy(dtype=bool)

    def column(name: str) -> pd.Series:
        return cohort.column(name)[linked]

    def in_classes(name: str, bounds: tuple[int, ...], codes: tuple[str, ...]) -> Breakdown:
        return breakdown_of(name, classes(column(name), bounds, codes))

    regular, asked = column("reguliere_aanvragen"), column("buiten_schuld_aanvragen")
    vbm, appeals = column("vbm_aantal"), [column(kind) for kind in APPEALS]
    has_asked = (asked > 0).fillna(False)
    return AsylumHistory(
        n_linked=int(linked.sum()),
        n_not_linked=int((~linked).sum()),
        applications=in_classes("asielaanvragen", (1, 2), TIMES),
        appeals=tuple(
            Appeal(kind, known_share(count > 0), known_share(count > 1))
            for kind, count in zip(APPEALS, appeals, strict=True)
        ),
        appeals_count=summarise(appeals[0] + appeals[1] + appeals[2]),
        regular=known_share(regular > 0),
        regular_count=summarise(regular),
        vbm=in_classes("vbm_aantal", (1, 2), TIMES),
        vbm_days=summarise(column("vbm_dagen")[(vbm > 0).fillna(False)]),
        buiten_schuld_requested=known_share(asked > 0),
        buiten_schuld_granted=known_share(column("buiten_schuld_toegewezen")[has_asked] > 0),
        year_known=in_classes("jaar_bekend_nl", YEAR_BOUNDS, YEARS_KNOWN),
        age_known=summarise(column("leeftijd_bekend_nl")),
        months_in_nl=summarise(column("verblijf_nl_maanden")),
    )


def inflow(cohort: Cohort) -> Breakdown:
    """Return how many came before the start and in each half year after it."""
    return breakdown_of("instroomperiode", grouping(cohort, "instroomperiode"))


def months_in_nl_by_steunpunt(cohort: Cohort) -> SummaryBy:
    """Return months in the Netherlands at inflow per steunpunt; not linked counts as missing."""
    months = cohort.column("verblijf_nl_maanden")
    return summarise_by(months, "steunpunt", grouping(cohort, "steunpunt"))


def _by_sex(cohort: Cohort, column: str, groups: Grouping) -> BreakdownBySex:
    sexes = grouping(cohort, "geslacht")
    table = crosstab(sexes.index, len(sexes.codes), groups.index, len(groups.codes))

    def counted(counts: np.ndarray) -> Breakdown:
        return Breakdown(column, int(counts.sum()), level_shares(groups.codes, counts))

    rows = zip(sexes.codes, table, strict=True)
    by_sex = tuple(GroupBreakdown(code, counted(counts)) for code, counts in rows)
    return BreakdownBySex(column, counted(table.sum(axis=0)), by_sex, independence_test(table))
