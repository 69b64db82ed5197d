"""The dashboard of an edition: the same pages, nobody behind them, and nothing computed."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path
from unittest import mock

import pytest

from benchmarks.rerun import Client
from perspectief.publishing import asks, publish as publishing
from perspectief.publishing.bundle import BundleError
from perspectief.publishing.edition import Nobody, open_edition
from perspectief.publishing.encoding import Codec
from perspectief.publishing.publish import Making, publish
from perspectief.report.words import editions, labels, shell, signing_in, withheld
from perspectief.screen import session, starting
from perspectief_core.disclosure.randomising import Lot
from perspectief_core.people import outcomes
from tests.browser.server import COMMAND, serve
from tests.core.builders import make_extract, write_extract
from tests.places import ROOT
from tests.screen.conftest import EXTRACT, MADE
from tests.screen.pages import PAGES, everything_sent, html, open_page

OTHER_USER = 65534
AS_OTHER = ("setpriv", f"--reuid={OTHER_USER}", f"--regid={OTHER_USER}", "--clear-groups")


@pytest.fixture
def shown(edition, nobody_counted, monkeypatch):
    """Show the edition, and fail when an extract is opened or people are counted."""
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(edition))
    monkeypatch.delenv("PERSPECTIEF_EXTRACT", raising=False)
    return edition


def test_the_story_is_told_from_the_edition_alone(shown):
    app = open_page("overzicht", {"presentatie": "verhaal"})
    assert not app.exception
    assert not app.error
    text = html(app)
    assert "pf-deck" in text
    assert text.count("<article") == 13
    assert withheld.WHY["not_published"].split(",")[0] in text


def test_an_edition_of_results_drawn_by_lot_says_so_on_every_screen(monkeypatch, tmp_path):
    lot, out = Lot(30, b"a key that nobody knows of"), tmp_path / "geloot.bundel"
    publish(make_extract(60, seed=1), out, Making(MADE, lambda *_: None, workers=1, lot=lot))
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(out))
    monkeypatch.delenv("PERSPECTIEF_EXTRACT", raising=False)
    said = labels.randomised_long(30)
    for page, query in (("steunpunten", {}), ("overzicht", {"presentatie": "1"})):
        app = open_page(page, query)
        assert not app.exception
        assert said in html(app)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(page, shown):
    app = open_page(page)
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    text = html(app)
    assert "26 november 2026" in text
    assert withheld.DEMONSTRATION not in text
    assert not any(
        person.encode() in everything_sent(app) for person in EXTRACT.deelnemers["persoon"][:5]
    )


def test_it_shows_what_the_policy_lets_through(shown):
    view = session.whole()
    assert isinstance(view.extract, Nobody)
    assert view.extract.id == EXTRACT.id
    assert view.policy == "publicatie"
    answer = view.ask(outcomes.distribution)
    assert answer.provenance.extract_id == EXTRACT.id
    assert answer.value.n == 55
    assert "Van ongeveer 55 jongeren" in html(open_page("overzicht"))


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        ({"voor_start": "weglaten"}, "criteria"),
        ({"steunpunt": ("almere",), "werkwijze_4": ("maatwerk",)}, "filters"),
    ],
)
def test_what_is_not_in_it_is_withheld_as_where_it_is_computed(shown, choice, reason):
    hidden = session.whole().only(**choice).ask(outcomes.distribution)
    assert not hidden.shown
    assert hidden.reason == reason


def test_only_groups_that_are_shown_can_be_chosen(shown):
    view = session.whole()
    assert view.offers
    for offer in view.offers:
        assert (
            view.only(**{c: getattr(offer, c) for c in offer.active_filters})
            .ask(outcomes.distribution)
            .shown
        )


def test_another_edition_takes_its_place(shown, tmp_path, monkeypatch):
    place = tmp_path / "uitgave.bundel"
    shutil.copy(shown, place)
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(place))
    before = session.whole()
    session.open_view(before)
    assert not session.is_outdated()
    second = replace(EXTRACT, manifest=replace(EXTRACT.manifest, origin="another"))
    publish(second, place, Making(MADE, lambda *_: None, workers=1))
    assert session.is_outdated()
    assert session.whole().ask(outcomes.distribution).provenance.origin == "another"


@pytest.mark.parametrize(
    ("fault", "content"), [("absent", None), ("not_a_bundle", b"something else" * 99)]
)
def test_what_cannot_be_used_is_said(shown, tmp_path, monkeypatch, fault, content):
    place = tmp_path / "uitgave.bundel"
    if content is not None:
        place.write_bytes(content)
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(place))
    app = open_page("overzicht")
    assert not app.exception
    assert app.title[0].value == editions.CANNOT
    assert editions.WHY[fault] in unescape(html(app))


def test_an_edition_of_which_a_result_type_was_moved_is_said(shown, tmp_path, monkeypatch):
    place = tmp_path / "uitgave.bundel"
    shutil.copy(shown, place)
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(place))
    monkeypatch.setattr(Codec, "types", "0" * 64)
    app = open_page("overzicht")
    assert not app.exception
    assert app.title[0].value == editions.CANNOT
    assert "gemaakt met een andere versie" in unescape(html(app))


def test_an_edition_that_does_not_answer_what_is_asked_is_said(shown, monkeypatch):
    """An analysis was moved: the text of its ask is another one."""
    asked = replace(asks.ASKS[2], arguments=("anders",))
    monkeypatch.setattr(asks, "ASKS", (*asks.ASKS[:2], asked, *asks.ASKS[3:]))
    with pytest.raises(BundleError, match="other_program"):
        open_edition(shown)


def test_a_register_needs_no_signing_in_once_it_is_an_edition(shown, monkeypatch):
    assert not list(starting.faults())
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", "data/synthetic")
    assert list(starting.faults()) == [signing_in.EDITION_AND_EXTRACT]


class Reader(Client):
    """A browser that keeps what the server sent of a run."""

    def read(self, query=""):
        """Return every message of one run of the page."""
        self.sent = []
        self.run(query)
        return b"".join(self.sent)

    def _until_finished(self, start):
        receive = self.socket.recv

        def kept(**how):
            self.sent.append(receive(**how))
            return self.sent[-1]

        with mock.patch.object(self.socket, "recv", kept):
            return super()._until_finished(start)


@pytest.mark.skipif(
    os.getuid() != 0 or not shutil.which("setpriv"), reason="needs the right to become another user"
)
def test_a_server_of_a_user_who_cannot_read_the_extract_shows_every_page(edition, tmp_path):
    for folder in (edition.parent, *edition.parent.parents, tmp_path):
        if folder.is_relative_to("/tmp/"):
            folder.chmod(0o755)
    extract = write_extract(EXTRACT, tmp_path / "extract")
    extract.chmod(0o700)
    looked = subprocess.run(
        [*AS_OTHER, "cat", extract / "manifest.json"], capture_output=True, check=False
    )
    assert looked.returncode == 1
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o777)
    surroundings = {"PERSPECTIEF_BUNDLE": str(edition), "HOME": str(home)}
    with serve(tmp_path / "log", (*AS_OTHER, *COMMAND), **surroundings) as server:
        status = Path(f"/proc/{server.process}/status").read_text()
        assert set(re.search(r"^Uid:(.*)$", status, re.M).group(1).split()) == {str(OTHER_USER)}
        for page in shell.PAGES:
            reader = Reader(server, page)
            for query in ("", "geslacht=vrouw", "geslacht=vrouw&leeftijd=20-22"):
                sent = reader.read(query)
                assert b"26 november 2026" in sent, page.name
                assert shell.UNEXPECTED[:40].encode() not in sent, page.name
            reader.socket.close()
    assert " failed" not in (tmp_path / "log").read_text()


def test_the_audit_is_kept_with_it(shown):
    bundle = session.whole().edition.bundle
    assert set(bundle.audit) == {*publishing.OF_ANSWERS, *publishing.OF_FAULTS}


WITHOUT_TABLES = """
import sys
import app
from perspectief.report.words import shell
from perspectief.screen import access, loading, session
from perspectief.takeaway.paper import reading
loading.load()
session.prepare()
view = session.in_use()
loading._load_when_idle()
print("scipy.special" in sys.modules)
for page in shell.PAGES:
    with access.ahead(view.right):
        assert reading.opened(view, reading.Asked(page.name, "", {})).items
print(len(view.names) > 0, {"pandas", "pyarrow"} & sys.modules.keys())
print(view.extract.steunpunten["naam"].tolist() == list(view.names.values()))
"""


def test_an_edition_is_shown_without_what_holds_tables_of_persons(edition):
    environment = os.environ | {"PERSPECTIEF_BUNDLE": str(edition)}
    environment.pop("PERSPECTIEF_EXTRACT", None)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TABLES],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[:3] == ["True", "True set()", "True"]
