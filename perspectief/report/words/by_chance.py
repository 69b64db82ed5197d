"""What chance gives among steunpunten, in words: the same sentences wherever it is said."""

from __future__ import annotations

from perspectief.report.words import formats
from perspectief_core.associations.chance import ByChance, Chance

METHOD = (
    "Jongeren van één steunpunt delen de antwoorden van dat steunpunt. Daarom zijn de antwoorden "
    "willekeurig over de steunpunten verdeeld, en is steeds opnieuw geteld hoe vaak de toets van "
    "het rapport 'ja' zegt."
)


def sentence(chance: Chance, *, as_reported: bool = False) -> str:
    """Return how many yes there are, how many chance gives, and what follows; '' for no answers.

    With `as_reported` the people are those of the report, and its own number stands beside.
    """
    if not _said(chance):
        return ""
    verdict = "groter" if chance.more_than_chance else "niet groter"
    return (
        f"Van {_rows(chance)} zegt de toets van het rapport er bij {chance.found} 'ja'. Verdeelt u "
        f"de antwoorden willekeurig over de {chance.steunpunten} steunpunten, dan zijn het er "
        f"gemiddeld {formats.number(chance.mean)} (meestal {chance.low} tot {chance.high}): het "
        f"aantal is {verdict} dan wat toeval geeft{_p(chance.p)}."
        f"{_printed(chance, 'groter') if as_reported else ''}"
    )


def brief(chance: Chance, *, as_reported: bool = False, invented: bool = False) -> str:
    """Return in short whether the number of yes is more than chance, here and in the report."""
    if not _said(chance):
        return ""
    where = "In deze nagemaakte gegevens" if invented else "Hier"
    verb = "hangt" if chance.found == 1 else "hangen"
    verdict = "meer" if chance.more_than_chance else "niet meer"
    return (
        f"{where} {verb} van {_rows(chance)} er {chance.found or 'geen'} samen met deze uitkomst: "
        f"{verdict} dan wat toeval geeft{_p(chance.p)}."
        f"{_printed(chance, 'meer') if as_reported else ''}"
    )


def _said(chance: Chance) -> bool:
    """Tell whether there is something to say: with very small groups no test ever says yes."""
    return bool(chance.rows) and bool(chance.found or chance.mean)


def _rows(chance: Chance) -> str:
    return f"{formats.plural(len(chance.rows), 'kenmerk', 'kenmerken')} van steunpunten"


def _printed(chance: Chance, word: str) -> str:
    if chance.printed is None:
        return ""
    more = chance.printed_more_than_chance
    also = "ook " if more == chance.more_than_chance else ""
    verdict = f"{also}dat is {'' if more else 'niet '}{word}"
    return f" Het rapport vond er zelf {chance.printed}: {verdict}{_p(chance.p_printed)}."


def judged(row: ByChance) -> str:
    """Return whether one characteristic is more than chance, with its p among all of them."""
    verdict = "meer" if row.more_than_chance else "niet meer"
    return f"met steunpunten als eenheid {verdict} dan toeval{_p(row.p_any)}"


def _p(p: float | None) -> str:
    return "" if p is None else f" (p {formats.p_value(p)})"
