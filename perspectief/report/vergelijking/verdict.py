"""Deed Perspectief het beter dan DT&V? The verdict box, the choices and the words of the page.

Two kinds of numbers stand on this page and are never mixed: the table published in 2011, and the
same comparison computed on the extract. Each block is made from one of the two and says so.
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from perspectief.report.words import formats, shares, shell
from perspectief.report.words.choices import Choice
from perspectief.report.words.markup import listing, tag
from perspectief.report.words.outcome_words import OUTCOME_WORDS
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.cohort.selection import FIELDS
from perspectief_core.comparison.comparing import (
    Comparison,
    ComparisonOptions,
    ComparisonRow,
    DtvSide,
)
from perspectief_core.comparison.dtv import END
from perspectief_core.comparison.letter import LetterFact, letter_comparison
from perspectief_core.data.extract import ExtractKind
from perspectief_core.disclosure.policies import Policy
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded

QUESTION = shell.page("vergelijking").question
LEAD = (
    "De brief van de minister uit 2011 zette Perspectief naast DT&V. Eerst leest u wat u uit die "
    "tabel mag halen, en wat niet."
)
PAIR = {code: words.pair for code, words in OUTCOME_WORDS.items()} | {
    CONCRETE: "Vergunning of terugkeer samen"
}
"""What an outcome and its counterpart at DT&V are called together."""
SAID = {code: words.at_both or words.pair.lower() for code, words in OUTCOME_WORDS.items()} | {
    CONCRETE: "kreeg een vergunning of vertrok aantoonbaar"
}
SELECTED_BY = frozenset(field.code for field in FIELDS)
"""What chooses who is counted, in an address."""
MAIN = ("verblijfsvergunning", "terugkeer", CONCRETE, "mob", "in_begeleiding")

CHOICES = (
    Choice(
        "Doormigratie (staat niet in de brief)",
        "tabel_doormigratie",
        {
            "weggelaten": "geen eigen rij, zoals in de brief",
            "apart": "een eigen rij",
            "bij_overig": "bij 'andere reden'",
        },
        "weggelaten",
    ),
    Choice(
        "Zaken die nog niet klaar zijn",
        "open_zaken",
        {"meetellen": "tellen mee, zoals in de brief", "weglaten": "niet meetellen"},
        "meetellen",
    ),
    Choice(
        "Gestopt om een andere reden",
        "andere_reden",
        {"meetellen": "telt mee, zoals in de brief", "weglaten": "niet meetellen"},
        "meetellen",
    ),
    Choice(
        "Vergunning en terugkeer",
        "resultaat",
        {"apart": "elk een eigen rij", "samen": "samen: concreet perspectief"},
        "apart",
    ),
)
"""How the two sides are laid beside each other."""
CHOICES_HEADING = "Hoe zet u de twee kanten naast elkaar?"
CHOICES_NOTE = (
    "De brief zegt niet waarom hij deze indeling koos. Andere keuzes zijn ook te verdedigen. Ze "
    "werken op alle figuren hieronder. Doormigratie is alleen bij Perspectief geteld; de brief "
    "noemt die bij DT&V niet. Een vergunning of terugkeer heet in de brief samen een concreet "
    "perspectief; naast DT&V zet hij dat niet."
)
COMPUTED = "Dezelfde vergelijking voor uw selectie"
COUNTED_IN: dict[ExtractKind, str] = {
    "synthetic": "geteld in nagemaakte gegevens",
    "register": "geteld in de registratie",
}
HIDDEN = "Voor analisten: hoe groot zou een verborgen verschil moeten zijn?"
STEPS = "Wie worden er vergeleken? De stappen aan beide kanten"
COMPUTED_NOTE = (
    "Vanaf hier wordt geteld in de gegevens die u bekijkt{invented}. Uw keuzes en filters links "
    "werken alleen op de kant van Perspectief. Aan de kant van DT&V blijft iedereen meetellen."
)
INVENTED: dict[ExtractKind, str] = {"synthetic": "; die zijn nagemaakt", "register": ""}
ROUNDED_NOTE = (
    "Vanaf hier staat aan de kant van Perspectief wat in deze publicatie is geteld, op vijftallen, "
    "voor de groep die u links kiest. Aan de kant van DT&V staan de aantallen uit de brief."
)
BOTH_MOVED = (
    "Uw peildatum geldt voor beide kanten: ook DT&V is geteld op {day}. Alleen de aantallen van "
    "april 2011 zijn gepubliceerd."
)
BOTH_INVENTED = " Wanneer wie bij DT&V in beeld was, is in deze gegevens nagemaakt."
ONE_MOVED = (
    "Let op: uw peildatum, {day}, geldt alleen voor Perspectief. DT&V staat op 1 april 2011, want "
    "in deze gegevens staat niet wanneer wie daar in beeld was. DT&V had dus langer de tijd."
)


def options(*chosen: str) -> ComparisonOptions:
    """Return the chosen mapping of outcomes; `chosen` are codes of `CHOICES` in their order."""
    return ComparisonOptions(*chosen)  # type: ignore[arg-type]


def from_letter(facts: Protected[tuple[LetterFact, ...]], chosen: ComparisonOptions) -> Comparison:
    """Return the comparison that follows from the published counts alone."""
    return letter_comparison(facts.value, chosen)


def computed_title(kind: ExtractKind, policy: Policy) -> str:
    """Return the title of the layer with the computed part: in an edition nothing is counted."""
    return COMPUTED if policy == "publicatie" else f"{COMPUTED}, {COUNTED_IN[kind]}"


def computed_note(comparison: Comparison, peildatum: date, kind: ExtractKind) -> str:
    """Return what is counted in the computed part, and which side an earlier peildatum moves."""
    if isinstance(comparison.total, Rounded):
        return ROUNDED_NOTE
    note = COMPUTED_NOTE.format(invented=INVENTED[kind])
    if peildatum >= END:
        return note
    day = formats.day(peildatum)
    if comparison.dtv_flow.peildatum > peildatum:
        return f"{note} {ONE_MOVED.format(day=day)}"
    made_up = BOTH_INVENTED if kind == "synthetic" else ""
    return f"{note} {BOTH_MOVED.format(day=day)}{made_up}"


def verdict_box(comparison: Comparison) -> Markup:
    """Return the box with what may and may not be concluded, as HTML."""
    about = (
        "Dit gaat over de gepubliceerde cijfers van september 2011. Uw filters veranderen hier "
        "niets aan."
    )
    return tag(
        "div",
        tag("p", tag("b", "Wat u uit de gepubliceerde tabel mag halen")),
        listing(may_conclude(comparison)),
        tag("p", tag("b", "Wat u er niet uit mag halen")),
        listing(may_not_conclude(comparison)),
        tag("p", about, class_="pf-note"),
        class_="pf-verdict",
    )


def may_conclude(comparison: Comparison) -> tuple[str, ...]:
    """Return the sentences about the counted differences, and what chance and rounding can do."""
    rows = main_rows(comparison)
    if not rows:
        return ("Er is te weinig om te vergelijken: een van beide kanten heeft niemand.",)
    lines = [counted(row) for row in rows]
    doubtful = [row for row in rows if decides(row) in ("toeval", "afronding")]
    if not doubtful:
        lines.append("Toeval en afronding kunnen deze verschillen niet verklaren.")
    else:
        names = formats.listing([f"'{PAIR[row.outcome].lower()}'" for row in doubtful])
        lines.append(f"Het verschil bij {names} kan toeval of afronding zijn.")
    return tuple(lines)


def may_not_conclude(comparison: Comparison) -> tuple[str, ...]:
    """Return the sentences about what the table cannot carry."""
    return (
        "Dat Perspectief het beter of slechter deed dan DT&V. De twee groepen zijn anders gekozen. "
        "Daar is niet voor te corrigeren. De brief zelf noemt een goede vergelijking bijna "
        "onmogelijk.",
        open_cases(comparison),
    )


def open_cases(comparison: Comparison) -> str:
    """Return what the open cases can still turn around."""
    if comparison.options.open_zaken == "weglaten":
        return (
            "Hoe het afloopt. Zaken die nog niet klaar zijn tellen nu niet mee. Bij Perspectief is "
            "dat het grootste deel; wie overblijft is geen doorsnee van de groep."
        )
    rows = [row for row in compared_rows(comparison) if row.outcome != "in_begeleiding"]
    turned = [row for row in rows if decides(row) != "geen"]
    if not rows:
        return "Hoe het afloopt. Daarover is met deze keuzes niets te zeggen."
    first = next((row for row in comparison.rows if row.outcome == "in_begeleiding"), None)
    still_open = ""
    if first is not None and first.dtv is not None:
        still_open = (
            f"{formats.of(first.share)} zaken van Perspectief en {about_of(first.dtv)} "
            "van DT&V zijn nog niet klaar. "
        )
    which = f"alle {len(rows)}" if len(turned) == len(rows) else f"{len(turned)} van de {len(rows)}"
    return (
        f"Hoe het afloopt. {still_open}Lopen die anders af, dan kan bij {which} andere uitkomsten "
        "het verschil omdraaien."
    )


def main_rows(comparison: Comparison) -> list[ComparisonRow]:
    """Return the rows of the four outcomes that the debate was about, where both sides have "
    "people."""
    by_outcome = {row.outcome: row for row in compared_rows(comparison)}
    return [by_outcome[code] for code in MAIN if code in by_outcome]


def compared_rows(comparison: Comparison) -> list[ComparisonRow]:
    """Return the rows with people on both sides: of these there is a difference."""
    return [row for row in comparison.rows if row.dtv is not None and row.dtv.doubts is not None]


def decides(row: ComparisonRow) -> str:
    """Return which doubt decides about a row: toeval, afronding, open_zaken or geen."""
    if row.dtv is None or row.dtv.doubts is None:
        return "toeval"
    return row.dtv.doubts.decides


def counted(row: ComparisonRow) -> str:
    """Return one counted difference as a sentence with both sides."""
    assert row.dtv is not None
    said = SAID[row.outcome]
    sides = f"{shares.sentence(row.share)} tegen {dtv_side(row.dtv)} bij DT&V."
    if _either_way(row):
        verb, rest = said.split(" ", 1)
        return (
            f"Of bij Perspectief een groter of een kleiner deel {rest} {verb}, is door de "
            f"afronding niet te zeggen: {sides}"
        )
    estimate = row.dtv.difference.estimate or 0.0
    if round(100 * estimate) == 0:
        size = "een ongeveer even groot deel"
    else:
        size = "een groter deel" if estimate > 0 else "een kleiner deel"
    return f"Bij Perspectief {said.split(' ', 1)[0]} {size}{_rest(said)}: {sides}"


def _either_way(row: ComparisonRow) -> bool:
    """Tell whether rounding for publication alone can turn a difference around."""
    if row.dtv is None or row.dtv.doubts is None or not isinstance(row.share.count, Rounded):
        return False
    return row.dtv.doubts.rounding.low < 0 < row.dtv.doubts.rounding.high


def _rest(said: str) -> str:
    rest = said.split(" ", 1)[1:]
    return f" {rest[0]}" if rest else ""


def difference(row: ComparisonRow) -> float | None:
    """Return the difference (−1–1); None of a count that is not said: it can be 0 to 4."""
    if row.dtv is None or (isinstance(row.share.count, Rounded) and row.share.count.small):
        return None
    return row.dtv.difference.estimate


def dtv_side(dtv: DtvSide) -> str:
    """Return `≈ 90 van ≈ 1.140 (8 %)`."""
    if dtv.share.share is None:
        return about(dtv.share.count, printed=dtv.printed)
    return f"{about_of(dtv)} ({formats.percent(dtv.share.share)})"


def about_of(dtv: DtvSide) -> str:
    """Return `≈ 90 van ≈ 1.140`."""
    count, total = dtv.share.count, dtv.share.total
    return f"{about(count, printed=dtv.printed)} van {about(total, printed=dtv.printed)}"


def about(count: int, *, printed: bool = True) -> str:
    """Return a count of DT&V in tens: `≈ 300`, or in words what the letter does not print."""
    return f"{'≈' if printed else 'ongeveer'}{formats.NBSP}{formats.count(count)}"
