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
    own = (one for one in RESULTS if one.__module__.startswith("perspectief_core."))
    return tuple(
        TypeFate(
            one.__qualname__,
            one.__module__,
            (inspect.getdoc(one) or "").splitlines()[0],
            tuple((policy, fate(one, policy)) for policy in POLICIES),
            NOT_PUBLISHED.get(one.__name__, ""),
        )
        for one in sorted(own, key=lambda one: (one.__module__, one.__qualname__))
    )


def markdown() -> str:
    """Return the page in `docs/`."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    found = fates()
    shown = sum(dict(one.fates)["publicatie"] != "withheld" for one in found)
    yield "# What becomes of every kind of result"
    yield ""
    yield "Written by `perspectief.publishing.fates`; a test holds it to the code. Of the"
    yield f"{len(found)} kinds of result `publicatie` shows {shown}, of the views that"
    yield "[0060](decisions/0060-published-views.md) lists. *Rounded* is made of counts in fives;"
    yield "*derived* of results that are shown already, and of nothing else; *withheld* is said on"
    yield "the page, with the reason. A kind without a rule raises. *Verantwoording* has this too."
    yield ""
    yield f"| kind | what it is | {' | '.join(f'`{policy}`' for policy in POLICIES)} | why not |"
    yield f"|---|---|{'---|' * len(POLICIES)}---|"
    for one in found:
        name = f"{one.module.removeprefix('perspectief_core.')}.{one.name}"
        becomes = " | ".join(said for _, said in one.fates)
        yield f"| `{name}` | {one.says} | {becomes} | {one.why.replace('_', ' ')} |"


if __name__ == "__main__":
    sys.stdout.write(markdown())
