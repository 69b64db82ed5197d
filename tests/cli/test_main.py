"""The command as a whole: its help, and bad use in one line."""

from __future__ import annotations

import pytest

from perspectief.cli.main import COMMANDS, main


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
