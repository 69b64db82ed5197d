"""Dutch words for the contract of an extract: what each column is, its kinds and its levels."""

from __future__ import annotations

from perspectief.report.words import labels
from perspectief_core.data.extract import INVENTED_COLUMNS, INVENTED_LEVELS

TABLES = {
    "deelnemers": "Jongeren: één rij per jongere",
    "steunpunten": "Steunpunten: één rij per steunpunt",
    "dtv": "DT&V: één rij per persoon in de groep van DT&V",
}
APPENDICES = {
    23: "Bijlage 23: registratielijst van de steunpunten (C1–C17)",
    24: "Bijlage 24: registratielijst van DMB (v1–v17)",
    21: "Bijlage 21: vragen aan de steunpunten",
    22: "Bijlage 22: vragen aan de gemeenten",
    25: "Bijlage 25: vragen aan DT&V over elk steunpunt",
    26: "Bijlage 26: vragen aan de IND over elk steunpunt",
    27: "Bijlage 27: vragen aan de leiding van DT&V",
    28: "Bijlage 28: vragen aan de leiding van de IND",
}
KINDS = {
    "text": "tekst",
    "category": "vaste antwoorden",
    "integer": "geheel getal",
    "number": "getal",
    "boolean": "ja of nee",
    "date": "datum",
}
UNITS = {"jaar": "jaar", "maand": "maanden", "dag": "dagen", "aantal": ""}
ANSWERS = {
    "open": "open antwoord",
    "ja_nee": "ja of nee",
    "keuze": "keuze",
    "meerkeuze": "meer keuzes mogelijk",
    "getal": "getal",
    "datum": "datum",
    "oordeel": "oordeel op een schaal",
    "tekst": "tekst",
}
ORIGINS_OF_DATA = {
    "gepubliceerd": "gedrukt in de bijlagen",
    "gereconstrueerd": "afgeleid van wat gedrukt is",
    "gereconstrueerd, met ruis": "afgeleid van wat gedrukt is en daarna met opzet verstoord",
    "indeling van dit project": "indeling van dit project: zo staat het niet in het rapport",
    "synthetisch": "nagemaakt: hierover is niets gedrukt",
}
COLUMNS = {
    "persoon": "een nummer zonder betekenis; geen vreemdelingnummer",
    "steunpunt": "het steunpunt dat de jongere begeleidde",
    "naam": "naam van het steunpunt",
    "geslacht": "man of vrouw",
    "leeftijd_instroom": "leeftijd toen de begeleiding begon",
    "herkomst": "land of groep van landen van herkomst",
    "instroom": "wanneer de begeleiding begon",
    "uitstroom": "wanneer de begeleiding stopte; leeg voor wie nog wordt begeleid",
    "uitkomst": "wat er van de jongere is geworden op de peildatum",
    "dmb_koppeling": "of de jongere is teruggevonden in het register van DMB",
    "kinderen_nl": "aantal kinderen in Nederland",
    "psychiatrische_diagnose": "of een arts een psychiatrische diagnose heeft gesteld",
    "lichamelijke_klachten": "of de jongere onder behandeling is voor lichamelijke klachten",
    "traject": "waar de begeleiding op gericht is; leeg als dat niet is vastgelegd",
    "contactmomenten": "aantal officiële contacten met het steunpunt",
    "beeindigd_door": "wie besloot dat de begeleiding stopte",
    "wacht_op_beslissing": "of de jongere wacht op een besluit over een vergunning",
    "vastlopend_dossier": "of het steunpunt de zaak vastlopend noemde",
    "uitstroomdatum_onbekend": "telt als in begeleiding omdat uitstroom of datum onbekend is",
    "burgerlijke_staat": "gehuwd of niet",
    "jaar_bekend_nl": "jaar van de eerste registratie in Nederland",
    "leeftijd_bekend_nl": "leeftijd bij de eerste registratie in Nederland",
    "leeftijd_eerste_gehoor": "leeftijd bij het eerste gehoor",
    "verblijf_nl_maanden": "tijd in Nederland toen de begeleiding begon",
    "asielaanvragen": "aantal asielaanvragen",
    "beroep_ac": "aantal keer beroep AC",
    "beroep_ar": "aantal keer beroep AR",
    "beroep_vk": "aantal keer beroep bij de Vreemdelingenkamer",
    "vbm_aantal": "aantal vrijheidsbeperkende maatregelen",
    "vbm_dagen": "dagen in die maatregelen samen",
    "vbm_eerste": "wanneer de eerste maatregel was",
    "buiten_schuld_aanvragen": "aantal aanvragen 'buiten schuld'",
    "buiten_schuld_toegewezen": "aantal toegewezen aanvragen 'buiten schuld'",
    "reguliere_aanvragen": "aantal aanvragen voor een gewone vergunning",
    "bekend_ind": "maand waarin de IND de persoon leerde kennen",
    "overgedragen": "of de persoon na een afwijzing aan DT&V is overgedragen",
    "in_beeld_van": "vanaf wanneer DT&V de persoon in beeld had",
    "in_beeld_tot": "tot wanneer; leeg als DT&V de persoon nog in beeld heeft",
    "geboortejaar": "jaar van geboorte, om te zien wie in 2010 achttien was",
    "gemeente_ind_samenwerking": "verzonnen antwoord: hoe de gemeente met de IND samenwerkt",
    "dtv_regelmaat_volgens_dtv": "verzonnen antwoord: hoe vast DT&V met het steunpunt werkt",
    "gemeente_dtv_samenwerking": "verzonnen antwoord: hoe de gemeente met DT&V samenwerkt",
    "traject_bepaald_door": "verzonnen antwoord: wie het traject bepaalt",
    "deelnemer_perspectief": "of de persoon ook bij Perspectief was; die telt DT&V niet",
}
"""What the columns of people are; those of steunpunten have their published question."""

LEVELS: dict[tuple[str, str], dict[str, str]] = {
    ("deelnemers", "geslacht"): labels.SEX,
    ("deelnemers", "herkomst"): labels.ORIGIN,
    ("deelnemers", "uitkomst"): labels.OUTCOME,
    ("deelnemers", "psychiatrische_diagnose"): labels.YES_NO_UNKNOWN,
    ("deelnemers", "lichamelijke_klachten"): labels.YES_NO_UNKNOWN,
    ("deelnemers", "traject"): labels.TRAJECT,
    ("deelnemers", "beeindigd_door"): labels.ENDED_BY,
    ("deelnemers", "burgerlijke_staat"): {
        "ongehuwd": "ongehuwd",
        "gehuwd": "gehuwd",
        "gescheiden": "gescheiden",
        "samenwonend": "samenwonend",
        "onbekend": "onbekend",
    },
    ("deelnemers", "vbm_eerste"): {
        "voor_instroom": "voor de begeleiding",
        "na_instroom": "tijdens de begeleiding",
        "geen": "geen maatregel",
    },
    ("steunpunten", "werkwijze"): labels.WERKWIJZE,
    ("dtv", "uitkomst"): labels.DTV_OUTCOME,
    **{
        ("steunpunten", column): {
            code: code.replace("_", " ") + " (zonder betekenis)" for code in INVENTED_LEVELS
        }
        for column in INVENTED_COLUMNS
    },
}
