"""What a wheel carries: installed without the checkout, the command and the dashboard work."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement

from perspectief.screen import style
from tests.browser.server import serve
from tests.places import ROOT

NOT_COPIED = shutil.ignore_patterns(".*", "node_modules", "build", "*.egg-info", "*.so", "tests")
HOME = """
import perspectief_core.published.records as records
from perspectief.screen import serve
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(str(serve.ROUTER), default_timeout=120).run()
print(records.__file__)
print(len(app.exception), app.title[0].value)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy, so that nothing left in the checkout by an earlier build gets in."""
    source, made = tmp_path_factory.mktemp("copy") / "source", tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, source, ignore=NOT_COPIED)
    shutil.copytree(ROOT / ".streamlit", source / ".streamlit")
    build = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(made)]
    subprocess.run([sys.executable, "-m", "pip", *build, str(source)], check=True)
    return next(made.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The programs of an environment with this wheel, what it asks for, and nothing else.

    What it asks for comes from the environment of the tests, so that no index is needed.
    """
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    python = environment / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, *install], check=True)
    packages = next(environment.glob("lib/python*/site-packages"))
    (product,) = metadata.distributions(path=[str(wheel)])
    for needed in asked_by(product):
        for name in {file.parts[0] for file in needed.files} - {"..", "__pycache__"}:
            if not (packages / name).exists():
                (packages / name).symlink_to(needed.locate_file(name))
    return environment / "bin"


def asked_by(product):
    """Return the packages that a package asks for, those that these ask for, and so on."""
    packages, waiting = {}, [(product, "")]
    while waiting:
        package, extra = waiting.pop()
        for requirement in map(Requirement, package.requires or ()):
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                for wanted in ("", *requirement.extras):
                    if (requirement.name, wanted) not in packages:
                        needed = metadata.distribution(requirement.name)
                        packages[requirement.name, wanted] = needed
                        waiting.append((needed, wanted))
    return packages.values()


def run(folder, program, *arguments):
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout


def test_it_holds_the_product_and_no_tools(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "perspectief",
        "perspectief_core",
    }
    left = [name for name in names if "annealer" in name or name.endswith("setup.py")]
    assert left == []


def test_what_stands_beside_the_modules_travels_with_them(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    packages = [*(ROOT / "perspectief").rglob("*"), *(ROOT / "perspectief_core").rglob("*")]
    beside = {
        str(path.relative_to(ROOT))
        for path in packages
        if path.is_file() and path.suffix not in {".c", ".so", ".pyc"}
    }
    assert beside - names == set()


def test_it_asks_for_all_it_needs_and_has_nothing_else(installed):
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", installed / "python", "check"], check=True
    )
    absent = "import importlib.util; print(importlib.util.find_spec('pytest'))"
    assert run(installed, installed / "python", "-c", absent) == "None\n"


def test_the_command(installed, tmp_path):
    said = json.loads(run(tmp_path, installed / "perspectief", "outcomes", "--json"))
    assert said["n"] == 733
    assert said["extract"]["kind"] == "synthetic"


def test_the_published_figures(installed, tmp_path):
    said = json.loads(run(tmp_path, installed / "perspectief", "compare", "--published", "--json"))
    assert said["total"] == 733


def test_the_home_page(installed, tmp_path):
    where, shown = run(tmp_path, installed / "python", "-c", HOME).splitlines()
    assert where.startswith(str(installed.parent))
    assert shown == "0 Wat is er van de 733 jongeren geworden?"


def test_the_dashboard(installed, tmp_path):
    program = str(installed / "perspectief")
    with serve(tmp_path / "log", (program, "app"), tmp_path) as server:
        page = urlopen(f"{server.url}/").read().decode()
        sheet = urlopen(f"{server.url}{style.PATH}").read().decode()
    assert '<html lang="nl">' in page
    assert sheet == style.SHEET
    # The settings that travel with it: without them it would listen on every address.
    assert f"URL: {server.url}" in server.log.read_text(encoding="utf-8")
