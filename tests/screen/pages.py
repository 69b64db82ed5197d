"""Opens pages under AppTest as the router would, with an extract and an address of choice."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from perspectief.report.words import shell
from perspectief.screen import sidebar
from tests.places import ROOT

ROUTER = ROOT / "perspectief" / "screen" / "router.py"
PAGES = tuple(entry.name for entry in shell.PAGES)

SELECTIONS = {
    "everyone": {},
    "three_persons": {"steunpunt": "almelo", "koppeling": "gekoppeld"},
    "nobody": {"herkomst": "irak", "geslacht": "vrouw"},
    "only_exits": {"uitstroom": "true"},
    "other_choices": {"peildatum": "2010-10-01", "voor_start": "weglaten"},
}


def open_page(name: str, query: dict[str, str] | None = None, *, panels: bool = False) -> AppTest:
    """Run the page `name` with the given address parameters, as a link to it does.

    With `panels` those of the sidebar are open, so that their widgets are there.
    """
    app = AppTest.from_file(str(ROUTER), default_timeout=60)
    for key in sidebar.PANELS if panels else ():
        app.session_state[key] = True
    if name != shell.HOME.name:
        # AppTest knows the pages only after a run.
        app.run()
        app.switch_page(f"../../pages/{name}.py")
    for code, value in (query or {}).items():
        app.query_params[code] = value
    return app.run()


def html(app: AppTest) -> str:
    """Return all HTML, headings and markdown that the run sent."""
    parts = [element.proto.body for element in app.get("html")]
    parts += [element.value for element in [*app.title, *app.header, *app.markdown, *app.caption]]
    return "\n".join(parts)


def everything_sent(app: AppTest) -> bytes:
    """Return every message of the run as bytes, to search for what may not be in it."""
    return b"\n".join(element.proto.SerializeToString() for element in _elements(app._tree))


def _elements(node: object) -> list[object]:
    children = getattr(node, "children", None)
    if children:
        return [element for child in children.values() for element in _elements(child)]
    return [node] if hasattr(node, "proto") and node.proto is not None else []
