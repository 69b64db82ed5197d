"""What `perspectief factsheet` does: find of whom it is, gather the figures, write the file."""

from __future__ import annotations

import argparse

from perspectief.cli.asking import policy
from perspectief.cli.errors import UsageError
from perspectief.cli.exporting import Written, address, known, readable, say, today, write
from perspectief.cli.selecting import read_choices
from perspectief.takeaway.document import factsheet
from perspectief.takeaway.paper import factsheets
from perspectief.takeaway.paper.view import view_of


def run(args: argparse.Namespace) -> int:
    """Write the factsheet that the options ask for, and say of whom it is."""
    chosen = read_choices(args)
    view = view_of(chosen.extract, chosen.selection, policy())
    codes = (*view.names, *factsheets.WERKWIJZEN)
    if args.about not in codes:
        raise UsageError(f"`CODE`: `{args.about}` is not one of {known(args.about, codes)}")
    about = factsheets.steunpunt if args.about in view.names else factsheets.type_of_werkwijze
    with readable("steunpunt", None):
        given = about(view, args.about, address(args))
        made = factsheet.to_pdf(given, today())
    write(args.out, made)
    where = {"about": args.about, "title": given.title, "link": given.link}
    say(args, Written(given.title, args.about, len(made), where), chosen)
    return 0
