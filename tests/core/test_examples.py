"""Every public statistical function says by an example what it gives, and a test asks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.places import ROOT

CORE = ROOT / "perspectief_core"
STATISTICS = (
    "alike",
    "associations",
    "beside",
    "comparison",
    "differences",
    "durations",
    "expected",
    "mixed",
    "people",
    "sensitivity",
    "shares",
    "splits",
    "steunpunten",
    "survival",
)
"""The packages that estimate and test; the others read, choose, protect or lay beside print."""
STEPS = ("core only", "internal to")
"""What a docstring says of a step on the way, which nobody else may ask for."""
WORD = re.compile(r"\w+")


def trees() -> dict[Path, ast.Module]:
    return {
        file: ast.parse(file.read_text(encoding="utf-8"))
        for package in STATISTICS
        for file in sorted((CORE / package).rglob("*.py"))
    }


def words(annotation: ast.expr | None) -> set[str]:
    return set() if annotation is None else set(WORD.findall(ast.unparse(annotation)))


def records_with_a_number(modules: dict[Path, ast.Module]) -> set[str]:
    """Return the names of records that hold a float, or a record that does."""
    held = {
        node.name: set().union(
            *(words(line.annotation) for line in node.body if isinstance(line, ast.AnnAssign))
        )
        for tree in modules.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    number = {"float"}
    while more := {name for name, parts in held.items() if parts & number} - number:
        number |= more
    return number


def statistical(modules: dict[Path, ast.Module]) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Yield the public functions that give an estimate, or that tell a formula or a source.

    An estimate is a number with a fraction: a float, or a record of these packages that holds one.
    Arrays are steps on the way, unless the docstring tells the formula by which they come about.
    """
    number = records_with_a_number(modules)
    for file, tree in modules.items():
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            said = ast.get_docstring(node) or ""
            formula = "\nNotes\n" in said or "\nReferences\n" in said
            if not any(step in said for step in STEPS) and (
                formula or words(node.returns) & number
            ):
                yield file, node


def test_every_statistical_function_has_an_example_that_can_be_run():
    functions = list(statistical(trees()))
    assert {"share", "gray", "funnel", "rank_p"} <= {node.name for _, node in functions}
    without = [
        f"{file.relative_to(CORE)}: {node.name}"
        for file, node in functions
        if "\nExamples\n" not in (said := ast.get_docstring(node) or "") or ">>>" not in said
    ]
    assert without == []


def test_every_statistical_function_is_asked_by_a_test():
    asked = set().union(
        *(WORD.findall(file.read_text(encoding="utf-8")) for file in (ROOT / "tests").rglob("*.py"))
    )
    assert [node.name for _, node in statistical(trees()) if node.name not in asked] == []
