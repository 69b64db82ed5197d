"""Files of an extract: types, metadata of the columns, and what is refused."""

from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from perspectief_core.data import extract
from perspectief_core.data.writing import About, arrow_table, write_extract
from tests.core.builders import make_extract

ABOUT = About(
    kind="synthetic",
    peildatum=date(2011, 4, 1),
    origin="test",
    generator="test",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = make_extract(60, seed=4)
    tables = {name: getattr(made, name) for name in extract.TABLES}
    origins = {name: dict.fromkeys(table, "synthetisch") for name, table in tables.items()}
    folder = tmp_path_factory.mktemp("extract")
    write_extract(folder, tables, origins, ABOUT)
    return folder


def test_what_is_written_can_be_read(folder):
    assert extract.load(folder).manifest.rows["deelnemers"] == 60


@pytest.mark.parametrize("name", extract.TABLES)
def test_files_repeat_no_values_outside_the_pages(folder, name):
    metadata = pq.read_metadata(folder / f"{name}.parquet")
    for column in range(metadata.num_columns):
        assert metadata.row_group(0).column(column).statistics is None


def test_a_flipped_byte_in_a_page_is_noticed(folder, tmp_path):
    raw = bytearray((folder / "dtv.parquet").read_bytes())
    raw[len(raw) // 4] ^= 1
    (tmp_path / "dtv.parquet").write_bytes(raw)
    with pytest.raises((pa.ArrowException, OSError)):
        pq.read_table(tmp_path / "dtv.parquet", page_checksum_verification=True)


def test_missing_values_keep_their_type():
    frame = pd.DataFrame(
        {
            "persoon": ["a", "b"],
            "instroom": pd.to_datetime(["2010-01-01", None]),
            "kinderen_nl": pd.array([1, None], dtype="Int64"),
            "wacht_op_beslissing": pd.array([True, None], dtype="boolean"),
            "traject": [None, "terugkeer"],
        }
    )
    table = arrow_table("deelnemers", frame, dict.fromkeys(frame.columns, "register"))
    assert [str(field.type) for field in table.schema] == [
        "string",
        "date32[day]",
        "int16",
        "bool",
        "string",
    ]
    assert [column.null_count for column in table.columns] == [0, 1, 1, 1, 1]


def test_unknown_columns_are_refused():
    frame = pd.DataFrame({"achternaam": ["x"]})
    with pytest.raises(ValueError, match="achternaam"):
        arrow_table("deelnemers", frame, {"achternaam": "register"})


def test_all_tables_are_needed(tmp_path):
    with pytest.raises(ValueError, match="deelnemers, steunpunten, dtv"):
        write_extract(tmp_path, {}, {}, ABOUT)


def test_a_table_that_fails_leaves_the_earlier_extract_whole(folder, tmp_path):
    """Half an extract must not look like one."""
    earlier = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name, content in earlier.items():
        (tmp_path / name).write_bytes(content)
    tables = dict.fromkeys(extract.TABLES, pd.DataFrame({"achternaam": ["x"]}))
    with pytest.raises(ValueError, match="does not know"):
        write_extract(tmp_path, tables, {name: {} for name in extract.TABLES}, ABOUT)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == earlier
