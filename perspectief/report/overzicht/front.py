"""The front door: what this website is, for whom, and what of it is real."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.words import shell
from perspectief.report.words.markup import join, tag

WHAT = (
    "Perspectief was een experiment (oktober 2009 tot april 2011). Twintig gemeentelijke "
    "steunpunten begeleidden ex-amv's: jongeren die als kind alleen naar Nederland kwamen en na "
    "hun achttiende geen verblijfsvergunning hadden. Deze website is voor wie over zulk beleid "
    "beslist, adviseert of schrijft."
)
REAL = (
    "Echt zijn de cijfers waar 'gepubliceerd' bij staat: ze zijn in 2011 gedrukt. De gegevens per "
    "jongere zijn nagemaakt: zo gemaakt dat de totalen kloppen met het rapport. Over één "
    "steunpunt of een kleine groep zeggen ze niets."
)
REAL_REGISTER = "De cijfers hier zijn geteld in de registratie; er staan geen personen in."
HOW_REAL = "Hoe echt zijn deze gegevens?"

OFFICIAL = (
    (
        "Kamerstuk 19 637, nr. 1461 (brief van de minister, met het onderzoek)",
        "https://zoek.officielebekendmakingen.nl/kst-19637-1461.html",
    ),
    (
        "Kamervragen 2011–2012, nr. 528 (over de vergelijking met DT&V)",
        "https://zoek.officielebekendmakingen.nl/ah-tk-20112012-528.html",
    ),
)


def front(kind: str) -> Markup:
    """Return the two lines under the title, with where to read on.

    Parameters
    ----------
    kind : {"synthetic", "register"}
        Of the extract.
    """
    real = REAL if kind == "synthetic" else REAL_REGISTER
    how = tag("a", HOW_REAL, href=shell.HOW_REAL, target="_self")
    papers = join((tag("a", name, href=address) for name, address in OFFICIAL), "; ")
    return (
        tag("p", WHAT)
        + tag("p", real, " ", how)
        + tag("p", "Officiële stukken: ", papers, ".", class_="pf-note")
    )
