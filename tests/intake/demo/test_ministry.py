"""The list of the ministry: as many columns as the longest history needs, pairs side by side."""

import numpy as np

from perspectief.intake.demo.answers import register_answers
from perspectief.intake.demo.ministry import ministry_grid
from tests.intake.tables import sheet


def test_what_belongs_together_adjoins(people):
    rng = np.random.default_rng(1)
    records = [register_answers(person, rng) for person in people if person.known]
    grid = ministry_grid(records)
    header = [str(cell) for cell in grid.rows[2]]
    starts = [at for at, text in enumerate(header) if text.startswith("v10g2")]
    assert len(starts) == max(len(record["v10g2"]) for record in records) > 1
    assert all(header[at + 1].startswith("v10g3") for at in starts)
    assert len(grid.rows) == 3 + len(records)
    assert {len(row) for row in grid.rows[2:]} == {len(header)}


def test_a_short_history_leaves_the_rest_empty(people):
    rng = np.random.default_rng(1)
    records = [register_answers(person, rng) for person in people if person.known][:30]
    grid = ministry_grid(records)
    at = [str(cell).startswith("v10c") for cell in grid.rows[2]]
    for record, row in zip(records, sheet(grid.rows).rows[3:], strict=True):
        told = [cell for cell, here in zip(row, at, strict=True) if here and cell is not None]
        assert told == record["v10c"]
