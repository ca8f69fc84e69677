"""Si una fecha de ley o un plazo del camino sigue siendo cierto al salir."""

from __future__ import annotations

from datetime import date

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.ruta import NuevoPlazo, Paso
from dominio.modelo.tipo_de_recordatorio import FechaLegal, Silencio, TipoRecordatorio
from tests.almacen.hechos import AHORA, VIGENCIA, cargar, fila_plan
from tests.almacen.recordar import alguien, disparo, motivo, programar, verificar


def _de_planeacion(almacen: AlmacenSQL, entidad: Entidad) -> Persona:
    cargar(almacen, entidad, fila_plan())
    return alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)


def test_ley_no_se_calla_y_dice_la_prorroga(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Callar el tipo no sirve; el sábado 31 de enero de 2026 muestra el lunes 2 como dato."""
    quien = _de_planeacion(almacen, entidad)
    toca = disparo(TipoRecordatorio.LEGAL, date(2026, 1, 31), "legal_0", "legal:PA-31-ENE")
    programar(almacen, entidad, toca)
    with almacen.unidad() as unidad:
        unidad.preferencias.silenciar(Silencio(IdPersona(quien.id), "tipo:fecha_legal", None, AHORA))
        unidad.confirmar()

    (verdad,) = verificar(almacen, entidad).values()

    assert verdad.motivo is None
    assert (verdad.detalle["norma"], verdad.detalle["fecha"], verdad.detalle["prorroga"]) == (
        "Ley 1474 de 2011 art. 74",
        "2026-01-31",
        "2026-02-02",
    )


@pytest.mark.parametrize(("mes", "activa", "esperado"), [(1, False, "cancelado"), (2, True, "cancelado")])
def test_fecha_legal_apagada_o_movida(
    almacen: AlmacenSQL, entidad: Entidad, mes: int, esperado: str, *, activa: bool
) -> None:
    """Apagada o cambiada de día, lo viejo no sale."""
    _de_planeacion(almacen, entidad)
    toca = disparo(TipoRecordatorio.LEGAL, date(2026, 1, 31), "legal_0", "legal:PA-31-ENE")
    programar(almacen, entidad, toca)
    nueva = FechaLegal("PA-31-ENE", "Publicar", "Norma", mes, 28, activa=activa)
    with almacen.unidad() as unidad:
        unidad.preferencias.guardar_fecha(entidad.id, nueva, None, AHORA)
        unidad.confirmar()

    assert motivo(almacen, entidad) == esperado


def test_plazo_de_la_ruta_movido(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Mientras el plazo sea el mismo es cierto; movido, lo viejo se cancela."""
    _de_planeacion(almacen, entidad)

    def fijar(dia: date) -> None:
        with almacen.unidad() as unidad:
            unidad.ruta.fijar_plazo(
                NuevoPlazo(entidad.id, VIGENCIA, Paso.REMISION, dia, "Circular", None, AHORA)
            )
            unidad.confirmar()

    fijar(date(2026, 9, 4))
    programar(almacen, entidad, disparo(TipoRecordatorio.RUTA, date(2026, 9, 4), "ruta_3", "ruta:remision"))
    (verdad,) = verificar(almacen, entidad).values()
    fijar(date(2026, 9, 11))

    assert (verdad.motivo, verdad.detalle["norma"], verdad.detalle["dias"]) == (None, "Circular", 3)
    assert motivo(almacen, entidad) == "cancelado"
