"""Las advertencias del resultado de una meta: R21, R26 a R28, R30 a R32, R35, V03 y V04."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Meta, Renglon
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.reglas.avance import media_simple
from dominio.reglas.cifras import en_numero, en_puntos
from dominio.reglas.resultado import (
    medir_resultado,
    parece_nivel,
    programado_de,
    se_cuenta_desde_enero,
)
from dominio.reglas.verosimilitud.lenguaje import es_generica
from dominio.reglas.verosimilitud.medida import ACTIVIDADES_ATRASADAS
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

DESMEDIDO = Porcentaje.de(200)
DE_PESO = frozenset({"R26", "R32", "V03", "V04"})


@dataclass(frozen=True, slots=True)
class CasoDeResultado:
    """Una meta, el resultado que se reporta y lo que llevan sus actividades.

    Attributes:
        anterior: el último resultado que contaba antes; ``None`` si es el primero.
        valor, proyeccion: en la unidad de la meta; total de la vigencia y cierre esperado.
        actividades: todas las de la meta, con su avance de hoy.
        atrasadas: media de las actividades de un proyecto por debajo de la cual no se cree la meta.
    """

    meta: Meta
    vigencia: Vigencia
    dependencia: str | None
    anterior: Decimal | None
    valor: Decimal
    proyeccion: Decimal | None = None
    logro: str | None = None
    analisis: str | None = None
    dificultades: str | None = None
    aclaracion: str | None = None
    actividades: Sequence[Renglon] = ()
    atrasadas: Porcentaje = ACTIVIDADES_ATRASADAS

    @classmethod
    def de_reporte(
        cls,
        meta: Meta,
        anterior: ResultadoDeMeta | None,
        reporte: ResultadoDeMeta,
        actividades: Sequence[Renglon] = (),
    ) -> CasoDeResultado:
        """El de un resultado ya guardado, con el que contaba antes y las actividades de la meta."""
        return cls(
            meta=meta,
            vigencia=reporte.vigencia,
            dependencia=reporte.dependencia,
            anterior=None if anterior is None else anterior.valor,
            valor=reporte.valor,
            proyeccion=reporte.proyeccion,
            logro=reporte.logro,
            analisis=reporte.analisis,
            dificultades=reporte.dificultades,
            aclaracion=reporte.aclaracion,
            actividades=actividades,
        )

    @property
    def programado(self) -> Decimal | None:
        """Lo programado para el año; ``None`` = NP."""
        return programado_de(self.meta, self.vigencia)

    @property
    def avance(self) -> Porcentaje | None:
        """Qué parte de lo programado es, en puntos; ``None`` = no aplica."""
        return medir_resultado(self.meta, self.programado, self.valor)

    def hallar(self, regla: str, mensaje: str, *, aclarable: bool = False) -> Hallazgo:
        """La advertencia sobre esta meta; informativa si es de las que se aclaran y ya se aclaró."""
        aclarado = aclarable and bool((self.aclaracion or "").strip())
        severidad = Severidad.INFORMATIVO if aclarado else Severidad.ADVERTENCIA
        return Hallazgo(regla, severidad, self.meta.codigo, self.dependencia, mensaje)


def nivel_por_incremento(caso: CasoDeResultado) -> Hallazgo | None:
    """V03: lo reportado no es el nivel total donde va lo hecho este año.

    Fuente: ficha 050201 del plan de acción de Guatapé 2026 (233,2 sobre una meta de 1,5).
    """
    if not parece_nivel(caso.meta, caso.programado, caso.valor):
        return None
    return caso.hallar(
        "V03",
        f"La meta {caso.meta.codigo} reporta {en_numero(caso.valor)}, parte de "
        f"{en_numero(caso.meta.linea_base)} y este año programó {en_numero(caso.programado)}: verifique que "
        "no sea el nivel total.",
        aclarable=True,
    )


def desmedido(caso: CasoDeResultado) -> Hallazgo | None:
    """V04: más del doble de lo programado se explica; si parece el nivel total lo dice V03.

    Fuente: «15.547 %» de la ficha 050201 de Guatapé; metas de Tenjo 2025 hasta en 365 %.
    """
    if caso.avance is None or caso.avance <= DESMEDIDO:
        return None
    if parece_nivel(caso.meta, caso.programado, caso.valor):
        return None
    return caso.hallar(
        "V04",
        f"La meta {caso.meta.codigo} quedaría en {en_puntos(caso.avance)} de lo programado "
        f"({en_numero(caso.programado)}): revise el valor o diga qué lo explica.",
        aclarable=True,
    )


def cumplida_con_actividades_atrasadas(caso: CasoDeResultado) -> Hallazgo | None:
    """R26: una meta en 100 % no tiene proyectos cuyas actividades van por debajo de 30 %.

    Se contrasta proyecto por proyecto y no con la media global.

    Fuente: alerta 3 de la auditoría de reportes del Valle del Cauca.
    """
    if caso.avance is None or caso.avance < CIEN:
        return None
    por_proyecto: dict[str, list[Porcentaje]] = defaultdict(list)
    for renglon in caso.actividades:
        por_proyecto[renglon.bpin or renglon.proyecto or "sin proyecto"].append(renglon.avance or CERO)
    medias = {proyecto: media_simple(avances).valor or CERO for proyecto, avances in por_proyecto.items()}
    atrasados = {proyecto: media for proyecto, media in medias.items() if media < caso.atrasadas}
    if not atrasados:
        return None
    dichos = ", ".join(f"{proyecto} ({en_puntos(media)})" for proyecto, media in atrasados.items())
    return caso.hallar(
        "R26",
        f"La meta {caso.meta.codigo} llega a {en_puntos(caso.avance)} con actividades por debajo de "
        f"{en_puntos(caso.atrasadas)}, proyecto {dichos}: aclare cómo se cumplió.",
        aclarable=True,
    )


def menor_que_antes(caso: CasoDeResultado) -> Hallazgo | None:
    """R32: el acumulado del año no baja; un nivel (mantenimiento, capacidad, reducción) sí puede.

    Fuente: 33 filas del Cuadro 1S de Santiago de Cali; docs/reglas.md §1.
    """
    baja = caso.anterior is not None and caso.valor < caso.anterior
    if not baja or not se_cuenta_desde_enero(caso.meta):
        return None
    return caso.hallar(
        "R32",
        f"La meta {caso.meta.codigo} baja de {en_numero(caso.anterior)} a {en_numero(caso.valor)}, y el "
        "resultado es acumulado del año: revise el valor o diga por qué baja.",
        aclarable=True,
    )


def mas_de_lo_programado(caso: CasoDeResultado) -> Hallazgo | None:
    """R21: al pasar de 100 % se dice si se mantiene o ya no se entrega más.

    Fuente: P4 de EVAPLAN; «supera la meta: ¿se mantiene o ya no se entrega más?», devolución del Valle.
    """
    if caso.avance is None or not CIEN < caso.avance <= DESMEDIDO:
        return None
    return caso.hallar(
        "R21",
        f"La meta {caso.meta.codigo} supera lo programado ({en_puntos(caso.avance)}): diga en el análisis si "
        "se mantiene o ya no se entrega más.",
    )


def meta_no_programada(caso: CasoDeResultado) -> Hallazgo | None:
    """R30: lo reportado en una meta NP o en cero no entra en ningún denominador.

    Fuente: S12 de EVAPLAN; docs/reglas.md §2.
    """
    if caso.programado or caso.valor == 0:
        return None
    return caso.hallar(
        "R30",
        f"La meta {caso.meta.codigo} no está programada este año ({en_numero(caso.programado)}): lo "
        "reportado se guarda y no suma a ningún promedio; si sí debía estarlo, pida reprogramarla.",
    )


def cierre_por_debajo(caso: CasoDeResultado) -> Hallazgo | None:
    """R31: la proyección de cierre alcanza la meta y no es menor que lo ya acumulado.

    Fuente: S12b de EVAPLAN.
    """
    proyeccion, programado = caso.proyeccion, caso.programado
    if proyeccion is None or not se_cuenta_desde_enero(caso.meta):
        return None
    if proyeccion < caso.valor:
        motivo = f"menos de lo que ya acumula ({en_numero(caso.valor)}): corrija el que esté mal"
    elif programado and proyeccion < programado:
        motivo = f"y programó {en_numero(programado)}: cuente en Dificultades qué lo impide"
    else:
        return None
    return caso.hallar("R31", f"La meta {caso.meta.codigo} cerraría en {en_numero(proyeccion)}, {motivo}.")


def cero_sin_justificar(caso: CasoDeResultado) -> Hallazgo | None:
    """R27: un resultado en 0 se justifica en Dificultades.

    Fuente: S9 de EVAPLAN (criterio estricto).
    """
    if caso.valor != 0 or not caso.programado or (caso.dificultades or "").strip():
        return None
    return caso.hallar(
        "R27", f"La meta {caso.meta.codigo} queda en 0: diga en Dificultades qué lo ha impedido."
    )


def sin_logro_o_analisis(caso: CasoDeResultado) -> Hallazgo | None:
    """R28: un resultado mayor que 0 trae su principal logro y su análisis.

    Fuente: S11 de EVAPLAN.
    """
    faltan = [
        nombre
        for nombre, texto in (("el principal logro", caso.logro), ("el análisis", caso.analisis))
        if not (texto or "").strip()
    ]
    if caso.valor == 0 or not faltan:
        return None
    return caso.hallar("R28", f"A la meta {caso.meta.codigo} le falta {' y '.join(faltan)}.")


def narrativa_generica(caso: CasoDeResultado) -> Hallazgo | None:
    """R35: el logro y el análisis dicen qué, cómo, dónde y a quién.

    Fuente: «narrativa insuficiente o genérica», observación de devolución del Valle del Cauca.
    """
    if not any(es_generica(texto or "") for texto in (caso.logro, caso.analisis)):
        return None
    return caso.hallar(
        "R35", f"Lo narrado en la meta {caso.meta.codigo} es muy general: diga qué, cómo, dónde y a quién."
    )


REGLAS: tuple[Callable[[CasoDeResultado], Hallazgo | None], ...] = (
    nivel_por_incremento,
    desmedido,
    cumplida_con_actividades_atrasadas,
    menor_que_antes,
    mas_de_lo_programado,
    meta_no_programada,
    cierre_por_debajo,
    cero_sin_justificar,
    sin_logro_o_analisis,
    narrativa_generica,
)


def advertencias(caso: CasoDeResultado) -> tuple[Hallazgo, ...]:
    """Las de un resultado guardado o por guardar: primero las de peso, al final lo ya aclarado.

    Fuente: reglas R20 a R37 de verosimilitud; docs/reglas.md, «Verosimilitud».
    """
    halladas = [hallazgo for regla in REGLAS if (hallazgo := regla(caso)) is not None]
    return tuple(sorted(halladas, key=lambda hallazgo: hallazgo.severidad is Severidad.INFORMATIVO))


def advertencias_de_resultado(
    meta: Meta,
    anterior: ResultadoDeMeta | None,
    reporte: ResultadoDeMeta,
    actividades: Sequence[Renglon] = (),
) -> tuple[Hallazgo, ...]:
    """Las de un resultado ya guardado, para quien lo revisa.

    Args:
        meta: la ficha, como está hoy.
        anterior: el que contaba antes de este; ``None`` si fue el primero.
        reporte: el que se revisa.
        actividades: todas las de la meta; sin ellas no se contrasta con R26.

    Fuente: reglas R20 a R37 de verosimilitud; docs/reglas.md, «Verosimilitud».
    """
    return advertencias(CasoDeResultado.de_reporte(meta, anterior, reporte, actividades))


def piden_aclaracion(hallazgos: Iterable[Hallazgo]) -> tuple[Hallazgo, ...]:
    """Las de peso que nadie ha explicado todavía.

    Fuente: docs/reglas.md, «Verosimilitud».
    """
    return tuple(h for h in hallazgos if h.regla in DE_PESO and h.severidad is Severidad.ADVERTENCIA)
