"""Si lo de un corte, lo devuelto y lo que espera revisión sigue siendo cierto al salir."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.corte import AccionDeCorte
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Rol
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.revision import Decision
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import BOGOTA
from tests.almacen.cambios_de_verdad import (
    CIERRE,
    DIEZ,
    NADA,
    T3,
    Cambio,
    acto,
    callar,
    que_reclama,
    replan,
    reportar,
)
from tests.almacen.hechos import AHORA, UN_MINUTO, cargar, fila_plan
from tests.almacen.recordar import alguien, cambiar_papel, disparo, motivo, programados, programar, verificar
from tests.almacen.revisiones import decidir, guardar


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (reportar(AHORA, porcentaje=DIEZ), "cumplido"),
        (acto(AccionDeCorte.CERRAR), "cancelado"),
        (acto(AccionDeCorte.PRORROGAR, date(2026, 10, 20)), "cancelado"),
        (callar("tipo:corte_cierra"), "silenciado"),
        (callar("actividad:{n}"), None),
    ],
)
def test_cierre_del_corte(
    almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None
) -> None:
    """El corte recibe, cierra el mismo día y la persona debe algo; si no, no se le dice."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.CORTE_CIERRA, CIERRE, "cierra_5", T3))

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad) == esperado


def test_corte_dice_cuantas_faltan_y_cuando_cierra(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El detalle trae el corte, las que debe esa persona hoy y el último día."""
    renglones = cargar(almacen, entidad, *(fila_plan(f"A-00{n}") for n in (1, 2, 3)))
    programar(almacen, entidad, disparo(TipoRecordatorio.CORTE_CIERRA, CIERRE, "cierra_5", T3))
    guardar(almacen, entidad, renglones[0], "una")

    (verdad,) = verificar(almacen, entidad).values()

    assert verdad.motivo is None
    assert verdad.detalle == {"corte": "2026-T3", "faltan": 2, "cierre": "2026-10-10", "dias": 28}


@pytest.mark.parametrize(("corrige", "esperado"), [(False, None), (True, "cumplido")])
def test_devuelto(almacen: AlmacenSQL, entidad: Entidad, esperado: str | None, *, corrige: bool) -> None:
    """Corregido antes de salir, no sale; si sigue, dice qué pidió quien revisó."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    autor = alguien(almacen, entidad, "Autor", Rol.RESPONSABLE)
    revisor = alguien(almacen, entidad, "Revisor", Rol.PLANEACION)
    avance = guardar(almacen, entidad, renglon, "uno", autor_id=autor.id)
    decidir(almacen, entidad, avance.folio, revisor, Decision.DEVUELTO)
    programar(almacen, entidad, disparo(TipoRecordatorio.DEVUELTO, AHORA.date(), "devuelto_3"))
    if corrige:
        guardar(almacen, entidad, renglon, "dos", autor_id=autor.id)

    (verdad,) = verificar(almacen, entidad).values()

    assert (verdad.motivo.value if verdad.motivo else None) == esperado
    if not corrige:
        assert verdad.detalle == {"folio": avance.folio, "observacion": "Falta el soporte."}


def test_cola_vacia_o_reciente_no_se_recuerda(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cuenta lo que lleva más de cinco hábiles; revisado, o si todavía es reciente, no sale."""
    renglones = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    planeadora = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    avances = [
        guardar(almacen, entidad, r, f"a{n}", reportado_en=AHORA + n * UN_MINUTO)
        for n, r in enumerate(renglones)
    ]
    toca = disparo(TipoRecordatorio.COLA, AHORA.date(), "cola", "cola", limite=AHORA.date())
    assert programar(almacen, entidad, toca) == 1
    ids = [uno.id for uno in programados(almacen)]
    # Martes 1 de septiembre: el martes 8 van cinco hábiles; el miércoles 9, más de cinco.
    martes, miercoles = (datetime(2026, 9, dia, 8, tzinfo=BOGOTA) for dia in (8, 9))
    with almacen.unidad() as unidad:
        alargar = update(RECORDATORIO).values(caduca=miercoles + timedelta(days=9))
        unidad._conexion.execute(alargar)
        unidad.confirmar()

    reciente = verificar(almacen, entidad, martes, ids)[ids[0]]
    vieja = verificar(almacen, entidad, miercoles, ids)[ids[0]]
    for avance in avances:
        decidir(almacen, entidad, avance.folio, planeadora, Decision.APROBADO)
    revisada = verificar(almacen, entidad, miercoles, ids)[ids[0]]

    assert reciente.motivo is EstadoRecordatorio.CUMPLIDO
    assert (vieja.motivo, vieja.detalle) == (None, {"pendientes": 2, "dias": 6})
    assert revisada.motivo is EstadoRecordatorio.CUMPLIDO


@pytest.mark.parametrize("cambio", [que_reclama, replan("A-999")], ids=["reclamada", "retirada"])
def test_devuelto_de_lo_que_ya_no_es_suyo(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio) -> None:
    """Con un «no es mía» pendiente, o con la actividad fuera del plan, no se pide corregir."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    revisor = alguien(almacen, entidad, "Revisor", Rol.PLANEACION)
    avance = guardar(almacen, entidad, renglon, "uno", autor_id=renglon.responsable_id)
    decidir(almacen, entidad, avance.folio, revisor, Decision.DEVUELTO)
    programar(almacen, entidad, disparo(TipoRecordatorio.DEVUELTO, AHORA.date(), "devuelto_3"))
    antes = motivo(almacen, entidad)

    cambio(almacen, entidad, renglon)

    assert (antes, motivo(almacen, entidad)) == (None, "cancelado")


def test_cola_de_quien_salio_de_planeacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Quien ya no revisa no recibe lo que espera revisión."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    quien = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    guardar(almacen, entidad, renglon, "uno", reportado_en=AHORA - timedelta(days=20))
    dia = AHORA.date()
    programar(almacen, entidad, disparo(TipoRecordatorio.COLA, dia, "cola", "cola", limite=dia))
    antes = motivo(almacen, entidad)

    cambiar_papel(almacen, quien, Rol.RESPONSABLE)

    assert (antes, motivo(almacen, entidad)) == (None, "cancelado")
