"""What chance gives among steunpunten, in words: the same sentences wherever it is said."""

from __future__ import annotations

from perspectief.report.words import formats
from perspectief_core.associations.chance import ByChance, Chance

METHOD = (
    "Jongeren van één steunpunt delen de antwoorden van dat steunpunt. Daarom zijn de antwoorden "
    "willekeurig over de steunpunten verdeeld, en is steeds opnieuw geteld hoe vaak de toets van "
    "het rapport 'ja' zegt."
)


def sentence(found: Chance, *, as_reported: bool = False) -> str:
    """Return how many yes there are, how many chance gives, and what follows; '' for no answers.

    With `as_reported` the people are those of the report, and its own number stands beside.
    """
    if not _said(found):
        return ""
    verdict = "groter" if found.more_than_chance else "niet groter"
    return (
        f"Van {_rows(found)} zegt de toets van het rapport er bij {found.found} 'ja'. Verdeelt u "
        f"de antwoorden willekeurig over de {found.steunpunten} steunpunten, dan zijn het er "
        f"gemiddeld {formats.number(found.mean)} (meestal {found.low} tot {found.high}): het "
        f"aantal is {verdict} dan wat toeval geeft{_p(found.p)}."
        f"{_printed(found, 'groter') if as_reported else ''}"
    )


def brief(found: Chance, *, as_reported: bool = False, invented: bool = False) -> str:
    """Return in short whether the number of yes is more than chance, here and in the report."""
    if not _said(found):
        return ""
    where = "In deze nagemaakte gegevens" if invented else "Hier"
    verb = "hangt" if found.found == 1 else "hangen"
    verdict = "meer" if found.more_than_chance else "niet meer"
    return (
        f"{where} {verb} van {_rows(found)} er {found.found or 'geen'} samen met deze uitkomst: "
        f"{verdict} dan wat toeval geeft{_p(found.p)}."
        f"{_printed(found, 'meer') if as_reported else ''}"
    )


def _said(found: Chance) -> bool:
    """Tell whether there is something to say: with very small groups no test ever says yes."""
    return bool(found.rows) and bool(found.found or found.mean)


def _rows(found: Chance) -> str:
    return f"{formats.plural(len(found.rows), 'kenmerk', 'kenmerken')} van steunpunten"


def _printed(found: Chance, word: str) -> str:
    if found.printed is None:
        return ""
    more = found.printed_more_than_chance
    also = "ook " if more == found.more_than_chance else ""
    verdict = f"{also}dat is {'' if more else 'niet '}{word}"
    return f" Het rapport vond er zelf {found.printed}: {verdict}{_p(found.p_printed)}."


def judged(row: ByChance) -> str:
    """Return whether one characteristic is more than chance, with its p among all of them."""
    verdict = "meer" if row.more_than_chance else "niet meer"
    return f"met steunpunten als eenheid {verdict} dan toeval{_p(row.p_any)}"


def _p(p: float | None) -> str:
    return "" if p is None else f" (p {formats.p_value(p)})"
