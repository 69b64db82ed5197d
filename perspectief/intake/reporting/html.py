"""One plain page: headings, sentences and tables, readable without a network and in print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

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


def page(title: str, parts: Iterable[str]) -> bytes:
    """Return a whole page in Dutch."""
    head = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    )
    return f"{head}<h1>{escape(title)}</h1>{''.join(parts)}</body></html>\n".encode()


def heading(text: str) -> str:
    """Return a heading inside the page."""
    return f"<h2>{escape(text)}</h2>"


def sentence(text: str, marked: bool = False) -> str:
    """Return a paragraph."""
    return f"<p{' class=mark' if marked else ''}>{escape(text)}</p>"


def bullets(items: Iterable[str]) -> str:
    """Return a list."""
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def table(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table; numbers stand to the right."""
    numeric = [bool(rows) and all(isinstance(r[c], int) for r in rows) for c in range(len(header))]
    head = "".join(_cell("th", text, n) for text, n in zip(header, numeric, strict=True))
    body = "".join(
        f"<tr>{''.join(_cell('td', cell, n) for cell, n in zip(row, numeric, strict=True))}</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(tag: str, content: Cell, numeric: bool) -> str:
    text = f"{content:,}".replace(",", ".") if isinstance(content, int) else content
    return f"<{tag}{' class=n' if numeric else ''}>{escape(str(text))}</{tag}>"
