"""The axes of a chart: which number stands where, and which numbers are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Any

from perspectief.report.words import formats

Spec = Mapping[str, Any]
"""A part of a chart's description, as Plotly knows it."""
_STEPS = (1, 2, 5, 10)
_ROOM = {"x": 90.0, "y": 44.0}
"""Pixels that one written number takes at least."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its description, its numbers from `start` to `end`, at pixels `low` to `high`."""

    spec: Spec
    start: float
    end: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the pixel of a number."""
        return self.low + (value - self.start) / (self.end - self.start) * (self.high - self.low)

    @property
    def visible(self) -> bool:
        """Whether anything of the axis is drawn."""
        return bool(self.spec.get("visible", True))

    def ticks(self, letter: str) -> list[tuple[float, str]]:
        """Return the numbers that are written, with their text; `letter` is x or y."""
        given = self.spec.get("tickvals")
        if given is not None:
            return list(zip(map(float, given), map(str, self.spec["ticktext"]), strict=True))
        step = float(self.spec.get("dtick") or self._step(_ROOM[letter]))
        first = ceil(min(self.start, self.end) / step - 1e-9)
        last = floor(max(self.start, self.end) / step + 1e-9)
        return [(n * step, self._written(n * step, step)) for n in range(first, last + 1)]

    def _step(self, room: float) -> float:
        """Return the smallest round step that leaves every number its room."""
        span = abs(self.end - self.start)
        most = max(1, int(abs(self.high - self.low) / room))
        most = min(most, int(self.spec.get("nticks") or most))
        size = 10.0 ** floor(log10(span / most))
        return next(
            (size * step for step in _STEPS if span / (size * step) <= most + 1e-9), 10 * size
        )

    def _written(self, value: float, step: float) -> str:
        decimals = max(0, -floor(log10(step) + 1e-9))
        return f"{formats.number(value, decimals)}{self.spec.get('ticksuffix', '')}"


def span(spec: Spec, values: Sequence[float]) -> tuple[float, float]:
    """Return the numbers of an axis: those described, else those of its values and some room."""
    if spec.get("range") is not None:
        start, end = spec["range"]
        return float(start), float(end)
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if spec.get("rangemode") == "tozero":
        low = min(low, 0.0)
    room = 0.05 * (high - low or 1.0)
    return (low if low == 0 else low - room), high + room
