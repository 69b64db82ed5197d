"""What commands print is what is stored; `python -m tests.cli.store_golden` stores it anew."""

import pytest

from perspectief.cli.main import main
from tests.cli.stored import CASES, OF_EDITION, of_edition, stored


@pytest.mark.parametrize("name", CASES)
def test_a_command_prints_what_is_stored(name, capsys):
    assert main(CASES[name].split()) == 0
    assert capsys.readouterr().out == stored(name)


def test_attack_prints_what_is_stored_of_an_edition(tmp_path):
    assert of_edition(tmp_path) == {name: stored(name) for name in OF_EDITION}
