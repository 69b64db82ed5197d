"""Short Dutch names of the 74 predictors, and their groups in words.

A name fits in `kenmerk: groep`; a group says which values stay together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from perspectief.report.words import formats, labels
from perspectief_core.associations.predictors import invented
from perspectief_core.published import records
from perspectief_core.published.records import Kenmerk
from perspectief_core.splits import Condition, Group, SplitTest
from perspectief_core.splits.contingency import Interval, Level, Predictor

INVENTED = "nagemaakt"
NAME = {
    "verantwoordelijke_organisatie": "organisatie die het steunpunt leidt",
    "aantal_vaste_medewerkers": "aantal vaste medewerkers",
    "aantal_vrijwilligers": "aantal vrijwilligers en stagiaires",
    "uren_per_week": "uren per week van vaste medewerkers",
    "uren_per_client": "uren per week voor elke jongere in begeleiding",
    "caseload_per_medewerker": "jongeren in begeleiding per medewerker, met vrijwilligers",
    "caseload_per_vaste_medewerker": "jongeren in begeleiding per vaste medewerker",
    "juristen_op_steunpunt": "eigen juristen",
    "externe_juridische_bijstand": "wie de juridische hulp geeft",
    "communicatie_met_gemeente": "contact met de gemeente, volgens steunpunt",
    "steun_gemeente": "steun van de gemeente",
    "knelpunten_gemeente": "knelpunten met de gemeente",
    "caseoverleg_gemeente": "overleg met de gemeente over casussen",
    "communicatie_vanuit_gemeente": "contact met steunpunt, volgens gemeente",
    "evaluatie_voortgang": "hoe vaak de voortgang wordt besproken",
    "aard_samenwerking_ind": "samenwerking met de IND, volgens steunpunt",
    "gemeente_aard_samenwerking_ind": "samenwerking met de IND, volgens gemeente",
    "ind_contactpersonen": "vaste contactpersonen bij de IND",
    "communicatie_ind": "contact met de IND",
    "knelpunten_ind": "knelpunten met de IND",
    "dtv_regelmaat_volgens_dtv": "regelmaat van contact, volgens DT&V",
    "dtv_regelmaat_volgens_steunpunt": "regelmaat van contact met DT&V",
    "knelpunten_dtv": "knelpunten met DT&V",
    "deelname_dtv_lto": "DT&V in het lokaal terugkeeroverleg",
    "communicatie_dtv": "contact met DT&V",
    "samenwerking_gemeente_dtv": "samenwerking van gemeente en DT&V",
    "duur_perspectief": "maanden bij Perspectief",
    "gebaseerd_op_utrecht": "werkwijze naar voorbeeld van Utrecht",
    "aanpak_veranderd": "aanpak anders door het experiment",
    "startdatum": "start van het steunpunt",
    "overige_activiteiten": "andere activiteiten",
    "verstrekking_leefgeld": "wie het leefgeld uitbetaalt",
    "consequenties": "gevolgen als een jongere niets doet",
    "werkwijze_vier": "type werkwijze",
    "werkwijze_hard_zacht": "harde of zachte werkwijze",
    "verschil_inzicht": "verschil van inzicht met de gemeente",
    "contacten_per_maand": "contacten per maand",
    "trajectdoel": "doel van het traject",
    "contracten": "contract met de jongere",
    "trajectplannen": "trajectplan",
    "wie_bepaalt_traject": "wie het traject bepaalt",
    "deadline_traject": "einddatum van het traject",
    "toetsing_vooraf": "toets vooraf",
    "outreach_huiskamer": "huiskamer zoekt jongeren op",
    "rol_huiskamer": "hoe belangrijk de huiskamer is",
    "aanwezigheid_huiskamer": "huiskamer",
    "locatie_huiskamer": "plaats van de huiskamer",
    "doelgroepen_huiskamer": "voor wie de huiskamer is",
    "openingsduur_huiskamer": "dagdelen per week dat de huiskamer open is",
    "land_van_herkomst": "land van herkomst",
    "sekse": "geslacht",
    "kinderen": "aantal kinderen in Nederland",
    "psychiatrische_diagnose": "psychiatrische diagnose",
    "lichamelijke_klachten": "lichamelijke klachten",
    "datum_instroom": "maand van instroom",
    "leeftijd_instroom": "leeftijd bij instroom",
    "duur_verblijf_nl": "maanden in Nederland bij instroom",
    "vastlopend_dossier": "vastlopend dossier",
    "leeftijd_binnenkomst": "leeftijd bij binnenkomst in Nederland",
    "jaar_bekend_nl": "jaar waarin bekend in Nederland",
    "leeftijd_bekend_nl": "leeftijd waarop bekend in Nederland",
    "asielaanvragen": "aantal asielaanvragen",
    "leeftijd_eerste_gehoor": "leeftijd bij het eerste gehoor",
    "beroep_totaal": "aantal keer in beroep",
    "beroep_groep": "soorten beroep",
    "beroep_ac": "aantal keer beroep AC",
    "beroep_ar": "aantal keer beroep AR",
    "beroep_vk": "aantal keer beroep VK",
    "vbm": "vrijheidsbeperkende maatregel (vbm)",
    "vbm_dagen": "dagen met een vbm",
    "vbm_eerste": "eerste vbm voor of na instroom",
    "buiten_schuld_aanvragen": "aanvragen buiten schuld",
    "aanvragen_totaal": "aanvragen en procedures samen",
    "reguliere_aanvragen": "reguliere aanvragen",
}
CLUSTER = {
    "alles": "alle kenmerken samen",
    "organisatie_en_werkwijze": "alles van organisatie en werkwijze",
    "personen": "alles van de jongeren zelf",
    "organisatie": "organisatie van het steunpunt",
    "samenwerking": "samenwerking met gemeente, IND en DT&V",
    "werkwijze": "werkwijze",
    "contracten": "contracten en trajecten",
    "huiskamer": "huiskamer",
    "demografie": "wie de jongere is (demografie)",
    "asielachtergrond": "asielachtergrond",
}
MISSING = "onbekend"
VBM = {"voor_instroom": "voor instroom", "na_instroom": "na instroom", "geen": "geen vbm"}
TRAJECT = {
    "verblijfsvergunning": "gewone verblijfsvergunning",
    "buiten_schuld": "vergunning buiten schuld",
    "terugkeer": "terugkeer",
    "twee_sporen": "twee sporen",
    "anders": "ander doel",
}
YEARS = ("1999 of eerder", "2000", "2001", "2002", "2003", "2004 of later")
EARLIER, OPEN_ENDS = " of eerder", (" of meer", " of later")
NO_ORDER = ("nvt", "niet_gevraagd", "wisselend")
"""Answers that stand beside the order of an ordinal predictor, not in it."""

PROPER_NAMES = "verantwoordelijke_organisatie"
DATES = ("startdatum", "datum_instroom")
DECIMALS = {
    "uren_per_client": 1,
    "caseload_per_medewerker": 1,
    "caseload_per_vaste_medewerker": 1,
    "contacten_per_maand": 1,
}
"""Decimals of scale predictors that are not whole numbers."""

LAST_IS_NONE = {"openingsduur_huiskamer": "geen huiskamer"}
"""Scale predictors whose last group also holds for whom it is not applicable."""


@dataclass(frozen=True, slots=True)
class Names:
    """Dutch name of every value of one predictor."""

    predictor: Predictor

    def level(self, level: Level | None) -> str:
        """Return the name of one value; None is missing."""
        name = self.predictor.name
        if level is None:
            return MISSING
        if isinstance(level, Interval):
            return interval(level, name)
        if isinstance(level, bool):
            return "ja" if level else "nee"
        if name == "jaar_bekend_nl":
            return YEARS[int(level)]
        if isinstance(level, int):
            last = self.predictor.levels[-1]
            return (
                f"{level} of meer"
                if level == last and len(self.predictor.levels) > 1
                else str(level)
            )
        return _level_names(name).get(str(level), str(level).replace("_", " "))

    def group(self, group: Group, shown: int | None = None) -> str:
        """Return a group in words; of many values only the first `shown` are named."""
        known = [level for level in group if level is not None]
        parts = self._run(known) or [self.level(level) for level in known]
        if shown is not None and len(parts) > shown:
            more = len(parts) - shown + 1
            parts = [*parts[: shown - 1], f"{more} andere"]
        if None in group:
            parts.append(MISSING)
        return _either(parts)

    def _run(self, known: list[Level]) -> list[str]:
        """Return neighbours of an order as `a tot en met b`; empty when they are no such run."""
        if self.predictor.kind != "ordinal" or len(known) < 3:
            return []
        if any(level in NO_ORDER for level in known):
            return []
        first, last = self.level(known[0]), self.level(known[-1])
        if first.endswith(EARLIER):
            return [f"{last}{EARLIER}"]
        for open_end in OPEN_ENDS:
            if last.endswith(open_end):
                return [f"{first}{open_end}"]
        return [f"{first} tot en met {last}"]


def marked(kenmerk: Kenmerk) -> str:
    """Return the name of a predictor, with a mark when its answers are invented."""
    return f"{NAME[kenmerk.kenmerk]} ({INVENTED})" if invented(kenmerk) else NAME[kenmerk.kenmerk]


def interval(bounds: Interval, kenmerk: str) -> str:
    """Return an interval of a scale predictor: `hooguit 5`, `6 tot en met 8`, `9 of meer`."""
    if kenmerk in DECIMALS:
        return _measured(bounds, DECIMALS[kenmerk])
    first = None if bounds.above is None else int(bounds.above) + 1
    last = None if bounds.up_to is None else int(bounds.up_to)
    if kenmerk in DATES:
        return span(first and _month(first), last and _month(last), months=True)
    if kenmerk in LAST_IS_NONE and last is None:
        return f"{span(first, last)}, of {LAST_IS_NONE[kenmerk]}"
    return "0" if first is None and last == 0 else span(first, last)


def span(first: int | str | None, last: int | str | None, *, months: bool = False) -> str:
    """Return values from one to another, of which either may be open: `9 of meer`, `vanaf mei`."""
    if first is None and last is None:
        return "alle maanden" if months else "alle waarden"
    if first is None:
        return f"tot en met {last}" if months else f"hooguit {last}"
    if last is None:
        return f"vanaf {first}" if months else f"{first} of meer"
    return str(first) if first == last else f"{first} tot en met {last}"


def _measured(bounds: Interval, decimals: int) -> str:
    above, up_to = (
        None if value is None else formats.number(value, decimals)
        for value in (bounds.above, bounds.up_to)
    )
    if above is None:
        return span(above, up_to)
    return f"meer dan {above}" + ("" if up_to is None else f" tot en met {up_to}")


def _month(number: int) -> str:
    """Return a month given as year × 12 + month."""
    year, month = divmod(number - 1, 12)
    return f"{formats.MONTHS[month]} {year}"


def _either(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} of {parts[-1]}"


def group(test: SplitTest, number: int, shown: int | None = None) -> str:
    """Return group `number` of a test in words."""
    return Names(test.variable).group(test.groups[number], shown)


def condition(clause: Condition, predictors: tuple[Predictor, ...]) -> str:
    """Return one condition of a rule: `geslacht: vrouw`."""
    predictor = next(candidate for candidate in predictors if candidate.name == clause.predictor)
    return f"{NAME[clause.predictor]}: {Names(predictor).group(clause.group)}"


@cache
def _level_names(kenmerk: str) -> dict[str, str]:
    """Return the names of a predictor's values, as they stand within a sentence."""
    of_persons = {
        "land_van_herkomst": labels.ORIGIN,
        "sekse": labels.SEX,
        "trajectdoel": TRAJECT,
        "vbm_eerste": VBM,
        "werkwijze_vier": labels.WERKWIJZE,
        "werkwijze_hard_zacht": {"hard": "hard", "zacht": "zacht"},
        "beroep_groep": _appeals(),
    }
    if kenmerk in of_persons:
        return of_persons[kenmerk]
    kolom = {member.kenmerk: member.kolom for member in records.kenmerken()}[kenmerk]
    columns = {column.kolom: column for column in records.steunpunt_columns()}
    if kolom not in columns:
        return {}
    names = columns[kolom].levels()
    if kenmerk == PROPER_NAMES:
        return names
    return {code: _lower(name) for code, name in names.items()}


def _appeals() -> dict[str, str]:
    kinds = ("ac", "ac+ar", "ac+vk", "ac+ar+vk", "ar", "ar+vk", "vk")
    named = {kind: formats.listing(kind.upper().split("+")) for kind in kinds}
    return {"geen": "geen beroep"} | named


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
