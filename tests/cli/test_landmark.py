"""`perspectief landmark`."""


def test_json_has_every_number(answered):
    answer = answered("landmark", "--geslacht", "man")["found"]
    assert set(answer["growing"]) == {"many", "few", "events", "ratio"}
    assert answer["naive"]["ratio"]["robust"] > 0


def test_bad_use_is_refused(refused):
    for options in (["--target", "weg"], ["--month", "5"]):
        assert "is not one of" in refused(2, "landmark", *options)
