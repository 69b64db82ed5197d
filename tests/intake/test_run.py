"""From the synthetic extract to lists and back: every person the same but for planted faults."""

import csv
import io
import random
import re
import shutil
from collections import Counter

import openpyxl
import pandas as pd
import pytest

from perspectief.intake.demo.rounds import printed_rounds
from perspectief.intake.running.inputs import input_files
from perspectief.intake.validating.words import RULES
from perspectief.report.overzicht.lists import REASONS, lists_block
from perspectief.report.verantwoording.safety import safety_block
from perspectief_core.audit import audit
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract, extract
from perspectief_core.data.description import describe
from perspectief_core.disclosure.protecting import protect
from tests.intake.killing import KillRun, leftovers
from tests.intake.runs import SOURCE, run_on

COLUMNS = [spec.name for spec in contract.DEELNEMERS.columns if spec.name != "persoon"]
LINKED = [spec.name for spec in contract.DEELNEMERS.columns if spec.linked]


def persons(frame):
    """Return how often each combination of values occurs, whoever has it."""
    return Counter(frame[COLUMNS].astype("string").fillna("<leeg>").itertuples(index=False))


def with_faults(start, truths):
    """Return the extract that the planted faults must leave."""
    frame = start.set_index("persoon")
    for truth in truths:
        if truth["effect"] == "weg":
            frame = frame.drop(index=truth["person"])
        elif truth["effect"] == "leeg":
            frame.loc[truth["person"], truth["column"]] = None
        elif truth["effect"] == "los":
            frame.loc[truth["person"], LINKED] = None
            frame.loc[truth["person"], "dmb_koppeling"] = False
    return frame


def test_clean_lists_give_back_the_extract_person_for_person(clean):
    assert persons(extract.load(clean.out).deelnemers) == persons(extract.load(SOURCE).deelnemers)


def test_planted_faults_change_what_they_must_and_nothing_else(faulty):
    expected = with_faults(extract.load(SOURCE).deelnemers, faulty.truths())
    assert persons(extract.load(faulty.out).deelnemers) == persons(expected)


def test_every_planted_fault_is_marked_in_its_own_cell(faulty):
    books = {}
    missed = []
    for truth in faulty.truths():
        if truth["rule"] not in RULES:
            continue
        name = truth["file"].removesuffix(".xlsx").replace("/", " - ")
        if name not in books:
            books[name] = openpyxl.load_workbook(faulty.work / "terug" / f"{name}.xlsx")
        sheet = books[name][truth["sheet"] or "lijst"]
        comments = [c.comment.text for c in sheet[truth["row"]] if c.comment is not None]
        if not any(RULES[truth["rule"]].wrong in text for text in comments):
            missed.append((truth["rule"], truth["file"], truth["row"]))
    assert missed == []


def test_sound_cells_get_no_fault(faulty):
    """False alarms: cells that are reported as wrong although nothing was planted there."""
    planted = {(t["file"], t["row"]) for t in faulty.truths()}
    alarms = []
    for path in (faulty.work / "terug").glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.comment and cell.fill.fgColor.rgb == "FFFFC7CE":
                        file = path.stem.replace(" - ", "/", 1)
                        if not any(
                            file in (f, f.removesuffix(".xlsx")) and r == cell.row
                            for f, r in planted
                        ):
                            alarms.append((path.name, cell.coordinate))
    assert alarms == []


def test_rows_that_do_not_count_are_counted_by_reason(faulty):
    planted = Counter(truth["rule"] for truth in faulty.truths() if truth["effect"] == "geen")
    assert {name: faulty.outcome.steps[name] for name in planted} == dict(planted)
    gone = sum(truth["effect"] == "weg" for truth in faulty.truths())
    assert faulty.outcome.steps["incomplete"] == gone


def test_mistyped_numbers_are_proposed_with_evidence_and_not_matched(faulty):
    rows = decisions(faulty)
    asked = {row["plaats"] for row in rows if row["soort"] == "koppeling"}
    planted = [truth for truth in faulty.truths() if truth["rule"] == "koppeling"]
    assert len(planted) >= 4
    for truth in planted:
        sheet = f", blad {truth['sheet']}" if truth["sheet"] else ""
        assert f"{truth['file']}{sheet}, rij {truth['row']}" in asked
    assert any("verwisseld" in row["bewijs"] for row in rows)


def decisions(run):
    text = (run.work / "besluiten.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_decisions_are_followed_in_the_next_run(faulty, tmp_path):
    rows = decisions(faulty)
    links = [row for row in rows if row["soort"] == "koppeling"]
    sure = [row for row in links if "geboortedatum gelijk" in row["bewijs"]]
    for row in sure:
        row["besluit"] = "ja"
    for row in rows:
        if row["soort"] == "uitkomst":
            row["besluit"] = "overig"
    work = tmp_path / "werkmap"
    work.mkdir()
    with (work / "besluiten.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    again = run_on(faulty.lists, tmp_path)
    assert again.outcome.steps["found_by_decision"] == len({row["plaats"] for row in sure}) > 0
    decided = sum(row["soort"] == "uitkomst" for row in rows)
    assert decided > 0
    assert again.outcome.steps["incomplete"] == faulty.outcome.steps["incomplete"] - decided


def test_bijlage_1_follows_from_the_lists(clean):
    rounds = {entry["round"]: entry for entry in clean.manifest()["intake"]["rounds"]}
    for (source, number), (guided, left) in printed_rounds().items():
        names = ("guided", "left") if source == "perspectief" else ("found_guided", "found_left")
        assert (rounds[number][names[0]], rounds[number][names[1]]) == (guided, left)
    assert clean.manifest()["intake"]["steps"]["found"] == 715


def test_the_audit_compares_every_round_with_bijlage_1(clean):
    rows = audit(extract.load(clean.out)).rows
    lines = [row for row in rows if row.printed.id.startswith("bijlage_01.")]
    assert [row.computed for row in lines] == [row.printed.value for row in lines]
    assert len(lines) == 15


def test_the_pages_tell_how_the_lists_became_persons(faulty):
    made = extract.load(faulty.out)
    description = protect(describe(made), made, Selection(), "open")
    block = lists_block(description)
    steps = faulty.outcome.steps
    assert f"kwamen {steps['persons']} jongeren; {steps['found']}" in block.sentence
    assert REASONS["doubles"] in block.picture.content
    alone = max(sizes.unique for sizes in description.value.intake.group_sizes)
    assert f"herkent {alone} van de" in safety_block(description).sentence


def test_same_lists_same_bytes(faulty, tmp_path):
    """Of some lists, since to read each of them again takes a second."""
    lists = tmp_path / "lijsten"
    shutil.copytree(faulty.lists, lists)
    for path in (lists / "eindlijst").glob("[!A]*"):
        path.unlink()
    assert len(input_files(lists, ())) == 5
    one, other = (run_on(lists, tmp_path / name) for name in ("een", "ander"))
    assert one.outcome.steps["persons"] > 50
    for name in ("deelnemers.parquet", "steunpunten.parquet", "dtv.parquet", "manifest.json"):
        assert (one.out / name).read_bytes() == (other.out / name).read_bytes()


def test_order_of_rows_does_not_follow_the_lists_or_the_published_hashes(clean):
    """Rows in the order of the source would tell who is who to whoever has the lists."""
    start = extract.load(SOURCE).deelnemers
    made = extract.load(clean.out).deelnemers
    same = (start["steunpunt"].to_numpy() == made["steunpunt"].to_numpy()).mean()
    by_chance = (start["steunpunt"].value_counts(normalize=True) ** 2).sum()
    assert same < by_chance + 0.1


def personal_values(lists):
    """Return the numbers and last names that stand in the plain .xlsx lists."""
    values = set()
    for path in (lists / "eindlijst").glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows(values_only=True):
                for cell in row:
                    text = str(cell or "")
                    if re.fullmatch(r"[012]99\d{7}", text) or re.fullmatch(
                        r"(?:Voor|Test|Demo|Proef|Schijn|Model|Fictie)[a-zë]{6,}", text
                    ):
                        values.add(text.casefold())
    return values


def test_nothing_of_a_person_is_said_or_kept(faulty):
    values = personal_values(faulty.lists)
    assert len(values) > 300
    said = " ".join(faulty.said).casefold()
    reports = [
        *faulty.work.glob("*.html"),
        *faulty.work.glob("*.csv"),
        *faulty.work.glob("*/*.json"),
        *faulty.work.glob("terug/*.html"),
        faulty.out / "manifest.json",
    ]
    for path in reports:
        said += path.read_text(encoding="utf-8").casefold()
    tables = [extract.load(faulty.out).deelnemers, extract.load(faulty.out).dtv]
    said += " ".join(frame.to_csv() for frame in tables).casefold()
    for path in faulty.out.iterdir():
        said += path.read_bytes().decode("latin-1").casefold()
    assert [value for value in values if value in said] == []


def test_originals_stay_as_they_were(faulty):
    manifest = {entry["sha256"] for entry in faulty.manifest()["intake"]["lists"]}
    assert {file.sha256 for file in input_files(faulty.lists, ())} == manifest


def test_dates_of_a_person_become_months_and_there_is_no_text(clean):
    made = extract.load(clean.out).deelnemers
    for name in ("instroom", "uitstroom"):
        assert (pd.to_datetime(made[name]).dropna().dt.day == 1).all()
    texts = [c.name for c in contract.DEELNEMERS.columns if c.kind == "text"]
    assert texts == ["persoon", "steunpunt"]


@pytest.mark.parametrize("name", ["verslag.html", "veiligheid.html"])
def test_reports_are_one_dutch_page(faulty, name):
    page = (faulty.work / name).read_text(encoding="utf-8")
    assert page.startswith('<!doctype html><html lang="nl">')
    assert "http" not in page


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_a_random_moment(faulty, tmp_path, seed):
    """An earlier extract stays whole or is replaced whole; no temporary file names a person."""
    run = KillRun(faulty, tmp_path)
    run.kill_after(random.Random(seed).uniform(0.2, 6.0))
    assert leftovers(run) == []
