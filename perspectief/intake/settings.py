"""What a run must know besides the lists: the file `instellingen.json` in the folder of lists."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal

from perspectief_core.data import contract, manifest
from perspectief_core.data.extract import ExtractKind

SETTINGS_FILE = "instellingen.json"
Precision = Literal["maand", "kwartaal"]


class SettingsError(Exception):
    """The settings, the mapping or the decisions cannot be used; the text says why, in Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of a run.

    Parameters
    ----------
    soort
        `register` for real lists; `synthetic` for lists made by `perspectief intake demo`.
    begin, peildatum
        First day of the period that counts, and the day at which outcomes are established.
    jongste
        Who is younger at inflow is a child of a participant and does not count.
    topcodering
        Fewest persons that share the highest value of a count; 0 leaves counts as they are.
    weglaten
        Optional columns that are not written.
    datums
        Dates as first day of the month, or of the quarter.
    afzenders
        Sender (`ministerie` or a steunpunt) per file, where the name of the file does not tell.
    """

    soort: ExtractKind = "register"
    begin: dt.date = dt.date(2009, 10, 1)
    peildatum: dt.date = dt.date(2011, 4, 1)
    jongste: int = 12
    topcodering: int = 5
    weglaten: tuple[str, ...] = ()
    datums: Precision = "maand"
    afzenders: Mapping[str, str] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """Return the settings in the folder of lists; the defaults where it has none.

    Raises
    ------
    SettingsError
        When the file is no JSON, names an unknown setting or a value that cannot be.
    """
    path = folder / SETTINGS_FILE
    if not path.exists():
        return Settings()
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        raise SettingsError(f"{SETTINGS_FILE} is geen geldig JSON-bestand") from error
    known = {entry.name for entry in fields(Settings)}
    if not isinstance(said, dict) or (unknown := set(said) - known):
        names = ", ".join(sorted(unknown)) if isinstance(said, dict) else "geen lijst van namen"
        raise SettingsError(f"{SETTINGS_FILE} kent deze instelling niet: {names}")
    try:
        return _checked(_settings(said))
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"{SETTINGS_FILE}: een instelling heeft een verkeerde waarde"
        ) from error


def _settings(said: Mapping[str, object]) -> Settings:
    default = Settings()
    return Settings(
        soort=_text(said.get("soort", default.soort)),  # type: ignore[arg-type]
        begin=dt.date.fromisoformat(_text(said.get("begin", default.begin.isoformat()))),
        peildatum=dt.date.fromisoformat(
            _text(said.get("peildatum", default.peildatum.isoformat()))
        ),
        jongste=_number(said.get("jongste", default.jongste)),
        topcodering=_number(said.get("topcodering", default.topcodering)),
        weglaten=_texts(said.get("weglaten", [])),
        datums=_text(said.get("datums", default.datums)),  # type: ignore[arg-type]
        afzenders=_pairs(said.get("afzenders", {})),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(_text, value))


def _pairs(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError
    return {_text(path): _text(sender) for path, sender in value.items()}


def _checked(settings: Settings) -> Settings:
    if settings.soort not in ("register", "synthetic"):
        raise SettingsError(f"{SETTINGS_FILE}: `soort` is register of synthetic")
    if settings.datums not in ("maand", "kwartaal"):
        raise SettingsError(f"{SETTINGS_FILE}: `datums` is maand of kwartaal")
    if settings.begin >= settings.peildatum:
        raise SettingsError(f"{SETTINGS_FILE}: `begin` moet voor `peildatum` liggen")
    if not manifest.PEILDATUM_FROM <= settings.peildatum <= manifest.PEILDATUM_TO:
        raise SettingsError(
            f"{SETTINGS_FILE}: `peildatum` moet van {manifest.PEILDATUM_FROM} tot en met "
            f"{manifest.PEILDATUM_TO} zijn"
        )
    for column in settings.weglaten:
        if column not in {spec.name for spec in contract.DEELNEMERS.columns if not spec.required}:
            raise SettingsError(f"{SETTINGS_FILE}: `{column}` kan niet worden weggelaten")
    return settings
