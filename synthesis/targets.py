"""What the synthetic extract must reproduce, each with its place in the documents.

The tables (Bijlagen 3, 4 and 7, and that of DT&V) are read from `published`. A figure in the text
that is a rounded percentage stands here as a count that prints as that percentage; where several
counts do, `docs/decisions/0020-synthetic-extract.md` explains the choice.
"""

from __future__ import annotations

from types import MappingProxyType

from synthesis.months import month

START = month(2009, 10)
INFLOW_CLOSED = month(2010, 10)
PEILDATUM = month(2011, 4)

# Samenvatting, results.
OUTCOMES = MappingProxyType(
    {
        "in_begeleiding": 473,
        "verblijfsvergunning": 107,
        "terugkeer": 21,
        "mob": 87,
        "doormigratie": 10,
        "overig": 35,
    }
)
# Bijlage 1: 584 − 571 present and 149 − 144 departed participants have no match at the ministry.
# How the five departed divide over the outcomes is not published.
UNMATCHED = MappingProxyType({"in_begeleiding": 13, "terugkeer": 1, "mob": 2, "overig": 2})
EXIT_DATE_UNKNOWN = 7

# Samenvatting and Kamerbrief, duration.
INFLOW_BEFORE_START = 235
GUIDED_OVER_18_MONTHS = 109
EXITS_UNDER_6_MONTHS = 73
MOB_UNDER_6_MONTHS = 25
MOB_OVER_18_MONTHS = 32
EXITS_OVER_18_MONTHS = 95
MEAN_MONTHS_EXITS = 17
MEAN_MONTHS_GUIDED = 19

# Samenvatting, demography and asylum background (persons; of 733, or of the 715 matched).
WOMEN_WITH_CHILDREN = 105
MEN_WITH_CHILDREN = 65
MEAN_AGE_WOMEN = 21.9
MEAN_AGE_MEN = 22.6
MEAN_AGE_KNOWN = 15.6
KNOWN_IN_2001_2002 = 429
# Yes and unknown, and how many more or fewer there may be. How many are unknown is not published:
# with 178 diagnoses, 148 is the only number with which all four printed chi-squares were found.
HEALTH = MappingProxyType(
    {
        "psychiatrische_diagnose": ((178, 0), (148, 0)),
        "lichamelijke_klachten": ((139, 3), (37, 37)),
    }
)
# That few of them leave with unknown destination is published, not how few.
MOST_DIAGNOSIS_MOB = 12
SHARES_BY_STEUNPUNT = MappingProxyType(
    {"angola": (15, 31), "sierra_leone": (12, 34), "diagnosis": (3, 44), "complaints": (5, 45)}
)
# Almelo, with three matched, cannot have such shares.
SMALLEST_WITH_SHARE = 10

# Samenvatting, guidance. The 20 without a traject, and their 4 permits and 2 returns, follow from
# the chi-squares of Bijlagen 14 and 15 together with the percentages.
TRAJECT = MappingProxyType(
    {"buiten_schuld": 7, "verblijfsvergunning": 433, "terugkeer": 213, "twee_sporen": 31}
)
TRAJECT_NOT_RECORDED = 20
PERMITS_BY_TRAJECT = MappingProxyType({"verblijfsvergunning": 100, "buiten_schuld": 3, "niet": 4})
RETURNS_BY_TRAJECT = MappingProxyType({"terugkeer": 17, "niet": 2})
AWAITING_DECISION = 85
ENDED_BY = MappingProxyType(
    {"steunpunt": 91, "gemeente": 8, "wederzijds": 75, "client": 26, "onbekend": 60}
)
# Number of steunpunten, who mostly ended guidance there, and in what percentage of the exits.
ENDED_MOSTLY_BY = ((7, "wederzijds", 52), (6, "steunpunt", 62), (7, "onbekend", 60))
STUCK_STEUNPUNTEN = ((4, 22), (3, 5))
SMALLEST_WITH_STUCK = 20
MEAN_CONTACTS = 35
MEAN_CONTACTS_PER_MONTH = 2.3

# Samenvatting, procedures of the 715.
SINGLE_ASYLUM_APPLICATION = 501
MOST_ASYLUM_APPLICATIONS = 5
AR_ONCE_OR_MORE, AR_TWICE_OR_MORE = 672, 450
AC_ONCE_OR_MORE, AC_TWICE_OR_MORE = 93, 21
VK_ONCE_OR_MORE = 72
MEAN_APPEALS = 2.5
REGULAR_ONCE_OR_MORE = 686
MEAN_REGULAR = 2.6
NO_FAULT_APPLICATIONS, NO_FAULT_GRANTED = 73, 12
VBM_ONCE, VBM_TWICE_OR_MORE = 265, 107
MEAN_VBM_DAYS = 145
