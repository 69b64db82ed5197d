"""One gate for every command: what the policy does not let through is not printed."""

from pathlib import Path

import pytest

from perspectief.cli import main
from tests.core.builders import make_extract, write_extract

OPTIONS = {
    "screen": ["--target", "mob"],
    "tree": ["--target", "mob"],
    "beside": ["--typology", "2"],
}


def answers_about_an_extract(command: str) -> bool:
    options = [*OPTIONS.get(command, []), "--extract", ".", "--json"]
    try:
        main.build_parser().parse_args([command, *options])
    except SystemExit:
        return False
    return True


ASKING = [command for command in main.COMMANDS if answers_about_an_extract(command)]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    made = make_extract(120, kind="register")
    return write_extract(made, tmp_path_factory.mktemp("extracts") / "register")


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize("command", ASKING)
def test_real_persons_are_shown_by_no_command(register, capsys, command, form):
    arguments = [command, *OPTIONS.get(command, []), "--extract", str(register), *form]
    assert main.main(arguments) == 1
    output, error = capsys.readouterr()
    assert output == ""
    assert error.startswith("perspectief: policy `open` is for synthetic extracts only: ")
    assert error.count("\n") == 1
    assert "docs/security.md" in error
    assert "`perspectief publish`" in error


def test_no_command_passes_the_gate_by_itself():
    modules = Path(main.__file__).parent.glob("*.py")
    gates = {path.stem for path in modules if "disclosure" in path.read_text(encoding="utf-8")}
    # `attack` shows no result: it tells of how many persons something follows, of an edition too,
    # and `lots` reads the key by which results are drawn.
    assert gates == {"asking", "attack", "attack_bundle", "lots"}
