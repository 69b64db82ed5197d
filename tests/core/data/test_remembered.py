"""What a function about persons remembers: made once for all threads, bounded, and forgettable."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from perspectief_core.data.remembered import forget, remembered


class Slow:
    """A function that waits until it may answer, and counts how often it was computed."""

    def __init__(self, failures=0):
        self.asked, self.failures = [], failures
        self.started, self.release = threading.Event(), threading.Event()

    def __call__(self, number, *, times=1):
        self.asked.append(number)
        self.started.set()
        assert self.release.wait(10)
        if len(self.asked) <= self.failures:
            raise ValueError("no")
        return [number * times]


def test_what_two_threads_ask_at_once_is_computed_once():
    slow = Slow()
    ask = remembered(2)(lambda number: slow(number))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, 1)
        assert slow.started.wait(10)
        second = pool.submit(ask, 1)
        slow.release.set()
        assert first.result() is second.result()
    assert slow.asked == [1]


def test_another_question_does_not_wait():
    slow = Slow()
    ask = remembered(2)(lambda number: slow(number) if number else "at once")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, 1)
        assert slow.started.wait(10)
        assert ask(0) == "at once"
        slow.release.set()
        assert waiting.result() == [1]


def test_who_waited_for_a_failure_tries_itself():
    slow = Slow(failures=1)
    ask = remembered(2)(lambda number: slow(number))
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, 1)
        assert slow.started.wait(10)
        second = pool.submit(ask, 1)
        slow.release.set()
        with pytest.raises(ValueError, match="no"):
            first.result()
        assert second.result() == [1]
    assert slow.asked == [1, 1]


def test_the_least_recently_asked_is_computed_again():
    slow = Slow()
    slow.release.set()
    ask = remembered(2)(slow.__call__)
    for number in (1, 2, 1, 3, 1, 2):
        ask(number)
    assert slow.asked == [1, 2, 3, 2]


def test_options_are_part_of_the_question():
    slow = Slow()
    slow.release.set()
    ask = remembered(2)(slow.__call__)
    assert (ask(1), ask(1, times=3), ask(1)) == ([1], [3], [1])
    assert slow.asked == [1, 1]


def test_what_is_forgotten_while_it_is_computed_is_not_kept():
    slow = Slow()
    ask = remembered(2)(lambda number: slow(number))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, 1)
        assert slow.started.wait(10)
        forget()
        slow.release.set()
        assert first.result() == [1]
    assert ask(1) == [1]
    assert slow.asked == [1, 1]
