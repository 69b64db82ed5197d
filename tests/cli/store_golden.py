"""Store the output of the commands anew: `python -m tests.cli.store_golden`.

For after a deliberate change of the shipped extract; read the difference before keeping it.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.stored import CASES, GOLDEN, of_edition, printed


def store() -> None:
    """Write every stored output."""
    os.environ.pop("PERSPECTIEF_EXTRACT", None)
    with TemporaryDirectory() as folder:
        said = of_edition(Path(folder)) | printed(CASES)
    for name, text in said.items():
        (GOLDEN / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    store()
