"""A choice that does not exist: what was asked, what can be asked, and what comes nearest."""

from __future__ import annotations

from difflib import get_close_matches

_LONGEST = 40
"""Characters of what was found that a message repeats: a code from an address can be anything."""


class InvalidChoiceError(ValueError):
    """A criterion or filter was given an option that it does not have.

    Parameters
    ----------
    field : str
        Code of the criterion or filter.
    options : tuple of str
        Its options; empty when they are no list.
    found : object
        What was given: a code, never anything about a person.
    expected : str
        What would be right, in words; default: one of the options.
    """

    def __init__(
        self, field: str, options: tuple[str, ...], found: object, expected: str = ""
    ) -> None:
        text = found if isinstance(found, str) else repr(found)
        near = get_close_matches(found, options, 1) if isinstance(found, str) else []
        self.field, self.options = field, options
        self.found = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        self.nearest = near[0] if near else None
        hint = f"; nearest `{self.nearest}`" if self.nearest else ""
        expected = expected or f"one of {', '.join(options)}"
        super().__init__(f"`{field}`: expected {expected}; found `{self.found}`{hint}")
