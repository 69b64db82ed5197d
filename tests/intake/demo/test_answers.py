"""Answers of an invented person: guided or ended, and procedures as often as the row says."""

import numpy as np

from perspectief.intake.demo.answers import GUIDED, guidance_answers, register_answers

RNG = np.random.default_rng(1)


def first(people, holds):
    return next(person for person in people if holds(person))


def test_who_left_has_an_end_only_on_a_list_made_after_it(people):
    person = first(people, lambda p: p.exit is not None and p.row["uitkomst"] != GUIDED)
    ended, before = (guidance_answers(person, left, RNG) for left in (True, False))
    assert (ended["C13"], ended["C14"]) == ("ja", person.exit)
    assert (before["C13"], before["C14"], before["C16"]) == ("nee", None, None)


def test_who_is_guided_has_none(people):
    person = first(
        people, lambda p: p.row["uitkomst"] == GUIDED and not p.row["uitstroomdatum_onbekend"]
    )
    answers = guidance_answers(person, True, RNG)
    assert (answers["C13"], answers["C15"]) == ("nee", None)


def test_what_a_remark_says(people):
    person = first(people, lambda p: p.row["wacht_op_beslissing"])
    assert "wacht op beslissing" in guidance_answers(person, True, RNG)["C17"]


def test_the_register_has_every_procedure(people):
    for person in [person for person in people if person.known][:200]:
        answers, row = register_answers(person, RNG), person.row
        assert answers["v12b"].count("asiel") == max((row["asielaanvragen"] or 0) - 1, 0)
        assert len(answers["v12b"]) - answers["v12b"].count("asiel") == row["reguliere_aanvragen"]
        assert answers["v10c"].count("VK") == row["beroep_vk"]
        days = sum((b - a).days for a, b in zip(answers["v10g2"], answers["v10g3"], strict=True))
        assert (len(answers["v10g2"]), days) == (row["vbm_aantal"] or 0, row["vbm_dagen"] or 0)
