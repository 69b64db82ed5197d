"""What the words about counting, chance and comparing mean."""

from __future__ import annotations

COUNTING = {
    "Peildatum": (
        "De dag waarop is gekeken hoe het met iedereen stond: 1 april 2011. De documenten noemen "
        "die dag niet zelf; het is het einde van de proef."
    ),
    "Wie telt mee": (
        "De keuzes die bepalen wie wordt geteld, bijvoorbeeld tot welke maand iemand mocht "
        "instromen. De eerste keuze is steeds die van het rapport."
    ),
    "Filter": "Een keuze om een deel te bekijken, bijvoorbeeld alleen vrouwen.",
    "k van n": (
        "Het aantal met een uitkomst (k) van iedereen die is geteld (n). Onder de tien mensen "
        "geven wij geen percentage: dan zegt het aantal genoeg. In een publicatie, met afgeronde "
        "aantallen, is dat onder de dertig."
    ),
    "Waarschijnlijk tussen … en …": (
        "Hoever toeval een percentage kan verschuiven. Bij 95 van de 100 zulke groepen ligt het "
        "echte percentage tussen deze grenzen. Voor één percentage heet de methode Wilson, voor "
        "alle uitkomsten tegelijk Goodman."
    ),
    "Meer dan toeval": (
        "Het verschil is zo groot dat toeval alleen het hoogstens 5 van de 100 keer geeft. Het "
        "zegt niet waardoor het verschil komt. Vakwoord: significant."
    ),
    "Veel vergelijkingen": (
        "Wie twintig steunpunten en zes uitkomsten bekijkt, vindt altijd iets dat opvalt. Daarom "
        "staat erbij hoeveel toeval alleen zou geven (methode Benjamini–Hochberg)."
    ),
    "Steunpunten als eenheid": (
        "Jongeren van één steunpunt delen zijn organisatie en werkwijze. Bij kenmerken van "
        "steunpunten tellen daarom de 20 steunpunten en niet de 733 jongeren: hun antwoorden "
        "worden willekeurig verdeeld om te zien wat toeval geeft."
    ),
    "p": (
        "De kans dat toeval alleen een verschil geeft dat minstens zo groot is. Klein betekent: "
        "toeval is geen goede verklaring."
    ),
    "χ² (chi-kwadraat)": (
        "Een maat voor hoever getelde aantallen liggen van wat er zou staan als er geen verband "
        "was. 'Vrijheidsgraden' (df) zegt hoeveel aantallen vrij zijn."
    ),
    "Cramérs V": (
        "Hoe sterk twee kenmerken samenhangen, van 0 (niet) tot 1 (volledig). Ook zonder verband "
        "is de waarde iets boven 0."
    ),
    "Trechter": (
        "Een plaatje met voor elk steunpunt een stip. Tussen de lijnen ligt wat toeval geeft bij "
        "een groep van die grootte. Kleine steunpunten mogen verder van het gemiddelde liggen."
    ),
    "Te klein om te zien": (
        "Het steunpunt heeft zo weinig jongeren dat een laag percentage niet buiten de lijnen kan "
        "vallen: een lage uitkomst ziet u er nooit. Een hoge uitkomst kan er wel opvallen."
    ),
    "Beste schatting": (
        "Het percentage van een klein steunpunt, een stuk naar het gemiddelde geschoven, omdat "
        "een klein aantal vooral toeval is."
    ),
    "CHAID": (
        "Een methode die groepen zoekt die het meest van elkaar verschillen. Zij voegt eerst "
        "antwoorden samen die op elkaar lijken, en toetst dan of de groepen meer dan toeval "
        "verschillen. Hoe meer manieren om samen te voegen, hoe strenger de toets."
    ),
    "Cluster": (
        "Een groep kenmerken die bij elkaar horen: alles over de organisatie en werkwijze, of "
        "alles over de personen."
    ),
    "Concurrerende uitkomsten": (
        "Wie een vergunning krijgt, kan niet meer met onbekende bestemming vertrekken. De ene "
        "uitkomst sluit de andere uit. De curven houden daar rekening mee (Aalen–Johansen)."
    ),
    "Later in beeld": (
        "Wie al voor 1 oktober 2009 kwam, staat alleen in de gegevens als hij er toen nog was. "
        "Telt u vanaf de instroom, dan lijkt alles langer te duren dan het was."
    ),
    "Selectie van DT&V": (
        "De minister telde wie na een afwijzing aan DT&V was overgedragen, in beeld was in de "
        "periode van de proef, in 2010 achttien of ouder was, en niet bij Perspectief zat."
    ),
    "Afgerond op tientallen": (
        "De aantallen van DT&V zijn afgerond. 160 kan alles zijn van 155 tot en met 165. Wij "
        "rekenen die ruimte overal door."
    ),
    "Open zaken": (
        "Jongeren van wie nog geen uitkomst bekend is. Hun uitkomst kan het verschil nog "
        "omdraaien; daarom rekenen wij ook met het beste en het slechtste geval."
    ),
    "Nagemaakte gegevens": (
        "Nagemaakte gegevens. De totalen zijn die van het rapport, de personen bestaan niet."
    ),
}
