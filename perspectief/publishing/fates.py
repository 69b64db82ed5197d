"""What becomes of every kind of result under every policy, as a page for `docs/`.

`python -m perspectief.publishing.fates` writes it, from the declarations themselves: the page
cannot say something else.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import perspectief_core
from perspectief_core.disclosure.policies import NOT_PUBLISHED, POLICIES, Fate, Policy, fate
from perspectief_core.results import RESULTS

PAGE = "docs/publishing-types.md"


@dataclass(frozen=True, slots=True)
class TypeFate:
    """A kind of result: its name, its module, what it is, and what becomes of it by policy.

    `why` is the code of the reason why `publicatie` withholds it, empty where it does not.
    """

    name: str
    module: str
    says: str
    fates: tuple[tuple[Policy, Fate], ...]
    why: str


def fates() -> tuple[TypeFate, ...]:
    """Return every declared kind of result, by module and name.

    Raises
    ------
    DisclosureError
        When a policy has no rule for one.
    """
    for module in pkgutil.walk_packages(perspectief_core.__path__, "perspectief_core."):
        # A result is declared when its module is loaded; a name with a bar in front is no module
        # that anything is declared in (the compiled kernel).
        if not module.name.rsplit(".", 1)[-1].startswith("_"):
            importlib.import_module(module.name)
    own = (kind for kind in RESULTS if kind.__module__.startswith("perspectief_core."))
    return tuple(
        TypeFate(
            kind.__qualname__,
            kind.__module__,
            (inspect.getdoc(kind) or "").splitlines()[0],
            tuple((policy, fate(kind, policy)) for policy in POLICIES),
            NOT_PUBLISHED.get(kind.__name__, ""),
        )
        for kind in sorted(own, key=lambda kind: (kind.__module__, kind.__qualname__))
    )


def markdown() -> str:
    """Return the page in `docs/`."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    kinds = fates()
    shown = sum(dict(kind.fates)["publicatie"] != "withheld" for kind in kinds)
    yield "# What becomes of every kind of result"
    yield ""
    yield "Written by `perspectief.publishing.fates`; a test holds it to the code. Of the"
    yield f"{len(kinds)} kinds of result `publicatie` shows {shown}, of the views that"
    yield "[0060](decisions/0060-published-views.md) lists. *Rounded* is made of counts in fives;"
    yield "*derived* of results that are shown already, and of nothing else; *withheld* is said on"
    yield "the page, with the reason. A kind without a rule raises. *Verantwoording* has this too."
    yield ""
    yield f"| kind | what it is | {' | '.join(f'`{policy}`' for policy in POLICIES)} | why not |"
    yield f"|---|---|{'---|' * len(POLICIES)}---|"
    for kind in kinds:
        name = f"{kind.module.removeprefix('perspectief_core.')}.{kind.name}"
        becomes = " | ".join(said for _, said in kind.fates)
        yield f"| `{name}` | {kind.says} | {becomes} | {kind.why.replace('_', ' ')} |"


if __name__ == "__main__":
    sys.stdout.write(markdown())
