"""Every rule that the program can find has words, and no words stand for nothing."""

import re

from perspectief.intake.validating.words import NOTES, RETURNED, RULES
from tests.places import ROOT

CODE = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')
INTAKE = ROOT / "perspectief" / "intake"


def named():
    """Every code in the program, but for the words themselves and the demo."""
    return {
        code
        for file in INTAKE.rglob("*.py")
        if file.name != "words.py" and "demo" not in file.parts
        for code in CODE.findall(file.read_text(encoding="utf-8"))
    }


def test_no_words_stand_for_a_rule_that_nobody_finds():
    assert (RULES.keys() | NOTES.keys() | RETURNED.keys()) - named() == set()


def test_words_are_whole_sentences():
    for words in RULES.values():
        assert words.wrong.endswith(".")
        assert words.mend.endswith(".")
    assert all(text.endswith(".") for text in (*NOTES.values(), *RETURNED.values()))
