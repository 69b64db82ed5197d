"""Titles and labels as they are: Streamlit reads Markdown there, and a name can hold its signs.

Only a word between colons that names a picture (`:smile:`) still becomes one.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\\`*_\[\]$~<#]|:(?=\S)")


def literal(text: str) -> str:
    """Return a text that Streamlit shows as it is, on one line.

    Examples
    --------
    >>> print(literal("Wat deed *ster* :red[anders]?"))
    Wat deed \\*ster\\* \\:red\\[anders\\]?
    """
    return _SIGNS.sub(r"\\\g<0>", text)
