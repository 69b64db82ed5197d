from itertools import pairwise

import pytest

from perspectief.report.drawing.palette import DARK, LIGHT


def luminance(colour):
    """WCAG 2.2 relative luminance of `#rrggbb`."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"], name="palette")
def _palette(request):
    return request.param


def test_contrast_agrees_with_the_extremes_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_text_reads_on_both_surfaces(palette):
    for surface in (palette.background, palette.panel):
        assert contrast(palette.ink, surface) >= 7
        assert contrast(palette.muted, surface) >= 4.5
        assert contrast(palette.line, surface) >= 3


def test_categories_stand_out_from_the_page_and_their_neighbours(palette):
    assert all(contrast(c, palette.background) >= 3 for c in palette.categories)
    assert all(contrast(a, b) >= 3 for a, b in pairwise(palette.categories))


def test_labels_read_on_their_category(palette):
    pairs = zip(palette.categories, palette.on_categories, strict=True)
    assert all(contrast(colour, text) >= 4.5 for colour, text in pairs)
