"""Of an edition it is said which data it is of and which columns there can be; no exact number."""

from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import to_html
from perspectief.report.verantwoording import codebook, extract
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract, description
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import published_result
from tests.places import SHIPPED


def test_which_data_these_are_is_said_without_a_number_of_rows():
    data = load(SHIPPED)
    view = view_of(data, Selection(), "publicatie")
    described = view.ask_extract(description.describe)
    assert not described.value.tables
    asked = published_result(codebook.questions())
    blocks = [
        extract.identity_block(described),
        *(codebook.block(described, asked, name) for name in TABLES),
    ]
    assert data.id in blocks[0].sentence
    assert len(blocks[1].table.rows) == len(contract.DEELNEMERS.columns)
    for block in blocks:
        assert isinstance(block, Block)
        said = block.sentence + to_html(block.table)
        for frame in (data.deelnemers, data.dtv):
            assert f"{len(frame):,}".replace(",", ".") not in said
        assert "Ingevuld" not in said


TABLES = ("deelnemers", "steunpunten", "dtv")
