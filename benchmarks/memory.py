"""Whether the dashboard's memory stays bounded, however many selections it is asked for.

`python -m benchmarks.memory` starts the dashboard and looks at random pages with random selections,
one after the other: `--views` of them, over `--selections` different selections. Memory and
processor after every tenth part: a server that remembers without bound shows as a column that goes
on rising. Time does not matter here, so a busy machine does not either.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pandas as pd

from benchmarks.meeting import memory, processor
from benchmarks.rerun import Client
from perspectief.report.words import shell
from perspectief_core.cohort.selection import CRITERIA
from tests.browser.server import Server, serve
from tests.places import SHIPPED

PARTS = 10
PEOPLE = (
    "",
    "geslacht=vrouw",
    "geslacht=man",
    "diagnose=ja",
    "diagnose=nee",
    "uitstroom=true",
    "kinderen=geen",
)
"""Filters on persons, each of them with every steunpunt and every choice of a criterion."""


def selections(number: int) -> list[str]:
    """Return different selections: a steunpunt, a group of people and a criterion together."""
    places = pd.read_parquet(SHIPPED / "steunpunten.parquet", columns=["steunpunt"])["steunpunt"]
    chosen = [
        "",
        *(
            f"{criterion.code}={option}"
            for criterion in CRITERIA
            for option in criterion.options[1:]
        ),
    ]
    all_of_them = product((f"steunpunt={code}" for code in sorted(places)), PEOPLE, chosen)
    queries = ["&".join(part for part in parts if part) for parts in all_of_them]
    return random.Random(1).sample(queries, number)


def wander(server: Server, asked: argparse.Namespace) -> None:
    """Look at pages, and print memory and processor after every tenth part."""
    chance, queries = random.Random(asked.seed), selections(asked.selections)
    clients = [Client(server, page) for page in shell.PAGES]
    used = processor([server])
    print(f"{'views':>8}{'MB':>8}{'ms of processor a view':>26}")
    print(f"{0:8}{memory([server]):8.0f}", flush=True)
    for part in range(1, PARTS + 1):
        for _ in range(asked.views // PARTS):
            chance.choice(clients).run(chance.choice(queries))
        spent = 1000 * (processor([server]) - used) / (asked.views // PARTS)
        used = processor([server])
        done = part * (asked.views // PARTS)
        print(f"{done:8}{memory([server]):8.0f}{spent:26.0f}", flush=True)


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory")
    parser.add_argument("--views", type=int, default=10_000)
    parser.add_argument("--selections", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log") as server:
        wander(server, asked)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
