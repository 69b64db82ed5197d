"""`perspectief alike`."""


def test_json_has_every_pair_with_what_it_shares(answered):
    answer = answered("alike")
    assert len(answer["pairs"]) == 190
    for pair in answer["pairs"]:
        assert len(pair["contrast"]["shared"]) == pair["same"]
    assert set(answer["found"]["types"]) == {"within", "between", "p"}


def test_an_unknown_steunpunt_is_refused(refused):
    assert "`almere` is not one of alkmaar" in refused(2, "alike", "almere")
