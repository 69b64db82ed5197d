"""The options that say which extract and whom: the same for every command that counts people.

There is one option per criterion and filter of a `Selection`, with the name of its URL parameter,
so that a link and a command line say the same thing.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.folders import check_folder
from perspectief_core.cohort.filters import AGE_RANGE, FILTERS, Filter
from perspectief_core.cohort.selection import CRITERIA, FIELDS, Selection, from_query, to_query
from perspectief_core.data import extract
from perspectief_core.data.extract import Extract, ExtractFaultsError
from perspectief_core.published.shipped import shipped

DEFAULT_EXTRACT = shipped("synthetic")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The extract and the selection that the options ask for."""

    extract: Extract
    selection: Selection

    def provenance(self) -> dict[str, object]:
        """Return what JSON output says of its origin: `extract` and `selection`.

        `selection` holds the choices that depart from the report's, as URL parameters.
        """
        manifest = self.extract.manifest
        return {
            "extract": {
                "id": self.extract.id,
                "kind": manifest.kind,
                "peildatum": manifest.peildatum.isoformat(),
            },
            "selection": to_query(self.selection),
        }


def add_selection_options(parser: argparse.ArgumentParser) -> None:
    """Add `--extract` and one option per criterion and filter to a command."""
    add_extract_option(parser)
    criteria = parser.add_argument_group("who is counted (the report's choice comes first)")
    for criterion in CRITERIA:
        criteria.add_argument(
            _option(criterion.code), metavar="CHOICE", help=" | ".join(criterion.options)
        )
    filters = parser.add_argument_group("filters (several choices: separate by commas, or repeat)")
    for filter_ in FILTERS:
        _add_filter(filters, filter_)


def add_extract_option(parser: argparse.ArgumentParser) -> None:
    """Add `--extract DIR` to a command."""
    parser.add_argument(
        "--extract",
        type=Path,
        metavar="DIR",
        help="folder of the extract; else PERSPECTIEF_EXTRACT, else the synthetic extract",
    )


def read_choices(args: argparse.Namespace) -> Chosen:
    """Return the extract and selection that the options ask for.

    Raises
    ------
    UsageError
        When the folder does not exist or an option has a value that is not allowed.
    DataError
        When the extract breaks its contract.
    """
    opened = open_extract(args)
    places = tuple(sorted(opened.steunpunten["steunpunt"].astype(str)))
    query = {
        field.code: value
        for field in FIELDS
        if (value := _query_value(getattr(args, field.code))) is not None
    }
    selection, bad = from_query(query, places)
    if bad:
        raise UsageError(_bad_value(bad[0].code, query[bad[0].code], bad[0].allowed))
    return Chosen(opened, selection)


def open_extract(args: argparse.Namespace) -> Extract:
    """Return the extract that `--extract` or the environment names; errors as `read_choices`."""
    return load(args.extract or Path(os.environ.get("PERSPECTIEF_EXTRACT") or DEFAULT_EXTRACT))


def load(folder: Path) -> Extract:
    """Return the extract in a folder; errors as `read_choices`."""
    check_folder(folder)
    try:
        return extract.load(folder)
    except ExtractFaultsError as error:
        number = len(error.faults)
        faults = "1 fault" if number == 1 else f"{number} faults"
        raise DataError(
            f"the extract in `{folder}` has {faults}: run `perspectief extract check {folder}`"
        ) from error


def _add_filter(group: argparse._ArgumentGroup, filter_: Filter) -> None:
    if filter_.kind == "flag":
        names = [_option(filter_.code), "--only-exits"]
        group.add_argument(*names, dest=filter_.code, action="store_true", help="only who left")
    elif filter_.kind == "range":
        help_ = f"first and last age at inflow, {AGE_RANGE[0]} to {AGE_RANGE[1]}"
        group.add_argument(_option(filter_.code), nargs=2, metavar=("FROM", "TO"), help=help_)
    else:
        options = " | ".join(filter_.options) or "codes of steunpunten"
        group.add_argument(
            _option(filter_.code), action="append", metavar="CHOICE[,…]", help=options
        )


def _option(code: str) -> str:
    return "--" + code.replace("_", "-")


def _query_value(value: str | list[str] | bool | None) -> str | None:
    """Return an option's value as the URL writes it; None when it was not given."""
    if value is None or value is False:
        return None
    if value is True:
        return "true"
    if isinstance(value, str):
        return value
    return ".".join(part for text in value for part in text.split(","))


def _bad_value(code: str, value: str, allowed: tuple[str, ...]) -> str:
    if not allowed:
        low, high = AGE_RANGE
        return f"`{_option(code)}`: expected two ages from {low} to {high}, the lowest first"
    wrong = next((part for part in value.split(".") if part not in allowed), value)
    near = get_close_matches(wrong, allowed, 1)
    hint = f" (did you mean `{near[0]}`?)" if near else ""
    return f"`{_option(code)}`: `{wrong}` is not one of {', '.join(allowed)}{hint}"
