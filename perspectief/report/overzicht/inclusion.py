"""Wie tellen we mee? The inclusion flow as a list of steps with the number that each drops."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing.described import Flow
from perspectief.report.drawing.flow import Step, stepped
from perspectief.report.words import criteria, formats
from perspectief.report.words.markup import listing, tag
from perspectief_core.cohort.selecting import FlowStep, InclusionFlow
from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded

MISSING = " (staat niet in deze gegevens)"
_DEFAULT = {criterion.code: criterion.default for criterion in CRITERIA}


@under(Heading("instroomschema", "Wie tellen we mee?"))
def flow_block(result: Protected[InclusionFlow]) -> Block:
    """Return the block with the inclusion flow."""
    flow = result.value
    return Block(
        sentence=sentence(flow),
        source=result,
        picture=Picture(
            "html",
            drawing(flow),
            f"Stappen van {formats.about(flow.start)} naar {formats.people(flow.counted)}.",
            described=(Flow(steps(flow)),),
        ),
        table=_table(flow),
        reading=(
            "Elke stap past één keuze toe op de jongeren die na de vorige stap over zijn. "
            "Achter de stap staat hoeveel jongeren daardoor afvallen."
        ),
        definition=Definition(
            what="De weg van alle jongeren in de gegevens naar de jongeren die nu meetellen.",
            numerator="jongeren die na de stap over zijn",
            denominator=f"{_all(flow.start)} jongeren in de gegevens",
            source="Samenvatting en Kamerbrief 2011, paragraaf 3 (keuzes van het rapport).",
        ),
    )


def _all(start: int) -> str:
    return f"{'de' if isinstance(start, Rounded) else 'alle'} {formats.about(start)}"


def sentence(flow: InclusionFlow) -> str:
    """Return how many people are counted, and how many fell out."""
    if isinstance(flow.start, Rounded):
        return (
            f"Van {formats.about(flow.start)} jongeren in de gegevens tellen er nu "
            f"{formats.about(flow.counted)} mee."
        )
    dropped = flow.start - flow.counted
    if not dropped:
        return f"Alle {formats.count(flow.start)} jongeren in de gegevens tellen mee."
    counted = f"tellen er nu {formats.count(flow.counted)}"
    if flow.counted < 2:
        counted = f"telt er nu {flow.counted or 'niemand'}"
    return (
        f"Van de {formats.count(flow.start)} jongeren in de gegevens {counted} mee. "
        f"{formats.plural(dropped, 'valt', 'vallen')} af."
    )


def step_name(step: FlowStep) -> str:
    """Return the name of a step with its choice."""
    chosen = criteria.chosen(step.code, step.choice)
    return f"{criteria.name(step.code)}: {chosen}" if chosen else criteria.name(step.code)


def marked_name(step: FlowStep) -> str:
    """Return the name of a step, with a remark when the data cannot say who it is about."""
    return step_name(step) + (MISSING if step.column_missing else "")


def worth_a_line(step: FlowStep) -> bool:
    """Tell whether the drawing shows a step: not when it keeps everyone by the report's choice."""
    return step.is_filter or bool(step.dropped) or step.choice[0] != _DEFAULT[step.code]


def drawing(flow: InclusionFlow) -> Markup:
    """Return the steps as a list in HTML, with what each of them drops."""
    return stepped(steps(flow)) + _without_effect(flow)


def steps(flow: InclusionFlow) -> tuple[Step, ...]:
    """Return the steps that are drawn: all, then what was dropped, then who is counted."""
    return (
        Step(formats.count(flow.start), "jongeren in de gegevens"),
        *(
            Step(formats.count(step.kept), marked_name(step), step.dropped)
            for step in flow.steps
            if worth_a_line(step)
        ),
        Step(
            formats.count(flow.counted),
            "jongere telt mee" if flow.counted == 1 else "jongeren tellen mee",
        ),
    )


def _without_effect(flow: InclusionFlow) -> Markup:
    """Return the report's choices that keep everyone, folded into one line."""
    rest = [step for step in flow.steps if not worth_a_line(step)]
    if not rest:
        return Markup()
    heading = formats.plural(
        len(rest), "keuze van het rapport laat", "keuzes van het rapport laten"
    )
    nobody = f"elk {formats.FEW} jongeren" if isinstance(flow.start, Rounded) else "niemand"
    summary = tag("summary", f"{heading} {nobody} afvallen")
    return tag("details", summary, listing(map(marked_name, rest)))


def _table(flow: InclusionFlow) -> Table:
    return (
        Rows(flow.steps)
        .text("stap", "Stap", step_name)
        .text("soort", "Soort", lambda step: "filter" if step.is_filter else "keuze")
        .count("vallen_af", "Vallen af", lambda step: step.dropped)
        .count("blijven_over", "Blijven over", lambda step: step.kept)
        .table("Wie telt mee, stap voor stap")
    )
