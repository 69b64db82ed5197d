"""Hangt de werkwijze samen met de uitkomst? Types of working method, steunpunten as units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.places import to_one
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.drawing import states
from perspectief.report.drawing.bounded import Bounded
from perspectief.report.werkwijzen import dots_chart
from perspectief.report.werkwijzen.dots_chart import type_name
from perspectief.report.words import formats, labels, shares, shell
from perspectief.report.words.choices import ANY_OUTCOME, Choice
from perspectief_core.disclosure.policies import Policy
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.released.types import types_of
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten.werkwijzen import TypeComparison, TypePoint, TypeShare

QUESTION = shell.page("werkwijzen").question
TYPOLOGY = Choice(
    "Indeling",
    "indeling_type",
    {
        "6": "zes typen, zoals in het rapport",
        "4": "vier typen",
        "2": "twee typen: zacht of hard",
    },
    "6",
)
CHOICES = (TYPOLOGY, ANY_OUTCOME)
PUBLISHED_CHOICES = (
    Choice(TYPOLOGY.label, TYPOLOGY.code, {"4": TYPOLOGY.options["4"]}, "4"),
    ANY_OUTCOME,
)
"""What can be chosen of a published edition: only in four types are the groups large enough."""


def choices(policy: Policy) -> tuple[Choice, ...]:
    """Return what can be chosen under a policy."""
    return PUBLISHED_CHOICES if policy == "publicatie" else CHOICES


CAVEAT = (
    "Een verband zegt niet dat de werkwijze de oorzaak is. De jongeren, de gemeente en de "
    "procedure verschillen ook per steunpunt."
)
_BAND = (
    " Het grijze vlak is waar het type waarschijnlijk ligt (95 %), als u meerekent dat "
    "steunpunten van één type onderling ook verschillen. Overlappen de vlakken, dan is een "
    "verschil tussen typen niet duidelijk."
)
_BY_TYPE = (
    "De bandbreedte van een type houdt rekening met verschillen tussen zijn steunpunten; met één "
    "steunpunt is er geen. Een punt: niet te zeggen, of minder dan 10 jongeren."
)
_BY_TYPE_ROUNDED = (
    "Een punt: van een type is er geen bandbreedte, want daarvoor is elk steunpunt apart nodig. "
    f"Bij een deel of een bandbreedte is {formats.SECRET}: niet te zeggen met afgeronde aantallen."
)
_BANDWIDTH = " Bandbreedte: Korn en Graubard 1998, met steunpunten als eenheid."
FOR_ANALYSTS = "Voor analisten: de toetsen achter deze zin"


@under(Heading("werkwijzen", "Werkwijze en uitkomst"))
def types_block(
    result: Protected[TypeComparison], names: Mapping[str, str], chosen: tuple[str, ...] = ()
) -> Block:
    """Return the block with the steunpunten per type and the share of each; `chosen` stand out."""
    comparison = result.value
    outcome = labels.outcome(comparison.outcome)
    filled = [kind for kind in comparison.types if _is_filled(kind)]
    kept = dots_chart.most_telling(comparison, chosen)
    banded = any(kind.interval for kind in filled)
    return Block(
        heading=heading_of(types_block).about(outcome),
        sentence=_said(result, kept),
        source=result,
        picture=Picture(
            "plotly",
            dots_chart.draw(result, states.highlighted(names, chosen), chosen),
            f"{_dots(len(kept.shown))} in "
            f"{formats.plural(len(filled), 'groep', 'groepen')} onder elkaar: de "
            f"typen.{' Achter een groep een vlak: waar het type waarschijnlijk ligt.' * banded}",
        )
        if filled
        else None,
        table=_table(result, kept, states.highlighted(names, chosen)),
        reading=(
            "Elke stip is een steunpunt; achter de naam staat het aantal jongeren. De dikke lijn "
            f"is het type als geheel.{_BAND * banded}{states.in_middle(_drawn(comparison))}"
        ),
        definition=Definition(
            what="Het aandeel jongeren met deze uitkomst per type werkwijze van het steunpunt.",
            numerator=f"jongeren bij steunpunten van het type met als uitkomst: {outcome}",
            denominator="alle jongeren bij steunpunten van het type die nu meetellen",
            source=(
                "Geteld in de gegevens die u bekijkt. Typen: Samenvatting, Tabel S2; de indeling "
                f"in vier en twee typen is van dit project.{_BANDWIDTH * banded}"
            ),
        ),
    )


def _drawn(comparison: TypeComparison) -> Iterator[Share]:
    for kind in comparison.types:
        yield kind.pooled
        yield from (point.share for point in kind.points)


def lead(result: Protected[TypeComparison], chosen: tuple[str, ...] = ()) -> str:
    """Return the main finding of the page: the sentence of its figure, before that is drawn."""
    kept = dots_chart.most_telling(result.value, chosen)
    return marked_sentence(_said(result, kept), result.provenance)


def _dots(n: int) -> str:
    return f"{formats.plural(n, 'stip', 'stippen')}, één per steunpunt," if n else "Geen stippen,"


def _said(result: Protected[TypeComparison], kept: Bounded[TypePoint]) -> str:
    hidden = (f"'{type_name(code).lower()}'" for code in _hidden(result))
    return states.honest(sentence(result.value), result) + kept_back.told(hidden) + kept.said


def _hidden(result: Protected[TypeComparison]) -> tuple[str, ...]:
    """Return the types of which nothing is published."""
    typology, types = result.value.typology, result.value.types
    return kept_back.codes(result, f"werkwijze_{typology}", [kind.type for kind in types])


def _is_filled(kind: TypeShare) -> bool:
    """Tell whether there are people of a type, although none of its steunpunten may be shown."""
    return bool(kind.n_steunpunten or kind.pooled.total)


def sentence(comparison: TypeComparison) -> str:
    """Return whether the types differ more than chance, with steunpunten as units."""
    if not comparison.overall.total:
        return shares.NOBODY
    used = [kind for kind in comparison.types if _is_filled(kind)]
    if isinstance(comparison.overall.total, Rounded):
        return _not_tested(comparison, used)
    if comparison.permutation_p is None:
        return _nothing_to_compare(comparison, used)
    topic = f"Bij '{labels.outcome_short(comparison.outcome)}'"
    steunpunten = sum(kind.n_steunpunten for kind in used)
    larger = "groter" if comparison.more_than_chance else "niet groter"
    return (
        f"{topic} zijn de verschillen tussen de {len(used)} typen {larger} dan toeval kan "
        f"geven.{_range(used)} "
        f"Hier zijn {steunpunten} steunpunten vergeleken, geen "
        f"{formats.count(comparison.overall.total)} losse jongeren.{_too_certain(comparison)}"
    )


def _not_tested(comparison: TypeComparison, used: list[TypeShare]) -> str:
    """Return what is said of rounded counts, of which nothing is tested."""
    each = [f"{type_name(kind.type).lower()} {shares.sentence(kind.pooled)}" for kind in used]
    return (
        f"Bij '{labels.outcome_short(comparison.outcome)}': {'; '.join(each)}. Of de typen meer "
        "dan toeval verschillen, is met deze afgeronde aantallen niet te toetsen: daarvoor is elk "
        "steunpunt apart nodig, en de meeste zijn te klein om te tonen."
    )


def _nothing_to_compare(comparison: TypeComparison, used: list[TypeShare]) -> str:
    if len(used) < 2:
        return (
            f"In uw selectie is er maar één type: {type_name(used[0].type).lower()}. "
            "Er valt niets te vergelijken."
        )
    who = "Geen" if not comparison.overall.count else "Elk"
    return (
        f"{who} van de {formats.count(comparison.overall.total)} jongeren heeft als uitkomst: "
        f"{labels.outcome(comparison.outcome)}. Er valt niets te vergelijken."
    )


def _range(used: list[TypeShare]) -> str:
    known = [kind.pooled.share or 0.0 for kind in used if kind.pooled.enough]
    if len(known) < 2:
        return ""
    return f" Het aandeel loopt per type {formats.from_to(known)}."


def _too_certain(comparison: TypeComparison) -> str:
    if comparison.naive is None or comparison.permutation_p is None:
        return ""
    if comparison.naive.more_than_chance and not comparison.more_than_chance:
        return (
            " Wie de jongeren wél als los van elkaar telt, zou een verschil zien; dat is te zeker."
        )
    return ""


def analyst_note(result: Protected[TypeComparison]) -> str:
    """Return the tests behind the sentence; empty when there is nothing to compare."""
    comparison = result.value
    if comparison.permutation_p is None or comparison.naive is None:
        return ""
    alike = comparison.intraclass_correlation
    return (
        f"Toets met steunpunten als eenheid: p {formats.p_is(comparison.permutation_p)} (typen "
        f"{formats.count(comparison.draws)} keer willekeurig verdeeld). Toets met jongeren als "
        f"eenheid, ter vergelijking: p {formats.p_is(comparison.naive.p)}. Samenhang binnen een "
        f"steunpunt (intraklassecorrelatie): {formats.number(alike, 2)}."
    )


def _table(
    result: Protected[TypeComparison], kept: Bounded[TypePoint], names: Mapping[str, str]
) -> Table:
    comparison = result.value
    rows: list[tuple[Cell, ...]] = []
    shown = {point.steunpunt for point in kept.shown}
    places: list[int] = []
    secret = _kept_back(result, names)
    for kind in comparison.types:
        places.append(len(rows))
        rows.append(_row(type_name(kind.type), "alle samen", kind.pooled, kind.interval))
        for point in sorted(kind.points, key=lambda point: names[point.steunpunt]):
            if point.share.total:
                if point.steunpunt in shown:
                    places.append(len(rows))
                own = Interval(point.share.low, point.share.high)
                place = to_one(point.steunpunt, result, names[point.steunpunt])
                rows.append(_row(type_name(kind.type), place, point.share, own))
        for name in secret.get(kind.type, ()):
            rows.append((type_name(kind.type), kept_back.named(name), *[kept_back.X] * 4))
    whole = Interval(comparison.overall.low, comparison.overall.high)
    rows.append(_row("Alle typen", "alle samen", comparison.overall, whole))
    empty = sum(not point.share.total for kind in comparison.types for point in kind.points)
    hidden = _hidden(result)
    table = Table(
        caption=f"Per type en steunpunt: {labels.outcome(comparison.outcome)}",
        columns=(
            Column("type", "Type"),
            Column("steunpunt", "Steunpunt"),
            Column("aantal", "Aantal", "count"),
            Column("jongeren", "Van", "count"),
            Column("aandeel", "Deel", "percent", 0),
            Column("bandbreedte", "Waarschijnlijk tussen", "interval"),
        ),
        rows=tuple(rows),
        note=(
            f"{_BY_TYPE_ROUNDED if isinstance(comparison.overall.total, Rounded) else _BY_TYPE}"
            f"{states.left_out(empty)}{kept_back.NOTE if secret and not hidden else ''}"
        ),
        total=True,
        kept=(*places, len(rows) - 1) if kept.left else (),
    )
    return kept_back.with_rows(table, [type_name(code) for code in hidden])


def _kept_back(result: Protected[TypeComparison], names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the names of the steunpunten of each type that are not published by themselves."""
    comparison = result.value
    shown = [point.steunpunt for kind in comparison.types for point in kind.points]
    kinds = types_of(comparison.typology)
    secret: dict[str, list[str]] = {}
    for code in kept_back.codes(result, "steunpunt", shown, names):
        if code in kinds:
            secret.setdefault(kinds[code], []).append(names[code])
    return {kind: sorted(places) for kind, places in secret.items()}


def _row(kind: str, steunpunt: Cell, share: Share, band: Interval | None) -> tuple[Cell, ...]:
    if isinstance(share.total, Rounded):
        if not shares.has_percent(share):
            return (kind, steunpunt, share.count, share.total, formats.SECRET, formats.SECRET)
        return (kind, steunpunt, share.count, share.total, shares.percent(share), band)
    percent = (share.share, band) if share.enough else (None, None)
    return (kind, steunpunt, share.count, share.total, *percent)
