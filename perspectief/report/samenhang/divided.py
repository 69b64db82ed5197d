"""The first split of an edition: the few divisions that are published, beside the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.deelnemers.life import AGES
from perspectief.report.drawing.row_bars import Key, Row, bar
from perspectief.report.samenhang import finding
from perspectief.report.words import criteria, formats, labels, shares
from perspectief_core.associations.chance import Chance
from perspectief_core.associations.divisions import DividedGroup, Division, Divisions
from perspectief_core.associations.screening import Screening
from perspectief_core.disclosure.policies import JOINT
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares import fives
from perspectief_core.shares.intervals import Share

SURE, UNSAID = "ja, hoe er ook is afgerond", "niet te zeggen"
MOST_NAMED = 3
"""Most groups that are named as perhaps the smallest or the largest."""
_JUDGED = (
    Column("meer_dan_toeval", "Meer dan toeval?"),
    Column("p", "p, hooguit", "p"),
    Column("cramers_v", "Cramérs V, minstens", "number", 2),
)
LONGEST = 60
"""Longest name of a group, in signs."""
OF_STEUNPUNTEN = frozenset({"steunpunt", "werkwijze_4"})
FOLLOWS = {
    "traject": finding.FOLLOWS["trajectdoel"],
    "instroomperiode": "Wie eerder kwam, is langer gevolgd en heeft alleen daardoor vaker een "
    "uitkomst.",
}
"""Divisions that say something of the outcome by themselves."""


def lead(
    screened: Protected[Screening],
    shuffled: Protected[Chance],
    divided: Protected[Divisions] | None,
) -> str:
    """Return the finding of the page: of all characteristics, or where those are withheld of the
    divisions that are published.
    """
    if divided is None:
        return marked_sentence(finding.sentence(screened, shuffled), screened.provenance)
    said = f"{_which(divided.value)} {finding.NOT_A_CAUSE}"
    return marked_sentence(said, divided.provenance)


def divided_block(result: Protected[Divisions], places: Mapping[str, str]) -> Block:
    """Return the groups of the surest division as a picture, and all divisions as a table.

    `places` are the names of the steunpunten by code.
    """
    divided = result.value
    outcome = labels.outcome(divided.outcome)
    return Block(
        heading=Heading("boom", f"De eerste splitsing: {outcome}"),
        sentence=sentence(divided),
        source=result,
        picture=_picture(divided),
        table=_table(result, places),
        reading=(
            "De balken zijn de groepen van de indeling waarbij een verschil het zekerst is; het "
            "streepje is het aandeel van alle jongeren. De tabel heeft elke indeling die wordt "
            "gepubliceerd. Verder splitsen kan niet: dan blijven er groepjes van een paar jongeren "
            "over."
        ),
        definition=Definition(
            what=(
                "Per indeling een chikwadraattoets. 'Meer dan toeval' staat er alleen als het "
                "geldt voor alle aantallen die zo worden afgerond, ook na correctie voor het "
                "aantal indelingen (Holm). De p is de grootste die kan."
            ),
            numerator=f"jongeren in de groep met als uitkomst: {outcome}",
            denominator="alle jongeren in de groep",
            source="Geteld in de gegevens die u bekijkt, op vijftallen.",
        ),
    )


def _which(divided: Divisions) -> str:
    """Return at which divisions groups differ more than chance, of all that are published."""
    sure = _sure(divided)
    number = formats.plural(len(divided.divisions), "indeling", "indelingen")
    outcome = labels.outcome(divided.outcome)
    if not sure:
        at = (
            "de ene indeling die wordt gepubliceerd, is niet"
            if len(divided.divisions) == 1
            else f"geen van de {number} die worden gepubliceerd, is"
        )
        return (
            f"Bij {at} zeker dat '{outcome}' meer dan toeval verschilt. Dat kan ook door de "
            "afronding komen."
        )
    names = formats.listing([f"'{criteria.name(division.column).lower()}'" for division in sure])
    rest = " Bij de andere is het niet te zeggen." if len(sure) < len(divided.divisions) else ""
    are = "wordt" if len(divided.divisions) == 1 else "worden"
    return (
        f"Bij {formats.count(len(sure))} van de {number} die {are} gepubliceerd, verschilt "
        f"'{outcome}' meer dan toeval: {names}.{rest}"
    )


def _sure(divided: Divisions) -> list[Division]:
    return [division for division in divided.divisions if division.more_than_chance]


def sentence(divided: Divisions) -> str:
    """Return how groups differ at the surest division, or that none is sure."""
    sure = _sure(divided)
    if not sure:
        return _which(divided)
    first = sure[0]
    ends = [
        f"het {how} bij {_named(first.column, groups)}"
        for how, groups in zip(("minst", "meest"), _outermost(first.groups), strict=True)
        if len(groups) <= MOST_NAMED
    ]
    parts = [
        f"Het zekerst verschilt '{labels.outcome(divided.outcome)}' bij "
        f"'{criteria.name(first.column).lower()}'{': ' if ends else ''}{', '.join(ends)}.",
        FOLLOWS.get(first.column, ""),
    ]
    return " ".join(part for part in parts if part)


def _outermost(groups: Sequence[DividedGroup]) -> tuple[list[DividedGroup], list[DividedGroup]]:
    """Return which groups can have the smallest share, and which the largest, of all counts that
    are rounded so.
    """
    ranges = [_range(group.share) for group in groups]
    least, most = min(high for _, high in ranges), max(low for low, _ in ranges)
    paired = list(zip(groups, ranges, strict=True))
    return (
        [group for group, (low, _) in paired if low <= least],
        [group for group, (_, high) in paired if high >= most],
    )


def _range(share: Share) -> tuple[float, float]:
    """Return the smallest and the largest share (0–1) that rounded counts can stand for."""
    low, high = fives.possible(share.count)
    fewest, many = fives.possible(share.total)
    return low / max(many, 1), min(high / max(fewest, 1), 1.0)


def _named(column: str, groups: Sequence[DividedGroup]) -> str:
    return " of ".join(
        f"'{group_name(column, group.group)}' ({shares.line(group.share)})" for group in groups
    )


def group_name(column: str, code: str) -> str:
    """Return the name of a group of a filter, also of groups that are published together."""
    codes = code.split(JOINT)
    if column == "leeftijd":
        name = AGES.get(code, code)
    elif column == "herkomst":
        name = labels.region(code)
    elif column == "steunpunt" and len(codes) > 1:
        name = f"kleine steunpunten samen ({len(codes)})"
    else:
        name = ", ".join(criteria.option(column, member) for member in codes)
    return name if len(name) <= LONGEST else _many(codes)


def _share_of(group: DividedGroup) -> float:
    return group.share.share or 0.0


def _picture(divided: Divisions) -> Picture | None:
    first = divided.divisions[0]
    if not first.more_than_chance:
        return None
    rows = (_row(first.column, group, divided) for group in first.groups)
    legend = (
        Key("aandeel in deze groep", 1),
        Key(f"aandeel van allen: {shares.percent(divided.overall)}", 0),
    )
    start = first.groups[0]
    alt = (
        f"Balken per groep van {criteria.name(first.column).lower()}, met een streepje voor allen. "
        f"Eerst {group_name(first.column, start.group)}: {shares.line(start.share)}."
    )
    return bars_picture("wide", rows, alt, legend=legend)


def _row(column: str, group: DividedGroup, divided: Divisions) -> Row:
    name, length = group_name(column, group.group), shares.length(group.share)
    return bar(
        name,
        length,
        f"{name}: {shares.full(group.share)}",
        shares.line(group.share),
        mark=divided.overall.share,
    )


def _table(result: Protected[Divisions], places: Mapping[str, str]) -> Table:
    divided = result.value
    secret = {
        division.column: kept_back.codes(
            result, division.column, (group.group for group in division.groups), places
        )
        for division in divided.divisions
    }
    rows = [
        row
        for division in divided.divisions
        for row in _rows(division, secret[division.column], places)
    ]
    return (
        Rows(rows)
        .text("indeling", "Indeling", lambda row: criteria.name(row[0].column))
        .text("groep", "Groep", lambda row: row[1])
        .share("aandeel", "Met deze uitkomst", lambda row: row[2])
        .columns(_JUDGED, lambda row: _judged(row[0]))
        .table(
            f"Gepubliceerde indelingen naast de uitkomst: {labels.outcome(divided.outcome)}",
            "De zekerste eerst; van elke indeling staat de uitslag bij al haar groepen."
            f"{f' {finding.OF_PLACES}' if _has_places(divided) else ''}"
            f"{kept_back.NOTE if any(secret.values()) else ''}",
        )
    )


def _has_places(divided: Divisions) -> bool:
    return any(
        division.column in OF_STEUNPUNTEN and division.more_than_chance
        for division in divided.divisions
    )


def _rows(
    division: Division, secret: tuple[str, ...], places: Mapping[str, str]
) -> Iterator[tuple[Division, str, Cell]]:
    """Yield a row for each group: its division, its name and its share."""
    for group in division.groups:
        yield division, _whole_name(division.column, group.group, places), group.share
    for code in secret:
        yield (
            division,
            kept_back.named(_whole_name(division.column, code, places)),
            kept_back.X,
        )


def _whole_name(column: str, code: str, places: Mapping[str, str]) -> str:
    """Return the name of a group in the table: of groups that stand together which these are."""
    codes = code.split(JOINT)
    if column == "steunpunt":
        if JOINT in code:
            return kept_back.together("kleine steunpunten", code, places)
        return places.get(code, code)
    if group_name(column, code) == _many(codes):
        names = {member: criteria.option(column, member) for member in codes}
        return kept_back.together("kleine groepen", code, names)
    return group_name(column, code)


def _many(codes: list[str]) -> str:
    return f"{len(codes)} kleine groepen samen"


def _judged(division: Division) -> tuple[Cell, Cell, Cell]:
    if division.test is None or not division.more_than_chance:
        return UNSAID, None, None
    return SURE, division.p_adjusted, division.test.cramers_v
