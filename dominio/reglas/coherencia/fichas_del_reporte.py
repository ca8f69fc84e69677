"""Las fichas de R20 a R40 y V03 a V04: lo reportado y el cierre de la vigencia."""

from __future__ import annotations

from decimal import Decimal

from dominio.modelo.coherencia import FichaDeRegla, UmbralDeRegla
from dominio.modelo.hallazgo import Severidad

_E, _A, _I = Severidad.ERROR, Severidad.ADVERTENCIA, Severidad.INFORMATIVO
_CIEN = Decimal(100)
_DEL_CHAT = "Lo que llegó con un libro no trae lo narrado y no se evalúa."
_CERTIFICADO = UmbralDeRegla(
    Decimal(15), "días", "cuántos días antes del 31 de diciembre empieza a pedirse", Decimal(365)
)

DEL_REPORTE = (
    FichaDeRegla(
        "R20",
        "Porcentaje igual a la cantidad",
        _E,
        "Que el porcentaje reportado sea la cantidad ejecutada sobre la programada (± 0,01 puntos).",
        "Corrija el reporte: la cantidad o el porcentaje.",
        "P3 de EVAPLAN",
        sin_datos="Sin cantidad programada y reportada no se evalúa.",
    ),
    FichaDeRegla(
        "R21",
        "Avance mayor que 100 %",
        _A,
        "Que el avance de actividades y metas no pase de lo programado sin decirlo.",
        "Confirme la cantidad ejecutada o ajuste la programada.",
        "P4 de EVAPLAN; 15 metas de Tenjo 2025 por encima de 100 %",
        UmbralDeRegla(_CIEN, "puntos", "desde qué avance se señala en las actividades", Decimal(1000)),
    ),
    FichaDeRegla(
        "R22",
        "Obligaciones sin avance",
        _A,
        "Que con obligaciones y cantidad programada el avance en 0 se explique; explicado es informativo.",
        "Reporte el avance o explique en dificultades la etapa contractual.",
        "P5 de EVAPLAN; 29 actividades del Cuadro 1S de Santiago de Cali",
    ),
    FichaDeRegla(
        "R23",
        "Sin cantidad programada",
        _I,
        "Que la actividad diga cuánto va a hacer, y no solo un porcentaje.",
        "Escriba la cantidad programada en el plan.",
        "P5b de EVAPLAN",
        apagada=True,
    ),
    FichaDeRegla(
        "R24",
        "Avance sin obligaciones",
        _A,
        "Que un avance con apropiación y sin obligaciones diga cómo se hizo; si habla de gestión, donación, "
        "cofinanciación o sin costo es informativo.",
        "Aclare si fue por gestión, donación, cofinanciación o sin costo, y adjunte el soporte.",
        "S7 y S8 de EVAPLAN; 490 actividades del Cuadro 1S de Santiago de Cali",
        sin_datos="Mientras la entidad no lleve ejecución no se evalúa.",
    ),
    FichaDeRegla(
        "R25",
        "Mucho obligado y nada hecho",
        _A,
        "Que con más de esa parte obligada un avance en 0 diga en qué etapa contractual va; dicho es "
        "informativo.",
        "Reporte el avance o explique la etapa contractual o precontractual.",
        "Alerta 2 de la auditoría de reportes del Valle del Cauca",
        UmbralDeRegla(Decimal(30), "puntos", "qué parte obligada pide explicación", _CIEN),
    ),
    FichaDeRegla(
        "R26",
        "Meta cumplida con actividades atrasadas",
        _A,
        "Que una meta en 100 % no tenga proyectos cuyas actividades van por debajo de esa media.",
        "Aclare cómo se cumplió la meta o reporte sus actividades.",
        "Alerta 3 de la auditoría de reportes del Valle del Cauca",
        UmbralDeRegla(Decimal(30), "puntos", "media de las actividades desde la que se cree", _CIEN),
    ),
    FichaDeRegla(
        "R27",
        "Cero sin justificar",
        _A,
        "Que un avance o un resultado en 0 se justifique en Dificultades.",
        "Corrija el reporte y diga en Dificultades qué lo ha impedido.",
        "S9 de EVAPLAN (criterio estricto)",
        sin_datos=_DEL_CHAT,
    ),
    FichaDeRegla(
        "R28",
        "Avance sin decir qué se hizo",
        _A,
        "Que un avance mayor que 0 traiga su logro, y un resultado, su logro y su análisis.",
        "Corrija el reporte y cuente qué, cómo, dónde y a quién.",
        "S11 de EVAPLAN; 264 actividades del Cuadro 1S de Santiago de Cali",
        sin_datos=_DEL_CHAT,
    ),
    FichaDeRegla(
        "R29",
        "Cero con logro",
        _I,
        "Que un avance en 0 no cuente un logro.",
        "Verifique el avance: si hubo logro, no es 0.",
        "S9c de EVAPLAN",
        sin_datos=_DEL_CHAT,
    ),
    FichaDeRegla(
        "R30",
        "Avance en una meta no programada",
        _A,
        "Que no se reporte avance en una meta NP o en cero: se guarda y no suma a ningún promedio.",
        "Si sí debía estar programada, pida reprogramarla.",
        "S12 de EVAPLAN",
    ),
    FichaDeRegla(
        "R31",
        "Cierre por debajo de la meta",
        _A,
        "Que la proyección de cierre alcance la meta y no sea menor que lo ya acumulado.",
        "Corrija la proyección o cuente en Dificultades qué lo impide.",
        "S12b de EVAPLAN",
    ),
    FichaDeRegla(
        "R32",
        "Acumulado que baja",
        _A,
        "Que el acumulado no sea menor que el reportado antes; con motivo es informativo.",
        "Corrija el valor o diga por qué baja.",
        "33 filas del Cuadro 1S de Santiago de Cali con «avance o retroceso»",
    ),
    FichaDeRegla(
        "R33",
        "Celda vacía o con un punto",
        _A,
        "Que ningún nombre, indicador, unidad, programa o proyecto sea un punto o una raya.",
        "Escríbalo en el plan y vuelva a importarlo.",
        "Circular de seguimiento de la Gobernación del Valle del Cauca (prohíbe los vacíos y el «.»)",
    ),
    FichaDeRegla(
        "R34",
        "Avance que creció sin soporte",
        _A,
        "Que un avance que creció tenga alguna evidencia.",
        "Corrija el reporte y adjunte la evidencia.",
        "«¿Cargó evidencia en Drive?» del formato de Guatapé 2026",
        sin_datos=_DEL_CHAT,
    ),
    FichaDeRegla(
        "R35",
        "Narrativa que no dice o contradice",
        _A,
        "Que lo narrado diga algo propio y su cifra no contradiga la reportada.",
        "Corrija el reporte: qué, cómo, dónde y a quién, con la misma cifra.",
        "«Narrativa insuficiente o genérica», observación de devolución del Valle del Cauca",
        sin_datos=_DEL_CHAT,
    ),
    FichaDeRegla(
        "R36",
        "Narrativa más larga que el formato",
        _I,
        "Que lo narrado quepa en el límite de caracteres de la entidad.",
        "Resúmalo si puede: el formato lo cortaría.",
        "Explicación de hasta 225 caracteres del Cuadro 1S de Santiago de Cali (1.926 de 4.378 filas)",
        sin_datos="Si la entidad no ha dicho su límite de narrativa no se evalúa.",
    ),
    FichaDeRegla(
        "R37",
        "Omisión en un corte cerrado",
        _E,
        "Que lo que debía reportarse en un corte cerrado se haya reportado, aunque sea tarde.",
        "Repórtelo cuanto antes: quedará extemporáneo.",
        "S6 de EVAPLAN (omisión, y no 0 %)",
        sin_datos="Si el plan se cargó después de cerrar el corte, ese corte no se evalúa.",
    ),
    FichaDeRegla(
        "R38",
        "Resultado distinto al del indicativo",
        _A,
        "Que el logro de la vigencia que trae el último Plan Indicativo cargado sea el resultado reportado.",
        "Actualice el Plan Indicativo y vuelva a importarlo, o corrija el resultado.",
        "H12 de EVAPLAN (valor del Plan Indicativo desactualizado)",
        sin_datos="El Plan Indicativo trae lo programado; si no trae una columna con lo logrado en la "
        "vigencia, no hay con qué comparar y no se evalúa.",
    ),
    FichaDeRegla(
        "R39",
        "Certificado financiero de las descentralizadas",
        _A,
        "Que al cierre una entidad descentralizada que ejecutó recursos certifique su ejecución financiera.",
        "Adjunte el certificado como evidencia de una de sus actividades, o acepte el hallazgo diciendo "
        "dónde está.",
        "Recordatorios de cierre de la auditoría de reportes del Valle del Cauca; Ley 489 de 1998 art. 68",
        _CERTIFICADO,
    ),
    FichaDeRegla(
        "R40",
        "Certificado del avance por gestión",
        _A,
        "Que al cierre las metas con avance por gestión, donación, cofinanciación o sin costo la prueben.",
        "Adjunte el certificado como evidencia de la actividad, o acepte el hallazgo diciendo dónde está.",
        "Recordatorios de cierre de la auditoría de reportes del Valle del Cauca",
        _CERTIFICADO,
    ),
    FichaDeRegla(
        "V03",
        "Nivel total en vez de lo del año",
        _A,
        "Que el resultado de la meta no sea el nivel con su línea base donde va lo hecho este año.",
        "Corrija el resultado o aclare que es lo del año.",
        "Ficha 050201 del plan de acción de Guatapé 2026 (233,2 sobre una meta de 1,5)",
    ),
    FichaDeRegla(
        "V04",
        "Resultado desmedido",
        _A,
        "Que el resultado de la meta no pase del doble de lo programado sin explicarlo.",
        "Corrija el resultado o diga qué lo explica.",
        "Metas de Tenjo 2025 hasta en 365 %",
    ),
)
