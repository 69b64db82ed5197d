"""What is compared, in words: the name of every row, its values and what may be said of it."""

from __future__ import annotations

from collections.abc import Mapping

from perspectief.report.naast_elkaar.choosing import name
from perspectief.report.words import formats, labels, shares
from perspectief_core.beside.beside import BesideEachOther, BesideRow
from perspectief_core.beside.beside_rows import MONTH, Mean, Value
from perspectief_core.durations.groups import MIN_GROUP, GroupMoment
from perspectief_core.shares.intervals import Share

ROW = labels.OUTCOME | {
    "tempo": f"na {MONTH} maanden een uitkomst (van elke 100 jongeren)",
    "contacten_per_maand": "contacten per maand",
    "leeftijd_instroom": "leeftijd bij instroom (jaar)",
    "verblijf_nl_maanden": "bij instroom al in Nederland (maanden)",
    "vrouw": "vrouw",
    "angola": "uit Angola",
    "kinderen": "met kinderen in Nederland",
    "diagnose": "met een psychiatrische diagnose",
    "meer_aanvragen": "meer dan één asielaanvraag",
    "voor_start": "al begeleid vóór 1 oktober 2009",
}
SHORT = labels.OUTCOME_SHORT | {
    "tempo": "tempo",
    "contacten_per_maand": "contacten per maand",
    "leeftijd_instroom": "leeftijd",
    "verblijf_nl_maanden": "tijd in Nederland",
    "diagnose": "psychiatrische diagnose",
    "voor_start": "instroom vóór de start",
}
UNIT = {
    "contacten_per_maand": "per maand",
    "leeftijd_instroom": "jaar",
    "verblijf_nl_maanden": "maanden",
}
STATE = {
    "verschilt": "verschilt meer dan toeval",
    "geen_verschil": "geen verschil te zien",
    "te_klein": "te klein om te zien",
    "afgerond": "door het afronden niet te zien",
}
UNTESTED = "niet te vergelijken"
SAID = (*STATE.values(), UNTESTED)
"""All that `said` may say of a row."""


def short(code: str) -> str:
    """Return the short name of a row, to stand in a sentence."""
    return SHORT.get(code, ROW[code])


def said(row: BesideRow) -> str:
    """Return what may be said of a row, in the words of the page.

    A row that nothing was tested in is no comparison: the sentence of its topic counts it nowhere.
    """
    return UNTESTED if row.state == "te_klein" and row.p is None else STATE[row.state]


def verdict(row: BesideRow) -> str:
    """Return what may be said of a row, as it stands by itself."""
    return said(row).capitalize()


def why(row: BesideRow, names: Mapping[str, str]) -> str:
    """Return on what the verdict of a row rests, in one sentence."""
    if row.state == "verschilt":
        return "Zo'n verschil geeft toeval bijna nooit."
    if row.state == "afgerond":
        return "Met andere aantallen die zo worden afgerond, kan dit verschil toeval zijn."
    if row.state == "te_klein":
        return _unseen(row)
    small = [name(code, names) for code in row.too_small]
    seen = f"Een groot verschil{_as_large(row)} was waarschijnlijk wel opgevallen."
    if not small:
        return seen
    verb = "is" if len(small) == 1 else "zijn"
    listed = formats.listing(small)
    return f"{seen} {listed[:1].upper()}{listed[1:]} {verb} daarvoor te klein."


def _unseen(row: BesideRow) -> str:
    if all(isinstance(value, Share) and not value.count for value in row.values):
        return "Dit komt in geen van deze groepen voor."
    if row.code == "tempo" and row.p is None:
        return f"Hiervoor zijn minstens twee groepen van {MIN_GROUP} jongeren nodig."
    return f"Ook een groot verschil{_as_large(row)} kan hier onopgemerkt blijven."


def _as_large(row: BesideRow) -> str:
    if row.step is not None:
        told = formats.number(row.step, 0 if row.step >= 10 else 1)
        return f", van zo'n {told} {UNIT[row.code]},"
    if row.large is None:
        return ""
    low, high = (formats.number(100 * share, 0) for share in row.large)
    return f", zoals {low} tegen {high}{formats.NBSP}%,"


def value(measured: Value) -> str:
    """Return the value of one group, with its range."""
    if isinstance(measured, Share):
        return shares.full(measured)
    if measured is None or (isinstance(measured, Mean) and not measured.summary.enough):
        return formats.UNKNOWN
    told = (
        formats.number(100 * measured.share, 0)
        if isinstance(measured, GroupMoment)
        else formats.number(measured.summary.mean)
    )
    return f"{told} ({span(measured)})" if measured.interval else told


def span(measured: Mean | GroupMoment) -> str:
    """Return the range of a value as `1,9–2,4`; a point where there is none."""
    if measured.interval is None:
        return formats.UNKNOWN
    if isinstance(measured, GroupMoment):
        return formats.percent_ends(measured.interval)
    return formats.ends(measured.interval)


def sentence(comparison: BesideEachOther, names: Mapping[str, str]) -> str:
    """Return the finding of a topic: in how much the groups differ, and what could not be seen."""
    if not any(group.n for group in comparison.groups):
        who = "steunpunten" if comparison.typology is None else "typen"
        return f"Van deze {who} zijn er geen jongeren in uw selectie."
    if not comparison.comparisons:
        return "Er valt hier niets te vergelijken: daarvoor zijn er te weinig jongeren."
    better = (
        " Wie het beter doet, is hier niet aan te zien." if comparison.topic == "uitkomsten" else ""
    )
    return f"{_differing(comparison, names)}{_rest(comparison)}{better}"


def _differing(comparison: BesideEachOther, names: Mapping[str, str]) -> str:
    who = formats.listing(
        [f"{name(group.code, names)} ({formats.people(group.n)})" for group in comparison.groups]
    )
    rows = comparison.rows_with("verschilt")
    total = formats.plural(comparison.comparisons, "vergelijking", "vergelijkingen")
    if not rows and any(row.state == "afgerond" for row in comparison.rows):
        return (
            f"Bij geen van de {total} is met afgeronde aantallen vast te stellen dat {who} meer "
            "verschillen dan toeval kan geven."
        )
    if not rows:
        return f"Bij geen van de {total} verschillen {who} meer dan toeval kan geven."
    what = formats.listing([short(row.code) for row in rows])
    return f"Bij {len(rows)} van de {total} verschillen {who} meer dan toeval: {what}."


def _rest(comparison: BesideEachOther) -> str:
    tested = [row for row in comparison.rows if row.p is not None]
    small = sum(row.state == "te_klein" for row in tested)
    if not small:
        return ""
    number = "alle" if small == len(tested) else str(small)
    return f" Bij {number} zijn de groepen te klein om ook maar een groot verschil te zien."
