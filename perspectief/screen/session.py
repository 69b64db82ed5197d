"""What a page may ask: the extract in use, the selection, and protected results. All caching.

A page gets its numbers as `view().ask(analysis)`: the analysis runs on the cohort, its result
passes the gate, and the protected result is cached under extract, selection and question.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import CRITERIA, Selection, to_query
from perspectief_core.data import extract as extracts
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure import protecting
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.results import Policy
from perspectief_core.sensitivity.combinations import Combinations, combine

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_EXTRACT = ROOT / "data" / "synthetic"
_VIEW = "_view"


def extract_folder() -> Path:
    """Return the folder of the extract in use: `PERSPECTIEF_EXTRACT`, or the one that ships."""
    return Path(os.environ.get("PERSPECTIEF_EXTRACT") or DEFAULT_EXTRACT)


def policy() -> Policy:
    """Return the disclosure policy of this process."""
    return "open"


@st.cache_resource(show_spinner=False, max_entries=2)
def _load(folder: str, _stamp: float) -> Extract:
    return extracts.load(Path(folder))


def extract() -> Extract:
    """Return the extract in use; raises `ExtractFaultsError` with every fault.

    A changed manifest is a new extract and is read anew.
    """
    folder = extract_folder()
    manifest = folder / "manifest.json"
    stamp = manifest.stat().st_mtime if manifest.exists() else 0.0
    return _load(str(folder), stamp)


def warm() -> None:
    """Read the extract before the first visitor comes; its faults wait for the screen."""
    try:
        select(extract(), Selection())
    except extracts.ExtractFaultsError:
        # The router shows the faults to whoever opens a page; the server itself is fine.
        return


def _key(selection: Selection) -> str:
    return "&".join(f"{code}={value}" for code, value in to_query(selection).items())


@st.cache_resource(show_spinner=False, max_entries=64)
def _cohort(
    extract_id: str, selection_key: str, _extract: Extract, _selection: Selection
) -> Cohort:
    return select(_extract, _selection)


@st.cache_resource(show_spinner=False, max_entries=32)
def _combinations(
    extract_id: str, filters_key: str, _extract: Extract, _filters: Selection
) -> Combinations:
    return combine(_extract, _filters)


# A resource and not data: a protected result cannot change, so all readers may have the same one,
# without a copy per run.
@st.cache_resource(show_spinner=False, max_entries=1024)
def _ask_cohort(
    where: tuple[str, str], question: str, _analysis: Callable[[], Any], _view: View
) -> Protected[Any]:
    return protecting.protect(_analysis(), _view.extract, _view.selection, policy())


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one reader looks at: an extract and a selection of it."""

    extract: Extract
    selection: Selection

    @property
    def cohort(self) -> Cohort:
        """The people counted; for analyses only, never to show."""
        return _cohort(self.extract.id, _key(self.selection), self.extract, self.selection)

    @property
    def names(self) -> dict[str, str]:
        """Names of the steunpunten by code."""
        places = self.extract.steunpunten
        return dict(zip(places["steunpunt"], places["naam"], strict=True))

    def ask(self, analysis: Callable[..., T], *args: object, **options: object) -> Protected[T]:
        """Return the protected result of `analysis(cohort, *args, **options)`.

        Options must have a stable repr: codes, numbers, tuples.
        """
        question = f"{analysis.__module__}.{analysis.__qualname__}{args}{sorted(options.items())}"
        return _ask_cohort(
            (self.extract.id, _key(self.selection)),
            question,
            lambda: analysis(self.cohort, *args, **options),
            self,
        )

    def ask_extract(self, analysis: Callable[..., T], *args: object) -> Protected[T]:
        """Return the protected result of `analysis(extract, *args)`: whatever the selection is."""
        question = f"{analysis.__module__}.{analysis.__qualname__}{args}"
        return _ask_cohort(
            (self.extract.id, _key(self.selection)),
            question,
            lambda: analysis(self.extract, *args),
            self,
        )

    def within(self, **filters: tuple[str, ...]) -> View:
        """Return the view with these filters as well."""
        return View(self.extract, self.selection.only(**filters)) if filters else self

    def ask_choices(
        self, analysis: Callable[..., T], *args: object, **options: object
    ) -> Protected[T]:
        """Return the protected result of `analysis(combinations, *args, **options)`.

        The combinations are all choices of criteria; of the selection only the filters count.
        Options as in `ask`.
        """
        report = {criterion.code: criterion.default for criterion in CRITERIA}
        whole = View(self.extract, self.selection.only(**report))
        question = f"{analysis.__module__}.{analysis.__qualname__}{args}{sorted(options.items())}"
        where = (self.extract.id, _key(whole.selection))
        return _ask_cohort(
            where,
            question,
            lambda: analysis(
                _combinations(*where, whole.extract, whole.selection), *args, **options
            ),
            whole,
        )


def made(build: Callable[..., T], *parts: object, **options: object) -> T:
    """Return what `build` makes of its parts, made once for the same parts.

    For blocks: charts take longer to make than their numbers. Parts are protected results as `ask`
    gives them, codes, numbers, and tuples, lists and mappings of these.
    """
    key = (build, *map(_hashable, parts), *((name, _hashable(options[name])) for name in options))
    making: _Making = _Making(key, partial(build, *parts, **options))
    result: T = _made(making)
    return result


@dataclass(frozen=True, slots=True)
class _Making:
    key: tuple[object, ...]
    run: Callable[[], Any] = field(compare=False)


@lru_cache(maxsize=512)
def _made(making: _Making) -> Any:  # noqa: ANN401 - whatever `run` returns
    return making.run()


def _hashable(part: object) -> object:
    if isinstance(part, Mapping):
        return tuple((key, _hashable(value)) for key, value in part.items())
    if isinstance(part, (list, tuple)):
        return tuple(_hashable(value) for value in part)
    return part


def open_view(extract_: Extract, selection: Selection) -> View:
    """Set the view of this run; the router does this before the page."""
    opened = View(extract_, selection)
    st.session_state[_VIEW] = opened
    return opened


def has_view() -> bool:
    """Tell whether the router has set a view in this session."""
    return _VIEW in st.session_state


def view() -> View:
    """Return the view of this run."""
    current: View = st.session_state[_VIEW]
    return current
