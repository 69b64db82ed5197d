"""What the documents name exists: files, folders, modules and their names, links, decisions."""

import importlib
import os
import re
from functools import cache
from pathlib import Path

import pytest

from tests.places import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FILE = re.compile(r"[\w./-]+\.(?:py|pyi|c|md|csv|toml|json|txt|parquet|npy|css|svg|sh|R)")
SKIPPED = {"node_modules", "build", "__pycache__", ".git", ".venv"}
OF_A_RUN = {
    "instellingen.json",
    "besluiten.csv",
    "werkmap/kolommen",
    "secrets.toml",
    "build/sbom.json",
}
"""Files that a reader makes or finds, not part of the product."""
PLACEHOLDER = re.compile(r"[A-Z]{3}|<|…|\.\./|[*=]")


@cache
def places():
    """Files and folders of the checkout by their path, and the bare names of the files."""
    paths, names = set(), set()
    for folder, inside, files in os.walk(ROOT):
        inside[:] = [
            child
            for child in inside
            if child not in {"node_modules", "build", "__pycache__", ".git", ".venv"}
        ]
        here = Path(folder).relative_to(ROOT)
        paths |= {str(here / child) for child in (*inside, *files)}
        names |= set(files)
    return paths, names


def terms(document):
    return re.findall(r"`([^`\s]+)`", document.read_text(encoding="utf-8"))


def is_there(term):
    """Tell whether a path exists; one may be said from the folder that the text is about."""
    paths, names = places()
    if term in OF_A_RUN:
        return True
    if "/" in term:
        return any(f"/{path}".endswith(f"/{term.rstrip('/')}") for path in paths)
    return term in names


def resolves(dotted):
    """Tell whether `package.module.name` can be had."""
    parts = dotted.split(".")
    target = None
    for at, part in enumerate(parts):
        try:
            target = importlib.import_module(".".join(parts[: at + 1]))
        except ModuleNotFoundError:
            if not hasattr(target, part):
                return False
            target = getattr(target, part)
    return True


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_exists(document):
    named = [
        term
        for term in terms(document)
        if not PLACEHOLDER.search(term) and not term.startswith("/")
        if FILE.fullmatch(term) or re.fullmatch(r"[\w.-]+/[\w./-]*", term)
    ]
    assert [term for term in named if not is_there(term)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_exists(document):
    named = [
        term
        for term in terms(document)
        if re.fullmatch(r"(perspectief|perspectief_core|synthesis)(\.\w+)+", term)
    ]
    assert [term for term in named if not resolves(term)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_every_decision_and_method_can_be_found():
    index = (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")
    map_ = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    decisions = (ROOT / "docs" / "decisions").glob("0*.md")
    methods = (ROOT / "docs" / "methods").glob("*.md")
    assert [decision.name for decision in decisions if f"({decision.name})" not in index] == []
    assert [method.name for method in methods if f"(methods/{method.name})" not in map_] == []


def test_every_package_of_the_core_and_every_page_is_on_the_map():
    map_ = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    packages = [path.parent.name for path in (ROOT / "perspectief_core").glob("*/__init__.py")]
    pages = [path.stem for path in (ROOT / "pages").glob("*.py")]
    assert [name for name in (*packages, *pages) if f"`{name}`" not in map_] == []
