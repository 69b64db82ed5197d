"""What can and what cannot be said of one steunpunt, given the size of its group."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Column, Table
from perspectief.report.drawing import states
from perspectief.report.drawing.described import Listing
from perspectief.report.steunpunt.one_steunpunt import SOURCE, rows_in_use
from perspectief.report.words import formats, labels
from perspectief.report.words.markup import tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.steunpunten.profile import Profile, ProfileOutcome


@under(Heading("wat_kan", "Wat kunt u over dit steunpunt zeggen?"))
def limits_block(result: Protected[Profile], name: str) -> Block:
    """Return the block that says what the numbers of this steunpunt allow."""
    can, cannot = can_say(result, name), cannot_say(result, name)
    return Block(
        heading=heading_of(limits_block).titled(f"Wat kunt u over {name} zeggen?"),
        sentence=_sentence(result.value, name),
        source=result,
        picture=Picture(
            "html",
            _lists(can, cannot),
            f"Twee lijstjes: {formats.plural(len(can), 'ding dat', 'dingen die')} u wel kunt "
            f"zeggen en {formats.plural(len(cannot), 'ding', 'dingen')} niet.",
            described=(
                Listing("Wel", tuple(("–", line, "") for line in can)),
                Listing("Niet", tuple(("–", line, "") for line in cannot)),
            ),
        ),
        table=Table(
            caption=f"Wat u over {name} wel en niet kunt zeggen",
            columns=(Column("soort", "Kan dat?"), Column("uitspraak", "Uitspraak")),
            rows=(*(("wel", line) for line in can), *(("niet", line) for line in cannot)),
        ),
        reading=(
            "Een groep is te klein om een lage uitkomst te zien als zelfs 0 nog gewoon toeval kan "
            "zijn. Een hoge uitkomst kan dan vaak nog wel opvallen: er staat bij vanaf welk aantal."
        ),
        definition=Definition(
            what="Wat het aantal jongeren toelaat, per uitkomst.",
            numerator="het kleinste en grootste aantal dat toeval nog gewoon maakt (95 %)",
            denominator=formats.counted(result.value.n, f"van {name}"),
            source=SOURCE,
        ),
    )


def _sentence(profile: Profile, name: str) -> str:
    points = formats.number(100 / profile.n, 0 if profile.n < 50 else 1)
    return (
        f"Bij {formats.people(profile.n)} scheelt één jongere meer of "
        f"minder al {_nearly(profile)}{points} procentpunt. Daarom kunt u niet alles over {name} "
        "zeggen."
    )


def _nearly(profile: Profile) -> str:
    """Return the word before what follows from a rounded number of people."""
    return "ongeveer " if isinstance(profile.n, Rounded) else ""


def can_say(result: Protected[Profile], name: str) -> tuple[str, ...]:
    """Return the statements that the numbers allow."""
    profile = result.value
    everyone = profile.n + profile.n_rest
    lines = [
        f"{name} begeleidde {formats.about(profile.n)} van de {formats.about(everyone)} jongeren "
        "in uw selectie."
    ]
    rows = rows_in_use(result) if profile.n_rest else ()
    # Bounds are no counts of people, so not 'ongeveer'.
    usual = "zo'n " if isinstance(profile.n, Rounded) else ""
    for row in rows:
        if row.point.outside:
            more = "meer" if row.point.state == "hoger" else "minder"
            lines.append(
                f"{_named([row]).capitalize()}: {formats.of(row.own)} is {more} dan toeval kan "
                f"geven. Gewoon zou zijn: {usual}{states.ordinary(row.point)}."
            )
    if isinstance(profile.n, Rounded):
        lines.append(
            "Van de andere uitkomsten is met afgeronde aantallen niet vast te stellen of zij "
            "opvallen."
        )
        return tuple(lines)
    inside = [row for row in rows if row.point.state == "binnen"]
    if inside:
        lines.append(
            f"{_named(inside).capitalize()}: dit valt niet op. Het ligt binnen wat toeval kan "
            "geven, en een lage en een hoge uitkomst waren te zien geweest."
        )
    lines.extend(_half_seen(rows, "laag", "hoge"))
    lines.extend(_half_seen(rows, "hoog", "lage"))
    return tuple(lines)


def _half_seen(rows: Sequence[ProfileOutcome], blind: str, seen: str) -> list[str]:
    """Return what could be seen of the outcomes that are too small on the other side."""
    half = [row for row in rows if row.point.state == "te_klein" and row.point.blind == blind]
    if not half:
        return []
    counts = [
        f"{labels.OUTCOME_SHORT[row.outcome]} ({states.visible_from(row.point)})" for row in half
    ]
    return [
        f"Geen {seen} uitkomst bij {formats.listing(counts)}: die was te zien geweest, ook bij "
        "zo'n kleine groep."
    ]


def cannot_say(result: Protected[Profile], name: str) -> tuple[str, ...]:
    """Return the statements that the numbers do not allow."""
    profile = result.value
    rows = rows_in_use(result) if profile.n_rest else ()
    low = [row for row in rows if not row.point.outside and row.point.blind in ("laag", "beide")]
    high = [row for row in rows if not row.point.outside and row.point.blind in ("hoog", "beide")]
    lines = []
    if states.is_invented(result):
        lines.append(f"{states.invented(name)}.")
    if not meaning.enough(profile.n):
        lines.append("Percentages: daarvoor zijn er te weinig jongeren.")
    if low:
        lines.append(
            f"Of {_named(low)} hier zeldzamer {_is(low)}. Zelfs 0 van {formats.about(profile.n)} "
            "zou nog gewoon toeval zijn."
        )
    if high:
        n = formats.count(profile.n)
        lines.append(
            f"Of {_named(high)} hier vaker {'voorkomt' if len(high) == 1 else 'voorkomen'}. "
            f"Zelfs {n} van {n} zou nog gewoon toeval zijn."
        )
    lines.append(
        f"Of {name} het beter of slechter doet dan een ander steunpunt. De jongeren verschillen, "
        "en dat is hier niet verrekend."
    )
    lines.append("Waardoor een uitkomst er kwam: door het steunpunt, de jongere of de procedure.")
    return tuple(lines)


def _is(rows: Sequence[ProfileOutcome]) -> str:
    return "is" if len(rows) == 1 else "zijn"


def _named(rows: Sequence[ProfileOutcome]) -> str:
    return formats.listing([labels.OUTCOME_SHORT[row.outcome] for row in rows])


def _lists(can: Sequence[str], cannot: Sequence[str]) -> Markup:
    parts = [
        tag("div", tag("h3", heading), tag("ul", *items, style="list-style:none;padding:0"))
        for heading, items in (
            ("Wel", [_item("✓", line) for line in can]),
            ("Niet", [_item("✗", line) for line in cannot]),
        )
    ]
    grid = "grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))"
    return tag("div", *parts, style=f"display:grid;gap:0 2rem;{grid}")


def _item(sign: str, line: str) -> Markup:
    shown = Markup("<span aria-hidden='true'><b>{}</b> </span>").format(sign)
    return tag("li", shown, line, style="margin:0 0 0.4rem")
