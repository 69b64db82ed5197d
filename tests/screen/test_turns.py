"""A few pages run at a time; whoever waits counts as being served."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from perspectief.screen import turns


def test_no_more_run_at_once_than_have_a_turn():
    first, go = Barrier(turns.AT_ONCE + 1), Event()
    running = []

    def page(number):
        with turns.turn():
            running.append(number)
            if number < turns.AT_ONCE:
                first.wait()
                go.wait()

    with ThreadPoolExecutor(turns.AT_ONCE + 1) as pool:
        asked = [pool.submit(page, number) for number in range(turns.AT_ONCE)]
        first.wait()
        asked.append(pool.submit(page, turns.AT_ONCE))
        assert turns.idle_seconds() == 0
        assert turns.AT_ONCE not in running
        go.set()
        for future in asked:
            future.result()
    assert sorted(running) == list(range(turns.AT_ONCE + 1))
    assert turns.idle_seconds() > 0


def test_a_page_that_fails_gives_its_turn_back():
    for _ in range(turns.AT_ONCE + 1):
        try:
            with turns.turn():
                raise KeyError
        except KeyError:
            pass
    assert turns.idle_seconds() > 0


def test_who_has_a_turn_needs_no_other():
    for _ in range(turns.AT_ONCE + 1):
        with turns.turn(), turns.turn():
            assert turns.idle_seconds() == 0
    assert turns.idle_seconds() > 0
