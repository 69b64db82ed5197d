"""What an extract is and holds: its manifest, its tables, and every column of the contract."""

from __future__ import annotations

from dataclasses import dataclass, fields

from perspectief_core.data.account import IntakeAccount
from perspectief_core.data.contract import ColumnSpec
from perspectief_core.data.extract import TABLES, Extract, ExtractKind, table_spec
from perspectief_core.results import aggregate


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedColumn(ColumnSpec):
    """One column of the contract, whether this extract has it, and how many rows have a value."""

    present: bool = False
    known: int = 0


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """One table: its rows, the hash of its file, its columns in contract order."""

    name: str
    rows: int
    sha256: str
    columns: tuple[DescribedColumn, ...]


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an extract says of itself; fields as in `extract.Manifest`, `peildatum` in ISO form.

    Of a published edition without `tables`, and with nothing where it is not said.
    """

    id: str
    kind: ExtractKind
    peildatum: str
    date_precision: str
    contract_version: int
    origin: str
    dtv_rounding: int
    tables: tuple[DescribedTable, ...]
    intake: IntakeAccount | None = None

    @property
    def lists(self) -> IntakeAccount:
        """What it says of the lists that it came from; ValueError when it came from none."""
        if self.intake is None:
            raise ValueError("the extract did not come from lists")
        return self.intake


def describe(extract: Extract) -> Description:
    """Return what an extract is and holds, without a single value of a person."""
    manifest = extract.manifest
    return Description(
        id=extract.id,
        kind=manifest.kind,
        peildatum=manifest.peildatum.isoformat(),
        date_precision=manifest.date_precision,
        contract_version=manifest.contract_version,
        origin=manifest.origin,
        dtv_rounding=manifest.dtv_rounding,
        tables=tuple(_table(extract, name) for name in TABLES),
        intake=manifest.intake,
    )


def _table(extract: Extract, name: str) -> DescribedTable:
    frame = getattr(extract, name)
    known = {str(column): int(frame[column].notna().sum()) for column in frame}
    columns = tuple(_column(spec, known) for spec in table_spec(name).columns)
    return DescribedTable(name, len(frame), extract.manifest.sha256[name], columns)


def _column(spec: ColumnSpec, known: dict[str, int]) -> DescribedColumn:
    own = {field.name: getattr(spec, field.name) for field in fields(spec)}
    return DescribedColumn(**own, present=spec.name in known, known=known.get(spec.name, 0))
