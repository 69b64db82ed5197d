"""`perspectief beside`."""

import pytest

from perspectief.cli.main import main


def test_one_alone_is_laid_beside_all_others_under_the_selection(answered):
    comparison = answered("beside", "utrecht", "--geslacht", "vrouw")
    assert [topic["topic"] for topic in comparison["topics"]] == [
        "uitkomsten",
        "getallen",
        "jongeren",
    ]
    first = comparison["topics"][0]
    assert [(group["code"], group["n"]) for group in first["groups"]] == [
        ("utrecht", 23),
        ("ANDERE", 167),
    ]
    assert comparison["selection"] == {"geslacht": "vrouw"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["atlantis", "zwolle"], "`atlantis` is not one of"),
        (["zwolle", "zwolle"], "expected 2 to 5 different ones"),
        (["ANDERE"], "expected 2 to 5 different ones"),
        (["zwolle", "--topic", "weer"], "`weer` is not one of uitkomsten"),
    ],
)
def test_bad_use_is_refused_in_one_line(options, told, refused):
    error = refused(2, "beside", *options)
    assert told in error
    assert error.count("\n") == 1


def test_types_are_compared_as_one_asks_for_them(answered):
    topic = answered("beside", "--typology", "2", "--topic", "uitkomsten")["topics"][0]
    assert [group["code"] for group in topic["groups"]] == ["zacht", "hard"]
    assert topic["typology"] == "2"
    assert main(["beside", "utrecht", "--typology", "2"]) == 2
    assert main(["beside", "--typology", "5"]) == 2
    assert main(["beside", "--typology", "2", "--mid-p"]) == 2
    assert main(["beside"]) == 2
