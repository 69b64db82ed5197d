"""What became of a citation: the same numbers, others, or nobody can tell; and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perspectief.report.block.blocks import Block
from perspectief.report.block.cited import PRINTED, Cited, cited
from perspectief.report.citing import ledger
from perspectief.report.words import formats

Status = Literal["klopt", "veranderd", "onbekend"]
SAME = "Dit citaat klopt nog: de getallen zijn gelijk gebleven."
NO_REASON = (
    "de gegevens en het programma zijn dezelfde: de link en de getallen horen niet bij elkaar"
)
_PRINTED = "gedrukte cijfers"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a citation, in a word and in a sentence; `was` and `now` are its numbers."""

    status: Status
    said: str
    was: tuple[str, ...] = ()
    now: tuple[str, ...] = ()


def judge(citation: Cited, block: Block) -> Verdict:
    """Return what became of a citation, given the figure as it is now."""
    now = cited(block)
    why = ". ".join(formats.capital(part) for part in _origins(citation, now))
    if citation.numbers == now.numbers:
        said = f"{SAME} {why}." if why else ""
        return Verdict("klopt", said, citation.numbers, now.numbers)
    reason = formats.small_letter(why) if why else NO_REASON
    return Verdict(
        "veranderd", f"{_changed(citation, now)}, want {reason}.", citation.numbers, now.numbers
    )


def _changed(citation: Cited, now: Cited) -> str:
    if len(citation.numbers) != len(now.numbers):
        was, is_ = (
            formats.listing(citation.numbers) or "niets",
            formats.listing(now.numbers) or "niets",
        )
        return f"Dit citaat noemde {was} en noemt nu {is_}"
    pairs = zip(citation.numbers, now.numbers, strict=True)
    changed = [(was, is_) for was, is_ in pairs if was != is_]
    if len(changed) == 1:
        return f"Dit getal was {changed[0][0]}, is nu {changed[0][1]}"
    told = formats.listing([f"{was} is nu {is_}" for was, is_ in changed])
    return f"Deze getallen zijn veranderd: {told}"


def _origins(citation: Cited, now: Cited) -> Iterator[str]:
    """Yield what changed between a citation and now: data, definition, program."""
    if citation.extract != now.extract:
        yield _replaced(citation.extract, now.extract)
    changes = [
        change.why
        for change in ledger.CHANGES
        if change.figure == citation.figure and _order(citation.version) < _order(change.version)
    ]
    yield from (f"de definitie is veranderd: {why}" for why in changes)
    if citation.version != now.version:
        yield f"het programma is veranderd, van versie {citation.version} naar {now.version}"


def _replaced(old: str, new: str) -> str:
    names = [extract.extract for extract in ledger.EXTRACTS]
    told = f"de gegevens zijn vervangen (van {_name(old)} naar {_name(new)})"
    if old in names and new in names and names.index(old) < names.index(new):
        later = ledger.EXTRACTS[names.index(old) + 1 : names.index(new) + 1]
        return f"{told}: {formats.listing([replacement.why for replacement in later])}"
    return f"{told}; het programma kent die eerdere gegevens niet" if old not in names else told


def _name(extract: str) -> str:
    return _PRINTED if extract == PRINTED else f"extract {extract}"


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
