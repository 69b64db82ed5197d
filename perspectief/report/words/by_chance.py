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
    if not found.rows:
        return ""
    rows = formats.plural(len(found.rows), "kenmerk", "kenmerken")
    verdict = "groter" if found.more_than_chance else "niet groter"
    return (
        f"Van {rows} van steunpunten zegt de toets van het rapport er bij {found.found} 'ja'. "
        f"Verdeelt u de antwoorden willekeurig over de {found.steunpunten} steunpunten, dan zijn "
        f"het er gemiddeld {formats.number(found.mean)} (meestal {found.low} tot {found.high}): "
        f"het aantal is {verdict} dan wat toeval geeft{_p(found.p)}."
        f"{_printed(found) if as_reported else ''}"
    )


def _printed(found: Chance) -> str:
    if found.printed is None:
        return ""
    verdict = "dat is groter" if found.printed_more_than_chance else "ook dat is niet groter"
    if found.more_than_chance and not found.printed_more_than_chance:
        verdict = "dat is niet groter"
    return f" Het rapport vond er zelf {found.printed}: {verdict}{_p(found.p_printed)}."


def brief(found: Chance) -> str:
    """Return in one short sentence whether the number of yes is more than chance; '' for none."""
    if not found.rows:
        return ""
    rows = formats.plural(len(found.rows), "kenmerk", "kenmerken")
    verdict = "meer" if found.more_than_chance else "niet meer"
    verb = "hangt" if found.found == 1 else "hangen"
    return (
        f"Van {rows} van steunpunten {verb} er {found.found or 'geen'} samen met deze uitkomst: "
        f"{verdict} dan wat toeval geeft{_p(found.p)}."
    )


def judged(row: ByChance) -> str:
    """Return whether one characteristic is more than chance, with its p among all of them."""
    verdict = "meer" if row.more_than_chance else "niet meer"
    return f"met steunpunten als eenheid {verdict} dan toeval{_p(row.p_any)}"


def _p(p: float | None) -> str:
    return "" if p is None else f" (p {formats.p_value(p)})"
