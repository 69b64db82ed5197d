"""One table for every kind of file."""

from __future__ import annotations

from perspectief.report.block.flat import flat_columns, flat_rows
from perspectief.report.block.tables import SHARE, Column, Link, Table
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval, Share, share


def keys(table):
    return [column.key for column in flat_columns(table)]


def test_a_link_is_an_address_in_a_file():
    table = Table(
        caption="x", columns=(Column("open", "Bekijk"),), rows=((Link("Duur", "duur?a=1&b='2'"),),)
    )
    assert keys(table) == ["open"]
    base = "https://voorbeeld.nl/map/steunpunten?geslacht=man#figuur"
    assert list(flat_rows(table, base)) == [("https://voorbeeld.nl/map/duur?a=1&b='2'",)]


def test_a_file_has_no_percentage_of_few_people():
    table = Table(caption="x", columns=(SHARE,), rows=((share(1, 9),), (share(1, 10),)))
    few, enough = flat_rows(table)
    assert few == (1, 9, None, None, None)
    assert enough[:3] == (1, 10, 0.1)


def test_numbers_that_are_shown_as_text_are_numbers_in_a_file():
    columns = (Column("wie", "Wie"), Column("dtv", "DT&V"), Column("wie", "Wie", "count"))
    table = Table(caption="x", columns=columns, rows=(("een", "≈ 1.140", 3), ("twee", "8 %", 4)))
    assert keys(table) == ["wie", "dtv", "dtv_teken", "dtv_eenheid", "aantal_wie"]
    assert next(iter(flat_rows(table))) == ("een", 1140, "≈", None, 3)


def test_a_count_that_is_not_told_apart_from_nobody_is_no_zero_in_a_file():
    table = Table(
        caption="x", columns=(SHARE,), rows=((Share(Rounded(0), Rounded(25), 0.0, 0.2),),)
    )
    assert next(iter(flat_rows(table)))[:2] == ("0–4", 25)


def test_a_percentage_of_rounded_counts_is_as_coarse_in_a_file_as_on_the_screen():
    counts = ((10, 30), (105, 735), (30, 30), (10, 25))
    rounded = [Share(Rounded(count), Rounded(total), 0.123, 0.456) for count, total in counts]
    table = Table(caption="x", columns=(SHARE,), rows=tuple((one,) for one in rounded))
    assert list(flat_rows(table)) == [
        (10, 30, 0.35, 0.12, 0.46),
        (105, 735, 0.14, 0.12, 0.46),
        (30, 30, "ongeveer 90 % of meer", "x", "x"),
        (10, 25, "x", "x", "x"),
    ]


def test_a_range_that_is_kept_back_is_no_blank():
    table = Table(
        caption="x",
        columns=(Column("samen", "Samen", "interval"),),
        rows=(("x",), (Interval(0.1, 0.2),)),
    )
    assert list(flat_rows(table)) == [("x", "x"), (0.1, 0.2)]
