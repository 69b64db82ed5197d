"""Store the output of the commands anew: `python -m tests.cli.store_golden`.

For after a deliberate change of the shipped extract; read the difference before keeping it.
"""

import io
import os
from contextlib import redirect_stdout

from perspectief.cli.main import main
from tests.cli.stored import CASES, GOLDEN


def store() -> None:
    """Write every stored output."""
    os.environ.pop("PERSPECTIEF_EXTRACT", None)
    for name, command in CASES.items():
        with redirect_stdout(io.StringIO()) as said:
            main(command.split())
        (GOLDEN / name).write_text(said.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    store()
