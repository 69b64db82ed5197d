"""One plain page: headings, sentences and tables, readable without a network and in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;
color:#1a1a1a}
h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.15rem;margin-top:1.6rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}caption{text-align:left;font-weight:600}
th,td{border-bottom:1px solid #bbb;padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.mark{background:#fff3c4;padding:.4rem .7rem}
@media print{body{margin:0;font-size:11pt}}
"""

Cell = str | int


def page(title: str, parts: Iterable[Markup]) -> bytes:
    """Return a whole page in Dutch."""
    whole = Markup(
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        "<title>{title}</title><style>{style}</style></head>"
        "<body><h1>{title}</h1>{parts}</body></html>\n"
    )
    return whole.format(title=title, style=Markup(_STYLE), parts=_join(parts)).encode()


def heading(text: str) -> Markup:
    """Return a heading inside the page."""
    return Markup("<h2>{}</h2>").format(text)


def sentence(text: str, marked: bool = False) -> Markup:
    """Return a paragraph."""
    return Markup("<p class=mark>{}</p>" if marked else "<p>{}</p>").format(text)


def bullets(items: Iterable[str]) -> Markup:
    """Return a list."""
    return Markup("<ul>{}</ul>").format(_join(Markup("<li>{}</li>").format(text) for text in items))


def table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Markup:
    """Return a table; numbers stand to the right."""
    numeric = [bool(rows) and all(isinstance(r[c], int) for r in rows) for c in range(len(header))]
    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(
        _row("th", header, numeric), _join(_row("td", row, numeric) for row in rows)
    )


def _row(tag: str, cells: Sequence[Cell], numeric: Sequence[bool]) -> Markup:
    filled = (_cell(tag, cell, number) for cell, number in zip(cells, numeric, strict=True))
    return Markup("<tr>{}</tr>").format(_join(filled))


def _cell(tag: str, content: Cell, numeric: bool) -> Markup:
    text = f"{content:,}".replace(",", ".") if isinstance(content, int) else content
    given = Markup(" class=n" if numeric else "")
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), given, text)


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup().join(parts)
