"""What an extract says of itself: `manifest.json`, read without trusting it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NoReturn

from perspectief_core.data import contract
from perspectief_core.data.account import IntakeAccount, parse_account
from perspectief_core.data.contract import Fault
from perspectief_core.data.files import printable, unseen

TABLES = ("deelnemers", "steunpunten", "dtv")
FILE = "manifest.json"
MAX_BYTES = 1024 * 1024
MAX_ROWS = 1_000_000_000
MAX_ROUNDING = 1000
MAX_ORIGIN = 500
PEILDATUM_FROM, PEILDATUM_TO = date(2000, 1, 1), date(2100, 12, 31)

ExtractKind = Literal["synthetic", "register"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an extract says of itself.

    Parameters
    ----------
    kind
        `synthetic` (made from published figures, no persons) or `register` (real, pseudonymised).
    peildatum
        The day at which outcomes were established.
    date_precision
        `month` when dates are first days of months, `day` otherwise.
    rows, sha256
        Row count and hash (in small letters) per file, keyed by table name.
    contract_version
        Version of the contract the files were made for.
    origin
        One line: from what, and by which program, the extract was made.
    dtv_rounding
        To what multiple published DT&V totals are rounded (10 in the minister's letter).
    intake
        How the extract came from registration lists; None when it did not.
    randomised
        Of how many of 100 people the results were drawn by lot (`disclosure.randomising`); 0 as
        read, as no extract is written so.
    """

    kind: ExtractKind
    peildatum: date
    date_precision: Literal["month", "day"]
    rows: dict[str, int]
    sha256: dict[str, str]
    contract_version: int
    origin: str
    dtv_rounding: int = 10
    intake: IntakeAccount | None = None
    randomised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a manifest says as far as that can be read; fields are None where they are faulty.

    Parameters
    ----------
    manifest
        The manifest; None when it has any fault.
    faults
        All its faults.
    rows, sha256, peildatum, by_month
        What the tables are checked against.
    """

    manifest: Manifest | None
    faults: tuple[Fault, ...]
    rows: dict[str, int] | None = None
    sha256: dict[str, str] | None = None
    peildatum: date | None = None
    by_month: bool = False


class _DoubleKeyError(ValueError):
    """A key that stands twice: what is meant cannot be known."""


def parse_manifest(contents: bytes) -> Statement:
    """Read a manifest: UTF-8, with or without a byte order mark.

    Notes
    -----
    JSON as the standard has it: no `NaN` or `Infinity`, and no key twice.
    """
    try:
        raw = json.loads(
            contents.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except _DoubleKeyError as error:
        return _faulty(Fault(table="manifest", column=str(error), rule="veld_dubbel"))
    # Among them: a number of thousands of digits, and nesting deeper than the stack.
    except (ValueError, RecursionError):
        return _faulty(Fault(table="manifest", column=FILE, rule="onleesbaar"))
    if not isinstance(raw, dict):
        return _faulty(Fault(table="manifest", column=FILE, rule="onleesbaar"))
    return _statement({"dtv_rounding": 10, "intake": None} | raw)


def _faulty(fault: Fault) -> Statement:
    return Statement(manifest=None, faults=(fault,))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in pairs:
        if key in members:
            raise _DoubleKeyError(printable(key))
        members[key] = value
    return members


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")


def _statement(raw: dict[str, Any]) -> Statement:
    values: dict[str, Any] = {}
    faults = []
    for field in _FIELDS:
        if field.key not in raw:
            faults.append(Fault(table="manifest", column=field.key, rule="kolom_ontbreekt"))
            continue
        try:
            values[field.key] = field.read(raw[field.key])
        except ValueError:
            faults.append(
                Fault(table="manifest", column=field.key, rule=field.code, allowed=field.allowed)
            )
    return Statement(
        manifest=None if faults else Manifest(**values),
        faults=tuple(faults),
        rows=values.get("rows"),
        sha256=values.get("sha256"),
        peildatum=values.get("peildatum"),
        by_month=values.get("date_precision") == "month",
    )


@dataclass(frozen=True, slots=True)
class _Field:
    """One field: what is made of it, with a ValueError when it does not fit, and what fits."""

    key: str
    read: Callable[[object], object]
    allowed: str
    code: str = "onbekende_waarde"


def _word(*words: str) -> Callable[[object], object]:
    def read(value: object) -> object:
        if value not in words:
            raise ValueError("another word")
        return value

    return read


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError("no whole number, or out of bounds")
        return value

    return read


def _day(value: object) -> date:
    if not (isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)):
        raise ValueError("no day")
    day = date.fromisoformat(value)
    if not PEILDATUM_FROM <= day <= PEILDATUM_TO:
        raise ValueError("out of bounds")
    return day


def _line(value: object) -> str:
    """Return one line of text that can be shown whole."""
    if not isinstance(value, str) or len(value) > MAX_ORIGIN or unseen(value):
        raise ValueError("no line, or too long")
    return value


def _hash(value: object) -> str:
    if not (isinstance(value, str) and re.fullmatch("[0-9a-fA-F]{64}", value)):
        raise ValueError("no hash")
    return value.lower()


def _per_table(read: Callable[[object], object]) -> Callable[[object], dict[str, object]]:
    def every(value: object) -> dict[str, object]:
        if not isinstance(value, dict) or not set(TABLES) <= value.keys():
            raise ValueError("not of every table")
        return {name: read(value[name]) for name in TABLES}

    return every


def _intake(value: object) -> IntakeAccount | None:
    account = parse_account(value)
    if account is None and value is not None:
        raise ValueError("no account that can be relied on")
    return account


_EVERY_TABLE = "deelnemers, steunpunten en dtv, elk met "
_FIELDS = (
    _Field("kind", _word("synthetic", "register"), "synthetic, register"),
    _Field(
        "peildatum",
        _day,
        f"een datum als 2011-04-01, van {PEILDATUM_FROM} tot en met {PEILDATUM_TO}",
    ),
    _Field("date_precision", _word("month", "day"), "month, day"),
    _Field("rows", _per_table(_whole(0, MAX_ROWS)), _EVERY_TABLE + "een aantal rijen"),
    _Field("sha256", _per_table(_hash), _EVERY_TABLE + "64 cijfers en letters a–f"),
    _Field(
        "contract_version",
        _whole(contract.CONTRACT_VERSION, contract.CONTRACT_VERSION),
        str(contract.CONTRACT_VERSION),
    ),
    _Field("origin", _line, f"één regel tekst van hoogstens {MAX_ORIGIN} tekens"),
    _Field("dtv_rounding", _whole(1, MAX_ROUNDING), f"1–{MAX_ROUNDING}", "buiten_bereik"),
    _Field(
        "intake",
        _intake,
        "een verslag van `perspectief intake run` waarvan de stappen optellen",
    ),
)
