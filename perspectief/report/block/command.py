"""The command that gives the numbers of a figure, with the selection of now, ready to paste."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perspectief.report.block.blocks import Block
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.selection import FIELDS, Selection

if TYPE_CHECKING:
    from perspectief_core.associations.screening import OutcomeTree, Screening
    from perspectief_core.associations.stability import Stability
    from perspectief_core.beside.beside import BesideEachOther
    from perspectief_core.comparison.comparing import Comparison
    from perspectief_core.durations.landmark import Landmark
    from perspectief_core.people.outcomes import OutcomesBy
    from perspectief_core.sensitivity.curve import Curve
    from perspectief_core.sensitivity.ranges import Tornado

PROGRAM = "perspectief"
FITTING = "passend"
"""How a command asks for samples of what the first split is about."""
_GROUPS = {filter_.code for filter_ in FILTERS if filter_.kind == "choices"}


@dataclass(frozen=True, slots=True)
class Command:
    """What to run: the command with its own options, and what it changes of the selection."""

    words: tuple[str, ...]
    changes: dict[str, object] = field(default_factory=dict)


def command(block: Block) -> str:
    """Return the command line that gives the numbers of a block; nothing when none does.

    It counts exactly, so it does not give those that were rounded for publication.
    """
    if block.provenance.policy == "publicatie":
        return ""
    find = BY_RESULT.get(type(block.result).__name__)
    to_run = find(block.result) if find else None
    if to_run is None:
        return ""
    selection = block.sources[0].provenance.selection.only(**to_run.changes)
    return " ".join([PROGRAM, *to_run.words, *options(selection)])


def options(selection: Selection) -> list[str]:
    """Return a selection as options of the command, those of the report left out."""
    words: list[str] = []
    for choice in FIELDS:
        value = getattr(selection, choice.code)
        if value == choice.default:
            continue
        words.append("--" + choice.code.replace("_", "-"))
        parts = choice.written(value)
        if value is not True:
            words += parts if choice.code == "leeftijd" else [",".join(parts)]
    return words


def _by(by_group: OutcomesBy) -> Command | None:
    return Command(("outcomes", "--by", by_group.column)) if by_group.column in _GROUPS else None


def _asked(name: str) -> Callable[[Screening | OutcomeTree | Stability], Command | None]:
    def find(analysis: Screening | OutcomeTree | Stability) -> Command | None:
        from perspectief_core.associations.screening import REPORT_SETTINGS

        question = analysis.question
        if question.settings != REPORT_SETTINGS:
            return None
        cluster = () if question.cluster == "alles" else ("--cluster", question.cluster)
        words = (name, "--target", question.outcome, *cluster)
        return Command(words, {"uitstroom": True} if question.only_exits else {})

    return find


def _steady(stability: Stability) -> Command | None:
    tree = _asked("tree")(stability)
    drawn = stability.unit if stability.chosen else FITTING
    return None if tree is None else Command((*tree.words, "--bootstrap", drawn), tree.changes)


def _compared(comparison: Comparison) -> Command:
    flags = {
        "--tabel-doormigratie": "doormigratie",
        "--open-zaken": "open_zaken",
        "--andere-reden": "andere_reden",
        "--resultaat": "resultaat",
    }
    letter = type(comparison.options)()
    chosen = (
        (flag, getattr(comparison.options, name))
        for flag, name in flags.items()
        if getattr(comparison.options, name) != getattr(letter, name)
    )
    return Command(("compare", *(word for pair in chosen for word in pair)))


def _beside(comparison: BesideEachOther) -> Command:
    if comparison.typology is not None:
        return Command(("beside", "--typology", comparison.typology, "--topic", comparison.topic))
    groups = (group.code for group in comparison.groups)
    mid_p = ("--mid-p",) if comparison.mid_p else ()
    return Command(("beside", *groups, "--topic", comparison.topic, *mid_p))


def _choices(sensitivity: Curve | Tornado) -> Command:
    return Command(("sensitivity", "--of", sensitivity.basis))


def _landmark(landmark: Landmark) -> Command:
    target = () if landmark.outcome is None else ("--target", landmark.outcome)
    return Command(("landmark", *target, "--month", str(landmark.month)))


BY_RESULT: dict[str, Callable[[Any], Command | None]] = {
    "OutcomeDistribution": lambda _: Command(("outcomes",)),
    "InclusionFlow": lambda _: Command(("outcomes",)),
    "OutcomesBy": _by,
    "BesideEachOther": _beside,
    "Funnel": lambda _: Command(("outcomes", "--by", "steunpunt")),
    "GivenWhoCame": lambda comparison: Command(
        ("given", "--typology", comparison.typology, "--target", comparison.outcome)
    ),
    "Explained": lambda explained: Command(
        ("speed", "--target", explained.outcome, "--typology", explained.typology)
    ),
    "Landmark": _landmark,
    "LateEntry": lambda _: Command(("entry",)),
    "ObservedExpected": lambda expectation: Command(("expected", "--target", expectation.outcome)),
    "Shrunken": lambda _: Command(("outcomes", "--by", "steunpunt")),
    "Profile": lambda profile: Command(("outcomes",), {"steunpunt": (profile.steunpunt,)}),
    "TypeComparison": lambda comparison: Command(
        ("outcomes", "--by", f"werkwijze_{comparison.typology}")
    ),
    "UnknownAnswers": lambda answers: Command(("unknown", "--column", answers.column)),
    "Screening": _asked("screen"),
    "OutcomeTree": _asked("tree"),
    "Stability": _steady,
    "Comparison": _compared,
    "Curve": _choices,
    "Tornado": _choices,
    "Audit": lambda _: Command(("reproduce",)),
}
"""How to find the command for a kind of result, by its name, so that not every one is loaded."""
