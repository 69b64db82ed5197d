"""How large a list may be. A steunpunt had at most 95 persons, the whole experiment 733."""

from __future__ import annotations

FILE_BYTES = 50 * 1024 * 1024
UNPACKED_BYTES = 300 * 1024 * 1024
# XML of empty cells packs well: a workbook of a real office reached 40.
UNPACK_RATIO = 200
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
CELL_LETTERS = 32_767

MEMORY_BYTES = 900 * 1024 * 1024
CPU_SECONDS = 30
WALL_SECONDS = 60
