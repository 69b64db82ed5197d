"""In which order outcomes stand in bars, and which are looked at first."""

from __future__ import annotations

BAR_ORDER = (
    "in_begeleiding",
    "verblijfsvergunning",
    "mob",
    "overig",
    "terugkeer",
    "doormigratie",
)


KEY_OUTCOMES = ("verblijfsvergunning", "terugkeer", "mob")
