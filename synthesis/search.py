"""The one search used everywhere here: random changes, kept unless they make things worse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Undo = Callable[[], None]


class SearchError(RuntimeError):
    """No combination with the published figures was found; another seed may do."""


def descend(
    energy: Callable[[], float], change: Callable[[], Undo], what: str, tries: int = 200_000
) -> None:
    """Change things at random until `energy` is 0.

    Parameters
    ----------
    energy : callable
        Distance to what is wanted, 0 or more; 0 when it is reached.
    change : callable
        Makes one random change in place and returns what undoes it.
    what : str
        What is searched, for the error.
    tries : int
        Changes to try.

    Raises
    ------
    SearchError
        When `energy` is not 0 after `tries` changes.

    Notes
    -----
    Changes that leave the energy the same are kept: that lets the search leave a plateau.
    """
    current = cool(energy, change, [0.0] * tries)
    if current:
        raise SearchError(f"{what}: still {current:g} away after {tries} changes")


def cool(energy: Callable[[], float], change: Callable[[], Undo], limits: Iterable[float]) -> float:
    """Change things at random, keeping what is not worse than its limit; return the energy left.

    Parameters
    ----------
    energy, change
        See `descend`.
    limits : iterable of float
        By how much each change may be worse, 0 or more; the changes end when the energy is 0.
    """
    current = energy()
    for limit in limits:
        if current == 0:
            break
        undo = change()
        after = energy()
        if after > current + limit:
            undo()
        else:
            current = after
    return current


def cooling(rng: np.random.Generator, tries: int, hot: float, cold: float) -> Iterator[float]:
    """Yield a random limit for each change, of a temperature that falls geometrically.

    A change that costs `d` more is then made with probability exp(-d / temperature) (Metropolis).
    """
    for temperature in np.geomspace(hot, cold, tries):
        yield float(temperature * rng.standard_exponential())


def swap(values: Ints, i: int, j: int) -> Undo:
    """Swap two elements of `values` in place; return what swaps them back."""
    values[[i, j]] = values[[j, i]]

    def undo() -> None:
        values[[i, j]] = values[[j, i]]

    return undo


def divided(strata: pd.Series) -> tuple[Ints, list[Ints]]:
    """Return the number of everyone's stratum, and who is in each."""
    codes = pd.factorize(strata, sort=True)[0]
    return codes, [np.flatnonzero(codes == code) for code in range(codes.max() + 1)]


def swap_within(strata: pd.Series, values: Ints, rng: np.random.Generator) -> Callable[[], Undo]:
    """Return random swaps in place of two elements of `values` in the same stratum."""
    codes, members = divided(strata)

    def change() -> Undo:
        i = int(rng.integers(len(values)))
        return swap(values, i, int(rng.choice(members[codes[i]])))

    return change


def amounts_with_total(
    rng: np.random.Generator, weights: npt.NDArray[np.float64], total: int, bounds: tuple[int, int]
) -> Ints:
    """Return whole amounts within `bounds` that add up to `total`, larger where the weight is.

    Parameters
    ----------
    rng : Generator
    weights : array of shape (n,)
        Above 0.
    total : int
        Between n · lowest and n · highest.
    bounds : (int, int)
        Lowest and highest amount, inclusive.

    Raises
    ------
    SearchError
        When `total` cannot be reached within the bounds.
    """
    low, high = bounds
    if not low * len(weights) <= total <= high * len(weights):
        raise SearchError(f"no {len(weights)} amounts from {low} to {high} add up to {total}")
    amounts = np.full(len(weights), low, dtype=np.int64)
    while (left := total - int(amounts.sum())) > 0:
        room = np.where(amounts < high, weights, 0.0)
        extra = rng.multinomial(left, room / room.sum())
        amounts = np.minimum(amounts + extra, high)
    return amounts
