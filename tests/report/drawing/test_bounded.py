"""Every list of steunpunten has its bound, says so, and keeps all of them in its file."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief.report.block import exports
from perspectief.report.block.tables import Column, Table, to_html
from perspectief.report.drawing import bounded, states
from perspectief.report.duur import groups as duur
from perspectief.report.samenhang import deviations
from perspectief.report.steunpunten import all_outcomes, best_estimate, funnel_block, tile_map
from perspectief.report.werkwijzen import types
from perspectief.takeaway.document import table as on_paper
from perspectief.takeaway.story import pptx_table
from perspectief_core.associations import residuals
from perspectief_core.durations import groups
from perspectief_core.people import outcomes
from perspectief_core.steunpunten import funnel, shrinkage, werkwijzen
from tests.core.builders import make_extract, with_people
from tests.report.asking import PERMIT, asked, named

MANY = 75
LARGEST = "p60"


@pytest.fixture(name="many", scope="module")
def _many():
    """An extract of 75 steunpunten: one is larger than all others, one is far outside."""
    base = make_extract(1)
    codes = [f"p{at:02d}" for at in range(MANY)]
    copies = pd.concat([base.steunpunten] * (1 + MANY // len(base.steunpunten)))[:MANY]
    places = copies.assign(steunpunt=codes, naam=[code.upper() for code in codes])
    base = replace(base, steunpunten=places.reset_index(drop=True))
    where, ends = [], []
    for at, code in enumerate(codes):
        n = 200 if code == LARGEST else 10 + at % 30
        permits = n if code == "p05" else n // 4
        where += [code] * n
        ends += [PERMIT] * permits + ["in_begeleiding"] * (n - permits)
    return with_people({"steunpunt": where, "uitkomst": ends}, base)


@given(st.lists(st.integers(0, 9), max_size=30), st.integers(1, 40))
def test_the_most_telling_are_kept_in_their_order(sizes, most):
    kept = bounded.most_telling(sizes, lambda size: (size,), most)
    assert kept.shown == tuple(sizes[at] for at in kept.places)
    assert list(kept.places) == sorted(set(kept.places))
    assert len(kept.shown) == min(most, len(sizes))
    assert sorted(kept.shown) == sorted(sizes)[len(sizes) - len(kept.shown) :]
    assert bool(kept.said) == bool(kept.rows()) == (len(sizes) > most)


def test_a_table_shows_what_is_kept_and_says_how_much_more_there_is():
    rows = (("A", 1), ("B", 2), ("C", 3), ("Alle", 6))
    columns = (Column("wie", "Wie"), Column("n", "Aantal", "count"))
    table = Table(caption="Voorbeeld", columns=columns, rows=rows, total=True, kept=(1, 3))
    html = to_html(table)
    assert [name in html for name in (">A<", ">B<", ">C<")] == [False, True, False]
    assert html.count("pf-total") == 1
    assert "Nog 2 rijen: in het bestand (CSV of Excel)." in html
    assert on_paper.grid(table, "")[0].rows == (("B", "2"), ("Alle", "6"))
    assert on_paper.grid(table, "")[0].total
    assert "Nog 2 rijen" in on_paper.left_out(table)
    assert pptx_table.fit(table, 400, 400).texts[1:] == (("B", "2"), ("Alle", "6"))


def test_a_sentence_names_so_many_and_counts_the_others():
    names = [f"naam {at}" for at in range(23)]
    assert bounded.naming(names[:20]).endswith("naam 18 en naam 19")
    assert bounded.naming(names).endswith("naam 19 en 3 andere")
    assert bounded.named(names[:2]) == ": naam 0 en naam 1"
    assert bounded.named(names) == "; welke, staat in het bestand (CSV of Excel)"


def blocks(extract, chosen):
    names = named(extract)
    of_funnel = asked(extract, funnel.funnel, PERMIT)
    yield funnel_block.funnel_block(of_funnel, names, chosen)
    yield tile_map.map_block(of_funnel, names, chosen)
    yield all_outcomes.outcomes_block(
        asked(extract, outcomes.by, "steunpunt"),
        asked(extract, outcomes.distribution),
        asked(extract, funnel.multiplicity),
        names,
        chosen,
    )
    estimated = asked(extract, shrinkage.shrunken, PERMIT)
    yield best_estimate.best_block(estimated, names, chosen)
    yield types.types_block(asked(extract, werkwijzen.by_type, "6", PERMIT), names, chosen)
    yield duur.groups_block(asked(extract, groups.groups_over_time, "steunpunt", PERMIT), names)
    yield deviations.residual_block(asked(extract, residuals.residuals, "steunpunt"), names)


def test_every_figure_of_many_steunpunten_is_bounded_and_its_file_is_whole(many):
    for block in blocks(many, ("p00",)):
        listed = {str(row[0]) + str(row[1]) for row in block.table.readable}
        assert 0 < len(block.table.readable) < len(block.table.rows), block.key
        assert "in het bestand (CSV of Excel)" in to_html(block.table), block.key
        assert any("P60" in text for text in map(str, listed)), block.key
        file = exports.to_csv(block, exports.MACHINE, "").decode("utf-8-sig")
        missing = [at for at in range(MANY) if f"p{at:02d}" not in file.lower()]
        assert not missing, block.key


def test_the_funnel_names_few_and_draws_all(many):
    block = funnel_block.funnel_block(asked(many, funnel.funnel, PERMIT), named(many), ("p00",))
    figure = block.picture.content
    named_ones = [note for note in figure.layout.annotations if "href" in (note.text or "")]
    assert len(named_ones) == bounded.NAMED
    assert any("P00" in annotation.text for annotation in named_ones)
    formed = [len(trace.x) for trace in figure.data if trace.hovertext is not None and trace.x[0]]
    assert sum(formed) == bounded.MOST
    assert f"nog {MANY - bounded.MOST} steunpunten, niet apart" in [t.name for t in figure.data]
    counted = sum(
        int(trace.name.rsplit("(", 1)[1].rstrip(")"))
        for trace in figure.data
        if trace.hovertext is not None
    )
    assert counted == MANY


def test_the_chosen_come_before_those_outside_and_those_before_the_large(many):
    points = [p for p in asked(many, funnel.funnel, PERMIT).value.points if p.share.total]
    first = bounded.most_telling(points, states.telling(("p01",)), 3).shown
    assert {point.steunpunt for point in first} == {"p01", "p05", LARGEST}
