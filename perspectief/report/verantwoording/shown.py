"""Where a published figure stands on this site: the page, the block, and what must be chosen.

Not every figure stands somewhere: what was only said in interviews has no picture. Then there is no
link, instead of one to a page where one looks in vain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from perspectief.report.block.tables import Link
from perspectief.report.verantwoording.labels import ALL, SHOW, WHICH
from perspectief.report.words import shell
from perspectief_core.associations.screening import BIJLAGE
from perspectief_core.audit import AuditRow

_QUESTION = {number: (outcome, exits) for (outcome, exits), number in BIJLAGE.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """A figure on a page, by the key of its block, with the choices it needs.

    Without an anchor it is the page itself.
    """

    page: str
    anchor: str
    choices: Mapping[str, str] = field(default_factory=dict)

    def link(self, query: Mapping[str, str]) -> Link:
        """Return the link to it that carries these parameters too."""
        page = "." if self.page == shell.HOME.name else self.page
        asked = urlencode({**query, **self.choices})
        behind = f"#{self.anchor}" if self.anchor else ""
        return Link(shell.page(self.page).title, f"{page}{f'?{asked}' if asked else ''}{behind}")


IN_AUDIT = Place("verantwoording", "cijfers", {WHICH.code: ALL, SHOW.code: ALL})
"""Where every figure stands, also one that has no place of its own."""


def question(number: int) -> Place:
    """Return where a research question stands with its answer."""
    return Place("onderzoeksvragen", f"pf-vraag-{number}")


_ANSWERS = {
    2: ("sv_contact_vp", "sv_samenwerking_iom"),
    9: ("sv_vertrouwenspersoon_beslist", "sv_team_beslist"),
    11: ("sv_traject_juridisch",),
    18: ("sv_knelpunten_dtv", "sv_knelpunten_ind", "sv_knelpunten_vp", "sv_knelpunten_iom"),
}
"""Figures that an answer to a research question names, by its number."""
_BLOCKS = {
    ("deelnemers", "leeftijd"): (
        "sv_leeftijd",
        "sv_leeftijd_vrouw",
        "sv_leeftijd_man",
        "kb11_leeftijd",
    ),
    ("deelnemers", "herkomst"): ("sv_vrouw", "sv_vier_landen", "sv_afrika", "sv_azie"),
    ("deelnemers", "instroom"): ("kb11_voor_start",),
    ("deelnemers", "kinderen"): ("sv_kinderen_vrouw", "sv_kinderen_man", "kb11_kinderen"),
    ("deelnemers", "gezondheid"): ("sv_psychiatrische_diagnose", "sv_lichamelijke_klachten"),
    ("deelnemers", "asielgemiddelden"): (
        "sv_verblijf_nl",
        "kb11_verblijf_nl",
        "kb11_verblijf_nl_beleid",
        "sv_leeftijd_bekend",
        "kb11_leeftijd_bekend",
        "sv_beroepen_gemiddeld",
        "sv_aanvragen_gemiddeld",
        "sv_vbm_dagen",
    ),
    ("deelnemers", "asielverleden"): (
        "sv_bekend_2001_2002",
        "sv_asiel_een",
        "sv_asiel_meer",
        "kb11_asiel_meer",
        "sv_beroep_ar",
        "sv_beroep_ar_meer",
        "sv_beroep_ac",
        "sv_beroep_ac_meer",
        "sv_beroep_vk",
        "sv_beroep_vk_n",
        "sv_regulier",
        "sv_buiten_schuld",
        "sv_buiten_schuld_n",
        "sv_buiten_schuld_toegewezen",
        "sv_buiten_schuld_toegewezen_n",
        "sv_vbm_een",
        "sv_vbm_meer",
    ),
    ("deelnemers", "traject"): (
        "sv_traject_verblijf",
        "sv_traject_buiten_schuld",
        "sv_traject_terugkeer",
        "sv_traject_twee_sporen",
    ),
    ("duur", "duur_rapport"): (
        "sv_duur_uitgestroomd",
        "kb11_duur_uitgestroomd",
        "sv_duur_in_begeleiding",
        "kb11_uitstroom_zes_maanden",
        "sv_mob_kort",
        "sv_mob_lang",
        "kb11_lang_in_begeleiding",
        "kb11_lang_in_begeleiding_reactie",
    ),
    ("duur", "contacten"): ("sv_contacten", "sv_contacten_per_maand"),
    ("duur", "wachten"): ("sv_wacht_op_beslissing", "sv_wacht_op_beslissing_n"),
}
"""Figures of the texts by the page and the block that show them."""
_FAMILIES = {
    "sv_beeindigd_": Place("duur", "beeindigd_door"),
    "sv_type_": Place("werkwijzen", "typen"),
    "kb11_tabel_": Place("vergelijking", "tabel_minister"),
    "kb11_dtv_": Place("vergelijking", "tabel_minister"),
}
_ELSEWHERE = ("kb11_dtv_leeftijd", "sv_uitgestroomd", "sv_beeindigd")
"""Figures that would seem to be of a family, and are not."""
_BY_ID = {
    **{id_: Place(*where) for where, ids in _BLOCKS.items() for id_ in ids},
    **{id_: question(number) for number, ids in _ANSWERS.items() for id_ in ids},
    "sv_onderzoeksvragen": Place("onderzoeksvragen", "onderzoeksvragen"),
}


def shown_at(row: AuditRow) -> Place | None:
    """Return where a published figure stands; None when it stands nowhere but here."""
    id_, file = row.printed.id, row.printed.id.partition(".")[0]
    if id_ in _BY_ID:
        return _BY_ID[id_]
    if file in ("bijlage_02", "bijlage_03"):
        # A country that is part of a group does not stand by itself.
        apart = row.reason != "land_in_groep" and row.basis == "extract"
        return Place("deelnemers", "herkomst") if apart else None
    if file == "bijlage_04":
        return Place("deelnemers", "verblijf")
    if file == "tabel_s2":
        return Place("werkwijzen", "typen")
    if row.printed.page == "samenhang" and "." in id_:
        return _tests(int(file.removeprefix("bijlage_")))
    return place_of_text(id_, row.printed.page)


def place_of_text(id_: str, page: str) -> Place | None:
    """Return where a figure of the texts stands: by its own name, its family or its page."""
    if id_ in _BY_ID:
        return _BY_ID[id_]
    for start, where in _FAMILIES.items():
        if id_.startswith(start) and id_ not in _ELSEWHERE:
            return where
    return Place("overzicht", "uitkomsten") if page == "overzicht" else None


def _tests(bijlage: int) -> Place:
    outcome, exits = _QUESTION[bijlage]
    choices = {"uitkomst": outcome, "toon": "alle"}
    return Place("samenhang", "toetsen", choices | ({"basis": "uitgestroomd"} if exits else {}))
