"""Question 4: who they were, of which each part can be withheld apart from the others."""

from __future__ import annotations

from collections.abc import Callable

from perspectief.report.block import kept_back
from perspectief.report.deelnemers.by_sex import SEXES
from perspectief.report.deelnemers.life import AGES, told_hidden
from perspectief.report.onderzoeksvragen.answer import Answer, Missing, not_said
from perspectief.report.onderzoeksvragen.results import Results
from perspectief.report.words import few, formats, labels, shares
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import share

LARGEST = 4
"""How many countries of origin an answer names."""


def answer(results: Results) -> Answer:
    """Return who people were: what may be said of it, and what it is that may not.

    Raises
    ------
    Withheld
        When nothing of it is published, with the reason of the first.
    """
    told: list[str] = []
    secret: dict[str, Withheld] = {}
    for part, write in _PARTS.items():
        try:
            told.append(write(results))
        except Withheld as held:
            secret[part] = held
    if not told:
        raise next(iter(secret.values()))
    if secret:
        told.append(not_said(formats.capital(formats.listing(tuple(secret)))))
    return Answer("deels" if secret or _lacks(results) else "gegevens", " ".join(told))


def _lacks(results: Results) -> bool:
    """Tell whether of children or health there is no column, or not all of it is published."""
    if isinstance(results.children, Missing) or isinstance(results.health, Missing):
        return True
    return not results.health.value.physical.everyone.shares


def _women(results: Results) -> str:
    chosen = results.outcomes.provenance.selection.geslacht
    if len(chosen) == 1 and isinstance(results.n, Rounded):
        return f"U koos alleen {SEXES[chosen[0]]}: {formats.about(results.n)}."
    # Where they come from is not told of one region, and their age not of one range of ages.
    divided = results.origin.value if results.origin.shown else results.age.value.classes
    by_sex = {group.group: group.breakdown.n for group in divided.by_sex}
    if "vrouw" not in by_sex:
        raise Withheld("filters")
    return f"Vrouw: {shares.sentence(share(by_sex['vrouw'], results.n), 'jongeren')}."


def _age(results: Results) -> str:
    """Return how old they were: on average, or where only ranges are published, of each range."""
    ages = results.age.value
    mean = ages.years.everyone.mean
    if mean is not None:
        return f"Gemiddeld waren zij {formats.number(mean)} jaar bij instroom."
    parts = [
        f"{AGES[part.level]} {shares.sentence(part.share)}" for part in ages.classes.everyone.shares
    ]
    return f"Bij instroom was {formats.listing(parts)}.{told_hidden(results.age)}"


def _from(results: Results) -> str:
    everyone = results.origin.value.everyone
    named = [part for part in everyone.largest[:LARGEST] if part.level != UNKNOWN]
    countries = formats.listing(
        [f"{labels.region(part.level)} ({formats.about(part.share.count)})" for part in named]
    )
    shown = [part.level for part in everyone.shares]
    secret = [labels.region(code) for code in kept_back.codes(results.origin, "herkomst", shown)]
    if isinstance(results.n, Rounded):
        # There are no more regions than are named; their numbers need not add up to everyone.
        return f"Zij komen uit {countries}.{kept_back.told(secret)}"
    together = share(sum(part.share.count for part in named), results.n)
    if together.count == together.total:
        return f"Zij komen uit {countries}."
    return f"De meesten komen uit {countries}: samen {shares.sentence(together)}."


def _children(results: Results) -> str:
    result = results.children
    if isinstance(result, Missing):
        return f"Over kinderen zeggen deze gegevens niets: de kolom '{result.column}' ontbreekt."
    some = result.value.any_child.share
    by_sex = {part.group: part.known.share for part in result.value.any_child_by_sex}
    if some.total and not by_sex:
        return f"Kinderen in Nederland: {few.of_group(some, 'jongeren')}."
    told = [
        few.who_of(by_sex[sex], f"van de {many} ", f"de ene {singular}")
        for sex, singular, many in (("vrouw", "vrouw", "vrouwen"), ("man", "man", "mannen"))
        if by_sex[sex].total
    ]
    if not told:
        return "Van niemand is bekend of hij of zij kinderen heeft."
    exact = not isinstance(some.total, Rounded)
    if exact and not any(known.count for known in by_sex.values()):
        return "Niemand heeft kinderen in Nederland."
    return f"Kinderen in Nederland: {formats.listing(told)}."


def _health(results: Results) -> str:
    result = results.health
    if isinstance(result, Missing):
        return f"Over gezondheid ontbreekt de kolom '{result.column}'."
    health = result.value
    diagnosis = f"Een psychiatrische diagnose: {_at_least(health.psychiatric.everyone)}"
    if not health.physical.everyone.shares:
        return f"{diagnosis} Over lichamelijke klachten wordt niets gepubliceerd."
    return f"{diagnosis} Lichamelijke klachten: {_at_least(health.physical.everyone)}"


def _at_least(breakdown: Breakdown) -> str:
    """Return the yes among everyone, and how far the unknown could raise it."""
    yes, unknown = breakdown.share_of("ja"), breakdown.share_of("onbekend").count
    said = f"{few.of_group(yes)}."
    if not unknown or not yes.enough:
        return said
    nearly = "ongeveer " if isinstance(yes.total, Rounded) else ""
    most = formats.percent((yes.count + unknown) / yes.total)
    return (
        f"{said} Van {formats.plural(unknown, 'jongere', 'jongeren')} is dit niet bekend: het kan "
        f"dus ook tot {nearly}{most} zijn."
    )


_PARTS: dict[str, Callable[[Results], str]] = {
    "hoeveel vrouwen het zijn": _women,
    "hoe oud zij waren": _age,
    "waar zij vandaan kwamen": _from,
    "of zij kinderen hadden": _children,
    "hoe gezond zij waren": _health,
}
"""What is asked, and who writes it."""
