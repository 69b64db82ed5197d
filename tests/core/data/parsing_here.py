"""Parsing without a process of its own: for files that a test made itself."""

from __future__ import annotations

from collections.abc import Mapping

from perspectief_core.data import parsing
from perspectief_core.data.parsing import Job, Limits, Parsed, Refused


def parse_here(jobs: Mapping[str, Job], limits: Limits) -> dict[str, Parsed | Refused]:
    """Parse files in this process; as `apart.parse_apart`."""
    return {name: parsing.parse(job, limits) for name, job in jobs.items()}
