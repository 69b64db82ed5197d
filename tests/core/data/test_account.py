"""The account of an intake, read without trusting it."""

import copy

import pytest

from perspectief_core.data.account import account_block, parse_account

STEPS = {
    "rows": 12,
    "doubles": 1,
    "moved": 0,
    "children": 1,
    "left_before": 0,
    "entered_after": 0,
    "incomplete": 0,
    "persons": 10,
    "found": 9,
    "found_by_number": 8,
    "found_by_decision": 1,
    "not_certain": 0,
}
ROUND = {
    "round": 1,
    "rows": 12,
    "guided": 7,
    "left": 5,
    "found_guided": 6,
    "found_left": 4,
}
SAID = {
    "version": 1,
    "rounds": [ROUND],
    "steps": STEPS,
    "safety": {
        "top_coded": [{"column": "vbm_aantal", "highest": 6, "rows": 2}],
        "measures": [
            {
                "columns": ["steunpunt"],
                "k": 2,
                "unique": 0,
                "below_5": 4,
                "below_10": 10,
                "l": {"uitkomst": 1},
            }
        ],
    },
}


def changed(path, value):
    said = copy.deepcopy(SAID)
    place = said
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return said


def test_what_the_intake_says_is_read():
    account = parse_account(SAID | {"program": "perspectief 1", "lists": []})
    assert account.steps.dropped[0] == ("doubles", 1)
    assert account.rounds[0].found == 10
    assert account.group_sizes[0].least_diverse == (("uitkomst", 1),)


def test_what_is_written_is_what_is_read():
    assert account_block(parse_account(SAID)) == SAID


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("steps", "persons"), 11),
        (("steps", "found"), 10),
        (("steps", "rows"), "12"),
        (("steps", "rows"), True),
        (("steps", "children"), -1),
        (("rounds",), [ROUND] * 100),
        (("rounds", 0, "left"), 1.5),
        (("rounds", 0), None),
        (("safety",), []),
        (("safety", "top_coded", 0, "column"), "<script>"),
        (("safety", "measures", 0, "columns"), [["steunpunt"]]),
        (("safety", "measures", 0, "l"), {"achternaam": 1}),
    ],
)
def test_an_account_that_cannot_be_relied_on_is_none(path, value):
    assert parse_account(changed(path, value)) is None


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"version": 1}])
def test_what_is_no_account_is_none(raw):
    assert parse_account(raw) is None
