"""A page that stands by itself: no script, no stylesheet, so it also reads where nothing else may.

Used for what is refused or not there. It carries the colours of the dashboard in both themes.
"""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import HTMLResponse

from perspectief.report.drawing.palette import DARK, LIGHT, Palette
from perspectief.report.words import shell
from perspectief.report.words.door import HOME_LINK, Notice
from perspectief.report.words.markup import tag


def _colours(palette: Palette) -> str:
    return (
        f"--paper:{palette.background};--ink:{palette.ink};--muted:{palette.muted};"
        f"--link:{palette.categories[0]}"
    )


STYLE = (
    f":root{{color-scheme:light dark;{_colours(LIGHT)}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}"
    "body{font:1.1rem/1.6 'Source Sans 3','Source Sans Pro',sans-serif;max-width:40rem;"
    "margin:4rem auto;padding:0 1rem;background:var(--paper);color:var(--ink)}"
    "h1{font-size:1.9rem;font-weight:650;line-height:1.2}a{color:var(--link)}"
    ".host{color:var(--muted);font-size:.95rem}"
)


def document(notice: Notice, home: str = "", link: str = HOME_LINK) -> str:
    """Return a notice as a whole HTML document.

    Parameters
    ----------
    notice : Notice
        What to say.
    home : str
        Where the link leads, mostly to the home page; empty for no link.
    link : str
        What the link says.
    """
    parts = [tag("h1", notice.title), tag("p", notice.text)]
    if notice.host:
        parts.append(tag("p", notice.host, class_="host"))
    if home:
        parts.append(Markup('<p><a href="{}">{}</a></p>').format(home, link))
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{tag('title', f'{notice.title} · {shell.PRODUCT}')}<style>{STYLE}</style>"
        f"{tag('main', *parts)}</html>"
    )


def response(notice: Notice, status: int, home: str = "", link: str = HOME_LINK) -> HTMLResponse:
    """Return the answer that shows a notice; no cache keeps it."""
    headers = {"cache-control": "no-store"}
    return HTMLResponse(document(notice, home, link), status_code=status, headers=headers)
