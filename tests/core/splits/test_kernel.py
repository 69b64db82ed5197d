"""The border of the compiled kernel: whatever it is called with, it refuses or stays in bounds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy as np
import pytest

from perspectief_core.splits import compiled
from tests.core.splits.sanitizing import SANITIZED
from tests.places import ROOT

kernel = pytest.importorskip(compiled._kernel.__name__ if compiled.AVAILABLE else "no_kernel")


def group_arguments(tables=2, codes=3, *, counts=5, missing=-1):
    return {
        "counts": np.full((tables, codes, 2), counts, dtype=np.int64),
        "nominal": np.ones(tables, dtype=np.bool_),
        "missing": np.full(tables, missing, dtype=np.int64),
        "groups": np.empty((tables, codes), dtype=np.int64),
        "chi2": np.empty(tables),
        "sizes": np.empty((tables, 4), dtype=np.int64),
        "codes": codes,
        "critical": 3.84,
        "min_child": 1,
        "exclude": False,
    }


def tally_arguments(predictors=2, rows=5, codes=3, width=2, kind=np.uint8):
    return {
        "codes": np.zeros((predictors, rows), dtype=kind),
        "columns": np.zeros(rows, dtype=np.int64),
        "out": np.empty((predictors, codes, width), dtype=np.int64),
        "weights": np.ones(rows, dtype=np.int64),
        "predictors": predictors,
        "rows": rows,
        "n_codes": codes,
        "width": width,
    }


def shifted(array):
    """The same bytes one byte further on, where no number of eight bytes may stand."""
    room = np.zeros(array.nbytes + 1, dtype=np.uint8)
    return room[1:]


@pytest.mark.parametrize(
    "change",
    [
        {"codes": -1},
        {"codes": 4},
        {"codes": 2**62},
        {"codes": 2**16 + 1},
        {"critical": float("nan")},
        {"counts": np.full((2, 3, 2), -1)},
        {"counts": np.full((2, 3, 2), 2**52)},
        {"counts": np.full((2, 3, 2), np.iinfo(np.int64).max)},
        {"counts": np.zeros((2, 2, 2), dtype=np.int64)},
        {"counts": shifted(np.zeros((2, 3, 2)))},
        {"nominal": np.ones(3, dtype=np.bool_)},
        {"missing": np.array([-1, 3])},
        {"missing": np.array([-2, 0])},
        {"missing": np.array([-1])},
        {"groups": np.empty((2, 2), dtype=np.int64)},
        {"chi2": np.empty(1)},
        {"sizes": np.empty((2, 3), dtype=np.int64)},
    ],
)
def test_tables_that_do_not_fit_are_refused(change):
    with pytest.raises(ValueError, match="same number of tables"):
        kernel.group(*(group_arguments() | change).values())


@pytest.mark.parametrize(
    "change",
    [
        {"rows": -5},
        {"rows": 4},
        {"predictors": -2},
        {"predictors": 3},
        {"n_codes": -3, "width": -2},
        {"n_codes": 2**62, "width": 4},
        {"width": 1},
        {"columns": np.full(5, 2)},
        {"columns": np.full(5, -1)},
        {"codes": np.full((2, 5), 3, dtype=np.uint8)},
        {"codes": np.full((2, 5), 3, dtype=np.uint16)},
        {"codes": shifted(np.zeros((2, 5), dtype=np.uint16))},
        {"weights": np.full(5, -1)},
        {"weights": np.full(5, 2**52)},
        {"weights": np.ones(4, dtype=np.int64)},
        {"out": np.empty((2, 3, 1), dtype=np.int64)},
    ],
)
def test_rows_that_do_not_fit_are_refused(change):
    with pytest.raises(ValueError, match="beyond the table"):
        kernel.tally(*(tally_arguments() | change).values())


def test_what_fits_is_counted_and_grouped():
    arguments = tally_arguments()
    kernel.tally(*arguments.values())
    assert arguments["out"].tolist() == [[[5, 0], [0, 0], [0, 0]]] * 2
    for empty in (group_arguments(0), group_arguments(2, 0), group_arguments(counts=0)):
        kernel.group(*empty.values())
    kernel.tally(*tally_arguments(rows=0).values())
    tables = group_arguments()
    kernel.group(*tables.values())
    assert tables["sizes"].tolist() == [[3, 2, 2, 2]] * 2


def test_arguments_at_random_do_no_harm():
    rng = np.random.default_rng(20114)
    refused = 0
    for _ in range(600):
        tables, codes = rng.integers(0, 5, 2).tolist()
        arguments = group_arguments(tables, codes)
        arguments["counts"] = rng.choice([0, 0, 1, 7, 2**40], (tables, codes, 2))
        arguments["nominal"] = rng.integers(0, 2, tables).astype(np.bool_)
        arguments["missing"] = rng.integers(-1, codes, tables)
        arguments["min_child"] = int(rng.choice([-1, 0, 3, 2**60]))
        if rng.random() < 0.5:
            spoiled = str(rng.choice(list(arguments)[:6]))
            shape = rng.integers(0, 7, 2)
            kind = rng.choice([np.int64, np.int8])
            arguments[spoiled] = rng.integers(-3, 9, shape).astype(kind)
        if rng.random() < 0.2:
            arguments["codes"] = int(rng.choice([-1, 0, 1, 5, 2**31, 2**62]))
        try:
            kernel.group(*arguments.values())
        except ValueError:
            refused += 1
    assert 100 < refused < 500


@pytest.mark.skipif(SANITIZED in os.environ, reason="this is the run under sanitizers")
def test_the_tests_of_the_kernel_pass_under_sanitizers(tmp_path):
    compiler = shutil.which("gcc")
    if compiler is None:
        pytest.skip("no gcc")
    library = subprocess.run(
        [compiler, "-print-file-name=libasan.so"], capture_output=True, text=True, check=True
    ).stdout.strip()
    if not Path(library).is_absolute():
        pytest.skip("gcc has no address sanitizer")
    (source,) = (ROOT / "perspectief_core").rglob("_kernel.c")
    built = tmp_path / "_kernel.so"
    flags = "-g -O1 -shared -fPIC -ffp-contract=off -fsanitize=address,undefined"
    subprocess.run(
        [
            *(compiler, *flags.split(), "-fno-sanitize-recover=all"),
            *("-I", sysconfig.get_paths()["include"], str(source), "-o", str(built), "-lm"),
        ],
        check=True,
    )
    ran = subprocess.run(
        [sys.executable, "-c", UNDER_SANITIZERS, str(built), compiled._kernel.__name__],
        cwd=ROOT,
        env=os.environ
        | {
            "LD_PRELOAD": library,
            "ASAN_OPTIONS": "detect_leaks=0",
            "PYTHONPATH": str(ROOT),
            SANITIZED: "yes",
        },
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]


UNDER_SANITIZERS = """
import importlib.util, sys
import pytest
path, name = sys.argv[1:]
spec = importlib.util.spec_from_file_location(name, path)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
sys.modules[name] = module
tests = ["tests/core/splits/test_kernel.py", "tests/core/splits/test_contingency.py",
         "tests/core/splits/test_screening.py"]
# Some are enough: the rest calls the kernel in the same ways.
chosen = "test_kernel or (compiled and test_contingency) or two_classes or wide_tables"
options = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--noconftest", "-k", chosen]
sys.exit(pytest.main([*options, *tests]))
"""
