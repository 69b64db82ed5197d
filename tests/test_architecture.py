"""The house holds: arrows point one way, each file keeps to its size, one door to the screen."""

import ast
import io
import tokenize
from functools import cache
from pathlib import Path

import pytest

from tests.places import ROOT

LAYERS = {
    "app.py": "app",
    "pages": "pages",
    "perspectief/screen": "screen",
    "perspectief/report": "report",
    "perspectief/intake": "intake",
    "perspectief/takeaway": "takeaway",
    "perspectief/publishing": "publishing",
    "perspectief/cli": "cli",
    "perspectief_core": "core",
    "synthesis": "synthesis",
}
MODULES = {
    "perspectief.screen": "screen",
    "perspectief.report": "report",
    "perspectief.intake": "intake",
    "perspectief.takeaway": "takeaway",
    "perspectief.publishing": "publishing",
    "perspectief.cli": "cli",
    "perspectief_core": "core",
    "synthesis": "synthesis",
}
MAY_IMPORT = {
    "app": {"screen"},
    "pages": {"screen", "report", "core"},
    "screen": {"screen", "takeaway", "report", "publishing", "core"},
    "report": {"report", "core"},
    "intake": {"intake", "core"},
    "takeaway": {"takeaway", "report", "core"},
    "publishing": {"publishing", "core"},
    "cli": {"cli", "intake", "takeaway", "report", "publishing", "core"},
    "core": {"core"},
    # A developers' tool: nothing of the product imports it.
    "synthesis": {"synthesis", "core"},
}
LOOSE = {
    "perspectief_core": {"__init__", "arrays", "results"},
    "perspectief/report": {"__init__"},
    "perspectief": {"__init__"},
}
STREAMLIT = {"app", "pages", "screen"}
PLOTLY = {"report", "screen"}
DOORS = {"dataframe", "table", "plotly_chart", "download_button", "data_editor", "json"}
MOST_FUNCTION_LINES = 50
MOST_PAGE_LINES = 50
MOST_CORE_LINES = 300
SHORT_FUNCTION = 30


def files():
    for place, layer in LAYERS.items():
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            yield layer, file


@cache
def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imported(module_tree):
    for node in ast.walk(module_tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            # `from perspectief import screen` names the layer in the alias.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(module):
    return next(
        (
            layer
            for name, layer in MODULES.items()
            if module == name or module.startswith(f"{name}.")
        ),
        None,
    )


def lines_with_code(source):
    """Return the numbers of the lines that hold more than blank, comment or line end."""
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skipped:
            lines.update(range(token.start[0], token.end[0] + 1))
    return lines


def span(function):
    """Return the numbers of a function's lines, those of its docstring left out."""
    start = function.body[0]
    documented = isinstance(start, ast.Expr) and isinstance(start.value, ast.Constant)
    docstring = range(start.lineno, start.end_lineno + 1) if documented else range(0)
    return [n for n in range(function.lineno, function.end_lineno + 1) if n not in docstring]


@pytest.fixture(scope="module")
def lengths():
    return [
        (f"{file.relative_to(ROOT)}:{node.name}", len(coded & set(span(node))))
        for _, file in files()
        for coded in [lines_with_code(file.read_text(encoding="utf-8"))]
        for node in ast.walk(tree(file))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]


def test_imports_point_one_way():
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for layer, file in files()
        for module in imported(tree(file))
        if (target := layer_of(module)) and target not in MAY_IMPORT[layer]
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", LOOSE)
def test_everything_has_a_folder(folder):
    assert {file.stem for file in (ROOT / folder).glob("*.py")} == LOOSE[folder]


@pytest.mark.parametrize(("library", "layers"), [("streamlit", STREAMLIT), ("plotly", PLOTLY)])
def test_libraries_stay_in_their_layers(library, layers):
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for layer, file in files()
        if layer not in layers
        for module in imported(tree(file))
        if module.split(".")[0] == library
    ]
    assert wrong == []


LATE = (
    "pandas",
    "pptx",
    "pyarrow",
    "resvg_py",
    "scipy.cluster",
    "scipy.optimize",
    "scipy.sparse",
    "scipy.spatial",
    "scipy.special",
    "scipy.stats",
    "statsmodels",
    "typst",
    "xlsxwriter",
)
"""Loaded by the analysis or the file that needs them: an edition is shown without."""


HOME_LATE = (
    "perspectief.takeaway.document",
    "perspectief.takeaway.forms",
    "perspectief.takeaway.paper",
    "perspectief_core.associations",
    "perspectief_core.disclosure.closing",
    "perspectief_core.disclosure.exchanging",
    "perspectief_core.disclosure.lattice",
    "perspectief_core.inference",
    "perspectief_core.sensitivity",
    "perspectief_core.splits",
    "scipy",
)
"""Of no use to the home page of an edition, until which its start is counted."""


def test_pages_load_nothing_that_only_computing_or_writing_needs():
    loaded = loaded_with("*")
    assert "perspectief_core.steunpunten.funnel" in loaded
    assert loading_of(LATE, loaded) == []


def test_the_home_page_loads_nothing_of_other_pages_and_files():
    loaded = loaded_with("overzicht")
    assert "perspectief_core.people.outcomes" in loaded
    assert loading_of(HOME_LATE, loaded) == []


def loading_of(late, loaded):
    return [
        f"{module} loads {name}"
        for module, names in loaded.items()
        for name in names
        if name.startswith(late)
    ]


def loaded_with(pages):
    """Return what every module imports that is loaded when such pages and the router are."""
    waiting = [ROOT / "app.py", ROOT / "perspectief" / "screen" / "router.py"]
    waiting += (ROOT / "pages").glob(f"{pages}.py")
    loaded = {}
    while waiting:
        file = waiting.pop()
        if str(file) in loaded:
            continue
        names = set(imported_at_once(tree(file)))
        loaded[str(file)] = names
        for name in names:
            path = ROOT.joinpath(*name.split("."))
            waiting += [
                candidate
                for candidate in (path.with_suffix(".py"), path / "__init__.py")
                if candidate.is_file()
            ]
    return {
        str(Path(file).relative_to(ROOT).with_suffix("")).replace("/", "."): names
        for file, names in loaded.items()
    }


def imported_at_once(module_tree):
    """Yield what a module imports when it is loaded: outside functions, and not for types alone."""
    for node in module_tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from imported(ast.Module([node], []))


def test_pages_do_not_compute():
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for layer, file in files()
        if layer == "pages"
        for module in imported(tree(file))
        if module.split(".")[0] in {"pandas", "numpy", "scipy", "plotly", "pyarrow"}
    ]
    assert wrong == []


def test_results_reach_the_screen_through_one_door():
    door = ROOT / "perspectief" / "screen" / "figure.py"
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno} uses {node.attr}"
        for layer, file in files()
        if layer in STREAMLIT and file != door
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute)
        and node.attr in DOORS
        and isinstance(node.value, ast.Name)
        and node.value.id == "st"
    ]
    assert wrong == []


def test_what_draws_does_not_compute():
    drawing = [ROOT / "perspectief" / "screen" / f"{name}.py" for name in ("show", "figure")]
    assert [
        name for file in drawing for name in imported(tree(file)) if layer_of(name) == "core"
    ] == []


def test_only_one_module_remembers():
    wrong = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for layer, file in files()
        if layer in STREAMLIT
        for node in ast.walk(tree(file))
        if ast.unparse(node) in {"st.cache_data", "st.cache_resource", "lru_cache", "Memory"}
        and file.name not in {"session.py", "remembering.py"}
    ]
    assert wrong == []


def test_every_page_starts_with_the_guard():
    for file in sorted((ROOT / "pages").glob("*.py")):
        # Names may be given before it, but nothing may be done.
        done = [
            ast.unparse(node)
            for node in tree(file).body
            if not isinstance(node, (ast.Import, ast.ImportFrom, ast.Assign, ast.FunctionDef))
            and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        ]
        assert done[0] == "access.guard()", file.name


def test_every_page_is_in_the_menu_and_every_menu_entry_is_a_page():
    from perspectief.report.words import shell

    assert {page.name for page in shell.PAGES} == {
        file.stem for file in (ROOT / "pages").glob("*.py")
    }


@pytest.mark.parametrize(
    ("layer", "most", "count"),
    [
        ("pages", MOST_PAGE_LINES, lambda file: len(_code_besides_imports(file))),
        ("core", MOST_CORE_LINES, lambda file: len(_without_imports(file) - _examples(file))),
    ],
)
def test_files_are_short(layer, most, count):
    wrong = {
        str(file.relative_to(ROOT)): lines
        for where, file in files()
        if where == layer and (lines := count(file)) > most
    }
    assert wrong == {}


def _without_imports(file):
    imports = {
        line
        for node in tree(file).body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for line in range(node.lineno, node.end_lineno + 1)
    }
    lines = file.read_text(encoding="utf-8").splitlines()
    return set(range(1, len(lines) + 1)) - imports


def _examples(file):
    """Return the lines of examples, which end a docstring: tests beside what they try."""
    lines = file.read_text(encoding="utf-8").splitlines()
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return {
        line
        for node in ast.walk(tree(file))
        if isinstance(node, documented) and ast.get_docstring(node) is not None
        for inside in [range(node.body[0].lineno, node.body[0].end_lineno)]
        for start in [line for line in inside if lines[line - 1].strip() == "Examples"]
        for line in range(start, inside.stop)
    }


def _code_besides_imports(file):
    return _without_imports(file) & lines_with_code(file.read_text(encoding="utf-8"))


def test_no_function_is_long(lengths):
    assert {name: n for name, n in lengths if n > MOST_FUNCTION_LINES} == {}


def test_nine_in_ten_functions_are_short(lengths):
    short = sum(n <= SHORT_FUNCTION for _, n in lengths)
    assert short / len(lengths) >= 0.9


def test_code_lines_are_counted_without_docstring_comment_and_blank():
    lines = [
        "def f(",
        "a,",
        "):",
        '    """Say',
        "",
        '    more."""',
        "    # why",
        "",
        "    return {",
    ]
    source = "\n".join([*lines, "        a: 1,", "    }", ""])
    assert len(lines_with_code(source) & set(span(ast.parse(source).body[0]))) == 6


def takes(function):
    return {ast.unparse(part.annotation) for part in function.args.args if part.annotation}


PERSONS = {"Extract", "Cohort", "pd.DataFrame", "Combinations"}


def test_what_is_remembered_of_persons_can_be_forgotten():
    decorated = [
        (file, function.name, decorator)
        for layer, file in files()
        if layer == "core"
        for function in ast.walk(tree(file))
        if isinstance(function, ast.FunctionDef)
        and PERSONS
        & {ast.unparse(part.annotation) for part in function.args.args if part.annotation}
        for decorator in map(ast.unparse, function.decorator_list)
    ]
    assert "lattice" in {
        name for _, name, decorator in decorated if decorator.startswith("remembered")
    }
    wrong = [f"{file.name}: {name}" for file, name, decorator in decorated if "cache" in decorator]
    assert wrong == []


MOST_BY_PLACE = 5


def test_records_of_more_than_five_fields_are_made_by_name():
    """Of `Fault("a", "b", "c", 3, "d")` nobody sees whether two fields changed places."""
    records = [
        node
        for layer, file in files()
        if layer != "synthesis"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and dataclass_of(node)
    ]
    by_name = {node.name: node for node in records}
    assert {"FunnelPoint", "Screening", "ChaidRow", "Block", "Chapter"} <= by_name.keys()
    wrong = {
        node.name
        for node in records
        for family in [[node, *parents(node, by_name)]]
        if sum(map(own_fields, family)) > MOST_BY_PLACE
        and not all("kw_only=True" in dataclass_of(part) for part in family)
    }
    assert wrong == set()


def dataclass_of(node):
    """Return the decorator that makes a class a dataclass, as written; empty when none does."""
    written = map(ast.unparse, node.decorator_list)
    return next((text for text in written if text.split("(")[0] == "dataclass"), "")


def own_fields(node):
    return sum(
        isinstance(line, ast.AnnAssign) and not {"ClassVar", "init=False"} & written_in(line)
        for line in node.body
    )


def written_in(line):
    """Return which of these stand in a line of a dataclass: no field that a maker gives."""
    return {word for word in ("ClassVar", "init=False") if word in ast.unparse(line)}


def parents(node, records):
    """Yield the dataclasses that a class takes fields from."""
    for base in node.bases:
        name = ast.unparse(base).split(".")[-1]
        if name in records and name != node.name:
            yield records[name]
            yield from parents(records[name], records)


PACKAGED = ("perspectief_core", "perspectief.report", "perspectief.takeaway", "perspectief.intake")


@pytest.mark.parametrize("layer", PACKAGED)
def test_packages_import_each_other_in_one_direction(layer):
    """A circle of packages is one package: who wants to know one of them must know all."""
    arrows = arrows_between_packages(layer)
    waiting = dict(arrows)
    while free := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert waiting == {}


def arrows_between_packages(layer):
    """Return which other packages of a layer each of its packages imports."""
    folder = ROOT.joinpath(*layer.split("."))
    packages = {path.name for path in folder.iterdir() if (path / "__init__.py").is_file()}
    return {
        package: {
            parts[0]
            for file in (folder / package).rglob("*.py")
            for module in imported(tree(file))
            if module.startswith(f"{layer}.")
            and (parts := module.removeprefix(f"{layer}.").split("."))[0] in packages - {package}
        }
        for package in packages
    }
