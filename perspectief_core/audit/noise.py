"""What the deliberate noise of the shipped extract can make of a published test.

Outcomes per steunpunt in the shipped extract are not those of the reconstruction (decision 0021).
A test of a characteristic of steunpunten then seldom gives what was printed. `noise.csv` says, for
one extract, between which values noise of that size moves it; `python -m synthesis.attacker` writes
it, from the extract alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from perspectief_core.arrays import pd
from perspectief_core.data.extract import Extract
from perspectief_core.published.records import ChaidRow

RANGES = Path(__file__).parent / "noise.csv"
_HALF_A_TENTH = 0.05


@dataclass(frozen=True, slots=True)
class NoiseRange:
    """What noise gives of one test: the middle 95 % of chi-squares, every df, every answer."""

    chi2_low: float
    chi2_high: float
    df: frozenset[int]
    answers: frozenset[str]

    def holds(self, measure: str, line: ChaidRow) -> bool:
        """Return whether noise can give what was printed; p follows from chi-square and df.

        Parameters
        ----------
        measure : {'samenhang', 'p', 'chi2', 'df'}
        line
            The printed row.
        """
        inside = {
            "samenhang": line.samenhang in self.answers,
            "df": line.df in self.df,
            "chi2": line.chi2 is not None
            and self.chi2_low - _HALF_A_TENTH <= line.chi2 <= self.chi2_high + _HALF_A_TENTH,
        }
        return inside[measure] if measure != "p" else inside["chi2"] and inside["df"]


def noise_ranges(extract: Extract) -> dict[tuple[int, str], NoiseRange]:
    """Return the range of each test by appendix and characteristic; none for another extract."""
    return _ranges().get(extract.manifest.sha256["deelnemers"], {})


@lru_cache(maxsize=1)
def _ranges() -> dict[str, dict[tuple[int, str], NoiseRange]]:
    ranges: dict[str, dict[tuple[int, str], NoiseRange]] = {}
    for line in pd.read_csv(RANGES, dtype=str).to_dict("records"):
        ranges.setdefault(line["sha256"], {})[int(line["bijlage"]), line["kenmerk"]] = NoiseRange(
            float(line["chi2_low"]),
            float(line["chi2_high"]),
            frozenset(int(df) for df in line["df"].split(";")),
            frozenset(line["answers"].split(";")),
        )
    return ranges
