"""What the counting itself makes of 'leaving early or late': the largest chi-square taken apart."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.drawing import row_bars
from perspectief.report.duur.hundred import COUNTED
from perspectief.report.words import formats
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.artefact import DurationTie, PublishedTie, TieFact, published_tie
from perspectief_core.shares.chi_square import IndependenceTest

PRINTED_AT = (
    "Bijlage 17 (χ² 175,6; zes groepen); Samenvatting, Resultaten (733 en 473); "
    "Kamerbrief 2011, paragraaf 3 (28 % van 260)."
)
ASSUMED = (
    "Chi-kwadraat van duur tegen nog in begeleiding. Van het rapport is alleen het totaal gedrukt; "
    "het deel van de kortste groep volgt uit de gedrukte aantallen. Daarbij is aangenomen dat de "
    "eerste van de zes groepen in de toets precies wie korter dan zes maanden bleef is."
)
LENGTH = (
    "Hoe langer de balk, hoe sterker het verband tussen duur en nog in begeleiding zijn. Het getal "
    "is chi-kwadraat: het zegt hoe ver de aantallen liggen van wat toeval geeft."
)
SAME = 0.8
"""From this part on, what an even chance gives is called nearly as strong as what was found."""
CAPTION = "Duur tegen nog in begeleiding: hoe sterk is het verband, en waardoor?"
COLUMNS = (
    Column("wat", "Wat"),
    Column("n", "Jongeren", "count"),
    Column("chi2", "Chi-kwadraat", "number"),
    Column("df", "Vrijheidsgraden", "count"),
)
KEYS = (
    row_bars.Key("door wie korter dan 6 maanden bleef", 1),
    row_bars.Key("door de andere groepen", 6),
    row_bars.Key("als de kans om te vertrekken elke maand gelijk is", 2),
)


@under(Heading("vroeg_of_laat", "Vertrekken jongeren vooral vroeg of laat?"))
def tie_block(result: Protected[DurationTie], facts: Protected[tuple[TieFact, ...]]) -> Block:
    """Return how much of the tie between duration and still being in guidance is design.

    Where what is counted is withheld, of the printed figures alone.
    """
    printed = published_tie(facts.value)
    if not result.shown:
        return _printed_block(facts, printed)
    tie = result.value
    return Block(
        sentence=f"{_printed(printed)} {_here(tie)}".strip(),
        source=(result, facts),
        picture=_picture(tie, printed),
        table=_table(tie, printed),
        reading=(
            f"{LENGTH} De onderste balk is wat dezelfde jongeren zouden geven als niemand liever "
            "vroeg of laat vertrok. Is die even lang, dan zegt het verband niets over vroeg of "
            "laat."
        ),
        definition=Definition(
            what=(
                f"{ASSUMED} Hier: per half jaar. De gelijke kans is het aantal vertrekken gedeeld "
                "door alle maanden in begeleiding."
            ),
            numerator="de afwijking van wat toeval geeft",
            denominator=f"{formats.people(tie.n)} van wie de duur bekend is",
            source=f"{PRINTED_AT} {COUNTED}",
        ),
    )


def _printed_block(facts: Protected[tuple[TieFact, ...]], printed: PublishedTie) -> Block:
    """Return what the printed figures alone say of it."""
    return Block(
        sentence=_printed(printed),
        source=facts,
        picture=_picture(None, printed),
        table=Table(
            caption=CAPTION,
            columns=COLUMNS,
            rows=tuple(_printed_rows(printed)),
            note=_printed_note(printed),
        ),
        reading=LENGTH,
        definition=Definition(
            what=ASSUMED,
            numerator="de afwijking van wat toeval geeft",
            denominator="de jongeren van wie het rapport de duur kende",
            source=PRINTED_AT,
        ),
    )


def _printed(printed: PublishedTie) -> str:
    return (
        "Het rapport vindt zijn sterkste verband tussen de duur en nog in begeleiding zijn. "
        f"Ongeveer {formats.percent(printed.early_part)} daarvan komt door één groep: wie korter "
        "dan zes maanden bleef. Die bestaat alleen uit vertrokken jongeren, want na 1 oktober 2010 "
        "kwam niemand er meer bij. Wie er op 1 april 2011 nog was, was er dus langer."
    )


def _here(tie: DurationTie) -> str:
    if tie.everything is None or tie.even is None:
        return "In de gegevens die u bekijkt, valt er niets te vergelijken."
    if not _enough(tie.everything):
        return "De groep die u bekijkt, is te klein om dit na te rekenen."
    seen, even = tie.everything.chi2, tie.even
    if even >= seen:
        strong = "een minstens zo sterk verband"
    elif even >= SAME * seen:
        strong = "een bijna zo sterk verband"
    else:
        strong = "een zwakker verband"
    return (
        "Had iedereen elke maand dezelfde kans om te vertrekken, dan gaf deze telling "
        f"{strong}: chi-kwadraat {formats.number(even, 0)} tegen {formats.number(seen, 0)} in deze "
        "gegevens."
    )


def _enough(test: IndependenceTest | None) -> bool:
    """Tell whether a chi-square means something: Cochran's rule on expected counts."""
    return test is not None and not test.rough


def _parts(test: IndependenceTest, early: IndependenceTest | None) -> tuple[float, float]:
    first = early.chi2 if early is not None else 0.0
    return first, max(test.chi2 - first, 0.0)


def _picture(tie: DurationTie | None, printed: PublishedTie) -> Picture:
    """Return the bar of the report, beside those of these data where they are enough to test."""
    report = (printed.early_chi2, printed.chi2 - printed.early_chi2)
    alt = (
        f"Balken van chi-kwadraat: rapport {formats.number(printed.chi2, 0)}, waarvan "
        f"{formats.number(printed.early_chi2, 0)} door de kortste groep"
    )
    test = None if tie is None or not _enough(tie.everything) else tie.everything
    if tie is None or tie.even is None or test is None:
        whole = sum(report)
        alone = [_bar("rapport", report, whole)]
        return bars_picture("compact", alone, f"{alt}.", legend=KEYS[:2], full=whole)
    here = _parts(test, tie.early)
    longest = max(sum(here), sum(report), tie.even)
    even = row_bars.Segment(tie.even / longest, 2, KEYS[2].name)
    rows = (
        _bar("rapport", report, longest),
        _bar("in deze gegevens", here, longest),
        row_bars.Row("bij een gelijke kans", (even,), _chi2(tie.even)),
    )
    alt += (
        f"; in deze gegevens {formats.number(test.chi2, 0)}, bij een gelijke kans "
        f"{formats.number(tie.even, 0)}."
    )
    return bars_picture("compact", rows, alt, legend=KEYS, full=longest)


def _bar(name: str, parts: tuple[float, float], longest: float) -> row_bars.Row:
    segments = tuple(
        row_bars.Segment(part / longest, key.category, f"{key.name}: {formats.number(part, 0)}")
        for part, key in zip(parts, KEYS, strict=False)
    )
    return row_bars.Row(name, segments, _chi2(sum(parts)))


def _chi2(value: float) -> str:
    return f"chi² {formats.number(value, 0)}"


def _printed_rows(printed: PublishedTie) -> list[tuple[Cell, ...]]:
    return [
        ("Rapport: alle zes groepen, zoals gedrukt", printed.people, printed.chi2, printed.df),
        ("Rapport: korter dan 6 maanden tegen de rest", printed.people, printed.early_chi2, 1),
        (
            "Rapport: zonder wie korter dan 6 maanden bleef",
            printed.people - printed.early,
            printed.rest_chi2,
            printed.rest_df,
        ),
    ]


def _printed_note(printed: PublishedTie) -> str:
    low, high = (formats.number(end, 0) for end in printed.early_chi2_range)
    return (
        f"Gedrukt is 28 % van 260: {printed.early_range[0]} tot {printed.early_range[1]} "
        f"jongeren, met een chi-kwadraat van {low} tot {high}."
    )


def _table(tie: DurationTie, printed: PublishedTie) -> Table:
    lines: list[tuple[Cell, ...]] = [
        *_printed_rows(printed),
        _tested("Hier: alle halve jaren", tie.everything),
        _tested("Hier: korter dan 6 maanden tegen de rest", tie.early),
        _tested("Hier: zonder wie korter dan 6 maanden bleef", tie.rest),
        ("Hier: verwacht bij elke maand dezelfde kans", tie.n, tie.even, None),
    ]
    chance = "." if tie.monthly_chance is None else formats.percent(tie.monthly_chance, 1)
    return Table(
        caption=CAPTION,
        columns=COLUMNS,
        rows=tuple(lines),
        note=f"{_printed_note(printed)} In de gegevens hier is de gelijke kans {chance} per maand.",
    )


def _tested(name: str, test: IndependenceTest | None) -> tuple[Cell, ...]:
    if test is None:
        return name, None, None, None
    return name, test.n, test.chi2, test.df
