"""Where the data that ship stand: in `data/` of a checkout, beside this file when installed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal


def shipped(name: Literal["published", "synthetic"]) -> Path:
    """Return the folder of the published figures, or that of the synthetic extract."""
    installed = Path(__file__).with_name(name)
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data" / name
