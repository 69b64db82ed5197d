"""The command as a whole: its help, and bad use in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perspectief.cli.main import COMMANDS, main
from tests.core.durations_golden import GOLDEN

CASES = str(GOLDEN / "cases.csv")


def exit_code(argv: list[str]) -> object:
    """The exit code of a command, whether it returned or stopped while parsing."""
    try:
        return main(argv)
    except SystemExit as stop:
        return stop.code


@pytest.mark.parametrize(
    "argv", [[], ["onbekend"], ["outcomes", "--by"], ["outcomes", "--peildatum", "1999-01-01"]]
)
def test_bad_use_is_one_line_and_exit_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(argv) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in COMMANDS:
        assert exit_code([name, "--help"]) == 0
        assert name in capsys.readouterr().out


def started(
    *arguments: str, encoding: str = "utf-8", shell: str = '"$@"'
) -> subprocess.CompletedProcess[bytes]:
    """A command in a process of its own, in a shell that may send its output somewhere."""
    return in_shell("-m", "perspectief.cli.main", *arguments, encoding=encoding, shell=shell)


def in_shell(
    *arguments: str, encoding: str = "utf-8", shell: str = '"$@"'
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["sh", "-c", shell, "sh", sys.executable, *arguments],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"},
        check=False,
    )


CIF = ("cif", CASES, "--exit", "exit", "--event", "event", "--times", "6,12,18")
CONSOLES = ("ascii", "cp1252", "latin-1", "cp850", "utf-8")
EACH = """
import json, sys
from perspectief.cli.main import main
for encoding in sys.argv[2:]:
    sys.stdout.reconfigure(encoding=encoding, errors="strict")
    for arguments in json.loads(sys.argv[1]):
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = stop.code
        sys.stderr.write(f"{code} ")
    sys.stdout.flush()
    sys.stdout.buffer.write(b"\\0")
"""


def test_only_the_command_that_is_asked_for_is_loaded() -> None:
    ask = f"import sys; from perspectief.cli.main import main; main({CIF}); print([*sys.modules])"
    loaded = in_shell("-c", ask).stdout.decode()
    assert "perspectief.cli.cif" in loaded
    assert "perspectief.cli.chaid" not in loaded


def test_any_console_can_show_the_result() -> None:
    """One command after the other in one process: to start it takes longer than each of them."""
    commands = (["compare"], CIF, ["cif", "--help"], ["--help"])
    done = in_shell("-c", EACH, json.dumps(commands), *CONSOLES)
    assert (done.returncode, done.stderr) == (0, b"0 " * len(commands) * len(CONSOLES))
    *shown, rest = done.stdout.split(b"\0")
    assert rest == b""
    for encoding, said in zip(CONSOLES, shown, strict=True):
        text = said.decode(encoding)
        words = ("DT&V", "times", "usage: perspectief cif", "landmark")
        assert all(word in text for word in words), encoding


def test_json_is_json_on_any_console(tmp_path: Path) -> None:
    path = tmp_path / "rijen.csv"
    path.write_text("uit,g\n" + "ja,é≈😀\nnee,b\n" * 60, encoding="utf-8")
    asked = ("chaid", str(path), "--target", "uit=ja", "--predictor", "g:nominal", "--json")
    shown = {
        encoding: json.loads(started(*asked, encoding=encoding).stdout.decode(encoding))
        for encoding in ("ascii", "cp1252", "utf-8")
    }
    assert shown["ascii"] == shown["cp1252"] == shown["utf-8"]
    assert shown["utf-8"]["nodes"][0]["split"]["groups"] == [["b"], ["é≈😀"]]


@pytest.mark.parametrize(
    ("shell", "code", "words"),
    [
        ('"$@" > /dev/full', 1, b"cannot write the result: No space left"),
        ('"$@" >&-', 1, b"cannot write the result: standard output is closed"),
        ('{ "$@"; echo $? >&2; } | true', 0, b"0"),
        ('"$@" 2>&-', 0, b""),
    ],
)
@pytest.mark.parametrize("arguments", [CIF, ("cif", "--help")])
def test_output_that_goes_nowhere_ends_in_one_line(
    shell: str, code: int, words: bytes, arguments: tuple[str, ...]
) -> None:
    done = started(*arguments, shell=shell)
    assert done.returncode == code
    assert words in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_a_complaint_that_nobody_can_read_keeps_its_exit_code() -> None:
    for shell in ('"$@" 2>/dev/full', '"$@" 2>&-'):
        done = started("cif", "geen.csv", *CIF[2:], shell=shell)
        assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
