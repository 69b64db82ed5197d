"""Which tests run on one worker, and which begin first.

A file stays on one worker, so that what its tests share is made once; files that share more are
together. What takes longest begins first: else one worker ends minutes after the other.
"""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

GROUPS = {
    "pages that ran": ("tests/screen/", "tests/test_sentences.py"),
    "lists": (
        "tests/intake/test_run.py",
        "tests/intake/demo/test_lists.py",
        "tests/intake/reporting/",
    ),
    "every figure": (
        "tests/takeaway/paper/",
        "tests/takeaway/slide/",
        "tests/takeaway/test_every_figure.py",
        "tests/takeaway/workbook/",
        "tests/takeaway/picture/test_page.py",
    ),
    "an extract of another seed": (
        "tests/synthesis/test_synthetic_extract.py",
        "tests/synthesis/test_main.py",
    ),
    "an edition": ("tests/publishing/test_every_byte.py", "tests/publishing/test_asks.py"),
    "mutations": ("tests/core/data/test_mutations.py",),
    "a wheel": ("tests/test_wheel.py",),
    "wide pages": ("tests/browser/test_pages.py::test_page[1440",),
    "narrow pages": ("tests/browser/test_pages.py::test_page[390",),
}
"""What tests share, and how their names begin; in the order in which they run."""


def group(nodeid: str) -> str:
    """Return what a test shares with others, or else its file."""
    groups = (name for name, begins in GROUPS.items() if nodeid.startswith(begins))
    return next(groups, nodeid.split("::", 1)[0])


def place(nodeid: str) -> int:
    """Return where in a run a test stands; those of no group last, in their own order."""
    return [*GROUPS, group(nodeid)].index(group(nodeid))


class Together(LoadScopeScheduling):
    """Gives a worker a whole group, in the order of the tests."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        # Not by how many tests they have: the longest are of the fewest.
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid)
