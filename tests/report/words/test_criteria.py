from perspectief.report.words import criteria
from perspectief_core.cohort.selection import CRITERIA, FILTERS, BadValue, Selection


def test_every_criterion_and_filter_has_its_words_and_no_others():
    assert list(criteria.CRITERION) == [criterion.code for criterion in CRITERIA]
    assert list(criteria.FILTER) == [choice.code for choice in FILTERS]
    for criterion in CRITERIA:
        words = criteria.CRITERION[criterion.code]
        assert words.name
        assert words.reason
        assert tuple(words.options) == criterion.options
        for code, option in words.options.items():
            assert option.name
            assert option.short
            # The report's choice needs no defence; every other choice does, with a source.
            assert bool(option.why) == bool(option.source) == (code != criterion.default)
    for filter_ in FILTERS:
        assert set(filter_.options) <= set(criteria.FILTER[filter_.code].options)


def test_a_selection_in_one_line():
    assert criteria.selection_line(Selection()) == "alle deelnemers, geteld zoals in het rapport"
    part = Selection(geslacht=("man", "vrouw"), leeftijd=(18, 24), uitstroom=True)
    assert criteria.selection_line(part.only(koppeling="gekoppeld")) == (
        "een deel van de deelnemers (geslacht: vrouw en man; leeftijd 18–24 jaar; alleen wie is "
        "uitgestroomd), anders geteld dan in het rapport (gevonden in het register van het "
        "ministerie (DMB): alleen wie gevonden is)"
    )


def test_a_bad_value_says_what_is_possible():
    assert "'Geslacht'" in criteria.bad_value(BadValue("geslacht", ("vrouw", "man")))
    assert "vrouw en man" in criteria.bad_value(BadValue("geslacht", ("vrouw", "man")))
    assert "van 12 tot en met 60" in criteria.bad_value(BadValue("leeftijd", ()))
    assert "'groep'" in criteria.bad_value(BadValue("groep", ("a_b",)))
    assert "a b" in criteria.bad_value(BadValue("groep", ("a_b",)))
