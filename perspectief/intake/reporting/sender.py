"""The one page a sender gets with the returned workbook."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup

from perspectief.intake.reporting import html
from perspectief.intake.running.one_file import FileResult
from perspectief.intake.understanding.fields import Field, fields_of
from perspectief.intake.understanding.lists import NotUnderstood
from perspectief.intake.validating.findings import Finding, column_letters
from perspectief.intake.validating.words import NOTES, REFUSED, RETURNED, RULES

_MOST_LINES = 40


def sender_page(result: FileResult) -> bytes:
    """Return what is wrong with a file, what is to be done, and what went well."""
    name = result.file.name
    if result.refused is not None:
        parts = [html.sentence(REFUSED[result.refused], marked=True)]
        return html.page(f"Wij konden deze lijst niet lezen: {name}", parts)
    if result.problems:
        parts = [html.sentence(problem_sentence(p), marked=True) for p in result.problems]
        return html.page(f"Wij begrijpen deze lijst niet: {name}", [*parts, *_columns(result)])
    faults = [f for f in result.findings if RULES[f.rule].level == "fout"]
    oddities = [f for f in result.findings if RULES[f.rule].level != "fout"]
    persons = sum(sheet.persons for sheet in result.sheets)
    parts = [
        html.sentence(f"Wij lazen {persons} personen."),
        html.sentence(_verdict(len(faults), len(oddities)), marked=bool(faults)),
        *_counted(faults, "Verbeter deze cellen"),
        *_counted(oddities, "Kijk nog eens naar deze cellen"),
        *_lines(faults),
        *_remarks(result),
    ]
    return html.page(f"Over uw lijst: {name}", parts)


def problem_sentence(problem: NotUnderstood) -> str:
    """Return why a list goes back, in plain Dutch."""
    asked = ", ".join(_question(code) for code in problem.fields)
    where = f"Blad {problem.sheet}: " if problem.sheet else ""
    return where + RETURNED[problem.problem].format(fields=asked)


def _question(code: str) -> str:
    return f"{code} ({_field(code).name})"


def _field(code: str) -> Field:
    kind = "ministerie" if code.startswith("v") else "steunpunt"
    return next(field for field in fields_of(kind) if field.code == code)


def _verdict(faults: int, oddities: int) -> str:
    if not faults and not oddities:
        return "Wij vonden geen fouten. U hoeft niets te doen."
    if not faults:
        return f"Wij vonden geen fouten. Bij {oddities} cellen willen wij dat u nog eens kijkt."
    return (
        f"Wij vonden {faults} fouten. In de teruggestuurde werkmap zijn die cellen rood. In elke "
        "cel staat een opmerking die zegt wat u kunt doen. Verbeter ze en stuur de lijst opnieuw."
    )


def _counted(findings: list[Finding], title: str) -> list[Markup]:
    if not findings:
        return []
    counts = Counter((finding.field, finding.rule) for finding in findings)
    rows = [
        (_question(code) if code else "hele rij", RULES[rule].wrong, RULES[rule].mend, count)
        for (code, rule), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return [html.heading(title), html.table(("Vraag", "Wat", "Wat u kunt doen", "Aantal"), rows)]


def _lines(faults: list[Finding]) -> list[Markup]:
    rows = [
        (finding.place.sheet, _cell_name(finding), RULES[finding.rule].wrong)
        for finding in sorted(faults, key=lambda f: (f.place, f.column))[:_MOST_LINES]
    ]
    if not rows:
        return []
    rest = len(faults) - len(rows)
    more = [html.sentence(f"En nog {rest} fouten: zie de werkmap.")] if rest else []
    return [html.heading("Waar"), html.table(("Blad", "Cel", "Wat"), rows), *more]


def _cell_name(finding: Finding) -> str:
    if finding.column < 0:
        return f"rij {finding.place.row}"
    return f"{column_letters(finding.column)}{finding.place.row}"


def _remarks(result: FileResult) -> list[Markup]:
    said = [NOTES[note] for note in result.notes]
    said += [f"Blad {name} is verborgen. Wij lazen het niet." for name in result.hidden_sheets]
    for sheet in result.sheets:
        if sheet.skipped:
            rows = ", ".join(map(str, sheet.skipped[:20]))
            said.append(f"Blad {sheet.name}: wij lazen deze rijen niet als persoon: {rows}.")
    return [html.heading("Goed om te weten"), html.bullets(said)] if said else []


def _columns(result: FileResult) -> list[Markup]:
    parts = []
    for sheet in result.sheets:
        rows = [
            (column_letters(m.column), m.heading, m.field or "–", f"{100 * m.certainty:.0f} %")
            for m in sheet.columns
        ]
        parts += [html.heading("Zo lazen wij de kolommen"), html.table(_COLUMN_HEADER, rows)]
    return parts


_COLUMN_HEADER = ("Kolom", "Kop", "Vraag", "Zeker")
