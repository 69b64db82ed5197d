"""A list as an office lays it out: every answer stands where the grid says."""

import numpy as np
import pytest

from perspectief.intake.demo.answers import guidance_answers
from perspectief.intake.demo.grid import Entry, lay_out
from perspectief.intake.demo.styles import STYLES, written


@pytest.mark.parametrize("style", STYLES, ids=range(len(STYLES)))
def test_every_answer_stands_in_its_place(people, style):
    rng = np.random.default_rng(1)
    entries = [Entry(guidance_answers(person, True, rng)) for person in people[:9]]
    grid = lay_out("Blad1", "Steunpunt Utrecht", entries, style, rng)
    for index, entry in enumerate(entries):
        cells = grid.rows[grid.places[index] - 1]
        for code, column in grid.columns.items():
            if code != "C23":
                assert cells[column] == written(entry.answers[code], code, style)
    assert (grid.rows[-2][0] == "Totaal") == style.totals
    assert len(grid.rows[0]) >= len(grid.columns)


def test_a_cell_that_is_to_be_wrong_is(people):
    answers = guidance_answers(people[0], True, np.random.default_rng(1))
    grid = lay_out(
        "Blad1", "", [Entry(answers, {"C7": "1,5"})], STYLES[0], np.random.default_rng(1)
    )
    assert grid.rows[grid.places[0] - 1][grid.columns["C7"]] == "1,5"
