"""Which published figures are part of a contradiction in the documents themselves.

Such a figure can differ although the extract is right: the other document says otherwise. The
ids on the right are those of `data/published/inconsistenties.csv`.
"""

from __future__ import annotations

_OF_FIGURES = {
    "kb11_in_begeleiding_n_reactie": "in_begeleiding_476",
    "kb11_tabel_perspectief_totaal_n": "dtv_tabel_723",
    "kb11_resultaat": "resultaat_18",
    "kb11_kinderen": "kinderen_kwart",
    "kb11_leeftijd_bekend": "leeftijd_bekend",
    "kb11_verblijf_nl_beleid": "verblijf_zeven_jaar",
    "kb11_lang_in_begeleiding": "lang_in_begeleiding",
    "kb11_lang_in_begeleiding_reactie": "lang_in_begeleiding",
    "kb11_beroep": "beroep_94",
    "kv11_gemeenten": "gemeenten_19_20",
    "sv_beeindigd_steunpunt": "beeindiging_102",
    "sv_beeindigd_gemeente": "beeindiging_102",
    "sv_beeindigd_wederzijds": "beeindiging_102",
    "sv_beeindigd_client": "beeindiging_102",
    "sv_beeindigd_onbekend": "beeindiging_102",
    "sv_trajectplan": "trajectplan_helft",
    "sv_huiskamer_min": "huiskamer_opening",
    "sv_interviews_gemeenten": "interviews_19",
    "sv_nieuwe_steunpunten": "nieuw_bij_start",
    "sv_angola_min": "angola_almelo",
    "sv_angola_max": "angola_almelo",
    "sv_beroep_vk_n": "beroep_vk_72",
    "sv_psychiatrische_diagnose": "psychiatrisch_kwart",
    "sv_vertrouwenspersoon_beslist": "vertrouwenspersoon_16",
    "sv_team_beslist": "vertrouwenspersoon_16",
    "bijlage_01.perspectief_2.huidig": "bijlage1_onbekend",
    "bijlage_01.perspectief_3.huidig": "bijlage1_uitgestroomd",
    "bijlage_01.perspectief_3.uitgestroomd": "bijlage1_uitgestroomd",
}

_OF_ROWS = {
    "bijlage_01.dmb_3": "bijlage1_bases",
    "bijlage_02.angola": "bijlage2_734",
    "bijlage_07.startdatum": "rotterdam_startdatum",
    "bijlage_14.trajectdoel": "traject_733",
    "bijlage_15.trajectdoel": "traject_733",
    "bijlage_14.vbm": "vbm_733",
    "bijlage_17.vbm": "vbm_733",
    "bijlage_15.beroep_vk": "beroep_vk_72",
    "bijlage_15.psychiatrische_diagnose": "psychiatrisch_kwart",
    "bijlage_16.knelpunten_dtv": "knelpunten_dtv_nee",
    "bijlage_17.knelpunten_dtv": "knelpunten_dtv_nee",
    "bijlage_17.dtv_regelmaat_volgens_steunpunt": "dtv_regelmaat_p",
    "bijlage_17.werkwijze_vier": "aanpak_vier_of_zes",
    "bijlage_17.duur_perspectief": "duur_ontwerp",
}


def contradiction(figure: str) -> str:
    """Return the id of the contradiction that a figure is part of; empty when none is known.

    Parameters
    ----------
    figure : str
        Id of a figure: a whole id, or that of a cell (`<file>.<row>.<measure>`).
    """
    row, _, _ = figure.rpartition(".")
    return _OF_FIGURES.get(figure) or _OF_ROWS.get(row, "")
