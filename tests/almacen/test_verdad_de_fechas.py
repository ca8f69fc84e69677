"""Si una fecha de ley o un plazo del camino sigue siendo cierto al salir."""

from __future__ import annotations

from datetime import date

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.remision import NuevaPublicacion
from dominio.modelo.ruta import NuevoPlazo, Paso
from dominio.modelo.tipo_de_recordatorio import FechaLegal, Silencio, TipoRecordatorio
from tests.almacen.hechos import AHORA, VIGENCIA, cargar, fila_plan
from tests.almacen.recordar import alguien, cambiar_papel, disparo, motivo, programados, programar, verificar


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


@pytest.mark.parametrize("rol", [Rol.RESPONSABLE, None])
@pytest.mark.parametrize(
    ("tipo", "objeto"),
    [(TipoRecordatorio.LEGAL, "legal:PA-31-ENE"), (TipoRecordatorio.RESUMEN_SEMANAL, "semana")],
)
def test_quien_dejo_su_papel_no_lo_recibe(
    almacen: AlmacenSQL, entidad: Entidad, tipo: TipoRecordatorio, objeto: str, rol: Rol | None
) -> None:
    """Lo de la entidad es del papel: quien lo dejó, o se fue, no lo recibe."""
    quien = _de_planeacion(almacen, entidad)
    programar(almacen, entidad, disparo(tipo, date(2026, 1, 31), objeto=objeto))
    antes = motivo(almacen, entidad)

    cambiar_papel(almacen, quien, rol)

    assert (antes, motivo(almacen, entidad)) == (None, "cancelado")


def test_publicar_cumple_la_fecha_de_publicar_y_ninguna_otra(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Publicado entre que tocó y que sale: esa se cumple; la otra rendición del mismo día sigue."""
    _de_planeacion(almacen, entidad)
    dia = date(2026, 1, 31)
    otra = FechaLegal("OTRA", "Otra rendición", "Norma", 1, 31, activa=True)
    with almacen.unidad() as unidad:
        unidad.preferencias.guardar_fecha(entidad.id, otra, None, AHORA)
        unidad.confirmar()
    programar(
        almacen,
        entidad,
        *(disparo(TipoRecordatorio.LEGAL, dia, "legal_0", f"legal:{uno}") for uno in ("PA-31-ENE", "OTRA")),
    )
    with almacen.unidad() as unidad:
        enlace = "https://ejemplo.gov.co/plan"
        unidad.ruta.publicar(NuevaPublicacion(entidad.id, VIGENCIA, 1, dia, enlace, None, AHORA))
        unidad.confirmar()

    verdades = verificar(almacen, entidad)

    dichas = {uno.objeto: verdades[uno.id].motivo for uno in programados(almacen)}
    assert dichas == {"legal:PA-31-ENE": EstadoRecordatorio.CUMPLIDO, "legal:OTRA": None}
