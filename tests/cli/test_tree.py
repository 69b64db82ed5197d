"""`perspectief tree`: stored output, and nodes in the form of `perspectief chaid`.

After a deliberate change of the shipped extract, store the output anew:
`perspectief tree --target mob > tests/cli/golden/tree_mob.txt`, and so on.
"""

import json
from dataclasses import replace

from perspectief_core.associations.screening import Question, tree
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.splits import tree_to_json
from tests.places import SHIPPED


def test_json_is_that_of_chaid_with_its_origin(said):
    options = ["--target", "mob", "--cluster", "werkwijze", "--max-depth", "2", "--json"]
    printed = json.loads(said("tree", *options))
    extract = load(SHIPPED)
    settings = Question("mob").settings
    question = Question("mob", "werkwijze", settings=replace(settings, max_depth=2))
    grown = tree(select(extract, Selection()), question)
    assert printed["nodes"] == json.loads(json.dumps(tree_to_json(grown.tree)["nodes"]))
    assert printed["nodes"][0]["counts"] == {"nee": 646, "ja": 87}
    assert printed["unavailable"] == list(grown.unavailable)
    assert printed["extract"]["kind"] == "synthetic"
    assert printed["selection"] == {}


def test_children_add_up_or_leave_out_the_missing(said):
    options = ["--target", "in_begeleiding", "--missing", "category", "--json"]
    nodes = json.loads(said("tree", *options))["nodes"]
    for node in nodes:
        children = [other["n"] for other in nodes if other["parent"] == node["id"]]
        assert node["split"] is None or sum(children) == node["n"]


def test_bootstrap_is_that_of_the_core(said):
    options = ["--target", "mob", "--cluster", "huiskamer", "--bootstrap", "passend", "--json"]
    bootstrap = json.loads(said("tree", *options))["bootstrap"]
    assert (bootstrap["unit"], bootstrap["units"], bootstrap["chosen"]) == ("steunpunt", 20, False)
    times = sum(comeback["first"]["count"] for comeback in bootstrap["comebacks"])
    assert times + bootstrap["none"]["count"] == bootstrap["none"]["total"] == 500


def test_first_split_can_be_forced(answered):
    nodes = answered("tree", "--target", "mob", "--force", "sekse")["nodes"]
    assert nodes[0]["split"]["predictor"] == "sekse"
    assert nodes[0]["split"]["groups"] == [["man"], ["vrouw"]]
