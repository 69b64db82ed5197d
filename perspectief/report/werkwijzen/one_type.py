"""One type of working method beside all types together: every outcome in one table."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows
from perspectief.report.drawing import states
from perspectief.report.werkwijzen.dots_chart import type_name
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten.werkwijzen import TypeComparison, TypeShare

CAVEAT = (
    "Een verschil zegt niet dat de werkwijze de oorzaak is: de jongeren, de gemeente en de "
    "procedure verschillen ook."
)


@under(Heading("een_type", "Naast alle typen samen"))
def one_type_block(results: Sequence[Protected[TypeComparison]], type_: str) -> Block:
    """Return the block with one type's share of every outcome; `results` are one an outcome."""
    comparisons = [result.value for result in results]
    return Block(
        sentence=states.honest(sentence(comparisons, type_), results[0]),
        source=tuple(results),
        table=Rows(comparisons)
        .text("uitkomst", "Uitkomst", lambda comparison: labels.OUTCOME[comparison.outcome])
        .share("eigen", type_name(type_), lambda comparison: _own(comparison, type_).pooled)
        .interval(
            "bandbreedte",
            "Waarschijnlijk tussen",
            lambda comparison: _range(_own(comparison, type_)),
        )
        .share("allen", "Alle typen samen", lambda comparison: comparison.overall)
        .text("verschillen", "Verschillen de typen?", _judgement)
        .table(
            f"{type_name(type_)} naast alle typen samen, per uitkomst",
            "'Waarschijnlijk tussen' rekent mee dat steunpunten van één type onderling "
            f"verschillen; bij één steunpunt is dat er niet. {CAVEAT}",
        ),
        reading=(
            "Elke rij is een uitkomst: eerst dit type, dan alle steunpunten samen. De laatste "
            "kolom gaat over alle typen tegelijk, met de steunpunten als eenheid."
        ),
        definition=Definition(
            what="Het aandeel jongeren met elke uitkomst, bij de steunpunten van één type.",
            numerator="jongeren bij steunpunten van het type met de uitkomst",
            denominator="alle jongeren bij steunpunten van het type die nu meetellen",
            source=(
                "Geteld in de gegevens die u bekijkt. Typen: Samenvatting, Tabel S2. "
                "Bandbreedte: Korn en Graubard 1998, met steunpunten als eenheid."
            ),
        ),
        numbers=(),
    )


def sentence(comparisons: Sequence[TypeComparison], type_: str) -> str:
    """Return how many people the type has, and on how many outcomes the types differ."""
    own = _own(comparisons[0], type_)
    if not own.pooled.total:
        return shares.NOBODY
    places = formats.plural(own.n_steunpunten, "steunpunt", "steunpunten")
    young = formats.people(own.pooled.total)
    differing = [
        labels.OUTCOME_SHORT[comparison.outcome]
        for comparison in comparisons
        if comparison.more_than_chance
    ]
    said = (
        f"Bij {formats.listing(differing)} verschillen de typen meer dan toeval."
        if differing
        else "Bij geen enkele uitkomst verschillen de typen meer dan toeval."
    )
    return f"Het type '{labels.WERKWIJZE[type_]}' telt {places} met {young}. {said}"


def _own(comparison: TypeComparison, type_: str) -> TypeShare:
    return next((kind for kind in comparison.types if kind.type == type_), _nobody(type_))


def _nobody(type_: str) -> TypeShare:
    return TypeShare(type=type_, points=(), n_steunpunten=0, pooled=Share(0, 0, 0.0, 1.0))


def _range(own: TypeShare) -> Interval | None:
    return own.interval if own.pooled.enough else None


def _judgement(comparison: TypeComparison) -> str:
    if comparison.permutation_p is None:
        return "niet te zeggen"
    return "meer dan toeval" if comparison.more_than_chance else "niet meer dan toeval"
