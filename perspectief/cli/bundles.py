"""Published editions that are named on the command line."""

from __future__ import annotations

from pathlib import Path

from perspectief.cli.errors import DataError
from perspectief.publishing.bundle import Bundle, BundleError
from perspectief.publishing.edition import open_bundle

FAULTS = {
    "absent": "there is no edition `{path}`, or you may not read it",
    "not_a_bundle": "`{path}` is not an edition",
    "damaged": "the edition `{path}` is damaged",
    "other_program": (
        "the edition `{path}` was made by another version of this program; publish it again"
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
