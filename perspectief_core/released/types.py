"""Working method and outcome, from the published table per type and the one per steunpunt."""

from __future__ import annotations

from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.disclosure.policies import COARSE, JOINT, Withheld
from perspectief_core.people.outcomes import GroupOutcomes
from perspectief_core.published import records
from perspectief_core.released.counts import Released, places, share_of
from perspectief_core.steunpunten.werkwijzen import TypeComparison, TypePoint, TypeShare, Typology


def by_type(released: Released, typology: Typology, outcome: str) -> TypeComparison:
    """Return the types that are shown, and of each the steunpunten that are shown by themselves.

    Nothing is tested, and no type has an interval: both ask for every steunpunt by itself, and most
    are too small to show. Which steunpunt is of which type was published in 2011.

    Raises
    ------
    Withheld
        When the typology is not published.
    """
    column = f"werkwijze_{typology}"
    if column not in COARSE:
        raise Withheld("not_published")
    points = _points(released, typology, outcome)
    groups = released.by(column).groups
    return TypeComparison(
        typology=typology,
        outcome=outcome,
        overall=share_of(released.distribution(), outcome),
        types=tuple(_type(group, outcome, points) for group in groups if JOINT not in group.group),
        permutation_p=None,
        draws=0,
        naive=None,
        intraclass_correlation=None,
    )


def _points(released: Released, typology: Typology, outcome: str) -> dict[str, list[TypePoint]]:
    """Return the steunpunten that are shown, by type; none where no table of them is published."""
    kinds = types_of(typology)
    points: dict[str, list[TypePoint]] = {}
    try:
        shown = places(released, outcome)
    except Withheld:
        return points
    for code, share in zip(shown.codes, shown.shares, strict=True):
        if code in kinds:
            points.setdefault(kinds[code], []).append(TypePoint(code, share))
    return points


def types_of(typology: Typology) -> dict[str, str]:
    """Return the type of every steunpunt, as published."""
    kinds, rows = TYPOLOGIES[typology], records.steunpunten_rows()
    return {
        code: kinds[row["werkwijze"]] for code, row in rows.items() if row["werkwijze"] in kinds
    }


def _type(group: GroupOutcomes, outcome: str, points: dict[str, list[TypePoint]]) -> TypeShare:
    own = tuple(points.get(group.group, []))
    return TypeShare(
        type=group.group,
        points=own,
        n_steunpunten=len(own),
        pooled=share_of(group, outcome),
        no_interval="afgerond",
    )
