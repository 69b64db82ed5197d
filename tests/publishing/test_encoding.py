"""What is written comes back as it was, and what is not declared is neither written nor read."""

import enum
import json
from dataclasses import dataclass, make_dataclass
from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief.publishing.asking import ask_text
from perspectief.publishing.encoding import Codec, EncodingError, codec_of
from perspectief.screen import session
from perspectief_core.results import RESULTS
from perspectief_core.shares.fives import Rounded
from tests.screen.pages import PAGES, open_page


class Size(enum.StrEnum):
    SMALL = "klein"


@dataclass(frozen=True, slots=True)
class Part:
    n: int | None


@dataclass(frozen=True, slots=True)
class Whole:
    parts: tuple[Part, ...]
    content: object
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class Stranger:
    n: int


class Colour(enum.Enum):
    RED = 1


class Sly(Part):
    pass


CODEC = Codec([Whole], [Rounded])

plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.integers(0, 200).map(lambda fives: Rounded(5 * fives))
)
values = st.recursive(
    plain,
    lambda part: (
        st.lists(part, max_size=4).map(tuple)
        | st.frozensets(plain, max_size=4)
        | st.dictionaries(st.text(), part, max_size=4)
        | st.builds(
            Whole, st.just((Part(3), Part(None))), part, st.sampled_from([None, Size.SMALL])
        )
    ),
    max_leaves=12,
)


def exactly(value):
    """Return a form in which values of other types differ, as 1, 1.0 and True do not."""
    if isinstance(value, Whole):
        return Whole, exactly(value.parts), exactly(value.content), value.size
    if isinstance(value, tuple):
        return tuple, [exactly(part) for part in value]
    if isinstance(value, frozenset):
        return frozenset, {(type(part), repr(part)) for part in value}
    if isinstance(value, dict):
        return dict, [(exactly(key), exactly(part)) for key, part in value.items()]
    return type(value), repr(value)


@given(values)
def test_every_value_comes_back_with_its_types(value):
    assert exactly(CODEC.read(CODEC.write(value))) == exactly(value)


def test_what_is_no_number_comes_back():
    numbers = CODEC.read(CODEC.write((float("nan"), float("inf"), float("-inf"))))
    assert np.isnan(numbers[0])
    assert numbers[1:] == (float("inf"), float("-inf"))


def test_numbers_of_numpy_become_those_of_python():
    numbers = CODEC.read(CODEC.write((np.int64(3), np.float64(0.1), np.bool_(True))))
    assert [(type(number), number) for number in numbers] == [(int, 3), (float, 0.1), (bool, True)]


def test_a_set_is_the_same_text_in_any_order():
    # 8 and 16 fall in the same place of a small set, so that the order of adding stays visible.
    assert list({8, 16}) != list({16, 8})
    assert CODEC.write({8, 16}) == CODEC.write({16, 8})


@pytest.mark.parametrize(
    "value",
    [
        Stranger(1),
        Sly(1),
        Colour.RED,
        True.__class__,
        pd.DataFrame({"persoon": ["geheim"]}),
        np.array(["geheim"]),
        ["geheim"],
        b"geheim",
        datetime(2011, 4, 1),
        type("Other", (int,), {})(3),
        type("Text", (str,), {})("geheim"),
        len,
    ],
)
def test_what_is_not_declared_is_not_written(value):
    for within in (value, (value,), Whole((), value), {"a": value}):
        with pytest.raises(EncodingError) as refused:
            CODEC.write(within)
        assert "geheim" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "NaN",
        "[]",
        '["list",1]',
        '["option","tests.publishing.test_encoding:Size","LARGE"]',
        '["option","tests.publishing.test_encoding:Part","n"]',
        '["record","tests.publishing.test_encoding:Size","klein"]',
        '["record","builtins:print","geheim"]',
        '["record","os:system","true"]',
        '["record","tests.publishing.test_encoding:Part"]',
        '["record","tests.publishing.test_encoding:Part",1,2]',
        '["record",["tuple"],1]',
        '["number","builtins:int",3]',
        # An exact count does not come back as a rounded one.
        '["number","perspectief_core.shares.fives:Rounded",3]',
        '["date","2011-13-01"]',
        '["float","0x1p3"]',
        '["dict",1]',
        '["set",["dict"]]',
        "[" * 100_000,
    ],
)
def test_what_was_not_written_here_is_not_read(text):
    with pytest.raises(EncodingError):
        CODEC.read(text)


def test_other_types_have_another_digest():
    same = Codec([Whole], [Rounded]).types
    assert Codec([Part, Whole], [Rounded]).types == same
    moved = make_dataclass("Part", [("n", int)])
    fewer = make_dataclass("Part", [])
    fewer.__module__ = Part.__module__
    others = {Codec([one]).types for one in (Part, moved, fewer, Size)}
    assert len(others | {same, Codec([Whole]).types}) == 6


@pytest.fixture(scope="module")
def asked():
    """Ask what every page asks for everyone; return the asks with their results."""
    answers = []
    ask = session.ScreenView._ask

    def recorded(view, question):
        answer = ask(view, question)
        given = question.args, question.options
        answers.append((question.of, question.analysis, given, view.selection, answer.value))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session.ScreenView, "_ask", recorded)
        for page in PAGES:
            assert not open_page(page).exception
    return answers


def test_the_results_of_every_page_come_back(asked):
    codec = codec_of(RESULTS)
    for *_, value in asked:
        text = codec.write(value)
        # Compared as text: results hold numbers that are not equal to themselves.
        assert codec.write(codec.read(text)) == text
        assert type(codec.read(text)) is type(value)
        json.loads(text)
    assert len({type(value) for *_, value in asked}) >= 30


def test_every_ask_of_the_pages_has_its_own_text(asked):
    codec = codec_of(RESULTS)
    texts = {}
    for of, analysis, arguments, selection, value in asked:
        text = ask_text(codec, of, analysis, arguments, selection)
        assert texts.setdefault(text, codec.write(value)) == codec.write(value)
    assert len(texts) >= 60
