"""R27 a R29 y R34 a R36: si lo escrito dice algo y concuerda con lo reportado."""

from __future__ import annotations

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.reglas.cifras import en_numero, en_puntos
from dominio.reglas.verosimilitud.lenguaje import cantidad_narrada, es_generica, porcentaje_narrado
from dominio.reglas.verosimilitud.reportado import CasoDeAvance
from dominio.valores.porcentaje import CERO

_TOLERANCIA = 100  # centésimas: «45 %» por 45,4 % es redondear


def cero_sin_justificar(caso: CasoDeAvance) -> Hallazgo | None:
    """R27: un avance en 0 se justifica en Dificultades, que es donde se lee.

    Fuente: S9 de EVAPLAN (criterio estricto).
    """
    if caso.reportado.porcentaje > CERO or (caso.reportado.dificultades or "").strip():
        return None
    return caso.hallar(
        "R27",
        Severidad.ADVERTENCIA,
        f"{caso.renglon.codigo} queda en 0 %: diga en Dificultades qué lo ha impedido.",
    )


def avance_sin_logro(caso: CasoDeAvance) -> Hallazgo | None:
    """R28: un avance mayor que 0 dice qué se hizo.

    Fuente: S11 de EVAPLAN.
    """
    if caso.reportado.repetido or caso.reportado.porcentaje == CERO:
        return None
    if (caso.reportado.logro or "").strip():
        return None
    return caso.hallar(
        "R28",
        Severidad.ADVERTENCIA,
        f"{caso.renglon.codigo} no dice qué se hizo: cuente qué, cómo, dónde y a quién.",
    )


def logro_sin_avance(caso: CasoDeAvance) -> Hallazgo | None:
    """R29: con avance 0 no hay logro; lo que haya se cuenta como gestión en Dificultades.

    Fuente: S9c de EVAPLAN.
    """
    if caso.reportado.porcentaje > CERO or not (caso.reportado.logro or "").strip():
        return None
    return caso.hallar(
        "R29",
        Severidad.INFORMATIVO,
        f"{caso.renglon.codigo} queda en 0 % y cuenta un logro: verifique el avance.",
    )


def sin_soporte(caso: CasoDeAvance) -> Hallazgo | None:
    """R34: si el avance creció, se recuerda el soporte; nunca se exige.

    Fuente: «¿Cargó evidencia en Drive?» del formato de Guatapé 2026.
    """
    if caso.reportado.evidencias or caso.reportado.porcentaje <= (caso.anterior or CERO):
        return None
    return caso.hallar(
        "R34",
        Severidad.INFORMATIVO,
        f"{caso.renglon.codigo} creció y no tiene soporte: adjunte la evidencia si la tiene.",
    )


def narrativa_generica(caso: CasoDeAvance) -> Hallazgo | None:
    """R35: «se avanzó según lo planeado» no dice nada.

    Fuente: «narrativa insuficiente o genérica», observación de devolución del Valle del Cauca.
    """
    if not es_generica(caso.reportado.logro or ""):
        return None
    return caso.hallar(
        "R35",
        Severidad.ADVERTENCIA,
        f"Lo narrado en {caso.renglon.codigo} es muy general: diga qué, cómo, dónde y a quién.",
    )


def cifra_distinta(caso: CasoDeAvance) -> Hallazgo | None:
    """R35: la cifra que se cuenta no contradice la que se reporta (50 contra 11).

    Contar menos que el total acumulado es natural: puede ser lo de este periodo.

    Fuente: contraste de cifras de la auditoría de reportes del Valle del Cauca.
    """
    reportado, logro = caso.reportado, caso.reportado.logro or ""
    narrada = cantidad_narrada(logro, caso.renglon.unidad)
    if reportado.cantidad is not None and narrada is not None and narrada > reportado.cantidad:
        dicho, hecho = en_numero(narrada), en_numero(reportado.cantidad)
    else:
        puntos = porcentaje_narrado(logro)
        if puntos is None or abs(puntos.centesimas - reportado.porcentaje.centesimas) <= _TOLERANCIA:
            return None
        dicho, hecho = en_puntos(puntos), en_puntos(reportado.porcentaje)
    return caso.hallar(
        "R35",
        Severidad.ADVERTENCIA,
        f"En {caso.renglon.codigo} lo narrado dice {dicho} y lo reportado {hecho}: corrija el que esté mal.",
    )


def narrativa_larga(caso: CasoDeAvance) -> Hallazgo | None:
    """R36: lo narrado cabe en lo que admite el formato de la entidad.

    Fuente: explicación de hasta 225 caracteres del Cuadro 1S de Santiago de Cali.
    """
    limite = caso.alrededor.limite_narrativa
    largo = max(len(texto or "") for texto in (caso.reportado.logro, caso.reportado.dificultades))
    if limite is None or largo <= limite:
        return None
    return caso.hallar(
        "R36",
        Severidad.INFORMATIVO,
        f"Lo narrado en {caso.renglon.codigo} tiene {largo} caracteres y el formato de la entidad admite "
        f"{limite}: resúmalo si puede.",
    )
