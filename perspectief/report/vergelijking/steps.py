"""Who is compared: the steps of selection on both sides, side by side."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.drawing.described import Flow
from perspectief.report.drawing.flow import Step, stepped
from perspectief.report.overzicht import inclusion
from perspectief.report.words import formats
from perspectief.report.words.markup import tag
from perspectief_core.cohort.selecting import InclusionFlow
from perspectief_core.comparison.comparing import Comparison
from perspectief_core.comparison.dtv import DtvFlow, DtvStep, rounded_count
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded

STEP = {
    "overgedragen": "afgewezen en overgedragen aan DT&V",
    "in_beeld": "in beeld bij DT&V tussen 1 oktober 2009 en {day}",
    "volwassen": "18 jaar of ouder in 2010",
    "geen_deelnemer": "deed niet mee aan Perspectief",
}
_MADE = " De getallen daarvoor zijn in deze gegevens nagemaakt."
_GRID = (
    "display:grid;gap:0 2.5rem;grid-template-columns:repeat(auto-fit,minmax(min(21rem,100%),1fr))"
)


@under(Heading("stappen", "Wie worden er vergeleken?"))
def steps_block(own: Protected[InclusionFlow], compared: Protected[Comparison]) -> Block:
    """Return the block with the selection steps of both sides."""
    flow, other, unit = own.value, compared.value.dtv_flow, compared.value.rounding
    return Block(
        sentence=_sentence(flow, other, unit),
        source=(own, compared),
        picture=Picture(
            "html",
            tag(
                "div",
                _side("Perspectief", inclusion.drawing(flow)),
                _side("DT&V", stepped(_lines(other, unit))),
                style=_GRID,
            ),
            "Twee lijsten met stappen naast elkaar. Bij elke stap staat hoeveel jongeren "
            "overblijven.",
            described=(
                Flow(inclusion.steps(flow), "Perspectief"),
                Flow(_lines(other, unit), "DT&V"),
            ),
        ),
        table=_table(flow, other, unit),
        reading=(
            "Elke stap werkt op wie na de vorige stap over is. De brief noemt bij DT&V alleen het "
            f"eindgetal.{_MADE if other.steps else ''}"
        ),
        definition=Definition(
            what="De weg van alle personen in de gegevens naar wie er wordt vergeleken.",
            numerator="personen die na de stap over zijn",
            denominator="alle personen in de gegevens, per kant",
            source="Kamerbrief 2011, paragraaf 3 (Perspectief) en paragraaf 4 (DT&V).",
        ),
    )


def _sentence(own: InclusionFlow, other: DtvFlow, unit: int) -> str:
    if not other.steps:
        return (
            f"Bij Perspectief {_left(own)} over. Van DT&V noemt de brief alleen het eindgetal: "
            f"{_about(other.counted, unit)}."
        )
    return (
        f"Bij Perspectief {_left(own)} over, bij DT&V {_about(other.counted, unit)} "
        f"van {_about(other.start, unit)}. Uw keuzes en filters werken alleen op Perspectief; "
        "aan de kant van DT&V gelden altijd de stappen van de brief. Alleen de peildatum geldt "
        "voor beide, als bekend is wanneer wie bij DT&V in beeld was."
    )


def _left(flow: InclusionFlow) -> str:
    all_ = f"{formats.about(flow.start)} jongeren"
    if flow.counted < 2 and not isinstance(flow.counted, Rounded):
        return f"blijft {flow.counted or 'niemand'} van de {all_}"
    return f"blijven {formats.about(flow.counted)} van {all_}"


def _about(count: int, unit: int) -> str:
    # In words: `≈` is for the counts that the letter itself rounded.
    return f"ongeveer {formats.count(rounded_count('', count, unit).rounded)}"


def _side(name: str, drawing: Markup) -> Markup:
    return tag("section", tag("h3", name), drawing, aria_label=f"Stappen van {name}")


def _lines(flow: DtvFlow, unit: int) -> tuple[Step, ...]:
    return (
        Step(_about(flow.start, unit), "personen in de gegevens"),
        *(Step(_about(step.kept, unit), _name(step, flow)) for step in flow.steps),
        Step(_about(flow.counted, unit), "personen worden vergeleken"),
    )


def _name(step: DtvStep, flow: DtvFlow) -> str:
    name = STEP[step.code].format(day=formats.day(flow.peildatum))
    return name + (inclusion.MISSING if step.column_missing else "")


def _table(own: InclusionFlow, other: DtvFlow, unit: int) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ("Perspectief", inclusion.step_name(step), formats.count(step.kept)) for step in own.steps
    ]
    rows += [("DT&V", _name(step, other), _about(step.kept, unit)) for step in other.steps]
    return Table(
        caption="De stappen aan beide kanten",
        columns=(
            Column("kant", "Kant"),
            Column("stap", "Stap"),
            Column("over", "Blijven over", "text"),
        ),
        rows=tuple(rows),
        note=(
            "Ongeveer: afgerond op tientallen, zoals alle aantallen van DT&V. Alleen het eindgetal "
            "op 1 april 2011 staat in de brief; de andere zijn nagemaakt."
            if other.steps
            else "Van DT&V staat alleen het eindgetal in de brief, afgerond op tientallen."
        )
        + (" Die van Perspectief zijn afgerond op vijftallen." * isinstance(own.start, Rounded)),
    )
