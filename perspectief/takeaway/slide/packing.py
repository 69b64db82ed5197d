"""The same slide gives the same bytes: no clock in the package, nor in the workbook inside it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_FIRST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file knows."""
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def same_bytes(package: bytes, day: date) -> bytes:
    """Return an Office file with every date in it the same: parts undated, properties on `day`."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for part in read.infolist():
            content = read.read(part)
            if part.filename.endswith(".xlsx"):
                content = same_bytes(content, day)
            elif part.filename == "docProps/core.xml":
                content = _CLOCK.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), content)
            written.writestr(zipfile.ZipInfo(part.filename, _FIRST), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
