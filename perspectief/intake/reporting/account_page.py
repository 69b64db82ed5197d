"""The page for who runs the intake: every step, every list, what asks for a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from markupsafe import Markup

from perspectief.intake.decisions import Decisions
from perspectief.intake.reporting import html
from perspectief.intake.reporting.sender import problem_sentence
from perspectief.intake.running.account import rounds, steps
from perspectief.intake.running.flow import Flow
from perspectief.intake.running.one_file import FileResult
from perspectief.intake.validating.words import REFUSED, RULES
from perspectief_core.data.account import FINAL_ROUND

STEP_WORDS = {
    "rows": "Rijen in de laatste lijsten",
    "doubles": "– dubbel in de lijst van hetzelfde steunpunt",
    "moved": "– ook bij een ander steunpunt (het laatste telt)",
    "children": "– kind van een deelnemer",
    "left_before": "– al gestopt vóór het begin van de periode",
    "entered_after": "– pas begonnen na de peildatum",
    "incomplete": "– sekse, instroom of uitkomst onbekend",
    "persons": "Personen die meetellen",
    "found": "waarvan gevonden in het register van het ministerie",
    "found_by_number": "… op V-nummer",
    "found_by_decision": "… na een besluit",
    "not_certain": "V-nummer gelijk, maar niet zeker: vraagt een besluit",
}


def account_page(results: Sequence[FileResult], flow: Flow | None, decisions: Decisions) -> bytes:
    """Return the page about a run; without a flow the lists did not allow an extract."""
    returned = [result for result in results if result.returned]
    parts = [html.sentence(_lead(results, returned, flow), marked=bool(returned))]
    if flow is not None:
        parts += [
            html.heading("Van lijst naar extract"),
            html.table(("Stap", "Aantal"), _steps(flow)),
        ]
        parts += _rounds(flow)
        parts += _open_questions(flow, decisions)
    parts += _returned(returned)
    parts += [html.heading("De lijsten"), html.table(_LIST_HEADER, [_list(r) for r in results])]
    parts += _findings(results)
    return html.page("Verslag van de intake", parts)


_LIST_HEADER = ("Bestand", "Van", "Ronde", "Personen", "Fouten", "Let op")


def round_name(number: int) -> str:
    """Return a round in words."""
    return "eindlijst" if number == FINAL_ROUND else f"ronde {number}"


def _lead(results: Sequence[FileResult], returned: Sequence[FileResult], flow: Flow | None) -> str:
    read = f"Er zijn {len(results)} lijsten."
    if returned:
        read += (
            f" {len(returned)} daarvan gaan terug naar de afzender: die konden wij niet gebruiken."
        )
    if flow is None:
        return read + " Er is geen extract gemaakt."
    return read + f" In het extract staan {len(flow.people)} personen."


def _steps(flow: Flow) -> list[tuple[str, int]]:
    return [(STEP_WORDS[name], count) for name, count in asdict(steps(flow)).items()]


def _rounds(flow: Flow) -> list[Markup]:
    rows = [
        (round_name(round_.round), round_.rows, round_.guided, round_.left, round_.found)
        for round_ in rounds(flow)
    ]
    header = ("Ronde", "Rijen", "In begeleiding", "Uitgestroomd", "In het register")
    changes = [
        (
            c.sender,
            round_name(c.round),
            c.came,
            c.vanished,
            c.changed,
            "kijk na" if c.looks_incomplete else "",
        )
        for c in flow.rounds.changes
    ]
    parts = [html.heading("Per ronde"), html.table(header, rows)]
    if changes:
        names = ("Steunpunt", "Ronde", "Erbij", "Eraf", "Gewijzigd", "")
        parts += [html.heading("Wat er per steunpunt veranderde"), html.table(names, changes)]
    return parts


def _open_questions(flow: Flow, decisions: Decisions) -> list[Markup]:
    counts = Counter(
        (p.question, bool(decisions.of(p.question).get(p.key))) for p in flow.proposals
    )
    words = {
        "koppeling": "Is dit dezelfde persoon als in het register?",
        "dubbel": "Is dit twee keer dezelfde persoon?",
        "uitkomst": "Wat is de uitkomst?",
    }
    rows = [
        (text, counts[(question, False)], counts[(question, True)])  # type: ignore[index]
        for question, text in words.items()
    ]
    intro = "Vul uw antwoord in de kolom `besluit` van besluiten.csv en draai de intake opnieuw."
    table = html.table(("Vraag", "Nog open", "Besloten"), rows)
    return [html.heading("Wat u moet besluiten"), html.sentence(intro), table]


def _returned(returned: Sequence[FileResult]) -> list[Markup]:
    if not returned:
        return []
    return [html.heading("Lijsten die teruggaan"), html.bullets(map(returned_line, returned))]


def returned_line(result: FileResult) -> str:
    """Return one line that says why a file goes back."""
    why = REFUSED[result.refused] if result.refused else problem_sentence(result.problems[0])
    return f"{result.file.name}: {why}"


def _list(result: FileResult) -> tuple[html.Cell, ...]:
    faults = sum(RULES[f.rule].level == "fout" for f in result.findings)
    return (
        result.file.name,
        ", ".join(sorted({sheet.sender for sheet in result.sheets})) or "–",
        ", ".join(sorted({round_name(sheet.round) for sheet in result.sheets})) or "–",
        sum(sheet.persons for sheet in result.sheets),
        faults,
        len(result.findings) - faults,
    )


def _findings(results: Sequence[FileResult]) -> list[Markup]:
    counts = Counter(finding.rule for result in results for finding in result.findings)
    rows = [
        (RULES[rule].wrong, RULES[rule].level, count)
        for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return (
        [html.heading("Wat er mis was"), html.table(("Wat", "Soort", "Aantal"), rows)]
        if rows
        else []
    )
