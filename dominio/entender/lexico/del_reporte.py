"""Palabras con que se cuenta algo: avances, plata, enmiendas y que no hay novedad."""

from __future__ import annotations

FAMILIAS: tuple[tuple[str, str], ...] = (
    # Contar un avance.
    (
        "reportar",
        r"report\w+|rreport\w+|diligenci\w+|notific\w+"
        r"|registr(?:ar\w*|o|e|a|as|es|en|an|amos|emos|aron|ando|ad[oa]s?|[ae]me|[ae]nme|[ae]le)"
        r"|anot(?:ar\w*|o|e|a|en|emos|amos|[ae]me|[ae]l[aeo])"
        r"|apunt(?:ar\w*|e|a|en|emos|[ae]me|[ae]l[aeo])"
        r"|ingres(?:ar\w*|e|emos|amos|en|[ae]me|[ae]le)",
    ),
    ("informar", r"cuento|inform(?:ar\w*|o|a|amos|ando|[ae]me|[ae]nme|[ae]rle|arles)"),
    ("actualizar", r"actuali[sz](?:ar\w*|o|e|a|en|amos|emos|[ae]me|[ae]l[aeo])"),
    (
        "poner",
        r"pon|pon(?:er\w*|le|me|ele|ga|gan|gale|gamos|galo|gala|emos)|puse|pus[oi]\w*"
        r"|met(?:er\w*|e|ele|i|ale|amos)|marc(?:ar\w*|o|e|a|[ae]l[aeo]|[ae]me)"
        r"|colo(?:car\w*|que\w*|quel[aeo])|carg(?:ar\w*|ue\w*|amos)",
    ),
    ("dejar", r"dej(?:ar\w*|o|e|a|amos|emos|en|[ae]l[aeo]s?|[ae]me)"),
    (
        "avance",
        r"avan[csz](?:e|es|es|en|ar\w*|o|amos|aron|ad[oa]s?|ando|ara|emos|aba|abamos)"
        r"|adelant(?:os?|ad[oa]s?|amos)|progres\w*|porcentajes?",
    ),
    ("ejecucion", r"ejecuci(?:on|ones)"),
    ("ejecutar", r"ejecut(?:ar\w*|o|a|amos|aron|ad[oa]s?|ando|e|en)"),
    ("valor", r"valor(?:es)?|datos?|cifras?|numeros?"),
    # Los momentos del gasto.
    (
        "pagar",
        r"pag(?:os?|as?|an|ar\w*|ue|uen|amos|aron|ad[oa]s?|ando|aba|uemos|aremos|aran|ue\w{2})"
        r"|gir(?:os?|ar\w*|amos|aron|ad[oa]s?|e|an|ando)|desembols\w+"
        r"|abon(?:os?|amos|aron|ar\w*|ad[oa]s?)|consign(?:amos|aron|ar\w*|aciones|acion|ad[oa]s?)"
        r"|transfer(?:imos|encias?|ir|id[oa]s?)|transfirieron",
    ),
    (
        "obligar",
        r"obligaci(?:on|ones)|oblig(?:ar\w*|o|a|amos|aron|ad[oa]s?|ue|uen|uemos)"
        r"|causaci(?:on|ones)|caus(?:amos|aron|ad[oa]s?)",
    ),
    ("comprometer", r"compromisos?|compromet\w+|rps?|rpc|crp|rpcs"),
    ("cdp", r"cdps?|disponibilidad(?:es)?"),
    ("cuenta", r"contratistas?|proveedor(?:es)?|facturas?|cuentas?|anticipos?|actas?"),
    ("contratar", r"contrat(?:o|os|ar\w*|amos|aron|ad[oa]s?|aciones|acion)"),
    ("plata", r"platas?|platica|dineros?|fondos?|billetes?|recursos?|gastos?"),
    ("presupuesto", r"presupuest\w+|apropiaci(?:on|ones)|apropiad[oa]s?|financier[oa]s?"),
    # Enmendar.
    (
        "corregir",
        r"corregi(?:r\w*|d[oa]s?|mos)|corre[gj](?:ir\w*|ime|ilo)|corr(?:ij|ig)\w+"
        r"|correcci(?:on|ones)|equivo[cq]\w+|embarr\w+|rectifi[cq]\w+|enmend\w+|enmiend\w+|modifi[cq]\w+"
        r"|edit(?:ar\w*|e|o|emos|[ae]me)|subsan\w+",
    ),
    ("cambiar", r"cambi(?:ar\w*|e|a|en|emos|[ae]me|[ae]l[aeo])|arregl(?:ar\w*|e|a|emos|[ae]me|[ae]l[aeo])"),
    (
        "borrar",
        r"borr(?:ar\w*|e|o|a|[ae]l[aeo]|[ae]me)|elimin(?:ar\w*|e|a|[ae]l[aeo]|[ae]me)"
        r"|anul(?:ar\w*|e|a|[ae]l[aeo]|[ae]me)|quit(?:ar\w*|e|a|[ae]l[aeo]|[ae]me)|deshacer\w*"
        r"|deshag\w+",
    ),
    ("error", r"error(?:es|cito)?|err(?:e|o|ado|ada|adas|ados|onea|oneo)"),
    ("mal", r"mal|mal[oa]s?|maluc[oa]"),
    ("digitar", r"digit(?:ar\w*|o|e|amos|aron|ad[oa]s?)|escrib(?:i|ir\w*|imos)|tecle\w+"),
    # Repetir o no tener nada que contar.
    ("novedad", r"noved\w+|movimientos?|cambios?"),
    ("igual", r"igual(?:es|it[oa]s?)?|mism[oa]s?|identic[oa]s?"),
    ("repetir", r"repet\w+|repit\w+|copi(?:e|ar\w*|a|[ae]l[aeo]|[ae]me)|duplic(?:ar\w*|a|ue\w*)"),
    ("anterior", r"anterior(?:es)?|pasad[oa]s?|previ[oa]s?|antes"),
    ("ultimo", r"ultim[oa]s?"),
    ("nuevo", r"nuev[oa]s?"),
    ("seguir", r"sigue\w*|siguen|segui(?:mos|r|a|ra)?|continu(?:a|an|amos|ar)|permanec\w+|mantien\w+"),
    ("mover", r"mov(?:er\w*|id[oa]s?|imos|io)|muev\w+"),
    ("quieto", r"quiet[oa]s?|parad[oa]s?|estancad[oa]s?|paralizad[oa]s?|frenad[oa]s?|congelad[oa]s?"),
)
