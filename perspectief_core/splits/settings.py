"""What the analyst may choose about a tree, with the defaults of SPSS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Statistic: TypeAlias = Literal["pearson", "likelihood_ratio"]
MissingRule: TypeAlias = Literal["category", "exclude"]

INTERVALS = 10
"""Most bins of a scale predictor."""
INTERVALS_RANGE = (2, 64)


def check_intervals(intervals: int) -> None:
    """Raise a ValueError when a scale cannot have this many bins at most."""
    least, most = INTERVALS_RANGE
    if not least <= intervals <= most:
        raise ValueError(f"`intervals` must be in the range [{least}, {most}], but was {intervals}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Rules of one screening or tree.

    Parameters
    ----------
    alpha_merge
        Two groups merge when the p value of their difference is above this. In [0, 1].
    alpha_split
        A predictor may split when its adjusted p value is at most this. In [0, 1].
    alpha_split_merge
        When given: a group just merged from three or more categories is split again at its best
        binary split if the p value of that split is at most this. In [0, 1].
    min_parent
        A node of fewer observations is not split.
    min_child
        A group of fewer observations joins the most similar group.
    max_depth
        Levels of splits below the root.
    exhaustive
        Merge down to two groups and keep the step with the smallest p value (Exhaustive CHAID).
    bonferroni
        Multiply p values by the number of ways the categories could have been grouped.
    statistic
        Chi-square of Pearson, or of the likelihood ratio.
    missing
        `category`: missing is one more category, which floats for ordinal and scale predictors;
        `exclude`: rows missing on a predictor do not count for that predictor.
    force
        Name of the predictor that must make the first split.
    """

    alpha_merge: float = 0.05
    alpha_split: float = 0.05
    alpha_split_merge: float | None = None
    min_parent: int = 100
    min_child: int = 50
    max_depth: int = 3
    exhaustive: bool = False
    bonferroni: bool = True
    statistic: Statistic = "pearson"
    missing: MissingRule = "category"
    force: str | None = None

    def __post_init__(self) -> None:
        for name in ("alpha_merge", "alpha_split", "alpha_split_merge"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"`{name}` must be in the range [0, 1], but was {value}")
        for name in ("min_parent", "min_child", "max_depth"):
            if getattr(self, name) < 0:
                raise ValueError(f"`{name}` must be at least 0, but was {getattr(self, name)}")
        if self.statistic not in ("pearson", "likelihood_ratio"):
            raise ValueError(
                f"`statistic` must be pearson or likelihood_ratio, but was {self.statistic}"
            )
        if self.missing not in ("category", "exclude"):
            raise ValueError(f"`missing` must be category or exclude, but was {self.missing}")
        if self.exhaustive and self.alpha_split_merge is not None:
            raise ValueError("`alpha_split_merge` has no meaning in exhaustive CHAID; leave it out")
