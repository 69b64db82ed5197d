"""What the story tells: one figure of each page, in this order, with what a speaker must not say.

This list is the whole story. A chapter names a figure that a page makes; its sentence, its numbers
and how to read it come with that. What must not be said is written here, and names no number: it
holds for every selection.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "Kernboodschappen"
LEAD = "Het experiment Perspectief in twaalf dia's: steeds één vraag, één antwoord en één beeld."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One slide: the figure of a page, the question it answers, and what not to say.

    `beside` puts the text beside the picture instead of above it. `published` is the figure that
    answers the same where only published counts may be used, if that is another one.
    """

    page: str
    figure: str
    question: str
    avoid: str
    beside: bool = True
    published: str = ""


CHAPTERS = (
    Chapter(
        page="overzicht",
        figure="uitkomsten",
        question="Wat is er van de jongeren geworden?",
        avoid=(
            "'Bij de rest is het mislukt.' Wie nog in begeleiding is, heeft nog geen uitkomst. Een "
            "vergunning en terugkeer zijn allebei een resultaat."
        ),
        beside=False,
    ),
    Chapter(
        page="deelnemers",
        figure="herkomst",
        question="Wie waren zij?",
        avoid=(
            "'Zo zijn ex-amv's.' Dit zijn de jongeren die bij een steunpunt in begeleiding kwamen. "
            "Wie niet kwam, staat hier niet in."
        ),
    ),
    Chapter(
        page="steunpunten",
        figure="steunpunten",
        question="Verschillen steunpunten meer dan toeval?",
        avoid=(
            "'Dit is het beste steunpunt.' De figuur is geen ranglijst: een kleine groep valt door "
            "toeval al gauw hoog of laag uit, en steunpunten begeleiden niet dezelfde jongeren."
        ),
    ),
    Chapter(
        page="steunpunt",
        figure="uitkomsten",
        question="Wat kan ik over dit ene steunpunt zeggen?",
        avoid=(
            "'Hier gaat het beter, of slechter, dan elders.' Zeg dat alleen als een uitkomst "
            "buiten de band van het toeval ligt. Kiest u geen steunpunt, dan is dit een voorbeeld."
        ),
    ),
    Chapter(
        page="naast_elkaar",
        figure="naast_uitkomsten",
        question="Verschillen deze steunpunten van elkaar?",
        avoid=(
            "'Er is geen verschil gevonden, dus zij zijn gelijk.' Bij kleine groepen blijft ook "
            "een groot verschil vaak onopgemerkt."
        ),
    ),
    Chapter(
        page="werkwijzen",
        figure="werkwijzen",
        question="Hangt de werkwijze samen met de uitkomst?",
        avoid=(
            "'De werkwijze maakt niet uit.' Met zo weinig steunpunten zijn alleen grote "
            "verschillen te zien. Ook niet: 'deze werkwijze werkt het best'."
        ),
    ),
    Chapter(
        page="vergelijking",
        figure="verschil",
        question="Deed Perspectief het beter dan het Rijksbeleid (DT&V)?",
        avoid=(
            "'Perspectief werkt beter dan het Rijk.' De groepen verschilden vooraf, en veel zaken "
            "zijn nog open. Een verschil in telling is geen oorzaak."
        ),
    ),
    Chapter(
        page="duur",
        figure="van_elke_100",
        question="Hoe lang duurt het tot er een uitkomst is?",
        avoid=(
            "'Na een jaar is het meeste gebeurd.' De getallen zijn geschat uit wie al gevolgd is; "
            "wie kort geleden kwam, telt korter mee."
        ),
        published="vertrokken_na",
    ),
    Chapter(
        page="duur",
        figure="twee_tellingen",
        question="Waarom lijkt het in het rapport langer te duren?",
        avoid=(
            "'Het rapport telde fout.' Het telde wie er was. Maar wie al vóór de start vertrok, "
            "kon niet meer in de gegevens komen."
        ),
    ),
    Chapter(
        page="samenhang",
        figure="boom",
        question="Welke kenmerken hangen het sterkst samen met de uitkomst?",
        avoid=(
            "'Dit kenmerk is de oorzaak.' De computer zocht de scherpste verdeling. Een kenmerk "
            "kan ook meelopen met iets wat niet is vastgelegd."
        ),
    ),
    Chapter(
        page="gevoeligheid",
        figure="uitspraken",
        question="Hangt de conclusie af van wie we meetellen?",
        avoid="'In de meeste tellingen klopt het, dus het is waar.' De tellingen zijn geen losse "
        "bewijzen: het zijn dezelfde jongeren, steeds anders geteld.",
    ),
    Chapter(
        page="verantwoording",
        figure="rapport",
        question="Kan ik deze cijfers vertrouwen en nadoen?",
        avoid=(
            "'Alles is nagerekend, dus alles is echt.' Bij nagemaakte gegevens kloppen de totalen "
            "met het rapport; wat daar niet in stond, is verzonnen."
        ),
    ),
)
