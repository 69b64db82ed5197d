"""Tests mirror the tree: who changes a module knows where its tests stand."""

import ast

import pytest

from tests.places import ROOT

MIRRORED = {"tests/core": "perspectief_core", "tests/intake": "perspectief/intake"}
COMPLETE = ("tests/intake",)
"""Where every module with a function has a test file of its own, too."""
OF_MORE = {
    "tests/core/audit/test_printed_splits.py",
    "tests/core/data/test_mutations.py",
    "tests/core/disclosure/test_argus.py",
    "tests/core/released/test_possible.py",
    "tests/core/splits/test_golden.py",
    "tests/core/splits/test_kernel.py",
    "tests/core/survival/test_late_entry.py",
    "tests/core/survival/test_timefix.py",
    "tests/core/test_examples.py",
}
"""Tests of more than one module: against print, another program, or a rule that all keep."""


def test_files(folder):
    return sorted((ROOT / folder).rglob("test_*.py"))


test_files.__test__ = False


def module_of(test, folder):
    """Return the module that a test file is of, by where it stands and what it is called."""
    inside = test.relative_to(ROOT / folder)
    return ROOT / MIRRORED[folder] / inside.with_name(inside.name.removeprefix("test_"))


def has_a_function(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree))


@pytest.mark.parametrize("folder", MIRRORED)
def test_every_test_file_stands_where_its_module_does(folder):
    homeless = {
        str(test.relative_to(ROOT))
        for test in test_files(folder)
        if not module_of(test, folder).is_file()
    }
    assert homeless == {name for name in OF_MORE if name.startswith(folder)}


@pytest.mark.parametrize("folder", COMPLETE)
def test_every_module_that_does_something_has_tests_of_its_own(folder):
    tested = {module_of(test, folder) for test in test_files(folder)}
    modules = (ROOT / MIRRORED[folder]).rglob("*.py")
    untested = [
        str(module.relative_to(ROOT))
        for module in sorted(modules)
        if has_a_function(module) and module not in tested
    ]
    assert untested == []
