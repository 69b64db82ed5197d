"""The address is the state: every choice is written to it, and any address gives the view again."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from perspectief.report.naast_elkaar import choosing
from perspectief_core.cohort.selection import CRITERIA, FILTERS
from tests.places import ROOT
from tests.screen.pages import html, open_page

SHIPPED = ROOT / "data" / "synthetic"


pytestmark = pytest.mark.usefixtures("shipped")


def _flow(app: AppTest) -> str:
    return next(e.proto.body for e in app.get("html") if "pf-flow" in e.proto.body)


def _is_kept(app: AppTest, query: dict[str, str], count: str) -> bool:
    """Tell whether a link kept its address, was counted above its choices, and gave no notice."""
    kept = {code: [value] if isinstance(value, str) else value for code, value in query.items()}
    given = {code: [v] if isinstance(v, str) else v for code, v in app.query_params.items()}
    counted = any(box.label.endswith(count) for box in app.sidebar.expander)
    return given == kept and counted and not app.warning and not app.error


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.code)
def test_criterion_goes_to_the_address_and_back(criterion: object) -> None:
    app = open_page("overzicht", panels=True)
    choice = criterion.options[-1]
    app.sidebar.selectbox(key=criterion.code).set_value(choice).run()
    assert app.query_params[criterion.code] in (choice, [choice])
    again = open_page("overzicht", {criterion.code: choice})
    assert _is_kept(again, {criterion.code: choice}, "1 anders dan het rapport")
    assert _flow(again) == _flow(app)
    assert "Anders dan het rapport" in html(again)


@pytest.mark.parametrize("filter_", FILTERS, ids=lambda f: f.code)
def test_filter_goes_to_the_address_and_back(filter_: object) -> None:
    app = open_page("overzicht", panels=True)
    value = _choose(app, filter_)
    assert app.query_params[filter_.code] in (value, [value])
    again = open_page("overzicht", {filter_.code: value})
    assert _is_kept(again, {filter_.code: value}, "1 gekozen")
    assert _flow(again) == _flow(app)
    assert "U ziet een deel" in html(again)


def _choose(app: AppTest, filter_: object) -> str:
    if filter_.kind == "flag":
        app.sidebar.checkbox(key=filter_.code).check().run()
        return "true"
    if filter_.kind == "range":
        app.sidebar.slider(key=filter_.code).set_value((18, 24)).run()
        return "18.24"
    if filter_.code.startswith("werkwijze"):
        app.sidebar.selectbox(key="indeling").set_value(filter_.code[-1]).run()
    options = ("almelo", "utrecht") if filter_.code == "steunpunt" else filter_.options[:2]
    app.sidebar.multiselect(key=filter_.code).set_value(list(options)).run()
    return ".".join(options)


@pytest.mark.parametrize(
    "query",
    [
        {"steunpunt": "parijs"},
        {"leeftijd": "abc"},
        {"peildatum": "1999-01-01"},
        {"geslacht": "<script>"},
        {"uitstroom": "misschien"},
    ],
)
def test_bad_value_gives_a_notice_and_the_default(query: dict[str, str]) -> None:
    app = open_page("overzicht", query)
    assert not app.exception
    assert not app.error
    assert len(app.warning) == 1
    assert next(iter(query.values())) not in app.warning[0].value
    assert _flow(app) == _flow(open_page("overzicht"))


def test_unknown_parameter_is_left_alone() -> None:
    assert not open_page("overzicht", {"utm_source": "mail"}).warning


def test_reset_returns_to_the_report() -> None:
    app = open_page("overzicht", {"geslacht": "vrouw", "voor_start": "weglaten"})
    app.sidebar.button[0].click().run()
    assert not app.query_params
    assert _flow(app) == _flow(open_page("overzicht"))


def test_selection_survives_a_page_switch() -> None:
    app = open_page("overzicht", {"geslacht": "vrouw"})
    app.switch_page("../../pages/deelnemers.py").run()
    assert "U ziet een deel" in html(app)


def test_a_default_option_is_left_out_of_the_address() -> None:
    app = open_page("steunpunten")
    assert not app.query_params
    app.selectbox(key="optie_uitkomst").set_value("mob").run()
    assert app.query_params["uitkomst"] in ("mob", ["mob"])


def test_going_back_undoes_a_filter_and_an_option() -> None:
    app = open_page("steunpunten", panels=True)
    app.selectbox(key="optie_uitkomst").set_value("mob").run()
    app.sidebar.checkbox(key="uitstroom").check().run()
    del app.query_params["uitstroom"]
    app.run()
    assert not app.sidebar.checkbox(key="uitstroom").value
    assert app.selectbox(key="optie_uitkomst").value == "mob"
    del app.query_params["uitkomst"]
    app.run()
    assert app.selectbox(key="optie_uitkomst").value == "verblijfsvergunning"


def test_a_closed_panel_draws_nothing_and_keeps_what_was_chosen() -> None:
    app = open_page("overzicht", panels=True)
    app.sidebar.multiselect(key="geslacht").set_value(["man"]).run()
    app.session_state["deel_filters"] = False
    for _ in range(3):
        app.run()
        assert not app.sidebar.multiselect
        assert set(app.query_params) == {"geslacht"}
    app.session_state["deel_filters"] = True
    app.run()
    assert app.sidebar.multiselect(key="geslacht").value == ["man"]


def test_a_click_before_the_browser_caught_up_loses_nothing() -> None:
    app = open_page("overzicht", panels=True)
    app.sidebar.multiselect(key="geslacht").set_value(["man"]).run()
    # The browser still has the address from before the first click.
    del app.query_params["geslacht"]
    app.sidebar.checkbox(key="uitstroom").check().run()
    assert app.sidebar.multiselect(key="geslacht").value == ["man"]
    assert set(app.query_params) == {"geslacht", "uitstroom"}


def test_an_option_stays_with_its_page() -> None:
    app = open_page("steunpunten")
    app.selectbox(key="optie_uitkomst").set_value("mob").run()
    assert app.query_params["uitkomst"] in ("mob", ["mob"])
    app.query_params.clear()
    app.switch_page("../../pages/werkwijzen.py").run()
    assert "uitkomst" not in app.query_params
    assert app.selectbox(key="optie_uitkomst").value == "verblijfsvergunning"


def test_a_choice_of_several_stands_in_the_address_in_its_order() -> None:
    app = open_page("naast_elkaar")
    box = app.multiselect(key="optie_naast")
    assert (box.value, dict(app.query_params)) == (["utrecht", "zwolle"], {})
    box.set_value(["zwolle", "arnhem", "ANDERE"]).run()
    assert app.query_params["naast"] in ("zwolle.arnhem.ANDERE", ["zwolle.arnhem.ANDERE"])
    again = open_page("naast_elkaar", {"naast": "zwolle.arnhem.ANDERE"})
    assert again.multiselect(key="optie_naast").value == ["zwolle", "arnhem", "ANDERE"]
    assert html(again) == html(app)


def test_nothing_chosen_of_several_is_a_choice_too() -> None:
    app = open_page("naast_elkaar")
    app.multiselect(key="optie_naast").set_value([]).run()
    assert app.query_params["naast"] in ("", [""])
    assert choosing.CHOOSE in html(app)
    assert choosing.CHOOSE in html(open_page("naast_elkaar", {"naast": ""}))


@pytest.mark.parametrize("asked", ["atlantis.zwolle", "almelo.arnhem.zwolle.utrecht.breda.ede"])
def test_several_that_do_not_exist_fall_back_with_a_notice(asked) -> None:
    app = open_page("naast_elkaar", {"naast": asked})
    assert app.multiselect(key="optie_naast").value == ["utrecht", "zwolle"]
    assert "een keuze die hier niet bestaat" in app.warning[0].value


def test_chosen_steunpunten_are_what_the_page_opens_with() -> None:
    app = open_page("naast_elkaar", {"steunpunt": "almelo"})
    assert app.multiselect(key="optie_naast").value == ["almelo"]
    assert choosing.ALONE in html(app)


def test_a_choice_in_a_layer_holds_while_the_layer_is_closed() -> None:
    app = open_page("naast_elkaar", {"toets": "mid_p"})
    assert "optie_toets" not in {box.key for box in app.selectbox}
    app.session_state["toets"] = True
    assert app.run().selectbox(key="optie_toets").value == "mid_p"
    app.selectbox(key="optie_toets").set_value("exact").run()
    assert "toets" not in app.query_params
    app.selectbox(key="optie_toets").set_value("mid_p").run()
    for _ in range(3):
        app.session_state["toets"] = False
        app.run()
        assert "optie_toets" not in {box.key for box in app.selectbox}
        assert app.query_params["toets"] in ("mid_p", ["mid_p"])
