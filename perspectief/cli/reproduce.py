"""`perspectief reproduce`: every published figure beside what the extract in use gives."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches

from perspectief.cli.arguments import Subparsers, add_json
from perspectief.cli.asking import ask_of
from perspectief.cli.errors import UsageError
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief.cli.selecting import Chosen, add_extract_option, open_extract
from perspectief_core.audit import AuditRow, TableCount, Verdict, audit
from perspectief_core.cohort.selection import Selection

ONLY: dict[str, Verdict] = {
    "agreeing": "klopt",
    "within-noise": "binnen_de_ruis",
    "not-reached": "niet_gehaald",
    "differing": "wijkt_af",
    "not-computed": "niet_te_berekenen",
}
_AGREES: dict[Verdict, bool | None] = {
    "klopt": True,
    "binnen_de_ruis": False,
    "niet_gehaald": False,
    "wijkt_af": False,
    "niet_te_berekenen": None,
}
_WHY: dict[Verdict, str] = {
    "binnen_de_ruis": "within the noise",
    "niet_gehaald": "not reached by this extract",
}


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "reproduce", help="recompute every published figure and say whether it agrees"
    )
    add_json(parser)
    parser.add_argument("--only", choices=tuple(ONLY), help="figures to list; the summary has all")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        metavar="NAME",
        help="a table or document, for example 'Bijlage 14' or 'Samenvatting'; may be repeated",
    )
    add_extract_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the audit of the extract, under the report's own choices; always returns 0."""
    chosen = Chosen(open_extract(args), Selection())
    audited = ask_of(chosen, lambda: audit(chosen.extract))
    tables = _wanted(audited.tables, args.table)
    places = {(table.document, table.tabel) for table in tables}
    rows = [
        row
        for row in audited.rows
        if (row.printed.document, row.printed.tabel) in places
        and (args.only is None or row.verdict == ONLY[args.only])
    ]
    if args.json:
        summary = {"total": _sums(tables), "documents": _documents(tables), "tables": _rows(tables)}
        figures = [_as_dict(row) for row in rows]
        print_json({"figures": figures, "summary": summary, **chosen.provenance()})
    else:
        _print(rows, tables)
    return 0


def _wanted(tables: tuple[TableCount, ...], names: Sequence[str]) -> tuple[TableCount, ...]:
    """Return the tables that the names ask for, in their own order; all without names."""
    known = {name.lower(): name for table in tables for name in (table.document, table.tabel)}
    for name in names:
        if name.lower() not in known:
            near = get_close_matches(name.lower(), known, 1)
            hint = f" (did you mean `{known[near[0]]}`?)" if near else ""
            raise UsageError(f"`--table`: no table or document `{name}`{hint}")
    wanted = {name.lower() for name in names}
    return tuple(
        table
        for table in tables
        if not wanted or {table.document.lower(), table.tabel.lower()} & wanted
    )


def _as_dict(row: AuditRow) -> dict[str, object]:
    printed = row.printed
    return {
        "id": printed.id,
        "document": printed.document,
        "table": printed.tabel,
        "page": printed.page,
        "subject": printed.subject,
        "measure": printed.measure,
        "published": _plain(printed.value),
        "unit": printed.unit,
        "rounding": printed.rounding,
        "computed": _plain(row.computed),
        "agrees": _AGREES[row.verdict],
        "verdict": row.verdict,
        "reason": row.reason or None,
        "column": row.column or None,
        "differing": list(row.differing),
        "contradiction": row.contradiction or None,
        "basis": row.basis,
    }


def _plain(value: float | str | None) -> float | str | None:
    """Return whole numbers as such: 733, not 733.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _sums(tables: Sequence[TableCount]) -> dict[str, int]:
    """Return the counts of tables together."""
    return {
        "figures": sum(table.total for table in tables),
        "agree": sum(table.agree for table in tables),
        "within_noise": sum(table.within_noise for table in tables),
        "not_reached": sum(table.not_reached for table in tables),
        "differ": sum(table.differ for table in tables),
        "not_computed": sum(table.not_computed for table in tables),
    }


def _documents(tables: Sequence[TableCount]) -> list[dict[str, object]]:
    names = dict.fromkeys(table.document for table in tables)
    return [
        {"document": name, **_sums([table for table in tables if table.document == name])}
        for name in names
    ]


def _rows(tables: Sequence[TableCount]) -> list[dict[str, object]]:
    return [
        {"document": table.document, "table": table.tabel, **_sums([table])} for table in tables
    ]


def _print(rows: Sequence[AuditRow], tables: Sequence[TableCount]) -> None:
    header = ("id", "source", "published", "computed", "agrees", "remark")
    print_table(header, [_line(row) for row in rows])
    print()
    summary = [list(line.values()) for line in _rows(tables)]
    totals = [[line["document"], "all", *list(line.values())[1:]] for line in _documents(tables)]
    sums = _sums(tables)
    everything = ["all documents", "all", *sums.values()]
    lines: list[list[Cell]] = [
        [cell if isinstance(cell, str | int) else str(cell) for cell in line]
        for line in (*summary, *totals, everything)
    ]
    print_table(("document", "table", *(name.replace("_", " ") for name in sums)), lines)


def _line(row: AuditRow) -> list[Cell]:
    printed = row.printed
    agrees = {True: "yes", False: "no", None: "."}[_AGREES[row.verdict]]
    remarks = (
        _WHY.get(row.verdict, ""),
        row.reason,
        row.column,
        " ".join(row.differing),
        row.contradiction,
    )
    return [
        printed.id,
        f"{printed.document}, {printed.tabel}",
        _text(printed.value),
        _text(row.computed),
        agrees,
        "; ".join(remark for remark in remarks if remark),
    ]


def _text(value: float | str | None) -> Cell:
    return value if value is None or isinstance(value, str) else f"{value:.6g}"
