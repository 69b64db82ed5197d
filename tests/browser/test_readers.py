"""The questions of `docs/readers.md`, walked one by one."""

import re

import pytest

from tests.places import ROOT

ROW = re.compile(r"^\| ([PWA]\d) \| .+? \| (/\S*)(?: › (.+?))? \| (.+?) \|$", re.MULTILINE)
TASKS = ROW.findall((ROOT / "docs" / "readers.md").read_text(encoding="utf-8"))


def test_there_are_three_readers_with_nine_questions_each():
    assert [task for task, *_ in TASKS] == [f"{who}{at}" for who in "PWA" for at in range(1, 10)]


@pytest.mark.parametrize(("task", "address", "action", "text"), TASKS, ids=[t[0] for t in TASKS])
def test_the_way_leads_to_the_answer(contexts, server, task, address, action, text):
    with contexts.open(server, address) as visit:
        page = visit.page
        if action:
            page.get_by_test_id("stButtonGroup").get_by_text(action, exact=True).first.click()
        main = page.get_by_test_id("stMain")
        main.get_by_text(text).locator("visible=true").first.wait_for()
        assert page.get_by_test_id("stException").count() == 0
        if "#" in address:
            assert page.locator(f"[id='{address.split('#')[1]}']").count() == 1
