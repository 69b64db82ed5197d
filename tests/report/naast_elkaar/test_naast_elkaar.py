"""The page that lays steunpunten beside each other: its choice, its words, its figures."""

import csv
import io

from perspectief.report.block import citation, command, exports
from perspectief.report.naast_elkaar import choosing, organisation, rows
from perspectief.report.naast_elkaar.beside import TOPICS, beside_block
from perspectief.report.steunpunt.facts import GROUPS
from perspectief_core.beside.beside import OTHERS, beside
from perspectief_core.beside.beside_types import beside_types
from perspectief_core.disclosure.protecting import published_result
from tests.report.asking import asked, named, people


def block_of(extract, topic, *groups, **choices):
    return beside_block(asked(extract, beside, topic, groups, **choices), named(extract))


def test_the_choice_starts_with_the_filter_and_else_with_two():
    names = {"utrecht": "Utrecht", "zwolle": "Zwolle", "almelo": "Almelo"}
    assert choosing.choice((), names).default == ("utrecht", "zwolle")
    assert choosing.choice(("almelo", "zwolle"), names).default == ("almelo", "zwolle")
    assert choosing.choice((), {"x": "X", "y": "Y", "z": "Z"}).default == ("x", "y")
    assert list(choosing.choice((), names).options) == ["almelo", "utrecht", "zwolle", OTHERS]


def test_one_gets_all_others_beside_it():
    assert choosing.compared(("zwolle",)) == ("zwolle", OTHERS)
    assert choosing.compared(("zwolle", "almelo")) == ("zwolle", "almelo")
    assert choosing.compared(()) == choosing.compared((OTHERS,)) == ()


def test_is_utrecht_better_than_zwolle(shipped):
    block = block_of(shipped, "uitkomsten", "utrecht", "zwolle")
    assert block.sentence == (
        "In deze nagemaakte gegevens: bij 2 van de 5 vergelijkingen verschillen Utrecht (95 "
        "jongeren) en Zwolle (24 jongeren) meer dan toeval: nog in begeleiding en overig. Bij 3 "
        "zijn de groepen te klein om ook maar een groot verschil te zien. Wie het beter doet, is "
        "hier niet aan te zien."
    )
    drawn = str(block.picture.content)
    assert "Nagemaakt" in drawn
    # As many as the sentence counts: nobody migrated onward, so there is nothing to compare.
    assert drawn.count("Te klein om te zien") == 3
    assert drawn.count("Niet te vergelijken") == 1
    assert "1 keer niet te vergelijken" in block.picture.alt
    assert "'Niet te vergelijken'" in block.reading
    assert "68 van 95 · 72 % (62–80 %)".replace(" %", "\u00a0%") in drawn


def test_every_verdict_says_on_what_it_rests(shipped):
    comparison = asked(shipped, beside, "jongeren", ("amsterdam", "utrecht", "rotterdam")).value
    names = named(shipped)
    said = {row.code: rows.why(row, names) for row in comparison.rows}
    assert said["voor_start"] == "Zo'n verschil geeft toeval bijna nooit."
    assert "was waarschijnlijk wel opgevallen" in said["kinderen"]
    assert "Rotterdam is daarvoor te klein." in said["kinderen"]
    small = asked(shipped, beside, "uitkomsten", ("almelo", "zaandam")).value
    unseen = {row.code: rows.why(row, names) for row in small.rows}
    assert unseen["doormigratie"] == "Dit komt in geen van deze groepen voor."
    assert "kan hier onopgemerkt blijven" in unseen["mob"]


def test_a_large_difference_is_said_in_the_unit_of_the_row(shipped):
    comparison = asked(shipped, beside, "getallen", ("amsterdam", "utrecht")).value
    said = {row.code: rows.why(row, {}) for row in comparison.rows}
    assert said["leeftijd_instroom"].startswith("Een groot verschil, van zo'n 2,")
    assert "jaar, was waarschijnlijk" in said["leeftijd_instroom"]
    small = asked(shipped, beside, "getallen", ("almelo", "zwolle")).value
    assert "minstens twee groepen van 30" in rows.why(small.rows[0], {})


def test_no_percentage_and_no_mean_of_fewer_than_ten(shipped):
    for topic in TOPICS:
        block = block_of(shipped, topic, "almelo", "utrecht")
        own = [row[1] for row in block.table.rows]
        drawn = rows.value(
            asked(shipped, beside, topic, ("almelo", "utrecht")).value.rows[1].values[0]
        )
        assert "%" not in drawn
        assert all(cell is None or not cell.enough for cell in own)


def test_the_file_has_the_numbers_apart(shipped):
    block = block_of(shipped, "getallen", "amsterdam", "utrecht")
    text = exports.to_csv(block, exports.MACHINE, "").decode("utf-8-sig")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    table = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert {"amsterdam", "amsterdam_tussen_laag", "p_gecorrigeerd", "oordeel"} <= set(table[0])
    assert float(table[2]["amsterdam_tussen_laag"]) < float(table[2]["amsterdam"])


def test_two_stand_side_by_side_and_more_with_their_scales_in_line(shipped):
    two = str(block_of(shipped, "uitkomsten", "utrecht", "zwolle").picture.content)
    three = str(block_of(shipped, "uitkomsten", "utrecht", "zwolle", "arnhem").picture.content)
    assert "auto-fit" in two
    assert "auto-fit" not in three
    for drawn, groups in ((two, 2), (three, 3)):
        assert drawn.count("3px;margin-left") == 6 * groups


def test_it_can_be_cited_and_computed_again(shipped):
    block = block_of(shipped, "uitkomsten", "utrecht", OTHERS, geslacht=("vrouw",))
    assert citation.offered(block)
    assert command.command(block) == (
        "perspectief beside utrecht ANDERE --topic uitkomsten --geslacht vrouw"
    )


def test_mid_p_is_said_and_asked_for_where_it_is_chosen(shipped):
    names = named(shipped)
    pair = ("utrecht", "zwolle")
    exact = beside_block(asked(shipped, beside, "uitkomsten", pair), names)
    comparison = asked(shipped, beside, "uitkomsten", *choosing.asked(pair, choosing.MID_P))
    block = beside_block(comparison, names)
    assert "mid-p" in block.definition.what
    assert "mid-p" not in exact.definition.what
    assert command.command(block) == (
        "perspectief beside utrecht zwolle --topic uitkomsten --mid-p"
    )
    both = zip(block.table.rows, exact.table.rows, strict=True)
    assert all(one[-2] is None or one[-2] < other[-2] for one, other in both)
    assert choosing.asked(pair, choosing.EXACT) == (pair,)


def test_nobody_and_one_who_is_alone_are_right():
    extract = people(almere=(0, 0), breda=(3, 1))
    names = {**named(extract), "almere": "Almere"}
    comparison = asked(extract, beside, "uitkomsten", ("breda", OTHERS))
    block = beside_block(comparison, names)
    assert "niets te vergelijken" in block.sentence
    comparison = asked(
        extract, beside, "uitkomsten", ("breda", OTHERS), geslacht=("vrouw",), leeftijd=(59, 60)
    )
    empty = beside_block(comparison, names)
    assert "geen jongeren in uw selectie" in empty.sentence
    assert empty.picture is None


def test_a_missing_column_is_said_in_the_table(shipped):
    bare = type(shipped)(
        shipped.manifest,
        shipped.deelnemers.drop(columns="kinderen_nl"),
        shipped.steunpunten,
        shipped.dtv,
    )
    assert "'kinderen_nl'" in block_of(bare, "jongeren", "utrecht", "zwolle").table.note


def test_published_answers_stand_beside_each_other():
    places = organisation.known(("utrecht", "zwolle", OTHERS))
    assert places == ("utrecht", "zwolle")
    facts = published_result(organisation.answers_of(places))
    names = {"utrecht": "Utrecht", "zwolle": "Zwolle"}
    blocks = [organisation.organisation_block(facts, group, places, names) for group in GROUPS]
    assert sum(len(block.table.rows) for block in blocks) == len(facts.value)
    for block in blocks:
        alike = sum(row[3] == "gelijk" for row in block.table.rows)
        assert all((row[1] == row[2]) is (row[3] == "gelijk") for row in block.table.rows)
        assert f"op {alike} van de {len(block.table.rows)} vragen" in block.sentence
        assert block.provenance.kind == "published"


def test_an_unknown_steunpunt_has_no_published_answers():
    assert organisation.known(("atlantis", OTHERS)) == ()


def test_types_beside_each_other(shipped):
    block = beside_block(asked(shipped, beside_types, "uitkomsten", "2"), named(shipped))
    assert block.sentence == (
        "In deze nagemaakte gegevens: bij geen van de 6 vergelijkingen verschillen zachte aanpak "
        "(535 jongeren) en harde aanpak (198 jongeren) meer dan toeval kan geven. Bij alle zijn de "
        "groepen te klein om ook maar een groot verschil te zien. Wie het beter doet, is hier niet "
        "aan te zien."
    )
    assert "Steunpunten zijn hier de eenheid" in block.definition.what
    assert "van het type" in block.definition.numerator
    assert command.command(block) == "perspectief beside --typology 2 --topic uitkomsten"
    few = people(almere=(1, 0))
    for topic in TOPICS:
        empty = beside_block(asked(few, beside_types, topic, "6"), named(few))
        assert "niets te vergelijken" in empty.sentence
    nobody = asked(few, beside_types, "uitkomsten", "6", geslacht=("vrouw",))
    assert beside_block(nobody, named(few)).picture is None
