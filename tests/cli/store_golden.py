"""Store the output of the commands anew: `python -m tests.cli.store_golden`.

For after a deliberate change of the shipped extract; read the difference before keeping it.
"""

import io
import os
from contextlib import redirect_stdout
from pathlib import Path

from perspectief.cli.main import main
from tests.cli import (
    test_alike,
    test_beside,
    test_compare,
    test_entry,
    test_expected,
    test_given,
    test_landmark,
    test_outcomes,
    test_screen,
    test_speed,
    test_tree,
    test_unknown,
)

GOLDEN = Path(__file__).parent / "golden"
COMMANDS = {
    "alike": test_alike,
    "beside": test_beside,
    "compare": test_compare,
    "entry": test_entry,
    "speed": test_speed,
    "expected": test_expected,
    "given": test_given,
    "landmark": test_landmark,
    "outcomes": test_outcomes,
    "screen": test_screen,
    "tree": test_tree,
    "unknown": test_unknown,
}


def store() -> None:
    """Write every stored output."""
    os.environ.pop("PERSPECTIEF_EXTRACT", None)
    for command, module in COMMANDS.items():
        for name, options in module.CASES.items():
            with redirect_stdout(io.StringIO()) as said:
                main([command, *options])
            (GOLDEN / name).write_text(said.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    store()
