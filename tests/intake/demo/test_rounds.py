"""Three rounds that give the counts of Bijlage 1."""

from perspectief.intake.demo.rounds import printed_rounds, snapshots


def test_every_round_has_the_printed_counts(people):
    printed = printed_rounds()
    rounds = snapshots(people)
    assert [round_.number for round_ in rounds] == [1, 2, 3]
    for round_ in rounds:
        left = sum(gone for _, gone in round_.people)
        listed = len(round_.people) + len(round_.doubles) + round_.children
        assert (listed - left, left) == printed["perspectief", round_.number]


def test_who_is_on_the_list_twice_is_on_it(people):
    first = snapshots(people)[0]
    assert {id(person) for person in first.doubles} <= {id(person) for person, _ in first.people}


def test_other_people_give_no_rounds(people):
    assert snapshots(people[:100]) == ()
