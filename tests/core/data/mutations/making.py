"""Extracts that nobody meant: damaged bytes, odd values, odd types, files that unfold, odd files.

Every mutation is drawn from a seeded generator, and keeps its promise where that is possible: the
manifest gets the hash of the damaged file, since a file with another hash is not even parsed.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from tests.core.builders import file_sha256, make_extract, write_extract

Mutation = Callable[[Random, Path], None]
TABLES = ("deelnemers", "steunpunten", "dtv")
SECRET = "geheim"
"""Stands in every id of a person: nothing that is said may hold it."""
CODECS = ("NONE", "SNAPPY", "GZIP", "ZSTD", "LZ4", "BROTLI")
MEGABYTE = 1024 * 1024


def write_base(folder: Path, persons: int = 40) -> None:
    """Write a sound extract whose persons have ids that can be recognised."""
    extract = make_extract(persons, seed=11)
    for frame in (extract.deelnemers, extract.dtv):
        frame["persoon"] = SECRET + frame["persoon"]
    write_extract(extract, folder)


def promise(folder: Path, name: str) -> None:
    """Make the manifest right about the file of a table, as far as that goes."""
    path = folder / f"{name}.parquet"
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    said["sha256"][name] = file_sha256(path)
    with contextlib.suppress(pa.ArrowException, OSError, ValueError):
        said["rows"][name] = pq.read_metadata(path).num_rows
    (folder / "manifest.json").write_text(json.dumps(said), encoding="utf-8")


def _table(rng: Random, folder: Path) -> tuple[str, pa.Table]:
    name = rng.choice(TABLES)
    # Without threads: this runs in a process that was forked, perhaps while others read too.
    with pq.ParquetFile(folder / f"{name}.parquet") as file:
        return name, file.read(use_threads=False)


def _put(folder: Path, name: str, table: pa.Table, **form: object) -> None:
    pq.write_table(table, folder / f"{name}.parquet", **form)
    promise(folder, name)


def damage_bytes(rng: Random, folder: Path) -> None:
    """Change, leave out, repeat or add bytes, half of the time where the file describes itself."""
    name, table = _table(rng, folder)
    _put(folder, name, table, compression=rng.choice(CODECS), use_dictionary=rng.random() < 0.5)
    path = folder / f"{name}.parquet"
    path.write_bytes(_damaged(rng, path.read_bytes(), tail=rng.random() < 0.5))
    promise(folder, name)


def damage_manifest(rng: Random, folder: Path) -> None:
    """Damage the bytes of the manifest."""
    path = folder / "manifest.json"
    path.write_bytes(_damaged(rng, path.read_bytes(), tail=False))


def _damaged(rng: Random, contents: bytes, tail: bool) -> bytes:
    changed = bytearray(contents)
    for _ in range(rng.randint(1, 6)):
        start = max(0, len(changed) - 3000) if tail else 0
        at = rng.randrange(start, len(changed)) if len(changed) > start else 0
        size = rng.choice((1, 1, 1, 4, 64, 1000))
        piece = bytes(rng.choice((0, 0xFF, 0x80, rng.randrange(256))) for _ in range(size))
        how = rng.randrange(5)
        if how < 2:
            changed[at : at + size] = piece
        elif how == 2:
            del changed[at : at + size]
        elif how == 3:
            changed[at:at] = piece
        else:
            changed[at:at] = changed[at : at + size]
    return bytes(changed)


_ODD_JSON = (
    "null", "true", "[]", "{}", '""', "0", "-1", "1.5", "1e400", "Infinity", "-Infinity", "NaN",
    "9" * 5000, "1" + "0" * 30, '"\\ud800"', '"\\u0000"', '"\\u202e"', '"' + "x" * 70_000 + '"',
    "[" * 20_000 + "]" * 20_000, '{"a":' * 5000 + "1" + "}" * 5000, '"0001-01-01"',
    '"9999-12-31"', '"2011-13-01"', '"register"', '"day"', '"month"', '"2011-04-01T00:00"',
    '{"deelnemers": Infinity, "steunpunten": 8, "dtv": 1}', '"\u0661\u0662"', "-0", "0x10",
    '{"deelnemers": 1e9, "steunpunten": -1, "dtv": null}', '"' + "A" * 64 + '"',
)  # fmt: skip
_FIELDS = (
    "kind", "peildatum", "date_precision", "rows", "sha256", "contract_version", "origin",
    "dtv_rounding", "generator", "intake", "\ud800", "x" * 3000,
)  # fmt: skip


def odd_manifest(rng: Random, folder: Path) -> None:
    """Give a field of the manifest another value; written by hand, since JSON has no such words."""
    path = folder / "manifest.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    fields = {json.dumps(key): json.dumps(value) for key, value in said.items()}
    for _ in range(rng.randint(1, 2)):
        fields[json.dumps(rng.choice(_FIELDS))] = rng.choice(_ODD_JSON)
    pairs = [f"{key}: {value}" for key, value in fields.items()]
    if rng.random() < 0.2:
        pairs.append(rng.choice(pairs))
    code = rng.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"))
    text = "{" + ", ".join(pairs) + "}"
    path.write_bytes(text.encode(code, "replace"))


_EXTREME = (-(2**31), 2**31 - 1, 0, 1, -1, 719_528)


def _odd_array(rng: Random, n: int, secret: str) -> pa.Array:
    """A column of `n` values of some type, ordinary or extreme, some with `secret` in them."""
    whole = [rng.choice((*_EXTREME, None)) for _ in range(n)]
    small = [None if value is None else value % 100 for value in whole]
    text = [rng.choice(("", " ", "a", "A", "é", "\u202e", "\x00", "x" * 300, None)) for _ in whole]
    days = [rng.choice((date.min, date.max, date(2010, 1, 1), date(2010, 1, 17))) for _ in whole]
    kinds: tuple[Callable[[], pa.Array], ...] = (
        lambda: pa.array(whole, pa.int32()).cast(pa.date32()),
        lambda: pa.array(whole, pa.int32()).cast(pa.int64()).cast(pa.timestamp("s")),
        lambda: pa.array(whole, pa.int64()).cast(pa.timestamp("ns", "UTC")),
        lambda: pa.array([value and value * 2**31 for value in whole]).cast(pa.timestamp("us")),
        lambda: pa.array([value and value * 86_400_000 for value in small]).cast(pa.date64()),
        lambda: pa.array(days, pa.date32()),
        lambda: pa.array([datetime(1, 1, 1)] * n, pa.timestamp("us")),
        lambda: pa.array(small, pa.int8()),
        lambda: pa.array(small, pa.uint64()),
        lambda: pa.array(whole, pa.int64()),
        lambda: pa.array(small, pa.int32()).cast(pa.time32("s")),
        lambda: pa.array(whole, pa.int64()).cast(pa.duration("us")),
        lambda: pa.array([float("nan")] * n),
        lambda: pa.array([rng.choice((float("inf"), -1e308, 5e-324, None)) for _ in whole]),
        lambda: pa.array(small, pa.float32()).cast(pa.float16()),
        lambda: pa.array([Decimal(10) ** rng.randint(-9, 20)] * n, pa.decimal128(38, 10)),
        lambda: pa.array([rng.random() < 0.5 for _ in whole]),
        lambda: pa.array(text),
        lambda: pa.array(text, pa.large_string()),
        lambda: pa.array(text).dictionary_encode(),
        lambda: pa.array([b"\xff\xfe"] * n),
        lambda: pa.array([b"0123456789abcdef"] * n, pa.binary(16)),
        lambda: pa.nulls(n),
        lambda: pa.array([[value] for value in whole]),
        lambda: pa.array([{"a": value, "b": secret} for value in whole]),
        lambda: pa.array([[(secret, value)] for value in whole], pa.map_(pa.string(), pa.int64())),
        lambda: pa.array([[secret]] * n, pa.list_(pa.string(), 1)),
        lambda: pa.array([secret + str(at) for at in range(n)]),
    )
    return rng.choice(kinds)()


def odd_column(rng: Random, folder: Path) -> None:
    """Put other values, of whatever type, in one to three columns."""
    name, table = _table(rng, folder)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(table.num_columns)
        # What stands in the table of steunpunten is of no person: its codes may be named.
        odd = _odd_array(rng, len(table), "plaats" if name == "steunpunten" else SECRET)
        if rng.random() < 0.3:
            # Only in one row of a column that is otherwise right.
            first = table.column(at).combine_chunks()
            try:
                odd = pa.concat_arrays([odd[:1].cast(first.type), first[1:]])
            except pa.ArrowException:
                continue
        table = table.set_column(at, table.column_names[at], odd)
    _put(folder, name, table)


_NAMES = ("", " ", "`", "\n", "\x1b[31m", "\u202e", "x" * 100_000, "persoon ", "Persoon", SECRET)


def odd_columns(rng: Random, folder: Path) -> None:
    """Rename, repeat, leave out or add columns; sometimes tens of thousands."""
    name, table = _table(rng, folder)
    at = rng.randrange(table.num_columns)
    names = table.column_names
    how = rng.randrange(10)
    if how < 4:
        names[at] = rng.choice((*_NAMES[:-1], rng.choice(names)))
        table = table.rename_columns(names)
    elif how < 6:
        table = table.remove_column(at)
    elif how < 8:
        table = table.append_column(rng.choice(_NAMES[:-1]), table.column(at))
    elif how < 9:
        table = table.select(rng.sample(names, rng.randint(0, len(names))))
    else:
        many = rng.choice((101, 2000, 20_000))
        table = pa.table({f"k{number}": pa.array([1], pa.int8()) for number in range(many)})
    _put(folder, name, table)


def odd_form(rng: Random, folder: Path) -> None:
    """Write the same table in another form: codec, encoding, groups, rows, foreign metadata."""
    name, table = _table(rng, folder)
    if rng.random() < 0.3:
        keys = (b"ARROW:schema", b"pandas", b"herkomst", b"\xff")
        values = (b"", b"AAAA", b"{", b"\xff" * 99, b"x" * MEGABYTE, b'{"columns": 1}')
        table = table.replace_schema_metadata({rng.choice(keys): rng.choice(values)})
    if rng.random() < 0.3:
        table = pa.concat_tables([table] * rng.choice((0, 2, 100, 2000)) or [table.slice(0, 0)])
    _put(
        folder,
        name,
        table,
        compression=rng.choice(CODECS),
        version=rng.choice(("1.0", "2.4", "2.6")),
        data_page_version=rng.choice(("1.0", "2.0")),
        # More groups than some thousands only take long to make.
        row_group_size=max(rng.choice((1, 7, 100_000)), len(table) // 3000),
        use_dictionary=rng.random() < 0.5,
        write_statistics=rng.random() < 0.5,
        store_schema=rng.random() < 0.5,
        use_byte_stream_split=False,
    )


def unfolding(rng: Random, folder: Path) -> None:
    """Write a small file that becomes large: long texts, many rows, entries of lists and maps."""
    name, table = _table(rng, folder)
    column = rng.choice(table.column_names)
    rows = rng.choice((50, 2000, 90_000, 1_000_000))
    long = SECRET + "x" * rng.choice((1000, MEGABYTE, 8 * MEGABYTE))
    few = min(rows, 2000)
    bombs: tuple[Callable[[], pa.Array], ...] = (
        lambda: pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), [long]),
        lambda: pa.array([long] * min(rows, 20)),
        lambda: pa.array([0] * rows, pa.int64()),
        lambda: pa.nulls(rows, pa.string()),
        lambda: pa.array([[0] * 20_000] * min(rows, 50)),
        lambda: pa.array([[("k", "v")] * 500] * min(rows, 500), pa.map_(pa.string(), pa.string())),
        lambda: pa.array([[[]] * 1000] * few, pa.list_(pa.list_(pa.int8()))),
        lambda: pa.array([""] * rows),
    )
    values = rng.choice(bombs)()
    bomb = pa.table({column: values})
    codec = rng.choice(("ZSTD", "GZIP", "BROTLI"))
    pq.write_table(bomb, folder / f"{name}.parquet", compression=codec, store_schema=True)
    promise(folder, name)


def odd_file(rng: Random, folder: Path) -> None:
    """Put something else in the place of a file: a link, folder, pipe, socket, a hole, nothing."""
    path = folder / rng.choice(("manifest.json", *(f"{name}.parquet" for name in TABLES)))
    aside = folder.with_name(folder.name + "-" + path.name)
    path.rename(aside)
    how = rng.randrange(12)
    if how < 4:
        path.symlink_to(rng.choice((aside, "/dev/zero", "/dev/tty", path, "/proc/self/mem")))
    elif how == 4:
        path.mkdir()
    elif how == 5:
        os.mkfifo(path)
    elif how == 6:
        with socket.socket(socket.AF_UNIX) as listening:
            here = Path.cwd()
            os.chdir(folder)  # The address of a socket is at most some hundred characters.
            listening.bind(path.name)
            os.chdir(here)
    elif how == 7:
        with path.open("wb") as file:
            file.truncate(rng.choice((0, 19 * MEGABYTE, 2**40)))
    elif how == 8:
        path.write_bytes(aside.read_bytes())
        path.chmod(0)
    elif how == 9:
        path.hardlink_to(aside)
    elif how == 10:
        (folder / path.name.upper()).write_bytes(aside.read_bytes())
    else:
        other = folder / f"{rng.choice(TABLES)}.parquet"
        path.write_bytes(other.read_bytes() if other.exists() else b"")


ONE: dict[str, tuple[Mutation, int]] = {
    "bytes": (damage_bytes, 35),
    "manifest bytes": (damage_manifest, 8),
    "manifest values": (odd_manifest, 12),
    "columns' values": (odd_column, 20),
    "columns": (odd_columns, 7),
    "form": (odd_form, 7),
    "unfolding": (unfolding, 5),
    "files": (odd_file, 6),
}
"""Each kind of mutation, and how often of a hundred it is drawn."""


def mutate(rng: Random, folder: Path) -> str:
    """Mutate a sound extract in one way, sometimes two; return the kind."""
    kinds = list(ONE)
    kind = rng.choices(kinds, [weight for _, weight in ONE.values()])[0]
    if kind not in ("manifest bytes", "manifest values", "files") and rng.random() < 0.1:
        odd_column(rng, folder)
    ONE[kind][0](rng, folder)
    return kind
