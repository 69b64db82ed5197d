"""One per cent of the mutations that `python -m tests.core.data.mutations 10000` tries."""

from tests.core.data.mutations.running import attempts


def test_odd_extracts_give_faults_and_nothing_worse():
    tried = list(attempts(100, seed=2))
    # How long it takes says something of this machine too; the script tells it.
    wrong = [attempt for attempt in tried if set(attempt.wrong) - {"slow"}]
    assert not wrong, "\n".join(
        f"{attempt.seed} {attempt.kind} {attempt.wrong} {attempt.detail}" for attempt in wrong
    )
    assert {attempt.became for attempt in tried} == {"loaded", "refused"}
