"""Si lo que no cuadra de una actividad, y lo que sube de ella, sigue siendo cierto al salir."""

from __future__ import annotations

from datetime import date

import pytest

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.sentencias import momento
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Rol
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.dinero import Pesos
from tests.almacen.cambios_de_verdad import (
    CIEN,
    DIEZ,
    FIN,
    INICIO,
    NADA,
    Cambio,
    que_reclama,
    replan,
    reportar,
)
from tests.almacen.hechos import AHORA, CORTE, UN_MINUTO, cargar, fila_ejecucion, fila_plan
from tests.almacen.recordar import alguien, cambiar_papel, disparo, motivo, programados, programar, verificar
from tests.almacen.revisiones import guardar


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (replan(contratacion=False), "cumplido"),
        (replan(inicio=date(2026, 2, 1)), "cancelado"),
        (replan(responsable="Otra Persona"), "cancelado"),
        (que_reclama, "cancelado"),
    ],
)
def test_contratacion(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None) -> None:
    """Sigue anunciada, sin CDP ni compromisos, y empezaba el mismo día."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.CONTRATACION, INICIO, "contratacion_10"))

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad) == esperado


def test_gasto_sin_avance_se_cuadra_reportando(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con avance reportado ya no hay gasto sin avance."""
    gastado = (fila_ejecucion(actividad_codigo="A-001", bpin=None, obligaciones=Pesos(5)),)
    (renglon,) = cargar(almacen, entidad, fila_plan(), ejecucion=gastado)
    programar(almacen, entidad, disparo(TipoRecordatorio.GASTO_SIN_AVANCE, CORTE.hasta))
    antes = motivo(almacen, entidad)
    guardar(almacen, entidad, renglon, "uno", reportado_en=AHORA - UN_MINUTO)

    assert (antes, motivo(almacen, entidad)) == (None, "cumplido")


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (reportar(AHORA.replace(day=16), porcentaje=DIEZ), "cumplido"),
        (reportar(AHORA.replace(day=15), porcentaje=DIEZ), None),
        (reportar(AHORA.replace(day=16), porcentaje=DIEZ, origen=OrigenReporte.IMPORTACION), None),
        (reportar(AHORA.replace(day=15), porcentaje=CIEN), "cumplido"),
        (replan(fin=date(2026, 10, 1)), "cancelado"),
        (replan("A-999"), "cancelado"),
        (que_reclama, "cancelado"),
        (replan(responsable="Otra Persona"), None),
    ],
)
def test_escala(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None) -> None:
    """Sigue vencida, nadie reportó después del fin y nadie dice que no es suya."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    assert programar(
        almacen, entidad, disparo(TipoRecordatorio.ESCALA_PLANEACION, FIN, "escala_planeacion_5")
    )

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad) == esperado


def test_escala_de_quien_dejo_de_ser_jefe(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Si a la persona se le revoca entre que tocó y que sale, no se le manda."""
    cargar(almacen, entidad, fila_plan())
    jefa = alguien(almacen, entidad, "Jefa", Rol.JEFE, "Secretaría de Educación")
    programar(almacen, entidad, disparo(TipoRecordatorio.ESCALA_JEFATURA, FIN))
    antes = motivo(almacen, entidad)
    with almacen.unidad() as unidad:
        unidad.personas.revocar(jefa.id)
        unidad.confirmar()

    assert (antes, motivo(almacen, entidad)) == (None, "cancelado")


def test_escala_de_quien_dirige_otra_dependencia(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La actividad pasó a otra secretaría: a la jefa de la de antes ya no se le manda."""
    cargar(almacen, entidad, fila_plan())
    alguien(almacen, entidad, "Jefa", Rol.JEFE, "Secretaría de Educación")
    programar(almacen, entidad, disparo(TipoRecordatorio.ESCALA_JEFATURA, FIN))

    cargar(almacen, entidad, fila_plan(dependencia="Secretaría de Salud"))

    assert motivo(almacen, entidad) == "cancelado"


def test_escala_de_quien_salio_de_planeacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cambió de papel entre que tocó y que sale: no se le manda."""
    cargar(almacen, entidad, fila_plan())
    persona = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    programar(almacen, entidad, disparo(TipoRecordatorio.ESCALA_PLANEACION, FIN))
    antes = motivo(almacen, entidad)

    cambiar_papel(almacen, persona, Rol.RESPONSABLE)

    assert (antes, motivo(almacen, entidad)) == (None, "cancelado")


@pytest.mark.parametrize(
    ("origen", "aplazada", "esperado"),
    [
        (None, False, {}),
        (OrigenReporte.IMPORTACION, False, {}),
        (OrigenReporte.CHAT, False, {"ultima": "reporte", "ultima_en": "2026-09-10"}),
        (OrigenReporte.CHAT, True, {"ultima": "pospuesto", "ultima_en": "2026-09-18"}),
        (None, True, {"ultima": "pospuesto", "ultima_en": "2026-09-18"}),
    ],
)
def test_escala_lleva_lo_ultimo_que_dijo_quien_responde(
    almacen: AlmacenSQL,
    entidad: Entidad,
    origen: OrigenReporte | None,
    esperado: dict[str, str],
    *,
    aplazada: bool,
) -> None:
    """Su último reporte o lo que dejó para después; ni lo importado ni lo que aplazó la jefatura."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    if origen is not None:
        antes = AHORA.replace(month=9, day=10)
        guardar(almacen, entidad, renglon, "antes", reportado_en=antes, porcentaje=DIEZ, origen=origen)
    programar(
        almacen,
        entidad,
        disparo(TipoRecordatorio.VENCIDA, FIN, "vencida_2026-09-16"),
        disparo(TipoRecordatorio.ESCALA_PLANEACION, FIN, "escala_planeacion_5"),
    )
    filas = {uno.clave.partition("_")[0]: uno.id for uno in programados(almacen)}
    tocadas = {filas["escala"]: AHORA.replace(day=19)}
    if aplazada:
        tocadas[filas["vencida"]] = AHORA.replace(day=18)
    with almacen.unidad() as unidad:
        for numero, cuando in tocadas.items():
            unidad._conexion.execute(
                RECORDATORIO.update().where(RECORDATORIO.c.id == numero).values(respuesta="pospuesto"),
            )
            unidad._conexion.execute(
                RECORDATORIO.update()
                .where(RECORDATORIO.c.id == numero)
                .values(respondido_en=momento("cuando")),
                {"cuando": cuando},
            )
        unidad.confirmar()

    verdad = verificar(almacen, entidad, AHORA, [filas["escala"]])[filas["escala"]]

    assert verdad.motivo is None
    assert {k: v for k, v in verdad.detalle.items() if k != "dias"} == esperado
