"""Waar zit het verschil? Groups × outcomes, each cell against what one would expect by chance.

A cell carries a sign, a word and its counts; the tint only repeats them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import bounded
from perspectief.report.drawing.bounded import Bounded
from perspectief.report.drawing.described import Cells, DrawnCell
from perspectief.report.words import columns, formats, labels
from perspectief.report.words.choices import Choice
from perspectief.report.words.markup import scrolling_table, tag
from perspectief_core.associations.residuals import ResidualCell, Residuals
from perspectief_core.disclosure.protecting import Protected

CODE = "kaart"
"""The choice of a characteristic in the address."""
SOURCE = (
    "Geteld in de gegevens die u bekijkt; gestandaardiseerde afwijking volgens Haberman (1973)."
)
BEYOND_BY_CHANCE = 0.0455
"""Share of cells beyond ±2 without any relation: both tails of the normal distribution."""

SMALL_EXPECTED = 5
"""Under this expected count the deviation is a rough guide."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a cell reads: sign, word, palette category of the tint and its strength in per cent."""

    sign: str
    word: str
    category: int
    strength: int


MARKS = (
    (3.0, Mark("++", "veel meer", 1, 34)),
    (2.0, Mark("+", "meer", 1, 18)),
    (-2.0, Mark("·", "gewoon", 1, 0)),
    (-3.0, Mark("−", "minder", 4, 18)),
)
"""Lower bound of the deviation for each reading; below the last one: veel minder."""
LEAST = Mark("−−", "veel minder", 4, 34)
UNKNOWN = Mark(formats.UNKNOWN, "niet te zeggen", 1, 0)


def mark(residual: float | None) -> Mark:
    """Return how a deviation reads; ±2 is the edge of chance for one cell."""
    if residual is None:
        return UNKNOWN
    for bound, reading in MARKS:
        if (residual >= bound and bound > 0) or (residual > bound and bound < 0):
            return reading
    return LEAST


def choice(characteristics: Iterable[str]) -> Choice:
    """Return the choice of one of these characteristics."""
    return Choice("Kenmerk", CODE, columns.options(characteristics), "werkwijze")


def _largest(residuals: Residuals) -> Bounded[str]:
    """Return the groups that are shown: all, but where these are more steunpunten than fit."""
    width = len(residuals.outcomes)
    sizes = {
        group: sum(cell.count for cell in residuals.cells[place * width : (place + 1) * width])
        for place, group in enumerate(residuals.groups)
    }
    return bounded.most_telling(residuals.groups, lambda group: (sizes[group],))


@under(Heading("kaart", "Waar zit het verschil? Elke groep naast wat u zou verwachten"))
def residual_block(result: Protected[Residuals], places: dict[str, str]) -> Block:
    """Return the block with the map; `places` are the names of the steunpunten."""
    residuals, kept = result.value, _largest(result.value)
    name, shown = columns.column_name(residuals.characteristic), _described(residuals, kept, places)
    return Block(
        sentence=sentence(residuals) + kept.said,
        source=result,
        picture=Picture(
            "html",
            _map(residuals, shown),
            _alt(residuals, kept),
            described=(shown,),
        )
        if residuals.cells
        else None,
        table=_table(residuals, kept, places),
        reading=(
            "Elk vak is een groep en een uitkomst. Onder het woord staat hoeveel jongeren dat zijn "
            "en hoeveel u er zou verwachten als het kenmerk niets uitmaakte. Plus is meer dan "
            "verwacht, min is minder; dubbel is veel meer of veel minder. 'Gewoon' is wat toeval "
            "kan geven. Bij een verwachting onder de 5 is het teken maar een ruwe aanwijzing."
        ),
        definition=Definition(
            what=f"Hoe ver elke uitkomst per groep van '{name}' afligt van de verwachting.",
            numerator="geteld aantal min verwacht aantal",
            denominator="de spreiding die toeval alleen zou geven",
            source=SOURCE,
        ),
    )


def sentence(residuals: Residuals) -> str:
    """Return how many cells are beyond chance, and what chance alone would give."""
    name = columns.column_name(residuals.characteristic)
    known = [cell for cell in residuals.cells if cell.residual is not None]
    if residuals.test is None or not known:
        return f"Voor '{name}' valt er niets te vergelijken: er is maar één groep of één uitkomst."
    beyond = sum(mark(cell.residual).word != "gewoon" for cell in known)
    chance = formats.number(BEYOND_BY_CHANCE * len(known), 1)
    start = formats.plural(beyond, "vak wijkt", "vakken wijken") if beyond else "Geen vak wijkt"
    strength = formats.number(residuals.test.cramers_v, 2)
    level = (
        " Dit kenmerk hoort bij het steunpunt: jongeren van één steunpunt hebben allemaal dezelfde "
        "waarde, dus toeval reikt hier verder."
        if residuals.level == "steunpunt"
        else ""
    )
    return (
        f"Bij '{name}' zijn er {len(known)} vakken. {start} meer af dan toeval; toeval alleen "
        f"geeft er al ongeveer {chance}. De sterkte van het verband is {strength} op een schaal "
        f"van 0 tot 1 (Cramérs V).{level}"
    )


def _alt(residuals: Residuals, kept: Bounded[str]) -> str:
    return (
        f"Tabel met {len(kept.shown)} groepen onder elkaar en {len(residuals.outcomes)} uitkomsten "
        "naast elkaar; elk vak heeft een plus, min of punt met een woord en aantallen."
    )


def _map(residuals: Residuals, shown: Cells) -> Markup:
    caption = f"{columns.column_name(residuals.characteristic)}: meer of minder dan verwacht"
    heads = (tag("th", name, scope="col") for name in ("Groep", *shown.heads))
    body = (
        tag("tr", tag("th", name, scope="row"), *map(_cell, cells)) for name, cells in shown.rows
    )
    return scrolling_table(caption, heads, body)


def _described(residuals: Residuals, kept: Bounded[str], places: dict[str, str]) -> Cells:
    """Return what the map shows."""
    width = len(residuals.outcomes)
    return Cells(
        tuple(labels.OUTCOME_SHORT[outcome] for outcome in residuals.outcomes),
        tuple(
            (
                columns.group_name(residuals.characteristic, group, places),
                tuple(map(_shown, residuals.cells[place * width : (place + 1) * width])),
            )
            for place, group in zip(kept.places, kept.shown, strict=True)
        ),
    )


def _shown(cell: ResidualCell) -> DrawnCell:
    """Return how a cell reads; one with a rough deviation has no tint."""
    reading = mark(cell.residual)
    rough = cell.residual is not None and cell.expected < SMALL_EXPECTED
    word = f"{reading.word}, ruw" if rough and reading.strength else reading.word
    expected = f"verwacht{formats.NBSP}{formats.number(cell.expected, 1)}"
    strength = 0 if rough else reading.strength / 100
    numbers = f"{formats.count(cell.count)}, {expected}"
    return DrawnCell(reading.sign, word, numbers, reading.category, strength)


def _cell(shown: DrawnCell) -> Markup:
    tint = (
        f"background:color-mix(in srgb,var(--pf-c{shown.category}) {100 * shown.strength:.0f}%,"
        "var(--pf-paper));"
        if shown.strength
        else ""
    )
    said = (tag("b", shown.sign), f" {shown.word}", Markup("<br>"), shown.numbers)
    return tag("td", *said, style=f"{tint}padding-left:.5rem")


def _table(residuals: Residuals, kept: Bounded[str], places: dict[str, str]) -> Table:
    width = len(residuals.outcomes)
    rows = tuple(place * width + at for place in kept.places for at in range(width))
    characteristic = residuals.characteristic
    return (
        Rows(residuals.cells)
        .text("groep", "Groep", lambda c: columns.group_name(characteristic, c.group, places))
        .text("uitkomst", "Uitkomst", lambda cell: labels.OUTCOME[cell.outcome])
        .count("aantal", "Geteld", lambda cell: cell.count)
        .number("verwacht", "Verwacht", lambda cell: cell.expected)
        .number("afwijking", "Afwijking", lambda cell: cell.residual)
        .text("woord", "In woorden", lambda cell: mark(cell.residual).word)
        .table(
            f"Geteld en verwacht: {columns.column_name(characteristic)}",
            "De afwijking is gestandaardiseerd: tussen −2 en 2 ligt wat toeval kan geven.",
            kept=rows if kept.left else (),
        )
    )
