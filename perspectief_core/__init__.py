"""What is computed: outcomes, durations and chi-square splits over an extract.

Pure functions and frozen results. Nothing here knows a screen, a chart or a Dutch sentence, so the
package is usable in a notebook on its own.

Examples
--------
>>> from perspectief_core import Selection, load, select
>>> from perspectief_core.people.outcomes import distribution
>>> extract = load("data/synthetic")
>>> everyone = select(extract, Selection())
>>> everyone.n
733
>>> result = distribution(select(extract, Selection(geslacht=("vrouw",))))
>>> len(result.shares)
6
"""

from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import CRITERIA, FILTERS, Selection
from perspectief_core.data.extract import Extract, load

__all__ = ["CRITERIA", "FILTERS", "Cohort", "Extract", "Selection", "load", "select"]
