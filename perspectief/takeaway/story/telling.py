"""Makes slides of the figures of pages: the story over all of them, or one page as it opens.

A slide has the block that the page makes, so every number on it is one of the page. What may not be
shown, or is not there, is a slide too, that says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from perspectief.report.block import contents
from perspectief.report.block.blocks import Block
from perspectief.report.block.view import View
from perspectief.report.words import labels, shares, shell
from perspectief.report.words.withheld import WHY
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import BadChoiceError, Figure, Sheet
from perspectief.takeaway.story.chapters import CHAPTERS, Chapter
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.disclosure.policies import Withheld

_NO_FIGURE = "Deze figuur is er niet bij deze keuzes."


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """A question with its answer: the sentence and picture of a block, or why there is none.

    Parameters
    ----------
    page : str
        Name of the page that has the figure.
    question, answer : str
    link : str
        Address that shows the figure.
    avoid : str
        What a speaker must not say.
    block : Block or None
        Nothing when there is none to show: `answer` then says why.
    beside : bool
        Whether the text stands beside the picture, not above it.
    """

    page: str
    question: str
    answer: str
    link: str
    avoid: str = ""
    block: Block | None = None
    beside: bool = True

    @property
    def title_of_page(self) -> str:
        """What the menu calls the page."""
        return shell.page(self.page).title

    @property
    def anchor(self) -> str:
        """Name of the slide within its deck."""
        return contents.anchor(f"{self.page} {self.question}")


def told(chapter: Chapter, view: View, site: str) -> Slide:
    """Return the slide of a chapter, for who is counted in a view.

    Parameters
    ----------
    chapter : Chapter
    view : View
    site : str
        Address of the dashboard, which ends with `/`.
    """

    def slide(answer: str, block: Block | None = None, link: str = "") -> Slide:
        return Slide(
            page=chapter.page,
            question=chapter.question,
            answer=answer,
            link=link or f"{site}{chapter.page}",
            avoid=chapter.avoid,
            block=block,
            beside=chapter.beside,
        )

    try:
        figure = _found(chapter, view, site)
    except reading.NoFigureError as error:
        return slide(_why(error, chapter.figure))
    except Withheld as held:
        return slide(WHY[held.reason])
    except ColumnMissingError as error:
        return slide(labels.column_missing(error.column))
    return slide(figure.block.sentence, figure.block, figure.link)


def _found(chapter: Chapter, view: View, site: str) -> Figure:
    asked = reading.Asked(chapter.page, site, {})
    try:
        return reading.figure(view, asked, chapter.figure)
    except reading.NoFigureError:
        if not chapter.published:
            raise
        return reading.figure(view, asked, chapter.published)


def _why(error: reading.NoFigureError, figure: str) -> str:
    for held in error.held:
        if held.key == figure:
            return held.why
    if error.missing:
        return labels.column_missing(error.missing[0])
    return shares.NOBODY if error.empty else _NO_FIGURE


def page(view: View, asked: reading.Asked) -> tuple[Slide, ...]:
    """Return the figures of a page as it opens as slides; a choice it does not know is its default.

    Pictures only: what is a table on the screen is no slide.
    """

    def unseen(question: str, why: str) -> Slide:
        link = f"{asked.site}{asked.page}"
        return Slide(page=asked.page, question=question, answer=why, link=link)

    avoid = {(chapter.page, chapter.figure): chapter.avoid for chapter in CHAPTERS}
    sheet = _opened(view, asked)
    shown = [
        Slide(
            page=asked.page,
            question=figure.block.title,
            answer=figure.block.sentence,
            link=figure.link,
            avoid=avoid.get((asked.page, figure.block.key), ""),
            block=figure.block,
        )
        for figure in sheet.figures
        if figure.block.picture is not None
    ]
    held = [unseen(block.title, block.why) for block in sheet.held]
    nobody = [unseen(shell.page(asked.page).title, shares.NOBODY)] if sheet.empty else []
    return (*nobody, *shown, *held)


def _opened(view: View, asked: reading.Asked) -> Sheet:
    choices = dict(asked.choices)
    while True:
        try:
            return reading.opened(view, replace(asked, choices=choices))
        except BadChoiceError as bad:
            del choices[bad.code]
