"""Lijken de steunpunten op elkaar? Every published answer, with look-alikes beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows, Table
from perspectief.report.steunpunt.facts import Fact, facts_of
from perspectief.report.steunpunt.lookalikes import SOURCE, WHAT, published_names
from perspectief.report.words import formats
from perspectief.report.words.markup import scrolling_table, signs, tag
from perspectief_core.alike.answers import published_answers
from perspectief_core.alike.chance import WithinTypes
from perspectief_core.alike.likeness import Agreement, Likeness, Pair
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records
from perspectief_core.shares import meaning

OPEN = "Lijken de steunpunten op elkaar? Alle antwoorden naast elkaar"
KEY = "gelijkenis"
TINT = (0, 22, 45)
"""How strong the tint of a cell is, in per cent: usual, less usual and rare answers."""
LEGEND = (
    ("a", "het antwoord dat de meeste steunpunten gaven"),
    ("b", "het antwoord dat daarna het vaakst voorkomt; dan c, d en verder"),
    ("12", "een getal; bij een datum het jaar"),
    ("–", "niet van toepassing, of geen antwoord"),
)
_HEAD = "writing-mode:vertical-rl;transform:rotate(180deg);padding:0.3rem 0;text-align:left"
_CELL = "text-align:center;padding:0.1rem 0"
_LABEL = "min-width:clamp(9rem,20vw,16rem)"


@dataclass(frozen=True, slots=True)
class Line:
    """One question: its label, the answers in order, what stands in each cell, and how dark."""

    label: str
    answers: tuple[str, ...]
    signs: tuple[str, ...]
    tints: tuple[int, ...]
    agreement: Agreement


def matrix_block(result: Protected[tuple[Likeness]]) -> Block:
    """Return the block with all answers, look-alikes together."""
    whole = result.value[0]
    lines, names = _lines(whole), published_names()
    heads = [names[code] for code in whole.order]
    return Block(
        heading=Heading("matrix", "Alle antwoorden naast elkaar"),
        sentence=sentence(whole),
        source=result,
        picture=Picture(
            "html",
            _drawn(lines, heads),
            f"{len(lines)} rijen met vragen en {len(heads)} kolommen met steunpunten; wie op "
            "elkaar lijkt staat naast elkaar. Hoe donkerder een vak, hoe zeldzamer het antwoord.",
        ),
        table=_table(lines, heads),
        reading=(
            "Elke kolom is een steunpunt, elke rij een vraag. Steunpunten die op elkaar lijken "
            "staan naast elkaar; de volgorde is geen ranglijst. Een letter is een antwoord: 'a' is "
            "het antwoord dat het vaakst voorkomt. Donkere vakken zijn zeldzamere antwoorden, en "
            "bij getallen hogere. De tabel heeft de antwoorden zelf."
        ),
        definition=Definition(
            what=WHAT,
            numerator="paren van steunpunten met hetzelfde antwoord",
            denominator="paren van steunpunten die allebei antwoord gaven",
            source=f"{SOURCE}. Volgorde: Bar-Joseph e.a. 2001, Bioinformatics 17.",
        ),
    )


def sentence(whole: Likeness) -> str:
    """Return whether there are more similarities than differences, and what chance gives."""
    same = formats.number(100 * whole.same_share, 0)
    near = formats.number(100 * whole.mean, 0)
    many = "meer" if whole.same_share > 0.5 else "minder"
    return (
        "Gepubliceerd in 2011. Het rapport schrijft 'meer overeenkomsten dan verschillen'. Op deze "
        f"vragen geven twee steunpunten in {same} van elke 100 gevallen hetzelfde antwoord: {many} "
        "overeenkomsten dan verschillen. Telt ook mee hoe dicht antwoorden bij elkaar liggen, dan "
        f"is het {near} van 100. {_pairs_said(whole)} {types_said(whole.types)}"
    ).strip()


def _pairs_said(whole: Likeness) -> str:
    if not whole.more_than_chance:
        return "Welke steunpunten op elkaar lijken, kan toeval zijn."
    sure = [pair for pair in whole.pairs if pair.more_than_chance]
    told = "Tussen paren zijn er grotere verschillen in gelijkenis dan toeval geeft"
    if not sure:
        return f"{told}."
    names = [two(pair) for pair in sure]
    return f"{told}: zeker op elkaar lijken {formats.listing(names)}."


def types_said(types: WithinTypes) -> str:
    """Return whether steunpunten of one type are more alike than those of two types."""
    if types.p is None or types.within is None or types.between is None:
        return ""
    within, between = (
        formats.number(100 * likeness, 0) for likeness in (types.within, types.between)
    )
    more = "meer" if meaning.more_than_chance(types.p) else "niet meer"
    return (
        f"Steunpunten met dezelfde werkwijze lijken op de andere vragen {more} op elkaar dan "
        f"toeval geeft: {within} van 100, tegen {between} bij een andere werkwijze."
    )


def two(pair: Pair) -> str:
    """Return the names of two: `Enschede met Hengelo`."""
    names = published_names()
    return f"{names[pair.first]} met {names[pair.second]}"


def _lines(whole: Likeness) -> list[Line]:
    """Return a line per question, in the order of the appendices."""
    facts = [facts_of(code) for code in whole.order]
    kinds = {column.kolom: column.schaal for column in records.steunpunt_columns()}
    answers = published_answers()
    at = [answers.places.index(code) for code in whole.order]
    known = (answers.values == answers.values)[:, at]
    return [
        _line(row, kinds[agreement.column], agreement, given.tolist())
        for row, agreement, given in zip(
            zip(*facts, strict=True), whole.agreements, known, strict=True
        )
    ]


def _line(row: tuple[Fact, ...], scale: str, agreement: Agreement, known: Sequence[bool]) -> Line:
    told = tuple(fact.answer for fact in row)
    signs, tints = _numbers(told) if scale == "scale" else _letters(told, known)
    shown = tuple(sign if has else "–" for sign, has in zip(signs, known, strict=True))
    return Line(row[0].label, told, shown, tints, agreement)


def _letters(told: tuple[str, ...], known: Sequence[bool]) -> tuple[list[str], tuple[int, ...]]:
    given = [answer for answer, has in zip(told, known, strict=True) if has]
    # Equally frequent: by the words, so that the letters do not depend on the order of the places.
    ordered = [answer for answer, _ in sorted(Counter(given).items(), key=lambda x: (-x[1], x[0]))]
    ranks = [ordered.index(answer) if answer in ordered else 0 for answer in told]
    return [chr(ord("a") + rank) for rank in ranks], tuple(min(rank, 2) for rank in ranks)


def _numbers(told: tuple[str, ...]) -> tuple[list[str], tuple[int, ...]]:
    # Of a day the year is enough here: 2007 is '07.
    last = [answer.split()[-1] for answer in told]
    values = [float(text.replace(".", "")) for text in last]
    is_day = any(" " in answer for answer in told)
    shown = [f"\u2019{year[-2:]}" for year in last] if is_day else last
    ordered = sorted(values)
    cuts = ordered[len(ordered) // 3], ordered[2 * len(ordered) // 3]
    return shown, tuple(sum(value > cut for cut in cuts) for value in values)


def _drawn(lines: Sequence[Line], heads: Sequence[str]) -> Markup:
    caption = "Alle antwoorden; steunpunten die op elkaar lijken staan naast elkaar"
    tops = (tag("th", tag("span", head, style=_HEAD), scope="col") for head in heads)
    body = (
        tag("tr", tag("th", line.label, scope="row", style=_LABEL), *map(_cell, _cells(line)))
        for line in lines
    )
    return signs(LEGEND) + scrolling_table(caption, [tag("th", "Vraag", scope="col"), *tops], body)


def _cells(line: Line) -> list[tuple[str, int, str]]:
    return list(zip(line.signs, line.tints, line.answers, strict=True))


def _cell(cell: tuple[str, int, str]) -> Markup:
    sign, tint, answer = cell
    strength = 0 if sign == "–" else TINT[tint]
    mixed = f"color-mix(in srgb,var(--pf-c1) {strength}%,var(--pf-paper))"
    return tag("td", sign, title=answer, style=f"{_CELL};background:{mixed}")


def _table(lines: Sequence[Line], heads: Sequence[str]) -> Table:
    made = Rows(lines).text("vraag", "Vraag of kenmerk", lambda line: line.label)
    for at, (code, head) in enumerate(zip(_keys(heads), heads, strict=True)):
        made = made.text(code, head, lambda line, at=at: line.answers[at])  # type: ignore[misc]
    return (
        made.count("paren_gelijk", "Paren gelijk", lambda line: line.agreement.same)
        .count("paren", "Van de paren", lambda line: line.agreement.compared)
        .table(
            "Alle antwoorden, op elkaar lijkende steunpunten naast elkaar (gepubliceerd)",
            "Gepubliceerd, niet nagemaakt. De antwoorden komen van het steunpunt of de gemeente "
            "zelf. 'Paren': twee steunpunten die allebei antwoord gaven.",
        )
    )


def _keys(heads: Sequence[str]) -> list[str]:
    codes = {name: code for code, name in published_names().items()}
    return [codes[head] for head in heads]
