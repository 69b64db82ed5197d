"""Het rapport naast deze gegevens: what the audit found, in summary and figure by figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import starmap

from perspectief.report.block.blocks import Block, Definition, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing.row_bars import Key, Row, Segment
from perspectief.report.verantwoording.figures import computed_text, printed_text
from perspectief.report.verantwoording.labels import (
    ALL,
    MEASURE,
    REASON,
    TEXTS,
    VERDICT,
    by_table,
    source,
)
from perspectief.report.verantwoording.shown import shown_at
from perspectief.report.words import formats, labels, shell
from perspectief_core.audit import Audit, AuditRow, TableCount, Verdict
from perspectief_core.audit.rows import Basis
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import Inconsistency

BUSY = "Bezig met narekenen van alle gepubliceerde cijfers"
FICTION = (
    "Let op: deze gegevens zijn nagemaakt. 'Klopt' betekent hier dat de nagemaakte gegevens "
    "hetzelfde cijfer geven als het rapport. Of het rapport zelf klopt, ziet u pas met de echte "
    "registratie. Deze pagina werkt dan precies zo."
)
REAL = (
    "Wijkt een cijfer af, dan kan dat liggen aan het rapport, aan de registratie of aan een andere "
    "manier van tellen. De opmerking bij het cijfer zegt wat erover bekend is."
)
_APPENDIX_PARTS = (
    (4, "Bijlage 1–4: tellingen van jongeren"),
    (13, "Bijlage 5–13: antwoorden van steunpunten"),
    (20, "Bijlage 14–20: verbanden met de uitkomst"),
)
_LEGEND = (
    Key("klopt", 1),
    Key("binnen de ruis", 2),
    Key("niet gehaald", 3),
    Key("wijkt af", 4),
    Key("niet na te rekenen", 5, open_=True),
)
BASIS: dict[Basis, str] = {
    "printed": "Nagerekend met andere gedrukte cijfers, niet met deze gegevens.",
    "proxy": "Geteld met een vraag die erop lijkt: hoe vaak bespreekt de gemeente de voortgang?",
}
"""What is remarked of a figure that is not counted as it was meant."""
_ORDER = ("wijkt_af", "niet_gehaald", "binnen_de_ruis", "niet_te_berekenen", "klopt")
_TITLES = {entry.name: entry.title for entry in shell.PAGES}


@under(Heading("rapport", "Het rapport naast deze gegevens"))
def summary_block(result: Protected[Audit]) -> Block:
    """Return the block with the verdicts per document and table."""
    parts = _parts(result.value)
    return Block(
        sentence=sentence(result.value),
        source=result,
        picture=bars_picture(
            "wide",
            starmap(_bar, parts.items()),
            _alt(result.value, len(parts)),
            legend=_LEGEND,
        ),
        table=_summary_table(result.value),
        reading=(
            "Elke balk is een deel van de documenten. Het eerste stuk is het aantal cijfers dat "
            "klopt, dan wat binnen de ruis valt, wat deze gegevens niet halen en wat afwijkt: daar "
            "spreken de documenten elkaar tegen. Gestreept is wat "
            "geen enkele telling kan geven. In de tabel staat bovenaan waar de meeste cijfers "
            "afwijken."
        ),
        definition=Definition(
            what=(
                "Elk cijfer dat in de vijf documenten staat, naast hetzelfde cijfer uit deze "
                "gegevens. Een cijfer klopt als het na afronden hetzelfde is. De uitkomsten per "
                "steunpunt zijn met opzet verstoord. Wat daardoor kan verschillen, valt binnen de "
                "ruis."
            ),
            numerator="cijfers die kloppen, die afwijken en die niet zijn na te rekenen",
            denominator=f"alle {formats.count(len(result.value.rows))} gepubliceerde cijfers",
            source=(
                "De vijf documenten; geteld zoals het rapport telt, ook als u links iets anders "
                "kiest. Een vraag in Bijlage 5–13 is één cijfer: hoeveel van de 20 antwoorden "
                "gelijk zijn. Op de opdrachtregel: perspectief reproduce."
            ),
        ),
    )


def sentence(audit: Audit) -> str:
    """Return how many figures could be computed and how many of those agree."""
    counts = Counter(row.verdict for row in audit.rows)
    computed = len(audit.rows) - counts["niet_te_berekenen"]
    start = (
        f"Van de {formats.count(len(audit.rows))} gepubliceerde cijfers zijn er "
        f"{formats.count(computed)} na te rekenen. "
    )
    if not computed:
        return start + "Er is dus niets te vergelijken."
    verbs: dict[Verdict, tuple[str, str]] = {
        "klopt": ("klopt", "kloppen"),
        "binnen_de_ruis": ("valt binnen de ruis", "vallen binnen de ruis"),
        "niet_gehaald": (
            "is door deze gegevens niet gehaald",
            "zijn door deze gegevens niet gehaald",
        ),
        "wijkt_af": ("wijkt af", "wijken af"),
    }
    parts = [
        formats.plural(counts[verdict], *verbs[verdict]) for verdict in verbs if counts[verdict]
    ]
    return f"{start}Daarvan: {formats.listing(parts)}."


def note(result: Protected[Audit]) -> str:
    """Return what the verdicts mean for these data; nothing where there are none."""
    if not result.shown:
        return ""
    return FICTION if result.provenance.kind == "synthetic" else REAL


@under(Heading("cijfers", "Cijfer voor cijfer"))
def figures_block(
    result: Protected[Audit],
    contradictions: Protected[tuple[Inconsistency, ...]],
    choice: tuple[str, str],
    query: Mapping[str, str],
) -> Block:
    """Return the block with the figures themselves, differing ones first.

    Parameters
    ----------
    result, contradictions
        The audit, and what is known of the contradictions in the documents.
    choice : (which, shown)
        Codes of `labels.WHICH` and `labels.SHOW`.
    query : mapping of str to str
        Parameters that a link to another page must carry.
    """
    which, shown = choice
    chosen = [row for row in result.value.rows if _is_in(row, which)]
    rows = sorted(
        (row for row in chosen if shown in (ALL, row.verdict)),
        key=lambda row: _ORDER.index(row.verdict),
    )
    topics = {contradiction.id: contradiction.onderwerp for contradiction in contradictions.value}
    return Block(
        sentence=_figures_sentence(chosen, rows, choice),
        source=(result, contradictions),
        table=_figures_table(rows, topics, query),
        reading=(
            "Elke rij is een gepubliceerd cijfer. 'In het rapport' is zoals het gedrukt is, "
            "'hier' is wat deze gegevens geven. Een cijfer klopt als het na afronden hetzelfde is. "
            "Bij woorden als 'ongeveer', 'bijna' en 'een kwart' mag het iets meer schelen."
        ),
        definition=Definition(
            what="Gepubliceerde cijfers naast hetzelfde cijfer uit deze gegevens.",
            numerator="het cijfer in het rapport en het cijfer hier",
            denominator="geteld zoals het rapport telt, ook als u links iets anders kiest",
            source="De vijf documenten; per rij staat de plaats erbij.",
        ),
    )


def _is_in(row: AuditRow, which: str) -> bool:
    if which == TEXTS:
        return row.printed.document != "Bijlagen"
    return which in (ALL, row.printed.page)


def _figures_sentence(chosen: list[AuditRow], rows: list[AuditRow], choice: tuple[str, str]) -> str:
    which, shown = choice
    where = {
        TEXTS: "uit de Samenvatting en de brieven",
        ALL: "in de documenten",
    }.get(which, f"bij de pagina {_TITLES.get(which, which)}")
    start = f"Er {'is' if len(chosen) == 1 else 'zijn'} "
    start += f"{formats.plural(len(chosen), 'gepubliceerd cijfer', 'gepubliceerde cijfers')} "
    if shown == ALL:
        return f"{start}{where}."
    singular, many = {
        "wijkt_af": ("wijkt er 1 af", "wijken er {} af"),
        "binnen_de_ruis": ("valt er 1 binnen de ruis", "vallen er {} binnen de ruis"),
        "niet_gehaald": (
            "is er 1 niet gehaald door deze gegevens",
            "zijn er {} niet gehaald door deze gegevens",
        ),
        "klopt": ("klopt er 1", "kloppen er {}"),
        "niet_te_berekenen": ("is er 1 niet na te rekenen", "zijn er {} niet na te rekenen"),
    }[shown]
    count = (
        singular if len(rows) == 1 else many.format(formats.count(len(rows)) if rows else "geen")
    )
    return f"{start}{where}. Daarvan {count}."


def _figures_table(
    rows: list[AuditRow], topics: Mapping[str, str], query: Mapping[str, str]
) -> Table:
    return (
        Rows(rows)
        .text("wat", "Wat", _what)
        .text("bron", "Waar het staat", lambda row: source(row.printed.document, row.printed.tabel))
        .text("rapport", "In het rapport", lambda row: printed_text(row.printed))
        .text("hier", "Hier", computed_text)
        .text("oordeel", "Oordeel", lambda row: VERDICT[row.verdict])
        .text("opmerking", "Opmerking", lambda row: _remark(row, topics))
        .text("pagina", "Te zien bij", lambda row: at.link(query) if (at := shown_at(row)) else "")
        .table("Gepubliceerde cijfers en wat deze gegevens geven")
    )


def _what(row: AuditRow) -> str:
    measure = MEASURE.get(row.printed.measure, "")
    return f"{row.printed.subject}: {measure}" if measure else row.printed.subject


def _remark(row: AuditRow, topics: Mapping[str, str]) -> str:
    parts = []
    if row.reason == "kolom_ontbreekt":
        parts.append(f"De kolom '{row.column}' staat niet in deze gegevens.")
    elif row.reason:
        parts.append(REASON[row.reason])
    if row.basis in BASIS:
        parts.append(BASIS[row.basis])
    if row.differing:
        names = [labels.steunpunt(code) for code in row.differing]
        parts.append(f"Anders bij {formats.listing(names)}.")
    if row.contradiction:
        parts.append(f"Tegenspraak in de documenten: {topics[row.contradiction]}.")
    return " ".join(parts)


def _summary_table(audit: Audit) -> Table:
    rows = sorted(audit.tables, key=lambda table: -table.differ)
    return (
        by_table(rows)
        .count("wijken_af", "Wijken af", lambda table: table.differ)
        .count("ruis", "Binnen de ruis", lambda table: table.within_noise)
        .count("niet_gehaald", "Niet gehaald", lambda table: table.not_reached)
        .count("kloppen", "Kloppen", lambda table: table.agree)
        .count("niet", "Niet na te rekenen", lambda table: table.not_computed)
        .count("cijfers", "Samen", lambda table: table.total)
        .table("Gepubliceerde cijfers per tabel: wat klopt en wat niet")
    )


def _parts(audit: Audit) -> dict[str, list[TableCount]]:
    parts: dict[str, list[TableCount]] = {}
    for table in audit.tables:
        parts.setdefault(_part(table), []).append(table)
    return parts


def _part(table: TableCount) -> str:
    if table.document != "Bijlagen":
        return table.document
    number = int(table.tabel.removeprefix("Bijlage "))
    return next(name for last, name in _APPENDIX_PARTS if number <= last)


def _bar(name: str, tables: list[TableCount]) -> Row:
    total = sum(table.total for table in tables)
    counts = (
        sum(table.agree for table in tables),
        sum(table.within_noise for table in tables),
        sum(table.not_reached for table in tables),
        sum(table.differ for table in tables),
        sum(table.not_computed for table in tables),
    )
    segments = tuple(
        Segment(count / total, key.category, f"{key.name}: {formats.count(count)}", key.open_)
        for count, key in zip(counts, _LEGEND, strict=True)
    )
    verbs = (
        ("klopt", "kloppen"),
        ("binnen de ruis",) * 2,
        ("niet gehaald",) * 2,
        ("wijkt af", "wijken af"),
        ("niet na te rekenen",) * 2,
    )
    parts = [formats.plural(n, *verb) for n, verb in zip(counts, verbs, strict=True) if n]
    return Row(f"{name} ({formats.count(total)})", segments, ", ".join(parts))


def _alt(audit: Audit, parts: int) -> str:
    return (
        f"{parts} balken, een per deel van de documenten. Samen "
        f"{formats.count(audit.count('klopt'))} cijfers die kloppen, "
        f"{formats.count(audit.count('binnen_de_ruis'))} binnen de ruis, "
        f"{formats.count(audit.count('niet_gehaald'))} niet gehaald, "
        f"{formats.count(audit.count('wijkt_af'))} die afwijken en "
        f"{formats.count(audit.count('niet_te_berekenen'))} niet na te rekenen."
    )
