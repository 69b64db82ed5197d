"""What `perspectief story` does: run the pages, make slides of their figures, write the file."""

from __future__ import annotations

import argparse

from perspectief.cli.asking import policy, refused
from perspectief.cli.errors import UsageError
from perspectief.cli.exporting import known, today, write
from perspectief.cli.printing import print_json
from perspectief.cli.selecting import read_choices
from perspectief.cli.story import FORMS
from perspectief.takeaway.paper.view import view_of
from perspectief.takeaway.story.deck import Deck
from perspectief.takeaway.story.document import to_html
from perspectief.takeaway.story.making import of_story
from perspectief.takeaway.story.pdf_deck import to_pdf
from perspectief.takeaway.story.pptx_deck import to_pptx
from perspectief_core.results import DisclosureError


def run(args: argparse.Namespace) -> int:
    """Write the file that the options ask for, and say how many slides are in it."""
    if args.to not in FORMS:
        raise UsageError(f"`--to`: `{args.to}` is not one of {known(args.to, FORMS)}")
    chosen = read_choices(args)
    try:
        view = view_of(chosen.extract, chosen.selection, policy())
        deck = of_story(view, f"{args.site.rstrip('/')}/")
    except DisclosureError as error:
        raise refused(error) from error
    made = _make(args.to, deck)
    write(args.out, made)
    slides = len(deck.slides) + 1
    if args.json:
        about = {"file": str(args.out), "bytes": len(made), "to": args.to, "slides": slides}
        print_json(about | chosen.provenance())
    else:
        print(f"{args.out}: {deck.title} ({slides} slides)")
    return 0


def _make(form: str, deck: Deck) -> bytes:
    if form == "html":
        return to_html(deck)
    return (to_pdf if form == "pdf" else to_pptx)(deck, today())
