"""`perspectief app`: start the dashboard, also where no checkout is."""

from __future__ import annotations

import argparse
import os
import runpy
import sys

from perspectief import SITE
from perspectief.cli.arguments import Subparsers
from perspectief.cli.folders import check_folder
from perspectief.cli.selecting import add_extract_option


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser("app", help="start the dashboard on this machine")
    parser.add_argument("--port", type=int, metavar="N", help="default: 8501")
    add_extract_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve the dashboard until it is stopped; its faults in an extract show on the screen."""
    if args.extract is not None:
        check_folder(args.extract)
        os.environ["PERSPECTIEF_EXTRACT"] = str(args.extract.resolve())
    port = [] if args.port is None else [f"--server.port={args.port}"]
    sys.argv = ["streamlit", "run", str(SITE / "app.py"), *port]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0
