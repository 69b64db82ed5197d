"""Figures that say how people differ from steunpunt to steunpunt.

The report does not say which steunpunten it ranged over, nor where 'many' stuck files begin. Here:
a percentage needs `FEWEST` people, and many is what lies nearer to the printed 22 % than to the
printed 5 %.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.audit.facts import Facts, per_place
from perspectief_core.audit.rules import Rule, Rules, of_people
from perspectief_core.cohort.grouping import crosstab, grouped, positions
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.shares.meaning import FEWEST

MANY_STUCK = (22 + 5) / 2
ENDED_BY = contract.DEELNEMERS.column("beeindigd_door").levels


def rules() -> Rules:
    """Return the rules by id of the figure."""
    by_figure = {}
    for name, column, level in (
        ("angola", "herkomst", "angola"),
        ("sierra_leone", "herkomst", "sierra_leone"),
        ("psychiatrisch", "psychiatrische_diagnose", "ja"),
        ("lichamelijk", "lichamelijke_klachten", "ja"),
    ):
        divided = _divided(column, level)
        by_figure[f"sv_{name}_min"] = of_people(_extreme(divided, np.min), column)
        by_figure[f"sv_{name}_max"] = of_people(_extreme(divided, np.max), column)
    return by_figure | _endings() | _stuck_files()


def _divided(column: str, level: str) -> Callable[[Cohort], Ints]:
    """Return what counts, per steunpunt, those who do not have a level and those who do."""
    return lambda cohort: per_place(cohort, column, lambda values: (values == level).fillna(False))


def _extreme(
    divided: Callable[[Cohort], Ints], choose: Callable[[Ints], float]
) -> Callable[[Facts], float | None]:
    def share(facts: Facts) -> float | None:
        others, members = facts.of(divided).T
        total = others + members
        large = total >= FEWEST
        return float(choose(100 * members[large] / total[large])) if large.any() else None

    return share


def _endings() -> dict[str, Rule]:
    column = "beeindigd_door"
    by_figure: dict[str, Rule] = {}
    for name, level in (
        ("overleg", "wederzijds"),
        ("steunpunt", "steunpunt"),
        ("onbekend", "onbekend"),
    ):
        by_figure |= {
            f"sv_beeindiging_{name}_steunpunten": of_people(_places_mostly(level), column),
            f"sv_beeindiging_{name}": of_people(_share_where_mostly(level), column),
        }
    return by_figure


def _mostly(facts: Facts, level: str) -> Ints:
    """Return endings by code of the steunpunten where this code is the most frequent.

    Of equally frequent codes the first of the contract counts; shape (steunpunten, codes).
    """
    filled = facts.of(_endings_per_place)
    most: Ints = filled[filled.argmax(axis=1) == ENDED_BY.index(level)]
    return most


def _endings_per_place(cohort: Cohort) -> Ints:
    alike, places = grouped(cohort, "steunpunt", "beeindigd_door", "uitkomst")
    left = (alike.people["uitkomst"] != "in_begeleiding").to_numpy(dtype=bool)
    codes = positions(alike.people["beeindigd_door"][left], ENDED_BY)
    sizes = len(places.codes), len(ENDED_BY)
    table = crosstab(places.index[left], sizes[0], codes.index, sizes[1], alike.times[left])
    filled: Ints = table[table.sum(axis=1) > 0]
    return filled


def _places_mostly(level: str) -> Callable[[Facts], float | None]:
    return lambda f: len(_mostly(f, level))


def _share_where_mostly(level: str) -> Callable[[Facts], float | None]:
    def share(facts: Facts) -> float | None:
        table = _mostly(facts, level)
        total = int(table.sum())
        return 100 * int(table[:, ENDED_BY.index(level)].sum()) / total if total else None

    return share


def _stuck_files() -> dict[str, Rule]:
    column = "vastlopend_dossier"
    return {
        "sv_vastlopend_veel_steunpunten": of_people(lambda f: len(_stuck(f, "veel")), column),
        "sv_vastlopend_veel": of_people(lambda f: _stuck_share(f, "veel"), column),
        "sv_vastlopend_weinig_steunpunten": of_people(lambda f: len(_stuck(f, "weinig")), column),
        "sv_vastlopend_weinig": of_people(lambda f: _stuck_share(f, "weinig"), column),
        "sv_vastlopend_geen_steunpunten": of_people(lambda f: len(_stuck(f, "geen")), column),
    }


def _stuck_per_place(cohort: Cohort) -> Ints:
    return per_place(cohort, "vastlopend_dossier", lambda stuck: stuck)


def _stuck(facts: Facts, how_many: str) -> Ints:
    counts = facts.of(_stuck_per_place)
    filled = counts[counts.sum(axis=1) > 0]
    share = 100 * filled[:, 1] / filled.sum(axis=1)
    chosen = {
        "geen": share == 0,
        "weinig": (share > 0) & (share < MANY_STUCK),
        "veel": share >= MANY_STUCK,
    }
    table: Ints = filled[chosen[how_many]]
    return table


def _stuck_share(facts: Facts, how_many: str) -> float | None:
    table = _stuck(facts, how_many)
    return 100 * int(table[:, 1].sum()) / int(table.sum()) if len(table) else None
