"""Figures of the minister's comparison with DT&V: the letter's text and its table."""

from __future__ import annotations

from collections.abc import Callable

from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rules import Rule, Rules, of_dtv, of_people, percent
from perspectief_core.comparison.comparing import DtvSide
from perspectief_core.comparison.sides import PAIRS

_IN_TEXT = {
    "aantoonbaar": "terugkeer",
    "zonder_toezicht": "mob",
    "vergunning": "verblijfsvergunning",
    "andere_reden": "overig",
    "caseload": "in_begeleiding",
}


def rules() -> Rules:
    """Return the rules by id of the figure; DT&V's counts are rounded as the page shows them."""
    by_figure: dict[str, Rule] = {
        "kb11_dtv_totaal_n": of_dtv(lambda f: f.comparison.dtv_total.value),
        "kb11_tabel_dtv_totaal_n": of_dtv(lambda f: f.comparison.dtv_total.value),
        "kb11_tabel_perspectief_totaal_n": of_people(lambda f: f.comparison.total),
    }
    for name, outcome in _IN_TEXT.items():
        by_figure |= _both(f"kb11_dtv_{name}", outcome, dtv=True)
    for outcome, _ in PAIRS:
        by_figure |= _both(f"kb11_tabel_dtv_{outcome}", outcome, dtv=True)
        by_figure |= _both(f"kb11_tabel_perspectief_{outcome}", outcome, dtv=False)
    return by_figure


def _both(figure: str, outcome: str, *, dtv: bool) -> dict[str, Rule]:
    if dtv:
        return {
            figure: of_dtv(_of_side(outcome, lambda side: percent(side.share))),
            f"{figure}_n": of_dtv(_of_side(outcome, lambda side: side.count.value)),
        }
    return {
        figure: of_people(lambda f: percent(f.row(outcome).share)),
        f"{figure}_n": of_people(lambda f: f.row(outcome).share.count),
    }


def _of_side(
    outcome: str, value: Callable[[DtvSide], float | None]
) -> Callable[[Facts], float | None]:
    def compute(facts: Facts) -> float | None:
        side = facts.row(outcome).dtv
        return None if side is None else value(side)

    return compute
