"""Lo que puede pasar entre que se programa un recordatorio y que sale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.corte import AccionDeCorte, NuevoActo
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.plan import Renglon
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, Silencio, TipoRecordatorio
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import AHORA, CORTE, cargar, fila_plan
from tests.almacen.revisiones import guardar

FIN = date(2026, 9, 15)
INICIO = date(2026, 1, 15)
T3 = "corte:2026-T3"
CIERRE = date(2026, 10, 10)
LUEGO = AHORA + timedelta(hours=1)
DIEZ = Porcentaje(1000)
CIEN = Porcentaje(10_000)

Cambio = Callable[[AlmacenSQL, Entidad, Renglon], object]


def reportar(cuando: datetime, **mas: Any) -> Cambio:
    """Llega un reporte en ese instante."""
    return lambda almacen, entidad, renglon: guardar(
        almacen, entidad, renglon, "reporte", reportado_en=cuando, **mas
    )


def replan(*codigo: str, **cambios: Any) -> Cambio:
    """El plan vuelve a cargarse con eso distinto."""
    return lambda almacen, entidad, _: cargar(almacen, entidad, fila_plan(*codigo, **cambios))


def en_una_unidad(hacer: Callable[[Any, Entidad, Renglon], object]) -> Cambio:
    """Lo que se haga en una transacción."""

    def cambio(almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon) -> None:
        with almacen.unidad() as unidad:
            hacer(unidad, entidad, renglon)
            unidad.confirmar()

    return cambio


def callar(clave: str, hasta: datetime | None = None) -> Cambio:
    """La persona responsable calla esa clave."""
    return en_una_unidad(
        lambda unidad, _, renglon: unidad.preferencias.silenciar(
            Silencio(IdPersona(renglon.responsable_id or 0), clave.format(n=renglon.id), hasta, AHORA)
        )
    )


def ajustar(tipo: TipoRecordatorio, **cambios: Any) -> Cambio:
    """La entidad ajusta ese tipo."""
    return en_una_unidad(
        lambda unidad, entidad, _: unidad.preferencias.ajustar(
            entidad.id, AjusteDeRecordatorio(tipo, **cambios), None, AHORA
        )
    )


def que_reclama(almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon) -> None:
    """Quien responde dice que no es suya."""
    assert renglon.responsable_id is not None
    with almacen.unidad() as unidad:
        unidad.reclamos.crear(renglon.id, renglon.responsable_id, "No es de mi oficina", AHORA)
        unidad.confirmar()


def acto(accion: AccionDeCorte, hasta: date | None = None) -> Cambio:
    """Planeación decide sobre el tercer corte."""
    return en_una_unidad(
        lambda unidad, entidad, _: unidad.cortes.guardar(
            NuevoActo(entidad.id, CORTE, 1, accion, hasta, "Motivo", None, AHORA)
        )
    )


NADA: Cambio = lambda *_: None  # noqa: E731 - así se lee en la tabla como los demás
