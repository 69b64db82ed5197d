"""Waar staat een cijfer, een woord of een vraag? One list to search in, with links.

The list is made from what the pages already declare: the published figures with the place where
each is shown, the glossary, the report's questions and the questions of the pages. What a page
draws it declares only when it runs; for that there is a list of its own, `pictures`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.block import reported
from perspectief.report.block.tables import Link
from perspectief.report.verantwoording import pictures, shown, terms
from perspectief.report.verantwoording.parts import PART
from perspectief.report.words import formats, shell
from perspectief.report.words.markup import join, listing, tag
from perspectief_core.disclosure.protecting import Protected, published_result
from perspectief_core.published import records
from perspectief_core.published.records import PublishedFigure, ResearchQuestion

KINDS = {
    "pagina": "Pagina's",
    "begrip": "Woorden",
    "vraag": "Onderzoeksvragen",
    "figuur": "Figuren en tabellen",
    "cijfer": "Gepubliceerde cijfers",
}
SHOWN_BEFORE = ("pagina", "vraag")
"""What stands there before anything is typed: what a reader can look for without a word for it."""
HINT = "Typ bijvoorbeeld 'mob', 'terugkeer' of 'leeftijd'. U zoekt alleen op deze website."
NOTHING = "Probeer een korter woord of een ander woord. De woordenlijst staat bij 'Begrippen'."


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find: its kind (a key of `KINDS`), what it says, and where it stands.

    `also` are words by which it can be found that are not read.
    """

    kind: str
    title: str
    told: str
    link: Link
    also: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What is searched, as other parts of the site declare it."""

    figures: Protected[tuple[PublishedFigure, ...]]
    questions: Protected[tuple[ResearchQuestion, ...]]
    terms: Protected[tuple[terms.Term, ...]]


def declared() -> Declared:
    """Return what the site declares now."""
    return Declared(
        published_result(records.figures()),
        published_result(records.research_questions()),
        published_result(terms.terms()),
    )


def entries(site: Declared, query: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return all there is to find; `query` are the parameters that every link must carry."""
    return (
        *_pages(query),
        *(
            Entry("begrip", term.name, term.meaning, _part("begrippen", "begrippen").link(query))
            for term in site.terms.value
        ),
        *(
            Entry(
                "vraag",
                f"Vraag {asked.nummer}",
                asked.vraag,
                shown.question(asked.nummer).link(query),
                f"{asked.groep_label} {asked.opmerking}",
            )
            for asked in site.questions.value
        ),
        *(
            Entry("figuur", picture.title, "", picture.place.link(query), picture.also)
            for picture in pictures.pictures()
        ),
        *_figures(site.figures.value, query),
    )


def _pages(query: Mapping[str, str]) -> Iterator[Entry]:
    for page in shell.PAGES:
        yield Entry("pagina", page.title, page.question, shown.Place(page.name, "").link(query))
    for code, question in PART.options.items():
        yield Entry("pagina", question, "", _part(code, "").link(query))


def _part(code: str, anchor: str) -> shown.Place:
    return shown.Place("verantwoording", anchor, {PART.code: code})


def _figures(figures: Sequence[PublishedFigure], query: Mapping[str, str]) -> Iterator[Entry]:
    """Yield each published figure once, also when several documents print it."""
    seen = set()
    for figure in figures:
        # Also what stands on no page stands in the list of the audit.
        place = shown.place_of_text(figure.id, figure.pagina) or shown.IN_AUDIT
        said = figure.omschrijving, reported.text(figure), place.page
        if said not in seen:
            seen.add(said)
            told = f"{reported.text(figure)} ({figure.document}, {figure.tabel})"
            yield Entry("cijfer", figure.omschrijving, told, place.link(query), figure.id)


def found(items: Sequence[Entry], asked: str) -> tuple[Entry, ...]:
    """Return what has every word that was asked for, the best known first: words in a title.

    Without a word it is what needs none, see `SHOWN_BEFORE`.
    """
    wanted = plain(asked).split()
    if not wanted:
        return tuple(entry for entry in items if entry.kind in SHOWN_BEFORE)
    chosen = [entry for entry in items if _has(entry, wanted)]
    return tuple(sorted(chosen, key=lambda entry: not all(w in plain(entry.title) for w in wanted)))


def _has(entry: Entry, wanted: Sequence[str]) -> bool:
    text = plain(f"{entry.title} {entry.told} {entry.also}")
    return all(word in text for word in wanted)


def plain(text: str) -> str:
    """Return a text as it is compared: small letters without accents, quotes straight.

    Examples
    --------
    >>> plain("Beëindigd door")
    'beeindigd door'
    """
    apart = unicodedata.normalize("NFKD", text.replace("’", "'").replace("_", " "))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def html(items: Sequence[Entry], asked: str) -> Markup:
    """Return what was found, by kind, each with its link."""
    parts = [tag("p", _told(items, asked), role="status")]
    for kind, title in KINDS.items():
        own = [_line(entry) for entry in items if entry.kind == kind]
        if own:
            parts += [tag("h2", f"{title} ({len(own)})"), listing(own)]
    return tag("div", join(parts), class_="pf-found")


def _told(items: Sequence[Entry], asked: str) -> str:
    if not asked.strip():
        return HINT
    if not items:
        return f"Niets gevonden bij '{asked.strip()}'. {NOTHING}"
    return f"{formats.plural(len(items), 'vondst', 'vondsten')} bij '{asked.strip()}'."


def _line(entry: Entry) -> Markup:
    link = tag("a", entry.title, href=entry.link.address, target="_self")
    where = "" if entry.kind == "pagina" else f" · {entry.link.label}"
    return link + (f": {entry.told}" if entry.told else "") + tag("span", where, class_="pf-note")
