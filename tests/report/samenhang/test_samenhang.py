"""What the page samenhang says: the finding, the tree, the tests and chance."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from perspectief.report.block import exports, tables
from perspectief.report.samenhang import (
    choices,
    every_test,
    finding,
    multiplicity,
    nodes,
    rules,
    tree_block,
    tree_drawing,
)
from perspectief.report.words import formats
from perspectief_core.associations.chance import chance
from perspectief_core.associations.readings import READINGS
from perspectief_core.associations.screening import (
    REPORT_QUESTIONS,
    REPORT_SETTINGS,
    Question,
    screening,
    tree,
)
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import protecting
from perspectief_core.published import records
from tests.core.associations.joined import predictor_table
from tests.core.builders import make_extract
from tests.report.asking import asked

DEEP = replace(REPORT_SETTINGS, min_parent=40, min_child=20, alpha_split=0.1)
STRICT = replace(REPORT_SETTINGS, alpha_split=1e-60)
LACKING = Question("in_begeleiding", "asielachtergrond")
"""Its tree splits on what is not known of everyone."""
QUESTIONS = (
    Question("mob"),
    Question("mob", settings=DEEP),
    Question("terugkeer", "organisatie"),
    Question("verblijfsvergunning", only_exits=True),
    Question("overig", "huiskamer"),
)


def plain(markup: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", markup))


class Outline(HTMLParser):
    """Counts boxes, how deep lists are nested, and whether every tag is closed."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.boxes = self.grey = self.deepest = self.deepest_unfolded = 0
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.boxes += ("class", "pf-node") in attrs
        self.grey += ("class", "pf-node pf-lost") in attrs
        lists = self.open.count("ul")
        self.deepest = max(self.deepest, lists)
        if "details" not in self.open:
            self.deepest_unfolded = max(self.deepest_unfolded, lists)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def said_of(extract, question, **choices):
    tests = asked(extract, screening, question, **choices)
    return finding.sentence(tests, asked(extract, chance, question, **choices))


def test_the_finding_names_the_strongest_that_explains(shipped):
    screened = asked(shipped, screening, Question("mob"))
    shuffled = asked(shipped, chance, Question("mob"))
    said = finding.sentence(screened, shuffled)
    assert said.startswith("Het sterkst hangt 'maanden bij Perspectief' samen")
    assert "volgt vooral uit de uitkomst zelf" in said
    assert "In deze nagemaakte gegevens hangen van 39 kenmerken van steunpunten" in said
    assert f"er {shuffled.value.found} samen met deze uitkomst" in said
    assert f"Het rapport vond er zelf {shuffled.value.printed}: " in said
    assert "kenmerken van jongeren zelf hangen er" in said
    more = finding.chance(screened, shuffled)
    assert f"er bij {shuffled.value.found} 'ja'" in more
    assert f"gemiddeld {formats.number(shuffled.value.mean)}" in more
    assert f"Het rapport vond er zelf {shuffled.value.printed}: " in more
    women = asked(shipped, screening, Question("mob"), geslacht=("vrouw",))
    of_women = asked(shipped, chance, Question("mob"), geslacht=("vrouw",))
    assert "Het rapport vond" not in finding.chance(women, of_women)
    few = {"steunpunt": ("nijmegen",)}
    small = asked(shipped, screening, Question("mob"), **few)
    assert finding.chance(small, asked(shipped, chance, Question("mob"), **few)) == ""
    assert every_test.sentence(small).startswith("Geen kenmerk is te toetsen")


def test_no_relation_is_not_the_same_as_none_exists(shipped):
    strict = Question("terugkeer", "organisatie", settings=STRICT)
    said = said_of(shipped, strict)
    assert said.startswith("Geen van de 9 kenmerken hangt meer dan toeval samen met 'terugkeer'")
    assert "Dat wil niet zeggen dat er geen verband is" in said


@pytest.mark.parametrize(
    ("question", "choices", "expected"),
    [
        (Question("in_begeleiding", only_exits=True), {}, "niet meer in begeleiding"),
        (Question("mob"), {"geslacht": ("vrouw",), "herkomst": ("irak",)}, "Er zijn geen jongeren"),
        (Question("doormigratie"), {"doormigratie": "bij_overig"}, "telt nu bij 'overig'"),
        (Question("terugkeer"), {"steunpunt": ("almelo",)}, "Geen van de 3 jongeren"),
        (Question("mob"), {"steunpunt": ("nijmegen",)}, "Geen kenmerk is te toetsen"),
    ],
)
def test_why_there_is_nothing_to_see(shipped, question, choices, expected):
    assert expected in said_of(shipped, question, **choices)


def test_cautions_fit_the_finding(shipped):
    of_returns = finding.cautions(asked(shipped, screening, Question("terugkeer")))
    assert finding.NOT_A_CAUSE in of_returns
    assert finding.SYNTHETIC in of_returns
    assert any("21 jongeren hebben deze uitkomst" in said for said in of_returns)
    assert finding.FOLLOWS["trajectdoel"] in of_returns
    guided = asked(shipped, screening, Question("in_begeleiding"))
    assert finding.CASELOADS in finding.cautions(guided)
    of_places = finding.cautions(
        asked(shipped, screening, Question("in_begeleiding", settings=DEEP))
    )
    assert finding.OF_PLACES in of_places
    assert "De instellingen zijn anders dan in het rapport." in of_places


def test_who_left_counts_without_other_unless_that_is_asked(shipped):
    of_mob = asked(shipped, screening, Question("mob", only_exits=True))
    assert of_mob.value.n == 225
    assert finding.WITHOUT_OTHER in finding.cautions(of_mob)
    assert finding.people(of_mob.value.question) == "uitgestroomde jongeren (zonder 'overig')"
    of_other = asked(shipped, screening, Question("overig", only_exits=True))
    assert (of_other.value.n, of_other.value.positives) == (260, 35)
    assert finding.WITHOUT_OTHER not in finding.cautions(of_other)


def test_what_is_read_otherwise_is_said_where_it_counts(shipped):
    columns = {reading.kolom for reading in READINGS}
    read = {k.kenmerk for k in records.kenmerken() if k.kolom in columns}
    assert finding.READ_OTHERWISE - read == {"uren_per_client"}
    assert read <= finding.READ_OTHERWISE
    guided = asked(shipped, screening, Question("in_begeleiding"))
    assert finding.OF_READINGS in finding.cautions(guided)
    of_persons = asked(shipped, screening, Question("in_begeleiding", "personen"))
    assert finding.OF_READINGS not in finding.cautions(of_persons)


def test_register_data_carry_no_mark_of_synthetic_ones(shipped):
    screened = asked(shipped, screening, Question("mob"))
    real = replace(screened.provenance, kind="register")
    register = protecting._restore(screened.value, real)
    assert finding.SYNTHETIC not in finding.cautions(register)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_tree_picture_is_a_nested_list_of_all_nodes(shipped, question):
    grown = asked(shipped, tree, question).value
    picture = tree_drawing.draw(grown)
    outline = Outline(picture)
    assert outline.open == []
    assert outline.boxes == len(grown.tree.nodes)
    assert outline.deepest == max(node.depth for node in grown.tree.nodes) + 1
    assert outline.deepest_unfolded <= tree_drawing.OPEN_LEVELS + 1
    assert "tabindex='0'" in picture
    assert not re.search(r"\b(nan|None|inf)\b", plain(picture))
    assert "<\u00a0" not in picture


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_tree_table_has_the_numbers_of_the_tree(shipped, question):
    grown = asked(shipped, tree, question)
    block = tree_block.tree_block(grown)
    of_tree = grown.value.tree.nodes
    of_nodes = [row for row in block.table.rows if row[3] != tree_block.NOT_PLACED]
    assert sorted(row[2].total for row in of_nodes) == sorted(node.n for node in of_tree)
    assert block.table.rows[0][0] == "alle jongeren"
    for row in block.table.rows:
        assert row[0].count("›") == row[1]
    tables.to_html(block.table)
    exports.to_csv(block, exports.EXCEL_NL, "http://adres")


@pytest.mark.parametrize("question", [*QUESTIONS, LACKING], ids=str)
def test_rules_share_out_everyone(shipped, question):
    grown = asked(shipped, tree, question)
    rows = rules.rules_block(grown).table.rows
    assert sum(row[1].total for row in rows) == grown.value.n
    assert sum(row[1].count for row in rows) == grown.value.positives


def test_who_is_in_no_branch_stands_there(shipped):
    """Some are not in the ministry's register: counted here from the people themselves."""
    grown = asked(shipped, tree, LACKING)
    root = grown.value.tree.nodes[0]
    cohort = select(shipped, Selection())
    missing = predictor_table(cohort).frame[root.split.predictor].isna()
    reached = cohort.people["uitkomst"] == LACKING.outcome
    lost = nodes.unplaced(grown.value.tree, root)
    assert (lost.share.count, lost.share.total) == ((missing & reached).sum(), missing.sum())
    assert lost.share.total > 0
    assert lost.rule.endswith(": niet bekend")
    drawn = Outline(tree_drawing.draw(grown.value))
    grey = [part for part in nodes.parts(grown.value.tree) if part.node is None]
    assert drawn.grey == len(grey)
    rows = rules.rules_block(grown)
    assert "niet bekend: zij hebben een eigen regel" in rows.reading
    assert f"in {len(rows.table.rows) - len(grey)} groepen" in rows.sentence
    table = tree_block.tree_block(grown).table.rows
    assert sum(row[3] == tree_block.NOT_PLACED for row in table) == len(grey)


def test_tree_says_why_it_does_not_split(shipped):
    few = asked(shipped, tree, Question("verblijfsvergunning"), steunpunt=("nijmegen",))
    assert "pas gesplitst vanaf 100" in tree_block.sentence(few.value)
    settings = replace(REPORT_SETTINGS, min_child=366)
    coarse = asked(shipped, tree, Question("mob", "demografie", settings=settings))
    assert "minder dan 366" in tree_block.sentence(coarse.value)
    none = asked(shipped, tree, Question("terugkeer", "organisatie", settings=STRICT))
    assert "scherper dan toeval" in tree_block.sentence(none.value)


def test_screening_block_compares_with_the_printed_table(shipped):
    screened = asked(shipped, screening, Question("mob"))
    block = every_test.screening_block(
        screened, asked(shipped, chance, screened.value.question), "alle"
    )
    judged = [row for row in screened.value.rows if row.agrees is not None]
    same = sum(row.agrees for row in judged)
    assert f"Bij {same} van de {len(judged)} kenmerken" in block.sentence
    yes = sum(row.says_yes for row in judged)
    printed = sum(row.printed.samenhang == "ja" for row in judged)
    assert f"vond {printed} keer 'ja'; hier zijn het er {yes}." in block.sentence
    assert "4 kenmerken tellen niet mee" in block.sentence
    assert len(block.table.rows) == 74
    by_name = {row[0]: row for row in block.table.rows}
    assert by_name["eigen juristen"][2] == "ja"
    assert by_name["eigen juristen"][6] == "<\u00a00,005"
    assert by_name["eigen juristen"][8:11:2] == (15.1, 1)
    absent = [row for row in block.table.rows if row[1] == every_test.ABSENT]
    made = by_name["wie het traject bepaalt (nagemaakt)"]
    assert made[3:6:2] == (None, None)
    assert made[-1] == "nagemaakte antwoorden"
    assert "maanden bij Perspectief (volgt deels uit de uitkomst)" in by_name
    assert len(absent) == 74 - len(screened.value.tested)


@pytest.mark.parametrize("show", every_test.SHOW.options)
def test_choice_of_rows(shipped, show):
    screened = asked(shipped, screening, Question("in_begeleiding"))
    rows = every_test.screening_block(
        screened, asked(shipped, chance, screened.value.question), show
    ).table.rows
    here = [row[1] == "ja" for row in rows]
    if show == "ja":
        assert all(here)
        assert len(rows) == sum(row.says_yes for row in screened.value.rows)
    if show == "verschil":
        assert {row[3] for row in rows} == {False}
    if show == "een_van_beide":
        assert all(row[1] == "ja" or row[2] == "ja" for row in rows)


def test_an_empty_choice_of_rows_shows_all(shipped):
    strict = Question("doormigratie", "huiskamer", settings=STRICT)
    screened = asked(shipped, screening, strict)
    assert screened.value.found == ()
    block = every_test.screening_block(
        screened, asked(shipped, chance, screened.value.question), every_test.SHOW.default
    )
    assert len(block.table.rows) == 6
    assert "drukt voor deze uitkomst" in block.sentence


def test_other_people_than_the_reports_are_said_to_be_so(shipped):
    said = every_test.sentence(asked(shipped, screening, Question("mob"), geslacht=("man",)))
    assert "Het rapport telde wel anderen" in said
    exits = asked(shipped, screening, Question("mob", only_exits=True), uitstroom=True)
    assert "Het rapport telde wel anderen" not in every_test.sentence(exits)


def test_chance_alone_is_set_beside_the_printed_counts(shipped):
    rows = multiplicity.printed_rows()
    shuffled = tuple(asked(shipped, chance, question) for question in REPORT_QUESTIONS)
    block = multiplicity.multiplicity_block(protecting.published_result(rows), shuffled)
    assert "518 toetsen" in block.sentence
    assert "131 keer 'ja'" in block.sentence
    more = sum(shuffling.value.printed_more_than_chance for shuffling in shuffled)
    assert ("keert een conclusie van het rapport om" in block.sentence) is not more
    assert sum(row[4] for row in block.table.rows) == 131
    of_all = [row for row in block.table.rows if row[2] == multiplicity.WHO["alle"]]
    for row, shuffling in zip(of_all, shuffled, strict=False):
        assert row[5:8] == (
            len(shuffling.value.rows),
            shuffling.value.printed,
            shuffling.value.mean,
        )
        assert row[9:] == (shuffling.value.p_printed,)


def test_defaults_of_the_choices_are_the_reports():
    chosen = {choice.code: choice.default for choice in choices.SETTINGS}
    assert choices.settings(chosen) == REPORT_SETTINGS
    for choice in (*choices.QUESTION, *choices.SETTINGS):
        assert choice.default in choice.options


@pytest.mark.parametrize("choice", choices.SETTINGS, ids=lambda choice: choice.code)
def test_every_option_makes_other_settings(choice):
    chosen = {setting.code: setting.default for setting in choices.SETTINGS}
    made = [choices.settings(chosen | {choice.code: code}) for code in choice.options]
    assert len(set(made)) == len(choice.options)


def test_a_filter_on_exits_asks_about_exits():
    chosen = {choice.code: choice.default for choice in choices.SETTINGS}
    asked_ = ("mob", "alles", "allen")
    assert not choices.question(asked_, chosen, Selection()).only_exits
    assert choices.question(asked_, chosen, Selection(uitstroom=True)).only_exits


def test_another_extract_gives_every_block():
    extract = make_extract(300, seed=2)
    question = Question("verblijfsvergunning", settings=DEEP)
    grown = asked(extract, tree, question)
    tests = asked(extract, screening, question)
    for block in (
        tree_block.tree_block(grown),
        rules.rules_block(grown),
        every_test.screening_block(tests, asked(extract, chance, question), "alle"),
    ):
        assert block.sentence
        assert not re.search(r"\b(nan|None|inf)\b", plain(tables.to_html(block.table)))
