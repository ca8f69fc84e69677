"""Quién puede decidir sobre un reporte, y qué queda cuando se devuelve."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dominio.errores.revision import (
    AutorNoDecide,
    DevolverPrimero,
    EsperaVistoBueno,
    GastoSostenido,
    ReporteEnFirme,
    ReporteReemplazado,
    ReporteYaDecidido,
    VistoBuenoDado,
)
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona
from dominio.modelo.reporte import Ejecucion, EstadoReporte
from dominio.modelo.revision import Revisable
from dominio.valores.fechas import fecha_bogota

_FOLIO = re.compile(r"\b(AV|EJ|RM)[\s-]*(20\d\d)[\s-]+0*(\d{1,9})\b", re.ASCII | re.IGNORECASE)


def folios_en(texto: str) -> tuple[str, ...]:
    """Los folios que nombra un texto, en su forma completa y sin repetir: «av 2026 123» es AV-2026-000123.

    Fuente: docs/glosario.md, «Folio».
    """
    hallados = (
        f"{serie.upper()}-{anio}-{int(numero):06d}" for serie, anio, numero in _FOLIO.findall(texto[:4096])
    )
    return tuple(dict.fromkeys(hallados))


def cuenta(estado: EstadoReporte) -> bool:
    """Si un reporte en ese estado entra en los agregados.

    Fuente: docs/reglas.md §8 (cuentan los enviados y los aprobados; los devueltos, no).
    """
    return estado is not EstadoReporte.DEVUELTO


def pide_explicacion(hallazgos: Sequence[Hallazgo]) -> bool:
    """Si alguno es una advertencia que nadie ha aclarado: lo informativo no detiene a quien revisa.

    Fuente: docs/reglas.md, «Verosimilitud».
    """
    return any(hallazgo.severidad is not Severidad.INFORMATIVO for hallazgo in hallazgos)


def exigir_abierto(reporte: Revisable) -> None:
    """Comprueba que el reporte siga por decidir y sea lo último de su cadena.

    Raises:
        ReporteYaDecidido: trae ``decision``, ``revisor`` y ``cuando`` (fecha de Bogotá).
        ReporteEnFirme: entró aprobado, con un libro.
        ReporteReemplazado: trae ``posterior``, el folio que ocupa su lugar.

    Fuente: docs/reglas.md §8.
    """
    if reporte.decidida is not None:
        decidida = reporte.decidida
        raise ReporteYaDecidido(
            "folio",
            folio=reporte.folio,
            decision=decidida.decision.value,
            revisor=decidida.revisor,
            cuando=fecha_bogota(decidida.cuando),
        )
    if reporte.estado is not EstadoReporte.ENVIADO:
        raise ReporteEnFirme("folio", folio=reporte.folio)
    if reporte.posterior is not None:
        raise ReporteReemplazado("folio", folio=reporte.folio, posterior=reporte.posterior)


def exigir_ajeno(reporte: Revisable, persona_id: IdPersona) -> None:
    """Comprueba que quien decide no haya escrito ninguna versión del reporte.

    Raises:
        AutorNoDecide: lo reportó o lo corrigió.

    Fuente: docs/reglas.md §8 (quien reporta no aprueba lo suyo); Ley 87 de 1993, art. 4 lit. e
    (separación de funciones en el control interno).
    """
    if persona_id in reporte.autores:
        raise AutorNoDecide("folio", folio=reporte.folio)


def firmas_que_faltan(reporte: Revisable, jefes: Sequence[Persona], *, activo: bool) -> tuple[Persona, ...]:
    """Quiénes pueden darle el visto bueno antes de que planeación lo revise; vacío si no lo espera.

    No lo espera si la entidad no lo usa, si ya lo tiene, si la dependencia no tiene jefatura que
    atienda el chat, o si la jefatura es quien reportó: va directo a planeación.

    Args:
        jefes: la jefatura de la dependencia del reporte.
        activo: si la entidad pide visto bueno.

    Fuente: docs/reglas.md §8 (visto bueno de la jefatura, opcional por entidad).
    """
    if not activo or reporte.visto_bueno is not None:
        return ()
    return tuple(j for j in jefes if atiende(j) and j.id not in reporte.autores)


def exigir_firma(reporte: Revisable, faltan: Sequence[Persona]) -> None:
    """Comprueba que a planeación ya le toque.

    Raises:
        EsperaVistoBueno: trae ``jefe``, quien debe darlo.

    Fuente: docs/reglas.md §8.
    """
    if faltan:
        raise EsperaVistoBueno("folio", folio=reporte.folio, jefe=faltan[0].nombre)


def exigir_sin_firma(reporte: Revisable) -> None:
    """Comprueba que la jefatura no lo haya pasado ya a planeación.

    Raises:
        VistoBuenoDado: trae ``revisor``.

    Fuente: docs/reglas.md §8.
    """
    if reporte.visto_bueno is not None:
        raise VistoBuenoDado("folio", folio=reporte.folio, revisor=reporte.visto_bueno)


def atiende(persona: Persona) -> bool:
    """Si la persona puede recibir y contestar mensajes hoy.

    Fuente: docs/reglas.md §8 (a quien no atiende el chat no se le espera).
    """
    return persona.activa and persona.telegram_id is not None and not persona.inalcanzable


def exigir_ultimo_movimiento(movimiento: Ejecucion, cuentan: Sequence[Ejecucion]) -> None:
    """Comprueba que nada reportado después parta del acumulado que dejó el movimiento.

    Args:
        movimiento: el que se devuelve.
        cuentan: los que cuentan de su registro, del más viejo al más nuevo.

    Raises:
        DevolverPrimero: trae ``otro``, el último, que se puede devolver.
        GastoSostenido: el último ya se aprobó.

    Fuente: docs/reglas.md §8 (una ejecución devuelta deja el acumulado que había antes de ella).
    """
    ultimo = [otro for otro in cuentan if otro.momento is movimiento.momento][-1]
    if ultimo.folio != movimiento.folio:
        _exigir_devolver(movimiento, ultimo)


def exigir_sin_apoyo(movimiento: Ejecucion, roto: MomentoGasto, cuentan: Sequence[Ejecucion]) -> None:
    """Explica por qué no se puede devolver: sin el movimiento, la cadena del gasto no cuadra.

    Args:
        movimiento: el que se devuelve.
        roto: el momento que quedaría por encima de su límite.
        cuentan: los que cuentan de la misma bolsa, del más viejo al más nuevo.

    Raises:
        DevolverPrimero: trae ``otro``, el movimiento que se apoya en este.
        GastoSostenido: lo que se apoya en este ya se aprobó o no llegó por el chat.

    Fuente: docs/reglas.md §5 (pagos ≤ obligaciones ≤ compromisos ≤ CDP ≤ definitiva) y §8.
    """
    momentos = list(MomentoGasto)
    lugar = momentos.index(movimiento.momento)
    culpable = roto if roto is not movimiento.momento else momentos[max(lugar - 1, 0)]
    apoyados = [otro for otro in cuentan if otro.momento is culpable and otro.folio != movimiento.folio]
    if not apoyados:
        raise GastoSostenido("folio", folio=movimiento.folio)
    _exigir_devolver(movimiento, apoyados[-1])


def _exigir_devolver(movimiento: Ejecucion, otro: Ejecucion) -> None:
    if otro.estado is EstadoReporte.ENVIADO:
        raise DevolverPrimero("folio", folio=movimiento.folio, otro=otro.folio)
    raise GastoSostenido("folio", folio=movimiento.folio)
