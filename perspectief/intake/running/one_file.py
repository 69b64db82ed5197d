"""From one file to records: read, understood, validated; cells do not leave this step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perspectief.intake.reading.reader import read_file
from perspectief.intake.reading.refusals import Refusal
from perspectief.intake.reading.workbook import Refused, Workbook
from perspectief.intake.running.inputs import InputFile
from perspectief.intake.settings import Settings
from perspectief.intake.understanding.columns import ColumnMatch
from perspectief.intake.understanding.lists import (
    ListTable,
    Named,
    NotUnderstood,
    Understanding,
    understand,
)
from perspectief.intake.understanding.senders import MINISTRY
from perspectief.intake.validating.findings import Finding
from perspectief.intake.validating.register import RegisterRecord, read_register
from perspectief.intake.validating.registrations import Registration, read_registrations


@dataclass(frozen=True, slots=True)
class Context:
    """What every file is read with."""

    settings: Settings
    remembered: Mapping[str, Mapping[str, str]]
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReport:
    """How a sheet was read: sender, round, columns, persons, rest."""

    name: str
    sender: str
    round: int
    columns: tuple[ColumnMatch, ...]
    persons: int
    skipped: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What one file gave: records and findings, or why it goes back."""

    file: InputFile
    form: str = ""
    refused: Refusal | None = None
    problems: tuple[NotUnderstood, ...] = ()
    notes: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    sheets: tuple[SheetReport, ...] = ()
    registrations: tuple[Registration, ...] = ()
    records: tuple[RegisterRecord, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def returned(self) -> bool:
        """Whether nothing of the file is used."""
        return self.refused is not None or bool(self.problems)


def process_file(file: InputFile, context: Context) -> FileResult:
    """Return what one file gives."""
    workbook = read_file(file.path)
    if isinstance(workbook, Refused):
        return FileResult(file=file, refused=workbook.reason)
    named = Named(file.name, context.settings.afzenders.get(file.name), context.remembered)
    understood = understand(workbook, named)
    sheets = tuple(map(_sheet_report, understood.tables))
    if understood.problems:
        return FileResult(
            file=file,
            form=workbook.form,
            problems=understood.problems,
            notes=workbook.notes,
            sheets=sheets,
        )
    return _validated(file, workbook, understood, sheets, context)


def _validated(
    file: InputFile,
    workbook: Workbook,
    understood: Understanding,
    sheets: tuple[SheetReport, ...],
    context: Context,
) -> FileResult:
    registrations: list[Registration] = []
    records: list[RegisterRecord] = []
    findings: list[Finding] = []
    settings = context.settings
    for table in understood.tables:
        if table.sender == MINISTRY:
            register, faults = read_register(table, workbook.from_1904, settings.peildatum.year)
            records.extend(register)
        else:
            people, faults = read_registrations(
                table, workbook.from_1904, settings, context.outcomes
            )
            registrations.extend(people)
        findings.extend(faults)
    return FileResult(
        file=file,
        form=workbook.form,
        notes=workbook.notes,
        hidden_sheets=understood.hidden_sheets,
        sheets=sheets,
        registrations=tuple(registrations),
        records=tuple(records),
        findings=tuple(findings),
    )


def _sheet_report(table: ListTable) -> SheetReport:
    header = table.header
    return SheetReport(
        name=table.sheet.name,
        sender=table.sender,
        round=table.round,
        columns=header.columns.matches,
        persons=len(table.body.persons),
        skipped=table.body.skipped,
    )
