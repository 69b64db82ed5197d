"""Every page, for every kind of selection and extract a reader can meet."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from perspectief.report.block.blocks import Block
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.verantwoording import parts
from perspectief.report.words import shell
from perspectief.screen import session, show
from perspectief_core.cohort import selecting as cohort
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract, load
from tests.core.builders import make_extract, write_extract, write_manifest
from tests.screen.pages import PAGES, ROOT, SELECTIONS, everything_sent, html, open_page

SHIPPED = ROOT / "data" / "synthetic"


pytestmark = pytest.mark.usefixtures("shipped")


@pytest.fixture(scope="module")
def without_optional_columns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    full = load(SHIPPED)
    people = [c.name for c in contract.DEELNEMERS.columns if c.required]
    places = ["steunpunt", "naam", "werkwijze"]
    bare = replace(
        full,
        deelnemers=full.deelnemers[people],
        steunpunten=full.steunpunten[places],
        dtv=full.dtv[["persoon", "uitkomst"]],
    )
    return write_extract(bare, tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    extract: Extract = make_extract(n=90, seed=4)
    return write_extract(extract, tmp_path_factory.mktemp("another"))


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("page", PAGES)
def test_page_runs_and_says_something_but_of_no_person(page: str, selection: str) -> None:
    app = open_page(page, SELECTIONS[selection])
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    text = html(app)
    assert "deels nagemaakt" in text
    assert not re.search(r"\b(nan|None|inf|NaN|null)\b", text)
    sent = everything_sent(app)
    assert len(sent) > 1000
    assert b"SYN-" not in sent, "a person reaches the browser"


LAYERS = {
    "duur": ("laag_groepen", "laag_analisten", "laag_einde"),
    "gevoeligheid": ("analisten", "keuzes", "alles"),
    "samenhang": ("verder",),
    "steunpunten": ("analisten",),
    "vergelijking": ("verborgen", "selectie", "stappen"),
}


@pytest.mark.parametrize("page", LAYERS)
def test_layers_open(page: str) -> None:
    app = open_page(page)
    closed = len(everything_sent(app))
    for key in LAYERS[page]:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    assert not app.error
    assert len(everything_sent(app)) > closed


@pytest.mark.parametrize("part", parts.PART.options)
def test_every_part_of_verantwoording_opens(part: str) -> None:
    app = open_page("verantwoording", {"onderdeel": part})
    assert not app.exception
    assert not app.error
    assert not app.warning
    assert len(html(app)) > 1500


@pytest.mark.parametrize("page", PAGES)
def test_made_up_figures_and_no_others_carry_the_hatched_sign(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(page)
    drawn: list[Block] = []
    draw = show.block

    def noted(item: Block | WithheldBlock, **options: bool) -> int | None:
        if isinstance(item, Block):
            drawn.append(item)
        return draw(item, **options)

    monkeypatch.setattr(show, "block", noted)
    text = html(app.run())
    assert drawn
    kinds = [item.provenance.kind for item in drawn]
    assert text.count("pf-made-up") == kinds.count("synthetic")
    published = shell.BADGES["published"]
    assert text.count(f"class='pf-mark'>{published}") == text.count(published)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("folder", ["without_optional_columns", "another"])
def test_page_shows_any_sound_extract(
    page: str, folder: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(request.getfixturevalue(folder)))
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1


def test_register_extract_is_not_shown_openly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_extract(make_extract(n=50, kind="register"), tmp_path)
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(folder))
    app = open_page("overzicht")
    assert not app.exception
    assert not app.error
    assert "gaan over echte personen" in html(app)
    assert not app.get("plotly_chart")


def test_every_fault_of_a_damaged_extract_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = make_extract(n=50)
    folder = write_extract(extract, tmp_path)
    people = extract.deelnemers.drop(columns=["uitkomst"]).astype({"geslacht": "string"})
    people.loc[people.index[0], "geslacht"] = "x"
    people.to_parquet(folder / "deelnemers.parquet", index=False)
    write_manifest(extract, folder)
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(folder))
    text = html(open_page("overzicht"))
    assert "uitkomst" in text
    assert "geslacht" in text


def test_corrupt_file_gives_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_extract(make_extract(n=50), tmp_path)
    (folder / "dtv.parquet").write_bytes(b"PAR1 not a table")
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(folder))
    app = open_page("overzicht")
    assert not app.exception
    assert not app.error
    assert "dtv" in html(app)


def test_a_failing_page_says_so_in_dutch_and_logs_no_value(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    value = "-".join(("SYN", "0001"))

    def fail(cohort: object) -> None:
        raise ValueError(value)

    monkeypatch.setattr(cohort, "inclusion_flow", fail)
    app = open_page("overzicht")
    assert [error.value for error in app.error] == [shell.UNEXPECTED]
    assert "ValueError" in caplog.text
    assert "SYN-0001" not in caplog.text


@pytest.mark.parametrize("page", ["overzicht", "deelnemers", "duur", "samenhang", "gevoeligheid"])
def test_a_finding_about_a_chosen_steunpunt_says_that_it_is_made_up(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    finding = show.finding

    def noted(said: show.Said, printed: str = "") -> None:
        found.append(session.said(said) if callable(said) else said)
        finding(said, printed)

    monkeypatch.setattr(show, "finding", noted)
    open_page(page, {"steunpunt": "den_haag"})
    assert "nagemaakt" in found[-1].lower()
