"""A few steunpunten beside each other on what became of their people, from published tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.beside.beside import (
    OTHERS,
    BesideEachOther,
    BesideGroup,
    BesideRow,
    Topic,
    check_groups,
)
from perspectief_core.data import contract
from perspectief_core.differences.exact import exact_p
from perspectief_core.differences.holm import holm
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.people.outcomes import GroupOutcomes, OutcomeDistribution
from perspectief_core.released.counts import Released, RoundedGroups, counted, ends
from perspectief_core.shares import intervals, meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share


def beside(
    released: Released, topic: Topic, groups: tuple[str, ...], mid_p: bool = False
) -> BesideEachOther:
    """Return the outcomes of steunpunten that are shown by themselves, beside each other.

    A row differs only when it does for the counts nearest to each other that are published as these
    are. Of the other rows nothing is said: that no difference can be seen may come from rounding.

    Raises
    ------
    Withheld
        On another topic, or when one of the groups is not shown by itself.
    ValueError
        As `beside.beside.beside`.
    """
    if topic != "uitkomsten":
        raise Withheld("averages" if topic == "getallen" else "not_published")
    shown = {group.group: group for group in released.by("steunpunt").groups}
    check_groups(groups)
    if not set(groups) <= {*shown, OTHERS}:
        raise Withheld("too_few")
    chosen = _Chosen(groups, shown, released.distribution())
    by_outcome = [(outcome, chosen.groups(outcome)) for outcome in contract.OUTCOMES]
    ps = [_p(own, mid_p) for _, own in by_outcome]
    adjusted = holm(ps)
    rows = tuple(
        _row(outcome, own, p, p_adjusted)
        for (outcome, own), p, p_adjusted in zip(by_outcome, ps, adjusted, strict=True)
    )
    return BesideEachOther(
        topic=topic,
        groups=tuple(
            BesideGroup(code, share.total)
            for code, share in zip(groups, by_outcome[0][1].shares, strict=True)
        ),
        rows=rows,
        comparisons=sum(p is not None for p in ps),
        missing=(),
        mid_p=mid_p,
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The groups to lay beside each other, among all that are shown."""

    codes: tuple[str, ...]
    shown: dict[str, GroupOutcomes]
    everyone: OutcomeDistribution

    def groups(self, outcome: str) -> RoundedGroups:
        """Return their shares of an outcome, with the counts that these can stand for."""
        own = {code: self.shown[code].share_of(outcome) for code in self.codes if code != OTHERS}
        by_code = {code: (share, *ends(share)) for code, share in own.items()}
        if OTHERS in self.codes:
            by_code[OTHERS] = self._others(self.everyone.share_of(outcome), tuple(own.values()))
        rows = [by_code[code] for code in self.codes]
        return RoundedGroups(
            self.codes,
            tuple(share for share, _, _ in rows),
            np.array([low for _, low, _ in rows], dtype=np.int64),
            np.array([high for _, _, high in rows], dtype=np.int64),
        )

    def _others(self, whole: Share, own: tuple[Share, ...]) -> tuple[Share, int, int]:
        """Return everyone but those chosen."""
        total = Rounded(whole.total).without(*(Rounded(part.total) for part in own))
        count = counted(whole).without(*map(counted, own)).at_most(total)
        low, high = count.bounds
        return intervals.share(count, total), low, min(high, int(total))


def _p(groups: RoundedGroups, mid_p: bool) -> float | None:
    """Return the p of the counts that are possible and nearest to one share for all."""
    together = int(groups.totals.sum())
    if not together:
        return None
    chance = sum(int(share.count) for share in groups.shares) / together
    p = exact_p(groups.closest(chance), mid_p)
    # Where everybody or nobody can have it, there is nothing to find.
    return 1.0 if p is None else p


def _row(
    outcome: str, groups: RoundedGroups, p: float | None, p_adjusted: float | None
) -> BesideRow:
    return BesideRow(
        code=outcome,
        values=groups.shares,
        p=p,
        p_adjusted=p_adjusted,
        state="verschilt" if meaning.more_than_chance(p_adjusted) else "afgerond",
        too_small=(),
        large=None,
        step=None,
    )
