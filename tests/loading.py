"""Remembers extracts that were loaded: to load one takes most of a second, to copy it no time.

In a run of tests the same files are read and checked once, in a process of their own as ever, and
given again after that; every caller gets tables of its own. A fault is remembered nowhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from perspectief_core.data import apart, extract
from perspectief_core.data.apart import parse_apart
from perspectief_core.data.extract import Contents, Extract

_read = extract._checked
_known: dict[str, Extract] = {}


def load_once() -> None:
    """Read and check the same files once, from now on."""
    extract._checked = _checked_once


def pytest_configure() -> None:
    """Do so as a plugin, `-p tests.loading`, for examples that stand beside the tests."""
    load_once()


@contextmanager
def loaded_anew() -> Iterator[None]:
    """Read and check files every time, as a process does that loads an extract once."""
    with patch.object(extract, "_checked", _read):
        yield


def _checked_once(files: Mapping[str, Contents]) -> Extract:
    contents = [content for _, content in sorted(files.items()) if isinstance(content, bytes)]
    if apart.parse_apart is not parse_apart or len(contents) < len(files):
        return _read(files)
    key = " ".join(hashlib.sha256(content).hexdigest() for content in contents)
    if key not in _known:
        _known[key] = _read(files)
    known = _known[key]
    return replace(known, **{name: getattr(known, name).copy() for name in extract.TABLES})
