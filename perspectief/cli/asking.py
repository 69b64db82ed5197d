"""One way to ask: whatever a command computes from an extract passes the gate here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from perspectief.cli.errors import DataError
from perspectief.cli.selecting import Chosen
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, select
from perspectief_core.disclosure.policies import Policy
from perspectief_core.disclosure.protecting import protect
from perspectief_core.results import DisclosureError

T = TypeVar("T")

OF_A_REGISTER = (
    "of a register an analyst sees exact numbers in the dashboard (docs/security.md), and "
    "`perspectief publish` makes an edition of what everybody may see (docs/publishing.md)"
)
"""What to do instead, where a command prints nothing about real persons."""


def policy() -> Policy:
    """Return the disclosure policy of the command."""
    return "open"


def ask(chosen: Chosen, analysis: Callable[[Cohort], T]) -> T:
    """Return what the policy lets through of an analysis of the people counted.

    Raises
    ------
    DataError
        When the extract lacks a column that the analysis needs, or the policy lets nothing through.
    """
    return ask_of(chosen, lambda: analysis(select(chosen.extract, chosen.selection)))


def ask_of(chosen: Chosen, compute: Callable[[], T]) -> T:
    """Return what the policy lets through of a result that was not made of one cohort.

    Errors as `ask`.
    """
    try:
        return protect(compute(), chosen.extract, chosen.selection, policy()).value
    except (ColumnMissingError, DisclosureError) as error:
        raise refused(error) from error


def refused(error: ColumnMissingError | DisclosureError) -> DataError:
    """Return why nothing is printed, and which way there is to what was asked."""
    if isinstance(error, DisclosureError):
        return DataError(f"{error}: {OF_A_REGISTER}")
    return DataError(str(error))
