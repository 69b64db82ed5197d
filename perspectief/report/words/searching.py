"""The field to search with: its code in the address, and what stands above it."""

from __future__ import annotations

CODE, LABEL = "zoek", "Zoek een cijfer, een woord of een vraag"
