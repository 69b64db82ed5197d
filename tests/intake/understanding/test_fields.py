"""Every heading that is known stands for one question."""

from perspectief.intake.understanding.fields import LIST_KINDS, fields_of

KNOWN = [
    (kind, field.code, heading)
    for kind in LIST_KINDS
    for field in fields_of(kind)
    for heading in field.headings
]


def test_no_heading_stands_for_two_questions():
    for kind in LIST_KINDS:
        seen = {}
        for other, code, heading in KNOWN:
            if other == kind:
                assert seen.setdefault(heading, code) == code, heading
