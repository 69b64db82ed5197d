"""Reading columns of any CSV or Parquet file that a command is pointed at.

`read` is the door. What stands in the file is what counts: text is text, an empty field is missing,
a row of another length is refused, and so is what can be read in two ways.
"""

from perspectief.cli.reading.columns import Categories, Numbers
from perspectief.cli.reading.labels import find_label, find_name, lookalikes, to_categorical
from perspectief.cli.reading.options import Options, add_options, read_options
from perspectief.cli.reading.plan import Plan, Table
from perspectief.cli.reading.source import read

__all__ = [
    "Categories",
    "Numbers",
    "Options",
    "Plan",
    "Table",
    "add_options",
    "find_label",
    "find_name",
    "lookalikes",
    "read",
    "read_options",
    "to_categorical",
]
