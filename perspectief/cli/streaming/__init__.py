"""Counting Parquet of any size: read part by part, count, add, and read again for the next level.

Memory holds the counts and one part per core, however many rows there are. The result is that of
the same rows in one piece, to the last bit: only whole numbers are added.
"""

from perspectief.cli.streaming.options import add_options

__all__ = ["add_options"]
