"""What a page may ask: protected results and finished blocks. All caching.

A page gets its numbers as `view().ask(analysis)`: the analysis runs on the cohort and its result
passes the gate. `view().block(build, …)` makes a block of them, ready to draw. Both are remembered
under everything that decides them: the identity of the extract, the selection, the policy, the
function and its arguments. When another extract comes in use, all of it is forgotten; between runs
a session only knows which one it showed, so that a tab that nobody looks at keeps none alive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, TypeVar, cast

import streamlit as st

from perspectief.publishing.bundle import BundleError
from perspectief.publishing.edition import Opened, open_edition
from perspectief.report.block import view as views
from perspectief.report.block.blocks import Block
from perspectief.report.block.marks import build_marked
from perspectief.report.block.view import said
from perspectief.screen import access, address, editions
from perspectief.screen.remembering import Memory, always, bytes_of, key_of
from perspectief.screen.supply import InUse, Later, Supply
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.cohort.standing import columns_of
from perspectief_core.data import remembered
from perspectief_core.data.extract import ExtractFaultsError
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.exchanging import shown_under
from perspectief_core.disclosure.policies import Policy, Withheld
from perspectief_core.disclosure.protecting import Protected, released
from perspectief_core.published.shipped import shipped
from perspectief_core.sensitivity.combinations import Combinations, combine

__all__ = [
    "ColumnMissingError",
    "View",
    "Withheld",
    "among_all",
    "asked_view",
    "in_use",
    "is_demonstration",
    "is_outdated",
    "let_go",
    "made",
    "open_view",
    "policy",
    "prepare",
    "said",
    "supply",
    "view",
    "whole",
    "whole_page",
]

T = TypeVar("T")

DEFAULT_EXTRACT = shipped("synthetic")
_VIEW = access.VIEW
_RUNNING = "_whole_page_runs"

MB = 1e6
_supplies = Memory[Supply](4)
_editions = Memory[Opened](2)
_cohorts = Memory[Cohort](5 * MB, bytes_of)
_combinations = Memory[Combinations](10 * MB, bytes_of)
_results = Memory[Protected[Any]](12 * MB, bytes_of)
# Apart, so that no list of thousands of steunpunten drives out the audit, which takes longest.
_of_extracts = Memory[Protected[Any]](2 * MB, bytes_of)
_made = Memory[Any](24 * MB, bytes_of)


def policy() -> Policy:
    """Return the disclosure policy in force for who asks; raises when nobody may ask."""
    own = access.policy_of(access.role())
    return "publicatie" if own == "open" and address.asks_published() else own


def is_demonstration() -> bool:
    """Tell whether data without persons are shown as those with persons would be published."""
    return access.policy_of(access.role()) == "open" and address.asks_published()


def whole() -> View:
    """Return the report's own view of the extract in use: its choices, everyone.

    The extract is that of the folder `PERSPECTIEF_EXTRACT`, or the one that ships. A folder whose
    contents changed is loaded anew; see `supply`.

    Raises
    ------
    ExtractFaultsError
        With every fault, when there is no sound extract and there was none.
    BundleError
        When an edition is shown (`PERSPECTIEF_BUNDLE`) and it cannot be used.
    """
    in_force, edition = policy(), editions.path()
    if edition is not None:
        return _whole_edition(edition, in_force)
    folder, used = supply()
    return _of_everyone(folder, used, in_force)


def _of_everyone(folder: Path, used: InUse, in_force: Policy) -> View:
    return View(
        extract=shown_under(used.extract, in_force),
        selection=Selection(),
        policy=in_force,
        stamp=_stamp(folder, used),
        used=used,
    )


def _stamp(place: Path, used: InUse) -> str:
    return f"{place} {used.identity}"


def _whole_edition(file: Path, in_force: Policy) -> View:
    opened = _opened(file)
    bundle = opened.bundle
    made = datetime.combine(bundle.made, time(), UTC)
    used = InUse(opened.extract, bundle.checksum, made)
    return replace(_of_everyone(file, used, in_force), edition=opened)


def _opened(file: Path) -> Opened:
    return _editions.get(editions.identity(file), lambda: open_edition(file))


def prepare() -> None:
    """Read and compute what the first visitor needs; raises as `whole`."""
    edition = editions.path()
    if edition is not None:
        _opened(edition)
        return
    # What the core remembers for every page: how everyone stood at each peildatum, and what each
    # column says of them.
    extract = supply()[1].extract
    columns_of(extract).place_all()
    combine(extract)


def in_use() -> View | None:
    """Return the view of everyone of what is in use now, without a look at the folder.

    For what is made before anybody asks, under the policy of those who need not sign in. Where
    people sign in there is no policy before they did.
    """
    return _now(access.policy_of(None))


def _now(in_force: Policy) -> View | None:
    edition = editions.path()
    if edition is not None:
        return _whole_edition(edition, in_force)
    folder = _folder()
    used = _supply_of(folder).used
    return None if used is None else _of_everyone(folder, used, in_force)


def supply() -> tuple[Path, InUse]:
    """Return the folder of the extract and what is in use of it; only the server may ask this."""
    folder = _folder()
    return folder, _supply_of(folder).current()


def _folder() -> Path:
    return Path(os.environ.get("PERSPECTIEF_EXTRACT") or DEFAULT_EXTRACT)


def _supply_of(folder: Path) -> Supply:
    return _supplies.get(folder, lambda: Supply(folder, _forget))


def _forget() -> None:
    for memory in (_cohorts, _combinations, _results, _of_extracts, _made):
        memory.clear()
    remembered.forget()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class View(views.View):
    """A view whose answers are remembered for every session.

    `stamp` names the folder of the extract and what it holds; `used` says since when. Of an
    `edition` the extract has no people in it, and what is asked is looked up and not computed.
    """

    stamp: str
    used: InUse
    edition: Opened | None = None

    @property
    def query(self) -> dict[str, str]:
        """The parameters of a link that keeps what is seen of whom."""
        return address.selection_query(self.asked)

    @property
    def offers(self) -> tuple[Selection, ...]:
        """The views of one filter that are published; there are no others to choose from."""
        return closing.offers(self.extract) if self.edition is None else self.edition.offers

    @property
    def _cohort(self) -> Cohort:
        return _cohorts.get(
            self._where, lambda: select(self.extract, self.selection), self.is_in_use
        )

    @property
    def _choices(self) -> Combinations:
        return _combinations.get(
            self._where, lambda: combine(self.extract, self.selection), self.is_in_use
        )

    def is_in_use(self) -> bool:
        """Tell whether these data are still those to show; a page that runs goes on with them."""
        if self.edition is not None:
            return True
        folder = _folder()
        used = _supply_of(folder).used
        return used is not None and _stamp(folder, used) == self.stamp

    @property
    def _where(self) -> Hashable:
        return self.stamp, self.selection, self.policy

    def _marked(
        self, build: Callable[..., Block], parts: tuple[object, ...], options: dict[str, object]
    ) -> Block:
        return _made_under(self.policy, build_marked, (build, *parts), options, self.is_in_use)

    def _ask(self, question: views.Question[T]) -> Protected[T]:
        access.check(self.policy)
        given = key_of(question.args), key_of(question.options)
        key = self._where, question.of, question.analysis, given
        memory = _of_extracts if question.of == "extract" and not question.args else _results
        return memory.get(key, lambda: views.View._ask(self, question), self.is_in_use)

    def _computed(self, question: views.Question[T]) -> Protected[T]:
        if self.edition is None:
            return views.View._computed(self, question)
        given = question.args, question.options
        answer = self.edition.answer(question.of, question.analysis, given, self.selection)
        return released(cast(T, answer), self.origin)


def among_all() -> View:
    """Make and return the view of this run with all steunpunten; those in the filter stand out."""
    open_view(view().among_all())
    return view()


def made(build: Callable[..., T], *parts: object, **options: object) -> T:
    """Return what `build` makes of its parts, made once for the same parts.

    Charts take longer to make than their numbers. Parts are protected results as `ask` gives them,
    codes, numbers, frozen records, and tuples, lists and mappings of these.
    """
    holds = view().is_in_use if _VIEW in st.session_state else always
    return _made_under(policy(), build, parts, options, holds)


def _made_under(
    in_force: Policy,
    build: Callable[..., T],
    parts: tuple[object, ...],
    options: dict[str, object],
    holds: Callable[[], bool],
) -> T:
    key = build, in_force, key_of(parts), key_of(options)
    made_of: T = _made.get(key, lambda: build(*parts, **options), holds)
    return made_of


def asked_view() -> View:
    """Return the view of whom the reader chose, also on a page that counts more."""
    opened = view()
    return replace(opened, selection=opened.asked, chosen=())


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a session showed last, without the extract: that is looked up where it is in use."""

    stamp: str
    later: Later | None
    policy: Policy
    selection: Selection
    chosen: tuple[str, ...]

    def opened(self) -> View:
        """Return the view again; a page of data that are gone begins anew."""
        now = _now(self.policy)
        if now is None or now.stamp != self.stamp:
            st.rerun()
        return replace(now, selection=self.selection, chosen=self.chosen)


def open_view(opened: View) -> None:
    """Set the view of this run; the router does this before the page, which may change it."""
    st.session_state[_VIEW] = opened


def let_go() -> None:
    """Hold no extract after this run: another may come in use while nobody looks at this page."""
    opened = st.session_state.get(_VIEW)
    if isinstance(opened, View):
        st.session_state[_VIEW] = _Shown(
            opened.stamp, opened.used.later, opened.policy, opened.selection, opened.chosen
        )


@contextmanager
def whole_page() -> Iterator[None]:
    """Mark that the whole page runs, and not a part of it by itself; the router does this."""
    st.session_state[_RUNNING] = True
    try:
        yield
    finally:
        st.session_state[_RUNNING] = False


def is_outdated() -> bool:
    """Tell whether what the folder gives to show changed since this run's view was opened.

    Another extract came in use, none is left, or a later one cannot be used. A part of a page that
    runs by itself passes by the router; this is how it finds out. While the whole page runs the
    router has just looked, and to look again at every figure is a twentieth of the work.
    """
    if st.session_state.get(_RUNNING):
        return False
    opened: View | _Shown = st.session_state[_VIEW]
    access.check(opened.policy)
    try:
        now = whole()
    except (ExtractFaultsError, BundleError):
        return True
    later = opened.used.later if isinstance(opened, View) else opened.later
    return (now.stamp, now.used.later) != (opened.stamp, later)


def view() -> View:
    """Return the view of this run; raises when who asks may no longer see it."""
    current: View | _Shown = st.session_state[_VIEW]
    access.check(current.policy)
    return current if isinstance(current, View) else current.opened()
