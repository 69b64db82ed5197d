"""What is imported before anybody comes: everything for an extract, the home page for an edition.

A page is a script, and a script cannot itself be imported: what it imports is read from it. Where
an edition is shown nothing is computed, so the libraries for that are never loaded, and the other
pages follow while the first visitor reads the home page. What writes files is loaded by the first
file: many meetings take none along, and it is a tenth of the memory.
"""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.util
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from perspectief.report.words import shell
from perspectief.screen import editions, menu, turns

COMPUTING = (
    "scipy.cluster.hierarchy",
    "scipy.optimize",
    "scipy.spatial.distance",
    "scipy.special",
    "scipy.stats",
    "statsmodels.stats.contingency_tables",
)
"""Loaded by the analyses that need them, when they are asked for."""
INTERVALS = "scipy.special"
"""What an edition needs as well: shares of rounded counts have intervals."""
PAUSE_SECONDS = 0.2
NEW_OBJECTS = 20_000, 10, 10
"""As of `gc.set_threshold`."""


def load() -> None:
    """Import what the first visitor needs."""
    if not editions.alone():
        _import([*imports(menu.PAGES_FOLDER.glob("*.py")), *COMPUTING])
    else:
        _import(imports([menu.PAGES_FOLDER / f"{shell.HOME.name}.py"]))


def make_ahead() -> None:
    """Make figures before anybody asks; see `warming`.

    Of an edition nothing is made, and nothing loaded to make it, unless `PERSPECTIEF_WARM` asks for
    it: it starts at once, and what is looked up in it is soon drawn.
    """
    if not editions.alone() or "PERSPECTIEF_WARM" in os.environ:
        importlib.import_module("perspectief.screen.warming").start()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the collector of cycles from what is loaded, which is hardly ever garbage.

    It would look through all of it again and again. What it left out it looks at once, in `settle`.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def load_rest() -> None:
    """Begin to import the other pages of an edition, each when nobody is served.

    Of an extract there is no rest.
    """
    if not editions.alone():
        settle()
    else:
        Thread(target=_load_when_idle, name="loading", daemon=True).start()


def _load_when_idle() -> None:
    for page in shell.PAGES:
        time.sleep(PAUSE_SECONDS)
        while turns.idle_seconds() < PAUSE_SECONDS:
            time.sleep(PAUSE_SECONDS)
        _import([*imports([menu.PAGES_FOLDER / f"{page.name}.py"]), INTERVALS])
    settle()


def settle() -> None:
    """Free what loading left behind, and keep the rest from the collector: it stays for good.

    Of an edition the collector then looks once in so many new objects. After the usual 700 it took
    a tenth of the time of every run of a page, which hardly makes anything that refers to itself.
    With an extract a copy would take 50 MB more after 3,000 views, of which there is no room.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    if editions.alone():
        gc.set_threshold(*NEW_OBJECTS)


def imports(scripts: Iterable[Path]) -> set[str]:
    """Return the modules that page scripts import."""
    names: set[str] = set()
    for script in scripts:
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
                parts = (f"{node.module}.{alias.name}" for alias in node.names)
                names.update(part for part in parts if _is_module(part))
            elif isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
    return names


def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        # A name in a module that is no package.
        return False


def _import(names: Iterable[str]) -> None:
    for name in sorted(names):
        importlib.import_module(name)
