"""A second, literal CHAID: one table at a time, exact arithmetic, no speed.

Written from the published description only; it shares no code with `perspectief_core.splits`.
Statistics are fractions (Pearson) or 50-digit decimals (likelihood ratio).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb, exp, factorial, lgamma, log, sqrt

from scipy.stats import norm

TIE = Fraction(1, 10**12)


@dataclass
class Table:
    """`cells` maps a category's position to its counts; None is missing."""

    kind: str
    cells: dict[int | None, list[int]]


@dataclass
class Rules:
    alpha_merge: float = 0.05
    alpha_split: float = 0.05
    alpha_split_merge: float | None = None
    min_child: int = 50
    exhaustive: bool = False
    bonferroni: bool = True
    statistic: str = "pearson"
    missing: str = "category"


@dataclass
class Result:
    groups: list[list[int | None]]
    chi2: float
    df: int
    log_p: float
    multiplier: int
    log_p_adjusted: float
    categories: int
    classes: int


def upper_tail(x: float, df: int) -> float:
    """Log p as a finite sum: Abramowitz & Stegun 26.4.4 and 26.4.5."""
    if df == 0 or x == 0:
        return 0.0
    half = x / 2
    if df % 2 == 0:
        logs = [-half + k * log(half) - lgamma(k + 1) for k in range(df // 2)]
    else:
        logs = [log(2) + norm.logsf(sqrt(x))]
        logs += [
            -half + (k - 0.5) * log(half) - lgamma(k + 0.5) for k in range(1, (df - 1) // 2 + 1)
        ]
    top = max(logs)
    return min(top + log(sum(exp(value - top) for value in logs)), 0.0)


def statistic(rows: list[list[int]], kind: str) -> tuple[Fraction | Decimal, int]:
    """Chi-square and degrees of freedom of a table, without empty rows and columns."""
    rows = [row for row in rows if sum(row)]
    columns = [column for column in zip(*rows, strict=True) if sum(column)]
    if len(rows) < 2 or len(columns) < 2:
        return Fraction(0), 0
    total = sum(map(sum, columns))
    df = (len(rows) - 1) * (len(columns) - 1)
    terms = [
        (column[i], Fraction(sum(rows[i]) * sum(column), total))
        for column in columns
        for i in range(len(rows))
    ]
    if kind == "pearson":
        return sum(((n - m) ** 2 / m for n, m in terms), Fraction(0)), df
    with localcontext() as context:
        context.prec = 50
        g2 = Decimal(0)
        for n, m in terms:
            if n:
                g2 += 2 * n * (Decimal(n) * m.denominator / m.numerator).ln()
        return (g2 if g2 > Decimal("1e-25") else Decimal(0)), df


def at_most(log_p: float, alpha: float) -> bool:
    return alpha > 0 and log_p <= log(alpha)


class Naive:
    def __init__(self, table: Table, rules: Rules) -> None:
        self.rules = rules
        self.nominal = table.kind == "nominal"
        cells = {key: row for key, row in table.cells.items() if sum(row)}
        if rules.missing == "exclude":
            cells.pop(None, None)
        self.cells = cells
        self.floating = None in cells and not self.nominal
        ordinary = [key for key in cells if key is not None or self.nominal]
        self.order = self._tie_order(ordinary) if self.nominal else sorted(ordinary)

    def _tie_order(self, keys: list) -> list:
        rows = [self.cells[key] for key in keys]
        columns = list(zip(*rows, strict=True))
        by_size = sorted(
            range(len(columns)), key=lambda j: (sum(columns[j]), sum(n * n for n in columns[j]), j)
        )
        by_name = sorted(keys, key=lambda key: (key is None, key or 0))
        return sorted(
            by_name,
            key=lambda key: (sum(self.cells[key]), [self.cells[key][j] for j in by_size]),
        )

    def counts(self, group: list) -> list[int]:
        return [sum(cells) for cells in zip(*(self.cells[key] for key in group), strict=True)]

    def test(self, groups: list[list]) -> tuple[Fraction | Decimal, int, float]:
        value, df = statistic([self.counts(group) for group in groups], self.rules.statistic)
        return value, df, upper_tail(float(value), df)

    def pairs(self, groups: list[list]) -> list[tuple[list, list]]:
        if self.nominal:
            return list(combinations(groups, 2))
        plain = [group for group in groups if group != [None]]
        pairs = list(pairwise(plain))
        if [None] in groups:
            pairs += [(group, [None]) for group in plain]
        return pairs

    def more_alike(self, one: tuple, other: tuple) -> bool:
        """Whether `one` has clearly the larger p value."""
        if one[1] == other[1]:
            return Fraction(one[0]) < Fraction(other[0]) * (1 - TIE)
        return one[2] > other[2] * (1 - 1e-12)

    def most_alike(self, pairs: list[tuple[list, list]]) -> tuple[list, list]:
        best, best_test = pairs[0], self.test(list(pairs[0]))
        for pair in pairs[1:]:
            test = self.test(list(pair))
            if self.more_alike(test, best_test):
                best, best_test = pair, test
        return best

    def merged(self, groups: list[list], one: list, other: list) -> list[list]:
        rest = [group for group in groups if group not in (one, other)]
        together = sorted(one + other, key=self.position)
        return sorted([*rest, together], key=lambda group: self.position(group[0]))

    def position(self, key: int | None) -> int:
        return self.order.index(key) if key in self.order else len(self.order)

    def run(self) -> Result:
        groups = [[key] for key in self.order]
        groups = self.merge_exhaustively(groups) if self.rules.exhaustive else self.merge(groups)
        if self.floating:
            groups = self.place_missing(groups)
        groups = self.absorb(groups)
        return self.result(groups)

    def merge(self, groups: list[list]) -> list[list]:
        seen = [groups]
        while len(groups) > 2:
            one, other = self.most_alike(self.pairs(groups))
            if at_most(self.test([one, other])[2], self.rules.alpha_merge):
                break
            groups = self.merged(groups, one, other)
            groups = self.resplit(groups, sorted(one + other, key=self.position))
            if groups in seen:
                break
            seen.append(groups)
        return groups

    def resplit(self, groups: list[list], new: list) -> list[list]:
        alpha = self.rules.alpha_split_merge
        if alpha is None or len(new) < 3 or (self.nominal and len(new) > 12):
            return groups
        if self.nominal:
            splits = [
                (
                    [new[0], *chosen],
                    [key for key in new[1:] if key not in chosen],
                )
                for size in range(len(new) - 1)
                for chosen in combinations(new[1:], size)
            ]
        else:
            splits = [(new[:cut], new[cut:]) for cut in range(1, len(new))]
        best, best_test = splits[0], self.test(list(splits[0]))
        for split in splits[1:]:
            test = self.test(list(split))
            if self.more_alike(best_test, test):
                best, best_test = split, test
        if not at_most(best_test[2], alpha):
            return groups
        rest = [group for group in groups if group != new]
        return sorted([*rest, *best], key=lambda group: self.position(group[0]))

    def merge_exhaustively(self, groups: list[list]) -> list[list]:
        best, best_log_p = groups, self.test(groups)[2] if groups else 0.0
        while len(groups) > 2:
            groups = self.merged(groups, *self.most_alike(self.pairs(groups)))
            log_p = self.test(groups)[2]
            if log_p <= best_log_p * (1 - 1e-12):
                best, best_log_p = groups, log_p
        return best

    def place_missing(self, groups: list[list]) -> list[list]:
        apart = [*groups, [None]]
        if len(groups) < 2:
            return apart
        nearest, _ = self.most_alike([(group, [None]) for group in groups])
        joined = [[*group, None] if group == nearest else group for group in groups]
        together, separate = self.test(joined)[2], self.test(apart)[2]
        return joined if together <= separate * (1 - 1e-12) else apart

    def absorb(self, groups: list[list]) -> list[list]:
        while len(groups) > 1:
            size = [sum(self.counts(group)) for group in groups]
            if min(size) >= self.rules.min_child:
                break
            small = groups[size.index(min(size))]
            allowed = self.pairs_of(groups, small)
            other = self.most_alike([(small, group) for group in allowed])[1]
            rest = [group for group in groups if group not in (small, other)]
            keys = sorted(small + other, key=self.position)
            groups = sorted([*rest, keys], key=lambda group: self.position(group[0]))
        return groups

    def pairs_of(self, groups: list[list], small: list) -> list[list]:
        return [
            group
            for group in groups
            if group != small
            and any(small in pair and group in pair for pair in self.pairs(groups))
        ]

    def result(self, groups: list[list]) -> Result:
        table = [self.counts(group) for group in groups]
        value, df = statistic(table, self.rules.statistic)
        log_p = upper_tail(float(value), df)
        factor = self.multiplier(len(self.cells), len(groups))
        shown = [sorted(group, key=lambda key: (key is None, key or 0)) for group in groups]
        classes = sum(any(column) for column in zip(*self.cells.values(), strict=True))
        return Result(
            groups=sorted(shown, key=lambda group: (group[0] is None, group[0] or 0)),
            chi2=float(value),
            df=df,
            log_p=log_p,
            multiplier=factor,
            log_p_adjusted=min(log_p + log(factor), 0.0),
            categories=len(self.cells),
            classes=classes,
        )

    def multiplier(self, c: int, r: int) -> int:
        if not self.rules.bonferroni or r < 2:
            return 1
        if self.rules.exhaustive:
            if c <= 2:
                return 1
            return c * (c * c - 1) // 2 if self.nominal else c * (c - 1) // 2
        if r == c:
            return 1
        if self.nominal:
            total = sum(
                Fraction((-1) ** v * (r - v) ** c, factorial(v) * factorial(r - v))
                for v in range(r)
            )
            assert total.denominator == 1
            return int(total)
        if self.floating:
            return comb(c - 2, r - 2) + r * comb(c - 2, r - 1)
        return comb(c - 1, r - 1)


def naive_test(table: Table, rules: Rules) -> Result:
    return Naive(table, rules).run()


@dataclass
class NaiveNode:
    parent: int | None
    depth: int
    rows: list[int]
    counts: list[int]
    predictor: str | None = None
    groups: list[list[int | None]] | None = None
    result: Result | None = None


def naive_tree(columns, kinds, outcome, weights, rules, limits):
    """Grow on lists: `columns[name][row]` is a category's position or None; limits as a dict."""
    classes = max(outcome) + 1
    nodes = [NaiveNode(None, 0, list(range(len(outcome))), [])]
    at = 0
    while at < len(nodes):
        node = nodes[at]
        node.counts = _tally(node.rows, outcome, weights, classes)
        if (
            sum(count > 0 for count in node.counts) > 1
            and node.depth < limits["max_depth"]
            and sum(node.counts) >= limits["min_parent"]
        ):
            _split(nodes, at, columns, kinds, outcome, weights, rules)
        at += 1
    return nodes


def _tally(rows, outcome, weights, classes):
    counts = [0] * classes
    for row in rows:
        counts[outcome[row]] += weights[row]
    return counts


def _split(nodes, at, columns, kinds, outcome, weights, rules):
    node = nodes[at]
    best = None
    for name, values in columns.items():
        cells = {}
        for row in node.rows:
            cells.setdefault(values[row], [0] * len(node.counts))[outcome[row]] += weights[row]
        result = naive_test(Table(kinds[name], cells), rules)
        if result.df and (
            best is None or result.log_p_adjusted < best[1].log_p_adjusted * (1 + 1e-12)
        ):
            best = (name, result)
    if best is None or not at_most(best[1].log_p_adjusted, rules.alpha_split):
        return
    node.predictor, node.result = best
    node.groups = best[1].groups
    for group in best[1].groups:
        rows = [row for row in node.rows if columns[best[0]][row] in group]
        nodes.append(NaiveNode(at, node.depth + 1, rows, []))
