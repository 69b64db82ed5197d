"""What `perspectief export` does: run the page, take its figure, write the file."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path

from perspectief.cli.asking import policy, refused
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json
from perspectief.cli.selecting import Chosen, read_choices
from perspectief.report.words import shell
from perspectief.takeaway.forms import FORMS, forms_of, make
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.paper import reading, report_pdf, reports
from perspectief.takeaway.paper.sheet import BadChoiceError, Figure
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.results import DisclosureError

PAGES = tuple(entry.name for entry in shell.PAGES)


def run(args: argparse.Namespace) -> int:
    """Write the file that the options ask for, and say which figure is in it."""
    reported = args.to == "pdf" and args.figure is None
    pages = (*PAGES, report_pdf.ALL) if reported else PAGES
    for name, value, allowed in (("page", args.page, pages), ("to", args.to, tuple(FORMS))):
        if value not in allowed:
            raise UsageError(f"`--{name}`: `{value}` is not one of {known(value, allowed)}")
    choices = dict(_choice(text) for text in args.choice)
    asked = reading.Asked(args.page, address(args), choices)
    chosen = read_choices(args)
    if reported:
        return _report(args, asked, chosen)
    figure = _figure(chosen, asked, args.figure)
    forms = tuple(forms_of(figure.block))
    if args.to not in forms:
        raise UsageError(f"`--to`: `{figure.block.key}` can only be {', '.join(forms)}")
    made = make(args.to, figure.block, Occasion(figure.link, today()))
    write(args.out, made)
    about = {"figure": figure.block.key, "title": figure.block.title, "link": figure.link}
    where = f"{args.page}#{figure.block.key}"
    say(args, Written(figure.block.title, where, len(made), {"page": args.page, **about}), chosen)
    return 0


def _report(args: argparse.Namespace, asked: reading.Asked, chosen: Chosen) -> int:
    """Write every figure of a page, or of all pages, as one document."""
    with readable(asked.page, None):
        view = view_of(chosen.extract, chosen.selection, policy())
        seen = reports.seen(view, asked, today())
        made = report_pdf.to_pdf(seen)
    write(args.out, made)
    title = report_pdf.title_of(seen)
    say(args, Written(title, asked.page, len(made), {"page": asked.page, "title": title}), chosen)
    return 0


def address(args: argparse.Namespace) -> str:
    """Return the address of the dashboard for links."""
    return f"{args.site.rstrip('/')}/"


def write(out: Path, made: bytes) -> None:
    """Write a file; UsageError when that cannot be."""
    try:
        out.write_bytes(made)
    except OSError as error:
        raise UsageError(f"cannot write `{out}`: {error.strerror}") from error


def today() -> date:
    """Return the day that the file names; `SOURCE_DATE_EPOCH` sets it, for the same bytes again."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return date.today()
    try:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("`SOURCE_DATE_EPOCH`: expected seconds since 1970") from error


def _choice(text: str) -> tuple[str, str]:
    code, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"`--choice`: expected CODE=VALUE, found `{text}`")
    return code, value


def _figure(chosen: Chosen, asked: reading.Asked, key: str | None) -> Figure:
    with readable(asked.page, key):
        view = view_of(chosen.extract, chosen.selection, policy())
        return reading.figure(view, asked, key)


@contextmanager
def readable(page: str, key: str | None) -> Iterator[None]:
    """Say in one line why a page cannot give what was asked of it."""
    try:
        yield
    except BadChoiceError as error:
        allowed = known(error.value, error.allowed)
        raise UsageError(
            f"`--choice {error.code}`: `{error.value}` is not one of {allowed}"
        ) from error
    except reading.IdleChoiceError as error:
        raise UsageError(f"`--choice`: `{error.code}` changes nothing in this figure") from error
    except reading.NoFigureError as error:
        raise _absent(error, page, key) from error
    except (ColumnMissingError, DisclosureError) as error:
        raise refused(error) from error


def _absent(error: reading.NoFigureError, page: str, key: str | None) -> UsageError | DataError:
    if error.empty:
        return DataError(f"page `{page}` has no figure here: nobody is counted with these choices")
    if key is None:
        return DataError(f"page `{page}` has no figures")
    lacks = f" (the extract lacks `{'`, `'.join(error.missing)}`)" if error.missing else ""
    return UsageError(f"`--figure`: `{key}` is not one of {known(key, error.found)}{lacks}")


def known(value: str, allowed: Sequence[str]) -> str:
    """Return what is allowed, with the one that a wrong value looks like."""
    near = get_close_matches(value, allowed, 1)
    return ", ".join(allowed) + (f" (did you mean `{near[0]}`?)" if near else "")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: its title, where on the dashboard it stands, its bytes, and for JSON."""

    title: str
    where: str
    size: int
    about: dict[str, str]


def say(args: argparse.Namespace, made: Written, chosen: Chosen) -> None:
    """Say what is in the file."""
    if args.json:
        file = {"file": str(args.out), "bytes": made.size, "to": getattr(args, "to", "pdf")}
        print_json({**file, **made.about, **chosen.provenance()})
    else:
        print(f"{args.out}: {made.title} ({made.where})")
