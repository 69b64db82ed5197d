"""What the script of a page asks its numbers of when there is no server: the same questions.

The face is that of the view on the screen. Nothing is remembered but the people counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from perspectief.report.block import strips
from perspectief.report.block.blocks import Block, MainNumber
from perspectief.report.block.marks import build_marked
from perspectief.report.block.withheld import WithheldBlock, withheld
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, counted_at, select
from perspectief_core.cohort.selection import CRITERIA, Selection, to_query
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.exchanging import shown_under
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
from perspectief_core.released.deriving import Derivation, derivation
from perspectief_core.sensitivity.combinations import Combinations, combine
from perspectief_core.sensitivity.measures import MeasureRange, measure_range

T = TypeVar("T")
_REPORT = {criterion.code: criterion.default for criterion in CRITERIA}
_KEPT = 32


@dataclass(frozen=True, slots=True)
class People:
    """Those counted under a selection, and under all choices of criteria; found once."""

    counted: Callable[[Selection], Cohort]
    combined: Callable[[Selection], Combinations]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """An extract, a selection of it, and the policy in force; `chosen` stand out among all."""

    extract: Extract
    selection: Selection
    policy: Policy
    people: People
    chosen: tuple[str, ...] = ()

    @property
    def asked(self) -> Selection:
        """What was chosen, for links; on a page among all, not what is counted."""
        return self.selection.only(steunpunt=self.chosen) if self.chosen else self.selection

    @property
    def query(self) -> dict[str, str]:
        """The parameters of a link that keeps who is seen."""
        return to_query(self.asked)

    @property
    def cohort(self) -> Cohort:
        """The people counted; for analyses only, never to show.

        Raises Withheld where the policy lets no exact number through.
        """
        if self.policy == "publicatie":
            raise Withheld("not_published")
        return self.people.counted(self.selection)

    @property
    def peildatum(self) -> date:
        """The date at which is counted: the chosen one, as far as the extract goes."""
        return counted_at(self.extract, self.selection)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is counted; under `publicatie` nothing tells that from a few."""
        return self.policy != "publicatie" and not self.cohort.n

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
        offers = closing.offers(self.extract)
        return tuple(one.steunpunt[0] for one in offers if len(one.steunpunt) == 1)

    def only(self, **changes: object) -> View:
        """Return the view with these criteria and filters changed."""
        return replace(self, selection=self.selection.only(**changes)) if changes else self

    def ask(self, analysis: Callable[..., T], *args: object, **options: object) -> Protected[T]:
        """Return the protected result of `analysis(cohort, *args, **options)`."""
        made = derivation(analysis, self.policy)
        if made is not None:
            return self._derived(made, *args, **options)
        return self._protected(analysis, self.people.counted(self.selection), *args, **options)

    def ask_extract(self, analysis: Callable[..., T], *args: object) -> Protected[T]:
        """Return the protected result of `analysis(extract, *args)`: whatever the selection is."""
        made = derivation(analysis, self.policy)
        if made is not None:
            return self._derived(made, *args)
        return self._protected(analysis, self.extract, *args)

    def ask_choices(
        self, analysis: Callable[..., T], *args: object, **options: object
    ) -> Protected[T]:
        """Return the protected result of `analysis(combinations, *args, **options)`."""
        asked = self.only(**_REPORT)
        counted = self.people.combined(asked.selection)
        return asked._protected(analysis, counted, *args, **options)

    def block(
        self, build: Callable[..., Block], *parts: object, **options: object
    ) -> Block | WithheldBlock:
        """Return the block that `build` makes, with its mark and its strip 'bij andere keuzes'."""
        try:
            block = build_marked(build, *parts, **options)
        except Withheld as held:
            key = options.get("key")
            return withheld(build, held.reason, key if isinstance(key, str) else None)
        return strips.with_strip(block, self._range)

    def _range(self, number: MainNumber) -> Protected[MeasureRange]:
        within = self.only(**dict(number.within))
        return within.ask_choices(measure_range, number.measure)

    def _derived(self, made: Derivation, *args: object, **options: object) -> Protected[Any]:
        """Return what follows from what is published of these people, and from nothing else."""

        def asked(selection: Selection, analysis: Callable[..., T], args: tuple[object, ...]) -> T:
            return replace(self, selection=selection).ask(analysis, *args).value

        try:
            return released(made(Released(self.selection, asked), *args, **options), self.origin)
        except Withheld as held:
            return Hidden(held.reason, self.origin)

    def _protected(
        self, analysis: Callable[..., T], *parts: object, **options: object
    ) -> Protected[T]:
        try:
            check_analysis(analysis, self.policy)
            result = analysis(*parts, **options)
            return protect(result, self.extract, self.selection, self.policy)
        except Withheld as held:
            return Hidden(held.reason, self.origin)


def view_of(extract: Extract, selection: Selection, policy: Policy) -> View:
    """Return the view of a selection of an extract."""
    extract = shown_under(extract, policy)

    def counted(chosen: Selection) -> Cohort:
        return select(extract, chosen)

    def combined(chosen: Selection) -> Combinations:
        return combine(extract, chosen)

    kept = lru_cache(_KEPT)
    return View(extract, selection, policy, People(kept(counted), kept(combined)))


@dataclass(slots=True)
class Session:
    """What a page calls `session`: the view of this reading, which the page may change."""

    current: View
    ColumnMissingError: Any = ColumnMissingError
    Withheld: Any = Withheld

    def view(self) -> View:
        """Return the view of this reading."""
        return self.current

    def whole(self) -> View:
        """Return the report's own view of the extract: its choices, everyone."""
        return replace(self.current, selection=Selection(), chosen=())

    def said(self, say: Callable[[], str]) -> str:
        """Return a text about results; nothing when one of them is withheld."""
        try:
            return say()
        except Withheld:
            return ""

    def among_all(self) -> View:
        """Make and return the view with all steunpunten; those in the filter stand out."""
        chosen = self.current.asked.steunpunt
        self.current = replace(self.current.only(steunpunt=()), chosen=chosen)
        return self.current

    def made(self, build: Callable[..., T], *parts: object, **options: object) -> T:
        """Return what `build` makes of its parts."""
        return build(*parts, **options)
