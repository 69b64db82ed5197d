"""The files that `make sentences` writes say what the pages say now."""

from __future__ import annotations

import pytest

from perspectief_core.data.extract import Extract, load
from tests import sentences
from tests.places import SHIPPED
from tests.screen.pages import PAGES


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))


@pytest.mark.parametrize("page", PAGES)
def test_the_file_says_what_the_page_says(page: str) -> None:
    kept = sentences.parts_of(sentences.GOLDEN.read_text(encoding="utf-8"))
    assert kept[page].splitlines() == sentences.written(page).splitlines(), "run `make sentences`"


@pytest.fixture(scope="module")
def extract() -> Extract:
    return load(SHIPPED)


@pytest.mark.parametrize("page", PAGES)
def test_the_file_says_what_the_page_says_as_published(page: str, extract: Extract) -> None:
    kept = sentences.parts_of(sentences.PUBLISHED.read_text(encoding="utf-8"))
    now = sentences.published(page, extract)
    assert kept[page].splitlines() == now.splitlines(), "run `make sentences`"


def test_a_text_is_read_as_a_reader_sees_it() -> None:
    lines = sentences.lines_of("<p>Van <b>733</b> jongeren</p><ul><li>a &lt; b</li><li>c</li></ul>")
    assert [line for line in map(" ".join, map(str.split, lines)) if line] == [
        "Van 733 jongeren",
        "a < b",
        "c",
    ]
