"""`perspectief compare`."""

from perspectief_core.published.records import dtv_table


def test_the_rows_are_the_letters_own(answered):
    comparison = answered("compare")
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


def test_filters_act_on_one_side_only(answered):
    whole = answered("compare")
    women = answered("compare", "--geslacht", "vrouw")
    assert women["total"] < whole["total"]
    assert women["dtv_total"] == whole["dtv_total"]
    assert women["selection"] == {"geslacht": "vrouw"}


def test_the_printed_counts_have_no_filters(refused):
    assert "`--published`" in refused(2, "compare", "--published", "--geslacht", "vrouw")


def test_an_unknown_mapping_is_refused(refused):
    assert "meetellen, weglaten" in refused(2, "compare", "--open-zaken", "soms")


def test_nobody_is_compared_without_an_error(answered):
    comparison = answered("compare", "--geslacht", "vrouw", "--herkomst", "irak")
    assert comparison["total"] == 0
    assert all(row["dtv"]["doubts"] is None for row in comparison["rows"])


def test_an_earlier_peildatum_moves_both_sides(answered):
    late, early = (answered("compare", "--peildatum", day) for day in ("2011-04-01", "2010-10-01"))
    assert early["dtv_steps"]["peildatum"] == "2010-10-01"
    still_open = [comparison["rows"][0]["dtv"]["share"]["share"] for comparison in (late, early)]
    assert still_open[0] < still_open[1]
