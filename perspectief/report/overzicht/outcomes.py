"""Wat is er van de deelnemers geworden? One bar of six outcomes and three key numbers."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, stacked_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.reported import Reported
from perspectief.report.block.tables import SHARE, Cell, Column, Rows, Table
from perspectief.report.drawing import stacked_bar
from perspectief.report.words import formats, labels, shares
from perspectief.report.words.outcome_words import KEY_OUTCOMES, bar_order
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import OutcomeDistribution, OutcomeShare
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share

VERBS = (("was", "waren"), ("kreeg", "kregen"), ("keerde", "keerden"), ("vertrok", "vertrokken"))
"""For one and for more, in the order in guidance, permit, returned, left."""
SOURCE = (
    "Samenvatting, 'De Perspectief aanpak: resultaten' (definities); "
    "de aantallen hier zijn geteld in de gegevens die u bekijkt."
)

NOTE = (
    "Bandbreedte: waarschijnlijk ligt het echte cijfer daartussen (95 %, methode Wilson; de "
    "laatste kolom methode Goodman). Percentages zijn afgerond en tellen daardoor niet altijd "
    "op tot 100."
)


def question(n: int) -> str:
    """Return the page's question with the number of people now counted."""
    if n == 0:
        return "Wat is er van deze jongeren geworden?"
    if n == 1:
        return "Wat is er van deze ene jongere geworden?"
    which = "de" if meaning.enough_to_conclude(n) else "deze"
    return f"Wat is er van {which} {formats.about(n)} jongeren geworden?"


@under(Heading("uitkomsten", "De uitkomsten"))
def outcome_block(result: Protected[OutcomeDistribution], report: Reported | None = None) -> Block:
    """Return the block with the bar of all outcomes; `report` beside what departs from it."""
    ordered = in_order(result.value)
    parts = [stacked_bar.outcome_part(part.outcome, part.share) for part in ordered]
    return Block(
        sentence=sentence(result.value),
        source=result,
        picture=stacked_picture(f"{len(parts)} delen", parts, key_numbers(result, report)),
        table=_table(ordered),
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


def lead(result: Protected[OutcomeDistribution]) -> str:
    """Return the main finding of the page: the sentence of its bar, before that is drawn."""
    return marked_sentence(sentence(result.value), result.provenance)


def key_numbers(result: Protected[OutcomeDistribution], report: Reported | None = None) -> Markup:
    """Return the three key numbers, each with its range; under ten people the counts."""
    items = []
    for outcome in KEY_OUTCOMES:
        share = result.value.share_of(outcome)
        enough = shares.has_percent(share)
        main = shares.percent(share) if enough else formats.count(share.count)
        range_ = f", {formats.probably(share)}" if shares.range_of(share) else ""
        printed = departed(result.provenance.selection, share, report, f"sv_{outcome}")
        items.append((main, labels.OUTCOME[outcome], f"{formats.of(share)}{range_}{printed}"))
    return stacked_bar.keys(items)


def departed(selection: Selection, share: Share, report: Reported | None, id_: str) -> str:
    """Return how a number stands to the report's, where the choices are not the report's.

    A part of the young people is not set against all of them as if they were the same people.
    """
    if report is None or not share.total:
        return ""
    printed = report.text(id_)
    if selection.active_filters:
        return f". Rapport, over alle jongeren: {printed}"
    if selection.departs_from_report:
        return f". Rapport {printed} → nu {shares.percent(share)}"
    return ""


def in_order(result: OutcomeDistribution) -> tuple[OutcomeShare, ...]:
    """Return the outcomes in the order of the bar; a merged outcome is left out."""
    by_outcome = {part.outcome: part for part in result.shares}
    return tuple(by_outcome[code] for code in bar_order(merged=result.merged))


def sentence(result: OutcomeDistribution) -> str:
    """Return the finding: of every hundred, or in plain counts when few people are counted."""
    if not result.n:
        return shares.NOBODY
    if result.n == 1:
        own = next(part.outcome for part in in_order(result) if part.share.count)
        return f"Er telt 1 jongere mee: die {labels.OUTCOME_SENTENCE[own]}. {shares.TOO_SMALL}"
    parts = [result.share_of(outcome) for outcome in ("in_begeleiding", *KEY_OUTCOMES)]
    if isinstance(result.n, Rounded):
        return _of_rounded(result)
    if not meaning.enough_to_conclude(result.n):
        counts = [part.count for part in parts]
        return f"{_said(f'Van {result.n} jongeren', counts)} {shares.TOO_SMALL}"
    of_hundred = [int(formats.number(100 * (part.share or 0), 0)) for part in parts]
    return _said("Van elke 100 jongeren", of_hundred, rounded=True)


def _of_rounded(result: OutcomeDistribution) -> str:
    """Return the finding of rounded counts: none of them can be called nobody, or be added up."""
    order = ("in_begeleiding", *KEY_OUTCOMES)
    parts = [
        f"{formats.small_letter(labels.OUTCOME[outcome])} "
        f"{shares.sentence(result.share_of(outcome))}"
        for outcome in order
    ]
    return f"Van {formats.about(result.n)} jongeren: {formats.listing(parts)}."


def _said(group: str, numbers: list[int], *, rounded: bool = False) -> str:
    """Return how many are in guidance, got a permit, returned and left, with fitting verbs.

    With nobody in guidance, as among exits, that part is left out. A 0 that was `rounded` stays a
    number: it need not be nobody.
    """
    who = [str(number) if number or rounded else "niemand" for number in numbers]
    was, got, went_back, left = (
        singular if some in ("1", "niemand") else many
        for some, (singular, many) in zip(who, VERBS, strict=True)
    )
    if not numbers[0]:
        _, permit, returned, mob = (some if some == "niemand" else f"er {some}" for some in who)
        return (
            f"{group} {got} {permit} een vergunning, {went_back} {returned} terug en "
            f"{left} {mob} met onbekende bestemming."
        )
    guided, permit, returned, mob = who
    return (
        f"{group} {was} er {guided} nog in begeleiding. {permit.capitalize()} {got} een "
        f"vergunning, {returned} {went_back} terug en {mob} {left} met onbekende bestemming."
    )


def _table(ordered: tuple[OutcomeShare, ...]) -> Table:
    rows = (
        Rows(ordered)
        .text("uitkomst", "Uitkomst", lambda part: labels.OUTCOME[part.outcome])
        .column(SHARE, lambda part: part.share)
    )
    caption = "Uitkomsten op de peildatum"
    if not shares.has_percent(ordered[0].share):
        # No percentage stands here, so no range of percentages either.
        return rows.table(
            caption, f"Bij minder dan {meaning.FEWEST} jongeren staat er geen percentage."
        )
    together = Column("samen", "Bandbreedte als alle uitkomsten tegelijk kloppen", "interval")
    return rows.column(together, _together).table(caption, NOTE)


def _together(part: OutcomeShare) -> Cell:
    """Return the range that holds for all outcomes at once; not where its own is not said."""
    return formats.SECRET if shares.is_kept_back(part.share) else part.simultaneous
