"""A group with a name that is not published has a row in every table per group, and no number."""

import csv
import io
from dataclasses import replace

import pytest

from perspectief.report.block import kept_back
from perspectief.report.block.exports import MACHINE, to_csv
from perspectief.report.block.tables import Column, Table, cell_text, to_html
from perspectief.report.deelnemers import asylum
from perspectief.report.duur import thinned
from perspectief.report.samenhang import divided
from perspectief.report.steunpunten import all_outcomes, best_estimate, funnel_block, tile_map
from perspectief.report.werkwijzen import types
from perspectief.takeaway.paper.view import view_of
from perspectief_core.associations.divisions import divisions
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure import closing
from perspectief_core.disclosure.policies import JOINT
from perspectief_core.disclosure.protecting import released
from perspectief_core.people import outcomes
from perspectief_core.released.types import types_of
from perspectief_core.steunpunten import funnel, shrinkage, werkwijzen

WOMEN = Selection(geslacht=("vrouw",))


@pytest.fixture(scope="module")
def women(shipped):
    """Return the view of women: some steunpunten are hidden in it, one as a sibling of those."""
    hidden = {
        view.reason
        for view in closing.views(shipped)
        if set(view.selection.active_filters) == {"steunpunt", "geslacht"}
        and view.selection.geslacht == WOMEN.geslacht
    }
    assert {"too_few", "siblings"} <= hidden
    return view_of(shipped, WOMEN, "publicatie")


def of_steunpunten(view):
    return all_outcomes.outcomes_block(
        view.ask(outcomes.by, "steunpunt"),
        view.ask(outcomes.distribution),
        view.ask(funnel.multiplicity),
        view.names,
    )


def names_in(block):
    """Return the first cells of a table as they are read."""
    return [cell_text(row[0], block.table.columns[0]) for row in block.table.rows]


def test_every_steunpunt_stands_in_a_row_alone_together_or_as_not_published(women):
    block = of_steunpunten(women)
    read = names_in(block)
    shown = {group.group for group in women.ask(outcomes.by, "steunpunt").value.groups}
    for code, name in women.names.items():
        if code in shown:
            assert name in read
        elif any(code in group.split(JOINT) for group in shown):
            assert sum(name in row for row in read if "samen (" in row) == 1
        else:
            assert kept_back.named(name) in read
    secret = [row for row, name in zip(block.table.rows, read, strict=True) if "(niet" in name]
    assert len(secret) == 2
    for row in secret:
        assert set(row[1:]) == {"x"}
    assert kept_back.NOTE.strip() in block.table.note
    assert block.table.rows[-1][0] == all_outcomes.TOTAL


def test_such_a_row_is_neither_blank_nor_nobody_in_a_file_and_on_the_screen(women):
    block = of_steunpunten(women)
    lines = to_csv(block, MACHINE, "https://voorbeeld.nl/").decode().splitlines()
    _, *rows = csv.reader(io.StringIO("\n".join(one for one in lines if one[0] != "#")))
    secret = [row for row in rows if "niet gepubliceerd" in row[0]]
    assert len(secret) == 2
    assert {cell for row in secret for cell in row[1:]} == {"x"}
    # The counts of the others stay numbers, or say that they are few.
    others = {row[1] for row in rows if row not in secret}
    assert all(number.isdigit() and number != "0" for number in others)
    html = to_html(block.table)
    assert html.count("(niet gepubliceerd)") == len(secret)


def test_the_funnel_has_a_row_for_what_it_does_not_draw(women):
    found = women.ask(funnel.funnel, "verblijfsvergunning")
    block = funnel_block.funnel_block(found, women.names)
    drawn = {women.names[point.steunpunt] for point in found.value.points}
    assert 0 < len(drawn) < len(women.names)
    assert {*drawn, *map(kept_back.named, {*women.names.values()} - drawn)} == set(
        names_in(block)[:-1]
    )


@pytest.mark.parametrize(
    ("analysis", "arguments", "build"),
    [
        (shrinkage.shrunken, ("verblijfsvergunning",), best_estimate.best_block),
        (funnel.funnel, ("verblijfsvergunning",), tile_map.map_block),
    ],
)
def test_so_have_the_best_estimates_and_the_map(women, analysis, arguments, build):
    block = build(women.ask(analysis, *arguments), women.names)
    secret = {name for name in names_in(block) if name.endswith("(niet gepubliceerd)")}
    assert len(secret) > 2
    plain = {name.removesuffix(" (niet gepubliceerd)") for name in names_in(block)}
    assert plain == set(women.names.values())
    assert block.table.note.endswith(kept_back.NOTE.strip())


def test_types_of_working_method_that_are_not_published_are_named(women):
    found = women.ask(werkwijzen.by_type, "4", "verblijfsvergunning")
    fewer = released(replace(found.value, types=found.value.types[1:]), found.provenance)
    before, after = (types.types_block(one, women.names) for one in (found, fewer))
    gone = kept_back.named(types.type_name(found.value.types[0].type))
    assert gone not in names_in(before)
    assert names_in(after)[-2:] == [gone, "Alle typen"]


def test_of_each_type_every_steunpunt_has_a_row_shown_or_not(women):
    found = women.ask(werkwijzen.by_type, "4", "verblijfsvergunning")
    table = types.types_block(found, women.names).table
    shown = {women.names[p.steunpunt] for kind in found.value.types for p in kind.points}
    read = [cell_text(row[1], table.columns[1]) for row in table.rows]
    places = [name for name in read if name != "alle samen"]
    assert {*shown, *map(kept_back.named, {*women.names.values()} - shown)} == {*places}
    assert len(places) == len(women.names)
    secret = [row for row, name in zip(table.rows, read, strict=True) if "(niet" in name]
    assert secret
    assert {cell for row in secret for cell in row[2:]} == {"x"}
    # Each under its own type, as published in 2011.
    kind_of = types_of("4")
    code_of = {name: code for code, name in women.names.items()}
    for row, name in zip(table.rows, read, strict=True):
        code = code_of.get(name.removesuffix(" (niet gepubliceerd)"))
        assert code is None or row[0] == types.type_name(kind_of[code])
    assert table.note.endswith(kept_back.NOTE.strip())
    everything = view_of(women.extract, WOMEN, "open").ask(werkwijzen.by_type, "4", "mob")
    open_table = types.types_block(everything, women.names).table
    assert not any("x" in row for row in open_table.rows)


def test_a_row_before_the_total_leaves_the_total_among_what_is_read():
    columns = (Column("wie", "Wie"), Column("n", "Aantal", "count"))
    table = Table(
        caption="x",
        columns=columns,
        rows=(("a", 1), ("b", 2), ("samen", 3)),
        total=True,
        kept=(0, 2),
    )
    made = kept_back.with_rows(table, ["c"])
    assert made.rows[2] == ("c (niet gepubliceerd)", "x")
    assert [row[0] for row in made.readable] == ["a", "samen"]
    assert kept_back.with_rows(table, []) is table


def test_a_division_names_the_groups_that_are_not_published(women):
    found = women.ask(divisions, "mob", "all")
    block = divided.divided_block(found, women.names)
    for one in found.value.divisions:
        rows = [row for row in block.table.rows if row[0] == divided.criteria.name(one.column)]
        secret = kept_back.codes(
            found, one.column, [group.group for group in one.groups], women.names
        )
        assert len(rows) == len(one.groups) + len(secret)
        assert sum(row[2] == "x" for row in rows) == len(secret)
        if one.column == "steunpunt":
            assert secret


@pytest.mark.parametrize(
    ("analysis", "arguments", "build"),
    [
        (outcomes.by, ("instroomperiode",), lambda found, *_: thinned.outcomes_block(found)),
        (outcomes.trajectory_results, (), asylum.traject_block),
    ],
)
def test_an_option_of_a_filter_without_a_row_gets_one(shipped, report, analysis, arguments, build):
    view = view_of(shipped, Selection(), "publicatie")
    found, everyone = view.ask(analysis, *arguments), view.ask(outcomes.distribution)
    first, *others = found.value.groups
    fewer = released(replace(found.value, groups=tuple(others)), found.provenance)
    before, after = build(found, everyone, report), build(fewer, everyone, report)
    extra = {*names_in(after)} - {*names_in(before)}
    assert [name.endswith("(niet gepubliceerd)") for name in extra] == [True] * len(
        first.group.split(JOINT)
    )
    assert sum("x" in row for row in after.table.rows) == sum(
        "x" in row for row in before.table.rows
    ) + len(extra)


def test_where_everything_is_shown_nothing_is_kept_back(shipped):
    found = view_of(shipped, WOMEN, "open").ask(outcomes.by, "steunpunt")
    assert kept_back.codes(found, "steunpunt", (), ("almelo",)) == ()


def test_of_thousands_that_stand_together_some_are_named():
    code = JOINT.join(f"p{number:03}" for number in range(50))
    said = kept_back.together("kleine steunpunten", code, {})
    assert said.startswith("kleine steunpunten samen (50): p000, p001")
    assert said.endswith(" en 10 andere")
