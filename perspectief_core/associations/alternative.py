"""The alternative explanation: does a split stand when persons' characteristics compete with it?

The heart of the research question. A characteristic of organisation or method may only seem to
matter because steunpunten attracted other people. Two looks: within the groups of every personal
characteristic (Cochran–Mantel–Haenszel, with Breslow–Day for whether the strata agree), and in
competition with all of them in one tree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perspectief_core import splits
from perspectief_core.arrays import Ints
from perspectief_core.associations.coding import CodedPeople
from perspectief_core.associations.predictors import cluster_members, recorded_members
from perspectief_core.associations.screening import Question, code_people
from perspectief_core.associations.shuffling import shuffled
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.results import aggregate
from perspectief_core.shares.intervals import Share, share
from perspectief_core.shares.stratified import Stratified, Table, combine
from perspectief_core.splits import Group, Settings, SplitTest

_CLUSTER = "organisatie_en_werkwijze"


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Whether a split stands when persons' characteristics are taken into account.

    Parameters
    ----------
    question, kenmerk
        What was asked; `kenmerk` is a characteristic of organisation or method. None when the
        extract has none of them.
    test
        Its split on everyone; None when nobody is counted or the extract lacks it.
    group
        The categories with the higher share, against the rest: the side of the odds ratios. Empty
        when there are no two sides.
    higher, rest
        Share with the outcome on either side.
    crude
        The split without strata.
    strata
        Per personal characteristic with two groups or more, in the report's order.
    stronger
        Personal characteristics whose own split is stronger, strongest first.
    tree_level
        Level at which it splits the tree of itself and all personal characteristics: 1 is the first
        split; None when it does not split.
    """

    question: Question
    kenmerk: str | None
    test: SplitTest | None
    group: Group
    higher: Share
    rest: Share
    crude: Stratified | None
    strata: tuple[Stratified, ...]
    stronger: tuple[str, ...]
    tree_level: int | None

    @property
    def judged(self) -> tuple[Stratified, ...]:
        """The stratifications that say something."""
        return tuple(row for row in self.strata if row.stands is not None)

    @property
    def fading(self) -> tuple[Stratified, ...]:
        """The stratifications in which the split is no longer more than chance."""
        return tuple(row for row in self.strata if row.stands is False)

    @property
    def stands(self) -> bool | None:
        """Whether the split stands in every stratification.

        None when there is no split, or nothing to judge it by.
        """
        if self.test is None or not self.test.significant or not self.judged:
            return None
        return not self.fading


def alternative(cohort: Cohort, question: Question, kenmerk: str | None = None) -> Alternative:
    """Lay one split of organisation or method beside the characteristics of persons.

    Parameters
    ----------
    cohort : Cohort
    question : Question
        Its cluster plays no part.
    kenmerk : str, optional
        Predictor of organisation or method; default the one of the steunpunten (not of persons)
        with the smallest adjusted p, people and hours per member of staff left out: those are made
        of the outcome.

    Returns
    -------
    Alternative

    Raises
    ------
    ValueError
        When `kenmerk` is not a predictor of organisation or method.

    Notes
    -----
    A split in more than two groups is brought back to the best two: the group or groups with the
    higher shares against the rest, cut where chi-square is largest. The strata are the groups in
    which the personal characteristic itself divides people best; people without a value of it are
    left out. Strata in which a margin is 0 say nothing and are left out. The tests are those of
    `stratified.combine`.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> rival = alternative(everyone, Question("mob"), "werkwijze_vier")
    >>> rival.kenmerk, rival.higher.total + rival.rest.total
    ('werkwijze_vier', 733)
    """
    allowed = [member.kenmerk for member in recorded_members(_CLUSTER)]
    if kenmerk is not None and kenmerk not in allowed:
        raise ValueError(f"`kenmerk` must be one of {', '.join(allowed)}; found `{kenmerk}`")
    question = question.whole
    people = code_people(cohort, question).recorded
    tests = people.tests(question.settings)
    if kenmerk is None:
        known = [member.kenmerk for member in shuffled(_CLUSTER) if member.kenmerk in tests]
        kenmerk = min(known, key=lambda name: tests[name].log_p_adjusted, default=None)
    if people.nest is None or kenmerk not in tests:
        nobody = share(0, 0)
        return Alternative(
            question=question,
            kenmerk=kenmerk,
            test=None,
            group=(),
            higher=nobody,
            rest=nobody,
            crude=None,
            strata=(),
            stronger=(),
            tree_level=None,
        )
    return _laid_beside(question, people, tests, tests[kenmerk])


def _laid_beside(
    question: Question, people: CodedPeople, tests: dict[str, SplitTest], test: SplitTest
) -> Alternative:
    side, group = _two_sides(people, test)
    personal = [tests[k.kenmerk] for k in cluster_members("personen") if k.kenmerk in tests]
    stronger = [split for split in personal if split.log_p_adjusted < test.log_p_adjusted]
    strata = [split for split in personal if len(split.groups) > 1] if group else []
    table = _two_by_two(side, people.outcome)
    higher, rest = (share(int(row[0]), int(row.sum())) for row in table)
    return Alternative(
        question=question,
        kenmerk=test.predictor,
        test=test,
        group=group,
        higher=higher,
        rest=rest,
        crude=combine(test.predictor, [table]) if group else None,
        strata=tuple(_stratify(people, side, other) for other in strata),
        stronger=tuple(
            split.predictor for split in sorted(stronger, key=lambda other: other.log_p_adjusted)
        ),
        tree_level=_tree_level(people, [test, *personal], question.settings),
    )


def _tree_level(people: CodedPeople, competing: list[SplitTest], settings: Settings) -> int | None:
    """Return the level at which the first of the competing predictors splits their tree."""
    of_these = people.among({test.predictor for test in competing}).rows()
    levels = [
        node.depth + 1
        for node in splits.grow(of_these, settings).nodes
        if node.split is not None and node.split.predictor == competing[0].predictor
    ]
    return min(levels, default=None)


def _groups_of_people(people: CodedPeople, test: SplitTest) -> Ints:
    """Return each person's group of a test; -1 for a value that did not count."""
    groups: Ints = np.array(test.assignment, dtype=np.int64)[people.codes_of(test.predictor)]
    return groups


def _two_sides(people: CodedPeople, test: SplitTest) -> tuple[Ints, Group]:
    """Return 1 for people on the higher side of the best cut, 0 for the rest, -1 uncounted."""
    group = _groups_of_people(people, test)
    known = group >= 0
    groups = len(test.groups)
    size = np.bincount(group[known], minlength=groups)
    yes = np.bincount(group[known & (people.outcome == 1)], minlength=groups)
    if groups < 2 or yes.sum() in (0, size.sum()):
        return np.where(known, 0, -1), ()
    order = np.argsort(-yes / np.maximum(size, 1), kind="stable").astype(np.int64)
    cut = max(range(1, groups), key=lambda k: _chi2(yes, size, order[:k]))
    high = order[:cut]
    side = np.where(known, np.isin(group, high).astype(np.int64), -1)
    return side, tuple(level for g in sorted(high) for level in test.groups[g])


def _chi2(yes: Ints, size: Ints, part: Ints) -> float:
    """Return Pearson's chi-square of the groups in `part` against the others."""
    hits, people = int(yes[part].sum()), int(size[part].sum())
    all_hits, everyone = int(yes.sum()), int(size.sum())
    spread = people * (everyone - people) * all_hits * (everyone - all_hits)
    return everyone * (hits * everyone - people * all_hits) ** 2 / spread if spread else 0.0


def _two_by_two(side: Ints, outcome: npt.NDArray[np.unsignedinteger]) -> Table:
    """Return counts: rows the higher side and the rest, columns with and without the outcome."""
    known = side >= 0
    cell = (1 - side[known]) * 2 + (1 - outcome[known].astype(np.int64))
    return np.bincount(cell, minlength=4).reshape(2, 2).astype(np.float64)


def _stratify(people: CodedPeople, side: Ints, other: SplitTest) -> Stratified:
    stratum = _groups_of_people(people, other)
    return combine(
        other.predictor,
        [
            _two_by_two(side[stratum == g], people.outcome[stratum == g])
            for g in range(len(other.groups))
        ],
    )
