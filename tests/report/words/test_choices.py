"""The choices that several pages share: one code, so that an address keeps what was chosen."""

import pytest

from perspectief.report.duur import curves, groups
from perspectief.report.gevoeligheid import lead
from perspectief.report.words.choices import ANY_OUTCOME, OUTCOME


@pytest.mark.parametrize("choice", [lead.ASKED, ANY_OUTCOME])
def test_permit_or_return_has_the_same_code_wherever_it_can_be_chosen(choice):
    (together,) = choice.options.keys() - OUTCOME.options.keys()
    assert choice.options[together].startswith("vergunning of terugkeer")
    assert curves.CHOICE.options[together] == groups.OUTCOME.options[together]
