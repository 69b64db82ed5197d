"""What one reader looks at, and the questions it can be asked: protected results and blocks.

`view.ask(analysis)` puts a question about the people counted; `view.block(build, …)` makes a block
of the answers. Where the people come from, and whether an answer is remembered, is for whoever
makes the view: the screen (`perspectief.screen.session`) or a file (`perspectief.takeaway.paper`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, Self, TypeVar

from perspectief.report.block.blocks import Block, MainNumber
from perspectief.report.block.marks import build_marked
from perspectief.report.block.withheld import WithheldBlock, withheld
from perspectief_core.cohort.selecting import Cohort, counted_at
from perspectief_core.cohort.selection import CRITERIA, Selection, to_query
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
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

if TYPE_CHECKING:
    from perspectief_core.sensitivity.combinations import Combinations
    from perspectief_core.sensitivity.measures import MeasureRange

T = TypeVar("T")
Source = Literal["cohort", "extract", "combinations"]
"""What an analysis is given first."""
Analysis = Callable[..., T]
_REPORT = {criterion.code: criterion.default for criterion in CRITERIA}


class Names(dict[str, str]):
    """Names by code that are never changed, so that thousands of them can be a key as a whole."""

    __slots__ = ("_hash",)

    def __hash__(self) -> int:  # type: ignore[override]
        """Return a number that is the same for the same names, worked out once."""
        if not hasattr(self, "_hash"):
            self._hash = hash(frozenset(self.items()))
        return self._hash


@remembered(1)
def names_of(extract: Extract) -> Names:
    """Return the names of the steunpunten of an extract by code, in the order of its table."""
    return Names(extract.places)


@dataclass(frozen=True, slots=True, eq=False)
class Question(Generic[T]):
    """An analysis, what it is given first, and what it is given besides."""

    of: Source
    analysis: Analysis[T]
    args: tuple[object, ...]
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class View(ABC):
    """An extract, a selection of it, and the policy in force.

    `chosen` are steunpunten that stand out among those counted: see `among_all`.
    """

    extract: Extract
    selection: Selection
    policy: Policy
    chosen: tuple[str, ...] = ()

    @property
    @abstractmethod
    def _cohort(self) -> Cohort:
        """The people counted; for analyses only."""

    @property
    @abstractmethod
    def _choices(self) -> Combinations:
        """The people counted under all choices of criteria; for analyses only."""

    @property
    def asked(self) -> Selection:
        """What the reader chose, for links; on a page among all, not what is counted."""
        return self.selection.only(steunpunt=self.chosen) if self.chosen else self.selection

    @property
    def query(self) -> dict[str, str]:
        """The parameters of a link that keeps what is seen of whom."""
        return to_query(self.asked)

    @property
    def cohort(self) -> Cohort:
        """The people counted; for analyses only, never to show.

        Raises Withheld where the policy lets no exact number through.
        """
        if self.policy == "publicatie":
            raise Withheld("not_published")
        return self._cohort

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
        return names_of(self.extract)

    @property
    def origin(self) -> Provenance:
        """Where whatever is asked of this view comes from."""
        return provenance_of(self.extract, self.selection, self.policy)

    @property
    def offers(self) -> tuple[Selection, ...]:
        """The views of one filter that are published; there are no others to choose from."""
        # What only an extract needs is loaded by who has one: here, and twice below.
        from perspectief_core.disclosure import closing

        return closing.offers(self.extract)

    @property
    def places(self) -> tuple[str, ...]:
        """The steunpunten of which something is shown by itself."""
        if self.policy != "publicatie":
            return tuple(self.names)
        return tuple(offer.steunpunt[0] for offer in self.offers if len(offer.steunpunt) == 1)

    def only(self, **changes: object) -> Self:
        """Return the view with these criteria and filters changed."""
        return replace(self, selection=self.selection.only(**changes)) if changes else self

    def among_all(self) -> Self:
        """Return the view with all steunpunten, in which those in the filter stand out.

        Whoever chooses some wants to see them among all others. A judgement against the chosen ones
        alone would be another one.
        """
        return replace(self.only(steunpunt=()), chosen=self.asked.steunpunt)

    def ask(self, analysis: Analysis[T], *args: object, **options: object) -> Protected[T]:
        """Return the protected result of `analysis(cohort, *args, **options)`; `Hidden` where the
        policy withholds it.

        Arguments are codes, numbers, frozen records, and tuples, lists and mappings of these.
        """
        return self._ask(Question("cohort", analysis, args, options))

    def ask_extract(self, analysis: Analysis[T], *args: object) -> Protected[T]:
        """Return the protected result of `analysis(extract, *args)`: whatever the selection is."""
        return self._ask(Question("extract", analysis, args, {}))

    def ask_choices(self, analysis: Analysis[T], *args: object, **options: object) -> Protected[T]:
        """Return the protected result of `analysis(combinations, *args, **options)`.

        The combinations are all choices of criteria; of the selection only the filters count.
        """
        question = Question("combinations", analysis, args, options)
        return self.only(**_REPORT)._ask(question)

    def block(
        self, build: Callable[..., Block], *parts: object, **options: object
    ) -> Block | WithheldBlock:
        """Return the block that `build` makes, with its mark and its strip 'bij andere keuzes'.

        Where a part that it needs is withheld, the block says so.
        """
        try:
            block = self._marked(build, parts, options)
        except Withheld as held:
            return withheld(build, held.reason)
        if self.policy == "publicatie":
            # Other ways of counting are published of nobody.
            return block
        from perspectief.report.block import strips

        return strips.with_strip(block, self._range)

    def _range(self, number: MainNumber) -> Protected[MeasureRange]:
        from perspectief_core.sensitivity.measures import measure_range

        within = self.only(**dict(number.within))
        return within.ask_choices(measure_range, number.measure)

    def _marked(
        self, build: Callable[..., Block], parts: tuple[object, ...], options: dict[str, object]
    ) -> Block:
        return build_marked(build, *parts, **options)

    def _ask(self, question: Question[T]) -> Protected[T]:
        """Return the answer to a question, or that it is withheld and why."""
        made = derivation(question.analysis, self.policy)
        try:
            if made is not None:
                answer = made(self._released, *question.args, **question.options)
                return released(answer, self.origin)
            return self._computed(question)
        except Withheld as held:
            return Hidden(held.reason, self.origin)

    def _computed(self, question: Question[T]) -> Protected[T]:
        check_analysis(question.analysis, self.policy)
        first = self._source(question.of)
        answer = question.analysis(first, *question.args, **question.options)
        return protect(answer, self.extract, self.selection, self.policy)

    def _source(self, of: Source) -> object:
        if of == "extract":
            return self.extract
        return self._cohort if of == "cohort" else self._choices

    @property
    def _released(self) -> Released:
        """What is published of these people, for what is made of that alone."""

        def asked(selection: Selection, analysis: Analysis[Any], args: tuple[object, ...]) -> Any:  # noqa: ANN401 - whatever the analysis gives
            return replace(self, selection=selection).ask(analysis, *args).value

        return Released(self.selection, asked, self.origin)


def said(say: Callable[[], str]) -> str:
    """Return a text about results; nothing when one of them is withheld, as its block says why."""
    try:
        return say()
    except Withheld:
        return ""
