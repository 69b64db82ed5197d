"""Blijft het staan? One split of organisation or method beside the characteristics of persons."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.samenhang import finding
from perspectief.report.words import by_chance, formats, labels, predictors, shares
from perspectief.report.words.choices import Choice
from perspectief.report.words.predictors import NAME
from perspectief_core.associations.alternative import Alternative
from perspectief_core.associations.chance import Chance
from perspectief_core.associations.predictors import recorded_members
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.meaning import ALPHA

STRONGEST = "sterkste"
CHOICE = Choice(
    "Welk kenmerk van organisatie of werkwijze",
    "toetssteen",
    {STRONGEST: "het sterkste kenmerk van de steunpunten"}
    | {
        member.kenmerk: NAME[member.kenmerk]
        for member in recorded_members("organisatie_en_werkwijze")
    },
    STRONGEST,
)
SOURCE = (
    "Geteld in de gegevens die u bekijkt. Toets binnen groepen: Cochran–Mantel–Haenszel met "
    "continuïteitscorrectie (Mantel en Haenszel 1959); gelijkheid van de groepen: Breslow–Day met "
    "de correctie van Tarone (1985)."
)
_NAMED = 4
"""Characteristics that a sentence names; of more it gives the number."""


def kenmerk(chosen: str) -> str | None:
    """Return the predictor for a chosen code; None lets the core take the strongest."""
    return None if chosen == STRONGEST else chosen


@under(Heading("andere_verklaring", "Is er een andere verklaring?"))
def alternative_block(result: Protected[Alternative]) -> Block:
    """Return the block that sets a split beside the characteristics of persons."""
    alternative = result.value
    name = NAME[alternative.kenmerk] if alternative.kenmerk else "geen kenmerk"
    return Block(
        sentence=sentence(alternative),
        source=result,
        table=_table(alternative),
        reading=(
            f"Elke rij deelt de {finding.people(alternative.question)} eerst in naar één kenmerk "
            f"van henzelf en kijkt dan binnen die groepen naar '{name}'. Blijft het verschil "
            "binnen de groepen bestaan, dan verklaart dat kenmerk het niet. De kansverhouding "
            "(odds ratio) is 1 als er geen verschil is; boven 1 komt de uitkomst vaker voor aan de "
            "hoge kant."
        ),
        definition=Definition(
            what=(
                f"Het verschil in '{labels.outcome(alternative.question.outcome)}' tussen twee "
                f"kanten van '{name}', binnen groepen van elk kenmerk van de jongeren."
            ),
            numerator=f"jongeren met als uitkomst: {labels.outcome(alternative.question.outcome)}",
            denominator="jongeren aan dezelfde kant en in dezelfde groep",
            source=SOURCE,
        ),
    )


def lead(result: Protected[Alternative], shuffled: Protected[Chance]) -> Markup:
    """Return what stands above the table: whether the split stands, and what is behind it."""
    return finding.lead(sentence(result.value), *details(result, shuffled))


def sentence(alternative: Alternative) -> str:
    """Return whether the split stands, in one plain sentence."""
    if alternative.kenmerk is None:
        return "Deze gegevens bevatten geen kenmerken van organisatie of werkwijze."
    name = f"'{NAME[alternative.kenmerk]}'"
    if alternative.test is None:
        return f"{name} staat niet in deze gegevens."
    if alternative.crude is None:
        return (
            f"{name} verdeelt deze jongeren niet in twee groepen die groot genoeg zijn, dus er "
            "valt niets te vergelijken."
        )
    if not alternative.test.significant:
        return (
            f"{name} hangt hier niet meer dan toeval samen met deze uitkomst, dus er is niets om "
            "anders te verklaren."
        )
    return _verdict(alternative, name)


def details(result: Protected[Alternative], shuffled: Protected[Chance]) -> tuple[str, ...]:
    """Return the shares behind the sentence, chance, the competition, and what data cannot show."""
    alternative = result.value
    if alternative.crude is None:
        return ()
    parts = [_two_sides(alternative)]
    if alternative.test is not None and alternative.test.significant:
        parts += [
            _by_chance(alternative, shuffled.value),
            _competition(alternative),
            caution(result),
        ]
    return tuple(parts)


def _two_sides(alternative: Alternative) -> str:
    higher, rest = shares.sentence(alternative.higher), shares.sentence(alternative.rest)
    return f"Bij '{high_side(alternative)}' is het {higher}, bij de rest {rest}."


def high_side(alternative: Alternative) -> str:
    """Return the categories with the higher share in words."""
    if alternative.test is None:
        return ""
    return predictors.Names(alternative.test.variable).group(alternative.group, _NAMED)


def _verdict(alternative: Alternative, name: str) -> str:
    judged, fading = len(alternative.judged), [NAME[row.kenmerk] for row in alternative.fading]
    if not judged:
        return (
            f"Of het verschil bij {name} blijft staan, is niet te zeggen: geen kenmerk van de "
            "jongeren heeft groepen die groot genoeg zijn."
        )
    if not fading:
        return (
            f"Het verschil bij {name} blijft staan bij elk van de {judged} kenmerken van de "
            "jongeren waarmee we rekening kunnen houden."
        )
    which = formats.listing([f"'{faded}'" for faded in fading])
    if len(fading) > _NAMED:
        which = "de andere"
    return (
        f"Het verschil bij {name} blijft staan bij {judged - len(fading)} van de {judged} "
        f"kenmerken van de jongeren; bij {which} is het niet meer dan toeval."
    )


def _by_chance(alternative: Alternative, shuffled: Chance) -> str:
    row = shuffled.of(alternative.kenmerk or "")
    if row is None:
        return ""
    return f"Dit kenmerk van steunpunten is {by_chance.judged(row)}, wat er hieronder ook staat."


def _competition(alternative: Alternative) -> str:
    stronger = [f"'{NAME[name]}'" for name in alternative.stronger[:_NAMED]]
    if alternative.tree_level == 1:
        return "Ook tussen alle kenmerken van de jongeren is het de sterkste splitsing."
    place = (
        "komt het niet terug"
        if alternative.tree_level is None
        else f"komt het pas op stap {alternative.tree_level} terug"
    )
    if not stronger:
        return f"In een boom met alle kenmerken van de jongeren {place}."
    more = "onder andere " if len(alternative.stronger) > _NAMED else ""
    return (
        f"Sterker hangen samen: {more}{formats.listing(stronger)}. In een boom met alle kenmerken "
        f"van de jongeren {place}."
    )


def caution(result: Protected[Alternative]) -> str:
    """Return what synthetic data cannot show; empty for register data."""
    if result.provenance.kind != "synthetic":
        return ""
    return (
        "In deze nagemaakte gegevens zijn de kenmerken los van elkaar getrokken: of er in het echt "
        "een andere verklaring was, laten zij niet zien."
    )


def _table(alternative: Alternative) -> Table:
    # Without a split there is nothing that could stand.
    split = alternative.test is not None and alternative.test.significant
    rows = [("nergens mee", alternative.crude)] if alternative.crude else []
    return (
        Rows([*rows, *((NAME[row.kenmerk], row) for row in alternative.strata)])
        .text("rekening_met", "Rekening gehouden met", lambda line: line[0])
        .text("blijft", "Blijft het verschil?", lambda line: line[1].stands if split else None)
        .number("odds_ratio", "Kans\u00adverhouding", lambda line: line[1].odds_ratio)
        .number("laag", "Waarschijnlijk van", lambda line: line[1].low)
        .number("hoog", "tot", lambda line: line[1].high)
        .p("p", "p", lambda line: line[1].p)
        .count("groepen", "Groepen", lambda line: line[1].strata)
        .count("jongeren", "Jongeren daarin", lambda line: line[1].n)
        .p("p_gelijk", "p: overal even groot", lambda line: line[1].p_equal)
        .table(
            "Het verschil, als u rekening houdt met een kenmerk van de jongeren",
            f"'Ja' als p hooguit {formats.number(ALPHA, 2)} is. De toets telt jongeren als losse "
            "waarnemingen, terwijl jongeren van één steunpunt op elkaar lijken: p is eerder te "
            "klein dan te groot. Bij zoveel rijen zijn er vanzelf enkele rond de grens.",
        )
    )
