"""Published editions that are named on the command line."""

from __future__ import annotations

from pathlib import Path

from perspectief.cli.errors import DataError
from perspectief.publishing.bundle import Bundle, BundleError
from perspectief.publishing.edition import open_bundle

FAULTS = {
    "absent": "er is geen uitgave `{path}`, of u mag die niet lezen",
    "not_a_bundle": "`{path}` is geen uitgave",
    "damaged": "de uitgave `{path}` is beschadigd",
    "other_program": (
        "de uitgave `{path}` is gemaakt met een andere versie van dit programma; publiceer opnieuw"
    ),
}
"""Why an edition cannot be read, by the code of the fault."""


def opened(path: Path) -> Bundle:
    """Return the edition in a file; raises DataError when it cannot be used."""
    try:
        return open_bundle(path)
    except BundleError as error:
        raise unusable(path, error) from error


def unusable(path: Path, error: BundleError) -> DataError:
    """Return what is said of an edition that cannot be used."""
    return DataError(FAULTS[error.fault].format(path=path))
