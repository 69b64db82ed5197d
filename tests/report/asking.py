"""What tests of pages ask with: protected results, and an extract by steunpunt."""

from __future__ import annotations

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import protecting
from tests.core.builders import with_people

PERMIT = "verblijfsvergunning"


def asked(extract, analysis, *args, **choices):
    """Return the protected result of an analysis of a selection."""
    selection = Selection(**choices)
    result = analysis(select(extract, selection), *args)
    return protecting.protect(result, extract, selection, "open")


def people(**counts):
    """Return an extract with, per steunpunt, (people, of whom with a permit)."""
    places, ends = [], []
    for place, (n, permits) in counts.items():
        places += [place] * n
        ends += [PERMIT] * permits + ["in_begeleiding"] * (n - permits)
    return with_people({"steunpunt": places, "uitkomst": ends})


def named(extract):
    """Return the names of an extract's steunpunten by code."""
    places = extract.steunpunten
    return dict(zip(places["steunpunt"], places["naam"], strict=True))
