"""`perspectief publish`: an extract becomes one file of what may be shown, without persons."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from perspectief.cli import desk_words, lots
from perspectief.cli.bundles import opened
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_report
from perspectief.cli.selecting import load
from perspectief.publishing import desk
from perspectief.publishing.audit import Findings, as_counts
from perspectief.publishing.bundle import BundleError
from perspectief.publishing.publish import (
    DisclosedError,
    Making,
    NotExchangedError,
    NothingShownError,
    OtherLotError,
    publish,
)
from perspectief_core.attack.insider import MEANING

FAULTS = {
    "unfinished_differs": (
        "the unfinished edition beside it (`{out}.part`) is of something else: move it away first"
    ),
    "empty": "there is nothing in it",
    "damaged": "one of the previous editions is damaged",
    "other_program": (
        "one of the previous editions was made by another version of this program; publish it again"
    ),
}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "publish", help="write an edition of everything that may be shown, without persons"
    )
    parser.add_argument("folder", type=Path, metavar="EXTRACT")
    parser.add_argument("--out", type=Path, required=True, metavar="BUNDLE")
    parser.add_argument(
        "--previous",
        type=Path,
        action="append",
        default=[],
        metavar="BUNDLE",
        help="an edition before: what differs from it by a few people is held; can be repeated",
    )
    parser.add_argument(
        "--request", metavar="WHY", help="ask for its release: two others must approve"
    )
    parser.add_argument("--by", default="", metavar="NAME", help="who asks; with `--request`")
    lots.add(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes; else one for a core")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the edition; refuse when the audit finds what may not be published."""
    if bool(args.request) != bool(args.by):
        raise UsageError("`--request WHY` and `--by NAME` go together")
    extract = load(args.folder)
    if not args.out.parent.is_dir():
        raise DataError(f"there is no folder `{args.out.parent}` to write in")
    try:
        # Before anything is made: who looks at an edition must find it as it was asked for.
        desk.check_unasked(args.out)
        checksum, findings = publish(extract, args.out, _making(args))
    except desk.DeskError as error:
        raise DataError(desk_words.FAULTS[error.fault]) from error
    except BundleError as error:
        raise DataError(FAULTS[error.fault].format(out=args.out)) from error
    except (DisclosedError, NotExchangedError, NothingShownError, OtherLotError) as error:
        raise DataError(_why_not(error)) from error
    if args.request:
        _ask(args, findings)
    report = {"checksum": checksum, "extract": extract.id} | as_counts(findings)
    if args.randomise:
        report |= {"randomised_percent": args.randomise}
    print_report("edition", report, MEANING, as_json=args.json)
    return 0


def _ask(args: argparse.Namespace, findings: Findings) -> None:
    """Write the request for release beside the edition."""
    person = desk.Person(args.by, datetime.now(UTC))
    try:
        desk.request(args.out, person, args.request, as_counts(findings))
    except desk.DeskError as error:
        raise DataError(desk_words.FAULTS[error.fault]) from error


def _making(args: argparse.Namespace) -> Making:
    """Return how the edition is made; raises DataError when a previous one cannot be read."""
    return Making(
        made=datetime.now(UTC).date(),
        told=_tell if sys.stderr is not None and sys.stderr.isatty() else _keep_silent,
        previous=tuple(map(opened, args.previous)),
        workers=args.workers,
        lot=lots.lot_of(args, make_key=True),
    )


def _why_not(
    error: DisclosedError | NotExchangedError | NothingShownError | OtherLotError,
) -> str:
    """Return why an edition is not made."""
    match error:
        case DisclosedError():
            return _refusal(error.findings)
        case NothingShownError():
            return (
                "not published: nothing could be shown. Of the "
                f"{error.persons} people in the extract {error.counted} are counted, and what is "
                f"shown is of {error.least} at least: `perspectief extract check` says at which "
                "criteria people fall out"
            )
        case NotExchangedError():
            return _no_exchange(error)
        case OtherLotError():
            return (
                "not published: one of the previous editions was made with another `--randomise` "
                "or `--key`, or without; laid beside each other they say what the lot hides"
            )


def _no_exchange(error: NotExchangedError) -> str:
    """Return of what something would follow, and how an edition can be made without that."""
    why = (
        f"not published: of {error.groups} groups it would follow that all have something, or "
        "nobody, and exchanging results between people does not help: too few have it, or too many"
    )
    about = f"It is about `{'`, `'.join(error.columns)}`"
    if "uitkomst" in error.columns:
        return f"{why}. {about}: what became of these people is too much alike to be published"
    return f"{why}. {about}: an extract in which that is left empty can be published without it"


REFUSED_FOR = {
    "disclosed": "persons of whom something follows",
    "exact": "answers with an exact number",
    "wrong": "counts that are not what the people give",
    "beyond": "answers about a group that is not shown",
    "uncounted": "persons of whom it follows where they fell out",
    "linear": "small groups of which linear programmes say that all have something, or nobody: "
    "without `uitstroom` (left empty) or `beeindigd_door` in the extract there may be none",
    "identifying": "counts that differ from a previous edition by a few",
    "told_by_hiding": "persons of whom something follows from what is hidden",
    "told_by_both": "persons of whom something follows from this edition and the previous ones "
    "together",
    "hidden_for_people": "groups that can be hidden only because of what became of them",
}
"""What an edition is refused for, by the finding of the audit."""


def _refusal(findings: Findings) -> str:
    """Return what the audit found, and nothing of what it did not."""
    counts = as_counts(findings)
    told = [f"{counts[name]} {what}" for name, what in REFUSED_FOR.items() if counts[name]]
    return f"not published: the audit found {'; '.join(told)}"


def _tell(done: int, views: int) -> None:
    """Write how far it is, over what was written before."""
    end = "\n" if done == views else ""
    print(f"\rviews answered: {done} of {views}", end=end, file=sys.stderr, flush=True)


def _keep_silent(_: int, __: int) -> None:
    """Write nothing where nobody watches."""
