"""Results as plain dicts and lists, field by field, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from perspectief_core.shares.intervals import Share

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """Return a result as JSON knows it.

    A share carries its quotient as `share` as well. Raises TypeError for anything that is not made
    of dataclasses, mappings, sequences, text and numbers.
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return parts | ({"share": value.share} if isinstance(value, Share) else {})
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(part) for part in value]
    raise TypeError(f"no JSON for `{type(value).__name__}`")
