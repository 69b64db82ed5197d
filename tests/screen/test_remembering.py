"""What is remembered is made once, found again by its structure, and bounded."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from perspectief.report.block.tables import Column, Table
from perspectief.screen.remembering import Memory, bytes_of, key_of
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.published import records
from perspectief_core.shares.intervals import share
from tests.core.builders import make_cohort


def test_what_two_threads_ask_at_once_is_made_once():
    memory, made, started, release = Memory(2), [], threading.Event(), threading.Event()

    def make():
        made.append(1)
        started.set()
        release.wait()
        return object()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.get, "key", make)
        started.wait()
        second = pool.submit(memory.get, "key", make)
        release.set()
        assert first.result() is second.result()
    assert made == [1]


def test_other_questions_do_not_wait():
    memory = Memory(2)
    assert memory.get("outer", lambda: memory.get("inner", lambda: 1) + 1) == 2


def test_a_failure_is_not_remembered_and_stops_nobody_else():
    memory, started, release = Memory(2), threading.Event(), threading.Event()

    def fail():
        started.set()
        release.wait()
        raise ValueError("no")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.get, "key", fail)
        started.wait()
        second = pool.submit(memory.get, "key", lambda: 7)
        release.set()
        with pytest.raises(ValueError, match="no"):
            first.result()
        assert second.result() == 7


def test_the_least_recently_used_is_forgotten():
    memory, made = Memory(2), []

    def ask(key):
        memory.get(key, lambda: made.append(key))

    for key in "abacab":
        ask(key)
    # `b` made room for `c`: `a` was asked for in between.
    assert made == ["a", "b", "c", "b"]


def test_things_are_forgotten_by_what_they_weigh_together():
    memory = Memory(10, len)
    for word in ("four", "five5", "sixsix", "again", "longer than all of it"):
        assert memory.get(word, lambda word=word: word) == word
        assert memory._weight == sum(len(kept) for kept in memory._kept)
        assert memory._weight <= 10 or len(memory) == 1
    memory.get("x", lambda: "x")
    assert list(memory._kept) == ["x"], "the one that outweighs all makes room for the next"
    memory.clear()
    assert (len(memory), memory._weight) == (0, 0)


def test_things_of_one_kind_are_weighed_now_and_then():
    weighed = []

    def weigh(number):
        weighed.append(number)
        return 10.0

    memory = Memory(1000, weigh, kind=lambda key: key[0])
    for number in range(100):
        memory.get(("numbers", number), lambda number=number: number)
    assert weighed == [*range(8), *range(15, 100, 8)]
    assert len(memory) == 100, "100 things of 10"
    memory.get(("numbers", 100), lambda: 100)
    assert (len(memory), memory.driven_out) == (100, 1), "one had to go"
    memory.get(("others", 0), lambda: -1)
    assert weighed[-1] == -1, "of another kind nothing is known yet"
    memory.clear()
    memory.get(("numbers", 101), lambda: 101)
    assert weighed[-1] == 101, "other data may be larger"


@pytest.mark.parametrize("how", ["forgotten", "no longer holds"])
def test_what_is_being_made_of_what_is_gone_is_not_kept(how):
    memory, holds = Memory(2), how == "forgotten"

    def make():
        if holds:
            memory.clear()
        return "old"

    assert memory.get("key", make, lambda: holds) == "old"
    assert len(memory) == 0
    assert memory.get("key", lambda: "new") == "new"
    assert len(memory) == 1


def test_a_thing_weighs_what_it_holds_but_not_results_kept_elsewhere():
    numbers = np.zeros(10_000)
    assert numbers.nbytes <= bytes_of(numbers) < numbers.nbytes + 2_000
    result = published_result(records.figures())
    assert bytes_of(result) > 20_000
    assert bytes_of(("block", result)) < 1_000


def test_people_weigh_the_same_whatever_was_worked_out_of_them():
    people = make_cohort()
    before = bytes_of(people)
    people.once("much", lambda: np.zeros(100_000))
    assert bytes_of(people) == before > people.n


def test_a_part_of_a_long_row_tells_what_all_of_it_weighs():
    columns = (Column("a", "A"), Column("b", "B", "share"))

    def table(rows):
        return Table(
            caption="Lang",
            columns=columns,
            rows=tuple((f"naam {at:05d}", share(at, 9999)) for at in rows),
        )

    short, long = bytes_of(table(range(800))), bytes_of(table(range(8000)))
    assert 9 < long / short < 11


class Named:
    """Prints like any other of its kind."""

    def __repr__(self):
        return "Named()"


def test_a_key_goes_by_structure_and_not_by_what_is_printed():
    one, other = Named(), Named()
    assert key_of([one]) != key_of([other])
    assert key_of([one, {"a": [1, "x"]}]) == key_of((one, {"a": (1, "x")}))
    assert key_of(True) != key_of(1)
    assert key_of(("1",)) != key_of((1,))
    assert key_of({"a": 1, "b": 2}) != key_of({"b": 2, "a": 1}), "names in another order"
