"""The steunpunten as tiles, roughly where they lie: size and state, each a way to its own page.

No tile has a colour for its outcome: a map of luck would be read as a ranking of towns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.block import kept_back, places
from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import bounded, states
from perspectief.report.steunpunten.lanes import SIGN
from perspectief.report.words import formats, labels, shares
from perspectief.report.words.markup import signs, tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.flags import FunnelPoint
from perspectief_core.steunpunten.funnel import Funnel

WIDTH = 5
"""Tiles beside each other."""
PLACE = {
    "leeuwarden": (1, 3),
    "groningen": (1, 5),
    "alkmaar": (2, 2),
    "drachten": (2, 4),
    "haarlem": (3, 1),
    "zaandam": (3, 2),
    "zwolle": (3, 4),
    "almelo": (3, 5),
    "amsterdam": (4, 2),
    "deventer": (4, 4),
    "hengelo": (4, 5),
    "den_haag": (5, 1),
    "utrecht": (5, 3),
    "arnhem": (5, 4),
    "enschede": (5, 5),
    "rotterdam": (6, 1),
    "nijmegen": (6, 4),
    "tilburg": (7, 2),
    "eindhoven": (7, 3),
    "maastricht": (8, 4),
}
"""Row and column of each tile: north above, west to the left, and no distances."""
EDGE = {
    "binnen": "2px solid",
    "hoger": "4px double",
    "lager": "4px double",
    "te_klein": "2px dotted",
}
_GRID = (
    f"display:grid;grid-template-columns:repeat({WIDTH},minmax(0,1fr));gap:0.25rem;"
    "max-width:46rem;line-height:1.25;font-size:clamp(0.68rem,1.6vw,1rem)"
)
_TILE = (
    "display:block;min-height:4.6rem;padding:0.2rem clamp(0.05rem,1vw - 0.5rem,0.4rem);"
    "color:var(--pf-ink);background:var(--pf-paper);overflow-wrap:anywhere;text-decoration:none"
)
_SIZE = "display:block;background:var(--pf-line);forced-color-adjust:none;margin-top:0.2rem"


CHANCE = "wat toeval kan geven"


@dataclass(frozen=True, slots=True)
class Tile:
    """One steunpunt: its point, its name, where it opens, and its row and column."""

    point: FunnelPoint
    name: str
    address: str
    row: int
    column: int


@under(Heading("kaartje", "De steunpunten op een kaartje"))
def map_block(
    result: Protected[Funnel], names: Mapping[str, str], chosen: tuple[str, ...] = ()
) -> Block:
    """Return the block with a tile for every steunpunt with people; `chosen` stand out."""
    funnel = result.value
    outcome = labels.outcome(funnel.outcome)
    names_shown = states.highlighted(names, chosen)
    filled = sorted(_filled(funnel), key=lambda point: names_shown[point.steunpunt])
    kept = bounded.most_telling(filled, states.telling(chosen))
    tiles = _tiles(result, sorted(kept.shown, key=lambda point: point.steunpunt), names_shown)
    return Block(
        sentence=states.honest(sentence(funnel, names), result) + kept.said,
        source=result,
        picture=_picture(result, tiles) if tiles else None,
        table=_table(result, filled, names_shown, kept.rows()),
        reading=(
            "Elke tegel is een steunpunt, ongeveer op zijn plek in Nederland: het noorden boven. "
            "Het grijze vlak is groter bij meer jongeren. Het teken zegt of de uitkomst buiten de "
            "band van het toeval ligt. Kleuren zijn er met opzet niet: een kaart met kleuren leest "
            "u als een ranglijst. Een klik op een tegel opent de pagina van dat steunpunt."
        ),
        definition=Definition(
            what=f"Hoeveel jongeren elk steunpunt begeleidde, en hoe '{outcome}' daar uitvalt.",
            numerator=f"jongeren van het steunpunt met als uitkomst: {outcome}",
            denominator="alle jongeren van het steunpunt die nu meetellen",
            source="Geteld in de gegevens die u bekijkt. De plaatsing is van dit project.",
        ),
        numbers=(),
    )


def sentence(funnel: Funnel, names: Mapping[str, str]) -> str:
    """Return how large the steunpunten are, and how many are outside the band of chance."""
    if not funnel.benchmark.total:
        return shares.NOBODY
    points = sorted(_filled(funnel), key=lambda point: (point.share.total, names[point.steunpunt]))
    small, large = points[0], points[-1]
    if small is large:
        young = formats.people(large.share.total)
        return f"U ziet nu één steunpunt: {names[large.steunpunt]}, met {young}."
    outside = sum(point.outside for point in points)
    return (
        f"{formats.count(len(points))} steunpunten, van {_sized(small, names)} tot "
        f"{_sized(large, names)}. {_how_many(outside, funnel)}"
        f"{' Kleine steunpunten staan er niet bij.' * isinstance(large.share.total, Rounded)}"
    )


def _how_many(outside: int, funnel: Funnel) -> str:
    topic = f"bij '{labels.outcome_short(funnel.outcome)}'"
    rounded = isinstance(funnel.benchmark.total, Rounded)
    if not outside and rounded:
        return f"Van geen daarvan is {topic} vast te stellen dat het valt buiten {CHANCE}."
    if not outside:
        return f"Daarvan ligt er geen {topic} buiten {CHANCE}."
    verb = "ligt" if outside == 1 else "liggen"
    sure = " met zekerheid" if rounded else ""
    return f"Daarvan {verb} er{sure} {formats.count(outside)} {topic} buiten {CHANCE}."


def _sized(point: FunnelPoint, names: Mapping[str, str]) -> str:
    return f"{names[point.steunpunt]} met {formats.people(point.share.total)}"


def _filled(funnel: Funnel) -> list[FunnelPoint]:
    return [point for point in funnel.points if point.share.total]


def _tiles(
    result: Protected[Funnel], points: Sequence[FunnelPoint], names: Mapping[str, str]
) -> list[Tile]:
    """Return the tiles row by row, which is also the order of the keyboard.

    A steunpunt without a place of its own comes in the rows under the others.
    """
    below = (max(row for row, _ in PLACE.values()) + 1) * WIDTH
    tiles = []
    for point in points:
        row, column = PLACE.get(point.steunpunt, (0, 0))
        if not row:
            row, column = below // WIDTH, below % WIDTH + 1
            below += 1
        address = places.address_of(point.steunpunt, result)
        tiles.append(Tile(point, names[point.steunpunt], address, row, column))
    return sorted(tiles, key=lambda tile: (tile.row, tile.column))


def _picture(result: Protected[Funnel], tiles: Sequence[Tile]) -> Picture:
    largest = max(tile.point.share.total for tile in tiles)
    first = min(tile.row for tile in tiles)
    mark = states.mark_html(states.mark_of(result))
    keys = signs((SIGN[state], states.STATE[state]) for state in SIGN)
    drawn = tag("div", *(_drawn(tile, largest, first) for tile in tiles), style=_GRID)
    return Picture(
        "html",
        mark + keys + drawn,
        f"{formats.plural(len(tiles), 'tegel', 'tegels')}, ongeveer zoals de steunpunten in "
        "Nederland liggen, elk met naam, aantal jongeren en een teken. De tabel zegt hetzelfde.",
    )


def _drawn(tile: Tile, largest: int, first: int) -> Markup:
    share, state = tile.point.share, states.STATE[tile.point.state]
    side = 0.25 + 1.75 * (share.total / largest) ** 0.5
    where = f"grid-row:{tile.row - first + 1};grid-column:{tile.column}"
    edge = f"border:{EDGE[tile.point.state]} var(--pf-ink)"
    square = f"{_SIZE};width:{side:.2f}em;height:{side:.2f}em"
    return tag(
        "a",
        tag("span", tile.name, style="display:block"),
        tag("b", formats.count(share.total)),
        tag("span", f" {SIGN[tile.point.state]}", role="img", aria_label=state),
        tag("span", style=square, aria_hidden="true"),
        href=tile.address,
        target="_self",
        style=f"{_TILE};{edge};{where}",
    )


def _table(
    result: Protected[Funnel],
    points: Sequence[FunnelPoint],
    names: Mapping[str, str],
    kept: tuple[int, ...],
) -> Table:
    empty = len(result.value.points) - len(points)
    to_one = places.ways(result)
    table = (
        Rows(points)
        .text(
            "steunpunt", "Steunpunt", lambda point: to_one(point.steunpunt, names[point.steunpunt])
        )
        .count("jongeren", "Jongeren", lambda point: point.share.total)
        .text("oordeel", "Oordeel", states.verdict)
        .table(
            f"De steunpunten, op alfabet: {labels.outcome(result.value.outcome)}",
            states.left_out(empty).strip(),
            kept=kept,
        )
    )
    return kept_back.with_places(table, result, points, names)
