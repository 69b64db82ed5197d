"""Countries and nationalities to the twenty groups of origin of Bijlage 3."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from perspectief.intake.values.text import NOTHING, normalised
from perspectief.intake.values.value import Value
from perspectief.intake.values.word_tables import read_table

_ALIKE = 88
_CLEARLY_BETTER = 6


@cache
def countries() -> dict[str, str]:
    """Return the group of origin per normalised name of a country or nationality."""
    groups: dict[str, str] = {}
    for row in read_table("landen"):
        for name in (row["land"], *row["ook_geschreven"].split("|")):
            if name:
                groups[normalised(name)] = row["herkomst"]
    return groups


@lru_cache(maxsize=50_000)
def parse_country(text: str) -> Value[str]:
    """Return the group of origin of a country.

    Notes
    -----
    A misspelling counts only when one country is clearly nearest (`land_gespeld`); otherwise
    `land_onbekend`. Niger and Nigeria are so near that only their exact names are read.
    """
    name = normalised(text)
    if name in NOTHING:
        return Value()
    if name in countries():
        return Value(countries()[name])
    best = process.extract(name, list(countries()), scorer=fuzz.ratio, limit=5, score_cutoff=_ALIKE)
    groups = {
        countries()[country] for country, score, _ in best if score > best[0][1] - _CLEARLY_BETTER
    }
    near_niger = any(country in ("niger", "nigeria") for country, _, _ in best)
    if len(groups) != 1 or near_niger or len(name) < 5:
        return Value(fault="land_onbekend")
    return Value(groups.pop(), note="land_gespeld")
