"""What a page may ask: protected results and finished blocks. All caching.

A page gets its numbers as `view().ask(analysis)`: the analysis runs on the cohort and its result
passes the gate. `view().block(build, …)` makes a block of them, ready to draw. Both are remembered
under everything that decides them: the identity of the extract, the selection, the policy, the
function and its arguments. When another extract comes in use, all of it is forgotten.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

import streamlit as st

from perspectief.publishing.bundle import BundleError
from perspectief.publishing.edition import Opened, open_edition
from perspectief.report.block import strips
from perspectief.report.block.blocks import Block, MainNumber
from perspectief.report.block.marks import build_marked
from perspectief.report.block.withheld import WithheldBlock, withheld
from perspectief.screen import access, address, editions
from perspectief.screen.remembering import Memory, bytes_of, key_of
from perspectief.screen.supply import InUse, Supply
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, counted_at, select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.data.extract import Extract, ExtractFaultsError
from perspectief_core.data.shipped import shipped
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.exchanging import exchanged, shown_under
from perspectief_core.disclosure.policies import Policy, Withheld, check_analysis
from perspectief_core.disclosure.protecting import (
    Hidden,
    Protected,
    Provenance,
    protect,
    provenance_of,
    released,
)
from perspectief_core.released.counts import Released
from perspectief_core.released.deriving import derivation
from perspectief_core.sensitivity.combinations import Combinations, combine
from perspectief_core.sensitivity.measures import MeasureRange, measure_range

__all__ = [
    "ColumnMissingError",
    "View",
    "Withheld",
    "among_all",
    "has_view",
    "in_use",
    "is_demonstration",
    "is_outdated",
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
_SOURCES = {"cohort": "_cohort", "extract": "extract", "combinations": "_choices"}
"""What an analysis is given first, as the part of a view that holds it."""
_REPORT = {criterion.code: criterion.default for criterion in CRITERIA}

MB = 1e6
_supplies = Memory[Supply](4)
_editions = Memory[Opened](2)
_cohorts = Memory[Cohort](15 * MB, bytes_of)
_combinations = Memory[Combinations](20 * MB, bytes_of)
_results = Memory[Protected[Any]](60 * MB, bytes_of)
_made = Memory[Any](60 * MB, bytes_of)


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
    extract = shown_under(used.extract, in_force)
    return View(extract, f"{folder} {used.identity}", Selection(), in_force, used)


def _whole_edition(file: Path, in_force: Policy) -> View:
    opened = _opened(file)
    bundle = opened.bundle
    made = datetime.combine(bundle.made, time(), UTC)
    used = InUse(opened.extract, bundle.checksum, made)
    return View(
        opened.extract, f"{file} {bundle.checksum}", Selection(), in_force, used, edition=opened
    )


def _opened(file: Path) -> Opened:
    return _editions.get(editions.identity(file), lambda: open_edition(file))


def prepare() -> None:
    """Read and compute what the first visitor needs; raises as `whole`."""
    edition = editions.path()
    if edition is not None:
        _opened(edition)
        return
    supply()


def in_use() -> View | None:
    """Return the view of everyone of what is in use now, without a look at the folder.

    For what is made before anybody asks, under the policy of those who need not sign in. Where
    people sign in there is no policy before they did.
    """
    folder = _folder()
    used = _supply_of(folder).used
    if used is None:
        return None
    return View(
        used.extract, f"{folder} {used.identity}", Selection(), access.policy_of(None), used
    )


def supply() -> tuple[Path, InUse]:
    """Return the folder of the extract and what is in use of it; only the server may ask this."""
    folder = _folder()
    return folder, _supply_of(folder).current()


def _folder() -> Path:
    return Path(os.environ.get("PERSPECTIEF_EXTRACT") or DEFAULT_EXTRACT)


def _supply_of(folder: Path) -> Supply:
    return _supplies.get(folder, lambda: Supply(folder, _forget))


def _forget() -> None:
    for memory in (_cohorts, _combinations, _results, _made):
        memory.clear()
    for kept in (closing.lattice, closing.counted, exchanged):
        kept.cache_clear()


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What one reader looks at: an extract, a selection of it, and the policy in force.

    `stamp` names the folder of the extract and what it holds; `used` says since when. `chosen` are
    steunpunten that stand out among those counted: see `among_all`. Of an `edition` the extract
    has no people in it, and what is asked is looked up and not computed.
    """

    extract: Extract
    stamp: str
    selection: Selection
    policy: Policy
    used: InUse
    chosen: tuple[str, ...] = ()
    edition: Opened | None = None

    @property
    def asked(self) -> Selection:
        """What the reader chose, for links; on a page among all, not what is counted."""
        return self.selection.only(steunpunt=self.chosen) if self.chosen else self.selection

    @property
    def query(self) -> dict[str, str]:
        """The parameters of a link that keeps what is seen of whom."""
        return address.selection_query(self.asked)

    @property
    def cohort(self) -> Cohort:
        """The people counted; for analyses only, never to show.

        Raises Withheld where the policy lets no exact number through.
        """
        if self.policy == "publicatie":
            raise Withheld("not_published")
        return self._cohort

    @property
    def _cohort(self) -> Cohort:
        return _cohorts.get(self._where, lambda: select(self.extract, self.selection))

    @property
    def peildatum(self) -> date:
        """The date at which is counted: the chosen one, as far as the extract goes."""
        return counted_at(self.extract, self.selection)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is counted; under `publicatie` nothing tells that from a few."""
        return self.policy != "publicatie" and not self.cohort.n

    @property
    def offers(self) -> tuple[Selection, ...]:
        """The views of one filter that are published; there are no others to choose from."""
        if self.edition is not None:
            return self.edition.offers
        return closing.offers(self.extract)

    @property
    def _choices(self) -> Combinations:
        """The people counted under all choices of criteria; for analyses only, never to show."""
        return _combinations.get(self._where, lambda: combine(self.extract, self.selection))

    @property
    def names(self) -> dict[str, str]:
        """Names of the steunpunten by code."""
        places = self.extract.steunpunten
        return dict(zip(places["steunpunt"], places["naam"], strict=True))

    @property
    def origin(self) -> Provenance:
        """Where whatever is asked of this view comes from."""
        return provenance_of(self.extract, self.selection, self.policy)

    @property
    def places(self) -> tuple[str, ...]:
        """The steunpunten of which something is shown by itself."""
        if self.policy != "publicatie":
            return tuple(self.names)
        return tuple(one.steunpunt[0] for one in self.offers if len(one.steunpunt) == 1)

    def only(self, **changes: object) -> View:
        """Return the view with these criteria and filters changed."""
        return replace(self, selection=self.selection.only(**changes)) if changes else self

    def ask(self, analysis: Callable[..., T], *args: object, **options: object) -> Protected[T]:
        """Return the protected result of `analysis(cohort, *args, **options)`; `Hidden` where the
        policy withholds it.

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

    def block(
        self, build: Callable[..., Block], *parts: object, **options: object
    ) -> Block | WithheldBlock:
        """Return the block that `build` makes, with its mark and its strip 'bij andere keuzes'.

        Parts as in `made`. Where one that it needs is withheld, the block says so.
        """
        try:
            block = _made_under(self.policy, build_marked, (build, *parts), options)
        except Withheld as held:
            key = options.get("key")
            return withheld(build, held.reason, key if isinstance(key, str) else None)
        return strips.with_strip(block, self._range)

    def _range(self, number: MainNumber) -> Protected[MeasureRange]:
        within = self.only(**dict(number.within))
        return within.ask_choices(measure_range, number.measure)

    @property
    def _released(self) -> Released:
        """What is published of these people, for what is made of that alone."""

        def asked(selection: Selection, analysis: Callable[..., T], args: tuple[object, ...]) -> T:
            return replace(self, selection=selection).ask(analysis, *args).value

        return Released(self.selection, asked)

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
        access.check(self.policy)

        def answer() -> Protected[T]:
            source = self.origin
            made = derivation(analysis, self.policy)
            try:
                if made is not None:
                    return released(made(self._released, *args, **options), source)
                if self.edition is not None:
                    asked = self.edition.answer(of, analysis, (args, options), self.selection)
                    return released(cast(T, asked), source)
                check_analysis(analysis, self.policy)
                result = analysis(getattr(self, _SOURCES[of]), *args, **options)
                return protect(result, self.extract, self.selection, self.policy)
            except Withheld as held:
                return Hidden(held.reason, source)

        return _results.get((self._where, of, analysis, key_of(args), key_of(options)), answer)


def among_all() -> View:
    """Make and return the view of this run with all steunpunten; those in the filter stand out.

    For pages that compare steunpunten: whoever chooses some wants to see them among all others. A
    judgement against the chosen ones alone would be another one.
    """
    current = view()
    open_view(replace(current.only(steunpunt=()), chosen=current.asked.steunpunt))
    return view()


def made(build: Callable[..., T], *parts: object, **options: object) -> T:
    """Return what `build` makes of its parts, made once for the same parts.

    Charts take longer to make than their numbers. Parts are protected results as `ask` gives them,
    codes, numbers, frozen records, and tuples, lists and mappings of these.
    """
    return _made_under(policy(), build, parts, options)


def _made_under(
    in_force: Policy, build: Callable[..., T], parts: tuple[object, ...], options: dict[str, object]
) -> T:
    made_of: T = _made.get(
        (build, in_force, key_of(parts), key_of(options)), lambda: build(*parts, **options)
    )
    return made_of


def said(say: Callable[[], str]) -> str:
    """Return a text about results; nothing when one of them is withheld, as its block says why."""
    try:
        return say()
    except Withheld:
        return ""


def open_view(opened: View) -> None:
    """Set the view of this run; the router does this before the page, which may change it."""
    st.session_state[_VIEW] = opened


@contextmanager
def whole_page() -> Iterator[None]:
    """Mark that the whole page runs, and not a part of it by itself; the router does this."""
    st.session_state[_RUNNING] = True
    try:
        yield
    finally:
        st.session_state[_RUNNING] = False


def has_view() -> bool:
    """Tell whether the router has set a view in this session."""
    return _VIEW in st.session_state


def is_outdated() -> bool:
    """Tell whether what the folder gives to show changed since this run's view was opened.

    Another extract came in use, none is left, or a later one cannot be used. A part of a page that
    runs by itself passes by the router; this is how it finds out. While the whole page runs the
    router has just looked, and to look again at every figure is a twentieth of the work.
    """
    if st.session_state.get(_RUNNING):
        return False
    opened = view()
    try:
        now = whole()
    except (ExtractFaultsError, BundleError):
        return True
    return (now.stamp, now.used.later) != (opened.stamp, opened.used.later)


def view() -> View:
    """Return the view of this run; raises when who asks may no longer see it."""
    current: View = st.session_state[_VIEW]
    access.check(current.policy)
    return current
