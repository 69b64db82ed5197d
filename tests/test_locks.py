"""What is installed is what was chosen: every package with its version and its hashes."""

import json
import re
import shlex
import subprocess
import sys

import pytest

from tests.places import ROOT

REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,]+\])?==(?P<version>[\w.]+)")
LOCKED = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<where>.+?))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}")
PAIRS = (
    ("requirements.txt", "requirements.lock"),
    ("requirements-dev.txt", "requirements-dev.lock"),
)


def lines(name):
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def plain(name):
    """The name of a package as all ways to write it have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(name):
    """Versions by package that a list of requirements pins, those of the list it includes too."""
    versions = {}
    for line in lines(name):
        text = line.split("#")[0].strip()
        if text.startswith("-r "):
            versions |= required(text.removeprefix("-r "))
        elif text:
            pinned = REQUIREMENT.fullmatch(text)
            assert pinned, f"{name}: `{text}` is not pinned"
            versions[plain(pinned["name"])] = pinned["version"]
    return versions


def locked(name):
    """Versions by package in a lock, where not every Python or system gets it; with its hashes."""
    packages = {}
    for line in lines(name):
        if line.startswith("#"):
            continue
        if start := LOCKED.fullmatch(line):
            current = packages.setdefault(plain(start["name"]), {}).setdefault(start["version"], [])
        else:
            assert HASH.fullmatch(line.removesuffix(" \\")), f"{name}: `{line}`"
            current.append(line)
    return packages


@pytest.mark.parametrize(("chosen", "lock"), PAIRS)
def test_every_requirement_is_locked_at_its_version(chosen, lock):
    packages = locked(lock)
    assert {name: [*packages.get(name, ())] for name in required(chosen)} == {
        name: [version] for name, version in required(chosen).items()
    }


@pytest.mark.parametrize("lock", [lock for _, lock in PAIRS])
def test_every_version_has_hashes(lock):
    packages = locked(lock)
    assert len(packages) > 40
    bare = [name for name, versions in packages.items() if not all(versions.values())]
    assert not bare


def test_what_is_tested_is_what_runs():
    runs, tests = (locked(lock) for _, lock in PAIRS)
    assert {name: tests.get(name) for name in runs} == runs


@pytest.mark.parametrize("name", ["Makefile", "README.md"])
def test_nothing_is_installed_but_from_a_lock(name):
    """What pip gets is a lock, or the product itself without what it needs."""
    installs = [
        part
        for line in lines(name)
        for part in re.split(r"&&", line)
        if re.search(r"\$\(PIP\) |pip install ", part) and not part.startswith("PIP :=")
    ]
    assert len(installs) >= 2
    assert not [
        install
        for install in installs
        if not re.search(r"-r requirements(-dev)?\.lock|--no-deps", install)
    ]
    assert not [
        install for install in installs if ".lock" in install and "--require-hashes" not in install
    ]


def test_the_list_of_what_it_is_made_of_names_every_package(tmp_path):
    """The command of `make sbom`: every locked package at its version, with its hashes."""
    [recipe] = [line for line in lines("Makefile") if "cyclonedx_py" in line]
    made = tmp_path / "sbom.json"
    command = shlex.split(recipe.strip().replace("build/sbom.json", str(made)))[1:]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    listed = json.loads(made.read_text(encoding="utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    packages = {}
    for part in listed["components"]:
        assert all(reference["hashes"] for reference in part["externalReferences"]), part["name"]
        packages.setdefault(plain(part["name"]), set()).add(part["version"])
    assert packages == {name: {*versions} for name, versions in locked("requirements.lock").items()}
