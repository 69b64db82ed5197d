"""Groups that have a name and of which nothing is published: a table has a row for each, with `x`.

Which groups there are is no secret: steunpunten and the options of a filter are known. Without a
row one would have to find out which are missing, and could take that for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from perspectief.report.block.tables import Table
from perspectief.report.drawing import states
from perspectief.report.drawing.states import Placed
from perspectief.report.words import formats
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.disclosure.policies import JOINT, REGIONS
from perspectief_core.disclosure.protecting import Protected

X = formats.SECRET
MOST_NAMED = 40
"""Groups that are named of those that stand together; an extract can have thousands."""
NOTE = (
    " Niet gepubliceerd: de groep is klein, of zou uit de andere te berekenen zijn. Hoeveel "
    f"jongeren dat zijn, zegt deze {X} niet."
)
_AGES = ("12_19", "20_22", "23_60")


def codes(
    result: Protected[Any], column: str, shown: Iterable[str], names: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the groups of a filter that have no row: none where everything is shown.

    Parameters
    ----------
    result : Protected
        What the table is of.
    column : str
        Code of the filter.
    shown : iterable of str
        Codes of the groups that have a row; of merged groups all their codes.
    names : iterable of str
        Codes of the steunpunten: those are known to an extract only.
    """
    if result.provenance.policy != "publicatie":
        return ()
    there = {code for group in shown for code in group.split(JOINT)}
    return tuple(code for code in _known(column, names) if not set(code.split(JOINT)) <= there)


def named(name: str) -> str:
    """Return the name of a group of which nothing is published.

    Examples
    --------
    >>> named("Almelo")
    'Almelo (niet gepubliceerd)'
    """
    return f"{name} (niet gepubliceerd)"


def told(names: Iterable[str]) -> str:
    """Return that nothing is published of some groups, to stand behind a sentence about the others.

    Examples
    --------
    >>> told(["Azië", "Midden-Afrika"])
    ' Van Azië en Midden-Afrika wordt niets gepubliceerd (x).'
    """
    whom = formats.listing(tuple(names))
    return f" Van {whom} wordt niets gepubliceerd ({X})." if whom else ""


def with_rows(table: Table, names: Iterable[str]) -> Table:
    """Return a table with a row for each group of which nothing is published, before its total."""
    secret = [(named(name), *(X for _ in table.columns[1:])) for name in names]
    if not secret:
        return table
    whole, last = table.rows, len(table.rows) - 1
    before = last if table.total else len(whole)
    return replace(
        table,
        rows=(*whole[:before], *secret, *whole[before:]),
        note=f"{table.note}{NOTE}".strip(),
        kept=tuple(at + len(secret) if table.total and at == last else at for at in table.kept),
    )


def with_places(
    table: Table, result: Protected[Any], shown: Iterable[Placed], names: Mapping[str, str]
) -> Table:
    """Return a table of the steunpunten `shown` with a row for each that is not published."""
    secret = codes(result, "steunpunt", (point.steunpunt for point in shown), names)
    return with_rows(table, sorted(names[code] for code in secret))


def together(what: str, code: str, names: Mapping[str, str]) -> str:
    """Return the name of small groups that stand in one row, with which those are.

    Examples
    --------
    >>> together("kleine steunpunten", "b+a", {"a": "Almelo", "b": "Breda"})
    'kleine steunpunten samen (2): Almelo en Breda'
    """
    each = sorted(names.get(member, member) for member in code.split(JOINT))
    if all(name.endswith(states.MINE) for name in each):
        what, each = f"{what}{states.MINE}", [name.removesuffix(states.MINE) for name in each]
    rest = len(each) - MOST_NAMED
    said = [*each[:MOST_NAMED], *([f"{formats.count(rest)} andere"] if rest > 0 else [])]
    return f"{what} samen ({formats.count(len(each))}): {formats.listing(said)}"


def _known(column: str, names: Iterable[str]) -> tuple[str, ...]:
    if column == "steunpunt":
        return tuple(names)
    if column == "leeftijd":
        return _AGES
    if column == "herkomst":
        return tuple(JOINT.join(region) for region in REGIONS)
    return next((filter_.options for filter_ in FILTERS if filter_.code == column), ())
