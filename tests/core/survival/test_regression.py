"""Cox per cause and Fine and Gray: against R (golden/regression), statsmodels, sums person by
person, and people drawn from a model that is known."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from statsmodels.duration.hazard_regression import PHReg

from perspectief_core.survival.regression import Spells, cox

GOLDEN = Path(__file__).parents[1] / "golden" / "regression"
TERMS = ["type", "child", "age"]
TIES = ("outcomes_first", "censored_first")


def spells(people, late=True, terms=TERMS):
    return Spells(
        people["exit"].to_numpy(dtype=float),
        people["event"].to_numpy(),
        people["entry"].to_numpy(dtype=float) * late,
        people["cluster"].to_numpy(),
        people[terms].to_numpy(dtype=float),
    )


@pytest.fixture(scope="module", name="people")
def _people():
    return pd.read_csv(GOLDEN / "people.csv")


def test_r_gives_the_same(people):
    effects = pd.read_csv(GOLDEN / "effects.csv")
    for (model, late, ties, cause), rows in effects.groupby(["model", "late", "ties", "cause"]):
        of = "cause" if model == "cause" else "subdistribution"
        fit = cox(spells(people, late), cause, of, ties)
        close = 1e-5 if model == "crr" else 1e-8
        assert fit.effects == pytest.approx(rows["effect"].to_numpy(), abs=close), model
        if model != "crr":
            for ours, theirs in ((fit.naive, "naive"), (fit.robust, "robust")):
                assert np.sqrt(np.diag(ours)) == pytest.approx(rows[theirs].to_numpy(), rel=1e-8)
        assert fit.clusters == 12


def test_statsmodels_gives_the_same_per_cause(people):
    spans = spells(people)
    model = PHReg(
        spans.exit,
        spans.columns,
        status=(spans.event == 1).astype(int),
        entry=spans.entry,
        ties="breslow",
    )
    fitted = model.fit()
    fit = cox(spans, 1)
    assert fit.effects == pytest.approx(fitted.params, abs=1e-6)
    assert np.sqrt(np.diag(fit.naive)) == pytest.approx(fitted.bse, rel=1e-5)


def product_limit(at, happened, there):
    """Return the product over the times in `at` of one less the share to whom it happened."""
    return np.prod([1 - sum(happened(t)) / sum(there(t)) for t in at])


def weight(people, person, time):
    """Return how much of `one` is at risk at `time`, by the definition: outcomes first."""
    entry, exit_, event = (people[name].tolist() for name in ("entry", "exit", "event"))
    if exit_[person] >= time:
        return float(entry[person] < time)
    if event[person] in (0, 1):
        return 0.0
    of = range(len(exit_))
    lost = {exit_[i] for i in of if event[i] == 0 and exit_[person] <= exit_[i] < time}
    free = product_limit(
        lost,
        lambda c: [event[i] == 0 and exit_[i] == c for i in of],
        lambda c: [entry[i] < c and (exit_[i] > c or (exit_[i] == c and not event[i])) for i in of],
    )
    came = {entry[i] for i in of if exit_[person] <= entry[i] < time}
    missing = product_limit(
        came,
        lambda e: [entry[i] == e for i in of],
        lambda e: [entry[i] <= e < exit_[i] for i in of],
    )
    return free / missing


def test_sums_person_by_person_give_the_same(people):
    small = people.iloc[:60].reset_index(drop=True)
    columns, at = small[TERMS].to_numpy(), small["exit"].to_numpy()
    had = np.flatnonzero(small["event"] == 1)
    weights = {
        (i, time): weight(small, i, time) for i, time in product(range(len(small)), set(at[had]))
    }

    def loss(effects):
        hazard = np.exp(columns @ effects)
        return -sum(
            np.log(hazard[i] / sum(weights[j, at[i]] * hazard[j] for j in range(len(small))))
            for i in had
        )

    fit = cox(spells(small), 1, "subdistribution")
    assert fit.effects == pytest.approx(minimize(loss, np.zeros(3), tol=1e-9).x, abs=1e-4)


def test_without_other_outcomes_both_models_are_one_and_order_changes_nothing(people):
    one_cause = people.assign(event=(people["event"] == 1).astype(int))
    for ties in TIES:
        each = [cox(spells(one_cause), 1, of, ties) for of in ("cause", "subdistribution")]
        assert each[0].effects == pytest.approx(each[1].effects, abs=1e-10)
        assert each[0].robust == pytest.approx(each[1].robust)
    for of in ("cause", "subdistribution"):
        turned = cox(spells(people.sample(frac=1, random_state=1)), 2, of)
        there = cox(spells(people), 2, of)
        assert turned.effects == pytest.approx(there.effects, abs=1e-9)
        other_unit = cox(spells(people.assign(age=10 * people["age"])), 2, of)
        assert other_unit.effects[2] == pytest.approx(there.effects[2] / 10, abs=1e-9)


def drawn(effect, n=3000):
    """Return people of whom the first outcome follows Fine and Gray's model, censored at random."""
    rng = np.random.default_rng(3)
    has = rng.random(n) < 0.5
    ever = 1 - 0.6 ** np.exp(effect * has)
    first = rng.random(n) < ever
    # The time of the first outcome, given that it comes: its distribution turned round.
    u = 1 - (1 - rng.random(n) * ever) ** np.exp(-effect * has)
    time = np.where(first, -np.log1p(-u / 0.4), rng.exponential(1, n))
    until = rng.uniform(0.5, 4, n)
    event = np.where(time <= until, np.where(first, 1, 2), 0)
    return pd.DataFrame(
        {"exit": np.minimum(time, until), "event": event, "entry": 0.0, "x": has}
    ).assign(cluster=np.arange(n))


def test_a_known_effect_comes_back():
    for effect in (0.0, 0.7):
        fit = cox(spells(drawn(effect), terms=["x"]), 1, "subdistribution")
        assert abs(fit.effects[0] - effect) < 2.5 * np.sqrt(fit.robust[0, 0])
        assert fit.robust[0, 0] == pytest.approx(fit.naive[0, 0], rel=0.15)


def test_what_the_data_do_not_settle_has_no_answer(people):
    only = people.assign(tells=(people["event"] == 1).astype(float), same=2 * people["age"])
    assert cox(spells(only, terms=["tells"]), 1) is None
    assert cox(spells(only, terms=["age", "same"]), 1) is None
    assert cox(spells(only.assign(age=1.0)), 1) is None
    assert cox(spells(only), 4) is None
    assert cox(spells(only.assign(cluster=1)), 1) is None
    assert cox(spells(only[:0]), None) is None
