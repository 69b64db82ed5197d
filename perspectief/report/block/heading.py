"""The heading of a figure, declared once at what makes the figure.

A figure that is withheld stands there under its heading all the same. It cannot be made without its
numbers; so what makes it says under which heading. What is always shown may say so in the figure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

Build = TypeVar("Build", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Heading:
    """The key of a figure, stable within its page, and its title."""

    key: str
    title: str

    def about(self, what: str) -> Heading:
        """Return the heading of a figure about one thing: `De boom: vergunning`."""
        return self.titled(f"{self.title}: {what}")

    def titled(self, title: str) -> Heading:
        """Return the heading with another title: one that says more once the numbers are there."""
        return replace(self, title=title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """What stands on a page under a heading."""

    heading: Heading

    @property
    def key(self) -> str:
        """Its name within the page."""
        return self.heading.key

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.heading.title


_HEADINGS: dict[Callable[..., Any], Heading] = {}


def under(heading: Heading) -> Callable[[Build], Build]:
    """Mark what makes a figure of computed results with the heading of that figure."""

    def declared(build: Build) -> Build:
        _HEADINGS[build] = heading
        return build

    return declared


def heading_of(build: Callable[..., Any]) -> Heading:
    """Return the heading of what `build` makes; KeyError when it has none."""
    return _HEADINGS[build]
