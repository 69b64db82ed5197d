"""Making the synthetic extract: from a seed to a folder."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from perspectief_core.data.extract import INVENTED_COLUMNS
from perspectief_core.data.writing import About, Origin, write_extract
from perspectief_core.published import records
from synthesis import build
from synthesis.effort import Effort

ORIGIN = (
    "Nagemaakt: getrokken op basis van gepubliceerde cijfers uit 2011; geen echte personen. "
    "Uitkomsten per steunpunt zijn gereconstrueerd en daarna met opzet verstoord (ruis)"
)
WITH_NOISE: Origin = "gereconstrueerd, met ruis"
ABOUT = About(
    kind="synthetic",
    peildatum=date(2011, 4, 1),
    origin=ORIGIN,
    generator="python -m synthesis",
)


def synthesise_extract(
    seed: int,
    folder: Path,
    progress: Callable[[str], None],
    share: float = 1.0,
    noise_seed: int | None = None,
) -> None:
    """Write the synthetic extract of `seed` to `folder`; the same two seeds give the same bytes.

    Parameters
    ----------
    seed : int
        0 or more.
    folder : Path
    progress : callable
        Gets one line per step.
    share : float
        Share of the moves of a full search; less is sooner done, and farther from the published
        tests. What holds exactly holds with any share.
    noise_seed : int, optional
        0 or more, of the deliberate noise. By default it is drawn from the operating system, and
        forgotten: neither seed is written, so that nobody can undo the noise by repeating it.

    Raises
    ------
    SearchError
        When this seed leads to a draw in which the published figures cannot hold.
    """
    if noise_seed is None:
        noise_seed = secrets.randbits(128)
    tables = build.synthesise(seed, Effort(share, progress), noise_seed)
    progress("files and manifest")
    write_extract(folder, tables, origins_of(tables), ABOUT)


def origins_of(tables: dict[str, pd.DataFrame]) -> dict[str, dict[str, Origin]]:
    """Return where the values of each column of the tables come from."""
    origins: dict[str, dict[str, Origin]] = {
        name: dict.fromkeys((str(column) for column in table), "synthetisch")
        for name, table in tables.items()
    }
    origins["deelnemers"].update(dict.fromkeys(("steunpunt", "uitkomst"), WITH_NOISE))
    # The key columns, steunpunt and its name, are published too.
    origins["steunpunten"] = dict.fromkeys(origins["steunpunten"], "gepubliceerd")
    for column in records.steunpunt_columns():
        origins["steunpunten"][column.kolom] = column.herkomst_gegevens
    origins["steunpunten"].update(dict.fromkeys(INVENTED_COLUMNS, "synthetisch"))
    return origins
