"""The two ways a command can fail."""

from __future__ import annotations

from collections.abc import Collection


class UsageError(Exception):
    """The command was used wrongly: one line on standard error, exit 2."""


class DataError(Exception):
    """The data cannot be used: one line on standard error, exit 1."""


def refuse_unknown(option: str, value: str, allowed: Collection[str]) -> None:
    """Raise UsageError when the value of an option is not one of those allowed."""
    if value not in allowed:
        raise UsageError(f"`{option}`: `{value}` is not one of {', '.join(allowed)}")
