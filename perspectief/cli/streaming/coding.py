"""From a survey to predictors, and how each value that stands in a file is coded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief.cli.reading.columns import Categories
from perspectief.cli.reading.labels import to_categorical
from perspectief.cli.reading.numbers import NumberFormat
from perspectief.cli.streaming.survey import Joint, Key, Survey
from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits import Coded, ColumnSpec, Predictor, Target, TargetSpec, encode
from perspectief_core.splits.binning import to_intervals


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """What the codes mean and how to get them.

    Parameters
    ----------
    predictors, target
        As in `Coded`.
    outcome
        Code of each text of the target; of any other 0.
    codes
        Per predictor of categories the code of each text, None for missing.
    weight
        Column with frequency weights.
    """

    predictors: tuple[Predictor, ...]
    target: Target
    outcome: Mapping[str, int]
    codes: Mapping[str, Mapping[Key, int]]
    weight: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """The target, the predictors, the most bins of a scale, and how numbers may be written."""

    target: TargetSpec
    specs: tuple[ColumnSpec, ...]
    intervals: int
    formats: tuple[NumberFormat, ...]


def code(
    survey: Survey, request: Request, search: Callable[[str], tuple[Floats, bool]]
) -> tuple[Coding, list[Ints | None]]:
    """Return the coding, and per predictor its counts where the survey already has them.

    Parameters
    ----------
    survey
        All rows.
    request
        What is asked, with labels of the file.
    search
        Finds the cuts of a scale with too many numbers for the survey, and whether any is missing.

    Raises
    ------
    ColumnError
        A column cannot be used as asked; see `encode`.
    """
    target, outcome = _target(survey, request)
    predictors: list[Predictor] = []
    codes: dict[str, dict[Key, int]] = {}
    counts: list[Ints | None] = []
    for spec in request.specs:
        joint = survey.columns[spec.name]
        if spec.kind == "scale" and not joint.whole:
            cuts, missing = search(spec.name)
            predictors.append(Predictor(spec.name, "scale", to_intervals(cuts), missing))
            counts.append(None)
            continue
        coded, keys = _encoded(survey, spec, request)
        predictors += coded.predictors
        of_key = dict(zip(keys, coded.codes[0].tolist(), strict=True))
        codes[spec.name] = of_key
        counts.append(_counts(coded) if joint.whole else None)
    return Coding(tuple(predictors), target, outcome, codes, survey.roles.weight), counts


def _target(survey: Survey, request: Request) -> tuple[Target, dict[str, int]]:
    """Return the target, and the outcome of each text; of texts that are not there it is 0."""
    joint, name = survey.target, request.target.column
    sums = joint.table[: len(joint.keys)].sum(axis=1)
    texts = [key for key in joint.keys if isinstance(key, str)]
    places = {key: place for place, key in enumerate(texts)}
    keys = [key for key in texts if sums[joint.keys[key]] > 0]
    column = to_categories([places[key] for key in keys], texts, joint)
    frame = pd.DataFrame(
        {
            name: to_categorical(column, name, "nominal", request.formats, listed=False),
            "": np.array([sums[joint.keys[key]] for key in keys], dtype=np.int64),
        }
    )
    coded = encode(frame, (), request.target, weight="")
    return coded.target, dict(zip(keys, coded.outcome.tolist(), strict=True))


def _encoded(survey: Survey, spec: ColumnSpec, request: Request) -> tuple[Coded, list[Key]]:
    """Encode the different values of a column with each class as if they were rows."""
    joint = survey.columns[spec.name]
    keys = list(joint.keys)
    row, column = np.nonzero(joint.table[: len(keys)])
    of_cell = [keys[at] for at in row.tolist()]
    frame = pd.DataFrame({request.target.column: _classes(survey, request, joint, column)})
    frame[spec.name] = _values(joint, spec, request, of_cell)
    frame[""] = joint.table[row, column]
    target = request.target if joint.whole else TargetSpec(request.target.column)
    coded = encode(frame, (spec,), target, weight="", intervals=request.intervals)
    return coded, of_cell


def _classes(survey: Survey, request: Request, joint: Joint, column: Ints) -> pd.Categorical:
    """Return the class of each cell as a value of the target."""
    texts = [key for key in survey.target.keys if isinstance(key, str)]
    places = {key: place for place, key in enumerate(texts)}
    pooled = [places[text] for text in texts if text not in survey.classes]
    of_class = np.full(2 + len(survey.classes), pooled[0] if pooled else 0)
    for text, at in survey.classes.items():
        of_class[at] = places.get(text, 0)
    # Without classes any value will do: the column is then refused, or counted later.
    cells = of_class[column] if joint.whole else np.full(len(column), of_class[1])
    categories = to_categories(cells.tolist(), texts, survey.target)
    return to_categorical(
        categories, request.target.column, "nominal", request.formats, listed=False
    )


def _values(
    joint: Joint, spec: ColumnSpec, request: Request, of_cell: list[Key]
) -> pd.Categorical | Floats:
    if spec.kind == "scale":
        return np.array([np.nan if key is None else key for key in of_cell], dtype=np.float64)
    texts = [key for key in joint.keys if isinstance(key, str)]
    places: dict[Key, int] = {key: place for place, key in enumerate(texts)}
    categories = to_categories([places.get(key, -1) for key in of_cell], texts, joint)
    return to_categorical(
        categories, spec.name, spec.kind, request.formats, listed=spec.levels is not None
    )


def to_categories(at: list[int], texts: list[str], joint: Joint) -> Categories:
    """Return cells as a column of a table in memory."""
    codes = np.array(at, dtype=np.int32)
    return Categories(codes, tuple(texts), joint.order or None, joint.typed)


def _counts(coded: Coded) -> Ints:
    (predictor,) = coded.predictors
    counts = np.zeros((predictor.size, len(coded.target.labels)), dtype=np.int64)
    weights = np.ones(1, dtype=np.int64) if coded.weights is None else coded.weights
    np.add.at(counts, (coded.codes[0], coded.outcome), weights)
    return counts
