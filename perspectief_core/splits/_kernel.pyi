from typing import Any

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.int64]

def group(
    counts: _Ints,
    nominal: npt.NDArray[np.bool_],
    missing: _Ints,
    groups: _Ints,
    chi2: npt.NDArray[np.float64],
    sizes: _Ints,
    n_codes: int,
    critical: float,
    min_child: int,
    exclude_missing: bool,
    /,
) -> None: ...
def tally(
    codes: npt.NDArray[np.integer[Any]],
    columns: _Ints,
    total: _Ints,
    weights: _Ints | None,
    n_predictors: int,
    n_rows: int,
    n_codes: int,
    width: int,
    /,
) -> None: ...
