"""Does when somebody was first followed hang together with when they left?

A curve corrected for delayed entry takes for granted that it does not: that whoever came in late
leaves as fast, at equal duration, as whoever was followed from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Masks
from perspectief_core.shares import meaning
from perspectief_core.survival.histories import Histories, Ties, event_times


@dataclass(frozen=True, slots=True)
class EntryTest:
    """Kendall's tau of entry and exit among pairs that can be compared, and p of 'none'.

    Above 0: who was first followed later in their stay, leaves later. `pairs` are those compared.
    """

    tau: float
    pairs: int
    z: float
    p: float

    @property
    def more_than_chance(self) -> bool:
        """Whether entry and exit hang together more than chance gives."""
        return meaning.more_than_chance(self.p)


def entry_test(people: Histories, ties: Ties = "outcomes_first") -> EntryTest | None:
    """Test whether exits are independent of entries, given that someone was followed.

    Parameters
    ----------
    people : Histories
    ties
        With `censored_first` whoever is censored at the time of an outcome is not compared there;
        with any other they are.

    Returns
    -------
    EntryTest or None
        None when no two people with another entry can be compared.

    Notes
    -----
    At each time of an outcome whoever left is compared with everyone else at risk: later or earlier
    entry. Given who is at risk, everyone there is as likely to be the one who left; the variance is
    that of drawing them without replacement, which keeps equal entries and equal exits exact.

    References
    ----------
    Tsai, W.-Y. (1990). Testing the assumption of independence of truncation time and failure time.
    Biometrika 77, 169–177. Martin, E. C. & Betensky, R. A. (2005). Testing quasi-independence of
    failure and truncation times via conditional Kendall's tau. JASA 100, 484–492.

    Examples
    --------
    Who came in late left early.

    >>> from perspectief_core.survival.histories import histories
    >>> people = histories([9, 8, 7, 4, 5], [1, 1, 1, 1, 1], [0, 0, 0, 3, 3])
    >>> tested = entry_test(people)
    >>> round(tested.tau, 2), tested.pairs
    (-1.0, 6)
    """
    entry = np.repeat(people.entry, people.weight.astype(np.int64))
    exit_ = np.repeat(people.exit, people.weight.astype(np.int64))
    event = np.repeat(people.event, people.weight.astype(np.int64))
    total = variance = 0.0
    pairs = 0
    for time in event_times(people):
        there = (entry < time) & (exit_ >= time)
        if ties == "censored_first":
            there &= (exit_ > time) | (event > 0)
        left = (exit_[there] == time) & (event[there] > 0)
        ahead, compared = _against_others(entry[there], left)
        total += float(ahead[left].sum())
        variance += _variance(ahead, int(left.sum()))
        pairs += compared
    if not pairs or not variance:
        return None
    z = total / float(np.sqrt(variance))
    return EntryTest(tau=total / pairs, pairs=pairs, z=z, p=2 * float(scipy.special.ndtr(-abs(z))))


def _against_others(entry: Floats, left: Masks) -> tuple[Floats, int]:
    """Return of everyone at risk how many others entered later less how many entered earlier, and
    the number of pairs of who left and who stayed with another entry."""
    n = len(entry)
    # Ranks count how many are smaller and equal: larger less smaller is n + 1 − 2·rank.
    ahead: Floats = n + 1 - 2 * scipy.stats.rankdata(entry)
    stayed = entry[~left]
    same = sum(int((stayed == moment).sum()) for moment in entry[left])
    return ahead, int(left.sum()) * len(stayed) - same


def _variance(ahead: Floats, left: int) -> float:
    """Return the variance of the sum over `left` of them, drawn without replacement; mean 0."""
    n = len(ahead)
    return left * (n - left) / (n - 1) * float((ahead**2).mean()) if n > 1 else 0.0
