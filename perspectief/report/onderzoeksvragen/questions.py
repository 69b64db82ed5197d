"""Waar staat het antwoord op vraag 1 tot en met 21? Each question of the report, answered."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.reported import Reported
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing.described import Listing
from perspectief.report.onderzoeksvragen import from_data, from_tables
from perspectief.report.onderzoeksvragen.answer import ORIGIN, PAGE, STATUS, Answer
from perspectief.report.onderzoeksvragen.results import Results
from perspectief.report.words import formats, shell
from perspectief.report.words.markup import tag
from perspectief_core.associations.chance import Chance
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.counts import ColumnAnswers, RelationCount
from perspectief_core.published.records import PublishedFigure, ResearchQuestion

QUESTION = shell.page("onderzoeksvragen").question
_FOUR_IN_A_ROW = "grid-template-columns:repeat(auto-fit,minmax(min(11.5rem,100%),1fr))"
_SIGN = {"gegevens": "●", "tabellen": "■", "deels": "◐", "niet": "○", "geheim": "◌"}


@dataclass(frozen=True, slots=True)
class Facts:
    """The published facts behind questions and answers, and what chance gives of those."""

    questions: Protected[tuple[ResearchQuestion, ...]]
    columns: Protected[tuple[ColumnAnswers, ...]]
    relations: Protected[tuple[RelationCount, ...]]
    figures: Protected[tuple[PublishedFigure, ...]]
    shuffled: tuple[Protected[Chance], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its answer."""

    question: ResearchQuestion
    answer: Answer
    invented: bool

    @property
    def origin(self) -> str:
        """Whether the numbers were published, or counted and in what."""
        return ORIGIN[self.answer.origin, self.invented]

    @property
    def page(self) -> str:
        """Name of the page that shows more."""
        return PAGE[self.question.nummer]

    @property
    def link_label(self) -> str:
        """Text of the link to that page."""
        return f"Meer op de pagina {shell.page(self.page).title} ›"


@dataclass(frozen=True, slots=True)
class Group:
    """One of the report's groups of questions."""

    code: str
    title: str
    questions: tuple[Answered, ...]


def answered(facts: Facts, results: Results) -> tuple[Answered, ...]:
    """Return the questions in order, each with its answer.

    Raises
    ------
    KeyError
        When a question has no answer: silence would look like a question that was never asked.
    """
    report = Reported(facts.figures)
    choice = from_tables.trajectory_choice(facts.columns.value, report)
    shuffled = tuple(chance.value for chance in facts.shuffled if chance.shown)
    answers = from_data.answers(results, choice) | from_tables.answers(
        facts.columns.value, facts.relations.value, report, shuffled
    )
    return tuple(
        Answered(question, answers[question.nummer], results.invented)
        for question in facts.questions.value
    )


def groups(items: tuple[Answered, ...]) -> tuple[Group, ...]:
    """Return the questions in the report's groups, in order."""
    titles = {item.question.groep: item.question.groep_label for item in items}
    return tuple(
        Group(code, title, tuple(item for item in items if item.question.groep == code))
        for code, title in titles.items()
    )


def sentence(items: tuple[Answered, ...]) -> str:
    """Return how many questions have an answer, and from what."""
    counts = {status: _count(items, status) for status in STATUS}
    partly, never = (formats.plural(counts[s], "vraag", "vragen") for s in ("deels", "niet"))
    return (
        f"Van de {len(items)} vragen beantwoorden de gegevens er {counts['gegevens'] or 'geen'} en "
        f"gepubliceerde cijfers er {counts['tabellen']}. Van {partly} is een deel te beantwoorden. "
        f"{never} kunnen deze gegevens niet beantwoorden; daar staat bij waarom."
        f"{_kept_back(counts['geheim'])}"
    )


def _kept_back(number: int) -> str:
    """Return of how many questions the answer is not published."""
    if not number:
        return ""
    is_not = "wordt het antwoord" if number == 1 else "worden de antwoorden"
    which = formats.plural(number, "vraag", "vragen")
    return f" Van {which} {is_not} niet gepubliceerd ({formats.SECRET})."


def _overview(items: tuple[Answered, ...]) -> Markup:
    cells = [
        tag(
            "div",
            tag("dt", f"{_SIGN[status]} {name}"),
            tag("dd", tag("b", str(len(numbers))), _which(numbers)),
        )
        for status, name, numbers in _numbers(items)
    ]
    return tag("dl", *cells, class_="pf-keys", style=_FOUR_IN_A_ROW)


def _described(items: tuple[Answered, ...]) -> tuple[Listing, ...]:
    return tuple(
        Listing(
            f"{name[:1].upper()}{name[1:]}",
            ((str(len(numbers)), _which(numbers), ""),),
        )
        for _, name, numbers in _numbers(items)
    )


def _which(numbers: list[str]) -> str:
    return f"{'vraag' if len(numbers) == 1 else 'vragen'} {formats.listing(numbers)}"


def _alt(items: tuple[Answered, ...]) -> str:
    parts = [f"{len(numbers)} {name}" for _, name, numbers in _numbers(items)]
    return f"Aantallen vragen: {formats.listing(parts)}."


def _numbers(items: tuple[Answered, ...]) -> list[tuple[str, str, list[str]]]:
    """Return each status in use with its name and the numbers of its questions."""
    by_status = [
        (code, name, [str(i.question.nummer) for i in items if i.answer.status == code])
        for code, name in STATUS.items()
    ]
    return [part for part in by_status if part[2]]


def _count(items: tuple[Answered, ...], status: str) -> int:
    return sum(item.answer.status == status for item in items)


def heading(group: Group) -> str:
    """Return the title of a group with the numbers of its questions."""
    numbers = [item.question.nummer for item in group.questions]
    return f"{group.title} · vraag {numbers[0]} tot en met {numbers[-1]}"


def item_html(item: Answered) -> Markup:
    """Return one question with its status, answer, whether its numbers are real, and source.

    Where nothing is said, nothing was made or counted either: those two are left out.
    """
    question, answer = item.question, item.answer
    anchor = f"pf-vraag-{question.nummer}"
    status = f"{_SIGN[answer.status]} {STATUS[answer.status].capitalize()}."
    note = tag("p", tag("b", f"{item.origin}."), f" Bron: {answer.source}.", class_="pf-note")
    return tag(
        "section",
        tag("h3", f"{question.nummer}. {question.vraag}", id=anchor),
        tag("p", tag("b", status), f" {answer.text}"),
        *([] if answer.origin == "withheld" else [note]),
        aria_labelledby=anchor,
    )


@under(Heading("onderzoeksvragen", "Hoe ver gaan de antwoorden?"))
def overview_block(items: tuple[Answered, ...], facts: Facts, results: Results) -> Block:
    """Return how far the answers go, with all questions and answers as a table to take away."""
    return Block(
        sentence=sentence(items),
        # The figure counts answers, no people.
        numbers=(),
        source=(
            *results.present,
            facts.questions,
            facts.columns,
            facts.relations,
            facts.figures,
            *facts.shuffled,
        ),
        picture=Picture("html", _overview(items), _alt(items), described=_described(items)),
        table=_table(items),
        reading=(
            "Elke rij is een vraag uit het rapport. 'Beantwoord uit de gegevens' verandert mee met "
            "uw keuzes; 'beantwoord uit gepubliceerde cijfers' niet."
        ),
        definition=Definition(
            what="De vragen van het rapport, in onze woorden, met wat erover te zeggen is.",
            numerator="wat in het antwoord vooraan staat, als 'k van n'",
            denominator="de jongeren die nu meetellen, of de steunpunten in de bijlagen",
            source="Samenvatting, Tabel S1 (vragen); Bijlagen, bijlage 5–17; de gegevens.",
        ),
    )


def _table(items: tuple[Answered, ...]) -> Table:
    return (
        Rows(items)
        .count("nummer", "Nummer", lambda item: item.question.nummer)
        .text("groep", "Groep", lambda item: item.question.groep_label)
        .text("vraag", "Vraag (in onze woorden)", lambda item: item.question.vraag)
        .text("stand", "Hoe ver gaat het antwoord", lambda item: STATUS[item.answer.status])
        .text("antwoord", "Antwoord", lambda item: item.answer.text)
        .text("echt", "Gepubliceerd of nagemaakt", lambda item: item.origin)
        .text("bron", "Bron", lambda item: item.answer.source)
        .table("De onderzoeksvragen met hun antwoord")
    )
