"""Rows that are made when they are read: the same as a tuple of them."""

import pickle

import pytest

from perspectief.report.block.later_rows import LaterRows
from perspectief.report.block.tables import Column, Rows

MANY = 200
ROWS = tuple((f"rij {at}", at) for at in range(MANY))


def counted():
    made = []

    def make(at):
        made.append(at)
        return ROWS[at]

    return LaterRows(MANY, make), made


def test_only_what_is_read_is_made_and_the_whole_once():
    rows, made = counted()
    assert (len(rows), rows[-1], rows[3:5], made) == (MANY, ROWS[-1], ROWS[3:5], [MANY - 1, 3, 4])
    del made[:]
    assert (tuple(rows), tuple(rows), rows[7]) == (ROWS, ROWS, ROWS[7])
    assert made == list(range(MANY))


def test_they_equal_hash_and_travel_as_a_tuple():
    rows, _ = counted()
    assert rows == ROWS
    assert rows == counted()[0]
    assert rows != ROWS[1:]
    assert hash(rows) == hash(ROWS)
    assert pickle.loads(pickle.dumps(counted()[0])) == ROWS
    with pytest.raises(IndexError):
        rows[MANY]


def a_table(kept=()):
    made = []

    def cell(item):
        made.append(item)
        return f"rij {item}"

    rows = Rows(range(MANY)).column(Column("a", "A"), cell).column(Column("b", "B"), lambda it: it)
    return rows.table("Tabel", kept=kept), made


def test_a_table_that_shows_some_rows_makes_only_those():
    table, made = a_table(kept=(2, 150))
    assert table.visible == (ROWS[2], ROWS[150])
    assert made == [2, 150]
    assert tuple(table.rows) == tuple(a_table()[0].rows) == ROWS


def test_a_row_of_another_length_is_refused_when_it_is_read():
    rows = Rows([1, 2]).columns((Column("a", "A"), Column("b", "B")), lambda item: [item] * item)
    table = rows.table("Tabel", kept=(1,))
    assert table.visible == ((2, 2),)
    with pytest.raises(ValueError, match="'Tabel': expected 2 cells, found 1"):
        tuple(table.rows)
