"""An error with a person's value in it: Dutch words on the page, and the value nowhere."""

import shutil
import sys

import pytest

from perspectief.report.words import shell
from tests.browser.server import serve
from tests.places import ROOT

VALUE = "Farid-uit-Almelo-1991"
TOLD = shell.UNEXPECTED[:60]
BREAKS = """
import os, threading
import streamlit as st
from perspectief.screen import access

access.guard()
st.title("Proef")

def breaks():
    raise ValueError("no such person: " + os.environ["VALUE_OF_A_PERSON"])
"""
PAGES = {
    "deelnemers": "breaks()",
    "steunpunten": "st.fragment(breaks)()",
    "duur": "st.fragment(lambda: breaks() if st.button('Breek') else None)()",
    "samenhang": "st.button('Breek', on_click=breaks)",
    "werkwijzen": """
if st.button('Breek'):
    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()
    st.text('klaar')
""",
}
RUN = """
import sys
from pathlib import Path
from perspectief.screen import menu
menu.PAGES_FOLDER = Path(sys.argv[1])
from streamlit.web.cli import main
sys.argv = ["streamlit", "run", "app.py"]
main()
"""


@pytest.fixture(scope="module")
def breaking(tmp_path_factory):
    """The dashboard with pages that break."""
    folder = tmp_path_factory.mktemp("breaking")
    shutil.copytree(ROOT / "pages", folder / "pages")
    for name, code in PAGES.items():
        (folder / "pages" / f"{name}.py").write_text(BREAKS + code, encoding="utf-8")
    command = (sys.executable, "-c", RUN, str(folder / "pages"))
    with serve(folder / "log", command, VALUE_OF_A_PERSON=VALUE) as running:
        yield running


@pytest.mark.parametrize(
    ("name", "button", "seen"),
    [
        ("deelnemers", False, TOLD),
        ("steunpunten", False, TOLD),
        ("duur", True, TOLD),
        ("samenhang", True, TOLD),
        ("werkwijzen", True, "klaar"),
    ],
)
def test_the_value_is_nowhere(contexts, breaking, name, button, seen):
    before = len(breaking.log.read_text())
    with contexts.open(breaking, f"/{name}") as visit:
        page = visit.page
        if button:
            page.get_by_role("button", name="Breek").click()
        page.get_by_text(seen).first.wait_for()
        assert page.get_by_text(TOLD).count() == (seen == TOLD)
        assert page.get_by_test_id("stException").count() == 0
        log = breaking.log.read_text()[before:]
        assert "in breaks" in log
        assert "ValueError" in log
        said = page.content().encode() + b"".join(visit.frames) + log.encode()
        assert VALUE.encode() not in said
