"""`perspectief attack`: what follows about persons from everything that a policy shows.

Of an extract it is asked what would be shown; of a published edition what stands in its file.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict
from pathlib import Path

from perspectief.cli import lots
from perspectief.cli.errors import UsageError
from perspectief.cli.later import later
from perspectief.cli.printing import print_report
from perspectief.cli.selecting import load
from perspectief_core.arrays import pd
from perspectief_core.attack import linear
from perspectief_core.attack.editions import said_of
from perspectief_core.attack.exposure import attack, attack_on
from perspectief_core.attack.insider import MEANING, insider, insider_of_published
from perspectief_core.attack.knowing_more import KnowingMore, knowing_more, undeniable
from perspectief_core.attack.shuffled import shuffled
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.closing import counted
from perspectief_core.disclosure.exchanging import exchanged
from perspectief_core.disclosure.policies import POLICIES
from perspectief_core.disclosure.randomising import Lot, most_likely, randomised


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = subparsers.add_parser("attack", help="count the persons of whom something follows")
    parser.add_argument("source", type=Path, metavar="EXTRACT|BUNDLE")
    parser.add_argument(
        "--against",
        type=Path,
        metavar="EXTRACT",
        help="of a bundle: the extract it was made of; else it is attacked by itself",
    )
    parser.add_argument("--policy", choices=POLICIES, default="publicatie")
    parser.add_argument(
        "--linear",
        type=int,
        default=0,
        metavar="N",
        help="also ask linear programmes about N small groups drawn by lot",
    )
    parser.add_argument(
        "--insider",
        action="store_true",
        help="also say what follows to who knows everybody but one, and from what is hidden",
    )
    parser.add_argument(
        "--shuffled",
        type=int,
        default=0,
        metavar="N",
        help="also attack N other registers, in which part of every column is shuffled",
    )
    lots.add(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print how many persons are disclosed; return 1 when `publicatie` or a file does so."""
    if args.against is not None or args.source.is_file():
        return later("attack_bundle")(args)
    asked = args.linear or args.insider or args.shuffled or args.randomise
    if args.policy != "publicatie" and asked:
        raise UsageError(
            "`--linear`, `--insider`, `--shuffled` and `--randomise` are about what `publicatie` "
            "shows"
        )
    lot = lots.lot_of(args)
    before = load(args.source)
    extract = randomised(before, lot)
    exposure = attack(extract, args.policy)
    report = asdict(exposure) | {"hidden": exposure.hidden}
    people = counted(extract)
    disclosed = exposure.disclosed
    if args.policy == "publicatie":
        knows = _who_knows_more(before, extract)
        report |= _said_of_more(knows, extract, lot)
    if args.linear:
        second = linear.check(people, args.linear)
        report |= {f"linear_{name}": number for name, number in asdict(second).items()}
        disclosed += second.disclosed
    if args.insider:
        reasons = insider_of_published(counted(exchanged(extract)))
        report |= {
            "insider_persons": reasons.persons,
            "insider_knows_all_others": knows.all_others,
            "insider_knows_all_others_has": knows.all_others_has,
            "insider_told_by_people": reasons.told_by_people,
            "insider_told_by_hiding": reasons.told_by_hiding,
        }
        disclosed += reasons.told_by_hiding
    if args.shuffled:
        others = [shuffled(people, seed) for seed in range(args.shuffled)]
        told, more = _of_shuffled(others, args.insider)
        report |= more
        disclosed += told
    print_report("attack", report, MEANING, as_json=args.json)
    return int(args.policy == "publicatie" and disclosed > 0)


def _who_knows_more(before: Extract, extract: Extract) -> KnowingMore:
    """Return what follows to who knows more about people, as they are and after a lot."""
    published = exchanged(extract)
    said = said_of(counted(published))
    return knowing_more(published, said, undeniable(before, published))


def _said_of_more(knows: KnowingMore, extract: Extract, lot: Lot | None) -> dict[str, int]:
    """Return what is said of those who know more, and of the lot that stops them."""
    said = {
        "told_to_who_knows_all_others": knows.all_others,
        "told_to_who_knows_leavers": knows.leavers,
    }
    if lot is None:
        return said
    likely = math.ceil(100 * most_likely(extract))
    return said | {"randomised_percent": lot.percent, "most_likely_percent": likely}


def _of_shuffled(others: list[pd.DataFrame], insiders: bool) -> tuple[int, dict[str, int]]:
    """Return of how many people of other registers something follows, and what is said of those."""
    attacked = [attack_on(other, "publicatie") for other in others]
    disclosed = sum(register.disclosed for register in attacked)
    said = {
        "shuffled_registers": len(others),
        "shuffled_disclosed": disclosed,
        "shuffled_fewest_shown": min(register.shown for register in attacked),
        "shuffled_most_exchanged": max(register.exchanged for register in attacked),
    }
    if insiders:
        told = sum(insider(other).told_by_hiding for other in others)
        said["shuffled_told_by_hiding"] = told
        disclosed += told
    return disclosed, said
