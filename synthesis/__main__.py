"""`python -m synthesis --seed N --out DIR`: make a synthetic extract from a seed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from synthesis.search import SearchError
from synthesis.synthesise import synthesise_extract


def main(argv: Sequence[str] | None = None) -> None:
    """Make the extract, and tell on standard error how far it is."""
    parser = argparse.ArgumentParser(prog="python -m synthesis", description=__doc__)
    parser.add_argument("--seed", type=int, required=True, metavar="N", help="0 or more")
    parser.add_argument(
        "--noise-seed",
        type=int,
        metavar="N",
        help="0 or more; without it one is drawn, and kept nowhere: so for an extract that ships",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    args = parser.parse_args(argv)
    if args.seed < 0:
        parser.error("`--seed` must be 0 or more")
    if args.noise_seed is not None and args.noise_seed < 0:
        parser.error("`--noise-seed` must be 0 or more")
    try:
        synthesise_extract(
            args.seed,
            args.out,
            lambda step: print(step, file=sys.stderr),
            noise_seed=args.noise_seed,
        )
    except SearchError as error:
        sys.exit(f"seed {args.seed} does not work out, try another: {error}")


if __name__ == "__main__":
    main()
