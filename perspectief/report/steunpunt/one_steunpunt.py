"""Wat kan ik over dit ene steunpunt zeggen? Its outcomes, what its size allows, its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture, short_alt
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import stacked_bar, states
from perspectief.report.drawing.row_bars import Bars
from perspectief.report.steunpunt import place_chart
from perspectief.report.words import few, formats, labels, shares, shell
from perspectief.report.words.choices import Choice
from perspectief.report.words.markup import join, tag
from perspectief.report.words.outcome_words import bar_order
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.profile import Profile, ProfileOutcome

QUESTION = shell.page("steunpunt").question
FILTER_NOTE = (
    "U kiest hieronder uit de steunpunten van uw filter. De vergelijking is steeds met alle "
    "andere steunpunten; uw andere filters en keuzes tellen mee."
)
SOURCE = (
    "Geteld in de gegevens die u bekijkt. Uitkomsten: Samenvatting, 'De Perspectief aanpak: "
    "resultaten'."
)


def choice(filtered: Sequence[str], names: Mapping[str, str], shown: Sequence[str] = ()) -> Choice:
    """Return the choice of a steunpunt, by name: out of those in the filter, or out of all.

    It starts with the first, of `shown` when there are some of them. With a filter no other can be
    chosen, so that filter, box and link always speak of the same steunpunten.
    """
    offered = {code: name for code, name in names.items() if code in filtered} or names
    options = dict(sorted(offered.items(), key=lambda item: item[1]))
    first = next((code for code in options if code in shown), next(iter(options)))
    return Choice("Steunpunt", "punt", options, first)


def rows_in_use(result: Protected[Profile]) -> tuple[ProfileOutcome, ...]:
    """Return the outcomes in the order of the bar; a merged outcome is left out."""
    merged = result.provenance.selection.doormigratie == "bij_overig"
    by_outcome = {row.outcome: row for row in result.value.outcomes}
    return tuple(by_outcome[code] for code in bar_order(merged=merged))


def sentence(result: Protected[Profile], name: str) -> str:
    """Return what became of the people of the steunpunt, and whether anything stands out."""
    profile = result.value
    if not profile.n:
        return (
            f"Van steunpunt {name} zijn er geen jongeren in uw selectie. Haal in het dashboard een "
            "filter weg om de uitkomsten te zien. De gepubliceerde kenmerken staan hieronder."
        )
    start = f"{name} begeleidde"
    if states.is_invented(result):
        start = f"In deze nagemaakte gegevens begeleidde {name}"
    own = {row.outcome: row.own for row in profile.outcomes}
    told = (
        f"{start} {formats.plural(profile.n, 'jongere', 'jongeren')}: "
        f"{few.people_of(own['in_begeleiding'])} nog in begeleiding, "
        f"{few.people_of(own['verblijfsvergunning'])} met een "
        f"vergunning, {few.people_of(own['terugkeer'])} teruggekeerd en "
        f"{few.people_of(own['mob'])} vertrokken met onbekende bestemming."
    )
    return f"{told} {_judgement(result)}"


def _judgement(result: Protected[Profile]) -> str:
    profile = result.value
    if not profile.n_rest:
        return "Er zijn geen andere steunpunten om mee te vergelijken."
    rows = rows_in_use(result)
    outside = [row for row in rows if row.point.outside]
    small = " De groep is te klein voor percentages." if not meaning.enough(profile.n) else ""
    if all(row.point.state == "te_klein" for row in rows):
        return f"{_unseen(rows)} Dat er niets opvalt, zegt dus weinig.{small}"
    if not outside and isinstance(profile.n, Rounded):
        return (
            "Met afgeronde aantallen is van geen enkele uitkomst vast te stellen dat die buiten "
            "ligt wat toeval bij zo'n groep kan geven."
        )
    if not outside:
        return f"Geen enkele uitkomst ligt buiten wat toeval bij zo'n groep kan geven.{small}"
    told = [f"{labels.OUTCOME_SHORT[row.outcome]} ({row.point.state})" for row in outside]
    rounded = states.ROUNDED_JUDGEMENT if isinstance(profile.n, Rounded) else ""
    return f"Buiten wat toeval bij zo'n groep kan geven: {formats.listing(told)}.{small}{rounded}"


def _unseen(rows: Sequence[ProfileOutcome]) -> str:
    """Return what could not be seen of a group in which every outcome is too small for that."""
    blind = {row.point.blind for row in rows}
    if blind <= {"laag", "beide"}:
        often = "een hoge soms wel" if "laag" in blind else "een hoge ook niet"
        return f"Een lage uitkomst is bij zo'n kleine groep nooit te zien, {often}."
    return "Bij elke uitkomst is de groep te klein om een lage of om een hoge uitkomst te zien."


@under(Heading("uitkomsten", "De uitkomsten"))
def outcomes_block(result: Protected[Profile], name: str) -> Block:
    """Return the block with the outcomes of the steunpunt beside those of all others."""
    profile, rows = result.value, rows_in_use(result)
    counts = [f"{labels.OUTCOME_SHORT[row.outcome]} {_some(row.own)}" for row in rows]
    two = f"Twee balken onder elkaar: {name} en de andere steunpunten samen."
    return Block(
        heading=heading_of(outcomes_block).titled(f"De uitkomsten van {name}"),
        sentence=sentence(result, name),
        source=result,
        picture=Picture(
            "html",
            _two_bars(result, name),
            short_alt(f"{two} {name}: {formats.listing(counts)}.", two),
            _described(result, name),
        ),
        table=_table(rows, name),
        reading=(
            "De bovenste balk is dit steunpunt, de onderste alle andere steunpunten samen. Beide "
            "balken zijn 100 procent. Let op het aantal jongeren: bij een kleine groep telt één "
            "jongere zwaar."
        ),
        definition=Definition(
            what="De stand van iedere jongere op de peildatum: één uitkomst per jongere.",
            numerator="jongeren met deze uitkomst",
            denominator=f"{formats.counted(profile.n, f'van {name}')}, of de "
            f"{formats.people(profile.n_rest)} van de andere steunpunten",
            source=f"{SOURCE} Verschil: methode Newcombe.",
        ),
    )


def _some(share: Share) -> str:
    return few.people_of(share) if formats.is_nearly_all(share) else formats.about(share.count)


def _described(result: Protected[Profile], name: str) -> tuple[Bars, ...]:
    """Return what `_two_bars` draws, for every other medium."""
    marks = (states.mark_of(result, name), "")
    return tuple(
        stacked_bar.described(parts, heading, mark)
        for (heading, parts), mark in zip(_sides(result, name), marks, strict=False)
    )


def _two_bars(result: Protected[Profile], name: str) -> Markup:
    (own, parts), *rest = _sides(result, name)
    drawn = states.mark_html(states.mark_of(result, name))
    drawn += tag("p", tag("b", own)) + stacked_bar.stacked(parts)
    return drawn + join(tag("p", others) + stacked_bar.stacked(parts) for others, parts in rest)


def _sides(result: Protected[Profile], name: str) -> list[tuple[str, list[stacked_bar.Part]]]:
    """Return the steunpunt and, where there are any, all others: a heading and the outcomes."""
    profile, rows = result.value, rows_in_use(result)
    young, others = (formats.people(n) for n in (profile.n, profile.n_rest))
    own = [stacked_bar.outcome_part(row.outcome, row.own) for row in rows]
    rest = [stacked_bar.outcome_part(row.outcome, row.rest) for row in rows]
    sides = [(f"{name}: {young}", own), (f"De andere steunpunten samen: {others}", rest)]
    return sides if profile.n_rest else sides[:1]


def _table(rows: tuple[ProfileOutcome, ...], name: str) -> Table:
    return (
        Rows(rows)
        .text("uitkomst", "Uitkomst", lambda row: labels.OUTCOME[row.outcome])
        .share("eigen", name, lambda row: row.own)
        .share("andere", "Andere steunpunten samen", lambda row: row.rest)
        .text("verschil", "Verschil in procentpunt", _difference)
        .table(
            f"Uitkomsten van {name} en van de andere steunpunten samen",
            "Tussen haakjes: waarschijnlijk ligt het echte cijfer daartussen (95 %). "
            f"{_unsaid(rows)}.",
        )
    )


def _difference(row: ProfileOutcome) -> str | None:
    """Return the difference where both shares have a percentage; of rounded counts else `x`."""
    if isinstance(row.own.total, Rounded):
        both = shares.has_percent(row.own) and shares.has_percent(row.rest)
        return formats.difference(row.difference) if both else formats.SECRET
    return formats.difference(row.difference) if row.own.enough else None


def _unsaid(rows: tuple[ProfileOutcome, ...]) -> str:
    if any(isinstance(row.own.total, Rounded) for row in rows):
        few = shares.without_percent(rows[0].own.total)
        return f"{few} is er geen verschil te zeggen ({formats.SECRET})"
    return "Een punt: te weinig jongeren"


@under(Heading("plaats", "Dit steunpunt tegenover toeval"))
def place_block(result: Protected[Profile], name: str) -> Block:
    """Return the block with the place of every outcome against the band of chance."""
    profile, rows = result.value, rows_in_use(result)
    outside = sum(row.point.outside for row in rows)
    return Block(
        heading=heading_of(place_block).titled(f"{name} tegenover toeval"),
        sentence=_judgement(result),
        source=result,
        picture=Picture(
            "plotly",
            place_chart.draw(profile, rows, states.mark_of(result, name)),
            f"{len(rows)} rijen, per uitkomst een grijze band van wat toeval bij "
            f"{formats.about(profile.n)} jongeren kan geven; {few.times(outside)} ligt {name} "
            "erbuiten.",
        )
        if profile.n_rest
        else None,
        table=_place_table(rows, name),
        reading=(
            "Elke rij is een uitkomst. De grijze band is wat toeval gewoon maakt bij een groep van "
            "deze grootte; het streepje is het aandeel van alle steunpunten samen. Een driehoek "
            "ligt buiten de band. Een open rondje: de groep is te klein om een lage of een hoge "
            "uitkomst te zien; de tabel zegt welke, en vanaf welk aantal een uitkomst wel opvalt."
            f"{states.in_middle(row.own for row in rows)}"
        ),
        definition=Definition(
            what="Het aandeel van dit steunpunt naast wat toeval bij zo'n groep gewoon maakt.",
            numerator=f"jongeren van {name} met deze uitkomst",
            denominator=formats.counted(profile.n, f"van {name}"),
            source=f"{SOURCE} Band: exacte binomiale kansen rond het aandeel van allen samen.",
        ),
    )


def _place_table(rows: tuple[ProfileOutcome, ...], name: str) -> Table:
    return (
        Rows(rows)
        .text("uitkomst", "Uitkomst", lambda row: labels.OUTCOME[row.outcome])
        .count("geteld", "Geteld", lambda row: row.own.count)
        .number("verwacht", "Verwacht als bij allen samen", lambda row: row.point.expected)
        .text("gewoon", "Gewoon door toeval", lambda row: states.ordinary(row.point))
        .text("oordeel", "Oordeel", lambda row: states.verdict(row.point))
        .table(f"{name} tegenover wat toeval gewoon maakt")
    )
