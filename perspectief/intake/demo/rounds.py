"""Who stood on the lists in the three rounds of Bijlage 1, and who had left by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perspectief.intake.demo.answers import GUIDED
from perspectief.intake.demo.people import DemoPerson
from perspectief_core.published import records


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One round: persons with whether they had left, persons on the list twice, and children."""

    number: int
    people: tuple[tuple[DemoPerson, bool], ...]
    doubles: tuple[DemoPerson, ...]
    children: int


def printed_rounds() -> dict[tuple[str, int], tuple[int, int]]:
    """Return (guided, left) per source and round, as Bijlage 1 prints them."""
    table = records.published_table("bijlage_01")
    return {
        (str(row["bron"]), int(row["ronde"])): (int(row["huidig"]), int(row["uitgestroomd"]))
        for row in table.to_dict("records")
    }


def snapshots(people: Sequence[DemoPerson]) -> tuple[Snapshot, ...]:
    """Return the three rounds; none when these persons cannot give the printed counts.

    Notes
    -----
    Between the second and the third round three persons left, three came and two children of
    participants went out. In the first round only who was guided was listed, with children and
    doubles; how many doubles is not printed: 20 less what the rest needs is a choice of the demo.
    """
    printed = printed_rounds()
    left_2, left_3 = printed["perspectief", 2][1], printed["perspectief", 3][1]
    ended = [p for p in people if p.exit is not None and p.row["uitkomst"] != GUIDED]
    ended.sort(key=lambda p: (p.exit, p.source))
    unlinked = [p for p in ended if not p.row["dmb_koppeling"]]
    linked = [p for p in ended if p.row["dmb_koppeling"]]
    not_found_2 = left_2 - printed["dmb", 2][1]
    not_found_3 = left_3 - printed["dmb", 3][1]
    guided_unlinked = [p for p in people if not p.row["dmb_koppeling"] and p not in ended]
    if len(unlinked) < not_found_3 or len(guided_unlinked) < 3 or len(people) != 733:
        return ()
    second = {p.source for p in (*linked[: left_2 - not_found_2], *unlinked[:not_found_2])}
    third = second | {p.source for p in unlinked[not_found_2:not_found_3]}
    new = {p.source for p in guided_unlinked[:3]}
    early = [p for p in people if p.source not in third | new]
    doubles = printed["perspectief", 1][0] - 2 - 580
    return (
        Snapshot(1, tuple((p, False) for p in early[:580]), tuple(early[:doubles]), 2),
        Snapshot(2, tuple((p, p.source in second) for p in people if p.source not in new), (), 2),
        Snapshot(3, tuple((p, p.source in third) for p in people), (), 0),
    )
