"""What `perspectief cite --check` does: read the document, find its citations, judge each."""

from __future__ import annotations

import argparse

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import print_json
from perspectief.cli.selecting import open_extract
from perspectief.report.block.cited import VERSION
from perspectief.takeaway.cite.checking import LENGTH, Checked, check, citations
from perspectief.takeaway.cite.documents import DocumentError, paragraphs

_WIDTH = len("veranderd")


def run(args: argparse.Namespace) -> int:
    """Print what became of each citation; return 0 when all are right, else 1."""
    try:
        cited = list(citations(paragraphs(args.check)))
    except OSError as error:
        raise UsageError(f"cannot read `{args.check}`: {error.strerror}") from error
    except DocumentError as error:
        raise DataError(f"`{args.check}`: {error}") from error
    if not cited:
        raise DataError(f"`{args.check}`: no citation of this dashboard is in it")
    extract = open_extract(args)
    checked = check(cited, extract)
    if args.json:
        about = {"file": str(args.check), "extract": extract.id, "version": VERSION}
        print_json(about | {"citations": [_json(citation) for citation in checked]})
    else:
        for citation in checked:
            print(_line(citation))
    return 0 if all(citation.verdict.status == "klopt" for citation in checked) else 1


def _line(citation: Checked) -> str:
    text = citation.found.text[:LENGTH] or citation.found.link
    said = f"\n{' ' * _WIDTH}  {citation.verdict.said}" if citation.verdict.said else ""
    return f"{citation.verdict.status:{_WIDTH}}  {text}{said}"


def _json(citation: Checked) -> dict[str, object]:
    return {
        "status": citation.verdict.status,
        "paragraph": citation.found.paragraph,
        "text": citation.found.text,
        "link": citation.found.link,
        "was": list(citation.verdict.was),
        "now": list(citation.verdict.now),
        "said": citation.verdict.said,
    }
