"""The two ways a command can fail."""

from __future__ import annotations


class UsageError(Exception):
    """The command was used wrongly: one line on standard error, exit 2."""


class DataError(Exception):
    """The data cannot be used: one line on standard error, exit 1."""
