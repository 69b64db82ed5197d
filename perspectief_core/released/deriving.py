"""Which analyses are answered from published results, and the function that does it for each.

By name, so that nothing is loaded before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from perspectief_core.disclosure.policies import Policy

Derivation = Callable[..., Any]
"""From what is published of a view, and the arguments of the analysis, to its result."""

DERIVATIONS: Mapping[str, str] = {
    "associations.divisions:divisions": "divisions:divisions",
    "comparison.comparing:compare_selection": "beside_dtv:compare_selection",
    "data.description:describe": "description:describe",
    "durations.left_within:left_within": "durations:left_within",
    "durations.lifetable:life_table": "lifetable:life_table",
    "people.participants:age_summary": "people:age_summary",
    "people.participants:children_by_sex": "people:children_by_sex",
    "people.participants:health": "people:health",
    "people.participants:origin_by_sex": "people:origin_by_sex",
    "beside.beside:beside": "beside:beside",
    "steunpunten.funnel:funnel": "places:funnel",
    "steunpunten.funnel:multiplicity": "places:multiplicity",
    "steunpunten.funnel:overall_test": "places:overall_test",
    "steunpunten.profile:profile": "places:profile",
    "steunpunten.shrinkage:shrunken": "places:shrunken",
    "steunpunten.werkwijzen:by_type": "types:by_type",
}
"""An analysis, and what answers it from published results, in this folder."""


@cache
def derivation(analysis: Callable[..., object], policy: Policy) -> Derivation | None:
    """Return what answers an analysis from published results; None when the policy has none."""
    name = f"{analysis.__module__}:{analysis.__qualname__}".removeprefix("perspectief_core.")
    path = DERIVATIONS.get(name) if policy == "publicatie" else None
    if path is None:
        return None
    module, function = path.split(":")
    made: Derivation = getattr(import_module(f"perspectief_core.released.{module}"), function)
    return made
