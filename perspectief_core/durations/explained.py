"""Who leaves sooner with an outcome, and who has it more often in the end: two models side by side.

Other outcomes stand in the way of the one asked. At equal duration they are set aside (per cause);
for how many have it in the end they count as staying without it (Fine and Gray). A characteristic
that makes people leave for another reason changes the second and not the first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from perspectief_core.cohort.filters import types_in
from perspectief_core.cohort.grouping import grouping
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.differences.holm import holm
from perspectief_core.durations.curves import whole_month_ties
from perspectief_core.durations.timelines import cause_of, spells
from perspectief_core.expected.describing import Meaning, describe, levels
from perspectief_core.expected.expecting import SCARCE, Carries, carries
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning
from perspectief_core.survival.hazard_ratio import HazardRatio, hazard_ratios
from perspectief_core.survival.histories import Ties
from perspectief_core.survival.regression import Spells, cox

TYPE = "werkwijze"
FROM_TIME = ("instroomperiode",)
"""Left out: the period of inflow says how long somebody can have been followed, which entry and
censoring say already."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One column: what it is of, and its ratio in both models.

    Of a number the ratio is for one spread of it (`of.spread`). `p` is per cause after Holm's
    correction over all columns.
    """

    of: Meaning
    cause: HazardRatio
    in_the_end: HazardRatio
    p: float

    @property
    def more_than_chance(self) -> bool:
        """Whether those leave sooner or later, per cause, than chance gives among so many."""
        return meaning.more_than_chance(self.p)


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Both models of one outcome; see `explained`.

    Parameters
    ----------
    n, events, parameters, steunpunten
        People with time at risk, those of them with the outcome, columns, and clusters.
    effects
        Empty where the data cannot carry the models.
    missing
        Columns that the extract lacks.
    """

    outcome: str
    typology: str
    n: int
    events: int
    parameters: int
    steunpunten: int
    effects: tuple[Effect, ...]
    missing: tuple[str, ...]

    @property
    def per_parameter(self) -> float | None:
        """Outcomes per column; None without columns."""
        return self.events / self.parameters if self.parameters else None

    @property
    def carries(self) -> Carries:
        """Whether there are outcomes enough for so many columns."""
        return carries(self.per_parameter, bool(self.effects))


def explained(cohort: Cohort, outcome: str, typology: str = "2") -> Explained:
    """Explain the time to one outcome by the type of working method and who came.

    Parameters
    ----------
    cohort : Cohort
    outcome : str
        One of `timelines.ENDINGS`, or `concreet`.
    typology : str
        One of `TYPOLOGIES`.

    Raises
    ------
    ValueError
        When the outcome or typology is unknown.

    Notes
    -----
    Time in whole months from inflow, late entry counted, ties by `whole_month_ties`. Both models
    are `regression.cox`, without a penalty, on the same columns. With fewer than `SCARCE` outcomes
    per column there is no model. The standard error is the larger of that with people as units and
    that with steunpunten: with some twenty clusters and nearly as many columns the second comes out
    too small (`docs/decisions/0105-two-models-of-time.md`).

    References
    ----------
    Latouche, A., Allignol, A., Beyersmann, J., Labopin, M. & Fine, J. P. (2013). A competing risks
    analysis should report results on all cause-specific hazards and cumulative incidence functions.
    Journal of Clinical Epidemiology 66, 648–653.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [(model.events, model.parameters, model.carries) for model in
    ...  (explained(everyone, outcome) for outcome in ("mob", "terugkeer"))]
    [(87, 15, 'krap'), (21, 15, 'niet')]
    """
    cause = cause_of(outcome)
    types_in(typology)  # Says what it may be; of the filter the column would be named.
    types = levels(grouping(cohort, f"werkwijze_{typology}"))
    who = describe(cohort, without=FROM_TIME)
    of = (*(replace(level, characteristic=TYPE) for level in types.meaning), *who.meaning)
    columns = np.column_stack([types.values, who.columns])
    people = spells(cohort, outcome, columns).followed()
    events = int((people.event == cause).sum())
    carried = bool(of) and events >= SCARCE * len(of)
    return Explained(
        outcome=outcome,
        typology=typology,
        n=len(people.exit),
        events=events,
        parameters=len(of),
        steunpunten=len(np.unique(people.cluster)),
        effects=_effects(people, cause, whole_month_ties(cohort), of) if carried else (),
        missing=who.missing,
    )


def _effects(people: Spells, cause: int, ties: Ties, of: tuple[Meaning, ...]) -> tuple[Effect, ...]:
    """Return the effects; none when either model is not settled by the data."""
    sooner, more = cox(people, cause, "cause", ties), cox(people, cause, "subdistribution", ties)
    if sooner is None or more is None:
        return ()
    each, in_the_end = (hazard_ratios(fitted, wider=True) for fitted in (sooner, more))
    adjusted = holm([ratio.p for ratio in each])
    rows = zip(of, each, in_the_end, adjusted, strict=True)
    return tuple(Effect(what, ratio, end, p or 0.0) for what, ratio, end, p in rows)
