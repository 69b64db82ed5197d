"""What `perspectief cite --check` does: read the document, find its citations, judge each."""

from __future__ import annotations

import argparse

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json
from perspectief.cli.selecting import open_extract
from perspectief.report.citing.cited import VERSION
from perspectief.takeaway.cite.checking import LENGTH, Checked, check, citations
from perspectief.takeaway.cite.documents import DocumentError, paragraphs

_WIDTH = len("veranderd")


def run(args: argparse.Namespace) -> int:
    """Print what became of each citation; return 0 when all are right, else 1."""
    try:
        found = list(citations(paragraphs(args.check)))
    except OSError as error:
        raise UsageError(f"cannot read `{args.check}`: {error.strerror}") from error
    except DocumentError as error:
        raise DataError(f"`{args.check}`: {error}") from error
    if not found:
        raise DataError(f"`{args.check}`: no citation of this dashboard is in it")
    extract = open_extract(args)
    checked = check(found, extract)
    if args.json:
        about = {"file": str(args.check), "extract": extract.id, "version": VERSION}
        print_json(about | {"citations": [_json(one) for one in checked]})
    else:
        for one in checked:
            print(_line(one))
    return 0 if all(one.verdict.status == "klopt" for one in checked) else 1


def _line(one: Checked) -> str:
    text = one.found.text[:LENGTH] or one.found.link
    said = f"\n{' ' * _WIDTH}  {one.verdict.said}" if one.verdict.said else ""
    return f"{one.verdict.status:{_WIDTH}}  {text}{said}"


def _json(one: Checked) -> dict[str, object]:
    return {
        "status": one.verdict.status,
        "paragraph": one.found.paragraph,
        "text": one.found.text,
        "link": one.found.link,
        "was": list(one.verdict.was),
        "now": list(one.verdict.now),
        "said": one.verdict.said,
    }
