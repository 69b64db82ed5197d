"""What is wrong with an extract, in Dutch: one sentence per fault, never with a person's value."""

from __future__ import annotations

from datetime import datetime

from perspectief.report.words import formats
from perspectief_core.data.contract import Fault

# `{rows}` is "in 3 rijen"; `{count}` and `{allowed}` are those of the fault.
PROBLEMS = {
    "bestand_ontbreekt": "het bestand ontbreekt",
    "bestand_te_groot": "het bestand is te groot; het mag hoogstens {allowed} zijn",
    "geen_gewoon_bestand": "dit is geen gewoon bestand maar een koppeling, map of apparaat; zet "
    "het bestand zelf in de map",
    "hash_klopt_niet": "de inhoud past niet bij de controlegetallen in manifest.json; daarom is "
    "het bestand niet gelezen",
    "te_veel_rijen": "het bestand heeft te veel rijen; het mogen er hoogstens {allowed} zijn",
    "te_veel_kolommen": "het bestand heeft te veel kolommen; het mogen er hoogstens {allowed} zijn",
    "te_veel_groepen": "het bestand bestaat uit te veel delen (row groups); het mogen er hoogstens "
    "{allowed} zijn",
    "vouwt_uit": "het bestand wordt te groot als het wordt uitgepakt; het mag dan hoogstens "
    "{allowed} zijn",
    "lezen_afgebroken": "het lezen is afgebroken: het kostte te veel geheugen of te veel tijd",
    "onleesbaar": "het bestand is niet te lezen",
    "veld_dubbel": "dit veld staat er meer dan één keer",
    "aantal_rijen_klopt_niet": "het bestand heeft {count}; volgens manifest.json zijn het er "
    "{allowed}",
    "kolom_ontbreekt": "deze kolom ontbreekt",
    "kolom_onbekend": "deze kolom hoort niet in de tabel",
    "kolom_dubbel": "deze kolom staat er meer dan één keer",
    "verkeerd_type": "{rows} staat een ander soort waarde dan {allowed}",
    "leeg": "{rows} is niets ingevuld, maar deze kolom moet altijd een waarde hebben",
    "onbekende_waarde": "{rows} staat een waarde die hier niet mag",
    "buiten_bereik": "{rows} staat een getal dat te klein of te groot is",
    "te_vroeg": "{rows} staat een datum die te vroeg is",
    "na_peildatum": "{rows} staat een datum na de peildatum",
    "met_tijdstip": "{rows} staat een datum met een tijdstip; alleen de dag mag er staan",
    "dag_bij_maand": "{rows} staat een andere dag dan de eerste van de maand; volgens "
    "manifest.json zijn van datums alleen de maanden bekend",
    "tekst_te_lang": "hier staat een tekst van meer dan {allowed} tekens",
    "onzichtbaar": "{rows} staan tekens die niet te zien zijn, of spaties aan het begin of het "
    "einde",
    "code_ongeldig": "{rows} staat een code die niet mag: een code heeft 1 tot en met 40 kleine "
    "letters (a–z), cijfers of lage streepjes (_)",
    "bijna_gelijk": "{rows} staat een waarde die alleen door hoofdletters, spaties of onzichtbare "
    "tekens verschilt van een andere",
    "niet_uniek": "{rows} staat een waarde die al eerder voorkomt, maar elke waarde mag maar één "
    "keer voorkomen",
    "uitstroom_voor_instroom": "{rows} ligt de uitstroom vóór de instroom",
    "uitstroom_bij_in_begeleiding": "{rows} staat een datum van uitstroom, maar de jongere is nog "
    "in begeleiding",
    "beeindigd_bij_in_begeleiding": "{rows} staat wie de begeleiding stopte, maar de jongere is "
    "nog in begeleiding",
    "wacht_na_uitstroom": "{rows} wacht de jongere op een beslissing, maar de begeleiding is al "
    "gestopt",
    "datum_onbekend_na_uitstroom": "{rows} staat dat de datum van uitstroom onbekend is; dat mag "
    "alleen bij een jongere die als 'in begeleiding' telt",
    "dmb_zonder_koppeling": "{rows} staan gegevens uit het register van het ministerie, maar de "
    "jongere is daarin niet gevonden",
    "uit_beeld_voor_in_beeld": "{rows} gaat de persoon uit beeld vóór hij in beeld komt",
}
KINDS = {
    "text": "tekst",
    "category": "een vaste code",
    "integer": "een heel getal",
    "number": "een getal",
    "boolean": "ja of nee (waar of niet waar)",
    "date": "een datum",
}
# These say what is allowed inside the sentence.
SAYS_ALLOWED = (
    "bestand_te_groot",
    "te_veel_rijen",
    "te_veel_kolommen",
    "te_veel_groepen",
    "vouwt_uit",
    "aantal_rijen_klopt_niet",
    "verkeerd_type",
    "tekst_te_lang",
    "code_ongeldig",
)


def fault_sentence(fault: Fault) -> str:
    """Return what is wrong in plain Dutch: where, what, in how many rows, and what is allowed.

    Parameters
    ----------
    fault : Fault
        A fault of the manifest, a file, a column or a rule between columns.

    Raises
    ------
    KeyError
        When the rule has no sentence; every rule of the contract and the loader has one.
    """
    if fault.rule == "meer_fouten":
        return f"En nog {formats.plural(fault.count, 'fout', 'fouten')}."
    count = formats.plural(fault.count, "rij", "rijen")
    rows = f"in {count}" if fault.count else "hier"
    allowed = KINDS.get(fault.allowed, fault.allowed)
    what = PROBLEMS[fault.rule].format(rows=rows, count=count, allowed=allowed)
    if fault.table == "manifest":
        what = what.replace("deze kolom", "dit veld")
    sentence = f"{_place(fault)}: {what}."
    if allowed and fault.rule not in SAYS_ALLOWED:
        sentence += f" Toegestaan: {allowed}."
    if fault.suggestion:
        sentence += f" Bedoelt u `{fault.suggestion}`?"
    return sentence


def later_sentence(seen: datetime, faults: int, since: datetime, extract_id: str) -> str:
    """Return that the data in the folder cannot be used, and which are shown in their place.

    Parameters
    ----------
    seen, faults
        When the data that cannot be used were first seen, and how many faults they have.
    since, extract_id
        When the data that are shown were loaded, and their name.
    """
    wrong = "zit een fout" if faults == 1 else f"zitten {faults} fouten"
    return (
        f"Let op: u ziet oudere gegevens. Ze zijn van {_moment(since)} (extract {extract_id}). "
        f"Op {_moment(seen)} stonden er nieuwe gegevens in de map, maar daarin {wrong}. "
        "De beheerder ziet met `perspectief extract check MAP` wat er mis is."
    )


def _moment(when: datetime) -> str:
    return f"{formats.day(when.date())}, {when.hour}.{when:%M} uur"


def _place(fault: Fault) -> str:
    names = fault.column.split(", ")
    if fault.column.endswith((".parquet", ".json")):
        return f"Bestand {fault.column}"
    if fault.table == "manifest":
        return f"Bestand manifest.json, veld `{fault.column}`"
    columns = " en ".join(f"`{name}`" for name in names)
    return f"Tabel {fault.table}, {'kolom' if len(names) == 1 else 'kolommen'} {columns}"
