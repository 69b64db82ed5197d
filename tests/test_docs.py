"""What the documents name exists: files, folders, modules and their names, links, decisions."""

import ast
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
    "waarheid.json",
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


PRODUCT = ("perspectief", "perspectief_core", "pages", "synthesis")
OF_STREAMLIT = {"server", "client", "runner", "browser", "theme"}
"""Names of its settings, before a point."""


@cache
def modules():
    """Return our modules by their bare name, each with the names that are used in it."""
    known = {}
    for folder in PRODUCT:
        for file in (ROOT / folder).rglob("*.py"):
            name = file.parent.name if file.stem == "__init__" else file.stem
            tree = ast.parse(file.read_text(encoding="utf-8"))
            known.setdefault(name, set()).update(names_in(tree))
            known.setdefault(file.parent.name, set()).add(file.stem)
    return known


def names_in(tree):
    for node in ast.walk(tree):
        for field in ("name", "arg", "id", "attr"):
            if isinstance(said := getattr(node, field, None), str):
                yield said


def docstrings(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        for line in getattr(node, "body", ()) if isinstance(node, DOCUMENTED) else ():
            if isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant):
                yield str(line.value.value)


DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def stale(text):
    """Yield what a text names of ours, as a path or as `module.name`, that is not there."""
    for term in re.findall(r"(?<!`)`([^`\s]+)`(?!`)", text):
        first, *rest = term.split(".")
        if PLACEHOLDER.search(term) or term.startswith("/") or term in OF_A_RUN:
            known = True
        elif FILE.fullmatch(term) or not re.fullmatch(r"[a-z_]+(\.\w+)+", term):
            known = not FILE.fullmatch(term) or is_there(term)
        elif first in PRODUCT:
            known = resolves(term)
        else:
            known = first in OF_STREAMLIT or first not in modules() or rest[0] in modules()[first]
        if not known and not is_there(term):
            yield term


@pytest.mark.parametrize("folder", PRODUCT)
def test_what_a_docstring_names_is_there(folder):
    files = sorted((ROOT / folder).rglob("*.py"))
    found = {
        f"{file.relative_to(ROOT)}: {term}"
        for file in files
        for text in docstrings(file)
        for term in stale(text)
    }
    assert found == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_of_a_module_is_there(document):
    assert list(stale(document.read_text(encoding="utf-8"))) == []


def test_a_name_that_is_gone_is_seen():
    assert list(
        stale("`selecting.select`, `selecting.selct`, `a.b`, `selecting.py`, `gone.py`")
    ) == [
        "selecting.selct",
        "gone.py",
    ]


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
