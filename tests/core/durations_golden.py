"""The histories and the values of R in `golden/durations`."""

from pathlib import Path

import pandas as pd

from perspectief_core.survival.histories import Histories, histories

GOLDEN = Path(__file__).parent / "golden" / "durations"
TIES = {"exit": "outcomes_first", "earlier": "censored_first"}
"""Which convention R was asked for, by the column of exits that it got."""


def golden(name):
    return pd.read_csv(GOLDEN / f"{name}.csv", skipinitialspace=True).rename(
        columns={"from": "from_"}
    )


def rows(table):
    return tuple(table.itertuples(index=False))


def cases(with_entry: bool, of: pd.DataFrame | None = None) -> Histories:
    data = golden("cases") if of is None else of
    entry = data["entry"].to_numpy() if with_entry else None
    return histories(data["exit"].to_numpy(), data["event"].to_numpy(), entry)


def groups(with_entry: bool) -> tuple[Histories, ...]:
    return tuple(cases(with_entry, part) for _, part in golden("cases").groupby("group"))
