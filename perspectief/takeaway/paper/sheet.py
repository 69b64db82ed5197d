"""What the script of a page draws on when there is no screen: it keeps the figures, in order.

The face is that of `perspectief.screen.show`; a test holds the two to each other. Layers are open
unless they are to be closed, choices are those that were asked for, or the page's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeVar
from urllib.parse import urlencode

from perspectief.report.block.blocks import Block
from perspectief.report.block.heading import Heading
from perspectief.report.block.in_print import in_print_block, printed_figures
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.words import labels, shell
from perspectief.report.words.choices import Choice, Several
from perspectief.report.words.withheld import WHY
from perspectief.takeaway.paper.view import Session
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.cohort.selection import to_query
from perspectief_core.disclosure.policies import Withheld

T = TypeVar("T")
Said = str | Callable[[], str]
"""As on the screen: a text, or how to make it."""


class EnoughError(Exception):
    """The figure that was asked for is there: the rest of the page need not be made."""


class BadChoiceError(Exception):
    """A choice of the page got a value that it does not know."""

    def __init__(self, code: str, value: str, allowed: Sequence[str]) -> None:
        super().__init__(code, value)
        self.code, self.value, self.allowed = code, value, tuple(allowed)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a page, with the address that shows it; `layer` is the key of what it is in."""

    block: Block
    link: str
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Something a page says beside its figures: a text, or HTML that was made here."""

    text: str
    look: Literal["finding", "text", "note", "html"]


Item = Figure | WithheldBlock | Told
"""What a page holds, in its order."""


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The paper a page is drawn on.

    Parameters
    ----------
    session : Session
    page : str
    site : str
        Address of the dashboard, which ends with `/`.
    choices : mapping of code to value
        Of the page's own choices, those that were asked for.
    wanted : function
        Tells of a figure whether it is the one that was asked for.
    layers : bool
        Whether to draw what is in a layer, which on the screen opens on a click.
    figures : list of Figure
        Those drawn so far.
    items : list
        All that the page holds so far.
    """

    session: Session
    page: str
    site: str
    choices: Mapping[str, str]
    wanted: Callable[[Block], bool]
    layers: bool = True
    figures: list[Figure] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    held: list[WithheldBlock] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    asked: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    empty: bool = False
    within: str = ""

    def block(
        self,
        item: Block | WithheldBlock,
        *,
        heading: bool = True,
        table_first: bool = False,
        pick: bool = False,
    ) -> int | None:
        """Keep a figure; of one that is withheld, that it is."""
        if isinstance(item, WithheldBlock):
            self.items.append(item)
            self.held.append(item)
            return None
        figure = Figure(item, self._link(item.key), self.within)
        self.figures.append(figure)
        self.items.append(figure)
        if self.wanted(item):
            raise EnoughError
        return None

    def _link(self, key: str) -> str:
        page = "" if self.page == shell.HOME.name else self.page
        query = urlencode(to_query(self.session.view().asked) | self.asked)
        return f"{self.site}{page}{'?' if query else ''}{query}#{key}"

    def chosen(self, choice: Choice, *, in_layer: bool = False) -> str:
        """Return what was asked for of a choice, or its default."""
        return self._chosen(choice.code, tuple(choice.options), choice.default)

    def all_chosen(self, choices: Sequence[Choice], *, in_layer: bool = False) -> dict[str, str]:
        """Return what was asked for of each choice by its code."""
        return {choice.code: self.chosen(choice) for choice in choices}

    def several_chosen(self, choice: Several) -> tuple[str, ...]:
        """Return what was asked for of a choice of some of many, or its default."""
        return self.choose_several(choice)

    def choose(self, choice: Choice) -> str:
        """Return what was asked for of a choice, or its default."""
        return self.chosen(choice)

    def choose_all(self, choices: Sequence[Choice]) -> dict[str, str]:
        """Return what was asked for of each choice by its code."""
        return self.all_chosen(choices)

    def choose_several(self, choice: Several) -> tuple[str, ...]:
        """Return what was asked for of a choice of some of many, or its default."""
        self.known.add(choice.code)
        usual = choice.written(choice.default)
        written = self.choices.get(choice.code, usual)
        codes = choice.read(written)
        if codes is None:
            raise BadChoiceError(choice.code, written, tuple(choice.options))
        if choice.written(codes) != usual:
            self.asked[choice.code] = choice.written(codes)
        return codes

    def slide(self, label: str, code: str, count: int, picked: int | None = None) -> int:
        """Return the place, from 0, that was asked for, or the first."""
        places = tuple(str(at) for at in range(1, count + 1))
        return int(self._chosen(code, places, places[0])) - 1

    def _chosen(self, code: str, allowed: Sequence[str], default: str) -> str:
        self.known.add(code)
        value = self.choices.get(code, default)
        if value not in allowed:
            raise BadChoiceError(code, value, allowed)
        if value != default:
            self.asked[code] = value
        return value

    def layer(
        self,
        label: str,
        key: str,
        fill: Callable[[], object],
        opened_by: Collection[str] = (),
        *,
        listed: bool = True,
    ) -> None:
        """Draw what is in a layer, when layers are wanted; a withheld one goes by its name."""
        if self.layers:
            self.within = key
            before = len(self.items)
            try:
                with self.missing_named():
                    fill()
            except Withheld as held:
                if len(self.items) > before:
                    self._tell(WHY[held.reason], "note")
                else:
                    self.block(WithheldBlock(heading=Heading(key, label), why=WHY[held.reason]))
            self.within = ""

    def progress(self, label: str, steps: int) -> Iterator[int]:
        """Count from 0 to `steps`."""
        yield from range(steps)

    def waiting(self, label: str, ask: Callable[..., T], *args: object) -> T:
        """Return what `ask` gives."""
        return ask(*args)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Let the page go on when a question cannot be answered or is withheld, and say so."""
        try:
            with self.missing_named():
                yield
        except Withheld as held:
            self._tell(WHY[held.reason], "note")

    @contextmanager
    def missing_named(self) -> Iterator[None]:
        """Let the page go on when the data lack a column, and say so."""
        try:
            yield
        except ColumnMissingError as error:
            self.missing.append(error.column)
            self._tell(labels.column_missing(error.column), "note")

    def nobody(self) -> bool:
        """Tell whether nobody is counted."""
        self.empty = self.session.view().is_empty
        return self.empty

    def title(self, question: str) -> None:
        """Leave out: it is that of the menu."""

    def finding(self, said: Said, printed: str = "") -> None:
        """Keep the finding of the page, and what was printed."""
        self._tell(said, "finding")
        view = self.session.view()
        if printed and view.policy == "publicatie":
            self.block(view.block(in_print_block, printed_figures(), printed))

    def text(self, paragraph: Said) -> None:
        """Keep a text."""
        self._tell(paragraph, "text")

    def markup(self, fragment: Said) -> None:
        """Keep what was made as HTML."""
        self._tell(fragment, "html")

    def note(self, paragraph: Said) -> None:
        """Keep a remark."""
        self._tell(paragraph, "note")

    def _tell(self, said: Said, look: Literal["finding", "text", "note", "html"]) -> None:
        text = self.session.said(said) if callable(said) else said
        if text:
            self.items.append(Told(text, look))

    def part(self, choice: Choice, build: Callable[..., Block], *parts: object) -> None:
        """Keep a part of the page that is one figure."""
        made = self.session.view().block(build, *parts, self.choose(choice))
        self.text(made.sentence)
        self.block(made, heading=False)

    def section(self, heading: str) -> None:
        """Leave out; so do all below: figures have headings of their own."""

    def search(self) -> None:
        """Leave out."""

    def factsheet_place(self) -> None:
        """Leave out."""

    def factsheet(
        self, name: str, finding: str, shown: Sequence[Block | WithheldBlock], place: None
    ) -> None:
        """Leave out."""

    def demonstration(self) -> None:
        """Leave out."""

    def page_link(self, page: str, label: str, **choices: object) -> None:
        """Leave out."""
