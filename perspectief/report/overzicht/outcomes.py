"""Wat is er van de deelnemers geworden? One bar of six outcomes and three key numbers."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.drawing import stacked_bar, theme
from perspectief.report.words import formats, labels
from perspectief.report.words.outcome_order import BAR_ORDER, KEY_OUTCOMES
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import OutcomeDistribution, OutcomeShare

VERBS = (("was", "waren"), ("kreeg", "kregen"), ("keerde", "keerden"), ("vertrok", "vertrokken"))
"""For one and for more, in the order in guidance, permit, returned, left."""
SOURCE = (
    "Samenvatting, 'De Perspectief aanpak: resultaten' (definities); "
    "de aantallen hier zijn geteld in de gegevens die u bekijkt."
)


def question(n: int) -> str:
    """Return the page's question with the number of people now counted."""
    if n == 0:
        return "Wat is er van deze jongeren geworden?"
    if n == 1:
        return "Wat is er van deze ene jongere geworden?"
    return f"Wat is er van de {formats.count(n)} jongeren geworden?"


def outcome_block(result: Protected[OutcomeDistribution]) -> Block:
    """Return the block with the bar of all outcomes."""
    shares = in_order(result.value)
    parts = [
        stacked_bar.Part(
            labels.OUTCOME_SHORT[part.outcome],
            part.share,
            theme.OUTCOME_CATEGORY[part.outcome],
            part.outcome == "in_begeleiding",
        )
        for part in shares
    ]
    return Block(
        key="uitkomsten",
        title="De uitkomsten",
        sentence=sentence(result.value),
        source=result,
        picture=Picture(
            "html", stacked_bar.stacked(parts) + key_numbers(result.value), _alt(shares)
        ),
        table=_table(shares),
        reading=(
            "De balk is alle jongeren samen. Elk deel is een uitkomst. Het gestreepte deel is nog "
            "open: daar is nog geen uitkomst. 'Waarschijnlijk tussen' zegt hoe ver toeval het "
            "percentage kan verschuiven: bij 95 van de 100 zulke groepen ligt het daartussen."
        ),
        definition=Definition(
            what="De stand van iedere jongere op de peildatum: één uitkomst per jongere.",
            numerator="het aantal jongeren met deze uitkomst",
            denominator=formats.counted(result.value.n),
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
    return stacked_bar.keys(items)


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
    parts = (guided, permit, returned, mob)
    if result.n < formats.SMALL_N * 3:
        group = f"Van {formats.plural(result.n, 'jongere', 'jongeren')}"
        said = _said(group, [part.count for part in parts])
        return f"{said} De groep is klein: trek hier geen conclusies uit."
    of_hundred = [int(formats.number(100 * (part.share or 0), 0)) for part in parts]
    return _said("Van elke 100 jongeren", of_hundred)


def _said(group: str, numbers: list[int]) -> str:
    """Return how many are in guidance, got a permit, returned and left, with fitting verbs.

    With nobody in guidance, as among exits, that part is left out.
    """
    guided, permit, returned, mob = numbers
    was, got, went_back, left = (
        one if number == 1 else many for number, (one, many) in zip(numbers, VERBS, strict=True)
    )
    if not guided:
        return (
            f"{group} {got} er {permit} een vergunning, {went_back} er {returned} terug en "
            f"{left} er {mob} met onbekende bestemming."
        )
    return (
        f"{group} {was} er {guided} nog in begeleiding. {permit} {got} een vergunning, "
        f"{returned} {went_back} terug en {mob} {left} met onbekende bestemming."
    )


def _alt(shares: tuple[OutcomeShare, ...]) -> str:
    parts = [f"{labels.OUTCOME_SHORT[part.outcome]} {part.share.count}" for part in shares]
    return f"Liggende balk in {len(parts)} delen: {formats.listing(parts)}."


def _table(shares: tuple[OutcomeShare, ...]) -> Table:
    columns: tuple[Column, ...] = (
        Column("uitkomst", "Uitkomst"),
        Column("aandeel", "Aantal, percentage en bandbreedte", "share"),
        Column("samen", "Bandbreedte als alle uitkomsten tegelijk kloppen", "interval"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (labels.OUTCOME[part.outcome], part.share, part.simultaneous) for part in shares
    )
    if shares[0].share.total < formats.SMALL_N:
        # No percentage stands here, so no range of percentages either.
        columns, rows = columns[:2], tuple(row[:2] for row in rows)
    return Table("Uitkomsten op de peildatum", columns, rows, _table_note(len(columns) > 2))


def _table_note(with_percentages: bool) -> str:
    if not with_percentages:
        return f"Bij minder dan {formats.SMALL_N} jongeren staat er geen percentage."
    return (
        "Bandbreedte: waarschijnlijk ligt het echte cijfer daartussen (95 %, methode Wilson; de "
        "laatste kolom methode Goodman). Percentages zijn afgerond en tellen daardoor niet altijd "
        "op tot 100."
    )
