import re
from collections import Counter
from dataclasses import replace

import pytest

from perspectief.report.block import exports
from perspectief.report.block.tables import to_html
from perspectief.report.onderzoeksvragen import from_edition, questions
from perspectief.report.onderzoeksvragen.answer import CANNOT, COUNTED, NOBODY, STATUS, Missing
from perspectief.report.onderzoeksvragen.from_tables import SHUFFLED
from perspectief.report.onderzoeksvragen.results import Results
from perspectief.report.words import formats, shell
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import Told
from perspectief.takeaway.paper.view import view_of
from perspectief_core.associations.chance import chance
from perspectief_core.associations.screening import REPORT_QUESTIONS
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure import protecting
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.durations import curves
from perspectief_core.durations.left_within import left_within
from perspectief_core.people import contacts, outcomes, participants
from perspectief_core.published import counts, records
from tests.core.builders import make_extract
from tests.places import SHIPPED
from tests.report.asking import asked

OPTIONAL = (
    "kinderen_nl",
    "psychiatrische_diagnose",
    "contactmomenten",
    "beeindigd_door",
    "vbm_aantal",
)
CHOICES = (
    {},
    {"steunpunt": ("ede",)},
    {"uitstroom": True},
    {"doormigratie": "bij_overig"},
    {"leeftijd": (59, 60)},
)


@pytest.fixture(name="facts", scope="module")
def _facts(shipped):
    return questions.Facts(
        published_result(records.research_questions()),
        published_result(counts.answers()),
        published_result(counts.relations()),
        published_result(records.figures()),
        tuple(
            asked(shipped, chance, question)
            for question in REPORT_QUESTIONS
            if not question.only_exits
        ),
    )


def results(extract, **choices):
    selection = Selection(**choices)
    cohort = select(extract, selection)

    def ask(analysis, *args):
        try:
            result = analysis(cohort, *args)
        except ColumnMissingError as error:
            return Missing(error.column)
        return protecting.protect(result, extract, selection, "open")

    return Results(
        outcomes=ask(outcomes.distribution),
        origin=ask(participants.origin_by_sex),
        by_origin=ask(outcomes.by, "herkomst"),
        age=ask(participants.age_summary),
        durations=ask(curves.duration_summary),
        curves=ask(curves.curves, True),
        left=ask(left_within, cohort.peildatum),
        by_inflow=ask(outcomes.by, "instroomperiode"),
        children=ask(participants.children_by_sex),
        health=ask(participants.health),
        history=ask(participants.asylum_history),
        contacts=ask(contacts.contact_summary),
        ended_by=ask(outcomes.ended_by),
        trajectories=ask(outcomes.trajectory_results),
    )


def texts(items):
    return {item.question.nummer: item.answer for item in items}


@pytest.mark.parametrize("choices", CHOICES)
def test_every_question_has_an_answer_a_source_and_a_page(facts, choices):
    computed = results(make_extract(150, seed=7), **choices)
    items = questions.answered(facts, computed)
    assert [item.question.nummer for item in items] == list(range(1, 22))
    pages = {entry.name for entry in shell.PAGES}
    for item in items:
        assert item.answer.text.endswith(".")
        assert item.answer.source
        assert item.page in pages
        assert item.answer.status in STATUS
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", questions.item_html(item))
    block = questions.overview_block(items, facts, computed)
    assert to_html(block.table).count("<tr>") == 22
    assert exports.to_csv(block, exports.MACHINE, "x").count(b"\r\n") > 21


def test_the_groups_are_the_reports_five(facts, shipped):
    items = questions.answered(facts, results(shipped))
    groups = questions.groups(items)
    assert [len(group.questions) for group in groups] == [3, 3, 6, 5, 4]
    assert questions.heading(groups[1]) == "Deelnemers · vraag 4 tot en met 6"


def test_the_first_sentence_counts_the_answers(facts, shipped):
    items = questions.answered(facts, results(shipped))
    counts = Counter(item.answer.status for item in items)
    said = [int(number) for number in re.findall(r"\d+", questions.sentence(items))]
    order = ("gegevens", "tabellen", "deels", "niet")
    assert said == [21, *(counts[status] for status in order)]
    assert sum(counts.values()) == 21


def test_what_the_data_cannot_say_is_said_with_the_reason(facts, shipped):
    answers = texts(questions.answered(facts, results(shipped)))
    for number in (6, 10, 21):
        assert answers[number].status == "niet"
        assert answers[number].text.startswith(CANNOT)
    assert "grond is niet vastgelegd" in answers[13].text


def test_answers_hold_the_published_counts_on_the_shipped_extract(facts, shipped):
    answers = texts(questions.answered(facts, results(shipped)))
    assert "107 van 733 jongeren (15\u00a0%" in answers[13].text
    assert "21 van 733 jongeren (3\u00a0%" in answers[14].text
    returned = [int(n) for n in re.findall(r"\((\d+)\)", answers[14].text)]
    assert sum(returned) == 21
    assert "87 van 733 jongeren (12\u00a0%" in answers[15].text
    assert "10 van 733 jongeren (1\u00a0%" in answers[15].text
    assert "260 van 733 jongeren (35\u00a0%" in answers[16].text
    assert "17 hebben eigen juristen" in answers[1].text
    assert "16 van de 20 steunpunten met DT&V, 15 met de IND" in answers[18].text
    assert "18 met vergunning, 3 met terugkeer, 25 met mob" in answers[19].text
    assert "willekeurig" in answers[19].text
    for shuffling in facts.shuffled:
        assert f"{formats.number(shuffling.value.mean)} met" in answers[19].text
        assert f"(in het rapport {shuffling.value.printed})" in answers[19].text
    more = any(shuffling.value.printed_more_than_chance for shuffling in facts.shuffled)
    assert ("Bij geen van deze uitkomsten" in answers[19].text) is not more
    assert ("zie vraag 19" in answers[21].text) is not more
    assert "bij alle 4 uitkomsten" in answers[21].text


def test_every_answer_says_whether_its_numbers_are_real(facts, shipped):
    items = questions.answered(facts, results(shipped))
    for item in items:
        counted = COUNTED in item.answer.source or SHUFFLED in item.answer.source
        assert ("agemaakt" in item.origin) == counted, item.question.nummer
        assert f"<b>{item.origin}.</b>" in questions.item_html(item)
    by_number = {item.question.nummer: item for item in items}
    assert by_number[14].origin.startswith("Nagemaakt")
    assert "Zij kwamen in deze nagemaakte gegevens uit" in by_number[14].answer.text
    for number in (11, 19, 21):
        assert by_number[number].origin == "Deels gepubliceerd in 2011, deels nagemaakt"
    assert "zie vraag 19" in by_number[21].answer.text
    made = results(shipped)
    real = replace(made.outcomes.provenance, kind="register")
    outcomes_ = protecting._restore(made.outcomes.value, real)
    register = questions.answered(facts, replace(made, outcomes=outcomes_))
    assert not any("agemaakt" in f"{item.origin} {item.answer.text}" for item in register)


def test_who_is_not_known_to_have_a_diagnosis_could_have_one(facts, shipped):
    answer = texts(questions.answered(facts, results(shipped)))[4].text
    people = select(shipped, Selection()).people["psychiatrische_diagnose"]
    yes, unknown = (people == "ja").sum(), (people == "onbekend").sum()
    assert f"Een psychiatrische diagnose: {yes} van 733" in answer
    most = round(100 * (yes + unknown) / 733)
    assert f"Van {unknown} jongeren is dit niet bekend: het kan dus ook tot {most}" in answer


def test_answers_follow_the_selection_and_published_ones_do_not(facts, shipped):
    everyone = texts(questions.answered(facts, results(shipped)))
    women = texts(questions.answered(facts, results(shipped, geslacht=("vrouw",))))
    for number, answer in everyone.items():
        if answer.status == "tabellen":
            assert women[number] == answer
        if answer.status == "gegevens":
            assert women[number].text != answer.text
    assert "190 van 190 jongeren" in women[4].text


def test_merged_onward_migration_is_said(facts):
    computed = results(make_extract(150, seed=7), doormigratie="bij_overig")
    answer = texts(questions.answered(facts, computed))[15]
    assert answer.status == "deels"
    assert "'overig'" in answer.text


def test_nobody_is_said_where_the_data_would_answer(facts):
    computed = results(make_extract(30), leeftijd=(59, 60))
    answers = texts(questions.answered(facts, computed))
    assert {number for number, a in answers.items() if a.text == NOBODY} == {
        *(4, 5, 8),
        *range(13, 18),
    }
    assert answers[3].status == "tabellen"


def test_an_absent_column_is_named_and_the_rest_stays(facts):
    extract = make_extract(150, seed=7)
    poorer = replace(extract, deelnemers=extract.deelnemers.drop(columns=list(OPTIONAL)))
    answers = texts(questions.answered(facts, results(poorer)))
    named = " ".join(answers[number].text for number in (4, 5, 8, 16))
    for column in ("kinderen_nl", "psychiatrische_diagnose", "contactmomenten", "beeindigd_door"):
        assert f"'{column}'" in named
    assert answers[5].status == "niet"
    assert (answers[5].origin, answers[5].source) == ("absent", "geen")
    assert answers[4].status == answers[8].status == "deels"
    assert answers[13].text == texts(questions.answered(facts, results(extract)))[13].text


def test_a_question_without_an_answer_is_an_error(facts, shipped):
    extra = replace(facts.questions.value[0], nummer=22)
    asked = published_result((*facts.questions.value, extra))
    with pytest.raises(KeyError):
        questions.answered(replace(facts, questions=asked), results(shipped))


def test_of_an_edition_time_is_answered_by_who_had_left(facts):
    view = view_of(load(SHIPPED), Selection(), "publicatie")
    left, by_inflow = (
        view.ask(left_within, view.peildatum),
        view.ask(outcomes.by, "instroomperiode"),
    )
    assert from_edition.length(left).text.startswith("Van wie in oktober 2009 – maart 2010 kwam")
    text = from_edition.clarity(by_inflow).text
    assert "van wie er bij de start al was 61 tot 69 van 235 (25 tot 30\xa0%) na 18 maanden" in text
    assert text.count("van wie") == 3


@pytest.mark.parametrize(
    ("selection", "secret", "unanswered"),
    [
        (Selection(), "Van 1 vraag wordt het antwoord", 3),
        (Selection(steunpunt=("nijmegen",)), "Van 8 vragen worden de antwoorden", 3),
    ],
)
def test_what_is_not_published_is_an_x_with_a_word(selection, secret, unanswered):
    view = view_of(load(SHIPPED), selection, "publicatie")
    block = reading.figure(view, reading.Asked("onderzoeksvragen", "", {})).block
    assert f" {secret} niet gepubliceerd (x)." in block.sentence
    stands = Counter(row[3] for row in block.table.rows)
    assert stands["niet gepubliceerd (x)"] == int(secret.split()[1])
    assert stands[STATUS["niet"]] == unanswered
    for row in block.table.rows:
        assert ("Hier staat niets" in row[4]) == (row[3] == STATUS["geheim"])


@pytest.mark.parametrize("selection", [Selection(), Selection(steunpunt=("nijmegen",))])
def test_what_is_not_published_was_not_counted_or_made_either(selection):
    view = view_of(load(SHIPPED), selection, "publicatie")
    page = reading.page(view, reading.Asked("onderzoeksvragen", "", {}))
    told = [str(item.text) for item in page.items if isinstance(item, Told)]
    parts = [part for text in told for part in text.split("<section")]
    secret = [part for part in parts if "Niet gepubliceerd (x)" in part]
    assert secret
    assert not any("Bron:" in part or "geteld" in part for part in secret)
    assert any("Bron: geteld in de gegevens" in part for part in parts) != bool(selection.steunpunt)
    (block,) = (item.block for item in page.items if hasattr(item, "block"))
    for row in block.table.rows:
        if row[3] == STATUS["geheim"]:
            assert row[5:] == ("Niet gepubliceerd (x)", "geen")
        else:
            assert row[6] != "geen"


def published(**choices):
    view = view_of(load(SHIPPED), Selection(**choices), "publicatie")
    block = reading.figure(view, reading.Asked("onderzoeksvragen", "", {})).block
    return {row[0]: (row[3], row[4].replace("\xa0", " "), *row[5:]) for row in block.table.rows}


def test_of_women_it_is_said_who_they_were_but_for_what_is_kept_back():
    stand, text, *_ = published(geslacht=("vrouw",))[4]
    assert stand == STATUS["deels"]
    for said in (
        "alleen vrouwen: ongeveer 190",
        "ongeveer 45 van 190 (24 %)",
        "Azië (ongeveer 35)",
    ):
        assert said in text
    assert "Kinderen in Nederland: ongeveer 105 van 190 jongeren (55 %)" in text
    assert text.endswith("Hoe gezond zij waren, wordt met deze keuzes niet gepubliceerd (x).")


def test_a_group_of_a_few_is_said_in_words_and_a_hidden_one_by_name():
    women, place = published(geslacht=("vrouw",)), published(steunpunt=("den_haag",))
    assert "de gemeente 0 tot 4 van 80" in women[16][1]
    assert "Hoeveel jongeren welk traject volgden, wordt met deze keuzes niet" in women[11][1]
    assert (
        "Van overig Afrika, Europa en Amerika en Azië wordt niets gepubliceerd (x)" in place[4][1]
    )
    assert place[16][1].startswith("Nog in begeleiding: ongeveer 55 van 80 jongeren")
    assert "Wie dat besloot, wordt met deze keuzes niet gepubliceerd (x)." in place[16][1]
    # Permits and returns are each 0 to 4.
    assert "kwam 0 tot 8 van 25 na 6 tot 12 maanden" in place[17][1]
    young = published(leeftijd=(12, 19))
    assert "uit elke 0 tot 4." in young[14][1]
    assert young[4][1].startswith("Vrouw: ongeveer 45 van 135 jongeren")
    region = published(herkomst=("angola", "congo", "burundi"))
    assert region[4][1].startswith("Vrouw: ongeveer 80 van 200 jongeren")


def test_how_many_stopped_is_one_number():
    text = published(werkwijze_4=("maatwerk",))[16][1]
    assert text.startswith("Gestopt: het traject van ongeveer 95 van 250 jongeren")
    assert "het steunpunt ongeveer 30 van 95" in text


def test_what_nothing_was_counted_for_is_not_said_to_be_counted():
    answers = published()
    for number in (6, 19):
        assert answers[number][2] == "Gepubliceerd in 2011"
        assert "geteld" not in answers[number][3]
    assert "geteld" in answers[11][3]
    assert "geteld" not in published(geslacht=("vrouw",))[11][3]


def test_status_is_counted_in_words_that_fit():
    assert "beantwoorden de gegevens er geen en" in _sentence(steunpunt=("nijmegen",))
    assert "1 vraag 15" in _overview(traject=("terugkeer",))


def _figure(**choices):
    view = view_of(load(SHIPPED), Selection(**choices), "publicatie")
    return reading.figure(view, reading.Asked("onderzoeksvragen", "", {})).block


def _sentence(**choices):
    return _figure(**choices).sentence


def _overview(**choices):
    return re.sub(r"<[^>]+>| +", " ", str(_figure(**choices).picture.content)).replace("  ", " ")
