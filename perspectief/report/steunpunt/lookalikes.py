"""Welke steunpunten lijken op dit ene? The others by their published answers, the nearest first."""

from __future__ import annotations

from collections.abc import Mapping

from perspectief.report.block.blocks import Block, Definition, bars_picture
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Link, Rows
from perspectief.report.drawing.row_bars import Key, Row, bar
from perspectief.report.words import formats
from perspectief_core.alike.contrast import contrast
from perspectief_core.alike.likeness import Likeness, Pair
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records

TOLD = 3
"""How many look-alikes a sentence names, and how many questions a cell."""
LEGEND = (Key("gelijkenis: een antwoord dat dichtbij ligt, telt voor een deel mee", 1),)
"""Why a bar is longer than the part of the questions that the sentence names."""
WHAT = (
    "Hoe sterk twee steunpunten op elkaar lijken in hun organisatie en aanpak. Per vraag: 100 bij "
    "hetzelfde antwoord, 0 bij een ander. Bij getallen en bij antwoorden met een volgorde telt mee "
    "hoe dicht zij bij elkaar liggen. Elke vraag telt even zwaar (Gower 1971)."
)
SOURCE = "Bijlagen, bijlage 5 tot en met 13"
OF_PAIRS = Definition(
    what=WHAT,
    numerator="punten over alle vragen samen",
    denominator="vragen die beide steunpunten beantwoordden",
    source=SOURCE,
)


def lookalikes_block(result: Protected[tuple[Likeness]], code: str, name: str) -> Block:
    """Return the block with all other steunpunten, the most alike first."""
    whole = result.value[0]
    pairs, names = whole.of(code), published_names()
    rows = tuple(_bar(pair, names[pair.other(code)]) for pair in pairs)
    return Block(
        heading=Heading("lijkt_op", f"Welke steunpunten lijken op {name}?"),
        sentence=sentence(pairs, code, name),
        source=result,
        picture=bars_picture(
            "compact",
            rows,
            f"{len(rows)} balken, één per ander steunpunt, van het meest naar het minst gelijk aan "
            f"{name}.",
            legend=LEGEND,
        ),
        table=Rows(pairs)
        .text(
            "steunpunt", "Steunpunt", lambda pair: _link(pair.other(code), names[pair.other(code)])
        )
        .number("gelijkenis", "Lijkt op, van 100", lambda pair: 100 * pair.likeness, 0)
        .count("gelijk", "Zelfde antwoord", lambda pair: pair.same)
        .count("vragen", "Van de vragen", lambda pair: pair.compared)
        .text("toeval", "Meer dan toeval", lambda pair: pair.more_than_chance)
        .p("p", "Kans (p)", lambda pair: pair.p)
        .text("delen", "Delen, en weinig andere", lambda pair: _told(shared(pair)))
        .text(
            "verschillen",
            "Verschillen het meest in",
            lambda pair: _told(contrast(pair.first, pair.second).differ),
        )
        .text("samen", "Alle antwoorden", lambda pair: _beside(code, pair.other(code)))
        .table(
            f"Steunpunten naast {name}, het meest gelijke eerst (gepubliceerd)",
            "Alleen vragen die beide steunpunten beantwoordden. 'Meer dan toeval': schud elke "
            f"vraag {formats.count(whole.draws)} keer over de steunpunten; dan is hoogstens 1 van "
            "de 20 keer ergens een paar dat zo op elkaar lijkt.",
        ),
        reading=(
            "Elke balk is een ander steunpunt. Hoe langer de balk, hoe meer het lijkt op "
            f"{name}. Dat zegt iets over organisatie en aanpak, niets over de uitkomsten."
        ),
        definition=OF_PAIRS,
    )


def published_names() -> Mapping[str, str]:
    """Return the names of the published steunpunten by code."""
    return {code: row["naam"] for code, row in records.steunpunten_rows().items()}


def question(column: str) -> str:
    """Return what a published column asks, to stand in a sentence."""
    labels = {published.kolom: published.label for published in records.steunpunt_columns()}
    return formats.small_letter(labels[column].rstrip("?"))


def shared(pair: Pair) -> tuple[str, ...]:
    """Return what two share, the rarest answers first."""
    return contrast(pair.first, pair.second).shared


def sentence(pairs: tuple[Pair, ...], code: str, name: str) -> str:
    """Return which others are nearest, and whether that is more than chance."""
    names = published_names()
    nearest = [
        f"{names[pair.other(code)]} ({pair.same} van de {pair.compared} vragen hetzelfde)"
        for pair in pairs[:TOLD]
    ]
    sure = [names[pair.other(code)] for pair in pairs if pair.more_than_chance]
    start = f"Gepubliceerd in 2011: {name} lijkt het meest op {formats.listing(nearest)}."
    if not sure:
        return f"{start} Dat kan toeval zijn: geschudde antwoorden geven ook zulke paren."
    return f"{start} Met {formats.listing(sure)} is dat meer dan toeval geeft."


def _bar(pair: Pair, name: str) -> Row:
    told = f"{formats.number(100 * pair.likeness, 0)} van 100"
    return bar(name, pair.likeness, told, told)


def _told(columns: tuple[str, ...]) -> str:
    return "; ".join(question(column) for column in columns[:TOLD]) or "niets"


def _link(code: str, name: str) -> Link:
    return Link(name, f"steunpunt?punt={code}")


def _beside(code: str, other: str) -> Link:
    return Link("naast elkaar", f"naast_elkaar?naast={code}.{other}")
