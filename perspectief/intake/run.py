"""`perspectief intake run`: from a folder of lists to an extract, and what senders must mend."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from perspectief.intake.decisions import DECISIONS_FILE, Decisions, decisions_text, read_decisions
from perspectief.intake.releasing.extract_files import check_extract, extract_files
from perspectief.intake.releasing.files import place_folder, write_whole
from perspectief.intake.reporting.account_page import account_page, returned_line
from perspectief.intake.reporting.returning import marked_workbook
from perspectief.intake.reporting.safety_page import safety_page
from perspectief.intake.reporting.sender import sender_page
from perspectief.intake.running.abreast import each
from perspectief.intake.running.account import intake_block, steps
from perspectief.intake.running.flow import Flow, flow
from perspectief.intake.running.inputs import InputFile, input_files, seed_of, unchanged
from perspectief.intake.running.one_file import Context, FileResult, process_file
from perspectief.intake.settings import Settings, SettingsError, read_settings
from perspectief.intake.understanding.mapping import (
    MAPPING_FOLDER,
    Mappings,
    mapping_text,
    read_mappings,
)
from perspectief_core.data import extract
from perspectief_core.data.extract import Extract

Progress = Callable[[str], None]
_DEMO_DIGITS = "99"
_RETURNED = "terug"


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked.

    Parameters
    ----------
    lists, out
        Folder of lists, and folder of the extract to be.
    work
        Folder for returned workbooks, reports, decisions and mappings; it holds personal data.
    basis
        Extract whose steunpunten and DT&V caseload are taken over.
    partial
        Make an extract also when lists were returned.
    """

    lists: Path
    out: Path
    work: Path
    basis: Path | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did: the extract's id (None: none was written), counts, and what was returned."""

    extract_id: str | None
    lists: int
    steps: Mapping[str, int]
    returned: tuple[str, ...]
    faults: int
    open_questions: int


class InputsChangedError(Exception):
    """A list changed while it was read: nothing was written."""


def run_intake(job: Job, progress: Progress) -> Outcome:
    """Read every list, tell every sender, and write the extract when all lists were understood.

    Raises
    ------
    SettingsError
        When settings, mappings, decisions or the basis cannot be used.
    InputsChangedError
        When a list changed during the run.
    """
    settings = read_settings(job.lists)
    decisions = read_decisions(job.work / DECISIONS_FILE)
    remembered = read_mappings(job.work / MAPPING_FOLDER)
    basis = _basis(job.basis)
    files = input_files(job.lists, (job.work, job.out))
    if not files:
        raise SettingsError("in de map staan geen lijsten")
    context = Context(settings, remembered, decisions.of("uitkomst"))
    results = _read_all(files, context, progress)
    _check_kind(results, settings)
    made = _flow(results, settings, decisions, seed_of(files), job.partial)
    _report(job, results, made, decisions, progress)
    _write_mappings(job.work, results, remembered)
    if not unchanged(files):
        raise InputsChangedError("een lijst is veranderd tijdens het lezen; er is niets geschreven")
    extract_id = _release(job, results, made, settings, basis) if made else None
    return _outcome(results, made, decisions, extract_id)


def _basis(path: Path | None) -> Extract | None:
    if path is None:
        return None
    try:
        return extract.load(path)
    except extract.ExtractFaultsError as error:
        raise SettingsError("het extract van `--basis` heeft fouten") from error


def _read_all(files: Sequence[InputFile], context: Context, progress: Progress) -> list[FileResult]:
    results = []
    for done, result in enumerate(
        each(functools.partial(process_file, context=context), files), start=1
    ):
        results.append(result)
        progress(f"Lijst {done} van {len(files)} gelezen: {result.file.name}")
    return results


def _check_kind(results: Sequence[FileResult], settings: Settings) -> None:
    numbers = [row.number for result in results for row in result.registrations if row.number]
    # The demo gives its persons numbers with these second and third digits, so that nobody can
    # pass real lists off as invented ones.
    invented = sum(number[1:3] == _DEMO_DIGITS for number in numbers)
    if settings.soort == "synthetic" and invented < 0.9 * len(numbers):
        raise SettingsError("`soort` is synthetic, maar de V-nummers zijn niet van een demo")
    if settings.soort == "register" and numbers and invented == len(numbers):
        raise SettingsError("dit zijn lijsten van een demo; zet `soort` op synthetic")


def _flow(
    results: Sequence[FileResult],
    settings: Settings,
    decisions: Decisions,
    seed: bytes,
    partial: bool,
) -> Flow | None:
    registrations = [row for result in results for row in result.registrations]
    records = [row for result in results for row in result.records]
    if not registrations or (any(result.returned for result in results) and not partial):
        return None
    made = flow(registrations, records, settings, decisions, seed)
    return made if len(made.people) else None


def _report(
    job: Job,
    results: Sequence[FileResult],
    made: Flow | None,
    decisions: Decisions,
    progress: Progress,
) -> None:
    written = set()
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        faulty = [result for result in results if result.findings]
        marked = pool.map(
            lambda r: marked_workbook(r.file.path, r.findings, csv=r.form == "csv"), faulty
        )
        for result, content in zip(faulty, marked, strict=True):
            if content is not None:
                written.add(_returned_to(job.work, result, "xlsx", content))
    for result in results:
        written.add(_returned_to(job.work, result, "html", sender_page(result)))
    for path in (job.work / _RETURNED).iterdir():
        # What an earlier run returned is mended by now, or about a list that is gone.
        if path not in written and path.suffix in (".xlsx", ".html"):
            path.unlink()
    progress("Werkmappen en samenvattingen voor de afzenders staan klaar")
    write_whole(job.work / "verslag.html", account_page(results, made, decisions))
    if made is not None:
        text = decisions_text(made.proposals, decisions)
        write_whole(job.work / DECISIONS_FILE, text.encode())


def _returned_to(work: Path, result: FileResult, suffix: str, content: bytes) -> Path:
    name = result.file.name.replace("/", " - ").removesuffix(".xlsx")
    path = work / _RETURNED / f"{name}.{suffix}"
    write_whole(path, content)
    return path


def _write_mappings(work: Path, results: Sequence[FileResult], remembered: Mappings) -> None:
    senders = {sheet.sender for result in results for sheet in result.sheets}
    for sender in sorted(senders):
        matches = [
            match
            for result in results
            for sheet in result.sheets
            if sheet.sender == sender
            for match in sheet.columns
        ]
        text = mapping_text(matches, remembered.get(sender, {}))
        write_whole(work / MAPPING_FOLDER / f"{sender}.json", text.encode())


def _release(
    job: Job,
    results: Sequence[FileResult],
    made: Flow,
    settings: Settings,
    basis: Extract | None,
) -> str:
    account = intake_block(results, made, settings)
    place_folder(job.out, extract_files(made.people, basis, settings, account), check_extract)
    extract_id = extract.load(job.out).id
    write_whole(job.work / "veiligheid.html", safety_page(made, settings, extract_id))
    return extract_id


def _outcome(
    results: Sequence[FileResult], made: Flow | None, decisions: Decisions, extract_id: str | None
) -> Outcome:
    proposals = made.proposals if made else ()
    undecided = sum(p.key not in decisions.of(p.question) for p in proposals)
    return Outcome(
        extract_id=extract_id,
        lists=len(results),
        steps=asdict(steps(made)) if made else {},
        returned=tuple(returned_line(result) for result in results if result.returned),
        faults=sum(len(result.findings) for result in results),
        open_questions=undecided,
    )
