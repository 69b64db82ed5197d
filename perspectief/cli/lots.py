"""The lot by which results are drawn before anything is published: `--randomise N --key FILE`."""

from __future__ import annotations

import argparse
import os
import secrets
from contextlib import suppress
from pathlib import Path

from perspectief.cli.errors import DataError, UsageError
from perspectief_core.disclosure.randomising import LARGEST, SHORTEST_KEY, SMALLEST, Lot

KEY_BYTES = 32
MOST_KEY = 1024
"""Bytes of a key that are read: a larger file was not meant as one."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the two options to a command."""
    parser.add_argument(
        "--randomise",
        type=int,
        default=0,
        metavar="N",
        help="of N of 100 people, draw the results by lot from those of others (PRAM)",
    )
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="what decides the lot, kept secret; made by `publish` where there is none yet",
    )


def lot_of(args: argparse.Namespace, *, make_key: bool = False) -> Lot | None:
    """Return the lot that is asked for; None when nothing is drawn.

    Raises
    ------
    UsageError
        When one of the two options is missing, or the number is out of bounds.
    DataError
        When the key cannot be read or made, or is too short.
    """
    if bool(args.randomise) != (args.key is not None):
        raise UsageError("`--randomise N` and `--key FILE` go together")
    if args.key is None:
        return None
    if not SMALLEST <= args.randomise <= LARGEST:
        raise UsageError(f"`--randomise` must be from {SMALLEST} to {LARGEST}")
    return Lot(args.randomise, _key(args.key, make_key))


def _key(path: Path, make_it: bool) -> bytes:
    """Return the key in a file, without the white space around it."""
    try:
        if make_it:
            _make(path)
        with path.open("rb") as file:
            key = file.read(MOST_KEY + 1).strip()
    except OSError as error:
        raise DataError(f"the key `{path}` cannot be read or made") from error
    if not SHORTEST_KEY <= len(key) <= MOST_KEY:
        raise DataError(f"the key `{path}` must have {SHORTEST_KEY} to {MOST_KEY} bytes")
    return key


def _make(path: Path) -> None:
    """Write a key that nobody can guess, for its owner alone; one that is there stays."""
    with suppress(FileExistsError):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as made:
            made.write(secrets.token_hex(KEY_BYTES))
