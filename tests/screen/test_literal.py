"""A name of the data with signs of Markdown stands on the screen as it is."""

import pytest

from perspectief.screen.literal import literal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wat deed *ster*?", r"Wat deed \*ster\*?"),
        ("[klik](https://elders)", r"\[klik\](https\://elders)"),
        (":red[a] $x$ `c` ~~d~~", r"\:red\[a\] \$x\$ \`c\` \~\~d\~\~"),
        ("# 1 \\ <b>", r"\# 1 \\ \<b>"),
    ],
)
def test_signs_are_shown_and_not_read(text, shown):
    assert literal(text) == shown


def test_a_plain_dutch_title_stays_as_it_is():
    title = "Meer: wie besloot te stoppen (12–28 %), en hoe vaak was er 's zomers contact?"
    assert literal(title) == title
