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
    tried = []
    for attempt in attempts(args.count, args.seed):
        tried.append(attempt)
        if attempt.wrong:
            sys.stderr.write(
                " ".join([attempt.seed, attempt.kind, *attempt.wrong, attempt.detail]) + "\n"
            )
        if len(tried) % EVERY == 0:
            sys.stderr.write(f"{len(tried)} of {args.count}\n{table(tried)}\n")
    sys.stdout.write(f"seed {args.seed}\n{table(tried)}\n")
    return 1 if any(attempt.wrong for attempt in tried) else 0


if __name__ == "__main__":
    sys.exit(main())
