"""Opens a page of an edition as a user who may not read the extract: a program, run by a test.

    python -m tests.screen.other_user EXTRACT PAGE USER

What the page needs of the interpreter is loaded first, as that may stand where the user cannot read
either. Then nothing is kept of what was seen.
"""

import os
import sys
from pathlib import Path

from perspectief.screen import session
from tests.screen.pages import html, open_page


def main(extract: Path, page: str, user: int) -> None:
    """Print the sentences of the page; end with an error when anything was readable or broken."""
    open_page(page)
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
    session._editions.clear()
    session._forget()
    try:
        (extract / "manifest.json").read_bytes()
    except PermissionError:
        app = open_page(page)
        if app.exception or app.error:
            sys.exit("the page is broken")
        sys.stdout.write(html(app))
        return
    sys.exit("the extract can be read")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
