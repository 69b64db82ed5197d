"""What the report printed on the topic of a page: for where what is counted may not be shown.

These figures were published in 2011, so that they are of nobody in the data.
"""

from __future__ import annotations

from perspectief.report.block import reported
from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief.report.words import formats, shell
from perspectief_core.disclosure.protecting import Protected, published_result
from perspectief_core.published import records
from perspectief_core.published.records import PublishedFigure

TITLE = "Wat in druk verscheen"
SHOWN = 12
"""How many of them the screen shows; a file has all."""


def printed_figures() -> Protected[tuple[PublishedFigure, ...]]:
    """Return every printed figure."""
    return published_result(records.figures())


def figures_of(figures: tuple[PublishedFigure, ...], page: str) -> tuple[PublishedFigure, ...]:
    """Return the printed figures of a page."""
    return tuple(figure for figure in figures if figure.pagina == page)


def in_print_block(facts: Protected[tuple[PublishedFigure, ...]], page: str) -> Block:
    """Return the block with the printed figures of a page, each with where it stands."""
    figures = figures_of(facts.value, page)
    name = shell.page(page).title
    one = len(figures) == 1
    return Block(
        heading=Heading("in_druk", TITLE),
        sentence=(
            f"Over dit onderwerp {'staat' if one else 'staan'} "
            f"{formats.plural(len(figures), 'cijfer', 'cijfers')} in het rapport en de brieven van "
            f"2011. {'Dat gaat' if one else 'Die gaan'} over alle jongeren, wat u ook kiest."
        ),
        source=facts,
        table=(
            Rows(figures)
            .text("waarover", "Waarover", lambda figure: figure.omschrijving)
            .text("cijfer", "Cijfer", reported.text)
            .text("bron", "Bron", lambda figure: f"{figure.document}, {figure.tabel}")
            .table(f"Gepubliceerde cijfers bij de pagina {name}", shown=SHOWN)
        ),
        reading="Elke rij is één cijfer zoals het in 2011 is gedrukt, met de plaats erachter.",
        definition=Definition(
            what="Cijfers uit de documenten van 2011. Er is hier niets opnieuw geteld.",
            source="De Samenvatting van het rapport en de Kamerbrieven van 2011.",
        ),
    )
