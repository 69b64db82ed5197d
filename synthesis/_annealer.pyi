"""The compiled twin of `synthesis.moves.Walk`."""

import numpy as np
import numpy.typing as npt

def anneal(*arrays_and_rules: npt.NDArray[np.generic] | int) -> int: ...
