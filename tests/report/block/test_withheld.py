"""A figure that may not be shown has the heading that it has when it may."""

import ast

import pytest

from perspectief.report.block.withheld import HEADINGS
from perspectief.report.words.withheld import START, WHY
from perspectief_core.disclosure import policies
from tests.places import ROOT

REPORT = ROOT / "perspectief" / "report"


def blocks():
    """Yield the name of every function that makes a block, with its key and title as written."""
    for file in sorted(REPORT.rglob("*.py")):
        tree = ast.parse(file.read_text())
        named = {
            statement.targets[0].id: statement.value.value
            for statement in tree.body
            if isinstance(statement, ast.Assign)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.targets[0], ast.Name)
        }
        for function in (
            statement for statement in tree.body if isinstance(statement, ast.FunctionDef)
        ):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "Block":
                    given = {part.arg: part.value for part in call.keywords}
                    name = f"{file.parent.name}.{file.stem}:{function.name}"
                    yield name, *(_text(given[part], named) for part in ("key", "title"))


def _text(node, named):
    """Return a text as written, or the beginning of one that is put together."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return (first.value,) if isinstance(first, ast.Constant) else None
    return node.value if isinstance(node, ast.Constant) else named.get(ast.unparse(node))


BLOCKS = {name: (key, title) for name, key, title in blocks()}


def test_the_figures_are_found():
    assert len(BLOCKS) > 60


@pytest.mark.parametrize("name", sorted(BLOCKS.keys() & HEADINGS.keys()))
def test_the_heading_is_that_of_the_figure(name):
    key, title = BLOCKS[name]
    if isinstance(key, tuple):
        assert HEADINGS[name][0].startswith(key)
    else:
        assert key in (HEADINGS[name][0], None)
    if isinstance(title, str):
        assert HEADINGS[name][1] == title


def test_every_reason_has_its_sentence_and_siblings_are_not_told_apart():
    assert set(WHY) == set(policies.Reason.__args__)
    assert WHY["siblings"] == WHY["too_few"]
    assert all(why.startswith(START) and why.endswith(".") for why in WHY.values())
