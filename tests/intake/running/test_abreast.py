"""Lists are worked on abreast, and come back in their order."""

import os

import pytest

from perspectief.intake.running import abreast
from perspectief.intake.running.abreast import each


@pytest.mark.parametrize("cores", [1, 2, None])
def test_results_come_in_the_order_of_the_items(monkeypatch, cores):
    monkeypatch.setattr(abreast.os, "cpu_count", lambda: cores)
    assert list(each(abs, [-3, 1, -2])) == [3, 1, 2]


def test_nothing_to_do_starts_nothing():
    assert list(each(abs, [])) == []


def test_a_failure_is_that_of_the_work(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(ValueError, match="invalid literal"):
        list(each(int, ["1", "x"]))
