"""`perspectief intake demo`: from a synthetic extract back to the lists of twenty offices."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from perspectief.intake.demo.answers import Answers, guidance_answers, register_answers
from perspectief.intake.demo.faults import (
    CELL_FAULTS,
    Effect,
    as_written,
    earlier_stay,
    fits,
    stranger,
)
from perspectief.intake.demo.files import file_bytes
from perspectief.intake.demo.grid import Entry, Grid, lay_out
from perspectief.intake.demo.ministry import ministry_grid
from perspectief.intake.demo.people import DemoPerson, invent
from perspectief.intake.demo.rounds import Snapshot, snapshots
from perspectief.intake.demo.styles import MONTHS_ONLY, STYLES, Style
from perspectief.intake.settings import SETTINGS_FILE, Settings
from perspectief.intake.values.value import Cell
from perspectief_core.data import extract

TRUTH_FILE = "waarheid.json"
FINAL = "eindlijst"
_TIMES = 2
_Wrong = tuple[dict[str, Cell], tuple[int, ...]]


@dataclass(slots=True, kw_only=True)
class Truth:
    """One planted fault: the rule or step that must find it, where it stands, what it does."""

    rule: str
    person: str
    effect: Effect
    column: str = ""
    field: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(slots=True)
class _Final:
    """The final lists while they are made: entries per steunpunt, and the truths."""

    entries: dict[str, list[Entry]]
    truths: list[Truth] = field(default_factory=list)

    def add(self, steunpunt: str, answers: Answers, truth: Truth) -> None:
        """Add a row that is not to count."""
        self.truths.append(truth)
        self.entries[steunpunt].append(Entry(answers, truth=(len(self.truths) - 1,)))


def make_demo(
    source: Path, folder: Path, seed: int, faults: bool = True, rounds: bool = True
) -> int:
    """Write the lists; return how many.

    Parameters
    ----------
    source : Path
        A synthetic extract.
    folder : Path
        New or empty. Gets the lists of each round, that of the ministry, the settings, and with
        faults `waarheid.json`: what was planted where.
    seed : int
        The same seed gives the same bytes.
    faults : bool
        Whether to plant faults in the last round.
    rounds : bool
        Whether to make the three rounds of Bijlage 1 too.
    """
    start = extract.load(source)
    rng = np.random.default_rng(seed)
    styles = dict(zip(sorted(start.steunpunten["steunpunt"].astype(str)), STYLES, strict=False))
    names = dict(zip(start.steunpunten["steunpunt"], start.steunpunten["naam"], strict=True))
    months_only = frozenset(code for code, style in styles.items() if style.dates == MONTHS_ONLY)
    people = invent(start.deelnemers, rng, months_only)
    files: dict[str, bytes] = {}
    for snapshot in snapshots(people) if rounds else ():
        entries = _snapshot_entries(snapshot, styles, rng)
        files |= _render(f"ronde {snapshot.number}", entries, styles, names, [])
    final = _final(people, styles, rng, faults)
    files |= _render(FINAL, final.entries, styles, names, final.truths)
    files["DMB registratie.xlsx"] = _ministry(people, rng)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    _write_settings(folder, start.manifest.peildatum.isoformat())
    if faults:
        said = json.dumps([asdict(truth) for truth in final.truths], indent=1, ensure_ascii=False)
        (folder / TRUTH_FILE).write_text(said + "\n", encoding="utf-8")
    return len(files)


def _write_settings(folder: Path, peildatum: str) -> None:
    said = {"soort": "synthetic", "peildatum": peildatum, "topcodering": 0}
    text = json.dumps(said, indent=2) + "\n"
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")


def _snapshot_entries(
    snapshot: Snapshot, styles: dict[str, Style], rng: np.random.Generator
) -> dict[str, list[Entry]]:
    entries: dict[str, list[Entry]] = {code: [] for code in styles}
    twice = {person.source for person in snapshot.doubles}
    for person, left in snapshot.people:
        answers = guidance_answers(person, left, rng)
        times = 2 if person.source in twice else 1
        entries[str(person.row["steunpunt"])] += [Entry(answers)] * times
    first = Settings().begin
    for index in range(snapshot.children):
        person = snapshot.people[index][0]
        like = guidance_answers(person, False, rng)
        child = stranger("kind", index, like, first)
        entries[str(person.row["steunpunt"])].append(Entry(child))
    return entries


def _final(
    people: Sequence[DemoPerson], styles: dict[str, Style], rng: np.random.Generator, faults: bool
) -> _Final:
    answers = {p.source: guidance_answers(p, True, rng) for p in people}
    final = _Final({code: [] for code in styles})
    wrong = _wrong_cells(people, styles, rng, final.truths) if faults else {}
    for person in people:
        cells, truths = wrong.get(person.source, ({}, ()))
        final.entries[str(person.row["steunpunt"])].append(
            Entry(answers[person.source], cells, truths)
        )
    if faults:
        _add_rows(people, answers, final, set(wrong), rng)
    return final


def _wrong_cells(
    people: Sequence[DemoPerson],
    styles: dict[str, Style],
    rng: np.random.Generator,
    truths: list[Truth],
) -> dict[str, _Wrong]:
    """Return the wrong cell of each person that gets one; nobody gets two."""
    wrong: dict[str, _Wrong] = {}
    taken = frozenset(person.number for person in people)
    for fault in CELL_FAULTS * _TIMES:
        able = [
            person
            for person in people
            if person.source not in wrong
            and fits(fault, person, styles[str(person.row["steunpunt"])])
        ]
        if not able:
            continue
        person = able[int(rng.integers(len(able)))]
        style = styles[str(person.row["steunpunt"])]
        cell = as_written(fault, person, style, taken)
        wrong[person.source] = ({fault.code: cell}, (len(truths),))
        truths.append(
            Truth(
                rule=fault.rule,
                person=person.source,
                effect=fault.effect,
                column=fault.column,
                field=fault.code,
            )
        )
    return wrong


def _add_rows(
    people: Sequence[DemoPerson],
    answers: dict[str, Answers],
    final: _Final,
    used: set[str],
    rng: np.random.Generator,
) -> None:
    places = [code for code, entries in final.entries.items() if entries]
    first = Settings().begin
    sound = [person for person in people if person.source not in used]
    chosen = [sound[int(i)] for i in rng.choice(len(sound), size=6 * 3, replace=False)]
    for index, person in enumerate(chosen):
        own, said = str(person.row["steunpunt"]), answers[person.source]
        other = places[(places.index(own) + 1 + index) % len(places)]
        if index % 6 < 2:
            final.add(own, said, Truth(rule="doubles", person=person.source, effect="geen"))
        elif index % 6 == 2 and other != own:
            earlier = earlier_stay(said, person.entry)
            final.add(other, earlier, Truth(rule="moved", person=person.source, effect="geen"))
        else:
            kind = ("kind", "te vroeg", "te laat")[index % 3]
            step = {"kind": "children", "te vroeg": "left_before", "te laat": "entered_after"}[kind]
            extra = stranger(kind, 100 + index, said, first)  # type: ignore[arg-type]
            final.add(own, extra, Truth(rule=step, person="", effect="geen"))


def _render(
    round_folder: str,
    entries: dict[str, list[Entry]],
    styles: dict[str, Style],
    names: dict[str, str],
    truths: list[Truth],
) -> dict[str, bytes]:
    files = {}
    for index, (code, style) in enumerate(styles.items()):
        if not entries[code]:
            continue
        title = f"Steunpunt {names[code]}"
        # One office names its file so that only the title row tells whose it is.
        stem = f"lijst {index + 1}" if style.title_rows == 4 else f"{names[code]} registratie"
        path = f"{round_folder}/{stem}.{style.form}"
        # The same layout in every round: an office keeps its ways.
        rng = np.random.default_rng(index)
        grids = []
        for sheet, part in _sheets(entries[code], style):
            grid = lay_out(sheet, title, part, style, rng)
            _note_places(grid, part, path, truths)
            grids.append(grid)
        if style.hidden_sheet:
            old = lay_out("oud", title, entries[code][:2], style, rng)
            grids.append(Grid(name="oud", rows=old.rows, hidden=True))
        files[path] = file_bytes(grids, style)
    return files


def _sheets(entries: Sequence[Entry], style: Style) -> list[tuple[str, list[Entry]]]:
    if not style.two_sheets:
        return [("Blad1", list(entries))]
    guided = [entry for entry in entries if entry.answers["C13"] == "nee"]
    left = [entry for entry in entries if entry.answers["C13"] != "nee"]
    parts = [("huidig", guided), ("uitgestroomd", left)]
    return [(name, part) for name, part in parts if part]


def _note_places(grid: Grid, part: Sequence[Entry], path: str, truths: list[Truth]) -> None:
    for index, entry in enumerate(part):
        for number in entry.truth:
            truth = truths[number]
            truth.file, truth.row = path, grid.places[index]
            truth.sheet = "" if path.endswith(".csv") else grid.name


def _ministry(people: Sequence[DemoPerson], rng: np.random.Generator) -> bytes:
    linked = [person for person in people if person.row["dmb_koppeling"]]
    records = [register_answers(person, rng) for person in linked]
    first = Settings().begin
    for index in range(2):
        child = stranger("kind", index, guidance_answers(people[index], False, rng), first)
        records.append(
            register_answers(people[index], rng)
            | {"v1": [child["C1"]], "v2": [child["C4"]], "v10c": [], "v10e1": []}
            if people[index].known
            else register_answers(linked[index], rng) | {"v1": [child["C1"]], "v2": [child["C4"]]}
        )
    order = rng.permutation(len(records))
    return file_bytes([ministry_grid([records[int(i)] for i in order])], STYLES[0])
