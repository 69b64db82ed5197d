"""Growing a tree, level by level.

All nodes of a level are counted in one pass over the rows and tested as one batch of tables. Where
the rows are makes no difference: only their counts are asked for (`rows.Rows`).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.contingency import Coded
from perspectief_core.splits.examining import Examination, at_most, examine
from perspectief_core.splits.rows import Held, Route, Rows
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.statistics import TIE
from perspectief_core.splits.test_result import SplitTest
from perspectief_core.splits.tree import Node, Stop, Tree, narrow

_TABLE_CELLS_AT_ONCE = 1 << 22
"""Counts held at once while a level is tested: 32 MB."""


def grow(coded: Coded | Rows, settings: Settings | None = None) -> Tree:
    """Grow a tree.

    Parameters
    ----------
    coded
        The rows, in memory or anything that counts them.
    settings
        Rules.

    Returns
    -------
    The tree. The predictor with the smallest adjusted p value splits a node if that is at most
    `alpha_split`; of predictors that are equal (log p within a share of 1e-12) the first one given.
    A predictor whose groups could not reach `min_child` is passed over.

    Raises
    ------
    ValueError
        `settings.force` is not among the predictors.

    Notes
    -----
    With `missing="exclude"` rows that miss the predictor of a split stay behind in its node: its
    children then add up to less.

    References
    ----------
    Kass, G.V. (1980). An exploratory technique for investigating large quantities of categorical
    data. Applied Statistics 29(2), 119-127.

    Examples
    --------
    >>> import pandas as pd
    >>> from perspectief_core.splits import ColumnSpec, TargetSpec, encode
    >>> frame = pd.DataFrame({"groep": ["a", "b"] * 200, "uit": ["ja", "nee", "ja", "ja"] * 100})
    >>> coded = encode(frame, [ColumnSpec("groep", "nominal")], TargetSpec("uit", "ja"))
    >>> [(node.n, node.counts) for node in grow(coded).nodes]
    [(400, (100, 300)), (200, (0, 200)), (200, (100, 100))]
    """
    settings = settings or Settings()
    rows = Held(coded) if isinstance(coded, Coded) else coded
    names = [predictor.name for predictor in rows.predictors]
    if settings.force is not None and settings.force not in names:
        raise ValueError(f"`force` must be one of the predictors, but was {settings.force}")
    growth = _Growth(rows, settings)
    while growth.open:
        growth.split_level()
    return Tree(rows.target, rows.predictors, settings, tuple(growth.nodes))


class _Growth:
    """A tree under construction: its nodes, the open ones, and the rows in them."""

    def __init__(self, rows: Rows, settings: Settings) -> None:
        self._settings = settings
        self._rows = rows
        root = Node(
            id=0,
            parent=None,
            depth=0,
            counts=tuple(rows.totals().tolist()),
            rule=(),
            split=None,
            children=(),
            stop=None,
        )
        self.nodes: list[Node] = []
        self.open: list[int] = []
        self._add(root)

    def _add(self, node: Node) -> int:
        """Add a node and return its place among the open ones; -1 when it is a leaf."""
        stop = self._stop(node)
        self.nodes.append(replace(node, stop=stop))
        if stop is not None:
            return -1
        self.open.append(node.id)
        return len(self.open) - 1

    def _stop(self, node: Node) -> Stop | None:
        if sum(observed > 0 for observed in node.counts) < 2:
            return Stop.PURE
        if node.depth >= self._settings.max_depth:
            return Stop.MAX_DEPTH
        if node.n < self._settings.min_parent:
            return Stop.MIN_PARENT
        return None

    def split_level(self) -> None:
        """Split all open nodes, or close them; the children that may split are the next level."""
        parents, self.open = self.open, []
        predictors = self._rows.predictors
        n_codes = max((predictor.size for predictor in predictors), default=0)
        chosen = np.zeros(len(parents), dtype=np.int64)
        goes_to = np.full((len(parents), max(n_codes, 1)), -1)
        per_node = max(len(predictors) * n_codes * len(self._rows.target.labels), 1)
        step = max(_TABLE_CELLS_AT_ONCE // per_node, 1)
        for start in range(0, len(parents), step):
            counts = self._rows.count(start, min(step, len(parents) - start))
            examined = examine(counts, predictors, self._settings)
            for offset in range(len(counts)):
                place = start + offset
                row = self._choose(examined, offset, parents[place])
                if row is not None:
                    (test,) = examined.split_tests(slice(row, row + 1))
                    chosen[place] = row % len(predictors)
                    table = counts[offset, chosen[place]]
                    goes_to[place, : len(test.assignment)] = self._split(
                        parents[place], test, table
                    )
        if self.open:
            self._rows.descend(Route(chosen, goes_to))

    def _choose(self, examined: Examination, offset: int, parent: int) -> int | None:
        """Return the table that splits a node; otherwise close the node with the reason why."""
        width = len(self._rows.predictors)
        tables = slice(offset * width, (offset + 1) * width)
        forced = self._settings.force if parent == 0 else None
        if forced is not None:
            names = [predictor.name for predictor in self._rows.predictors]
            row = offset * width + names.index(forced)
            tables = slice(row, row + 1)
        able = examined.grouped.df[tables] > 0
        if able.any():
            adjusted = np.where(able, examined.log_p_adjusted[tables], np.inf)
            best = _first_smallest(adjusted)
            if forced is not None or at_most(adjusted[best], self._settings.alpha_split):
                return int(tables.start) + best
        stop = _why_not(examined, tables, able=bool(able.any()))
        self.nodes[parent] = replace(self.nodes[parent], stop=stop)
        return None

    def _split(self, parent: int, test: SplitTest, table: Ints) -> list[int]:
        """Add the children of a node; return the place of each code among the open nodes."""
        node = self.nodes[parent]
        assignment = np.array(test.assignment)
        children: list[int] = []
        places: list[int] = []
        for group, categories in enumerate(test.groups):
            counts = table[: len(assignment)][assignment == group].sum(axis=0)
            children.append(len(self.nodes))
            child = Node(
                id=len(self.nodes),
                parent=parent,
                depth=node.depth + 1,
                counts=tuple(counts.tolist()),
                rule=narrow(node.rule, test.predictor, categories),
                split=None,
                children=(),
                stop=None,
            )
            places.append(self._add(child))
        self.nodes[parent] = replace(node, split=test, children=tuple(children))
        return [places[group] if group >= 0 else -1 for group in test.assignment]


def _first_smallest(values: Floats) -> int:
    """Return the first of the smallest log p values, equal within the tolerance of ties."""
    return int((values <= values.min() * (1 - TIE)).argmax())


def _why_not(examined: Examination, tables: slice, *, able: bool) -> Stop:
    grouped = examined.grouped
    if able:
        return Stop.NOT_SIGNIFICANT
    varies = (grouped.categories[tables] > 1) & (grouped.classes[tables] > 1)
    return Stop.MIN_CHILD if varies.any() else Stop.NO_PREDICTOR_VARIES
