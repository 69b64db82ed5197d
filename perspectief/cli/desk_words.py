"""How the refusals of the release desk are said on the command line."""

from __future__ import annotations

from perspectief.publishing.desk import APPROVALS

FAULTS = {
    "no_request": "nobody asked to release this edition: `perspectief publish … --request` does",
    "asked_twice": (
        "there is a log beside `--out` already: that edition was asked for, and stays as it is"
    ),
    "log_damaged": "the log beside the edition, or its head, is not as it was written",
    "file_differs": "the edition is not the one that was asked for",
    "own_request": "who asked for an edition does not judge it",
    "own_account": (
        "the account of this machine that asked for the edition does not judge it: use your own, "
        "or say `--same-account`, which the log keeps"
    ),
    "account_twice": (
        "the account of this machine judged this edition already: use your own, or say "
        "`--same-account`, which the log keeps"
    ),
    "twice": "this person judged this edition already",
    "too_few": f"{APPROVALS} people must approve, besides who asked",
    "refused": "somebody refused this edition: make another and ask again",
    "exists": "there is a file already where it would leave from",
    "nameless": "`--by` must be a name",
}
"""By the code of the fault."""
