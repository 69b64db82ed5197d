"""`perspectief speed`."""


def test_json_has_every_number(answered):
    told = answered("speed", "--target", "concreet")
    assert told["carries"] == "krap"
    first = told["found"]["effects"][0]
    assert first["of"]["characteristic"] == "werkwijze"
    assert set(first["in_the_end"]) == {"ratio", "interval", "p", "naive", "robust"}


def test_bad_use_is_refused(refused):
    for options in (["--target", "weg"], ["--target", "mob", "--typology", "3"]):
        assert "is not one of" in refused(2, "speed", *options)
