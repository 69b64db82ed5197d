"""What the report of 2011 published about one steunpunt: organisation, working method, partners.

These facts are about the real steunpunt. They stand beside outcomes that may be invented, so every
block says that it is published, and of whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief.report.drawing import states
from perspectief.report.words import formats
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the profile: its code, its heading, and the appendices it comes from."""

    code: str
    title: str
    appendices: tuple[int, ...]


GROUPS = (
    Group("organisatie", "Organisatie en huiskamer", (5, 6, 7)),
    Group("aanpak", "Aanpak en werkwijze", (9, 8, 13)),
    Group("samenwerking", "Samenwerking", (12, 10, 11)),
)
MOST_PLACES = 32
"""What was published does not change; more steunpunten than those published have no facts."""
BANNER = "Gepubliceerd: dit gaat over het echte"
NO_FACTS = "Van dit steunpunt zijn geen kenmerken gepubliceerd."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(records.Sourced):
    """One published answer of one steunpunt, and how it stands among all of them."""

    appendix: int
    label: str
    answer: str
    among_all: str


@lru_cache(MOST_PLACES)
def facts_of(steunpunt: str) -> tuple[Fact, ...]:
    """Return the published answers of a steunpunt in the order of the appendices.

    Empty when the report does not know the steunpunt. Columns that this project derived itself
    are left out: they were not published.
    """
    rows = records.steunpunten_rows()
    if steunpunt not in rows:
        return ()
    return tuple(
        _fact(column, {code: row[column.kolom] for code, row in rows.items()}, steunpunt)
        for column in records.steunpunt_columns()
        if column.herkomst_gegevens == "gepubliceerd"
    )


def facts_block(facts: Protected[tuple[Fact, ...]], group: Group, name: str) -> Block:
    """Return the block with one group of published answers."""
    chosen = sorted(
        (fact for fact in facts.value if fact.appendix in group.appendices),
        key=lambda fact: group.appendices.index(fact.appendix),
    )
    appendices = formats.listing([str(number) for number in sorted(group.appendices)])
    return Block(
        heading=Heading(group.code, group.title),
        sentence=f"Gepubliceerd in 2011, over het echte steunpunt {name}.",
        source=facts,
        table=Rows(chosen)
        .text("kenmerk", "Vraag of kenmerk", lambda fact: fact.label)
        .text("antwoord", name, lambda fact: fact.answer)
        .text("bij_alle", "Bij alle 20 steunpunten", lambda fact: fact.among_all)
        .text("bron", "Bron", lambda fact: fact.tabel.replace(" ", formats.NBSP))
        .table(
            f"{group.title}: {name} (gepubliceerd)",
            "Gepubliceerd, niet nagemaakt. De antwoorden komen van het steunpunt of de "
            "gemeente zelf, uit de tijd van het experiment.",
        ),
        reading=(
            "Elke rij is een vraag aan het steunpunt. De derde kolom zegt hoeveel van de 20 "
            "steunpunten hetzelfde antwoord geven, of tussen welke getallen alle 20 liggen."
        ),
        definition=Definition(
            what=f"Kenmerken van steunpunt {name}, zoals gepubliceerd bij het onderzoeksrapport.",
            numerator="steunpunten met hetzelfde antwoord",
            denominator="alle 20 steunpunten",
            source=f"Bijlagen, bijlage {appendices}",
        ),
    )


def banner(name: str) -> Markup:
    """Return the mark above the published part, as unlike the mark of invented outcomes."""
    return states.mark_html(f"{BANNER} {name}", category=1)


def _fact(column: records.SteunpuntKolom, answers: Mapping[str, str], steunpunt: str) -> Fact:
    own = answers[steunpunt]
    if column.schaal == "scale":
        # Dates are written so that their text has their order.
        size = str if column.eenheid == "datum" else float
        lowest, highest = (_value(most(answers.values(), key=size)) for most in (min, max))
        answer, among_all = _value(own), f"van {lowest} tot {highest}"
    else:
        same = Counter(answers.values())[own]
        answer, among_all = column.levels()[own], f"{same} van {len(answers)} hetzelfde"
    return Fact(
        document=column.document,
        tabel=column.tabel,
        opmerking=column.opmerking,
        appendix=column.bijlage,
        label=column.label,
        answer=answer,
        among_all=among_all,
    )


def _value(text: str) -> str:
    return formats.day(date.fromisoformat(text)) if "-" in text else formats.count(int(float(text)))
