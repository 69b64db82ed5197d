"""`perspectief entry`."""


def test_json_has_every_number(answered):
    answer = answered("entry", "--geslacht", "man")["found"]
    assert answer["months"][0]["month"] == "2009-10"
    assert set(answer["test"]) == {"tau", "pairs", "z", "p"}
    assert answer["ratio"]["robust"] > 0
