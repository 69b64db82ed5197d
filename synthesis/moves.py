"""One stretch of moves of `annealing`: the rules, and their compiled twin.

A move takes a person, and either another one with whom to change units, or a unit to go to alone.
It is made when the costs do not grow by more than the limit drawn for it. Costs are whole numbers
(thousandths): of each row of Bijlagen 14–20 for each predictor, and of each goal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from synthesis.search import Ints

try:
    from synthesis import _annealer
except ImportError:
    _annealer = None  # type: ignore[assignment]

AVAILABLE = _annealer is not None
CLASSES, GUIDED, OTHER, ANALYSES, MOST_GROUPS = 6, 3, 4, 7, 24
CLASS_OF_ANALYSIS = (0, 1, 2, 3, 0, 1, 2)
VALUE_OVER_GUIDED = 2
TIE = 1e-12
CRITICAL_MERGE = 3.841458820694124
"""Chi-square with one degree of freedom at alpha 0.05."""
MIN_CHILD = 50
WRONG_ANSWER, WRONG_DF, PER_DF, FAR, FAR_SHARE = 1500, 1500, 300, 700, 0.05
"""What a test costs, in thousandths, besides `annealing._near_costs`: a wrong yes or no (and up to
2000 more by how far it is from just significant), wrong degrees of freedom (and more for each), and
a chi-square farther from the printed one than a share of it."""
GOALS_ALONE = 20_000
"""A move that the goals make so much worse is not tested further."""

Arrays = dict[str, npt.NDArray[Any]]
Group = list[float]
"""People with the outcome, and people, of one group of categories."""


def anneal_chunk(unit: Ints, arrays: Arrays, word: Ints, limit: Ints) -> int:
    """Make moves in place and return the cost that is left.

    Parameters
    ----------
    unit : shape (n_people,)
        Unit of each person; changed in place.
    arrays
        The problem: see `annealing.problem_arrays`. `cost` receives the cost of every test.
    word : shape (n_moves, 4)
        Random words: person, other person, whether to go alone (percentage), where to.
    limit : shape (n_moves,)
        Most that a move may cost more.
    """
    if not AVAILABLE:
        return Walk(unit, arrays).run(word, limit)
    names = (
        *("class_of", "level", "kind", "form", "value", "want", "chi2", "df", "allowed", "low"),
        *("high", "weight", "goal", "penalty", "critical", "near"),
    )
    rules = arrays["rules"].tolist()
    problem = [arrays[name] for name in names]
    cost = _annealer.anneal(unit, *problem, word, limit, arrays["cost"], arrays["at_most"], *rules)
    return int(cost)


@dataclass(frozen=True, slots=True)
class Result:
    """What a test gives, and the chi-square that would be just significant."""

    chi2: float
    critical: float
    groups: int

    @property
    def df(self) -> int:
        """Degrees of freedom."""
        return self.groups - 1

    @property
    def significant(self) -> bool:
        """Whether the groups differ."""
        return self.groups > 1 and self.chi2 >= self.critical


class Walk:
    """The moves in Python: what the compiled twin is held to, and its stand-in where it lacks."""

    def __init__(self, unit: Ints, arrays: Arrays) -> None:
        self.unit, self.a = unit, arrays
        predictors, units = arrays["level"].shape
        self.count = np.zeros((predictors, arrays["value"].shape[1], CLASSES), dtype=np.int64)
        self.size = np.zeros((units, CLASSES), dtype=np.int64)
        self.sum = np.zeros(len(arrays["goal"]), dtype=np.int64)
        for at, group in zip(unit, arrays["class_of"], strict=True):
            self._enter(int(at), int(group), 1)
        for predictor in range(predictors):
            for analysis in range(ANALYSES):
                arrays["cost"][predictor, analysis] = self.test(predictor, analysis)

    def run(self, word: Ints, limit: Ints) -> int:
        """Make the moves; return the cost."""
        for words, most in zip(word.tolist(), limit.tolist(), strict=True):
            self._try(words, most)
        return int(self.a["cost"].sum()) + self._off_goals()

    def result(self, predictor: int, analysis: int) -> Result:
        """Return what the test of one predictor in one appendix gives."""
        nominal = self.a["kind"][predictor] == 1
        groups = self._table(predictor, analysis)
        categories = len(groups)
        if nominal:
            _order_by_counts(groups)
        _merge(groups, nominal)
        _absorb_small(groups, nominal)
        chi2 = _whole_chi2(groups) if len(groups) > 1 else 0.0
        critical = float(self.a["critical"][int(nominal), categories, len(groups)])
        return Result(chi2, critical, len(groups))

    def test(self, predictor: int, analysis: int) -> int:
        """Return the cost of one predictor in one appendix."""
        want = int(self.a["want"][predictor, analysis])
        if want < 0:
            return 0
        result = self.result(predictor, analysis)
        cost = 0
        if want != result.significant:
            cost += WRONG_ANSWER + int(
                1000 * min(abs(result.chi2 - result.critical) / result.critical, 2.0)
            )
        printed = float(self.a["chi2"][predictor, analysis])
        if want == 1 and printed > 0:
            near = self.a["near"]
            distance = abs(result.chi2 - printed)
            cost += int(near[min(int(1000 * distance), len(near) - 1)])
            cost += FAR if distance > FAR_SHARE * printed else 0
            off = abs(result.df - int(self.a["df"][predictor, analysis]))
            cost += WRONG_DF + PER_DF * off if off else 0
        return cost

    def _enter(self, unit: int, group: int, sign: int) -> None:
        for predictor, level in enumerate(self.a["level"][:, unit]):
            if level >= 0:
                self.count[predictor, level, group] += sign
        self.size[unit, group] += sign
        if len(self.sum):
            self.sum += sign * self.a["weight"][:, unit, group]

    def _off_goals(self) -> int:
        off = self.sum - self.a["goal"]
        off = np.where(self.a["at_most"] > 0, np.maximum(off, 0), np.abs(off))
        return int((off * self.a["penalty"]).sum())

    def _try(self, words: list[int], limit: int) -> None:
        alone_percentage, min_exits, movers = self.a["rules"].tolist()
        i, j, alone = words[0] % movers, words[1] % movers, words[2] % 100 < alone_percentage
        one, other = int(self.a["class_of"][i]), int(self.a["class_of"][j])
        here = int(self.unit[i])
        there = words[3] % len(self.size) if alone else int(self.unit[j])
        allowed = self.a["allowed"]
        if here == there or not allowed[there, one]:
            return
        if not alone and (one == other or not allowed[here, other]):
            return
        moves = [(one, here, there)] if alone else [(one, here, there), (other, there, here)]
        before = self._off_goals()
        self.go(moves)
        if self._within((here, there), min_exits):
            extra = self._off_goals() - before
            groups = {one} if alone else {one, other}
            fresh = {at: self.test(*at) for at in self.touched(here, there, groups, alone=alone)}
            if extra <= limit + GOALS_ALONE:
                extra += sum(cost - int(self.a["cost"][at]) for at, cost in fresh.items())
            if extra <= limit:
                for at, cost in fresh.items():
                    self.a["cost"][at] = cost
                self.unit[i] = there
                if not alone:
                    self.unit[j] = here
                return
        self.go([(group, to, came) for group, came, to in moves])

    def go(self, moves: list[tuple[int, int, int]]) -> None:
        """Let people of a class go from one unit to another: (class, from, to) each."""
        for group, here, there in moves:
            self._enter(here, group, -1)
            self._enter(there, group, 1)

    def _within(self, units: tuple[int, int], min_exits: int) -> bool:
        sizes = self.size[list(units)]
        total = sizes.sum(axis=1)
        low, high = self.a["low"][list(units)], self.a["high"][list(units)]
        exits = total - sizes[:, GUIDED]
        return bool(((total >= low) & (total <= high) & (exits >= min_exits)).all())

    def touched(
        self, here: int, there: int, groups: set[int], *, alone: bool
    ) -> Iterator[tuple[int, int]]:
        """Yield predictor and appendix of each test that moves between two units can change."""
        level = self.a["level"]
        touched = [
            analysis
            for analysis, group in enumerate(CLASS_OF_ANALYSIS)
            if alone or group in groups or (analysis > GUIDED and groups & {GUIDED, OTHER})
        ]
        for predictor in np.flatnonzero(level[:, here] != level[:, there]).tolist():
            # Its levels are in another order when somebody in guidance went.
            whole = self.a["form"][predictor] and GUIDED in groups
            for analysis in range(ANALYSES) if whole else touched:
                yield predictor, analysis

    def _table(self, predictor: int, analysis: int) -> list[Group]:
        counts = self.count[predictor].astype(np.float64)
        first = counts[:, CLASS_OF_ANALYSIS[analysis]]
        size = counts.sum(axis=1)
        value = np.arange(len(size), dtype=np.float64)
        form, fixed = int(self.a["form"][predictor]), self.a["value"][predictor]
        if form:
            guided = counts[:, GUIDED]
            with np.errstate(divide="ignore", invalid="ignore"):
                value = fixed / guided if form == VALUE_OVER_GUIDED else guided / fixed
            value = np.where(guided == 0, 0.0, value)
            if form == VALUE_OVER_GUIDED:
                size = np.where(guided == 0, 0.0, size)
        if analysis > GUIDED:
            size = size - counts[:, GUIDED] - counts[:, OTHER]
        rows = [(value[at], first[at], size[at]) for at in range(len(size)) if size[at] > 0]
        rows.sort(key=lambda row: row[0])
        if self.a["kind"][predictor] != 2:
            return [[a, n] for _, a, n in rows]
        return _binned(rows)


def _binned(rows: list[tuple[float, float, float]]) -> list[Group]:
    """Return quantile bins as the splits do; equal values share one."""
    equal: dict[float, Group] = {}
    for value, a, n in rows:
        group = equal.setdefault(value, [0.0, 0.0])
        group[0] += a
        group[1] += n
    total, up_to = int(sum(n for _, n in equal.values())), 0
    bins: dict[int, Group] = {}
    for a, n in equal.values():
        up_to += int(n)
        place = bins.setdefault((2 * up_to - int(n) + 1) * 10 // (2 * (total + 1)), [0.0, 0.0])
        place[0] += a
        place[1] += n
    return list(bins.values())


def _pair_chi2(one: Group, other: Group) -> float:
    (a, n), (c, m) = one, other
    b, d = n - a, m - c
    gap = a * d - b * c
    weight = (a + c) * (b + d) * (n * m)
    return gap * gap * (n + m) / (weight + (weight == 0))


def _order_by_counts(groups: list[Group]) -> None:
    """Sort as `splits.batch` does: by size, then by the smaller class."""
    first = sum(a for a, _ in groups)
    second = sum(n - a for a, n in groups)
    spread = [sum(a * a for a, _ in groups), sum((n - a) ** 2 for a, n in groups)]
    swapped = second < first or (second == first and spread[1] < spread[0])
    groups.sort(key=lambda group: (group[1], group[1] - group[0] if swapped else group[0]))


def _merge(groups: list[Group], nominal: bool) -> None:
    while len(groups) > 2:
        least, pair = np.inf, (0, 1)
        for i in range(len(groups) - 1):
            for j in range(i + 1, len(groups) if nominal else i + 2):
                chi2 = _pair_chi2(groups[i], groups[j])
                # The first of equals: a later one must be clearly less.
                if chi2 < least * (1 - TIE):
                    least, pair = chi2, (i, j)
        if not least < CRITICAL_MERGE:
            return
        _join(groups, *pair)


def _absorb_small(groups: list[Group], nominal: bool) -> None:
    while len(groups) > 1:
        smallest = min(range(len(groups)), key=lambda at: groups[at][1])
        if groups[smallest][1] >= MIN_CHILD:
            return
        least, other = np.inf, -1
        for at, group in enumerate(groups):
            if at == smallest or not (nominal or abs(at - smallest) == 1):
                continue
            chi2 = _pair_chi2(groups[smallest], group)
            if other < 0 or chi2 < least * (1 - TIE):
                least, other = chi2, at
        _join(groups, min(smallest, other), max(smallest, other))


def _join(groups: list[Group], kept: int, gone: int) -> None:
    a, n = groups.pop(gone)
    groups[kept] = [groups[kept][0] + a, groups[kept][1] + n]


def _whole_chi2(groups: list[Group]) -> float:
    first = sum(a for a, _ in groups)
    total = sum(n for _, n in groups)
    if first in (0, total):
        return 0.0
    chi2 = 0.0
    for a, n in groups:
        gap = a * total - n * first
        chi2 += gap * gap / (n * first * (total - first))
    return chi2
