"""How the chosen steunpunten were organised and worked, as published: the same or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief.report.steunpunt.facts import MOST_PLACES, Fact, Group, facts_of
from perspectief.report.words import formats
from perspectief_core.beside.beside import OTHERS
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records

BANNER = "Gepubliceerd: dit gaat over de echte steunpunten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers(records.Sourced):
    """One published question, and the answers of some steunpunten in the order chosen."""

    appendix: int
    label: str
    answers: tuple[str, ...]
    among_all: str

    @property
    def alike(self) -> bool:
        """Whether all gave the same answer."""
        return len(set(self.answers)) == 1


@lru_cache(MOST_PLACES)
def known(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the chosen steunpunten of which answers were published."""
    rows = records.steunpunten_rows()
    return tuple(code for code in chosen if code != OTHERS and code in rows)


@lru_cache(MOST_PLACES)
def answers_of(places: tuple[str, ...]) -> tuple[Answers, ...]:
    """Return the published questions with the answers of these steunpunten."""
    columns = [facts_of(code) for code in places]
    return tuple(_answers(facts) for facts in zip(*columns, strict=True))


def _answers(facts: tuple[Fact, ...]) -> Answers:
    first = facts[0]
    return Answers(
        document=first.document,
        tabel=first.tabel,
        opmerking=first.opmerking,
        appendix=first.appendix,
        label=first.label,
        answers=tuple(fact.answer for fact in facts),
        among_all=first.among_all if len({fact.answer for fact in facts}) == 1 else "",
    )


def organisation_block(
    facts: Protected[tuple[Answers, ...]],
    group: Group,
    places: tuple[str, ...],
    names: Mapping[str, str],
) -> Block:
    """Return the block with one group of published answers beside each other."""
    rows = sorted(
        (fact for fact in facts.value if fact.appendix in group.appendices),
        key=lambda fact: group.appendices.index(fact.appendix),
    )
    appendices = formats.listing([str(number) for number in sorted(group.appendices)])
    called = formats.listing([names[code] for code in places])
    made = Rows(rows).text("kenmerk", "Vraag of kenmerk", lambda fact: fact.label)
    for at, code in enumerate(places):
        made = made.text(code, names[code], lambda fact, at=at: fact.answers[at])  # type: ignore[misc]
    if len(places) > 1:
        made = made.text(
            "gelijk", "Zelfde antwoord", lambda fact: "gelijk" if fact.alike else "anders"
        )
    return Block(
        heading=Heading(f"naast_{group.code}", group.title),
        sentence=sentence(rows, called, len(places)),
        source=facts,
        table=made.text("bij_alle", "Bij alle 20 steunpunten", lambda fact: fact.among_all or None)
        .text("bron", "Bron", lambda fact: fact.tabel.replace(" ", formats.NBSP))
        .table(
            f"{group.title}: {called} (gepubliceerd)",
            "Gepubliceerd, niet nagemaakt. Elk steunpunt gaf één antwoord: of een verschil toeval "
            "is, valt aan zo weinig antwoorden niet te zien. Een punt: de antwoorden verschillen.",
        ),
        reading=(
            "Elke rij is een vraag aan het steunpunt of de gemeente. De kolom 'Bij alle 20 "
            "steunpunten' zegt hoeveel er hetzelfde antwoord geven als deze steunpunten."
        ),
        definition=Definition(
            what=f"Kenmerken van {called}, zoals gepubliceerd bij het onderzoeksrapport.",
            numerator="vragen waarop deze steunpunten hetzelfde antwoord gaven",
            denominator="alle vragen in dit onderdeel",
            source=f"Bijlagen, bijlage {appendices}",
        ),
    )


def sentence(rows: list[Answers], called: str, places: int) -> str:
    """Return on how many questions the steunpunten gave the same answer."""
    if places < 2:
        return f"Gepubliceerd in 2011, over het echte steunpunt {called}."
    same = sum(fact.alike for fact in rows)
    asked = f"{same or 'geen'} van de {len(rows)}"
    return f"Gepubliceerd in 2011: {called} gaven op {asked} vragen hetzelfde antwoord."
