"""Files that appear whole or not at all, and leave nothing behind when the program is killed."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

_EXCHANGE = 2
_AT_CWD = -100


def write_whole(path: Path, content: bytes) -> None:
    """Write a file without a named temporary: it has no name until it is whole.

    Notes
    -----
    Returned workbooks hold personal data. A file without a name (Linux: `O_TMPFILE`) is gone when
    the process is. Where the file system has none, the file is written in place.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    nameless = _nameless(path.parent, content)
    if nameless is None:
        path.write_bytes(content)
        return
    try:
        path.unlink(missing_ok=True)
        _name(nameless, path)
    finally:
        os.close(nameless)


def place_folder(
    folder: Path, contents: Mapping[str, bytes], check: Callable[[Mapping[str, bytes]], None]
) -> None:
    """Put a folder of files in place at once, after `check` accepted it.

    Parameters
    ----------
    folder : Path
        Replaced when it exists; otherwise made.
    contents : mapping
        Bytes per file name.
    check : callable
        Gets the contents, and raises when they are not right.

    Notes
    -----
    What is checked has not been on a disk. Only then the files get names, in a folder beside, which
    changes places with the old one in a single step.
    """
    check(contents)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(folder)
    shutil.rmtree(aside, ignore_errors=True)
    try:
        nameless = {name: _nameless(folder.parent, content) for name, content in contents.items()}
        aside.mkdir()
        for name, number in nameless.items():
            if number is None:
                (aside / name).write_bytes(contents[name])
            else:
                _name(number, aside / name)
                os.close(number)
        _swap(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.nieuw"


def _nameless(folder: Path, content: bytes) -> int | None:
    """Return a file without a name in `folder`, or None where the system cannot make one."""
    if not hasattr(os, "O_TMPFILE"):
        return None
    try:
        number = os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o644)
    except OSError:
        return None
    with os.fdopen(os.dup(number), "wb") as file:
        file.write(content)
    os.fsync(number)
    return number


def _name(number: int, path: Path) -> None:
    """Give a nameless file its name."""
    # Only with a folder's number does Python ask the system to follow the link in /proc.
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.link(f"/proc/self/fd/{number}", path.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _swap(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    library = ctypes.CDLL(None, use_errno=True)
    done = library.renameat2(
        _AT_CWD, os.fsencode(new), _AT_CWD, os.fsencode(folder), ctypes.c_uint(_EXCHANGE)
    )
    if done == 0:
        return
    # A file system that cannot exchange two folders: the old one steps aside first.
    old = folder.parent / f".{folder.name}.oud"
    shutil.rmtree(old, ignore_errors=True)
    folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old)
