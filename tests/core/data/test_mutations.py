"""One per cent of the mutations that `python -m tests.core.data.mutations 10000` tries."""

from tests.core.data.mutations.running import attempts


def test_odd_extracts_give_faults_and_nothing_worse():
    found = list(attempts(100, seed=2))
    # How long it takes says something of this machine too; the script tells it.
    wrong = [one for one in found if set(one.wrong) - {"slow"}]
    assert not wrong, "\n".join(f"{one.seed} {one.kind} {one.wrong} {one.detail}" for one in wrong)
    assert {one.became for one in found} == {"loaded", "refused"}
