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
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import streamlit as st

from perspectief.publishing.bundle import BundleError
from perspectief.publishing.edition import Opened, open_edition
from perspectief.report.block.blocks import Block
from perspectief.report.block.marks import build_marked
from perspectief.report.block.view import Question, View, said
from perspectief.screen import access, address, editions, signing_in
from perspectief.screen.access import Right
from perspectief.screen.editions import NothingPublishedError
from perspectief.screen.remembering import Memory, always, bytes_of, key_of
from perspectief.screen.supply import InUse, Later, Supply
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.cohort.standing import columns_of
from perspectief_core.data import remembered
from perspectief_core.data.extract import Extract, ExtractFaultsError
from perspectief_core.disclosure.policies import Policy, Withheld
from perspectief_core.disclosure.protecting import Protected, Provenance, provenance_of, released
from perspectief_core.published.shipped import shipped

if TYPE_CHECKING:
    from perspectief_core.sensitivity.combinations import Combinations

__all__ = [
    "ColumnMissingError",
    "ScreenView",
    "Withheld",
    "among_all",
    "asked_view",
    "drawn",
    "in_use",
    "is_outdated",
    "let_go",
    "made",
    "open_view",
    "prepare",
    "right",
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


def _analysis(key: Any) -> Any:  # noqa: ANN401 - a key as `ScreenView._ask` makes it
    """Return what was asked: the answers to it are about as large."""
    return key[2]


def _builder(key: Any) -> Any:  # noqa: ANN401 - a key as `_made_under` makes it
    """Return what makes it: a block is made by the first of its parts."""
    build, _, parts, _ = key
    return parts[0] if build is build_marked else build


MB = 1e6
_supplies = Memory[Supply](4)
_editions = Memory[Opened](2)
# What is worked out of people comes on top, up to twenty times what they weigh by themselves.
_cohorts = Memory[Cohort](0.5 * MB, bytes_of)
_combinations = Memory["Combinations"](3 * MB, bytes_of)
_results = Memory[Protected[Any]](24 * MB, bytes_of, _analysis)
# Apart, so that no list of thousands of steunpunten drives out the audit, which takes longest.
_of_extracts = Memory[Protected[Any]](2 * MB, bytes_of)
_made = Memory[Any](44 * MB, bytes_of, _builder)


def right() -> Right:
    """Return what who asks may see, as their address asks for it; raises when nobody may ask."""
    return access.right(as_published=address.asks_published())


def whole() -> ScreenView:
    """Return the report's own view of the extract in use: its choices, everyone.

    The extract is that of the folder `PERSPECTIEF_EXTRACT`, or the one that ships. A folder whose
    contents changed is loaded anew; see `supply`.

    Raises
    ------
    ExtractFaultsError
        With every fault, when there is no sound extract and there was none.
    BundleError
        When an edition is to be shown (`PERSPECTIEF_BUNDLE`) and cannot be used, or is not there.
    """
    granted = right()
    if granted.edition:
        return _whole_edition(granted)
    folder, used = supply()
    return _of_everyone(folder, used, granted)


def _of_everyone(place: Path, used: InUse, granted: Right) -> ScreenView:
    # What an edition says was exchanged when it was made.
    extract = used.extract if granted.edition else _shown_under(used.extract, granted.policy)
    return ScreenView(
        extract=extract,
        selection=Selection(),
        policy=granted.policy,
        stamp=_stamp(place, used),
        used=used,
        preview=granted.preview,
    )


def _shown_under(extract: Extract, policy: Policy) -> Extract:
    # Loaded where there is an extract, as all in this module that only an extract needs: it is a
    # tenth of the start of an edition.
    from perspectief_core.disclosure.exchanging import shown_under

    return shown_under(extract, policy)


def _stamp(place: Path, used: InUse) -> str:
    return f"{place} {used.identity}"


def _whole_edition(granted: Right) -> ScreenView:
    file = editions.to_show()
    opened = _opened(file)
    bundle = opened.bundle
    made = datetime.combine(bundle.made, time(), UTC)
    used = InUse(opened.extract, bundle.checksum, made)
    return replace(_of_everyone(file, used, granted), edition=opened)


def _opened(file: Path) -> Opened:
    return _editions.get(editions.identity(file), lambda: open_edition(file))


def prepare() -> None:
    """Read and compute what the first visitor needs; raises as `whole`."""
    if not editions.alone():
        from perspectief_core.associations.coding import code_predictors
        from perspectief_core.sensitivity.combinations import combine

        # What the core remembers for every page: how everyone stood at each peildatum, what each
        # column says of them, and how they are coded for tests and trees.
        extract = supply()[1].extract
        columns_of(extract).place_all()
        combine(extract)
        code_predictors(select(extract, Selection()), frozenset())
    if editions.path() is not None:
        with suppress(NothingPublishedError):
            _opened(editions.to_show())


def in_use() -> ScreenView | None:
    """Return the view of everyone of what is in use now, without a look at the folder.

    For what is made before anybody asks, by the right of most who will: where people sign in that
    of an analyst. None when nothing is in use, or an edition cannot be used.
    """
    usual, _ = access.rights("analist" if signing_in.is_on() else None)
    try:
        return _now(usual)
    except BundleError:
        return None


def _now(granted: Right) -> ScreenView | None:
    if granted.edition:
        return _whole_edition(granted)
    folder = _folder()
    used = _supply_of(folder).used
    return None if used is None else _of_everyone(folder, used, granted)


def driven_out() -> int:
    """Return how many results and figures had to make room for others, ever."""
    return _results.driven_out + _made.driven_out


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
class ScreenView(View):
    """A view whose answers are remembered for every session.

    `stamp` names the folder of the extract and what it holds; `used` says since when. Of an
    `edition` the extract has no people in it, and what is asked is looked up and not computed. A
    `preview` is what an edition of the extract would have; `access.Right` says for whom.
    """

    stamp: str
    used: InUse
    edition: Opened | None = None
    preview: bool = False

    @property
    def right(self) -> Right:
        """By which right this was opened."""
        return Right(self.policy, self.edition is not None, self.preview)

    @property
    def origin(self) -> Provenance:
        """Where whatever is asked of this view comes from, and whether it stays on the screen."""
        origin = provenance_of(self.extract, self.selection, self.policy)
        return replace(origin, preview=self.preview)

    @property
    def query(self) -> dict[str, str]:
        """The parameters of a link that keeps what is seen of whom."""
        return address.selection_query(self.asked)

    @property
    def offers(self) -> tuple[Selection, ...]:
        """The views of one filter that are published; there are no others to choose from."""
        if self.edition is not None:
            return self.edition.offers
        from perspectief_core.disclosure import closing

        return closing.offers(self.extract)

    @property
    def _cohort(self) -> Cohort:
        return _cohorts.get(
            self._where, lambda: select(self.extract, self.selection), self.is_in_use
        )

    @property
    def _choices(self) -> Combinations:
        from perspectief_core.sensitivity.combinations import combine

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
        return self.stamp, self.selection, self.right

    def _marked(
        self, build: Callable[..., Block], parts: tuple[object, ...], options: dict[str, object]
    ) -> Block:
        return _made_under(self.right, build_marked, (build, *parts), options, self.is_in_use)

    def _ask(self, question: Question[T]) -> Protected[T]:
        access.check(self.right)
        given = key_of(question.args), key_of(question.options)
        key = self._where, question.of, question.analysis, given
        memory = _of_extracts if question.of == "extract" and not question.args else _results
        return memory.get(key, lambda: View._ask(self, question), self.is_in_use)

    def _computed(self, question: Question[T]) -> Protected[T]:
        if self.edition is None:
            computed = View._computed(self, question)
            return released(computed.value, self.origin) if self.preview else computed
        given = question.args, question.options
        answer = self.edition.answer(question.of, question.analysis, given, self.selection)
        return released(cast(T, answer), self.origin)


def among_all() -> ScreenView:
    """Make and return the view of this run with all steunpunten; those in the filter stand out."""
    open_view(view().among_all())
    return view()


def made(build: Callable[..., T], *parts: object, **options: object) -> T:
    """Return what `build` makes of its parts, made once for the same parts.

    Charts take longer to make than their numbers. Parts are protected results as `ask` gives them,
    codes, numbers, frozen records, and tuples, lists and mappings of these.
    """
    holds = view().is_in_use if _VIEW in st.session_state else always
    return _made_under(right(), build, parts, options, holds)


def drawn(build: Callable[..., T], *parts: object) -> T:
    """Return what `build` makes of finished parts: of an edition, which has room for it, once."""
    return made(build, *parts) if right().edition else build(*parts)


def _made_under(
    granted: Right,
    build: Callable[..., T],
    parts: tuple[object, ...],
    options: dict[str, object],
    holds: Callable[[], bool],
) -> T:
    key = build, granted, key_of(parts), key_of(options)
    made_of: T = _made.get(key, lambda: build(*parts, **options), holds)
    return made_of


def asked_view() -> ScreenView:
    """Return the view of whom the reader chose, also on a page that counts more."""
    opened = view()
    return replace(opened, selection=opened.asked, chosen=())


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a session showed last, without the extract: that is looked up where it is in use."""

    stamp: str
    later: Later | None
    right: Right
    selection: Selection
    chosen: tuple[str, ...]

    def opened(self) -> ScreenView:
        """Return the view again; a page of data that are gone begins anew."""
        now = _now(self.right)
        if now is None or now.stamp != self.stamp:
            st.rerun()
        return replace(now, selection=self.selection, chosen=self.chosen)


def open_view(opened: ScreenView) -> None:
    """Set the view of this run; the router does this before the page, which may change it."""
    st.session_state[_VIEW] = opened


def let_go() -> None:
    """Hold no extract after this run: another may come in use while nobody looks at this page."""
    opened = st.session_state.get(_VIEW)
    if isinstance(opened, ScreenView):
        st.session_state[_VIEW] = _Shown(
            opened.stamp, opened.used.later, opened.right, opened.selection, opened.chosen
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
    opened: ScreenView | _Shown = st.session_state[_VIEW]
    access.check(opened.right)
    try:
        now = whole()
    except (ExtractFaultsError, BundleError):
        return True
    later = opened.used.later if isinstance(opened, ScreenView) else opened.later
    return (now.stamp, now.used.later) != (opened.stamp, later)


def view() -> ScreenView:
    """Return the view of this run; raises when who asks may no longer see it."""
    current: ScreenView | _Shown = st.session_state[_VIEW]
    access.check(current.right)
    return current if isinstance(current, ScreenView) else current.opened()
