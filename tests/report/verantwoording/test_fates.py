"""The block that says what a publication shows names every kind of result, and why not."""

from perspectief.publishing.fates import fates as declared
from perspectief.report.verantwoording import fates
from perspectief.report.words.withheld import SHORT
from perspectief_core.disclosure.protecting import published_result

FACTS = published_result(fates.kinds())


def test_it_says_of_every_kind_what_the_rules_say():
    rules = {rule.name: rule for rule in declared()}
    assert set(fates.KINDS) == set(rules)
    assert len(set(fates.KINDS.values())) == len(fates.KINDS)
    kinds = {kind.says: kind for kind in fates.kinds()}
    for name, says in fates.KINDS.items():
        assert kinds[says].fates == rules[name].fates
        assert (kinds[says].why or "") == rules[name].why
    assert set(SHORT) == {kind.why for kind in fates.kinds()} - {None}


def test_only_what_is_not_shown_has_a_reason():
    for kind, row in zip(fates.kinds(), fates.fates_block(FACTS).table.rows, strict=True):
        assert bool(row[-1]) == (kind.under("publicatie") == "withheld")
        assert row[1:4] == tuple(fates.FATE[kind.under(policy)] for policy in fates.POLICY)


def test_the_sentence_adds_up():
    block = fates.fates_block(FACTS)
    shown = [kind for kind in fates.kinds() if kind.why is None]
    assert f"Van de {len(fates.KINDS)} soorten" in block.sentence
    assert f"er {len(shown)}:" in block.sentence
