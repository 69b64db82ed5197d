"""The story as one file that opens anywhere: styles, script, fonts and drawings are in it."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from markupsafe import Markup

from perspectief.report.block import citation
from perspectief.report.drawing.variables import categories, variables
from perspectief.report.words.markup import tag
from perspectief.takeaway.picture.letters import BOLD, FAMILY, REGULAR
from perspectief.takeaway.story.assets import SCRIPT, SHEET
from perspectief.takeaway.story.deck import Deck, deck_html

_BODY = "body { margin: 0; background: var(--pf-paper); } :root { color-scheme: light dark; }"
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
"""Even by mistake nothing is asked of any other machine."""


def to_html(deck: Deck) -> bytes:
    """Return slides as one file of HTML; the same slides give the same bytes."""
    style = f":root {{\n{variables()}\n}}\n{categories()}\n{_faces()}\n{_BODY}\n{SHEET}"
    head = (
        Markup('<meta charset="utf-8">'),
        Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(_POLICY),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        tag("title", f"{deck.title} · {citation.TITLE}"),
        Markup("<style>{}</style>").format(Markup(style)),
    )
    body = tag("main", deck_html(deck)) + Markup("<script>{}</script>").format(Markup(SCRIPT))
    page = tag("head", *head) + tag("body", body)
    return f'<!doctype html>\n<html lang="nl">{page}</html>\n'.encode()


@cache
def _faces() -> str:
    """Return the two fonts, in the file itself."""
    return "\n".join(
        f"@font-face {{ font-family: '{FAMILY}'; font-weight: {weight}; "
        f"src: url(data:font/ttf;base64,{_encoded(path)}) }}"
        for path, weight in ((REGULAR, 400), (BOLD, 700))
    )


def _encoded(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()
