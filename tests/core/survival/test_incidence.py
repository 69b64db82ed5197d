import numpy as np
import pytest
from hypothesis import given, strategies as st
from sksurv.nonparametric import cumulative_incidence_competing_risks

from perspectief_core.survival.histories import histories
from perspectief_core.survival.incidence import cumulative_incidence
from tests.core.durations_golden import cases, golden
from tests.core.survival.naive_kaplan_meier import kaplan_meier

CAUSES = ("1", "2", "3")


def known(bounds):
    return np.array([np.nan if bound is None else bound for bound in bounds])


@pytest.mark.parametrize("with_entry", [False, True])
def test_incidence_equals_r(with_entry):
    expected = golden("incidence_entry" if with_entry else "incidence")
    incidence = cumulative_incidence(cases(with_entry), CAUSES)
    assert list(incidence.times) == expected["time"].tolist()
    assert list(incidence.at_risk) == expected["at_risk"].tolist()
    assert_curves_equal(incidence, expected)


def test_censored_first_equals_r_with_censorings_just_before():
    expected = golden("incidence_censored_first")
    incidence = cumulative_incidence(
        cases(with_entry=True), CAUSES, expected["time"], ties="censored_first"
    )
    assert_curves_equal(incidence, expected)


def assert_curves_equal(incidence, expected):
    for k, curve in enumerate((incidence.event_free, *incidence.causes)):
        assert np.allclose(curve.cif, expected[f"p{k}"], atol=1e-12)
        assert np.allclose(curve.se, expected[f"se{k}"], atol=1e-12)
        inside = ~np.isnan(known(curve.low))
        assert np.allclose(known(curve.low)[inside], expected[f"low{k}"][inside], atol=1e-12)
        assert np.allclose(known(curve.high)[inside], expected[f"high{k}"][inside], atol=1e-12)


@pytest.mark.parametrize("with_entry", [False, True])
def test_the_naive_kaplan_meier_equals_r_and_so_does_the_event_free_curve(with_entry):
    expected, data = golden("kaplan_meier_entry" if with_entry else "kaplan_meier"), golden("cases")
    entry = data["entry"] if with_entry else 0 * data["entry"]
    rows = list(zip(data["exit"], entry, data["event"], strict=True))
    naive = kaplan_meier(rows, expected["time"].tolist())
    incidence = cumulative_incidence(cases(with_entry), CAUSES)
    assert incidence.times == tuple(expected["time"])
    assert naive.at_risk == incidence.at_risk == tuple(expected["at_risk"])
    for survival in (naive.survival, incidence.event_free.cif):
        assert np.allclose(survival, expected["survival"], atol=1e-12)
    assert np.allclose(naive.se, expected["se"], atol=1e-12)


def test_without_late_entry_the_jackknife_is_greenwoods_formula():
    expected, curve = golden("kaplan_meier"), cumulative_incidence(cases(False), CAUSES).event_free
    for column in ("se", "low", "high"):
        assert np.allclose(getattr(curve, column), expected[column], atol=1e-12)


def test_incidence_equals_scikit_survival_without_entry():
    data = golden("cases")
    incidence = cumulative_incidence(cases(with_entry=False), CAUSES)
    times, curves = cumulative_incidence_competing_risks(
        data["event"].to_numpy(), data["exit"].to_numpy().astype(float)
    )
    assert np.allclose(times, incidence.times)
    for curve, expected in zip(incidence.causes, curves[1:], strict=True):
        assert np.allclose(curve.cif, expected, atol=1e-12)


people = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=40
)


def naive_incidence(rows, ties):
    """Person by person, month by month, with plain fractions of people."""
    rows = [(entry, leave, event) for leave, entry, event in rows if entry == 0 or entry < leave]
    free, reached, curve = 1.0, [0.0] * 3, []
    for month in range(13):
        risk, hits = 0.0, [0] * 3
        for entry, leave, event in rows:
            if leave < month or (entry > 0 and entry >= month):
                continue
            last = leave == month and event == 0
            risk += {"half_month": 0.5, "censored_first": 0}.get(ties, 1) if last else 1
            if leave == month and event:
                hits[event - 1] += 1
        if sum(hits):
            before = free
            for k in range(3):
                reached[k] += before * hits[k] / risk
            free -= before * sum(hits) / risk
        curve.append((free, *reached))
    return curve


@given(people, st.sampled_from(["outcomes_first", "half_month", "censored_first"]))
def test_incidence_equals_a_naive_count(rows, ties):
    leave, entry, event = (np.array(column) for column in zip(*rows, strict=True))
    incidence = cumulative_incidence(
        histories(leave, event, entry), CAUSES, times=np.arange(13), ties=ties
    )
    curves = np.array([incidence.event_free.cif, *(curve.cif for curve in incidence.causes)]).T
    assert np.allclose(curves, naive_incidence(rows, ties), atol=1e-12)
    assert np.allclose(curves.sum(axis=1), 1)
    assert incidence.n + incidence.excluded == len(rows)


def naive_errors(rows, ties, causes, month):
    """How the estimate moves when one person gets a little more weight, for everyone in turn."""

    def estimate(weights):
        free, reached = 1.0, np.zeros(causes)
        for t in range(month + 1):
            risk, hits = 0.0, np.zeros(causes)
            for weight, (leave, entry, event) in zip(weights, rows, strict=True):
                if leave < t or (entry > 0 and entry >= t):
                    continue
                last = leave == t and event == 0
                part = {"half_month": 0.5, "censored_first": 0}.get(ties, 1) if last else 1
                risk += part * weight
                if leave == t and event:
                    hits[event - 1] += weight
            if hits.sum():
                reached, free = reached + free * hits / risk, free * (1 - hits.sum() / risk)
        return np.array([free, *reached])

    ones, step = np.ones(len(rows)), 1e-6
    moved = [
        (estimate(ones + step * person) - estimate(ones - step * person)) / (2 * step)
        for person in np.eye(len(rows))
    ]
    return np.sqrt((np.array(moved) ** 2).sum(axis=0))


@pytest.mark.parametrize("ties", ["outcomes_first", "half_month", "censored_first"])
@pytest.mark.parametrize("month", [3, 7, 11])
def test_standard_errors_are_how_much_each_person_moves_the_estimate(ties, month):
    rng = np.random.default_rng(month)
    leave, event = rng.integers(0, 12, 60), rng.integers(0, 4, 60)
    entry = np.where(rng.random(60) < 0.4, np.maximum(leave - rng.integers(1, 5, 60), 0), 0)
    incidence = cumulative_incidence(histories(leave, event, entry), CAUSES, [month], ties)
    errors = [curve.se[0] for curve in (incidence.event_free, *incidence.causes)]
    rows = list(zip(leave.tolist(), entry.tolist(), event.tolist(), strict=True))
    assert np.allclose(errors, naive_errors(rows, ties, 3, month), atol=1e-7)


@given(people)
def test_laws(rows):
    leave, entry, event = (np.array(column) for column in zip(*rows, strict=True))
    incidence = cumulative_incidence(histories(leave, event, entry), CAUSES, times=np.arange(14))
    order = np.arange(len(rows))[::-1]
    turned = histories(leave[order], event[order], entry[order])
    assert cumulative_incidence(turned, CAUSES, times=np.arange(14)) == incidence
    assert incidence.at_risk[13] == 0
    for curve in incidence.causes:
        assert all(a <= b for a, b in zip(curve.cif, curve.cif[1:], strict=False))
        for value, low, high in zip(curve.cif, curve.low, curve.high, strict=True):
            assert low is None or 0 <= low <= value <= high <= 1


@given(people)
def test_one_minus_kaplan_meier_is_never_below_the_incidence(rows):
    leave, _, event = (np.array(column) for column in zip(*rows, strict=True))
    months = np.arange(13)
    incidence = cumulative_incidence(histories(leave, event), CAUSES, times=months)
    followed = [(left, 0, code) for left, code in zip(leave, event, strict=True)]
    one_cause = kaplan_meier([(left, 0, int(code == 1)) for left, _, code in followed], months)
    assert np.all(1 - np.array(one_cause.survival) >= np.array(incidence.causes[0].cif) - 1e-12)
    together = kaplan_meier(followed, months)
    assert np.allclose(together.survival, incidence.event_free.cif)


def test_nobody_and_one_person():
    nobody = cumulative_incidence(histories([], []), ("1",), times=[0, 6])
    assert (nobody.n, nobody.at_risk, nobody.event_free.cif) == (0, (0, 0), (1.0, 1.0))
    assert nobody.causes[0].low == (None, None)
    assert cumulative_incidence(histories([], []), ()).times == ()
    single = cumulative_incidence(histories([3], [1]), ("1",), times=[2, 3])
    assert single.causes[0].cif == (0.0, 1.0)
    assert single.causes[0].se == (0.0, 0.0)
    free = single.event_free
    assert (free.cif, free.se, free.low) == ((1.0, 0.0), (0.0, 0.0), (None, None))


def test_unknown_and_never_followed_are_counted_as_excluded():
    followed = histories([5, np.nan, 4, 4, 2], [1, 1, np.nan, 0, 1], [0, 0, 0, np.nan, 2])
    assert (followed.n, followed.excluded) == (1, 4)


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="same length"):
        histories([1, 2], [1])
    with pytest.raises(ValueError, match="0 or more; 1 are not"):
        histories([-1, 2], [1, 0])
    with pytest.raises(ValueError, match="`event` must hold"):
        histories([1, 2], [1.5, 0])
    with pytest.raises(ValueError, match="`event` holds 2, `causes` names 1"):
        cumulative_incidence(histories([1], [2]), ("1",))
