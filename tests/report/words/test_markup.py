"""Trusted HTML stays as it is, everything else is escaped, once."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.words.markup import definitions, join, listing, tag

NASTY = "<b>'\"&"
SAFE = "&lt;b&gt;&#39;&#34;&amp;"


def test_text_and_attributes_are_escaped_once_at_any_depth():
    inner = tag("b", NASTY, title=NASTY)
    assert inner == f"<b title='{SAFE}'>{SAFE}</b>"
    assert tag("p", inner, "&") == f"<p>{inner}&amp;</p>"
    assert isinstance(tag("p", NASTY), Markup)


def test_attribute_names_and_empty_attributes():
    assert tag("p", class_="pf-note", aria_label="x", style="") == (
        "<p class='pf-note' aria-label='x'></p>"
    )


def test_joined_parts_keep_their_trust():
    assert join([tag("i", "a"), NASTY], " & ") == f"<i>a</i> &amp; {SAFE}"
    assert join([]) == ""


def test_lists():
    assert listing([NASTY, tag("b", "x")]) == f"<ul><li>{SAFE}</li><li><b>x</b></li></ul>"
    assert definitions([("a", NASTY), ("b", "")]) == (
        f"<dl class='pf-definition'><dt>a</dt><dd>{SAFE}</dd></dl>"
    )
