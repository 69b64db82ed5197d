"""`perspectief attack BUNDLE`: what follows from a published edition, as it stands in its file."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from perspectief.cli import lots
from perspectief.cli.bundles import opened, unusable
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import Cell, print_report
from perspectief.cli.selecting import load
from perspectief.publishing.asks import codec
from perspectief.publishing.audit import beside_people, follows_from_rounded
from perspectief.publishing.bundle import Bundle, BundleError
from perspectief.publishing.publish import edition_of
from perspectief.publishing.stated import ATTRIBUTES, stated_in
from perspectief_core.attack.against import attack_stated
from perspectief_core.attack.alone import attack_alone
from perspectief_core.attack.stated import Stated
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.closing import counted
from perspectief_core.disclosure.exchanging import exchanged
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.randomising import randomised

Report = dict[str, Cell | list[str]]
FAULTS = ("disclosed", "contradicts", "exact", "unread", "unrounded", "wrong", "beyond")
"""What an edition must have none of."""
MEANING = {
    "exact": "answers with a number that does not follow from rounded counts",
    "unread": "kinds of result of which no number was read, so that they were not attacked",
    "contradicts": "1 when no people at all fit the counts, so that one of them is not right",
    "told": "groups of which something follows, of those that the counts tell apart",
    "unrounded": "counts that are the real number as it is",
    "held": "counts that are not rounded from these people, but as an earlier edition can say",
    "wrong": "counts that are neither rounded from these people nor held",
    "beyond": "groups of which something is said, and of which nothing may be said",
    "linear": "persons in groups of nine at most of which a linear programme says that all have a "
    "value, or none",
    "uncounted": "persons who are not counted, of whom it follows at which criterion they fell out",
}
ALONE = (
    "persons of whom something follows, at least, to who has the edition and nothing else: not "
    "even how many people are in a group"
)
AGAINST = (
    "persons of whom something follows to who has the edition and knows who is in which group: of "
    "an edition this must be 0"
)


def run(args: argparse.Namespace) -> int:
    """Print what follows from the edition; return 1 when it has any of `FAULTS`."""
    if args.policy != "publicatie" or args.linear or args.insider or args.shuffled:
        raise UsageError(
            "`--policy`, `--linear`, `--insider` and `--shuffled` are for an extract, not for an "
            "edition"
        )
    if args.against is None and args.randomise:
        raise UsageError("`--randomise` goes with `--against`: an edition says by itself if it is")
    bundle = opened(args.source)
    try:
        stated = stated_in(bundle, codec())
        report = _of_edition(bundle, stated)
    except BundleError as error:
        raise unusable(args.source, error) from error
    if args.against is None:
        report |= asdict(attack_alone(stated, ATTRIBUTES))
    else:
        report |= _of_people(_extract(args, bundle), stated)
    report["contradicts"] = int(bool(report["contradicts"]))
    meaning = MEANING | {"disclosed": ALONE if args.against is None else AGAINST}
    print_report("attack", report, meaning, as_json=args.json)
    return int(any(report.get(name) for name in FAULTS))


def _extract(args: argparse.Namespace, bundle: Bundle) -> Extract:
    """Return the extract to lay an edition beside, as it was published.

    Raises
    ------
    DataError
        When the edition is of another extract, or its results were drawn by another lot.
    """
    extract, lot = load(args.against), lots.lot_of(args)
    if extract.id != bundle.edition.extract_id:
        raise DataError(f"the edition is of another extract than the one in `{args.against}`")
    if bundle.edition.lot != edition_of(extract, lot=lot).lot:
        drawn = bundle.edition.randomised
        how = f"with `--randomise {drawn}` and its own key" if drawn else "without `--randomise`"
        raise DataError(f"the edition was made {how}: ask it in the same way")
    return exchanged(randomised(extract, lot))


def _of_edition(bundle: Bundle, stated: Stated) -> Report:
    """Return what an edition is, and how much of it was read."""
    answers = [
        answer
        for _, answer in bundle.answers()
        if not isinstance(answer, (Withheld, ColumnMissingError))
    ]
    numbers = sum(len(statement.parts) + 1 for statement in stated.statements)
    return {
        "edition": bundle.checksum,
        "extract": bundle.edition.extract_id,
        "answers": len(answers),
        "exact": sum(not follows_from_rounded(answer) for answer in answers),
        "numbers": numbers + sum(1 + 2 * len(flow.steps) for flow in stated.flows.values()),
        "unread": list(stated.unread),
    }


def _of_people(extract: Extract, stated: Stated) -> Report:
    """Return what follows about the people of an extract, and how the counts are beside theirs."""
    flow = select(extract, Selection()).flow
    report = asdict(attack_stated(counted(extract), flow, stated))
    return report | asdict(beside_people(extract, stated))
