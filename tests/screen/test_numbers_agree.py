"""What a page says and what the command prints are the same numbers."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from perspectief.cli.main import main
from perspectief.report.words import formats
from tests.screen.pages import html, open_page

QUERIES = [{}, {"geslacht": "man"}, {"voor_start": "weglaten", "uitstroom": "true"}]


pytestmark = pytest.mark.usefixtures("shipped")


def said(app: AppTest) -> str:
    """All words of the page, those in its charts included."""
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    return "\n".join([html(app), *(json.dumps(json.loads(c), ensure_ascii=False) for c in charts)])


def printed(command: str, query: dict[str, str], capsys: pytest.CaptureFixture[str]) -> dict:
    options = []
    for code, value in query.items():
        options.append(f"--{code.replace('_', '-')}")
        options += [] if value == "true" else [value]
    assert main([command, *options, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("query", QUERIES)
def test_overzicht_says_what_outcomes_prints(query, capsys) -> None:
    answer = printed("outcomes", query, capsys)
    page = said(open_page("overzicht", query))
    for outcome in ("verblijfsvergunning", "terugkeer", "mob"):
        share = answer["outcomes"][outcome]
        assert f"{share['count']} van {answer['n']}" in page
        assert formats.percent(share["share"]) in page


@pytest.mark.parametrize("query", QUERIES)
def test_vergelijking_says_what_compare_prints(query, capsys) -> None:
    answer = printed("compare", query, capsys)
    page = said(open_page("vergelijking", query))
    for row in answer["rows"]:
        share = row["share"]
        assert f"{share['count']} van {formats.count(share['total'])}" in page
        assert formats.count(row["dtv"]["count"]["value"]) in page


@pytest.mark.parametrize("query", QUERIES[:2])
def test_gevoeligheid_says_what_sensitivity_prints(query, capsys) -> None:
    answer = printed("sensitivity", query, capsys)
    page = said(open_page("gevoeligheid", query))
    assert formats.count(answer["combinations"]) in page
    permit = next(r for r in answer["ranges"] if r["outcome"] == "verblijfsvergunning")
    low, high = (formats.number(100 * permit[end], 0) for end in ("low", "high"))
    assert f"van {low} tot {high}" in page
