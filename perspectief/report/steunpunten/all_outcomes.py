"""All steunpunten by all outcomes, as one table, with the account of so many comparisons."""

from __future__ import annotations

from collections.abc import Mapping

from perspectief.report.block import kept_back, places
from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.drawing import bounded, states
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.policies import JOINT
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import GroupOutcomes, OutcomeDistribution, OutcomesBy
from perspectief_core.shares.chi_square import IndependenceTest
from perspectief_core.shares.fives import Rounded
from perspectief_core.steunpunten.funnel import Multiplicity, OverallTest

_Line = tuple[str, GroupOutcomes | OutcomeDistribution | None]
"""Of a row: its name, and what it shows; nothing of whom nothing is published."""
UNSAID = "is door de afronding niet te zeggen."
TOTAL = "Alle steunpunten samen"


@under(Heading("alle_uitkomsten", "Alle uitkomsten per steunpunt"))
def outcomes_block(
    by: Protected[OutcomesBy],
    whole: Protected[OutcomeDistribution],
    flags: Protected[Multiplicity],
    names: Mapping[str, str],
    chosen: tuple[str, ...] = (),
) -> Block:
    """Return the block with the table of steunpunten × outcomes; `chosen` stand out."""
    return Block(
        sentence=f"{states.invented()}. " * states.is_invented(by) + _said(flags, by.value),
        source=(by, whole, flags) if flags.shown else (by, whole),
        table=_table(by, whole.value, states.highlighted(names, chosen), chosen),
        reading=(
            "Elke rij is een steunpunt, op alfabet. Achter elk aantal staat welk deel van de "
            "jongeren van dat steunpunt dat is."
        ),
        definition=Definition(
            what="De stand van iedere jongere op de peildatum, per steunpunt.",
            numerator="jongeren van het steunpunt met deze uitkomst",
            denominator="alle jongeren van het steunpunt die nu meetellen",
            source=(
                "Geteld in de gegevens die u bekijkt. Uitkomsten: Samenvatting, 'De Perspectief "
                "aanpak: resultaten'."
            ),
        ),
    )


def _said(flags: Protected[Multiplicity], by: OutcomesBy) -> str:
    if flags.shown:
        return sentence(flags.value, _filled(by)) + _of_rounded(by)
    return (
        f"{formats.plural(len(by.groups), 'groep is', 'groepen zijn')} groot genoeg om te tonen. "
        "Kleine steunpunten staan samen of staan er niet bij. Of de verschillen meer dan toeval "
        "zijn, is met deze afgeronde aantallen niet getoetst."
    )


def _filled(by: OutcomesBy) -> int:
    return sum(bool(group.n) for group in by.groups)


def sentence(flags: Multiplicity, steunpunten: int) -> str:
    """Return how many comparisons stand out, beside how many chance alone would give."""
    if not steunpunten:
        return shares.NOBODY
    if steunpunten == 1:
        return "U ziet nu één steunpunt; er valt niets te vergelijken."
    verb = "valt er" if flags.flags95 < 2 else "vallen er"
    expected = formats.number(flags.expected95, 1)
    left = formats.count(flags.bh_flags) if flags.bh_flags else "geen enkele"
    strict = f" Wie streng rekent met zoveel vergelijkingen, houdt er {left} over."
    return (
        f"Dit zijn {formats.count(flags.comparisons)} vergelijkingen tegelijk. Daarvan {verb} "
        f"{formats.count(flags.flags95) if flags.flags95 else 'geen'} buiten de band van 95 %; "
        f"door toeval alleen zijn het er gemiddeld {expected}.{strict if flags.flags95 else ''}"
    )


def _of_rounded(by: OutcomesBy) -> str:
    """Return what is to be known of comparisons of rounded counts."""
    if not any(isinstance(group.n, Rounded) for group in by.groups):
        return ""
    return f" Kleine steunpunten staan samen of staan er niet bij.{states.ROUNDED_JUDGEMENT}"


def overall_sentence(overall: Protected[OverallTest]) -> str:
    """Return the outcome of one test over all steunpunten and outcomes."""
    result = overall.value
    if overall.provenance.policy == "publicatie":
        return _of_published(result.test)
    if result.test is None or result.p_simulated is None:
        return "Alle uitkomsten samen toetsen kan niet: er is te weinig om te vergelijken."
    larger = "groter" if result.more_than_chance else "niet groter"
    p = formats.p_value(result.p_simulated)
    test = result.test
    return (
        f"Alle steunpunten en uitkomsten in één toets: de verschillen zijn {larger} dan toeval "
        f"(p {p if p.startswith('<') else f'= {p}'}, uit {formats.count(result.draws)} nagebootste "
        f"tabellen; chi-kwadraat {formats.number(test.chi2)} bij {test.df} vrijheidsgraden, "
        f"Cramérs V {formats.number(test.cramers_v, 2)})."
    )


def _of_published(test: IndependenceTest | None) -> str:
    """Return what one test over the steunpunten that are shown says, whatever the exact counts."""
    start = "De steunpunten die hier staan en hun uitkomsten in één toets, de kleine samen: "
    if test is None:
        return f"{start}of de verschillen groter zijn dan toeval, {UNSAID}"
    p = formats.p_value(test.p)
    return (
        f"{start}de verschillen zijn groter dan toeval, hoe er ook is afgerond "
        f"(p {p if p.startswith('<') else f'hooguit {p}'}; chi-kwadraat minstens "
        f"{formats.number(test.chi2)} bij {test.df} vrijheidsgraden, Cramérs V minstens "
        f"{formats.number(test.cramers_v, 2)})."
    )


def _name(names: Mapping[str, str], code: str) -> str:
    """Return the name of a steunpunt, or of small ones that are published together."""
    if JOINT not in code:
        return names.get(code, code)
    # A small letter, so that they come behind the names.
    return kept_back.together("kleine steunpunten", code, names)


def _table(
    result: Protected[OutcomesBy],
    whole: OutcomeDistribution,
    names: Mapping[str, str],
    chosen: tuple[str, ...],
) -> Table:
    by = result.value
    used = [code for code in labels.OUTCOME if not (by.merged and code == "doormigratie")]
    shown = [(_name(names, group.group), group) for group in by.groups if group.n]
    secret = kept_back.codes(result, "steunpunt", (group.group for _, group in shown), names)
    filled: list[tuple[str, GroupOutcomes | None]] = sorted(
        [*shown, *((kept_back.named(names[code]), None) for code in secret)],
        key=lambda pair: pair[0],
    )
    to_one = places.ways(result)

    def head(line: _Line) -> Cell:
        name, group = line
        if isinstance(group, GroupOutcomes) and group.group in names:
            return to_one(group.group, name)
        return name

    lines: list[_Line] = [*filled, (TOTAL, whole)]
    return (
        Rows(lines)
        .text("steunpunt", "Steunpunt", head)
        .count("jongeren", "Jongeren", _people)
        .columns(
            [Column(code, labels.OUTCOME_SHORT[code].capitalize(), "brief_share") for code in used],
            lambda line: _shares(line[1], used),
        )
        .table(
            "Uitkomsten per steunpunt, op alfabet",
            f"{shares.without_percent(whole.n)} staat er geen percentage."
            + states.left_out(len(by.groups) - len(shown))
            + (kept_back.NOTE if secret else ""),
            total=True,
            kept=bounded.most_telling(
                filled, lambda pair: (pair[1].group in chosen, pair[1].n) if pair[1] else (False, 0)
            ).rows(total=True),
        )
    )


def _shares(group: GroupOutcomes | OutcomeDistribution | None, used: list[str]) -> list[Cell]:
    if group is None:
        return [kept_back.X] * len(used)
    share = {part.outcome: part.share for part in group.shares}
    return [share[code] for code in used]


def _people(line: _Line) -> Cell:
    return line[1].n if line[1] else kept_back.X
