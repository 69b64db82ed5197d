"""Every refusal is said in words."""

from perspectief.intake.reading.refusals import REFUSALS
from perspectief.intake.validating.words import REFUSED


def test_every_refusal_has_its_words():
    assert set(REFUSED) == set(REFUSALS)
    assert all(text.endswith(".") for text in REFUSED.values())
