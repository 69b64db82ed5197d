"""The tables of Bijlagen 1–4: every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from perspectief_core.audit.cells import Cell
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import AuditRow, NotComputableError
from perspectief_core.data.account import Round
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.people.participants import months_in_nl_by_steunpunt, origin_by_sex
from perspectief_core.people.summaries import Summary
from perspectief_core.published.records import published_rows

TOTAL = "totaal"
_LAST_ROUND = "3"
_ONE_SPELLING = {"overige_azie": "overig_azie"}
"""Bijlage 3 prints both forms of the word; the contract has one."""


def rows(facts: Facts) -> Iterator[AuditRow]:
    """Yield the cells of Bijlagen 1, 2, 3 and 4."""
    yield from _response(facts)
    yield from _countries(facts)
    yield from _origins(facts)
    yield from _months(facts)


def _response(facts: Facts) -> Iterator[AuditRow]:
    rounds = _rounds(facts)
    for line in published_rows("bijlage_01"):
        source = (line["bron"], line["ronde"])
        for measure in ("huidig", "uitgestroomd", TOTAL):
            cell = Cell(
                "bijlage_01", "_".join(source), measure, line["omschrijving"], "verantwoording"
            )
            if rounds:
                round_ = rounds[int(line["ronde"]) - 1]
                yield cell.judge(
                    float(line[measure]), partial(_of_round, round_, source[0], measure)
                )
                continue
            # A total of an earlier round is the sum of the counts printed beside it.
            if measure == TOTAL and line["ronde"] != _LAST_ROUND:
                both = float(line["huidig"]) + float(line["uitgestroomd"])
                yield cell.judge(float(line[measure]), partial(float, both), "printed")
                continue
            yield cell.judge(float(line[measure]), partial(_counted, facts, *source, measure))


def _counted(facts: Facts, source: str, round_: str, measure: str) -> float:
    """Return a total of the last round; what came before is not in the tables of an extract."""
    if round_ != _LAST_ROUND or measure != TOTAL:
        raise NotComputableError("telronde")
    facts.need("deelnemers")
    return facts.cohort.n if source == "perspectief" else facts.history.n_linked


def _rounds(facts: Facts) -> tuple[Round, ...]:
    """Return the three rounds of an extract that came from lists; none without three."""
    account = facts.extract.manifest.intake
    rounds = sorted(account.rounds, key=lambda round_: round_.round) if account else []
    return tuple(rounds[: int(_LAST_ROUND)]) if len(rounds) >= int(_LAST_ROUND) else ()


def _of_round(round_: Round, source: str, measure: str) -> float:
    counts = {
        "perspectief": {"huidig": round_.guided, "uitgestroomd": round_.left, TOTAL: round_.rows},
        "dmb": {
            "huidig": round_.found_guided,
            "uitgestroomd": round_.found_left,
            TOTAL: round_.found,
        },
    }
    return counts[source][measure]


def _countries(facts: Facts) -> Iterator[AuditRow]:
    countries = published_rows("bijlage_02")
    per_group = Counter(line["herkomst"] for line in countries)
    everyone = sum(int(line["aantal"]) for line in countries)
    for line in countries:
        origin = line["herkomst"] if per_group[line["herkomst"]] == 1 else None
        for measure in ("aantal", "procent"):
            cell = Cell("bijlage_02", line["land"], measure, line["label"], "deelnemers")
            # An extract knows the group only; the printed count gives the percentage.
            if measure == "procent" and origin is None:
                share = 100 * int(line["aantal"]) / everyone
                yield cell.judge(float(line[measure]), partial(float, share), "printed")
                continue
            yield cell.judge(float(line[measure]), partial(_country, facts, origin, measure))


def _country(facts: Facts, origin: str | None, measure: str) -> float:
    """Return the people of a country that is an origin group by itself, or their percentage."""
    if origin is None:
        raise NotComputableError("land_in_groep")
    facts.need("deelnemers")
    count = _count(facts.of(origin_by_sex).everyone, origin)
    return count if measure == "aantal" else 100 * count / facts.cohort.n


def _origins(facts: Facts) -> Iterator[AuditRow]:
    for line in published_rows("bijlage_03"):
        origin = _ONE_SPELLING.get(line["herkomst"], line["herkomst"])
        for measure in ("vrouw", "man", TOTAL, "vrouw_procent", "man_procent"):
            cell = Cell("bijlage_03", origin, measure, line["label"], "deelnemers")
            yield cell.judge(float(line[measure]), partial(_origin, facts, origin, measure))


def _origin(facts: Facts, origin: str, measure: str) -> float | None:
    """Return people of an origin, or the percentage of them with a sex."""
    facts.need("deelnemers")
    total = _count(facts.of(origin_by_sex).everyone, origin)
    if measure == TOTAL:
        return total
    sex, _, as_percentage = measure.partition("_")
    own = next(group.breakdown for group in facts.of(origin_by_sex).by_sex if group.group == sex)
    if not as_percentage:
        return _count(own, origin)
    return 100 * _count(own, origin) / total if total else None


def _count(breakdown: Breakdown, origin: str) -> int:
    if origin == TOTAL:
        return breakdown.n
    return sum(part.share.count for part in breakdown.shares if part.level == origin)


def _months(facts: Facts) -> Iterator[AuditRow]:
    for line in published_rows("bijlage_04"):
        place = line["steunpunt"]
        for measure in ("n", "gemiddelde_maanden", "sd_maanden"):
            cell = Cell("bijlage_04", place, measure, line["naam"], "deelnemers")
            yield cell.judge(float(line[measure]), partial(_month, facts, place, measure))


def _month(facts: Facts, place: str, measure: str) -> float | None:
    """Return number, mean or SD of the months in the Netherlands at one steunpunt."""
    facts.need("deelnemers", "verblijf_nl_maanden")
    summary = _months_at(facts, place)
    return {"n": summary.n, "gemiddelde_maanden": summary.mean, "sd_maanden": summary.sd}[measure]


def _months_at(facts: Facts, place: str) -> Summary:
    if place == TOTAL:
        return facts.of(months_in_nl_by_steunpunt).everyone
    if place not in facts.months_at:
        raise NotComputableError("steunpunt_ontbreekt")
    return facts.months_at[place]
