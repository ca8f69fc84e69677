"""Palabras con que se pide algo: estados, plazos, datos, libros, recordatorios y ayuda."""

from __future__ import annotations

FAMILIAS: tuple[tuple[str, str], ...] = (
    # Preguntar por el estado.
    ("estado", r"estado|estatus|status"),
    ("resumen", r"resumen(?:es)?|panorama|balance|tablero|semaforo|situacion|vistazo"),
    (
        "atrasada",
        r"atras(?:os?|ad[oa]s?|adit[oa]s?|aron|amos)|retras\w+|rezag\w+|demorad[oa]s?|demoras?"
        r"|colgad\w+|vencid[oa]s?|incumplid[oa]s?|incumpl\w+|critic[oa]s?|roj[oa]s?"
        r"|embolatad[oa]s?|rezagos?",
    ),
    (
        "vencer",
        r"venc(?:e|en|er|era|eran|imientos?|iendo|io|ieron|erse|emos|iera)|benc(?:e|en|er)"
        r"|caduc(?:a|an|ar)|expir(?:a|an|ar)",
    ),
    ("pendiente", r"pendientes?|pendienticos?"),
    ("faltar", r"falt(?:a|an|o|aba|aban|ar|are|ara|antes?|aron)|qued[ae]n?"),
    ("deber", r"deb(?:o|e|en|emos|er|ia|ian|eria|erian|iera|iendo)|mora|moros[oa]s?"),
    ("corte", r"cortes?|periodos?"),
    ("cerrar", r"cierr(?:e|es|a|an|en)|cerr(?:ar\w*|o|aron|ad[oa]s?|amos|aran|ara)"),
    ("abrir", r"abr(?:e|en|io|ir|iran|ieron)|abiert[oa]s?"),
    ("plazo", r"plazos?"),
    ("limite", r"limites?|maxim[oa]"),
    ("proximo", r"proxim[oa]s?|siguientes?"),
    (
        "responsable",
        r"responsables?|encargad[oa]s?|coordinador(?:a|es|as)?|supervisor(?:a|es|as)?"
        r"|lider(?:es|esa)?",
    ),
    (
        "responder",
        r"respond(?:e|en|er|o)|manej(?:a|an|o|ar)|encarg(?:a|an|o)|coordin(?:a|an)|lider(?:a|an)",
    ),
    ("cargo", r"cargos?"),
    ("nombre", r"nombres?|ap(?:e|a)llidos?"),
    ("asignar", r"asign(?:ad[oa]s?|aron|o|amos|ar\w*)"),
    # Los datos de una ficha.
    ("fuente", r"fuentes?"),
    ("bpin", r"bp[ie][nm]s?|bp"),
    ("objetivo", r"objetivos?|propositos?|finalidad"),
    ("indicador", r"indicador(?:es)?"),
    ("meta", r"metas?|mp"),
    ("fecha", r"fech(?:as?|itas?)"),
    (
        "ficha",
        r"ponderaci(?:on|ones)|pondera|pesa|pesan|peso|unidad(?:es)?|linea|codigos?|rubros?"
        r"|pertenec\w+|corresponde|descripcion|empiez\w+|empez\w+|inici(?:a|an|o|os|ar|ara|aron)"
        r"|comienz\w+|comenz\w+|arranc\w+|vale|valen|cuesta|cuestan|costo",
    ),
    (
        "explicar",
        r"expli[qc]\w+|aclar(?:e|a|[ae]me|ar\w*)|justific(?:a|ar\w*|acion|que\w*)|calcul\w+"
        r"|motivos?|razon(?:es)?",
    ),
    # Pedir libros.
    ("consolidado", r"consolidad[oa]s?|consolidar|exc?el|exsel|ecxel|exell|excell|xlsx?|libro"),
    (
        "descargar",
        r"export(?:ar\w*|e|a|o|en|[ae]me|acion)|descarg(?:ar\w*|ue\w*|a|o|as|[ae]me)"
        r"|baj(?:ar\w*|e|[ae]me|[ae]l[aeo])",
    ),
    ("informe", r"informes?|documentos?|archivos?"),
    ("plantilla", r"plantill\w+|formatos?|formularios?"),
    (
        "enviar",
        r"envi(?:ar\w*|e\w*|a|o|an|ame\w*|amel[ao]|aron|as)"
        r"|mand(?:ar\w*|e\w*|a|o|an|ame\w*|aron|as)|pas(?:e|eme\w*|enme|eselo|ame\w*|arme)"
        r"|remit(?:ir\w*|e|a|ame)|compart(?:ir\w*|e|a|ame|eme)|regal(?:a|e|as|an|[ae]me\w*|arme)"
        r"|dem(?:e|el[ao]|en)|dam(?:e|el[ao])|darme|facilit(?:e\w*|a|ame|arme)"
        r"|gener(?:ar\w*|e|a|[ae]me)|sa(?:que\w*|came|car\w*)|prest(?:e|a|as|[ae]me|arme)",
    ),
    (
        "mostrar",
        r"mostr\w+|muestr\w+|ensen(?:a|e|eme|ame)|consult\w+|indi(?:que\w*|came|car)"
        r"|dig(?:a|ame|anme|amos)|dime|deci(?:me|r|rme)|cuent(?:eme|ame|enme)|conta(?:rme|me)"
        r"|saber|sabes?|averigu\w+|mirar|conocer|revisar|ver|veo|miremos|veamos|verificar",
    ),
    (
        "querer",
        r"qui[eo]r\w*|keiro|quisier\w*|necesit\w+|dese\w+|toca(?:ria)?|gustaria|puedo|puede[ns]?"
        r"|podr\w+|podemos|permit\w+|voy|urge|requier\w+",
    ),
    # Tiempo y ausencias.
    ("recordar", r"recuerd\w+|recorda\w*|avis(?:e|a|[ae]me\w*|ar\w*|enme)|acuerd(?:eme|ame)|acordar\w*"),
    ("posponer", r"pospon\w+|pospong\w+|apla[zc]\w+|posterg\w+"),
    ("despues", r"despues\w*|luego|luegito|ahorita|tarde|tardecito|tardecita|rato|ratico|noche|tardesita"),
    (
        "ausencia",
        r"vacacion(?:es)?|bacaciones|incapacidad|incapacit\w+|licencia|permiso|comision|ausente"
        r"|ausencia|compensatorio",
    ),
    (
        "reemplazar",
        r"re?em?pla[zsc]\w+|rremplaz\w+|cubr(?:e|en|ir\w*|ira)|sustitu\w+|suplent?\w*|suplir\w*"
        r"|deleg(?:o|ar\w*|ue|amos|are|aci\w+)",
    ),
    # Cortesía y ayuda.
    (
        "ayuda",
        r"ayud(?:a|as|e|ar\w*|[ae]me|[ae]nos|ita|en)|auxilio|instrucci(?:on|ones)|manual(?:es)?"
        r"|comandos?|menu|tutorial(?:es)?|opciones",
    ),
    ("gracias", r"gracias|grasias|graciass+|agradec\w+|agradezc\w+|thanks"),
    ("entender", r"entiend\w+|entend(?:i|er|imos|ido)"),
    ("funcionar", r"funcion(?:a|an|ar|as)|sirv(?:e|es|en|e[ns]?)|usa|uso|usar\w*|utiliz\w+|manejar"),
)
