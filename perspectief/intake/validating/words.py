"""Every rule in plain Dutch: what is wrong, and how the sender mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["fout", "let op"]


@dataclass(frozen=True, slots=True)
class Words:
    """Level, what is wrong and how to mend it; never with what stands in the cell."""

    level: Level
    wrong: str
    mend: str


RULES: dict[str, Words] = {
    "datum_onleesbaar": Words(
        "fout", "Dit is geen datum.", "Schrijf de datum als dag-maand-jaar, zoals 1-4-2010."
    ),
    "datum_bestaat_niet": Words(
        "fout",
        "Deze datum bestaat niet.",
        "Controleer dag, maand en jaar. Eerst de dag, dan de maand.",
    ),
    "datum_onwaarschijnlijk": Words(
        "fout", "Dit jaar kan hier niet kloppen.", "Controleer het jaar."
    ),
    "datum_te_grof": Words("fout", "Alleen het jaar is ingevuld.", "Vul ook de maand in."),
    "getal_onleesbaar": Words("fout", "Dit is geen getal.", "Vul alleen een getal in, zoals 12."),
    "getal_niet_heel": Words("fout", "Dit is geen heel getal.", "Vul een heel getal in, zoals 12."),
    "getal_negatief": Words("fout", "Het getal is kleiner dan nul.", "Vul 0 of hoger in."),
    "getal_buiten_bereik": Words(
        "fout", "Dit getal is te klein of te groot.", "Controleer het getal."
    ),
    "ja_nee_onleesbaar": Words(
        "fout", "Dit is geen ja, nee of onbekend.", "Vul in: ja, nee of onbekend."
    ),
    "v_nummer_ongeldig": Words(
        "fout", "Dit is geen V-nummer.", "Een V-nummer heeft 10 cijfers. Vul ze alle 10 in."
    ),
    "v_nummer_afgekapt": Words(
        "fout",
        "Het V-nummer is door de spreadsheet afgekapt.",
        "Maak de kolom op als tekst en vul het nummer opnieuw in.",
    ),
    "v_nummer_leeg": Words(
        "let op", "Het V-nummer ontbreekt.", "Vul het nummer in als u het weet."
    ),
    "v_nummer_nul": Words(
        "let op",
        "Het V-nummer heeft 9 cijfers. Wij hebben de 0 vooraan teruggezet.",
        "Maak de kolom op als tekst, dan blijft de 0 staan.",
    ),
    "woord_onbekend": Words(
        "fout", "Dit antwoord kennen wij niet.", "Kies een van de antwoorden uit de vragenlijst."
    ),
    "woord_ontkend": Words(
        "fout",
        "Dit antwoord bevat een ontkenning. Wij raden niet wat het betekent.",
        "Schrijf kort wat er wél gebeurd is.",
    ),
    "woord_dubbelzinnig": Words("fout", "Dit antwoord noemt twee dingen.", "Kies één antwoord."),
    "land_onbekend": Words(
        "fout", "Dit land kennen wij niet.", "Schrijf de naam van het land voluit."
    ),
    "land_gespeld": Words(
        "let op",
        "De naam van het land is anders gespeld. Wij hebben die wel herkend.",
        "Controleer de naam.",
    ),
    "formule_fout": Words(
        "fout", "De formule in deze cel geeft geen uitkomst.", "Vul de waarde zelf in."
    ),
    "leeg_verplicht": Words("fout", "Hier moet iets staan.", "Vul deze cel in."),
    "uitstroom_voor_instroom": Words(
        "fout", "De uitstroom ligt vóór de instroom.", "Controleer beide datums."
    ),
    "geboorte_na_instroom": Words(
        "fout", "De geboortedatum ligt na de instroom.", "Controleer beide datums."
    ),
    "leeftijd_onzeker": Words(
        "let op",
        "De leeftijd is niet zeker: de geboortedatum is niet compleet.",
        "Vul de hele geboortedatum in als u die weet.",
    ),
    "geboortedatum_leeg": Words(
        "let op", "De geboortedatum ontbreekt.", "Vul de datum in als u die weet."
    ),
    "gestopt_tegenstrijdig": Words(
        "fout",
        "Volgens deze cel is de begeleiding niet gestopt, maar er staat wel een datum of reden "
        "van het einde.",
        "Zet hier ja, of haal de datum en de reden weg.",
    ),
    "reden_ontbreekt": Words(
        "fout", "De begeleiding is gestopt, maar de reden ontbreekt.", "Vul de reden in."
    ),
    "wie_bij_begeleiding": Words(
        "let op",
        "Hier staat wie de begeleiding stopte, maar de jongere is nog in begeleiding.",
        "Haal het antwoord weg, of zet bij 'uitgestroomd' ja.",
    ),
    "uitstroom_leeg": Words(
        "let op", "De begeleiding is gestopt, maar de datum ontbreekt.", "Vul de datum in."
    ),
    "periode_onvolledig": Words(
        "let op", "Van deze periode ontbreekt het begin of het einde.", "Vul beide datums in."
    ),
    "periode_omgekeerd": Words(
        "fout", "Het einde van deze periode ligt vóór het begin.", "Controleer beide datums."
    ),
    "soort_onbekend": Words(
        "let op",
        "Niet is te zien om welke soort procedure het gaat.",
        "Vul de soort in: AC, AR of VK.",
    ),
    "grond_ontbreekt": Words(
        "let op", "Van deze aanvraag ontbreekt de grond.", "Vul in waarvoor de aanvraag was."
    ),
}

REFUSED: dict[str, str] = {
    "leeg_bestand": "Het bestand is leeg. Stuur het opnieuw.",
    "te_groot_bestand": "Het bestand is te groot. Haal weg wat geen lijst is en stuur het opnieuw.",
    "te_groot_uitgepakt": "Het bestand is uitgepakt veel te groot. Kopieer de lijst naar een nieuw "
    "bestand en stuur dat.",
    "te_veel_cellen": "Het bestand heeft te veel rijen of kolommen. Kopieer alleen de lijst naar "
    "een nieuw bestand en stuur dat.",
    "te_lang_bezig": "Het lezen duurt te lang. Kopieer alleen de lijst naar een nieuw bestand en "
    "stuur dat.",
    "wachtwoord": "Het bestand is beveiligd met een wachtwoord. Haal het wachtwoord weg en stuur "
    "het opnieuw.",
    "macros": "Het bestand bevat macro's. Sla het op als gewone werkmap (.xlsx) en stuur het "
    "opnieuw.",
    "beschadigd": "Het bestand is beschadigd. Open het, sla het opnieuw op en stuur het nog eens.",
    "onbekende_vorm": "Dit is geen werkmap en geen CSV-bestand. Stuur de lijst als .xlsx.",
    "tekens_onleesbaar": "De tekens in dit bestand zijn niet te lezen. Stuur de lijst als .xlsx.",
    "geen_tabel": "In dit bestand staat geen tabel. Stuur de lijst als .xlsx.",
    "verdwenen": "Het bestand was weg toen het gelezen werd.",
}

RETURNED: dict[str, str] = {
    "geen_kop": "Wij vinden geen rij met de namen van de kolommen. Zet C1 tot en met C17 boven de "
    "kolommen.",
    "kolom_ontbreekt": "Deze vragen hebben geen kolom: {fields}. Voeg de kolom toe, of zet de "
    "vraag achter de juiste kop in het kolommenbestand.",
    "kolom_dubbel": "Twee kolommen lijken dezelfde vraag te zijn: {fields}. Geef ze elk een eigen "
    "kop, of zet in het kolommenbestand welke kolom telt.",
    "inhoud_past_niet": "Wat onder de kop staat past niet bij de vraag: {fields}. Controleer of de "
    "koppen boven de juiste kolommen staan.",
    "afzender_onbekend": "Niet is te zien van welk steunpunt deze lijst is. Zet de naam in de naam "
    "van het bestand.",
    "geen_personen": "Onder de kop staan geen personen.",
}

NOTES: dict[str, str] = {
    "verwijst_naar_ander_bestand": "De lijst verwijst naar andere bestanden. Wij lazen de waarden "
    "zoals ze zijn opgeslagen.",
    "tekens_verminkt": "Letters met accenten zijn verminkt. Dat raakt namen en landen.",
}
