"""Hoe kwamen de jongeren in deze gegevens? From rows on lists to persons in the extract."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing.described import Flow
from perspectief.report.drawing.flow import Step, stepped
from perspectief.report.words import formats
from perspectief_core.data.account import FINAL_ROUND, IntakeAccount, Round, Steps
from perspectief_core.data.description import Description
from perspectief_core.disclosure.protecting import Protected

REASONS = {
    "doubles": "dezelfde jongere staat twee keer op de lijst van één steunpunt",
    "moved": "de jongere ging verder bij een ander steunpunt",
    "children": "kind van een deelnemer",
    "left_before": "de begeleiding stopte voor de periode begon",
    "entered_after": "de begeleiding begon na de periode",
    "incomplete": "sekse, maand van instroom of uitkomst is niet bekend",
}
"""Why a row of the lists is not a person in the extract."""


@under(Heading("lijsten", "Van lijsten naar gegevens"))
def lists_block(result: Protected[Description]) -> Block:
    """Return the block on the lists; raises when the extract did not come from lists."""
    account = result.value.lists
    return Block(
        sentence=sentence(account),
        source=result,
        picture=Picture(
            "html",
            stepped(lines(account.steps)),
            f"Stappen van {formats.count(account.steps.rows)} rijen op de lijsten naar "
            f"{formats.count(account.steps.persons)} jongeren in de gegevens.",
            described=(Flow(tuple(lines(account.steps))),),
        ),
        table=_table(account),
        reading=(
            "De stappen gaan over de laatste lijst van elk steunpunt. De tabel laat zien hoeveel "
            "jongeren er in elke ronde op de lijsten stonden."
        ),
        definition=Definition(
            what="De weg van de lijsten van de steunpunten naar de jongeren in de gegevens.",
            numerator="rijen die na de stap over zijn",
            denominator=f"alle {formats.count(account.steps.rows)} rijen van de laatste lijsten",
            source="Het blok `intake` in manifest.json bij de gegevens.",
        ),
    )


def sentence(account: IntakeAccount) -> str:
    """Return how many rows became how many persons, and how many the ministry knows."""
    steps = account.steps
    rounds = len(account.rounds)
    begin = f"In {rounds} rondes lijsten" if rounds > 1 else "Op de lijsten"
    last = "stonden in de laatste" if rounds > 1 else "stonden"
    return (
        f"{begin} {last} {formats.plural(steps.rows, 'rij', 'rijen')}. Daaruit kwamen "
        f"{formats.people(steps.persons)}; {formats.count(steps.found)} daarvan "
        f"{'is' if steps.found == 1 else 'zijn'} gevonden in het register van het ministerie."
    )


def lines(steps: Steps) -> list[Step]:
    """Return the steps from rows on lists to persons, with what each of them drops."""
    kept = steps.rows
    flow = [Step(formats.count(kept), "rijen op de laatste lijsten")]
    for name, number in steps.dropped:
        if number:
            kept -= number
            flow.append(Step(formats.count(kept), REASONS[name], number))
    flow.append(Step(formats.count(steps.persons), "jongeren in de gegevens"))
    known = "daarvan gevonden in het register van het ministerie"
    return [*flow, Step(formats.count(steps.found), known)]


def _table(account: IntakeAccount) -> Table:
    return (
        Rows(account.rounds)
        .text("ronde", "Ronde", _name)
        .count("jongeren", "Jongeren op de lijsten", lambda round_: round_.rows)
        .count("in_begeleiding", "In begeleiding", lambda round_: round_.guided)
        .count("uitgestroomd", "Uitgestroomd", lambda round_: round_.left)
        .count("gevonden", "Gevonden in het register", lambda round_: round_.found)
        .table("Jongeren op de lijsten, per ronde")
    )


def _name(round_: Round) -> str:
    return "eindlijst" if round_.round == FINAL_ROUND else f"ronde {round_.round}"
