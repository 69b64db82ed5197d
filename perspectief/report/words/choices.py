"""A choice that a page offers, as its select box, address and links use it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perspectief.report.words import labels
from perspectief.report.words.outcome_words import KEY_OUTCOMES


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: label, code in the address, options (code to name) and the report's option."""

    label: str
    code: str
    options: dict[str, str]
    default: str

    def __post_init__(self) -> None:
        """Refuse a default that nobody could choose."""
        if self.default not in self.options:
            raise ValueError(f"`default` of `{self.code}`: expected one of its options")


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """A choice of some of many: label, code in the address, options, what stands there first.

    `most` is how many can be chosen, `nothing` what an empty box says.
    """

    label: str
    code: str
    options: dict[str, str]
    default: tuple[str, ...]
    most: int
    nothing: str

    def __post_init__(self) -> None:
        """Refuse a default that nobody could choose."""
        if not set(self.default) <= set(self.options) or len(self.default) > self.most:
            raise ValueError(f"`default` of `{self.code}`: expected at most {self.most} options")

    def read(self, written: str) -> tuple[str, ...] | None:
        """Return the codes in a value of the address, each once; None when it is no choice."""
        codes = tuple(dict.fromkeys(part for part in written.split(".") if part))
        return codes if len(codes) <= self.most and set(codes) <= set(self.options) else None

    @staticmethod
    def written(codes: Iterable[str]) -> str:
        """Return codes as the address writes them; none is an empty value."""
        return ".".join(codes)


OUTCOME = Choice(
    "Uitkomst",
    "uitkomst",
    {code: labels.OUTCOME[code] for code in (*KEY_OUTCOMES, *labels.OUTCOME)},
    "verblijfsvergunning",
)
"""The outcome that a page is about; the same code on every page, so that a link keeps it."""

ANY_OUTCOME = Choice(
    OUTCOME.label, OUTCOME.code, OUTCOME.options | labels.OUTCOME_TOGETHER, OUTCOME.default
)
"""The same, also with the outcomes that the report counts as one: for shares of steunpunten."""
