"""What a file is follows from its first bytes, and what is not safe to open is refused."""

import io
import zipfile

import pytest

from perspectief.intake.reading import limits
from perspectief.intake.reading.container import form_of
from perspectief.intake.reading.refusals import RefusedError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(*names, content=b"x", **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, members.get(name, content))
    return out.getvalue()


def placed(tmp_path, content, name="lijst.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (packed("xl/workbook.xml"), "xlsx"),
        (packed("workbook.xml", "[Content_Types].xml"), "xlsx"),
        (packed("xl\\workbook.xml"), "xlsx"),
        (packed("xl/workbook.bin"), "xlsb"),
        (packed("content.xml"), "ods"),
        (OLE + b"rest", "xls"),
        (b"a;b\n1;2\n", "text"),
    ],
    ids=["xlsx", "without its folder", "backslashes", "xlsb", "ods", "xls", "text"],
)
def test_the_name_does_not_matter(tmp_path, content, form):
    assert form_of(placed(tmp_path, content)) == form


def test_an_old_workbook_without_a_container_goes_by_its_name(tmp_path):
    assert form_of(placed(tmp_path, b"\x09\x08rest", "lijst.XLS")) == "xls"
    assert form_of(placed(tmp_path, b"\x09\x08rest", "lijst.csv")) == "text"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "leeg_bestand"),
        (b"PK\x03\x04 and no more", "beschadigd"),
        (b"%PDF-1.4", "onbekende_vorm"),
        (packed("word/document.xml"), "onbekende_vorm"),
        (packed("xl/workbook.xml", "xl/vbaProject.bin"), "macros"),
        (packed("content.xml", "Basic/Standard/module.xml"), "macros"),
        (packed("content.xml", "META-INF/manifest.xml", content=b"encryption-data"), "wachtwoord"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        (OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), "macros"),
        (packed("xl/workbook.xml", content=bytes(30_000_000)), "te_groot_uitgepakt"),
        (packed(*(f"xl/{number}" for number in range(5_001))), "te_groot_uitgepakt"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_is_refused_and_why(tmp_path, content, reason):
    with pytest.raises(RefusedError) as refused:
        form_of(placed(tmp_path, content))
    assert refused.value.reason == reason


def test_a_file_that_is_too_large_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 3)
    with pytest.raises(RefusedError) as refused:
        form_of(placed(tmp_path, b"a;b;c"))
    assert refused.value.reason == "te_groot_bestand"
