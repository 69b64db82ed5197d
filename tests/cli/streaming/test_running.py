"""Threads share what there is to do, also one piece, and say the first that goes wrong."""

from __future__ import annotations

import os
from operator import add
from threading import Barrier

import pytest

from perspectief.cli.streaming import parts
from perspectief.cli.streaming.parts import Piece, raw_parts
from perspectief.cli.streaming.places import Place
from perspectief.cli.streaming.running import Progress, Runner, Threads


@pytest.fixture
def _numbers(monkeypatch):
    """A piece of n rows has the numbers from 0 up to n in it, one a part."""
    monkeypatch.setattr(parts, "_read", lambda piece, asked: iter_of(piece.rows, asked))
    monkeypatch.setattr(os, "cpu_count", lambda: 3)


def iter_of(rows, closed):
    try:
        yield from range(rows)
    finally:
        closed.append(rows)


def total(sizes, task, said=None):
    pieces = [Piece(Place(str(at)), (0,), rows, 0) for at, rows in enumerate(sizes)]
    return Runner(pieces, Threads(), progress=said).run(task, add)


@pytest.mark.usefixtures("_numbers")
@pytest.mark.parametrize("sizes", [[50], [0], [1], [7, 40], [3, 0, 90, 2, 5, 1], [9] * 20])
def test_every_part_is_counted_once_and_every_file_closed(sizes, monkeypatch):
    closed, done = [], []
    monkeypatch.setattr(Progress, "add", lambda progress, piece: done.append(piece.rows))
    assert total(sizes, lambda piece: sum(raw_parts(piece, closed))) == sum(
        rows * (rows - 1) // 2 for rows in sizes
    )
    assert sorted(closed) == sorted(done) == sorted(sizes)


@pytest.mark.usefixtures("_numbers")
def test_all_threads_share_one_piece():
    together, closed = Barrier(3, timeout=20), []

    def task(piece):
        counted = []
        for number in raw_parts(piece, closed):
            if number < 3:
                together.wait()
            counted.append(number)
        return counted

    assert sorted(total([30], task)) == list(range(30))


@pytest.mark.usefixtures("_numbers")
def test_of_failures_in_one_piece_that_of_the_first_part_is_said():
    together, closed, counted = Barrier(3, timeout=20), [], []

    def task(piece):
        for number in raw_parts(piece, closed):
            counted.append(number)
            if number < 3:
                together.wait()
                raise ValueError(f"part {number}")
        return 0

    with pytest.raises(ValueError, match="part 0"):
        total([1000], task)
    assert sorted(counted) == [0, 1, 2]
    assert closed == [1000]
