"""The gate: a result becomes `Protected` here, and only Protected results can be shown or saved.

A policy says what may be seen of a result. `protect` fails closed:
a type that is not declared as a result (`results.aggregate`, beside the function that makes it) or
has no rule under the policy raises, and so does a result that carries rows, and a policy that is
not meant for the extract. What the policies are is in `policies`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, NoReturn, TypeVar

from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.policies import NOT_PUBLISHED, Policy, Reason, Withheld, fate
from perspectief_core.published import records
from perspectief_core.results import DisclosureError, T, refuse_rows

__all__ = [
    "Hidden",
    "Policy",
    "Protected",
    "Provenance",
    "check_policy",
    "protect",
    "provenance_of",
    "published_result",
    "released",
]

P = TypeVar("P", bound="records.Sourced | records.Inconsistency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a result comes from: printed under every figure and in every export.

    `kind` is that of the extract, or `published` for figures that were published in 2011. A
    `preview` shows an analyst what an edition would have; nobody audited it. Of `randomised` of
    100 people the results were drawn by lot (`randomising`).
    """

    kind: Literal["synthetic", "register", "published"]
    extract_id: str
    peildatum: str
    origin: str
    selection: Selection
    policy: Policy
    preview: bool = False
    randomised: int = 0

    @property
    def stays(self) -> bool:
        """Whether what was asked stays on the screen: it leaves in no file and no quotation."""
        return self.preview or self.policy == "analist"


_SEAL = object()


class Protected(Generic[T]):
    """A result that passed the gate. Made by `protect` and `published_result` only."""

    __slots__ = ("provenance", "value")

    def __init__(self, value: T, provenance: Provenance, seal: object) -> None:
        if seal is not _SEAL:
            raise DisclosureError("`Protected` is made by `protect`, not by hand")
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "provenance", provenance)

    value: T
    provenance: Provenance

    @property
    def shown(self) -> bool:
        """Whether its value may be seen."""
        return not isinstance(self, Hidden)

    def __setattr__(self, name: str, value: object) -> None:
        raise DisclosureError(f"`{name}` of a protected result cannot be changed")

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self.value, self.provenance)


def _restore(value: T, provenance: Provenance) -> Protected[T]:
    return Protected(value, provenance, _SEAL)


class Hidden(Protected[Any]):
    """Stands where a result would, which the policy withholds; asking for its value says why.

    So whoever hands results on need not look whether they may be seen: only who reads one does.
    """

    __slots__ = ("reason",)
    reason: Reason

    def __init__(self, reason: Reason, provenance: Provenance) -> None:
        object.__setattr__(self, "reason", reason)
        object.__setattr__(self, "provenance", provenance)

    @property
    def value(self) -> NoReturn:
        """Raise Withheld."""
        raise Withheld(self.reason)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reason, self.provenance)


def protect(result: T, extract: Extract, selection: Selection, policy: Policy) -> Protected[T]:
    """Let a result through the gate.

    Parameters
    ----------
    result
        An instance of a type declared with `results.aggregate`.
    extract, selection
        What it was computed from.
    policy
        The policy in force.

    Returns
    -------
    Protected

    Raises
    ------
    Withheld
        When `publicatie` knows the result and does not show it, or not of these people.
    DisclosureError
        When the type is not a declared one or has no rule under the policy, when the result carries
        rows, or when `open` is asked for an extract that is not synthetic.
    """
    check_policy(extract, policy)
    becomes = fate(type(result), policy)
    refuse_rows(result)
    if becomes == "withheld":
        raise Withheld(NOT_PUBLISHED[type(result).__name__])
    if becomes == "derived":
        raise Withheld("not_published")
    if becomes == "rounded":
        # Which views are shown is worked out where there are people: an edition was asked for them.
        from perspectief_core.disclosure.by_views import as_published
        from perspectief_core.disclosure.closing import check_view

        check_view(extract, selection)
        result = as_published(result, extract, selection)
    return Protected(result, provenance_of(extract, selection, policy), _SEAL)


def provenance_of(extract: Extract, selection: Selection, policy: Policy) -> Provenance:
    """Return the provenance of what is computed from an extract."""
    manifest = extract.manifest
    return Provenance(
        kind=manifest.kind,
        extract_id=extract.id,
        peildatum=manifest.peildatum.isoformat(),
        origin=manifest.origin,
        selection=selection,
        policy=policy,
        randomised=manifest.randomised,
    )


def check_policy(extract: Extract, policy: Policy) -> None:
    """Raise DisclosureError when `policy` is not meant for this extract."""
    if policy == "open" and extract.manifest.kind != "synthetic":
        raise DisclosureError("policy `open` is for synthetic extracts only")


def released(result: T, provenance: Provenance) -> Protected[T]:
    """Let through a result of a published edition, or one that was made of such results alone.

    The first passed the gate when the edition was made; the second tells nothing that those do not.

    Raises
    ------
    DisclosureError
        When the provenance is not that of an edition, or the result carries rows.
    """
    if provenance.policy != "publicatie":
        raise DisclosureError("only results under `publicatie` are released")
    refuse_rows(result)
    return Protected(result, provenance, _SEAL)


@lru_cache(maxsize=64)
def published_result(facts: tuple[P, ...]) -> Protected[tuple[P, ...]]:
    """Wrap published facts, so that they go through the same door as computed results.

    Parameters
    ----------
    facts : tuple of records of `perspectief_core.published.records`
        Figures that were published in 2011; they carry their own source.

    Raises
    ------
    DisclosureError
        When anything else is among them.
    """
    for fact in facts:
        if not isinstance(fact, (records.Sourced, records.Inconsistency)):
            raise DisclosureError(f"`{type(fact).__name__}` does not hold a published fact")
    provenance = Provenance(
        kind="published",
        extract_id="",
        peildatum="",
        origin="",
        selection=Selection(),
        policy="open",
    )
    return Protected(facts, provenance, _SEAL)
