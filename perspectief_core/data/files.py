"""Reading a file once, whole, and only when it is a plain file of a modest size.

What is checked is what is used: the bytes in memory, not a file that may change in between.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

_NAME_LENGTH = 40
# Where a system has no such flags it has no such files either.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


class UnreadableError(Exception):
    """A file that is not read: the code of a fault, and what is allowed."""

    def __init__(self, rule: str, allowed: str = "") -> None:
        super().__init__(rule)
        self.rule, self.allowed = rule, allowed


def read_plain(path: Path, most: int) -> bytes:
    """Return the bytes of a plain file.

    Parameters
    ----------
    path : Path
        The file itself: a link is not followed, wherever it leads.
    most : int
        Bytes that it may hold.

    Raises
    ------
    UnreadableError
        When it is absent, no plain file (a link, folder, pipe or device), too large, or may not be
        read.
    """
    try:
        # Looked at before it is opened: to open a device can do something.
        _check_plain(path.lstat(), most)
        handle = os.open(path, _FLAGS)
        with os.fdopen(handle, "rb") as file:
            _check_plain(os.fstat(handle), most)
            contents = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableError("bestand_ontbreekt") from None
    except (OSError, ValueError):
        raise UnreadableError("onleesbaar") from None
    if len(contents) > most:
        raise UnreadableError("bestand_te_groot", size_words(most))
    return contents


def _check_plain(status: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("geen_gewoon_bestand")
    if status.st_size > most:
        raise UnreadableError("bestand_te_groot", size_words(most))


def size_words(size: int) -> str:
    """Return a size in whole MB, or KB below one MB."""
    megabytes = size // 1024 // 1024
    return f"{megabytes} MB" if megabytes else f"{size // 1024} KB"


def printable(text: object) -> str:
    """Return a name that came from a file as it may be shown: cut, and without control characters.

    Parameters
    ----------
    text : object
        Name of a column, key or level.

    Returns
    -------
    str
        At most 40 characters; what is invisible, turns the direction of text or cannot be encoded
        is a question mark, and so is the mark that names stand between.
    """
    said = str(text)[: _NAME_LENGTH + 1]
    shown = "".join(
        "?" if character == "`" or unseen(character) else character for character in said
    )
    return shown if len(shown) <= _NAME_LENGTH else shown[: _NAME_LENGTH - 1] + "…"


def unseen(text: str) -> bool:
    """Whether a text holds a character that cannot be seen or written: a control, half a pair, …"""
    # Nearly every text is printable, and one look tells that of all its characters.
    return not text.isprintable() and any(
        unicodedata.category(character) in _UNSEEN for character in text
    )


# Control, format, half of a pair, private, unassigned; separators of lines and paragraphs.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
