"""`perspectief given`."""

from perspectief.cli.main import main


def test_json_has_every_number(answered):
    answer = answered("given", "--target", "mob", "--typology", "2", "--geslacht", "man")
    assert answer["selection"] == {"geslacht": "man"}
    assert set(answer["found"]["model"]["tests"]) == {
        "people",
        "people_given",
        "places",
        "places_given",
    }
    assert all(
        set(kind["given"]) == {"share", "interval", "narrow"} for kind in answer["found"]["types"]
    )


def test_too_few_is_said_and_the_unknown_is_refused(said):
    assert "too few people" in said("given", "--target", "terugkeer", "--geslacht", "vrouw")
    assert main(["given", "--target", "weg"]) == 2
    assert main(["given", "--target", "mob", "--typology", "5"]) == 2
