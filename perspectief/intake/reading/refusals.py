"""Why a file cannot be read: codes that both the parsing process and its parent know."""

from __future__ import annotations

from typing import Literal, get_args

Refusal = Literal[
    "leeg_bestand",
    "te_groot_bestand",
    "te_groot_uitgepakt",
    "te_veel_cellen",
    "te_lang_bezig",
    "wachtwoord",
    "macros",
    "beschadigd",
    "onbekende_vorm",
    "tekens_onleesbaar",
    "geen_tabel",
    "verdwenen",
]
REFUSALS: tuple[Refusal, ...] = get_args(Refusal)


class RefusedError(Exception):
    """A file that is not read; `reason` is one of `REFUSALS`."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(reason)
