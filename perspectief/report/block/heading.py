"""The heading of a figure, declared once at what makes the figure.

A figure that is withheld stands there under its heading all the same. It cannot be made without its
numbers; so what makes it says under which heading. A figure about one thing has a heading of its
own, with a title that says more; so may have what is always shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
Figure = TypeVar("Figure", bound="Headed")


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


UNNAMED = Heading("", "")
"""Stands in a figure until `under` gives it the heading of what made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """What stands on a page under a heading."""

    heading: Heading = UNNAMED

    @property
    def key(self) -> str:
        """Its name within the page."""
        return self.heading.key

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.heading.title


_HEADINGS: dict[Callable[..., Any], Heading] = {}


def under(heading: Heading) -> Callable[[Callable[P, Figure]], Callable[P, Figure]]:
    """Give what `build` makes this heading, unless it has one that says more, and remember it."""

    def declared(build: Callable[P, Figure]) -> Callable[P, Figure]:
        @wraps(build)
        def headed(*parts: P.args, **options: P.kwargs) -> Figure:
            figure = build(*parts, **options)
            return replace(figure, heading=heading) if figure.heading is UNNAMED else figure

        _HEADINGS[headed] = heading
        return headed

    return declared


def heading_of(build: Callable[..., Any]) -> Heading:
    """Return the heading of what `build` makes; KeyError when it has none."""
    return _HEADINGS[build]
