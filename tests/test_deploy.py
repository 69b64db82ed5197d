"""The units that ship: what is closed for the one is closed for the other, and who reads what."""

import pytest

from tests.places import ROOT

OWN = {
    "Description",
    "User",
    "Group",
    "Environment",
    "InaccessiblePaths",
    "LogsDirectory",
    "LogsDirectoryMode",
    "MemoryMax",
}
"""Settings in which the two differ."""


@pytest.fixture
def units():
    return [settings(f"perspectief{which}@.service") for which in ("", "-uitgave")]


def settings(name):
    """Return the settings of a unit, each with its values."""
    found = {}
    for line in (ROOT / "deploy" / name).read_text().splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def test_an_edition_is_closed_as_tightly_as_the_analysts_dashboard(units):
    analysts, edition = ({k: v for k, v in one.items() if k not in OWN} for one in units)
    assert analysts == edition
    assert len(analysts) > 25


def test_an_edition_runs_apart_from_the_extract(units):
    analysts, edition = units
    assert analysts["User"] != edition["User"]
    given = {line.split("=", 1)[0]: line.split("=", 1)[1] for line in edition["Environment"]}
    assert given["PERSPECTIEF_BUNDLE"].startswith("/var/lib/perspectief-uitgave/")
    assert not {"PERSPECTIEF_EXTRACT", "PERSPECTIEF_TRAIL", "STREAMLIT_SECRETS_FILES"} & set(given)
    closed = edition["InaccessiblePaths"][0].replace("-/", "/").split()
    of_analysts = [line.split("=", 1) for line in analysts["Environment"]]
    private = [
        value
        for key, value in of_analysts
        if key in ("PERSPECTIEF_EXTRACT", "PERSPECTIEF_TRAIL", "STREAMLIT_SECRETS_FILES")
    ]
    assert len(private) == 3
    for path in private:
        assert any(path.startswith(f"{folder}/") for folder in closed), path
    assert not any(given["PERSPECTIEF_BUNDLE"].startswith(f"{folder}/") for folder in closed)
