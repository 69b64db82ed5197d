"""`python -m tests.core.data.mutations 10000 [--seed 1]`: try many odd extracts."""

import argparse
import sys

from tests.core.data.mutations.running import attempts, table

EVERY = 250


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    found = []
    for one in attempts(args.count, args.seed):
        found.append(one)
        if one.wrong:
            sys.stderr.write(" ".join([one.seed, one.kind, *one.wrong, one.detail]) + "\n")
        if len(found) % EVERY == 0:
            sys.stderr.write(f"{len(found)} of {args.count}\n{table(found)}\n")
    sys.stdout.write(f"seed {args.seed}\n{table(found)}\n")
    return 1 if any(one.wrong for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
