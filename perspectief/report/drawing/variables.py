"""The palette as variables of a stylesheet, which follow the theme of the reader by themselves."""

from __future__ import annotations

from perspectief.report.drawing.palette import DARK, LIGHT


def _both(light: str, dark: str) -> str:
    return f"light-dark({light}, {dark})"


def variables() -> str:
    """Return the palette as CSS variables that follow the theme by themselves."""
    values = {
        "paper": _both(LIGHT.background, DARK.background),
        "panel": _both(LIGHT.panel, DARK.panel),
        "ink": _both(LIGHT.ink, DARK.ink),
        "muted": _both(LIGHT.muted, DARK.muted),
        "line": _both(LIGHT.line, DARK.line),
        # Thin rules between table rows separate nothing that a reader must be able to see.
        "rule": _both("#d5dae0", "#39424c"),
        "focus": _both(LIGHT.categories[0], DARK.categories[0]),
    }
    pairs = zip(LIGHT.categories, DARK.categories, strict=True)
    values |= {f"c{i}": _both(*pair) for i, pair in enumerate(pairs, start=1)}
    inks = zip(LIGHT.on_categories, DARK.on_categories, strict=True)
    values |= {f"on-c{i}": _both(*pair) for i, pair in enumerate(inks, start=1)}
    return "\n".join(f"  --pf-{name}: {value};" for name, value in values.items())


def categories() -> str:
    """Return a rule for each category of the palette: `.pf-c1` and its ink."""
    return "\n".join(
        f".pf-c{i} {{ background: var(--pf-c{i}); color: var(--pf-on-c{i}); }}"
        for i in range(1, len(LIGHT.categories) + 1)
    )
