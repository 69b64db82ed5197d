"""The list of parts at the top of a page."""

from perspectief.report.block.contents import FEWEST, Entry, anchor, contents

PARTS = tuple(Entry(f"Deel <{at}>", f"deel-{at}") for at in range(FEWEST))


def test_a_short_page_needs_no_list():
    assert contents(PARTS[1:]) == ""


def test_every_part_is_a_link_in_the_order_of_the_page():
    made = contents(PARTS)
    places = [made.index(f"<a href='#{part.anchor}'") for part in PARTS]
    assert places == sorted(places)
    assert "Deel &lt;0&gt;" in made


def test_an_anchor_has_no_sign_that_an_address_would_change():
    assert anchor("Wat is 'buiten schuld'? (12 %)") == "wat-is-buiten-schuld-12"
