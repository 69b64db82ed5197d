"""None and one read as words, all other counts as they are."""

from __future__ import annotations

import pytest

from perspectief.report.words import few
from perspectief_core.shares.intervals import share


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (0, 26, "niemand"),
        (1, 1, "de ene vrouw"),
        (1, 3, "van hen 1 van 3"),
        (2, 2, "van hen 2 van 2"),
    ],
)
def test_one_person_alone_has_a_name_and_nobody_too(count: int, total: int, said: str) -> None:
    assert few.who_of(share(count, total), "van hen ", "de ene vrouw").endswith(said)


def test_a_count_that_stands_alone() -> None:
    assert [few.people(n) for n in (0, 1, 2)] == ["niemand", "1", "2"]
    assert [few.number(n) for n in (0, 1, 2)] == ["geen", "1", "2"]
    assert [few.times(n) for n in (0, 1, 2)] == ["nergens", "1 keer", "2 keer"]


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (0, 3, "geen van de 3 jongeren"),
        (3, 3, "alle 3 jongeren"),
        (1, 3, "1 van 3 jongeren"),
        (0, 1, "0 van 1 jongeren"),
        (0, 26, "0 van 26 jongeren (0\u00a0%)"),
    ],
)
def test_none_and_all_of_a_handful_read_as_words(count: int, total: int, said: str) -> None:
    assert few.of_group(share(count, total), "jongeren") == said
