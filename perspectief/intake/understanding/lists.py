"""A file as lists of persons: who sent it, and per sheet the columns and the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from perspectief.intake.reading.workbook import Sheet, Workbook
from perspectief.intake.understanding.body import Body, read_body
from perspectief.intake.understanding.content import contradicted
from perspectief.intake.understanding.fields import ListKind, fields_of
from perspectief.intake.understanding.header_row import Header, find_header
from perspectief.intake.understanding.senders import MINISTRY, round_in, sender_in
from perspectief.intake.values.text import as_text

Problem = Literal[
    "geen_kop",
    "kolom_ontbreekt",
    "kolom_dubbel",
    "inhoud_past_niet",
    "afzender_onbekend",
    "geen_personen",
]


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of a file besides its cells.

    Parameters
    ----------
    path
        Path inside the folder of lists, with forward slashes.
    sender
        Steunpunt or `ministerie` when the settings say so; otherwise it is looked for.
    remembered
        Per sender the question per heading, as corrected by hand.
    """

    path: str
    sender: str | None = None
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """One sheet that was understood."""

    path: str
    sheet: Sheet
    sender: str
    round: int
    header: Header
    body: Body


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why a sheet or file is returned; `fields` names the questions it is about."""

    path: str
    sheet: str
    problem: Problem
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of one file; with a problem nothing of the file is used."""

    tables: tuple[ListTable, ...]
    problems: tuple[NotUnderstood, ...]
    hidden_sheets: tuple[str, ...]


def understand(workbook: Workbook, named: Named) -> Understanding:
    """Return the lists in a file, or why it is returned.

    Notes
    -----
    Hidden sheets are not read, and told. A visible sheet without anything like a header is left
    out when another sheet has one; when none has, the file is returned.
    """
    hidden = tuple(sheet.name for sheet in workbook.sheets if sheet.hidden and sheet.rows)
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows]
    told = named.sender or sender_in((named.path.rpartition("/")[2], *(s.name for s in visible)))
    tables: list[ListTable] = []
    problems: list[NotUnderstood] = []
    for sheet in visible:
        understood = _table(sheet, named, told)
        if isinstance(understood, ListTable):
            tables.append(understood)
        elif understood is not None:
            problems.append(understood)
    if not tables and not problems:
        problems.append(NotUnderstood(named.path, "", "geen_kop"))
    if tables and not any(table.body.persons for table in tables):
        problems.append(NotUnderstood(named.path, tables[0].sheet.name, "geen_personen"))
    return Understanding(tuple(tables), tuple(problems), hidden)


def _table(sheet: Sheet, named: Named, told: str | None) -> ListTable | NotUnderstood | None:
    first = find_header(sheet, {})
    if first is None:
        return None
    sender = MINISTRY if first.kind == "ministerie" else told or _in_titles(sheet, first)
    header = first
    if sender is not None and (remembered := named.remembered.get(sender)):
        header = find_header(sheet, {first.kind: remembered}) or first
    body = read_body(sheet, header)
    problem = _problem(header, body)
    if problem is not None:
        return NotUnderstood(named.path, sheet.name, *problem)
    if sender is None:
        return NotUnderstood(named.path, sheet.name, "afzender_onbekend")
    return ListTable(
        path=named.path,
        sheet=sheet,
        sender=sender,
        round=round_in(named.path),
        header=header,
        body=body,
    )


def _in_titles(sheet: Sheet, header: Header) -> str | None:
    titles = (as_text(cell) for row in sheet.rows[: header.first_row] for cell in row)
    return sender_in(titles)


def _problem(header: Header, body: Body) -> tuple[Problem, tuple[str, ...]] | None:
    if header.columns.contested:
        return "kolom_dubbel", header.columns.contested
    if missing := _missing(header.kind, header.columns.fields):
        return "kolom_ontbreekt", missing
    if wrong := contradicted(header.columns.matches, body, header.kind):
        return "inhoud_past_niet", wrong
    return None


def _missing(kind: ListKind, codes: frozenset[str]) -> tuple[str, ...]:
    return tuple(f.code for f in fields_of(kind) if f.needed and f.code not in codes)
