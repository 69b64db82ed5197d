"""Welke steunpunten lijken het meest op elkaar? Every two, the most alike first."""

from __future__ import annotations

from perspectief.report.block.blocks import Block
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief.report.steunpunt.lookalikes import OF_PAIRS, published_names
from perspectief.report.werkwijzen.matrix import two
from perspectief.report.words import formats
from perspectief_core.alike.likeness import Likeness
from perspectief_core.disclosure.protecting import Protected

SHOWN = 12


def pairs_block(result: Protected[tuple[Likeness]]) -> Block:
    """Return the block with every two steunpunten."""
    whole, names = result.value[0], published_names()
    return Block(
        heading=Heading("paren", "Welke twee lijken het meest op elkaar?"),
        sentence=sentence(whole),
        source=result,
        table=Rows(whole.pairs)
        .text("eerste", "Steunpunt", lambda pair: names[pair.first])
        .text("tweede", "En", lambda pair: names[pair.second])
        .number("gelijkenis", "Lijken op elkaar, van 100", lambda pair: 100 * pair.likeness, 0)
        .count("gelijk", "Zelfde antwoord", lambda pair: pair.same)
        .count("vragen", "Van de vragen", lambda pair: pair.compared)
        .text("toeval", "Meer dan toeval", lambda pair: pair.more_than_chance)
        .p("p", "Kans (p)", lambda pair: pair.p)
        .table(
            "Alle paren van steunpunten, de meest gelijke eerst (gepubliceerd)",
            "Kans (p): hoe vaak geschudde antwoorden ergens tussen alle paren een paar geven dat "
            f"zo op elkaar lijkt, in {formats.count(whole.draws)} keer schudden.",
            shown=SHOWN,
        ),
        reading=(
            "Elke rij is een paar. Bij schudden blijft van elke vraag gelijk hoe vaak elk antwoord "
            "voorkomt, maar komt het bij een willekeurig steunpunt terecht. Sommige vragen gaan "
            "over bijna hetzelfde, zoals personeel en uren; ook daardoor lijken paren op elkaar."
        ),
        definition=OF_PAIRS,
    )


def sentence(whole: Likeness) -> str:
    """Return the most and the least alike, and how many pairs are beyond chance."""
    most, least = whole.pairs[0], whole.pairs[-1]
    sure = sum(pair.more_than_chance for pair in whole.pairs)
    beyond = (
        f"{formats.plural(sure, 'paar lijkt', 'paren lijken')} meer op elkaar dan toeval geeft"
        if sure
        else "Geen paar lijkt meer op elkaar dan toeval geeft"
    )
    return (
        f"Gepubliceerd in 2011: {two(most)} lijkt het meest op elkaar, met {most.same} van de "
        f"{most.compared} vragen gelijk; {two(least)} het minst, met {least.same} van de "
        f"{least.compared}. {beyond}, van de {len(whole.pairs)}."
    )
