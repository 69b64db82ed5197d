"""`perspectief unknown`."""

from perspectief.cli.main import main


def test_json_and_bad_use(answered):
    answer = answered("unknown", "--column", "lichamelijke_klachten")["found"]
    assert answer["column"] == "lichamelijke_klachten"
    assert main(["unknown", "--column", "geslacht"]) == 2
