"""De qué planes y de qué días se programa: el cambio de día, las caídas y los años vecinos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from almacen.tablas.esquema import RECORDATORIO
from dominio.modelo.libro import LibroLeido
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.remision import NuevaPublicacion
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, FechaLegal, TipoRecordatorio
from dominio.valores.fechas import Vigencia
from recordatorios.calendario import calendario_de
from recordatorios.programacion import Programador
from tests.recordatorios.plan_chico import Actividad, Escena, barrer, bogota, fila

JUNIO_30 = date(2026, 6, 30)
LEGAL = TipoRecordatorio.LEGAL


def _programados(lugar: Escena) -> Sequence[tuple[str, str, int]]:
    """Hito, objeto y vigencia de cada fila."""
    columnas = (RECORDATORIO.c.hito, RECORDATORIO.c.objeto, RECORDATORIO.c.vigencia)
    with lugar.almacen.lectura() as unidad:
        filas = unidad._conexion.execute(select(*columnas).order_by(RECORDATORIO.c.id))
        return [tuple(una) for una in filas]


def _con_planeacion(lugar: Escena) -> None:
    lugar.plan([Actividad("A-012", JUNIO_30)])
    with lugar.almacen.unidad() as unidad:
        unidad.personas.crear(NuevaPersona(lugar.entidad.id, "Planeadora", Rol.PLANEACION))
        unidad.confirmar()


def _fecha(lugar: Escena, fecha: FechaLegal) -> None:
    with lugar.almacen.unidad() as unidad:
        unidad.preferencias.guardar_fecha(lugar.entidad.id, fecha, None, bogota("2026-01-01T00:00"))
        unidad.confirmar()


def test_al_cambiar_el_dia_se_programa_sin_esperar_el_repaso(lugar: Escena) -> None:
    """Miró a las 23:50; a las 00:05 ya está lo del día nuevo, aunque nada haya cambiado."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    programador = Programador(calendario_de)
    programador.programar(lugar.almacen, bogota("2026-06-23T23:50"))

    assert programador.programar(lugar.almacen, bogota("2026-06-24T00:05")) == 1
    assert [uno[0] for uno in _programados(lugar)][-1] == "faltan_3"


@pytest.mark.parametrize(("vuelve", "nuevos"), [("2026-06-21T08:00", 1), ("2026-06-28T08:00", 0)])
def test_el_mismo_proceso_tras_una_pausa_mira_lo_que_duro(lugar: Escena, vuelve: str, nuevos: int) -> None:
    """Dormido del 17 al 21, cuenta «faltan 7» del jueves 18; el 28 ya manda el hito que estaba programado."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    programador = Programador(calendario_de)
    programador.programar(lugar.almacen, bogota("2026-06-17T08:00"))
    if not nuevos:
        programador.programar(lugar.almacen, bogota("2026-06-26T08:00"))

    assert programador.programar(lugar.almacen, bogota(vuelve)) == nuevos


def test_con_dos_planes_vivos_los_resumenes_son_del_que_ya_empezo(lugar: Escena) -> None:
    """En enero de 2027 siguen vivos 2026 y 2027: el resumen de la semana es uno y es de 2027."""
    _con_planeacion(lugar)
    libro = LibroLeido(plan=(fila(Actividad("B-001", date(2027, 6, 30))),))
    with lugar.almacen.unidad() as unidad:
        unidad.planes.aplicar(lugar.entidad.id, Vigencia(2027), libro, bogota("2027-01-02T00:00"))
        unidad.confirmar()

    Programador(calendario_de).programar(lugar.almacen, bogota("2027-01-18T05:00"))

    semanas = [uno for uno in _programados(lugar) if uno[1] == "semana"]
    assert semanas == [("resumen_semanal", "semana", 2027)]


def test_la_ley_del_ano_que_viene_se_mira_desde_noviembre(lugar: Escena) -> None:
    """Con treinta hábiles de anticipación, la publicación de 2027 se recuerda en diciembre de 2026."""
    _con_planeacion(lugar)
    with lugar.almacen.unidad() as unidad:
        ajuste = AjusteDeRecordatorio(LEGAL, desfases=(-30,))
        unidad.preferencias.ajustar(lugar.entidad.id, ajuste, None, bogota("2026-01-01T00:00"))
        unidad.confirmar()
    programador = Programador(calendario_de)

    for corrido in range(31):
        programador.programar(lugar.almacen, bogota("2026-12-01T05:00") + timedelta(days=corrido))

    assert ("legal_30", "legal:PA-31-ENE", 2027) in _programados(lugar)


def test_la_ley_del_ano_pasado_se_mira_aunque_su_plan_no_este(lugar: Escena) -> None:
    """SIRECI de 2025 vence el 28 de febrero de 2026: se recuerda aunque solo esté el plan de 2026."""
    _con_planeacion(lugar)
    _fecha(lugar, FechaLegal("SIRECI", "Rendir", "Norma", 2, 28, activa=True, del_anio_siguiente=True))

    Programador(calendario_de).programar(lugar.almacen, bogota("2026-02-27T05:00"))

    assert ("legal_0", "legal:SIRECI", 2025) in _programados(lugar)


def test_publicar_el_plan_no_calla_las_demas_fechas_de_ley(lugar: Escena) -> None:
    """Publicado, no se recuerda publicarlo; la otra fecha del mismo día sí."""
    _con_planeacion(lugar)
    _fecha(lugar, FechaLegal("OTRA", "Otra rendición", "Norma", 1, 31, activa=True))
    with lugar.almacen.unidad() as unidad:
        hecha = NuevaPublicacion(
            lugar.entidad.id,
            Vigencia(2026),
            1,
            date(2026, 1, 20),
            "https://ejemplo.gov.co/plan",
            None,
            bogota("2026-01-20T10:00"),
        )
        unidad.ruta.publicar(hecha)
        unidad.confirmar()

    Programador(calendario_de).programar(lugar.almacen, bogota("2026-01-30T05:00"))

    assert [uno[1] for uno in _programados(lugar) if uno[0] == "legal_0"] == ["legal:OTRA"]


def test_el_plan_se_recuerda_desde_el_diciembre_de_antes_hasta_el_1_de_marzo(lugar: Escena) -> None:
    """Lo que termina el 20 de enero avisa el 26 de diciembre; lo vencido se recuerda hasta el 1 de marzo."""
    lugar.plan([Actividad("A-001", date(2026, 1, 20)), Actividad("A-002", date(2026, 12, 20), "Luis Gil")])

    def de_luis(cuando: str) -> list[str]:
        return [uno.hito for uno in barrer(lugar, cuando).enviados if uno.persona == "Luis Gil"]

    antes = barrer(lugar, "2025-12-26T08:00")

    assert [(uno.actividad, uno.hito) for uno in antes.enviados] == [("A-001", "faltan_15")]
    assert de_luis("2027-03-01T08:00") == ["vencida_2027-03-01"]
    assert de_luis("2027-03-08T08:00") == []
