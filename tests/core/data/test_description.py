from dataclasses import replace

from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.data.description import describe
from perspectief_core.data.extract import TABLES, load
from perspectief_core.disclosure import protecting
from tests.core.builders import make_extract
from tests.places import SHIPPED


def test_every_column_of_the_contract_is_described():
    description = describe(load(SHIPPED))
    assert tuple(table.name for table in description.tables) == TABLES
    people = description.tables[0]
    assert [column.name for column in people.columns] == [
        column.name for column in contract.DEELNEMERS.columns
    ]
    assert people.rows == 733
    assert len(people.sha256) == 64
    linked = {column.name for column in people.columns if column.linked}
    assert "asielaanvragen" in linked
    assert "geslacht" not in linked


def test_filled_values_are_counted_and_absent_columns_said_to_be():
    extract = make_extract(50)
    some = extract.deelnemers["kinderen_nl"].notna().sum()
    less = replace(extract, deelnemers=extract.deelnemers.drop(columns="traject"))
    columns = {column.name: column for column in describe(less).tables[0].columns}
    assert columns["kinderen_nl"].known == some
    assert (columns["traject"].present, columns["traject"].known) == (False, 0)


def test_a_description_passes_the_gate_and_holds_no_person():
    extract = make_extract(50)
    description = protecting.protect(describe(extract), extract, Selection(), "open")
    assert "p0001" not in repr(description.value)
    assert describe(make_extract(0)).tables[0].rows == 0
