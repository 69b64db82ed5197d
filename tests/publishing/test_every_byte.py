"""Every byte of an edition: no person, and no number that does not follow from rounded counts."""

import json
import re
import sqlite3
from math import isclose
from typing import get_args

import pytest
from statsmodels.stats.proportion import multinomial_proportions_confint, proportion_confint

from perspectief.publishing import asks
from perspectief.publishing.publish import OF_ANSWERS, OF_FAULTS
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.policies import Reason
from tests.publishing.editions import MADE, SMALL

PARAMETERS = {
    "base": 5,
    "most_filters": 2,
    "smallest_category": 30,
    "smallest_sensitive": 30,
    "smallest_view": 10,
}
IN_DISTRIBUTIONS = ("OutcomeShare", "LevelShare")
SHARE, ROUNDED = "perspectief_core.shares.intervals:Share", "fives:Rounded"
AGES = {"12", "19", "20", "22", "23", "60"}
"""Where the groups of ages end, of any extract."""
PERSONAL = (b"persoon", b"SYN-", b"DataFrame", b"pickle")


@pytest.fixture
def edition(small_edition):
    return small_edition


def test_no_byte_is_about_a_person(edition):
    said = edition.read_bytes()
    for person in SMALL.deelnemers["persoon"]:
        assert person.encode() not in said
    for name in PERSONAL:
        assert name not in said
    # Nothing stands in what the tables do not use.
    assert rows(edition, "PRAGMA freelist_count") == [(0,)]
    assert {name for (name,) in rows(edition, "SELECT name FROM sqlite_master")} <= {
        "about",
        "answers",
        "contents",
    }


def test_no_number_tells_more_than_rounded_counts(edition):
    assert faults(edition) == []
    kinds = {json.loads(body)[1].split(":")[1] for body in shown(edition)}
    assert kinds >= {"Breakdown", "InclusionFlow", "KnownShare", "OutcomeDistribution"}


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE about SET said = json_set(said, '$.persons', 136) WHERE name = 'audit'", "audit"),
        ("UPDATE about SET said = json_set(said, '$.shown', 136) WHERE name = 'audit'", "audit"),
        ("UPDATE about SET said = json_set(said, '$.exact', 1) WHERE name = 'audit'", "audit"),
        (
            "UPDATE about SET said = json_set(said, '$.parameters.n', 136) WHERE name = 'edition'",
            "edition",
        ),
        (
            "UPDATE about SET said = json_set(said, '$.origin', 'van 136') WHERE name = 'edition'",
            "edition",
        ),
        ("INSERT INTO about VALUES ('n', '136')", "about"),
        (
            'UPDATE answers SET ask = replace(ask, \'"tuple","cohort"\', \'"tuple",136\') '
            "WHERE ask = (SELECT max(ask) FROM answers)",
            "asks",
        ),
        ("UPDATE contents SET body = 'n=136' WHERE kind = 'withheld'", "withheld"),
        ("INSERT INTO contents VALUES ('x', 'shown', '[\"tuple\",136]')", "shown"),
        ("INSERT INTO contents VALUES ('x', 'shown', '[\"tuple\",\"136\"]')", "shown"),
        ("INSERT INTO contents VALUES ('x', 'shown', '[\"tuple\",0.14]')", "shown"),
        ("INSERT INTO contents VALUES ('x', 'shown', '[\"number\",\"x\",135]')", "shown"),
    ],
)
def test_a_number_that_does_is_seen(edition, tmp_path, statement, where):
    other = tmp_path / "anders.bundel"
    other.write_bytes(edition.read_bytes())
    with sqlite3.connect(other) as file:
        assert file.execute(statement).rowcount > 0
    file.close()
    assert where in faults(other)


@pytest.mark.parametrize("end", ["low", "high"])
def test_an_interval_of_exact_counts_is_seen(end):
    count, total = ["number", f"x:{ROUNDED}", 20], ["number", f"x:{ROUNDED}", 60]
    honest = dict(zip(("low", "high"), proportion_confint(20, 60, method="wilson"), strict=True))
    exact = dict(zip(("low", "high"), proportion_confint(21, 58, method="wilson"), strict=True))
    assert not list(loose_numbers(["record", SHARE, count, total, *honest.values()]))
    mixed = honest | {end: exact[end]}
    assert list(loose_numbers(["record", SHARE, count, total, *mixed.values()])) == [exact[end]]


def rows(path, statement):
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return file.execute(statement).fetchall()
    finally:
        file.close()


def shown(path):
    return [body for (body,) in rows(path, "SELECT body FROM contents WHERE kind = 'shown'")]


def faults(path):
    """Return where a file says a number that it may not."""
    about = dict(rows(path, "SELECT name, said FROM about"))
    others = rows(path, "SELECT kind, body FROM contents WHERE kind != 'shown'")
    known = {
        text
        for view in closing.views(SMALL)
        for text, _ in asks.texts(asks.codec(), view.selection)
    }
    # What is asked has no number but the ends of the age groups, and those are everybody's.
    asked = [ask for (ask,) in rows(path, "SELECT ask FROM answers")]
    numbers = {number for ask in asked for number in re.findall(r"[\[,](\d+)", ask)}
    checks = {
        "about": set(about) == {"audit", "checksum", "edition", "made", "types"}
        and re.fullmatch(r"[0-9a-f]{64}", about["checksum"])
        and about["types"] == asks.codec().types
        and about["made"] == MADE.isoformat(),
        "audit": json.loads(about["audit"]) == counted(path),
        "edition": is_of_this_extract(json.loads(about["edition"])),
        "asks": set(asked) == known and numbers <= AGES,
        "withheld": all(kind == "withheld" and body in get_args(Reason) for kind, body in others),
        "shown": not [one for body in shown(path) for one in loose_numbers(json.loads(body))],
    }
    return [name for name, good in checks.items() if not good]


def counted(path):
    """Return what the audit says, counted again in the file itself."""
    answers = "SELECT count(*) FROM answers JOIN contents USING (digest) WHERE "
    where = {"shown": "kind = 'shown'", "withheld": "kind != 'shown'"}
    each = {name: rows(path, answers + test)[0][0] for name, test in where.items()}
    first = "ask LIKE '%outcomes:distribution%'"
    each["views"] = rows(path, answers + first)[0][0]
    each["views_shown"] = rows(path, f"{answers}{first} AND kind = 'shown'")[0][0]
    assert set(each) == set(OF_ANSWERS)
    return each | dict.fromkeys(OF_FAULTS, 0)


def is_of_this_extract(edition):
    """Tell whether an edition says which data it is of, and no number of those."""
    places = dict(zip(SMALL.steunpunten["steunpunt"], SMALL.steunpunten["naam"], strict=True))
    return edition == {
        "extract_id": SMALL.id,
        "kind": "synthetic",
        "origin": "made for a test",
        "parameters": PARAMETERS,
        "peildatum": "2011-04-01",
        "places": places,
        "policy": "publicatie",
        "previous": "",
        "program": edition["program"],
    } and re.fullmatch(r"\d+\.\d+\.\d+", edition["program"])


def loose_numbers(form):
    """Yield every number of a result that is no rounded count and does not follow from those."""
    match form:
        case ["number", str(name), int(value)]:
            if not name.endswith(ROUNDED) or value % 5:
                yield value
        case ["record", name, count, total, low, high] if name == SHARE:
            yield from loose_numbers([count, total])
            ends = proportion_confint(count[2], total[2], method="wilson") if total[2] else (0, 1)
            yield from unlike((low, high), ends)
        case ["tuple", ["record", str(name), *_], *_] if name.endswith(IN_DISTRIBUTIONS):
            yield from of_a_distribution(form[1:])
        case [*parts]:
            for part in parts:
                yield from loose_numbers(part)
        case str():
            # A date has digits of its own, and so have names such as `werkwijze_4`.
            yield from set(re.findall(r"^\d+$", form)) - AGES
        case bool() | None:
            return
        case _:
            yield form


def of_a_distribution(parts):
    """Yield the loose numbers of shares that stand with what holds for all at once."""
    counts = [share[2][2] for _, _, _, share, _ in parts]
    together = multinomial_proportions_confint(counts, method="goodman") if sum(counts) else None
    for at, (_, _, _, share, (_, _, low, high)) in enumerate(parts):
        yield from loose_numbers(share)
        yield from unlike((low, high), (0, 1) if together is None else together[at])


def unlike(said, expected):
    for one, other in zip(said, expected, strict=True):
        if not isinstance(one, (int, float)) or not isclose(one, other, abs_tol=1e-9):
            yield one
