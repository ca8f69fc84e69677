"""Cómo nombran las entidades los momentos del gasto, y las columnas que ordenan la hoja."""

from __future__ import annotations

from almacen.perfiles.concepto import COD, FALTA, LOGRO, PP, Concepto, Familia, concepto

DE_DINERO: tuple[Concepto, ...] = (
    concepto(
        "monto",
        Familia.DINERO,
        "dinero",
        "valor programado",
        r"^(valor|monto|costo|recursos?|presupuesto|inversion)( total)? "
        r"(aprobad|programad|asignad|estimad|proyectad)\w*",
        r"^(monto|valor|costo|presupuesto|recursos)"
        r"( en pesos| pesos| total| de la actividad| actividad| poai)?( 20[0-9]{2})?$",
        no=rf"contrato|{LOGRO}|visualizar|{FALTA}|unitario|esperado|plan financiero",
    ),
    concepto(
        "inicial",
        Familia.DINERO,
        "dinero",
        "apropiación inicial",
        rf"{PP}.*\binicial\b",
        (r"^inicial$", 0.9),
        (r"\bpoai\b|plan operativo anual", 0.6),
        no=FALTA,
    ),
    concepto(
        "definitiva",
        Familia.DINERO,
        "dinero",
        "apropiación definitiva",
        rf"{PP}.*\b(definitiv[oa]|modificad[oa]|vigente|actual|final)\b",
        (r"^(definitiv[oa]|modificad[oa])$", 0.9),
        (r"^(apropiacion|ppto|presupuesto)( vigencia)?( 20[0-9]{2})?$|total (asignado|apropia\w*)", 0.5),
        no=rf"{FALTA}|{LOGRO}",
    ),
    concepto("adiciones", Familia.DINERO, "dinero", "adiciones", r"\badicion(es)?\b", no=FALTA),
    concepto("reducciones", Familia.DINERO, "dinero", "reducciones", r"\breduccion(es)?\b", no=FALTA),
    concepto(
        "contracreditos", Familia.DINERO, "dinero", "contracréditos", r"\bcontra ?creditos?\b", no=FALTA
    ),
    concepto(
        "creditos",
        Familia.DINERO,
        "dinero",
        "créditos",
        r"^(total )?creditos?$",
        no=rf"contra|{FALTA}|linea|fuente",
    ),
    concepto(
        "cdp",
        Familia.DINERO,
        "dinero",
        "CDP",
        r"\bcdps?\b|certificados? de disponibilidad",
        (r"disponibilidad(es)? presupuestal", 0.7),
        no=rf"{FALTA}|numero|fecha|{COD} ",
    ),
    concepto(
        "compromisos",
        Familia.DINERO,
        "dinero",
        "compromisos",
        r"\bcompromisos?\b|\bcomprometid[oa]s?\b|\brpc?s?\b|registros? presupuestal",
        (
            r"^(ppto|presupuesto|apropiacion|valor|total)? ?(ejecucion|ejecutad[oa])"
            r"( presupuestal)?( 20[0-9]{2})?$",
            0.8,
        ),
        no=rf"{FALTA}|fisic|fecha|numero|{COD} |obligac|pag|financiera",
    ),
    concepto(
        "obligaciones",
        Familia.DINERO,
        "dinero",
        "obligaciones",
        r"\bobliga\w*\b",
        (r"\bcausad|ejecucion financiera|ejecutado financier", 0.7),
        no=rf"{FALTA}|fecha|numero",
    ),
    concepto(
        "pagos",
        Familia.DINERO,
        "dinero",
        "pagos",
        r"\b(pagos?|pagad[oa]s?|giros?|girad[oa]s?)\b",
        no=rf"{FALTA}|fecha|numero|situacion",
    ),
    concepto("fecha_corte", Familia.OTRA, "fecha", "fecha de corte", r"fecha( de)? corte", no="contrato"),
    concepto(
        "estado",
        Familia.OTRA,
        "np",
        "estado programado o no programado",
        r"program\w* (o )?(no|y no) ?program",
        (r"^estado", 0.5),
    ),
    concepto(
        "clase",
        Familia.OTRA,
        "clase",
        "clase de fila",
        r"^clase$|^nivel$|^tipo( de)?( nivel| fila| registro)?$",
    ),
    concepto(
        "rubro",
        Familia.OTRA,
        "arbol",
        "código del rubro",
        r"^(codigo|cod)$|rubro|^cuenta$|^(codigo |cod )?(ccpet|presupuestal)$",
        (r"concepto presupuestal|imputacion", 0.6),
        no="nombre|producto|meta|actividad",
    ),
)
