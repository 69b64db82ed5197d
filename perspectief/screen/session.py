"""What a page may ask: protected results and finished blocks. All caching.

A page gets its numbers as `view().ask(analysis)`: the analysis runs on the cohort and its result
passes the gate. `view().block(build, …)` makes a block of them, ready to draw. Both are remembered
under everything that decides them: the manifest of the extract, the selection, the policy, the
function and its arguments.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

import streamlit as st

from perspectief.report.block import strips
from perspectief.report.block.blocks import Block
from perspectief.report.block.main_numbers import main_numbers
from perspectief.screen.remembering import Memory, key_of
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.data import extract as extracts
from perspectief_core.data.extract import Extract
from perspectief_core.data.shipped import shipped
from perspectief_core.disclosure.protecting import Policy, Protected, protect
from perspectief_core.sensitivity.combinations import Combinations, combine
from perspectief_core.sensitivity.measures import measure_range

__all__ = ["ColumnMissingError", "View", "has_view", "made", "open_view", "policy", "view", "whole"]

T = TypeVar("T")

DEFAULT_EXTRACT = shipped("synthetic")
_VIEW = "_view"
_REPORT = {criterion.code: criterion.default for criterion in CRITERIA}

_extracts = Memory[Extract](2)
_cohorts = Memory[Cohort](64)
_combinations = Memory[Combinations](32)
_results = Memory[Protected[Any]](1024)
_made = Memory[Any](512)


def policy() -> Policy:
    """Return the disclosure policy of this process."""
    return "open"


def whole() -> View:
    """Return the report's own view of the extract in use: its choices, everyone.

    The extract is that of the folder `PERSPECTIEF_EXTRACT`, or the one that ships. A manifest with
    other contents is another extract.

    Raises
    ------
    ExtractFaultsError
        With every fault.
    """
    folder = Path(os.environ.get("PERSPECTIEF_EXTRACT") or DEFAULT_EXTRACT)
    manifest = folder / "manifest.json"
    stamp = hashlib.sha256(manifest.read_bytes() if manifest.is_file() else b"").hexdigest()
    extract = _extracts.get((str(folder), stamp), lambda: extracts.load(folder))
    return View(extract, stamp, Selection(), policy())


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one reader looks at: an extract, a selection of it, and the policy in force.

    `stamp` is the hash of the extract's manifest, which holds the hash of each of its files.
    """

    extract: Extract
    stamp: str
    selection: Selection
    policy: Policy

    @property
    def cohort(self) -> Cohort:
        """The people counted; for analyses only, never to show."""
        return _cohorts.get(self._where, lambda: select(self.extract, self.selection))

    @property
    def combinations(self) -> Combinations:
        """The people counted under all choices of criteria; for analyses only, never to show."""
        return _combinations.get(self._where, lambda: combine(self.extract, self.selection))

    @property
    def names(self) -> dict[str, str]:
        """Names of the steunpunten by code."""
        places = self.extract.steunpunten
        return dict(zip(places["steunpunt"], places["naam"], strict=True))

    def only(self, **changes: object) -> View:
        """Return the view with these criteria and filters changed."""
        return replace(self, selection=self.selection.only(**changes)) if changes else self

    def ask(self, analysis: Callable[..., T], *args: object, **options: object) -> Protected[T]:
        """Return the protected result of `analysis(cohort, *args, **options)`.

        Arguments are codes, numbers, frozen records, and tuples, lists and mappings of these.
        """
        return self._ask("cohort", analysis, args, options)

    def ask_extract(self, analysis: Callable[..., T], *args: object) -> Protected[T]:
        """Return the protected result of `analysis(extract, *args)`: whatever the selection is."""
        return self._ask("extract", analysis, args, {})

    def ask_choices(
        self, analysis: Callable[..., T], *args: object, **options: object
    ) -> Protected[T]:
        """Return the protected result of `analysis(combinations, *args, **options)`.

        The combinations are all choices of criteria; of the selection only the filters count.
        """
        return self.only(**_REPORT)._ask("combinations", analysis, args, options)

    def block(self, build: Callable[..., Block], *parts: object, **options: object) -> Block:
        """Return the block that `build` makes of its parts, with its strip 'bij andere keuzes'.

        Parts as in `made`.
        """
        block = made(build, *parts, **options)
        numbers = main_numbers(block)
        try:
            ranges = [
                self.only(**dict(number.within)).ask_choices(measure_range, number.measure)
                for number in numbers
            ]
        except ColumnMissingError:
            # The figure itself says what is missing.
            return block
        return replace(block, strip=strips.strip(numbers, ranges)) if numbers else block

    @property
    def _where(self) -> Hashable:
        return self.stamp, self.selection, self.policy

    def _ask(
        self,
        of: Literal["cohort", "extract", "combinations"],
        analysis: Callable[..., T],
        args: tuple[object, ...],
        options: dict[str, object],
    ) -> Protected[T]:
        def answer() -> Protected[T]:
            result = analysis(getattr(self, of), *args, **options)
            return protect(result, self.extract, self.selection, self.policy)

        return _results.get((self._where, of, analysis, key_of(args), key_of(options)), answer)


def made(build: Callable[..., T], *parts: object, **options: object) -> T:
    """Return what `build` makes of its parts, made once for the same parts.

    Charts take longer to make than their numbers. Parts are protected results as `ask` gives them,
    codes, numbers, frozen records, and tuples, lists and mappings of these.
    """
    made_of: T = _made.get(
        (build, key_of(parts), key_of(options)), lambda: build(*parts, **options)
    )
    return made_of


def open_view(opened: View) -> None:
    """Set the view of this run; the router does this before the page."""
    st.session_state[_VIEW] = opened


def has_view() -> bool:
    """Tell whether the router has set a view in this session."""
    return _VIEW in st.session_state


def view() -> View:
    """Return the view of this run."""
    current: View = st.session_state[_VIEW]
    return current
