"""Correction for the number of comparisons made, so that one of them rarely misleads."""

from __future__ import annotations

from collections.abc import Sequence


def holm(ps: Sequence[float | None]) -> tuple[float | None, ...]:
    """Return p values adjusted by Holm's method, in the order given; None stays None.

    Notes
    -----
    The smallest of m is multiplied by m, the next by m − 1, and so on; none becomes smaller than
    one before it. With no difference anywhere, the chance that any adjusted p is at most 0.05 is at
    most 5 %, however the comparisons hang together.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian J. of
    Statistics 6, 65–70.

    Examples
    --------
    >>> [None if p is None else round(p, 3) for p in holm([0.01, 0.04, None, 0.03])]
    [0.03, 0.06, None, 0.06]
    """
    known = sorted((p, at) for at, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    largest = 0.0
    for rank, (p, at) in enumerate(known):
        largest = max(largest, min(p * (len(known) - rank), 1.0))
        adjusted[at] = largest
    return tuple(adjusted)
