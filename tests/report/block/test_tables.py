"""One table for screen and file."""

from __future__ import annotations

import pytest

from perspectief.report.block.tables import (
    SHARE,
    Column,
    Link,
    Rows,
    Table,
    to_html,
)
from perspectief_core.shares.intervals import share


def test_rows_put_each_column_beside_what_it_shows():
    table = (
        Rows((("vrouw", 1), ("man", 9)))
        .column(Column("wie", "Wie"), lambda line: line[0])
        .columns((SHARE,), lambda line: (share(line[1], 10),))
        .table("Geslacht", "Een noot.", shown=1, total=True)
    )
    assert [column.key for column in table.columns] == ["wie", "aandeel"]
    assert table.rows == (("vrouw", share(1, 10)), ("man", share(9, 10)))
    assert (table.caption, table.note, table.shown, table.total) == (
        "Geslacht",
        "Een noot.",
        1,
        True,
    )


def test_a_link_opens_on_the_screen():
    table = Table(
        caption="x",
        columns=(Column("open", "Bekijk"),),
        rows=((Link("Duur & meer", "duur?a=1&b='2'"),),),
    )
    assert "<a href='duur?a=1&amp;b=&#39;2&#39;' target='_self'>Duur &amp; meer</a>" in to_html(
        table
    )


def test_nothing_in_a_table_is_taken_for_html():
    table = Table(caption="<i>", columns=(Column("a", "<u>"),), rows=(("<b>",),), note="<s>")
    drawn = to_html(table)
    assert not any(name in drawn for name in ("<i>", "<u>", "<b>", "<s>"))
    assert drawn.count("&lt;i&gt;") == 2


def test_a_share_of_few_people_has_no_percentage_but_keeps_its_place():
    def cell(kind, n):
        return to_html(
            Table(caption="x", columns=(Column("a", "A", kind),), rows=((share(1, n),),))
        )

    assert "<span class='pf-pct'></span> <span class='pf-ci'></span>" in cell("share", 9)
    assert "10\u00a0%" in cell("share", 10)
    assert "1 <span class='pf-pct'></span>" in cell("brief_share", 9)


def test_only_the_last_row_of_a_table_with_a_total_is_marked():
    rows = (("een", 1), ("totaal", 1))
    drawn = to_html(
        Table(
            caption="x",
            columns=(Column("a", "A"), Column("n", "N", "count")),
            rows=rows,
            total=True,
        )
    )
    assert drawn.count("<tr class='pf-total'>") == 1
    assert "<tr class='pf-total'><th scope='row'>totaal</th><td class='pf-num'>1</td></tr>" in drawn


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="expected 1 cells, found 2"):
        Table(caption="x", columns=(Column("a", "A"),), rows=(("b", "c"),))
