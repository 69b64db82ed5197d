"""The bounds that the attacker carries are those of τ-ARGUS, the program of statistical offices.

It hides cells of tables with margins and then finds, by linear programmes, between which values
each hidden cell must lie. Ours must find the same of the same table.
"""

import numpy as np
import pandas as pd
import pytest
from pytauargus import protect

from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.inference.bounds import Known, tightened

FILTERS = ("steunpunt", "herkomst", "leeftijd", "kinderen", "werkwijze_4", "instroomperiode")
ALL = "Total"
"""What it calls a margin."""
HIDDEN = ("U", "M")
"""Cells that it hides: of fewer than five people, and others so that those cannot be calculated."""


def by_filter(people, code):
    """Return everybody's published category of a filter beside their outcome."""
    lattice = lattice_of(people)
    categories = pd.Series("none", index=people.index, dtype=object)
    for place, chosen in enumerate(lattice.choices):
        if len(chosen) == 1 and chosen[0][0] == code:
            categories[lattice.members[place]] = f"c{place}"
    outcome = people["uitkomst"].astype(str)
    return pd.DataFrame({"group": categories.astype(str), "outcome": outcome, "people": 1.0})


def first_bounds(engine, folder):
    """Return between which values it takes every cell to lie beforehand, as it writes them down."""
    job = folder / "table.jj"
    ends = engine._table_cell_bounds(0)
    assert engine._tau.write_jj_format(0, str(job), *ends, False, False, False)
    cells = int(job.read_text().splitlines()[1])
    rows = [line.split() for line in job.read_text().splitlines()[2 : 2 + cells]]
    return np.array([[int(row[4]), int(row[5])] for row in rows])


def families(table):
    """Return every margin with the cells that add up to it."""
    at = {
        cell: place for place, cell in enumerate(zip(table["group"], table["outcome"], strict=True))
    }
    groups, outcomes = (list(dict.fromkeys(table[name])) for name in ("group", "outcome"))
    rows = [(at[group, ALL], tuple(at[group, other] for other in outcomes[1:])) for group in groups]
    columns = [
        (at[ALL, outcome], tuple(at[other, outcome] for other in groups[1:]))
        for outcome in outcomes
    ]
    assert groups[0] == outcomes[0] == ALL
    return tuple(rows + columns)


@pytest.mark.parametrize("code", FILTERS)
def test_hidden_cells_lie_between_the_same_values(people, tmp_path, monkeypatch, code):
    # It leaves logs where it is started.
    monkeypatch.chdir(tmp_path)
    protected = protect(
        by_filter(people, code),
        ["group", "outcome"],
        "people",
        safety_rules="FREQ(5,20)",
        workdir=str(tmp_path),
    )
    table, audited = protected.tables[0].dataframe(), protected.engine.audit(0)
    hidden = table["status"].isin(HIDDEN).to_numpy()
    counts = table["people"].round().to_numpy(dtype=np.int64)
    ends = np.where(hidden[:, None], first_bounds(protected.engine, tmp_path), counts[:, None])
    known = tightened(
        Known(
            members=np.zeros((len(table), 1), dtype=bool),
            low=ends[:, :1],
            high=ends[:, 1:],
            families=families(table),
            sums=(),
            tells=np.ones(1, dtype=bool),
        )
    )
    ours = np.column_stack([known.low, known.high])[hidden]
    assert len(audited) == hidden.sum() > 3
    assert [round(cell["value"]) for cell in audited] == counts[hidden].tolist()
    assert ours.tolist() == [[round(cell["min"]), round(cell["max"])] for cell in audited]
