"""Matching: nothing uncertain by itself, and what was mistyped is proposed."""

import random

import pytest

from perspectief.intake.matching.matching import match_register
from tests.intake.records import day, record, registration


def test_the_same_number_matches_unless_the_rest_contradicts():
    matched = match_register([registration()], [record()], {})
    assert (matched.exact, matched.proposals) == (1, ())
    one_wrong = match_register([registration()], [record(origin="china")], {})
    assert one_wrong.exact == 1


@pytest.mark.parametrize(
    "other",
    [
        {"birth": day("1970-09-09"), "sex": "vrouw"},
        {"birth": day("1970-09-09"), "origin": "china"},
        {"sex": "vrouw", "origin": "china"},
    ],
)
def test_the_same_number_of_somebody_else_is_a_question(other):
    matched = match_register([registration()], [record(**other)], {})
    assert (matched.records, matched.contradicted) == ((None,), 1)
    assert "V-nummer gelijk" in matched.proposals[0].evidence


def test_a_number_that_stands_twice_in_the_register_is_a_question():
    matched = match_register([registration()], [record(2), record(3)], {})
    assert (matched.records, len(matched.proposals)) == ((None,), 2)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("1234567891", "verschilt 1 cijfer"),
        ("1234567981", "verschilt 2 cijfer"),
        ("1234567809", "verwisseld"),
        (None, "ontbreekt"),
    ],
)
def test_a_mistyped_or_missing_number_is_proposed_and_waits(number, words):
    person, other = registration(number=number), record()
    asked = match_register([person], [other], {})
    assert asked.records == (None,)
    assert words in asked.proposals[0].evidence
    key = asked.proposals[0].key
    assert match_register([person], [other], {key: "ja"}).records == (other,)
    assert match_register([person], [other], {key: "nee"}).records == (None,)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "1234567123"},
        {"number": "1234567891", "birth": day("1970-09-09"), "sex": "vrouw"},
        {"number": None, "sex": "vrouw"},
        {"number": None, "birth": day("1988-02-02")},
    ],
)
def test_what_is_too_far_is_not_even_asked(changes):
    matched = match_register([registration(**changes)], [record()], {})
    assert (matched.records, matched.proposals) == ((None,), ())


def test_a_record_is_matched_once():
    people = [registration(2), registration(3, number="1234567891")]
    matched = match_register(people, [record()], {})
    assert [r is not None for r in matched.records] == [True, False]
    keys = {p.key: "ja" for p in match_register([people[1]], [record()], {}).proposals}
    again = match_register(people, [record()], keys)
    assert sum(r is not None for r in again.records) == 1


def mistyped(number, rng):
    digits = list(number)
    i = rng.randrange(9)
    if rng.random() < 0.3:
        digits[i], digits[i + 1] = digits[i + 1], digits[i]
    else:
        digits[i] = str((int(digits[i]) + rng.randrange(1, 10)) % 10)
    return "".join(digits)


def test_precision_and_recall_on_generated_truth():
    """Densely issued numbers, one in twenty mistyped: never a wrong match, nearly all proposed."""
    rng = random.Random(4)
    # Dense: one in five numbers of a range is given out, so a typo often hits another person.
    numbers = [f"27{n:08d}" for n in rng.sample(range(31_000_000, 31_010_000), 2000)]
    truth, people, records = {}, [], []
    for i, number in enumerate(numbers):
        who = {
            "birth": day(
                f"{rng.randint(1980, 1992)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            ),
            "sex": rng.choice(("man", "man", "man", "vrouw")),
            "origin": rng.choice(("angola", "angola", "china", "guinee", "irak", "togo")),
        }
        records.append(record(i, number=number, **who))
        if i % 3 == 0:
            typed = mistyped(number, rng) if rng.random() < 0.05 else number
            truth[len(people)] = i
            people.append(registration(i, number=typed, name=f"n{i}", **who))
    matched = match_register(people, records, {})
    right = [matched.records[p] is records[r] for p, r in truth.items() if matched.records[p]]
    assert all(right)
    proposed = {(p.place, p.candidate.rpartition(" ")[2]) for p in matched.proposals}
    missing = [p for p in truth if matched.records[p] is None]
    assert len(missing) > 20
    recalled = [
        (f"Utrecht.xlsx, blad Blad1, rij {people[p].place.row}", str(truth[p])) in proposed
        for p in missing
    ]
    assert sum(recalled) / len(recalled) >= 0.98
    # Few wrong candidates: a person judges about one row per mistyped number.
    assert len(matched.proposals) <= 2 * len(missing)
