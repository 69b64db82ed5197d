"""The questions of `docs/readers.md`, walked one by one."""

import re
from itertools import groupby

import pytest

from perspectief.report.words import shell
from tests.places import ROOT

ROW = re.compile(r"^\| ([PWA]\d+) \| .+? \| (/\S*)(?: › (.+?))? \| (.+?) \|$", re.MULTILINE)
TASKS = ROW.findall((ROOT / "docs" / "readers.md").read_text(encoding="utf-8"))


def opened(task):
    """The address that a task opens, without the figure on it."""
    return task[1].partition("#")[0]


def in_order(task):
    """One page after the other, on each first what can be read at once."""
    return opened(task), task[2]


GROUPS = [list(own) for _, own in groupby(sorted(TASKS, key=in_order), key=opened)]
BY_MENU = {
    opened(own[0]).strip("/") or shell.HOME.name: own for own in GROUPS if "?" not in opened(own[0])
}
BY_LINK = [own for own in GROUPS if "?" in opened(own[0])]


def test_there_are_three_readers_with_nine_questions_or_more():
    counts = {"P": 9, "W": 11, "A": 9}
    numbered = [f"{who}{at}" for who, count in counts.items() for at in range(1, count + 1)]
    assert [task for task, *_ in TASKS] == numbered


@pytest.mark.parametrize("tasks", BY_LINK, ids=lambda tasks: "-".join(task[0] for task in tasks))
def test_a_link_leads_to_the_answer(contexts, server, tasks):
    with contexts.open(server, opened(tasks[0])) as visit:
        answers(visit.page, tasks)


def test_the_menu_leads_to_the_answer(contexts, server):
    walked = 0
    with contexts.open(server, "/") as visit:
        for entry in shell.PAGES:
            if entry.name in BY_MENU:
                if entry is not shell.HOME:
                    visit.choose(entry)
                answers(visit.page, BY_MENU[entry.name])
                walked += len(BY_MENU[entry.name])
    assert walked + sum(map(len, BY_LINK)) == len(TASKS)


def answers(page, tasks):
    main = page.get_by_test_id("stMain")
    open_now = ""
    for task, address, action, text in tasks:
        # A second choice of the same panel closes it.
        if action and action != open_now:
            page.get_by_test_id("stButtonGroup").get_by_text(action, exact=True).first.click()
        open_now = action
        main.get_by_text(text).locator("visible=true").first.wait_for()
        assert page.get_by_test_id("stException").count() == 0, task
        if "#" in address:
            assert page.locator(f"[id='{address.split('#')[1]}']").count() == 1, task
