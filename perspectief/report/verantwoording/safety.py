"""Hoe herkenbaar zijn mensen in deze gegevens? The safety report of an extract made from lists."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.words import formats
from perspectief_core.data.account import GroupSizes, IntakeAccount
from perspectief_core.data.description import Description
from perspectief_core.disclosure.protecting import Protected


@under(Heading("veiligheid", "Hoe herkenbaar mensen zijn"))
def safety_block(result: Protected[Description]) -> Block:
    """Return the block on group sizes; raises when the extract did not come from lists."""
    account = result.value.lists
    return Block(
        sentence=sentence(account),
        source=result,
        table=_table(account),
        reading=(
            "Lees zo: wie van iemand deze kenmerken kent, houdt een groep over. 'Kleinste groep' "
            "is het aantal jongeren in de kleinste. Is het kleinste aantal antwoorden 1, dan "
            "ligt voor een groep het antwoord op diagnose, bewaring of uitkomst vast."
        ),
        definition=Definition(
            what="Hoe klein de groepen zijn die dezelfde kenmerken delen (k-anonimiteit), en "
            "hoeveel verschillende antwoorden er in zo'n groep zijn (l-diversiteit).",
            numerator="jongeren in een groep van die grootte",
            denominator=f"alle {formats.count(account.steps.persons)} jongeren in de gegevens",
            source="Het blok `intake` in manifest.json bij de gegevens.",
        ),
    )


def sentence(account: IntakeAccount) -> str:
    """Return how many persons an outsider who knows most could tell apart, and what that means."""
    most = max(account.group_sizes, key=lambda sizes: sizes.unique)
    coarser = len(account.top_coded)
    return (
        f"Wie {_named(most)} van iemand kent, herkent {formats.count(most.unique)} van de "
        f"{formats.people(account.steps.persons)}. "
        f"{formats.plural(coarser, 'kolom is', 'kolommen zijn')} grover gemaakt. "
        "Deze gegevens zijn gepseudonimiseerd, niet anoniem."
    )


def _named(sizes: GroupSizes) -> str:
    return formats.listing([name.replace("_", " ") for name in sizes.columns])


def _table(account: IntakeAccount) -> Table:
    return (
        Rows(account.group_sizes)
        .text("kenmerken", "Bekende kenmerken", _named)
        .count("kleinste_groep", "Kleinste groep", lambda sizes: sizes.k)
        .count("alleen", "Alleen in de groep", lambda sizes: sizes.unique)
        .count("onder_5", "In een groep onder 5", lambda sizes: sizes.below_5)
        .count("onder_10", "In een groep onder 10", lambda sizes: sizes.below_10)
        .count("antwoorden", "Minste antwoorden", _fewest)
        .table("Hoe klein groepen zijn voor wie iets van iemand weet")
    )


def _fewest(sizes: GroupSizes) -> int | None:
    return min((fewest for _, fewest in sizes.least_diverse), default=None)
