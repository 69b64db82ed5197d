"""Answers from published figures: organisation, working method, bottlenecks, what hung together.

Every number is counted in the records of `reported`; the sentences say what the tables do not hold.
"""

from __future__ import annotations

from perspectief.report.block.reported import Reported
from perspectief.report.onderzoeksvragen.answer import CANNOT, Answer, Answers, Status
from perspectief.report.words import formats, labels
from perspectief_core.associations.chance import Chance
from perspectief_core.published.counts import AnswerCount, ColumnAnswers, RelationCount
from perspectief_core.shares.meaning import expected_by_chance

ORGANISATION = ("Bijlage 5", "Bijlage 6", "Bijlage 12")
METHOD = ("Bijlage 7", "Bijlage 8", "Bijlage 9", "Bijlage 13")
TYPOLOGY = "werkwijze"
"""Not a question that was asked: the researchers made it out of the answers."""
SHOWN_ALIKE = 3
REACHED = {"via_via": "'via via' of via andere organisaties"}
"""In a sentence the report's 'via via' needs quotes, or it reads as a slip of the pen."""
SUMMARY = "Samenvatting"
SHUFFLED = (
    "toeval: geteld in alle gegevens, met de antwoorden willekeurig over de steunpunten verdeeld"
)

Columns = dict[str, ColumnAnswers]


def answers(
    columns: tuple[ColumnAnswers, ...],
    relations: tuple[RelationCount, ...],
    report: Reported,
    shuffled: tuple[Chance, ...],
) -> Answers:
    """Return the answers that rest on published tables alone.

    Parameters
    ----------
    columns, relations
        What `perspectief_core.published.counts` counts; through the gate as published facts.
    report
        The figures of the texts, for what the tables leave out.
    shuffled
        What chance gives among steunpunten, for each outcome that an appendix prints.
    """
    by_name = {column.kolom: column for column in columns}
    return {
        1: _actors(by_name),
        2: _partners(by_name, report),
        3: _organisation(by_name),
        7: _reach(by_name),
        9: _trusted_person(by_name, report),
        10: _trust(by_name),
        12: _method(by_name),
        18: _bottlenecks(by_name, report),
        19: _related_places(relations, shuffled),
        20: _related_people(relations),
        21: _contribution(relations, shuffled),
    }


def trajectory_choice(columns: tuple[ColumnAnswers, ...], report: Reported) -> str:
    """Return what the tables say about choosing a traject (question 11)."""
    by_name = {column.kolom: column for column in columns}
    deadline = by_name["deadline"]
    return (
        f"Bij {report.whole('sv_traject_juridisch')} van de {deadline.n} steunpunten bepaalt eerst "
        f"de juridische kans het traject. {_yes(by_name, 'trajectplan')} werken met een "
        f"trajectplan en {_yes(by_name, 'contract')} met een contract. Bij {deadline.count('nee')} "
        f"heeft een traject geen einddatum. {by_name['overige_trajecten'].count('ook_andere')} "
        "bieden ook andere trajecten aan dan verblijf en terugkeer."
    )


def _actors(columns: Columns) -> Answer:
    staff, helpers = columns["vaste_medewerkers"], columns["vrijwilligers_stagiaires"]
    leading = columns["hoofdorganisatie"]
    text = (
        f"{staff.positive} van de {staff.n} steunpunten hebben betaalde, vaste medewerkers "
        f"({_range(staff)} per steunpunt). {helpers.positive} werken met vrijwilligers of "
        f"stagiaires ({_range(helpers)}) en {_yes(columns, 'juristen')} hebben eigen juristen. "
        f"VluchtelingenWerk leidt er {leading.count('vluchtelingenwerk')}; bij "
        f"{_yes(columns, 'andere_organisatie')} werkt nog een andere organisatie mee. "
        "Wat ieders rol is, staat niet in de tabellen."
    )
    return Answer("deels", text, _source(columns, "vaste_medewerkers"))


def _partners(columns: Columns, report: Reported) -> Answer:
    text = (
        f"Met DT&V: {_listing(columns['dtv_samenwerking'])}. Met de IND: "
        f"{_listing(columns['ind_samenwerking'])}. {report.whole('sv_contact_vp')} steunpunten "
        "hebben contact met de Vreemdelingenpolitie en "
        f"{report.whole('sv_samenwerking_iom')} werken samen met IOM, meestal af en toe."
    )
    source = f"{_source(columns, 'dtv_samenwerking', 'ind_samenwerking')}; {SUMMARY}"
    return Answer("tabellen", text, source)


def _organisation(columns: Columns) -> Answer:
    text = _alike_and_different(columns, ORGANISATION)
    return Answer("tabellen", text, f"Bijlagen, {_tables(ORGANISATION)}")


def _method(columns: Columns) -> Answer:
    types = columns[TYPOLOGY]
    text = (
        f"Er zijn zes werkwijzen: {_listing(types, labels.WERKWIJZE)}. "
        f"{_alike_and_different(columns, METHOD)}"
    )
    return Answer("tabellen", text, f"Bijlagen, {_tables(METHOD)}")


def _reach(columns: Columns) -> Answer:
    outreach = columns["huiskamer_outreach"].count("ja")
    text = (
        "Zo komen steunpunten vooral in contact met jongeren: "
        f"{_listing(columns['bereik'], REACHED)}. "
        f"Bij {outreach} zoekt de huiskamer jongeren zelf op. Wie bij elke jongere de eerste stap "
        "zette, staat niet in de tabellen."
    )
    return Answer("deels", text, _source(columns, "bereik", "huiskamer_outreach"))


def _trusted_person(columns: Columns, report: Reported) -> Answer:
    influence = columns["leefgeld_invloed_relatie"]
    text = (
        f"Bij {report.whole('sv_vertrouwenspersoon_beslist')} van de {influence.n} steunpunten "
        f"beslist de vertrouwenspersoon mee over de begeleiding; bij "
        f"{report.whole('sv_team_beslist')} beslist het team of de leiding. Bij "
        f"{columns['leefgeld_verstrekking'].count('steunpunt_medewerker')} betaalt een eigen "
        f"medewerker het leefgeld uit; {influence.count('ja')} vinden dat uitbetalen de band met "
        "de jongere verandert. Wat de vertrouwenspersoon verder doet, is niet geteld."
    )
    source = f"{_source(columns, 'leefgeld_invloed_relatie')}; {SUMMARY}"
    return Answer("deels", text, source)


def _trust(columns: Columns) -> Answer:
    role = columns["huiskamer_rol"]
    judged = role.n - role.count("nvt")
    text = (
        f"{CANNOT} vertrouwen is niet gemeten: de onderzoekers vroegen het alleen aan de "
        "steunpunten, niet aan de jongeren. Wel bekend: "
        f"{role.count('belangrijk', 'zeer_belangrijk')} van de {judged} steunpunten die er iets "
        "over zeggen, vinden de huiskamer belangrijk of zeer belangrijk."
    )
    return Answer("niet", text, _source(columns, "huiskamer_rol"))


def _bottlenecks(columns: Columns, report: Reported) -> Answer:
    dtv, ind = columns["dtv_knelpunten"], columns["ind_knelpunten"]
    text = (
        f"Knelpunten noemen {dtv.count('ja')} van de {dtv.n} steunpunten met DT&V, "
        f"{ind.count('ja')} met de IND, {report.whole('sv_knelpunten_vp')} met de "
        f"Vreemdelingenpolitie en {report.whole('sv_knelpunten_iom')} met IOM. Het oordeel over de "
        f"communicatie loopt uiteen: bij DT&V {_listing(columns['dtv_communicatie'])}; bij de IND "
        f"{_listing(columns['ind_communicatie'])}. Welke knelpunten het zijn, is niet geteld."
    )
    source = f"{_source(columns, 'dtv_knelpunten', 'ind_knelpunten')}; {SUMMARY}"
    return Answer("deels", text, source)


def _related_places(rows: tuple[RelationCount, ...], shuffled: tuple[Chance, ...]) -> Answer:
    own = [row for row in rows if row.cluster == "organisatie"]
    text = f"{_counts(own, 'van organisatie en werkwijze')} {_by_chance(shuffled)}"
    by_chance = any(chance.rows for chance in shuffled)
    return _of_tables("tabellen", text, own, by_chance)


def _of_tables(status: Status, text: str, rows: list[RelationCount], by_chance: bool) -> Answer:
    """Return an answer of printed counts, and of what chance gives in the data where it says so."""
    source = _relation_source(rows)
    if not by_chance:
        return Answer(status, text, source)
    return Answer(status, text, f"{source}; {SHUFFLED}", "both")


def _by_chance(shuffled: tuple[Chance, ...]) -> str:
    """Return what becomes of the counts when steunpunten are the units."""
    held = [chance for chance in shuffled if chance.rows]
    if not held:
        return "Wat toeval alleen geeft, is met deze gegevens niet te zeggen."
    means = [
        f"{formats.number(chance.mean)} met {labels.OUTCOME_SHORT[chance.question.outcome]} "
        f"(in het rapport {chance.printed})"
        for chance in held
    ]
    units = held[0].steunpunten
    more = [
        labels.OUTCOME_SHORT[chance.question.outcome]
        for chance in held
        if chance.printed_more_than_chance
    ]
    verdict = (
        f"Alleen bij {formats.listing(more)} is het aantal groter dan wat toeval geeft."
        if more
        else "Bij geen van deze uitkomsten is het aantal groter dan wat toeval geeft: dat "
        "organisatie of werkwijze ertoe doet, is hiermee niet aangetoond. Het tegendeel ook niet."
    )
    return (
        f"Maar die toets telt jongeren als los van elkaar, en het gaat om {units} steunpunten. "
        f"Verdeelt u hun {len(held[0].rows)} gedrukte antwoorden willekeurig over hen, dan komen "
        f"er door toeval alleen al gemiddeld {formats.listing(means)} uit. {verdict}"
    )


def _related_people(rows: tuple[RelationCount, ...]) -> Answer:
    own = [row for row in rows if row.cluster == "personen"]
    text = (
        f"{_counts(own, 'van de jongeren')} Alleen door toeval verwacht u er per uitkomst "
        f"hooguit {formats.number(expected_by_chance(own[0].tested), 0)}. De sterkste samenhang: "
        f"{_strongest(own)}. Samenhang is nog geen oorzaak."
    )
    return Answer("tabellen", text, _relation_source(own))


def _counts(own: list[RelationCount], subject: str) -> str:
    counts = [f"{row.found} met {labels.OUTCOME_SHORT[row.uitkomst]}" for row in own]
    return (
        f"Het rapport bekeek {own[0].tested} kenmerken {subject}. Volgens zijn toets hingen er "
        f"samen: {formats.listing(counts)}."
    )


def _strongest(rows: list[RelationCount]) -> str:
    """Name each strongest characteristic once, with the outcomes it is the strongest of."""
    outcomes: dict[str, list[str]] = {}
    for row in rows:
        if row.strongest:
            outcomes.setdefault(row.strongest, []).append(labels.OUTCOME_SHORT[row.uitkomst])
    return formats.listing([f"'{name}' met {' en '.join(o)}" for name, o in outcomes.items()])


def _contribution(rows: tuple[RelationCount, ...], shuffled: tuple[Chance, ...]) -> Answer:
    related = {
        cluster: {row.uitkomst for row in rows if row.cluster == cluster and row.found}
        for cluster in ("organisatie", "personen")
    }
    both, all_ = (
        len(related["organisatie"] & related["personen"]),
        len({row.uitkomst for row in rows}),
    )
    which = f"alle {all_}" if both == all_ else f"{both} van de {all_}"
    by_chance = _but_places(shuffled)
    text = (
        f"{CANNOT} niemand is door loting bij een steunpunt gekomen: de steunpunten begeleiden "
        f"verschillende jongeren. Volgens de toets van het rapport hangen bij {which} uitkomsten "
        "zowel kenmerken van het steunpunt als kenmerken van de jongeren samen met de uitkomst. "
        f"{by_chance}Wat daarvan de oorzaak is, is niet te scheiden."
    )
    return _of_tables("niet", text, list(rows), bool(by_chance))


def _but_places(shuffled: tuple[Chance, ...]) -> str:
    if any(chance.printed_more_than_chance for chance in shuffled) or not any(
        chance.rows for chance in shuffled
    ):
        return ""
    return "Bij kenmerken van het steunpunt is dat niet meer dan wat toeval geeft: zie vraag 19. "


def _alike_and_different(columns: Columns, tables: tuple[str, ...]) -> str:
    """Name the questions to which most and fewest steunpunten gave the same answer."""
    asked = [
        column
        for column in columns.values()
        if column.tabel in tables and column.answers and column.kolom != TYPOLOGY
    ]
    ordered = sorted(asked, key=lambda column: -column.most_common.count)
    alike = [
        f"'{column.label}' ({column.most_common.count} keer: {_lower(column.most_common.label)})"
        for column in ordered[:SHOWN_ALIKE]
    ]
    different = [
        f"'{column.label}' (hooguit {column.most_common.count})"
        for column in ordered[-SHOWN_ALIKE:]
    ]
    return (
        f"Van de {len(asked)} vragen aan {asked[0].n} steunpunten lijken de antwoorden het meest "
        f"op elkaar bij {formats.listing(alike)}. Zij verschillen het meest bij "
        f"{formats.listing(different)}."
    )


def _listing(column: ColumnAnswers, names: dict[str, str] | None = None) -> str:
    def name(answer: AnswerCount) -> str:
        return _lower((names or {}).get(answer.code, answer.label))

    filled = sorted((a for a in column.answers if a.count), key=lambda answer: -answer.count)
    return formats.listing([f"{name(answer)} ({answer.count})" for answer in filled])


def _lower(label: str) -> str:
    """Lower the first letter, unless the word is an abbreviation or a name."""
    is_plain = len(label) > 1 and label[1:2].islower() and not label.startswith("VluchtelingenW")
    return label[0].lower() + label[1:] if is_plain else label


def _yes(columns: Columns, name: str) -> int:
    return columns[name].count("ja")


def _range(column: ColumnAnswers) -> str:
    return f"{formats.number(column.low, 0)} tot {formats.number(column.high, 0)}"


def _source(columns: Columns, *names: str) -> str:
    tables = tuple(dict.fromkeys(columns[name].tabel for name in names))
    return f"{columns[names[0]].document}, {_tables(tables)}"


def _relation_source(rows: list[RelationCount]) -> str:
    return f"Bijlagen, {_tables(tuple(dict.fromkeys(row.tabel for row in rows)))}"


def _tables(tables: tuple[str, ...]) -> str:
    numbers = sorted(int(table.removeprefix("Bijlage ")) for table in tables)
    return f"bijlage {formats.listing([str(number) for number in numbers])}"
