"""Damaged and hostile files, made from sound lists; and a measurement over many of them.

`python -m tests.intake.damage 2000` makes and reads that many, and prints per kind what came
of them, the longest time and the most memory of the process that reads.
"""

import argparse
import io
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl

from perspectief.intake.demo.lists import make_demo
from perspectief.intake.reporting.account_page import returned_line
from perspectief.intake.running.inputs import input_files
from perspectief.intake.running.one_file import Context, process_file
from perspectief.intake.settings import Settings
from tests.intake.runs import SOURCE

SHEET = "xl/worksheets/sheet1.xml"


def repacked(content, change):
    """Return a packed file with `change(name, bytes) -> bytes | None` applied to each member."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            inside = change(member.filename, old.read(member))
            if inside is not None:
                new.writestr(member.filename, inside)
    return out.getvalue()


def with_member(content, name, inside):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, inside)
    return out.getvalue()


def with_rows(content, extra):
    """Return a workbook with XML added behind the last row of its first sheet."""
    return repacked(
        content,
        lambda name, inside: (
            inside.replace(b"</sheetData>", extra + b"</sheetData>") if name == SHEET else inside
        ),
    )


def cut(content, rng):
    return content[: rng.randrange(1, len(content))]


def flipped(content, rng):
    changed = bytearray(content)
    for _ in range(rng.choice((1, 5, 50))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def locked(content, rng):
    import msoffcrypto
    from msoffcrypto.format.ooxml import OOXMLFile

    assert msoffcrypto
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(str(rng.random()), out)
    return out.getvalue()


def macros(content, rng):
    return with_member(content, "xl/vbaProject.bin", rng.randbytes(2000))


def formula_errors(content, rng):
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for _ in range(200):
        cell = sheet.cell(rng.randint(1, sheet.max_row), rng.randint(1, sheet.max_column))
        if type(cell).__name__ == "Cell":
            cell.value, cell.data_type = rng.choice(("#REF!", "#DIV/0!", "#N/A", "#NAME?")), "e"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_bomb(content, rng):
    return with_rows(content, b"<row><c t='str'><v>" + b"A" * (400 << 20) + b"</v></c></row>")


def quiet_bomb(content, rng):
    """Stay under the limits of the packed file, and fill memory with cells."""
    rows = b"".join(
        b'<row r="%d">%s</row>' % (row, b"<c><v>1</v></c>" * 900) for row in range(10_000, 19_000)
    )
    return with_rows(content, rows)


def entity_bomb(content, rng):
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter + 1, b"&%c;" % letter * 10) for letter in b"abcdefghij"
    )
    body = laughs + b"]><sst><si><t>&k;</t></si></sst>"
    return repacked(content, lambda n, b: body if n == "xl/sharedStrings.xml" else b)


def empty_rows(content, rng):
    rows = b"".join(b'<row r="%d"/>' % row for row in range(2_000, 1_048_576, 1))
    return with_rows(content, rows)


def styled_empty_rows(content, rng):
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(2000, 600_000))
    return with_rows(content, rows)


def stray_cell(content, rng):
    return with_rows(content, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def many_columns(content, rng):
    cells = b"".join(b'<c t="str"><v>kop %d</v></c>' % n for n in range(16_384))
    return with_rows(content, b'<row r="5000">' + cells + b"</row>")


def external_links(content, rng):
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return with_member(content, "xl/externalLinks/externalLink1.xml", link)


def missing_part(content, rng):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        lost = rng.choice(packed.namelist())
    return repacked(content, lambda name, inside: None if name == lost else inside)


def broken_part(content, rng):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        hit = rng.choice(packed.namelist())
    return repacked(content, lambda n, b: flipped(b, rng) if n == hit and b else b)


def other_file(content, rng):
    starts = (b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"")
    return rng.choice(starts) + rng.randbytes(rng.choice((0, 10, 5000)))


def web_page(content, rng):
    return b"<html><body><table><tr><td>V-nummer<td>Naam</table></body></html>"


def huge_merge(content, rng):
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return repacked(
        content,
        lambda n, b: b.replace(b"</sheetData>", b"</sheetData>" + merge) if n == SHEET else b,
    )


def text_damage(content, rng):
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = [[str(c) for c in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    text = "\n".join(";".join(row) for row in rows)
    kinds = (
        lambda: text.encode("utf-16")[:-1],
        lambda: text.encode().replace(b";", b"\0", 40),
        lambda: text.replace(";", ';"', 1).encode(),
        lambda: text.replace("\n", "").encode(),
        lambda: (text + "\n" + ";" * 3_000_000).encode(),
        lambda: b"\xff\xfe" + rng.randbytes(999),
        lambda: text.encode("utf-8")[: rng.randrange(1, 500)],
        lambda: ("x" * 5_000_000).encode(),
    )
    return rng.choice(kinds)()


KINDS = {
    "afgebroken": cut,
    "bytes veranderd": flipped,
    "wachtwoord": locked,
    "macro's": macros,
    "formulefouten": formula_errors,
    "zipbom": zip_bomb,
    "stille bom": quiet_bomb,
    "entiteitenbom": entity_bomb,
    "miljoen lege rijen": empty_rows,
    "opgemaakte lege rijen": styled_empty_rows,
    "verdwaalde cel": stray_cell,
    "16.384 kolommen": many_columns,
    "verwijzingen": external_links,
    "onderdeel weg": missing_part,
    "onderdeel kapot": broken_part,
    "ander bestand": other_file,
    "webpagina": web_page,
    "alles samengevoegd": huge_merge,
    "tekst kapot": text_damage,
}
EXPENSIVE = {"zipbom", "stille bom", "miljoen lege rijen", "opgemaakte lege rijen"}


def sound_workbooks(folder):
    """Return the contents of sound .xlsx lists, made in `folder`."""
    make_demo(SOURCE, folder, seed=3, faults=False, rounds=False)
    return [path.read_bytes() for path in sorted((folder / "eindlijst").glob("*.xlsx"))]


def outcome_of(path, context):
    """Return what came of a file in one line; raises when the reading itself does."""
    file = input_files(path.parent, ())[0]
    result = process_file(file, context)
    if result.returned:
        line = returned_line(result)
        assert "\n" not in line
        return line.removeprefix(f"{file.name}: ")
    return f"gelezen: {sum(sheet.persons for sheet in result.sheets) > 0}"


def make(kind, content, seed, path):
    """Write one damaged file."""
    path.write_bytes(KINDS[kind](content, random.Random(seed)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    context = Context(Settings(soort="synthetic"), {}, {})
    came, longest = defaultdict(Counter), Counter()
    # Bombs are made elsewhere: memory of this process would count as that of the reading one.
    with tempfile.TemporaryDirectory() as temporary, ProcessPoolExecutor(1) as maker:
        sound = maker.submit(sound_workbooks, Path(temporary) / "goed").result()
        cheap = [kind for kind in KINDS if kind not in EXPENSIVE]
        for number in range(args.count):
            kind = list(KINDS)[number] if number < len(KINDS) else rng.choice(cheap)
            if number % 50 == 49:
                kind = rng.choice(sorted(EXPENSIVE))
            folder = Path(temporary) / str(number)
            folder.mkdir()
            path = folder / f"Utrecht.{rng.choice(('xlsx', 'xlsx', 'csv', 'xls'))}"
            maker.submit(make, kind, rng.choice(sound), rng.random(), path).result()
            start = time.monotonic()
            came[kind][outcome_of(path, context)] += 1
            longest[kind] = max(longest[kind], time.monotonic() - start)
            path.unlink()
        # Before the maker ends, and is one of the children that are measured.
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    say(came, longest)
    sys.stdout.write(f"{args.count} files; most memory of a reading process {most:.0f} MB\n")


def say(came, longest):
    for kind, outcomes in came.items():
        sys.stdout.write(f"{kind}: longest {longest[kind]:.1f} s\n")
        for line, count in outcomes.most_common():
            sys.stdout.write(f"  {count:5d}  {line}\n")


if __name__ == "__main__":
    main()
