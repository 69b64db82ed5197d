"""A page that stands by itself: no script, no stylesheet, so it also reads where nothing else may.

Used for what is refused or not there. It carries the colours of the dashboard in both themes.
"""

from __future__ import annotations

import html

from starlette.responses import HTMLResponse

from perspectief.report.drawing.palette import DARK, LIGHT, Palette
from perspectief.report.words import shell
from perspectief.report.words.door import HOME_LINK, Notice


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


def _paragraph(text: str, kind: str = "") -> str:
    if not text:
        return ""
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{html.escape(text)}</p>"


def document(notice: Notice, home: str = "") -> str:
    """Return a notice as a whole HTML document.

    Parameters
    ----------
    notice : Notice
        What to say.
    home : str
        Path of the home page; empty for no link to it.
    """
    link = f'<p><a href="{html.escape(home)}">{HOME_LINK}</a></p>' if home else ""
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(notice.title)} · {shell.PRODUCT}</title><style>{STYLE}</style>"
        f"<main><h1>{html.escape(notice.title)}</h1>{_paragraph(notice.text)}"
        f"{_paragraph(notice.host, 'host')}{link}</main></html>"
    )


def response(notice: Notice, status: int, home: str = "") -> HTMLResponse:
    """Return the answer that shows a notice; no cache keeps it."""
    headers = {"cache-control": "no-store"}
    return HTMLResponse(document(notice, home), status_code=status, headers=headers)
