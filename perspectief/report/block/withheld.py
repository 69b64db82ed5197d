"""What stands where a figure would, when the policy withholds what it is made of.

The heading of the figure and one sentence: no empty chart, no table of signs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perspectief.report.block.blocks import Block
from perspectief.report.block.heading import Headed, heading_of
from perspectief.report.words.withheld import WHY
from perspectief_core.disclosure.policies import Reason


@dataclass(frozen=True, slots=True)
class WithheldBlock(Headed):
    """A figure that may not be shown: its heading, and why.

    `sentence` is empty, as there is no finding: who quotes it elsewhere on a page quotes nothing.
    """

    why: str
    sentence: str = ""


def withheld(build: Callable[..., Block], reason: Reason) -> WithheldBlock:
    """Return what stands where the block of `build` would; KeyError when it has no heading."""
    return WithheldBlock(heading=heading_of(build), why=WHY[reason])
