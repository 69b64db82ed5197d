"""Wat is er van de deelnemers geworden? One bar of six outcomes and three key numbers."""

from __future__ import annotations

from perspectief.report import bars, figures, formats, labels
from perspectief.report.blocks import Block, Definition, Picture
from perspectief.report.tables import Column, Table
from perspectief_core.disclosure import Protected
from perspectief_core.outcomes import OutcomeDistribution, OutcomeShare

BAR_ORDER = (
    "in_begeleiding",
    "verblijfsvergunning",
    "mob",
    "overig",
    "terugkeer",
    "doormigratie",
)
KEY_OUTCOMES = ("verblijfsvergunning", "terugkeer", "mob")
SOURCE = (
    "Samenvatting, 'De Perspectief aanpak: resultaten' (definities); "
    "de aantallen hier zijn geteld in de gegevens die u bekijkt."
)


def question(n: int) -> str:
    """Return the page's question with the number of people now counted."""
    return f"Wat is er van de {formats.plural(n, 'jongere', 'jongeren')} geworden?"


def outcome_block(result: Protected[OutcomeDistribution]) -> Block:
    """Return the block with the bar of all outcomes."""
    shares = in_order(result.value)
    parts = [
        bars.Part(
            labels.OUTCOME_SHORT[part.outcome],
            part.share,
            figures.OUTCOME_CATEGORY[part.outcome],
            part.outcome == "in_begeleiding",
        )
        for part in shares
    ]
    return Block(
        key="uitkomsten",
        title="De uitkomsten",
        sentence=sentence(result.value),
        source=result,
        picture=Picture("html", bars.stacked(parts) + key_numbers(result.value), _alt(shares)),
        table=_table(shares),
        reading=(
            "De balk is alle jongeren samen. Elk deel is een uitkomst. Het gestreepte deel is nog "
            "open: daar is nog geen uitkomst. 'Waarschijnlijk tussen' zegt hoe ver toeval het "
            "percentage kan verschuiven: bij 95 van de 100 zulke groepen ligt het daartussen."
        ),
        definition=Definition(
            what="De stand van iedere jongere op de peildatum: één uitkomst per jongere.",
            numerator="het aantal jongeren met deze uitkomst",
            denominator=f"alle {formats.count(result.value.n)} jongeren die nu meetellen",
            source=SOURCE,
        ),
    )


def key_numbers(result: OutcomeDistribution) -> str:
    """Return the three key numbers as HTML, each with its range."""
    by_outcome = {part.outcome: part.share for part in result.shares}
    items = []
    for outcome in KEY_OUTCOMES:
        share = by_outcome[outcome]
        small = share.share is None or share.total < formats.SMALL_N
        main = formats.count(share.count) if small else formats.percent(share.share)
        range_ = formats.of(share) if small else f"{formats.of(share)}, {formats.probably(share)}"
        items.append((main, labels.OUTCOME[outcome], range_))
    return bars.keys(items)


def in_order(result: OutcomeDistribution) -> tuple[OutcomeShare, ...]:
    """Return the outcomes in the order of the bar; a merged outcome is left out."""
    by_outcome = {part.outcome: part for part in result.shares}
    order = [code for code in BAR_ORDER if not (result.merged and code == "doormigratie")]
    return tuple(by_outcome[code] for code in order)


def sentence(result: OutcomeDistribution) -> str:
    """Return the finding: of every hundred, or in plain counts when few people are counted."""
    counts = {part.outcome: part.share for part in result.shares}
    guided = counts["in_begeleiding"]
    permit, returned, mob = (counts[code] for code in KEY_OUTCOMES)
    if guided.share is None:
        return "Er zijn geen jongeren die aan uw keuzes voldoen."
    if result.n < formats.SMALL_N * 3:
        return (
            f"Van de {formats.plural(result.n, 'jongere', 'jongeren')} waren er "
            f"{guided.count} nog in begeleiding. {permit.count} kregen een vergunning, "
            f"{returned.count} keerden terug en {mob.count} vertrokken met onbekende bestemming. "
            "De groep is klein: trek hier geen conclusies uit."
        )
    rounded = [round(100 * (part.share or 0)) for part in (guided, permit, returned, mob)]
    return (
        f"Van elke 100 jongeren waren er {rounded[0]} nog in begeleiding. "
        f"{rounded[1]} kregen een vergunning, {rounded[2]} keerden terug en "
        f"{rounded[3]} vertrokken met onbekende bestemming."
    )


def _alt(shares: tuple[OutcomeShare, ...]) -> str:
    parts = [f"{labels.OUTCOME_SHORT[part.outcome]} {part.share.count}" for part in shares]
    return f"Liggende balk in {len(parts)} delen: {formats.listing(parts)}."


def _table(shares: tuple[OutcomeShare, ...]) -> Table:
    return Table(
        caption="Uitkomsten op de peildatum",
        columns=(
            Column("uitkomst", "Uitkomst"),
            Column("aandeel", "Aantal, percentage en bandbreedte", "share"),
            Column("samen", "Bandbreedte als alle uitkomsten tegelijk kloppen", "interval"),
        ),
        rows=tuple(
            (labels.OUTCOME[part.outcome], part.share, part.simultaneous) for part in shares
        ),
        note="Bandbreedte: 95 %, methode Wilson; de laatste kolom methode Goodman. "
        "Percentages zijn afgerond en tellen daardoor niet altijd op tot 100.",
    )
