"""The questions of `docs/readers.md`, walked one by one."""

import re
from itertools import groupby

import pytest

from tests.places import ROOT

ROW = re.compile(r"^\| ([PWA]\d+) \| .+? \| (/\S*)(?: › (.+?))? \| (.+?) \|$", re.MULTILINE)
TASKS = ROW.findall((ROOT / "docs" / "readers.md").read_text(encoding="utf-8"))


def visit_of(task):
    """The page and what to choose there: what a visit of another figure on it has too."""
    _, address, action, _ = task
    return address.partition("#")[0], action


VISITS = [list(own) for _, own in groupby(sorted(TASKS, key=visit_of), key=visit_of)]


def test_there_are_three_readers_with_nine_questions_or_more():
    counts = {"P": 9, "W": 11, "A": 9}
    numbered = [f"{who}{at}" for who, count in counts.items() for at in range(1, count + 1)]
    assert [task for task, *_ in TASKS] == numbered


@pytest.mark.parametrize("tasks", VISITS, ids=lambda tasks: "-".join(task[0] for task in tasks))
def test_the_way_leads_to_the_answer(contexts, server, tasks):
    _, opened, action, _ = tasks[0]
    with contexts.open(server, opened) as visit:
        page = visit.page
        if action:
            page.get_by_test_id("stButtonGroup").get_by_text(action, exact=True).first.click()
        main = page.get_by_test_id("stMain")
        for task, address, _, text in tasks:
            if address != opened:
                visit.go(address)
            main.get_by_text(text).locator("visible=true").first.wait_for()
            assert page.get_by_test_id("stException").count() == 0, task
            if "#" in address:
                assert page.locator(f"[id='{address.split('#')[1]}']").count() == 1, task
