"""An edition as it is read: its answers, the groups that it offers, and an extract without people.

What only names things (the steunpunten, the date, the kind of data) is asked of an extract all over
the screen; of an edition it is asked of an extract in which nobody is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from perspectief.publishing import asks
from perspectief.publishing.asking import Of, ask_text
from perspectief.publishing.bundle import Bundle, BundleError, Edition
from perspectief_core.arrays import pd
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import TABLES, Extract
from perspectief_core.data.manifest import Manifest
from perspectief_core.disclosure.policies import Withheld, check_analysis


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Nobody(Extract):
    """An extract without people, that goes by the name of the one that an edition was made of.

    Its tables are made when somebody asks for one: without them an edition needs no pandas.
    """

    edition: Edition

    def __init__(self, manifest: Manifest, edition: Edition) -> None:
        """Make it of what an edition says of its extract."""
        object.__setattr__(self, "manifest", manifest)
        object.__setattr__(self, "edition", edition)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a table that was not made yet."""
        if name not in TABLES:
            raise AttributeError(name)
        names = {"steunpunt": list(self.places), "naam": list(self.places.values())}
        made = pd.DataFrame(names if name == "steunpunten" else None)
        object.__setattr__(self, name, made)
        return made

    @property
    def places(self) -> dict[str, str]:
        """Names of the steunpunten by code."""
        return dict(self.edition.places)

    @property
    def id(self) -> str:
        """The id of the extract that the edition was made of."""
        return self.edition.extract_id


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An edition that is open: `views` are all that it answers about, `offers` those of one filter.

    Of the views that it answers about some are only said to be withheld; none of those is offered.
    """

    bundle: Bundle
    extract: Extract
    views: frozenset[Selection]
    offers: tuple[Selection, ...]

    def answer(
        self,
        of: Of,
        analysis: Callable[..., object],
        arguments: tuple[tuple[object, ...], Mapping[str, object]],
        selection: Selection,
    ) -> object:
        """Return the result that is the answer; nothing is computed.

        Raises
        ------
        Withheld
            When it is not published of these people, or of nobody.
        ColumnMissingError
            When the extract lacked a column for it.
        MissingAnswerError
            When the edition should have an answer, and has none.
        """
        check_analysis(analysis, "publicatie")
        if selection.departs_from_report:
            raise Withheld("criteria")
        if selection not in self.views:
            raise Withheld("filters")
        return self.bundle.answer(ask_text(asks.codec(), of, analysis, arguments, selection))


def open_edition(path: Path) -> Opened:
    """Open the edition in a file.

    Raises
    ------
    BundleError
        When it cannot be used.
    """
    codec = asks.codec()
    bundle = open_bundle(path)
    views = {
        asks.selection_of(codec, ask): shown
        for ask, shown in bundle.asks(asks.FIRST.beginning(codec))
    }
    offers = tuple(view for view, shown in views.items() if shown and len(view.active_filters) == 1)
    return Opened(bundle, nobody(bundle.edition), frozenset(views), offers)


def open_bundle(path: Path) -> Bundle:
    """Open the file of an edition that answers what this program asks.

    Raises
    ------
    BundleError
        When it cannot be used.
    """
    codec = asks.codec()
    bundle = Bundle(path, codec, version("perspectief"))
    if not all(text in bundle for text, _ in asks.texts(codec, Selection())):
        bundle.close()
        raise BundleError("other_program")
    return bundle


def nobody(edition: Edition) -> Nobody:
    """Return the extract without people that stands for the one of an edition."""
    said = Manifest(
        kind=edition.kind,
        peildatum=date.fromisoformat(edition.peildatum),
        date_precision="month",
        rows={},
        sha256={},
        contract_version=0,
        origin=edition.origin,
        randomised=edition.randomised,
    )
    return Nobody(said, edition)
