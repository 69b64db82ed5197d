"""HTML that may be shown as it is: made here or with `Markup(…).format(…)`, which escapes the rest.

A `Markup` is trusted, any other text is not and gets escaped when it enters one. So nobody calls an
escape function, and nothing is escaped twice or forgotten. Write a fragment as
`Markup("<p>{}</p>").format(text)`; an f-string or `"".join` would lose the trust and the escaping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

from perspectief.report.words.formats import NBSP

BREAK = Markup("<br>")
_SIGNS = re.compile(r"[&<>'\"]")


def tag(name: str, *content: str, **attributes: str) -> Markup:
    """Return an element: `tag("p", "a < b", class_="pf-note")`.

    Parameters
    ----------
    name
        Of the element.
    content
        Texts, which are escaped, and `Markup`, which is not.
    attributes
        `class_` for `class`, `aria_label` for `aria-label`; an empty one is left out.

    Examples
    --------
    >>> print(tag("p", "a < b", class_="pf-note"))
    <p class='pf-note'>a &lt; b</p>
    """
    # Joined as plain text, each part escaped: `Markup.format` is ten times as slow, and a table has
    # thousands of cells.
    given = ""
    for key, value in attributes.items():
        if value:
            given += f" {key.rstrip('_').replace('_', '-')}='{_escaped(value)}'"
    # A percentage never breaks over two lines, also one that was written by hand.
    inside = "".join(map(_escaped, content)).replace(" %", f"{NBSP}%")
    return Markup(f"<{name}{given}>{inside}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts one after the other: texts escaped, `Markup` as it is."""
    return Markup(_escaped(between).join(map(_escaped, parts)))


def _escaped(text: str) -> str:
    """Return a text as it stands in HTML: `Markup` as it is, and most texts, which hold no sign."""
    return text if type(text) is str and _SIGNS.search(text) is None else escape(text)


def listing(lines: Iterable[str]) -> Markup:
    """Return lines as a bulleted list."""
    return tag("ul", *(tag("li", line) for line in lines))


def signs(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return signs with what each stands for, as the legend of a drawing."""
    keys = (tag("li", tag("b", sign), f" {told}") for sign, told in pairs)
    return tag("ul", *keys, class_="pf-legend")


def definitions(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return terms with their meaning as a definition list; a term without meaning is left out."""
    lines = (tag("dt", term) + tag("dd", meaning) for term, meaning in pairs if meaning)
    return tag("dl", *lines, class_="pf-definition")


def scrolling_table(caption: str, heads: Iterable[str], rows: Iterable[str]) -> Markup:
    """Return a table in a scrollable, keyboard-reachable wrapper, of head cells and whole rows."""
    head = tag("thead", tag("tr", *heads))
    inside = tag("table", tag("caption", caption), head, tag("tbody", *rows))
    return tag("div", inside, class_="pf-table", tabindex="0", role="region", aria_label=caption)
