"""Si lo programado sigue siendo cierto: lo que lo desmiente, lo que lo cumple y lo que lo calla."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert, literal, select

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.sentencias import momento
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from recordatorios.calendario import calendario_de
from tests.almacen.cambios_de_verdad import (
    CIEN,
    CIERRE,
    DIEZ,
    FIN,
    LUEGO,
    NADA,
    T3,
    Cambio,
    ajustar,
    callar,
    que_reclama,
    replan,
    reportar,
)
from tests.almacen.hechos import AHORA, UN_MINUTO, cargar, fila_plan
from tests.almacen.recordar import disparo, motivo, programados, programar, verificar
from tests.almacen.revisiones import guardar


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (reportar(AHORA - UN_MINUTO, porcentaje=DIEZ), None),
        (reportar(AHORA, porcentaje=DIEZ), None),
        (reportar(AHORA + UN_MINUTO, porcentaje=DIEZ), "cumplido"),
        (reportar(AHORA + UN_MINUTO, porcentaje=DIEZ, origen=OrigenReporte.IMPORTACION), None),
        (reportar(AHORA - UN_MINUTO, porcentaje=CIEN), "cumplido"),
        (replan(fin=date(2026, 10, 1)), "cancelado"),
        (replan(responsable="Otra Persona"), "cancelado"),
        (replan("A-999"), "cancelado"),
        (que_reclama, "cancelado"),
        (ajustar(TipoRecordatorio.PLAZO, activo=False), "cancelado"),
        (ajustar(TipoRecordatorio.VENCIDA, activo=False), None),
        (callar("tipo:plazo"), "silenciado"),
        (callar("actividad:{n}"), "silenciado"),
        (callar("tipo:vencida"), None),
        (callar("tipo:plazo", AHORA), None),
    ],
)
def test_plazo(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None) -> None:
    """Misma fecha, misma persona, sin terminar, sin reporte posterior, sin reclamo y sin callar."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad, LUEGO) == esperado


def test_lo_que_ya_no_sirve_esta_vencido(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Pasada su hora es vencido, pero lo cumplido se cuenta cumplido."""
    renglones = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))
    guardar(almacen, entidad, renglones[0], "uno", reportado_en=LUEGO)

    verdades = verificar(almacen, entidad, AHORA + timedelta(days=1))

    assert sorted(str(verdad.motivo) for verdad in verdades.values()) == ["cumplido", "vencido"]


def test_texto_propio_viaja_en_el_detalle(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La primera línea que la entidad escribió va con la verdad; sin ella, nada."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))
    (sin,) = verificar(almacen, entidad).values()
    ajustar(TipoRecordatorio.PLAZO, texto="Atención: {codigo}")(almacen, entidad, renglon)

    (con,) = verificar(almacen, entidad).values()

    assert (dict(sin.detalle), dict(con.detalle)) == ({}, {"texto": "Atención: {codigo}"})


def test_lo_pospuesto_se_mira_desde_la_primera_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Reportó entre que tocó y la hora a la que lo dejó: no vuelve."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))
    (raiz,) = programados(almacen)
    with almacen.unidad() as unidad:
        columnas = [c for c in RECORDATORIO.c if c.name not in ("id", "clave", "programado", "raiz_id")]
        nueva = select(literal(raiz.clave + "|p1"), momento("vuelve"), literal(raiz.id), *columnas)
        unidad._conexion.execute(
            insert(RECORDATORIO).from_select(
                ["clave", "programado", "raiz_id", *(c.name for c in columnas)], nueva
            ),
            {"vuelve": LUEGO + timedelta(hours=1)},
        )
        unidad.confirmar()
    pospuesta = programados(almacen)[1].id
    antes = verificar(almacen, entidad, LUEGO, [pospuesta])[pospuesta]
    guardar(almacen, entidad, renglon, "entre", reportado_en=LUEGO)

    despues = verificar(almacen, entidad, LUEGO, [pospuesta])[pospuesta]

    assert (antes.motivo, despues.motivo) == (None, EstadoRecordatorio.CUMPLIDO)


def test_muchos_a_la_vez_cuestan_las_mismas_consultas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Verificar cuarenta hace tantas consultas como verificar uno."""
    cargar(almacen, entidad, *(fila_plan(f"A-{n:03}", responsable=f"Persona {n}") for n in range(40)))
    programar(
        almacen,
        entidad,
        disparo(TipoRecordatorio.PLAZO, FIN),
        disparo(TipoRecordatorio.CORTE_CIERRA, CIERRE, "cierra_5", T3),
    )
    por_objeto: dict[str, list[int]] = {}
    for uno in programados(almacen):
        por_objeto.setdefault(uno.objeto.split(":")[0], []).append(uno.id)

    def consultas(ids: list[int]) -> int:
        with almacen.lectura() as unidad:
            hechas: list[str] = []
            event.listen(unidad._conexion, "before_cursor_execute", lambda *a: hechas.append(a[2]))
            unidad.recordatorios.verificar(ids, AHORA, {entidad.id: calendario_de(entidad)})
        return len(hechas)

    uno_de_cada = [ids[0] for ids in por_objeto.values()]
    todos = [numero for ids in por_objeto.values() for numero in ids]

    assert len(todos) == 80
    assert consultas(todos) == consultas(uno_de_cada) <= 8


def test_sale_todo_lo_pedido_y_nada_mas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo que no está entre lo pedido no sale, y lo pedido sale todo."""
    cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN))
    primero, segundo = (uno.id for uno in programados(almacen))

    assert set(verificar(almacen, entidad, ids=[primero])) == {primero}
    assert set(verificar(almacen, entidad)) == {primero, segundo}
    assert verificar(almacen, entidad, ids=[]) == {}
