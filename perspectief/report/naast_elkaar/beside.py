"""Verschillen deze steunpunten van elkaar? One block per topic, with a verdict on every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.drawing import states
from perspectief.report.naast_elkaar import drawing, rows
from perspectief.report.naast_elkaar.choosing import name
from perspectief.report.words import formats, labels, shares
from perspectief_core.beside.beside import BesideEachOther
from perspectief_core.beside.beside_rows import MONTH, Mean, Value
from perspectief_core.differences import seeing
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.groups import MIN_GROUP
from perspectief_core.shares.intervals import Share

HEADINGS = {
    topic: Heading(f"naast_{topic}", title)
    for topic, title in (
        ("uitkomsten", "Wat werd er van de jongeren?"),
        ("getallen", "Hoe snel, hoe vaak en hoe oud?"),
        ("jongeren", "Wie kwamen er?"),
    )
}
TOPICS = tuple(HEADINGS)
WHAT = {
    "uitkomsten": "De stand van iedere jongere op de peildatum, per steunpunt.",
    "getallen": (
        f"Tempo: het geschatte aandeel met een uitkomst binnen {MONTH} maanden, gecorrigeerd voor "
        "wie er al vóór de start was. De andere rijen zijn gemiddelden van wie het bekend is."
    ),
    "jongeren": "Kenmerken van de jongeren toen zij kwamen, van wie dat bekend is.",
}
TEST = {
    "uitkomsten": "Toets: exact (Fisher, Freeman en Halton).",
    "getallen": (
        "Toets: tempo met de log-rangtoets, tussen groepen van minstens "
        f"{MIN_GROUP} jongeren; de andere met rangordes (Kruskal en Wallis)."
    ),
    "jongeren": "Toets: exact (Fisher, Freeman en Halton).",
}
MID_P = (
    " Met mid-p (Lancaster 1961): een verdeling die even waarschijnlijk is als wat er geteld is, "
    "telt voor de helft. Zo vindt de toets bij kleine aantallen iets meer, en noemt hij een enkele "
    "keer toeval een verschil."
)
BY_TYPE = (
    "Steunpunten zijn hier de eenheid: de typen zijn 2.000 keer over de steunpunten geschud. De "
    "bandbreedte telt mee dat steunpunten van één type onderling verschillen."
)
SOURCE = "Geteld in de gegevens die u bekijkt. Correctie voor het aantal vergelijkingen: Holm 1979."


@under(HEADINGS["uitkomsten"])
def beside_block(result: Protected[BesideEachOther], names: Mapping[str, str]) -> Block:
    """Return the block with the groups beside each other on one topic."""
    comparison = result.value
    whose = "steunpunt" if comparison.typology is None else "type"
    return Block(
        heading=HEADINGS[comparison.topic],
        sentence=_said(result, names),
        source=result,
        picture=_picture(result, names),
        table=_table(comparison, names),
        reading=_reading(comparison),
        definition=Definition(
            what=(
                f"{WHAT[comparison.topic]} {BY_TYPE if comparison.typology else _test(comparison)}"
            ),
            numerator=f"jongeren van het {whose} bij wie dit zo is",
            denominator=f"jongeren van het {whose} die nu meetellen en van wie dit bekend is",
            source=SOURCE,
        ),
    )


def lead(result: Protected[BesideEachOther], names: Mapping[str, str]) -> str:
    """Return the main finding of the page: the sentence of a topic, before that is drawn."""
    return marked_sentence(_said(result, names), result.provenance)


def _said(result: Protected[BesideEachOther], names: Mapping[str, str]) -> str:
    return states.honest(rows.sentence(result.value, names), result)


def _test(comparison: BesideEachOther) -> str:
    return TEST[comparison.topic] + (
        MID_P if comparison.mid_p and comparison.topic != "getallen" else ""
    )


def _picture(result: Protected[BesideEachOther], names: Mapping[str, str]) -> Picture | None:
    comparison = result.value
    if not any(group.n for group in comparison.groups):
        return None
    counted = Counter(map(rows.said, comparison.rows))
    told = [f"{counted[said]} keer {said}" for said in rows.SAID if counted[said]]
    mark = states.mark_of(result)
    shown = drawing.described(comparison, names, mark)
    return Picture(
        "html",
        states.mark_html(mark) + drawing.draw(shown),
        f"{len(comparison.rows)} rijen, elk met {len(comparison.groups)} balken: "
        f"{formats.listing(told)}. De tabel heeft dezelfde getallen.",
        described=(shown,),
    )


def _reading(comparison: BesideEachOther) -> str:
    low, high = (formats.number(100 * share, 0) for share in seeing.as_shares(0.5))
    about_types = "Elke groep is een type, met al zijn steunpunten. "
    unseen = (
        "'Door het afronden niet te zien': met andere aantallen die zo worden afgerond, kan het "
        "verschil toeval zijn."
        if any(row.state == "afgerond" for row in comparison.rows)
        else "'Geen verschil te zien': een "
        f"groot verschil, zoals {low} tegen {high} van elke 100 jongeren, was met 80 % kans wel "
        "opgevallen; een kleiner verschil kan er zijn. 'Te klein om te zien': ook zo'n groot "
        "verschil zou vaak onopgemerkt blijven. De rij zegt dan niet dat de groepen gelijk zijn."
    )
    if any(rows.said(row) == rows.UNTESTED for row in comparison.rows):
        unseen += " 'Niet te vergelijken': er is niets te toetsen; de rij zegt waarom."
    return (
        f"{'' if comparison.typology is None else about_types}"
        "Elke rij is een vraag, met de gekozen groepen naast elkaar. Het streepje is het cijfer, "
        "de balk de bandbreedte. Aandelen lopen van 0 tot 100 %; bij andere cijfers past de "
        "schaal bij de rij. 'Verschilt meer dan toeval': zo'n verschil geeft toeval bijna "
        f"nooit, ook als u meetelt hoeveel vragen er gesteld zijn. {unseen}"
    )


def _table(comparison: BesideEachOther, names: Mapping[str, str]) -> Table:
    made = Rows(comparison.rows).text(
        "vergelijking", "Vergelijking", lambda row: rows.ROW[row.code]
    )
    for at, group in enumerate(comparison.groups):
        columns = _columns(comparison, group.code.lower(), name(group.code, names))
        made = made.columns(columns, lambda row, at=at: _cells(row.values[at]))  # type: ignore[misc]
    return (
        made.text("oordeel", "Oordeel", rows.verdict)
        .text("uitleg", "Uitleg", lambda row: rows.why(row, names))
        .p("p", "Kans (p)", lambda row: row.p)
        .p("p_gecorrigeerd", "Kans, gecorrigeerd", lambda row: row.p_adjusted)
        .table(
            f"{HEADINGS[comparison.topic].title} "
            f"{formats.listing([name(g.code, names) for g in comparison.groups])}",
            "Kans (p): hoe vaak toeval een verschil geeft dat minstens zo groot is. Gecorrigeerd: "
            f"rekening houdend met {formats.plural(comparison.comparisons, 'toets', 'toetsen')} "
            f"(Holm). {_few(comparison)}{_left_out(comparison)}",
        )
    )


def _columns(comparison: BesideEachOther, key: str, label: str) -> tuple[Column, ...]:
    if comparison.topic != "getallen":
        return (Column(key, label, "share"),)
    return (Column(key, label, "number"), Column(f"{key}_tussen", "Waarschijnlijk tussen"))


def _cells(value: Value) -> tuple[Cell, ...]:
    if isinstance(value, Share):
        return (value,)
    if value is None or (isinstance(value, Mean) and not value.summary.enough):
        return None, None
    if isinstance(value, Mean):
        return value.summary.mean, rows.span(value)
    return 100 * value.share, rows.span(value)


def _few(comparison: BesideEachOther) -> str:
    kind = "gemiddelde" if comparison.topic == "getallen" else "percentage"
    people = comparison.groups[0].n if comparison.groups else 0
    return f"{shares.without_percent(people)} staat er geen {kind}."


def _left_out(comparison: BesideEachOther) -> str:
    return "".join(f" {labels.column_missing(column)}" for column in comparison.missing)
