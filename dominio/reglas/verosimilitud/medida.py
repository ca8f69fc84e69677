"""R20, R21, R26, R32, V01 y V02: si el número reportado es creíble."""

from __future__ import annotations

from dominio.errores import PorcentajeFueraDeRango, SinProgramacion
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.avance import avance_por_cantidad
from dominio.reglas.cifras import en_numero, en_puntos
from dominio.reglas.verosimilitud.reportado import CasoDeAvance
from dominio.valores.porcentaje import CIEN, Porcentaje

SALTO = Porcentaje.de(40)
ACTIVIDADES_ATRASADAS = Porcentaje.de(30)
_MARZO = 3


def porcentaje_ajeno_a_la_cantidad(caso: CasoDeAvance) -> Hallazgo | None:
    """R20: el porcentaje es la cantidad ejecutada sobre la programada, con ± 0,01 puntos.

    Fuente: P3 de EVAPLAN; docs/reglas.md §1.
    """
    cantidad, programada = caso.reportado.cantidad, caso.renglon.cantidad_programada
    if cantidad is None or not programada:
        return None
    try:
        debido = avance_por_cantidad(cantidad, programada)
    except (SinProgramacion, PorcentajeFueraDeRango):
        return None
    if abs(debido.centesimas - caso.reportado.porcentaje.centesimas) <= 1:
        return None
    return caso.hallar(
        "R20",
        Severidad.ERROR,
        f"{caso.renglon.codigo} dice {en_puntos(caso.reportado.porcentaje)}, y {en_numero(cantidad)} de "
        f"{en_numero(programada)} son {en_puntos(debido)}: corrija el que esté mal.",
    )


def mas_de_lo_programado(caso: CasoDeAvance) -> Hallazgo | None:
    """R21: el avance no pasa de 100 % sin decir por qué.

    Fuente: P4 de EVAPLAN; docs/reglas.md §4 (se guarda sin tope).
    """
    if caso.reportado.porcentaje <= CIEN:
        return None
    return caso.hallar(
        "R21",
        caso.aclarable(),
        f"{caso.renglon.codigo} supera lo programado y quedaría en {en_puntos(caso.reportado.porcentaje)}: "
        "revise la cantidad o diga por qué.",
    )


def meta_cumplida_con_actividades_atrasadas(caso: CasoDeAvance) -> Hallazgo | None:
    """R26: si la meta se dio por cumplida, las actividades de su proyecto no van por debajo de 30 %.

    El contraste es por proyecto y no global: una meta puede recibir varios.

    Fuente: alerta 3 de la auditoría de reportes del Valle del Cauca.
    """
    meta, actividades = caso.alrededor.avance_de_la_meta, caso.alrededor.actividades_del_proyecto
    if meta is None or meta < CIEN or actividades is None or actividades >= ACTIVIDADES_ATRASADAS:
        return None
    return caso.hallar(
        "R26",
        caso.aclarable(),
        f"La meta {caso.renglon.meta_codigo} está reportada en {en_puntos(meta)} y las actividades de este "
        f"proyecto van en {en_puntos(actividades)}: aclare cómo se cumplió o revise el avance.",
    )


def menor_que_antes(caso: CasoDeAvance) -> Hallazgo | None:
    """R32: el acumulado no baja; si baja, el motivo lo explica.

    Fuente: docs/reglas.md §1; 33 filas del Cuadro 1S de Santiago de Cali.
    """
    anterior, motivo = caso.anterior, (caso.reportado.motivo_retroceso or "").strip()
    if anterior is None or caso.reportado.porcentaje >= anterior:
        return None
    return caso.hallar(
        "R32",
        Severidad.INFORMATIVO if motivo else Severidad.ADVERTENCIA,
        f"{caso.renglon.codigo} baja de {en_puntos(anterior)} a {en_puntos(caso.reportado.porcentaje)}: "
        + ("verifique el motivo que se dio." if motivo else "diga por qué."),
    )


def salto(caso: CasoDeAvance) -> Hallazgo | None:
    """V01: más de 40 puntos de un reporte a otro se explican.

    El primer reporte no salta de ninguna parte: puede traer todo lo del año.

    Fuente: docs/reglas.md, «Verosimilitud»; el error de digitación que más cuesta (una cifra de más).
    """
    anterior, actual = caso.anterior, caso.reportado.porcentaje
    if anterior is None or actual.centesimas - anterior.centesimas <= SALTO.centesimas:
        return None
    return caso.hallar(
        "V01",
        caso.aclarable(),
        f"{caso.renglon.codigo} salta de {en_puntos(anterior)} a {en_puntos(actual)} en un solo reporte: "
        "revise el valor o diga qué lo explica.",
    )


def cumplida_en_el_primer_trimestre(caso: CasoDeAvance) -> Hallazgo | None:
    """V02: 100 % en el primer trimestre de una actividad que termina después se mira con lupa.

    Fuente: «100 % en T1: explique si la meta es de mantenimiento», observación de devolución del Valle.
    """
    hasta = caso.reportado.corte.hasta
    if caso.reportado.porcentaje < CIEN or hasta.month > _MARZO or caso.renglon.fin <= hasta:
        return None
    return caso.hallar(
        "V02",
        caso.aclarable(),
        f"{caso.renglon.codigo} queda en {en_puntos(caso.reportado.porcentaje)} en el primer trimestre y "
        f"termina el {caso.renglon.fin:%d/%m/%Y}: verifique que ya no falte nada.",
    )
