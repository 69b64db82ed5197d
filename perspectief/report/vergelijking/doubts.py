"""Per outcome: both shares with their widths, the difference, and which doubt decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from perspectief.report.block.blocks import Block, Definition, MainNumber, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.main_numbers import outcome, results
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.drawing import states
from perspectief.report.vergelijking import verdict
from perspectief.report.vergelijking.lanes import difference_lane, share_lanes, span
from perspectief.report.vergelijking.range_chart import draw
from perspectief.report.words import formats, shares
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.comparison.comparing import (
    Comparison,
    ComparisonOptions,
    ComparisonRow,
    DtvSide,
)
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval, Share

DECIDES = {
    "toeval": "Toeval alleen kan dit verschil al geven.",
    "afronding": "Met de afronding van DT&V erbij kan het verschil ook nul zijn.",
    "open_zaken": "Groter dan toeval en afronding. De open zaken beslissen: die kunnen het "
    "omdraaien.",
    "geen": "Groter dan toeval en afronding. Ook de open zaken draaien dit niet om.",
}
"""Which doubt decides, as a sentence."""
SAYS = {
    "toeval": "kan toeval het verschil al geven.",
    "afronding": "kan toeval met de afronding van DT&V erbij het verschil geven.",
    "open_zaken": "is het verschil groter dan toeval en afronding, maar kunnen de open zaken het "
    "nog omdraaien.",
    "geen": "staat het verschil als telling vast.",
}
ALONE = (
    " Doormigratie heeft één regel: de brief noemt niet hoeveel jongeren van DT&V naar een ander "
    "land gingen. Daarom staat zij niet bij de verschillen."
)
EQUAL_TIME = (
    "Dit getal gaat ervan uit dat beide groepen even lang zijn gevolgd. Dat is hier niet zo: zaken "
    "die nog niet klaar zijn, kunnen het verschil nog veranderen."
)
TOO_FEW = "Er zijn in uw selectie maar {people} van Perspectief: te weinig om naast DT&V te zetten."
HIDDEN = {
    "verblijfsvergunning": ("vergunningen", "een vergunning"),
    CONCRETE: ("vergunningen en terugkeer samen", "een vergunning of terugkeer"),
}
"""What the E-value is told of: the difference, and the outcome itself."""
PUBLISHED = "Kamerbrief 2011 (19 637, nr. 1461), tabel in paragraaf 4; doormigratie: Samenvatting."
COMPUTED = (
    "Geteld in de gegevens die u bekijkt; DT&V gekozen met de stappen van de Kamerbrief 2011, "
    "paragraaf 4, en afgerond op tientallen zoals daar."
)
ROUNDED = (
    "Perspectief: gepubliceerde aantallen op vijftallen. DT&V: zoals gedrukt in de Kamerbrief 2011 "
    "(19 637, nr. 1461), paragraaf 4, op tientallen. De afronding van beide kanten telt mee."
)

FIVES = (
    f" De aantallen van Perspectief zijn afgerond op vijftallen; {formats.SECRET} is daarmee niet "
    "te zeggen."
)


@under(Heading("aandelen", "Perspectief en DT&V per uitkomst"))
def shares_block(comparison: Comparison, source: Protected[Any]) -> Block:
    """Return the block with the shares of both sides and how far each doubt reaches."""
    rows = _shown(comparison)
    return Block(
        heading=_heading(shares_block, source),
        sentence=_sentence(comparison, source),
        source=source,
        picture=Picture(
            "plotly", draw(share_lanes(rows), "Deel van de groep (%)", (0, 100)), _alt(rows)
        )
        if rows
        else None,
        table=_share_table(comparison, rows),
        reading=(
            "Elke uitkomst heeft twee regels: Perspectief (blauw, rondje) en DT&V (oranje, "
            "ruitje). Het teken is wat er is geteld. De dikke balk is hoe ver toeval reikt. De "
            f"grijze balk telt daar {_rounding(comparison)} bij. De dunne balk laat "
            "zien wat er nog kan als alle zaken die nog niet klaar zijn zo aflopen, of geen enkele."
            f"{ALONE if len(rows) > len(verdict.compared_rows(comparison)) else ''}"
        ),
        definition=_definition(
            comparison,
            source,
            "Het deel met een uitkomst bij Perspectief, naast dat bij DT&V.",
            f"jongeren met deze uitkomst; {_rounded_sides(comparison)}",
        ),
        numbers=_numbers(comparison) if _is_computed(source) else (),
    )


@under(Heading("verschil", "Welke twijfel beslist?"))
def difference_block(comparison: Comparison, source: Protected[Any]) -> Block:
    """Return the block with the differences and which doubt decides about each."""
    rows = verdict.compared_rows(comparison)
    lanes = [difference_lane(row) for row in rows]
    return Block(
        heading=_heading(difference_block, source),
        sentence=_difference_sentence(comparison, rows),
        source=source,
        picture=Picture(
            "plotly",
            draw(lanes, "Perspectief min DT&V (procentpunt)", span(lanes)),
            "Per uitkomst een streep met het verschil en drie balken: toeval, afronding, open "
            "zaken. De lijn op nul is geen verschil.",
        )
        if rows
        else None,
        table=_difference_table(rows),
        reading=(
            "Rechts van nul heeft Perspectief het grootste deel, links DT&V. Zolang een balk de "
            "lijn op nul niet raakt, kan die twijfel het verschil niet wegnemen. De balken tellen "
            "op: eerst toeval, dan ook afronding, dan ook de open zaken."
        ),
        definition=_definition(
            comparison,
            source,
            "Het verschil in procentpunt: het deel met een uitkomst bij Perspectief, min het deel "
            "bij DT&V.",
            f"per kant de jongeren met deze uitkomst; {_rounded_sides(comparison)}",
        ),
    )


@under(Heading("verborgen", "Hoe groot zou een verborgen verschil moeten zijn?"))
def hidden_block(comparison: Comparison, source: Protected[Any]) -> Block:
    """Return the block with the E-values in plain words."""
    rows = [
        row
        for row in verdict.compared_rows(comparison)
        if row.dtv is not None and row.dtv.e_value is not None
    ]
    return Block(
        heading=_heading(hidden_block, source),
        sentence=hidden_sentence(rows if meaning.enough_to_conclude(comparison.total) else []),
        source=source,
        table=_hidden_table(rows),
        reading=(
            "Stel dat er iets is dat niemand heeft gemeten, bijvoorbeeld eigen wil. Het getal zegt "
            "hoeveel keer zo vaak dat bij de ene groep moet voorkomen, en ook hoeveel keer zo "
            "waarschijnlijk het de uitkomst moet maken, om het hele verschil te verklaren. De "
            "open zaken staan hier los van: die kunnen een verschil ook zonder zo'n oorzaak "
            "omdraaien."
        ),
        definition=_definition(
            comparison,
            source,
            "De E-waarde (VanderWeele en Ding, 2017): hoe sterk een verschil tussen de groepen dat "
            "niemand mat, moet samenhangen met de groep en met de uitkomst. Zij gaat uit van "
            "groepen die even lang zijn gevolgd.",
            "het deel met een uitkomst bij Perspectief",
            "het deel met die uitkomst bij DT&V;",
        ),
    )


def _difference_sentence(comparison: Comparison, rows: list[ComparisonRow]) -> str:
    if rows and not meaning.enough_to_conclude(comparison.total):
        return TOO_FEW.format(people=formats.people(comparison.total))
    return deciding_sentence(rows)


def deciding_sentence(rows: list[ComparisonRow]) -> str:
    """Return which doubt decides, over all outcomes."""
    if not rows:
        return "Aan een van beide kanten is niemand: er valt niets te vergelijken."
    both = isinstance(rows[0].share.total, Rounded)
    says = (lambda code: _of_both(SAYS[code])) if both else SAYS.__getitem__
    by_doubt = {code: [row for row in rows if verdict.decides(row) == code] for code in DECIDES}
    parts = [
        f"Bij {_which(decided, len(rows))} {says(code)}"
        for code, decided in by_doubt.items()
        if decided
    ]
    return " ".join([*parts, "Over de oorzaak zegt dit niets."])


def _which(rows: list[ComparisonRow], total: int) -> str:
    if len(rows) == total:
        return f"alle {total} uitkomsten"
    names = formats.listing([f"'{verdict.PAIR[row.outcome].lower()}'" for row in rows])
    if len(rows) == 1:
        return f"één van de {total} uitkomsten ({names})"
    return f"{len(rows)} van de {total} uitkomsten ({names})"


def hidden_sentence(rows: list[ComparisonRow]) -> str:
    """Return the E-value of the permit row in plain words, with what is known to differ."""
    row = next((row for row in rows if row.outcome in HIDDEN), None)
    if row is None or row.dtv is None or row.dtv.e_value is None:
        return "Hierover is met deze keuzes niets te zeggen."
    difference, ending = HIDDEN[row.outcome]
    return (
        "Stel: er is een verschil tussen de groepen dat niemand heeft gemeten. Om het verschil in "
        f"{difference} te verklaren moet dat {_times(row)} zo vaak voorkomen in de "
        f"ene groep, én {ending} {_times(row)} zo waarschijnlijk maken. Dat is niet "
        "onmogelijk: wie zich zelf aanmeldt, verschilt ook in andere dingen van wie is "
        f"overgedragen. {EQUAL_TIME}"
    )


def _times(row: ComparisonRow) -> str:
    value = row.dtv.e_value if row.dtv is not None else None
    if isinstance(row.share.count, Rounded):
        return f"zo'n {formats.number(value, 0)} keer"
    return f"{formats.number(value, 1)} keer"


def _shown(comparison: Comparison) -> list[ComparisonRow]:
    """Return the rows to draw: those compared, and an outcome of one side where there are any."""
    both = verdict.compared_rows(comparison)
    return [row for row in comparison.rows if row.dtv is None or row in both] if both else []


def _sentence(comparison: Comparison, source: Protected[Any]) -> str:
    rows = verdict.main_rows(comparison)
    if not rows:
        return "Aan een van beide kanten is niemand: er valt niets te vergelijken."
    first = "In uw selectie: " if _is_computed(source) else "In de gepubliceerde cijfers: "
    if not meaning.enough_to_conclude(comparison.total):
        return TOO_FEW.format(people=formats.people(comparison.total))
    text = verdict.counted(rows[0])
    return f"{first}{text[0].lower()}{text[1:]}"


def _alt(rows: list[ComparisonRow]) -> str:
    both = sum(row.dtv is not None for row in rows)
    alone = f" en {len(rows) - both} alleen bij Perspectief" if len(rows) > both else ""
    return (
        f"{both} uitkomsten met twee regels balken tussen 0 en 100 procent, Perspectief boven en "
        f"DT&V onder{alone}. De dunne balken van de open zaken overlappen vaak."
    )


def _numbers(comparison: Comparison) -> tuple[MainNumber, ...]:
    """Return the shares to show under other choices of who is counted; none of other totals."""
    if replace(comparison.options, resultaat="apart") != ComparisonOptions():
        return ()
    if comparison.options.resultaat == "samen":
        return (outcome(CONCRETE), outcome("mob"))
    return results()


def _rounded(comparison: Comparison) -> str:
    if all(row.dtv is None or row.dtv.printed for row in comparison.rows):
        return "≈: afgerond op tientallen."
    return "Ongeveer: afgerond op tientallen; op deze peildatum nagemaakt."


def _share_table(comparison: Comparison, rows: list[ComparisonRow]) -> Table:
    body: list[tuple[Cell, ...]] = []
    for row in rows:
        name, dtv = verdict.PAIR[row.outcome], row.dtv
        body.append(
            (name, "Perspectief", formats.of(row.share), _percent(row.share), *_widths(row))
        )
        if dtv is not None:
            body.append((name, "DT&V", verdict.about_of(dtv), dtv.share.share, *_widths(dtv)))
    return Table(
        caption="Deel per uitkomst aan beide kanten, met drie soorten twijfel",
        columns=(
            Column("uitkomst", "Uitkomst"),
            Column("kant", "Kant"),
            Column("aantal", "Aantal"),
            Column("deel", "Deel", "percent", 0),
            Column("toeval", "Toeval", "interval"),
            Column("afronding", "Met afronding", "interval"),
            Column("open_zaken", "Met open zaken", "interval"),
        ),
        rows=tuple(body),
        note=f"{_rounded(comparison)}{_fives(comparison.total)} Toeval: 95 %, methode Wilson.",
    )


def _is_computed(source: Protected[Any]) -> bool:
    return source.provenance.kind != "published"


def _heading(build: Callable[..., Block], source: Protected[Any]) -> Heading:
    """Return the heading; what is computed stands on the page beside what was printed."""
    heading = heading_of(build)
    return replace(heading, key=f"{heading.key}_selectie") if _is_computed(source) else heading


def _percent(share: Share) -> Cell:
    """Return the share of Perspectief; of rounded counts in steps as coarse as these ask for."""
    if isinstance(share.total, Rounded):
        return shares.percent(share) if shares.has_percent(share) else formats.SECRET
    return share.share


def _widths(side: ComparisonRow | DtvSide) -> tuple[Interval, Interval, Interval | None]:
    combined = side.widths.combined if side.bounds is not None else None
    return side.widths.chance, side.widths.chance_rounding, combined


def _difference_table(rows: list[ComparisonRow]) -> Table:
    return Table(
        caption="Perspectief min DT&V in procentpunt, met drie soorten twijfel",
        columns=(
            Column("uitkomst", "Uitkomst"),
            Column("verschil", "Verschil", "number", 1),
            Column("toeval_laag", "Toeval: van", "number", 1),
            Column("toeval_hoog", "tot", "number", 1),
            Column("afronding_laag", "Met afronding: van", "number", 1),
            Column("afronding_hoog", "tot", "number", 1),
            Column("open_laag", "Met open zaken: van", "number", 1),
            Column("open_hoog", "tot", "number", 1),
            Column("beslist", "Wat beslist"),
        ),
        rows=tuple(_difference_row(row) for row in rows),
        note="Procentpunt. Toeval: 95 %, methode Newcombe. De bandbreedtes tellen op."
        f"{_fives(rows[0].share.total) if rows else ''}",
    )


def _difference_row(row: ComparisonRow) -> tuple[Cell, ...]:
    assert row.dtv is not None
    assert row.dtv.doubts is not None
    doubts = row.dtv.doubts
    widths = (doubts.chance, doubts.chance_rounding, doubts.combined)
    ends = [100 * end for width in widths for end in (width.low, width.high)]
    estimate = states.per_cent(verdict.difference(row))
    said = formats.SECRET if estimate is None else estimate
    return (verdict.PAIR[row.outcome], said, *ends, _decides(row))


def _decides(row: ComparisonRow) -> str:
    """Return which doubt decides, as a sentence; rounding is of both sides where both are."""
    text = DECIDES[verdict.decides(row)]
    return _of_both(text) if isinstance(row.share.total, Rounded) else text


def _of_both(text: str) -> str:
    return text.replace("de afronding van DT&V", "de afronding van beide kanten")


def _hidden_table(rows: list[ComparisonRow]) -> Table:
    compared = [(verdict.PAIR[row.outcome], row.dtv) for row in rows if row.dtv is not None]
    times = "Perspectief gedeeld door DT&V"
    return (
        Rows(compared)
        .text("uitkomst", "Uitkomst", lambda pair: pair[0])
        .number("verhouding", times, lambda pair: pair[1].ratio.estimate, 2)
        .number("laag", "toeval: van", lambda pair: pair[1].ratio.low, 2)
        .number("hoog", "tot", lambda pair: pair[1].ratio.high, 2)
        .number("e_waarde", "Nodig om dit te verklaren", lambda pair: pair[1].e_value)
        .number("e_grens", "Nodig als toeval meehelpt", lambda pair: pair[1].e_value_limit)
        .table(
            "Hoe sterk een verborgen verschil tussen de groepen moet zijn (E-waarde)",
            "Het getal zegt hoeveel keer zo vaak, in beide stappen. Een 1 betekent: toeval "
            "verklaart het al.",
        )
    )


def _definition(
    comparison: Comparison, source: Protected[Any], what: str, numerator: str, of: str = ""
) -> Definition:
    people = (
        f"{formats.people(comparison.total)} van Perspectief en "
        f"{_dtv_people(comparison)} van DT&V{_left_out(comparison)}"
    )
    return Definition(
        what=what,
        numerator=numerator,
        denominator=f"{of} {people}".strip(),
        source=_source(comparison, source),
    )


def _rounding(comparison: Comparison) -> str:
    """Return whose rounding the drawing counts in."""
    if isinstance(comparison.total, Rounded):
        return "de afronding van beide kanten"
    return "bij DT&V de afronding op tientallen"


def _rounded_sides(comparison: Comparison) -> str:
    """Return which counts are rounded, and to what."""
    if isinstance(comparison.total, Rounded):
        return "bij Perspectief afgerond op vijftallen, bij DT&V op tientallen"
    return "bij DT&V afgerond op tientallen"


def _fives(total: int) -> str:
    """Return what is to be known of the counts of Perspectief, which a table has as text."""
    return FIVES if isinstance(total, Rounded) else ""


def _source(comparison: Comparison, source: Protected[Any]) -> str:
    if isinstance(comparison.total, Rounded):
        return ROUNDED
    return COMPUTED if _is_computed(source) else PUBLISHED


def _dtv_people(comparison: Comparison) -> str:
    printed = all(row.dtv is None or row.dtv.printed for row in comparison.rows)
    return verdict.about(comparison.dtv_total.value, printed=printed)


def _left_out(comparison: Comparison) -> str:
    parts = []
    if comparison.options.open_zaken == "weglaten":
        parts.append("zonder zaken die nog niet klaar zijn")
    if comparison.options.andere_reden == "weglaten":
        parts.append("zonder wie om een andere reden stopte")
    return f", {formats.listing(parts)}" if parts else ""
