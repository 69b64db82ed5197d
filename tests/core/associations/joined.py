"""The plain way to the predictors: what steunpunten answered, joined to each of their people."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from perspectief_core.associations import predictors
from perspectief_core.associations.predictors import (
    cluster_members,
    column_spec,
    recorded_in,
    values_of,
)
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.splits import ColumnSpec


@dataclass(frozen=True, slots=True, eq=False)
class PredictorTable:
    """Predictors of a cohort, one row per person: stays in the core.

    Parameters
    ----------
    frame : DataFrame of shape (n_people, n_predictors)
        Columns named by `kenmerk`.
    specs : tuple of ColumnSpec
        How to code each column, in the report's order.
    unavailable : tuple of str
        Predictors of the cluster whose columns the extract lacks.
    """

    frame: pd.DataFrame
    specs: tuple[ColumnSpec, ...]
    unavailable: tuple[str, ...]


def predictor_table(cohort: Cohort, cluster: str = "alles") -> PredictorTable:
    """Return the predictors of a cluster for the people of a cohort.

    Parameters
    ----------
    cohort : Cohort
    cluster : one of `ALL_CLUSTERS`

    Returns
    -------
    PredictorTable

    Raises
    ------
    ValueError
        When there is no such cluster.

    Notes
    -----
    'Not applicable' is a level of its own, as in the report; a missing value stays missing. The
    caseloads and hours of a steunpunt are over its people in guidance at the peildatum, whatever
    the criteria and filters: that is what its staff has to do.
    """
    places = predictors._places(cohort)
    place, codes = pd.factorize(cohort.people["steunpunt"])
    position = pd.Index(places["steunpunt"]).get_indexer(codes)[place]
    columns: dict[str, pd.Series] = {}
    specs, unavailable = [], []
    for kenmerk in cluster_members(cluster):
        of_places = kenmerk.niveau == "steunpunt"
        if not recorded_in(places if of_places else cohort.people, kenmerk):
            unavailable.append(kenmerk.kenmerk)
            continue
        specs.append(column_spec(kenmerk))
        # A steunpunt's answer is worked out once, not once for each of its people.
        if of_places:
            values = values_of(places, kenmerk).take(position)
            columns[kenmerk.kenmerk] = values.set_axis(cohort.people.index)
        else:
            columns[kenmerk.kenmerk] = values_of(cohort.people, kenmerk)
    frame = pd.DataFrame(columns, index=cohort.people.index)
    return PredictorTable(frame, tuple(specs), tuple(unavailable))
