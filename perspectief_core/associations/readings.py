"""Answers of steunpunten that the report seems to have tested otherwise than it prints them.

With the answers of Bijlagen 5-13 as printed, some tests of Bijlagen 14-20 come nowhere near. For
four answers one other reading makes every test of their question come out, at places and outcomes
that follow from the other questions (decision 0021). They are read so in the tests alone: pages
that show an answer show it as it is recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from perspectief_core.arrays import pd


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer, as printed and as tested.

    Parameters
    ----------
    steunpunt, kolom
        Whose answer, to which question.
    printed
        The answer in Bijlagen 5-13.
    tested
        The answer with which the tests come out; None is missing.
    """

    steunpunt: str
    kolom: str
    printed: str | int
    tested: str | int | None


READINGS = (
    # Every number under 12 gives the same tests; with 2, a nought was printed too many.
    Reading("nijmegen", "uren_vaste_medewerkers", 20, 2),
    Reading("maastricht", "gemeente_oordeel_communicatie", "goed", "zeer_goed"),
    Reading("utrecht", "juridische_bijstand", "eigen_kennis_of_staf", "binnen_en_buiten"),
    Reading("leeuwarden", "dtv_knelpunten", "ja", None),
)


def as_tested(places: pd.DataFrame) -> pd.DataFrame:
    """Return the steunpunten with the answers that were tested.

    An answer that is not the printed one, as a register may have it, stays as it is.

    Parameters
    ----------
    places : DataFrame
        One row per steunpunt, with its code in `steunpunt`; columns may lack.
    """
    for reading in READINGS:
        if reading.kolom in places:
            values = places[reading.kolom]
            own = (places["steunpunt"] == reading.steunpunt) & (values == reading.printed)
            tested = values.mask(own.fillna(value=False), reading.tested)
            places = places.assign(**{reading.kolom: tested})
    return places
