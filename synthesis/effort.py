"""How much is searched, who is told, and the search of one step from several starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from synthesis.annealing import Problem, Schedule, anneal, goals_hold
from synthesis.search import Ints, SearchError, Undo, cool, cooling

FEWEST_MOVES = 500_000
"""With fewer, also of a small share, the goals are not reached."""
SETTLINGS = 6
HEAVY, SETTLING = 100, Schedule(200_000, 50.0, 0.05)


@dataclass(frozen=True, slots=True)
class Effort:
    """The share of the moves of a full search that is made, and what gets a line per step."""

    share: float
    progress: Callable[[str], None]

    def of(self, schedule: Schedule) -> Schedule:
        """Return the schedule with this share of its moves."""
        return replace(schedule, moves=self.tries(schedule.moves))

    def tries(self, most: int) -> int:
        """Return this share of a number of tries."""
        return max(1, round(most * self.share))


@dataclass(frozen=True, slots=True)
class Search:
    """What a step of the search draws from and how much it may do."""

    rng: np.random.Generator
    effort: Effort

    def tell(self, what: str, cost: float) -> None:
        """Give a line of progress about what a search left."""
        self.effort.progress(f"  {what}: {cost:.1f} from the published tests")

    def cool(
        self,
        energy: Callable[[], float],
        change: Callable[[], Undo],
        tries: int,
        heat: tuple[float, float],
    ) -> float:
        """Change things at random while it cools, with this effort; see `search.cool`."""
        return cool(energy, change, cooling(self.rng, self.effort.tries(tries), *heat))

    def best(self, problem: Problem, units: Ints, schedule: Schedule, what: str) -> Ints:
        """Return the best units of some searches from the same start, and tell what they cost.

        The first without cost ends the searches.

        Parameters
        ----------
        problem, units, schedule
            See `annealing.anneal`.
        what : str
            What is searched, for the progress and the error.

        Raises
        ------
        SearchError
            When a goal of the problem does not hold at the end.
        """
        moves = max(self.effort.tries(schedule.moves), min(FEWEST_MOVES, schedule.moves))
        best, lowest = units, np.inf
        for _ in range(self.effort.tries(schedule.starts)):
            tried, cost = anneal(problem, units, replace(schedule, moves=moves), self.rng)
            if cost < lowest:
                best, lowest = tried, cost
            if lowest == 0:
                break
        if not goals_hold(problem, best):
            best = self._settled(problem, best, what)
        self.tell(what, lowest)
        return best

    def _settled(self, problem: Problem, units: Ints, what: str) -> Ints:
        """Return units in which the goals hold, which now weigh more than any test."""
        goals = tuple(replace(goal, penalty=HEAVY * goal.penalty) for goal in problem.goals)
        heavier = replace(problem, goals=goals)
        for _ in range(SETTLINGS):
            units, _ = anneal(heavier, units, SETTLING, self.rng)
            if goals_hold(problem, units):
                return units
        raise SearchError(f"{what}: the published counts were not reached")
