"""Which steunpunten are like one: in words, bars and a table with links."""

from dataclasses import replace

from perspectief.report.steunpunt import lookalikes
from perspectief_core.alike.contrast import contrast
from perspectief_core.alike.likeness import likeness
from perspectief_core.disclosure.protecting import published_result


def block_of(code, name):
    return lookalikes.lookalikes_block(published_result((likeness(),)), code, name)


def test_the_nearest_are_named_with_what_chance_gives():
    assert block_of("utrecht", "Utrecht").sentence == (
        "Gepubliceerd in 2011: Utrecht lijkt het meest op Rotterdam (23 van de 44 vragen "
        "hetzelfde), Groningen (19 van de 44 vragen hetzelfde) en Haarlem (21 van de 45 vragen "
        "hetzelfde). Dat kan toeval zijn: geschudde antwoorden geven ook zulke paren."
    )
    assert block_of("hengelo", "Hengelo").sentence.endswith(
        "Met Enschede is dat meer dan toeval geeft."
    )


def test_the_table_leads_to_the_other_and_to_both():
    block = block_of("hengelo", "Hengelo")
    first = dict(
        zip([column.key for column in block.table.columns], block.table.rows[0], strict=True)
    )
    assert first["steunpunt"].address == "steunpunt?punt=enschede"
    assert first["samen"].address == "naast_elkaar?naast=hengelo.enschede"
    assert (first["gelijk"], first["vragen"], first["toeval"]) == (38, 43, True)
    assert first["delen"].startswith("welke organisatie")
    assert len(block.table.rows) == len(block.picture.bars[0].rows) == 19
    # More than the 38 of 43 that the sentence names: the picture says why.
    assert first["gelijkenis"] > 100 * 38 / 43
    assert "telt voor een deel mee" in block.picture.content


def test_shared_and_other_answers_are_all_questions_both_answered():
    for pair in likeness().pairs[::17]:
        compared = contrast(pair.first, pair.second)
        assert len(compared.shared) == pair.same
        assert len(compared.shared) + len(compared.differ) == pair.compared
        assert not set(compared.shared) & set(compared.differ)
        turned = contrast(pair.second, pair.first)
        assert replace(turned) == compared
