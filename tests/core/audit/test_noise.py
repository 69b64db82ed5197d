"""Published tests about steunpunten are within the noise or not; nothing else is."""

from dataclasses import replace

import pytest

from perspectief_core.audit import audit
from perspectief_core.audit.noise import NoiseRange, noise_ranges
from perspectief_core.published import records


def line(measure, value):
    """Return a printed row that answers 'ja', χ² 8.0 with one degree of freedom, but for one."""
    row = next(row for row in records.chaid_rows(14) if row.chi2 is not None)
    fields = {"samenhang": "ja", "chi2": 8.0, "df": 1, measure: value}
    return replace(row, **fields)


RANGE = NoiseRange(5.0, 9.0, frozenset({1}), frozenset({"ja"}))


@pytest.mark.parametrize(
    ("measure", "value", "inside"),
    [
        ("chi2", 8.0, True),
        ("chi2", 9.05, True),
        ("chi2", 9.1, False),
        ("chi2", 4.9, False),
        ("df", 1, True),
        ("df", 2, False),
        ("samenhang", "ja", True),
        ("samenhang", "nee", False),
    ],
)
def test_inside_or_not(measure, value, inside):
    assert RANGE.holds(measure, line(measure, value)) is inside


def test_p_follows_from_chi_square_and_df():
    assert RANGE.holds("p", line("chi2", 8.0))
    assert not RANGE.holds("p", line("chi2", 12.0))
    assert not RANGE.holds("p", line("df", 2))


def test_another_extract_has_no_ranges(shipped):
    manifest = replace(shipped.manifest, sha256={**shipped.manifest.sha256, "deelnemers": "0" * 64})
    assert noise_ranges(shipped)
    assert not noise_ranges(replace(shipped, manifest=manifest))


def test_only_tests_of_steunpunten_are_within_the_noise(shipped):
    places = {k.kenmerk for k in records.kenmerken() if k.niveau == "steunpunt"}
    rows = [row for row in audit(shipped).rows if row.verdict == "binnen_de_ruis"]
    assert rows
    for row in rows:
        file, kenmerk, _ = row.printed.id.split(".")
        assert file.startswith("bijlage_")
        assert kenmerk in places
        assert row.computed is not None
