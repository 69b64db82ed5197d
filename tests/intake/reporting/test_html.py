"""A plain page: what comes from a list is text and never markup."""

from perspectief.intake.reporting import html

EVIL = "<script>alert(1)</script>"


def test_nothing_that_is_given_becomes_markup():
    parts = (
        html.heading(EVIL),
        html.sentence(EVIL),
        html.bullets([EVIL]),
        html.table([EVIL], [[EVIL]]),
    )
    page = html.page(EVIL, parts).decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 7


def test_whole_numbers_have_points_and_stand_to_the_right():
    table = str(html.table(("Naam", "Aantal"), [("a", 1140), ("b", 7)]))
    assert "<th class=n>Aantal</th>" in table
    assert "<td class=n>1.140</td>" in table
    assert "<td>a</td>" in table


def test_a_column_with_one_text_is_no_column_of_numbers():
    assert "class=n" not in str(html.table(("Aantal",), [("x",), (3,)]))
    assert "class=n" not in str(html.table(("Aantal",), []))
