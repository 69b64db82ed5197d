"""`perspectief compare`."""

import json

import pytest

from perspectief.cli.main import main
from perspectief_core.published.records import dtv_table

pytestmark = pytest.mark.usefixtures("shipped")


def said(capsys, *options):
    assert main(["compare", *options]) == 0
    return capsys.readouterr().out


def test_the_rows_are_the_letters_own(capsys):
    comparison = json.loads(said(capsys, "--json"))
    printed = {row.uitkomst: row for row in dtv_table()}
    assert [row["outcome"] for row in comparison["rows"]] == list(printed)[:-1]
    for row in comparison["rows"]:
        expected = printed[row["outcome"]]
        assert row["share"]["count"] == expected.perspectief
        assert row["dtv"]["share"]["count"] == expected.dtv
        assert round(100 * row["dtv"]["share"]["share"]) == expected.dtv_procent
    assert (comparison["total"], comparison["dtv_total"]["value"], comparison["unlisted"]) == (
        733,
        1140,
        10,
    )
    assert comparison["published"] is False
    assert comparison["extract"]["kind"] == "synthetic"


def test_filters_act_on_one_side_only(capsys):
    whole = json.loads(said(capsys, "--json"))
    women = json.loads(said(capsys, "--json", "--geslacht", "vrouw"))
    assert women["total"] < whole["total"]
    assert women["dtv_total"] == whole["dtv_total"]
    assert women["selection"] == {"geslacht": "vrouw"}


def test_the_printed_counts_have_no_filters(capsys):
    assert main(["compare", "--published", "--geslacht", "vrouw"]) == 2
    assert "`--published`" in capsys.readouterr().err


def test_an_unknown_mapping_is_refused(capsys):
    assert main(["compare", "--open-zaken", "soms"]) == 2
    assert "meetellen, weglaten" in capsys.readouterr().err


def test_nobody_is_compared_without_an_error(capsys):
    comparison = json.loads(said(capsys, "--json", "--geslacht", "vrouw", "--herkomst", "irak"))
    assert comparison["total"] == 0
    assert all(row["dtv"]["doubts"] is None for row in comparison["rows"])


def test_an_earlier_peildatum_moves_both_sides(capsys):
    late, early = (
        json.loads(said(capsys, "--json", "--peildatum", day))
        for day in ("2011-04-01", "2010-10-01")
    )
    assert early["dtv_steps"]["peildatum"] == "2010-10-01"
    still_open = [comparison["rows"][0]["dtv"]["share"]["share"] for comparison in (late, early)]
    assert still_open[0] < still_open[1]
