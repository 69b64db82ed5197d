"""Commands whose work is a module of its own, as it takes a second to load: pages and pictures."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable


def later(module: str) -> Callable[[argparse.Namespace], int]:
    """Return the `run` of a module of this package, which is loaded when it is asked for.

    Who asks for the help, or for another command, does not wait for it.
    """

    def run(args: argparse.Namespace) -> int:
        return int(importlib.import_module(f"perspectief.cli.{module}").run(args))

    return run
