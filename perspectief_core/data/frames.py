"""From what was parsed to tables of pandas, before and after the contract was checked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from perspectief_core.arrays import pd
from perspectief_core.data.contract import ColumnSpec, TableSpec

if TYPE_CHECKING:
    import pyarrow as pa

    from perspectief_core.data.parsing import Parsed


@cache
def _nullable() -> dict[pa.DataType, pd.api.extensions.ExtensionDtype]:
    """Return what pandas makes of each type.

    Without these, one missing value turns whole numbers into floats and yes/no into objects.
    """
    import pyarrow as pa

    return {
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.uint8(): pd.UInt8Dtype(),
        pa.uint16(): pd.UInt16Dtype(),
        pa.uint32(): pd.UInt32Dtype(),
        pa.uint64(): pd.UInt64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }


def frame_of(parsed: Parsed) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the table, without the columns that hold another kind, and the rows that have that."""
    import pyarrow as pa

    table = pa.ipc.open_stream(parsed.ipc).read_all()
    frame = table.to_pandas(
        ignore_metadata=True, date_as_object=False, types_mapper=_nullable().get
    )
    if not table.num_columns:
        frame = pd.DataFrame(index=pd.RangeIndex(parsed.rows))
    # What is there and still counts as missing: not-a-number, and a moment that stands for none.
    odd = {
        column: int(frame[column].isna().sum()) - table[column].null_count
        for column in table.column_names
    }
    odd = {column: count for column, count in odd.items() if count}
    return frame.drop(columns=list(odd)), parsed.odd | odd


def refers(spec: TableSpec, column: ColumnSpec) -> bool:
    """Tell whether a column holds codes of the rows of another table."""
    return bool(column.pattern) and column.name != spec.key


def typed(frame: pd.DataFrame, spec: TableSpec) -> pd.DataFrame:
    """Return a table that passed its check with the types that the analyses count on.

    Dates become `datetime64`, categories ordered as in the contract, codes of another table
    categories by alphabet, numbers and yes/no nullable.
    """
    table = frame.copy(deep=False)
    for column in spec.columns:
        if column.name not in table:
            continue
        if refers(spec, column):
            # Few texts for many rows: looked up, compared and grouped once for each text.
            values = table[column.name].astype("category")
            by_alphabet = sorted(values.cat.categories)
            table[column.name] = values.cat.set_categories(by_alphabet, ordered=False)
        elif column.kind == "category":
            values = table[column.name]
            if not isinstance(values.dtype, pd.CategoricalDtype):
                values = values.astype("string").astype("category")
            # Of the same levels in another order `astype` keeps the order that they have.
            table[column.name] = values.cat.set_categories(list(column.levels), ordered=False)
        elif column.kind == "integer":
            table[column.name] = table[column.name].astype("Int64")
        elif column.kind == "boolean":
            table[column.name] = table[column.name].astype("boolean")
        elif column.kind == "date":
            # A column without a single date arrives as objects.
            table[column.name] = pd.to_datetime(table[column.name])
    return table
