"""El resumen de la semana, contado a mano sobre el plan pequeño."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from bot.textos.resumenes import de_la_semana
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.resumen_diario import anotar_resumen_diario, resumen_diario
from dominio.casos.resumen_semanal import resumen_semanal
from dominio.errores import PermisoDenegado
from dominio.modelo.resumen import ResumenSemanal
from dominio.puertos.plan import Filtro
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import AHORA, VIGENCIA, Entorno, LunesAViernes, sembrar

# Lunes 14 de septiembre, 7:30 en Bogotá: A-004 termina el martes 15.
LUNES = datetime(2026, 9, 14, 12, 30, tzinfo=UTC)


@pytest.fixture
def plan(url_sqlite: str) -> Iterator[tuple[AlmacenSQL, Entorno]]:
    """El plan pequeño."""
    almacen = AlmacenSQL(url_sqlite)
    yield almacen, sembrar(almacen)
    almacen.cerrar()


@contextmanager
def _como(plan: tuple[AlmacenSQL, Entorno], quien: str, cuando: datetime = LUNES) -> Iterator[Contexto]:
    almacen, entorno = plan
    with almacen.unidad() as unidad:
        yield Contexto(unidad, entorno.personas[quien], entorno.entidad, cuando, LunesAViernes())
        unidad.confirmar()


def _reportar(plan: tuple[AlmacenSQL, Entorno], codigo: str, puntos: int, cuando: datetime) -> None:
    with _como(plan, "ana", cuando) as contexto:
        todas = contexto.unidad.planes.renglones(contexto.entidad.id, VIGENCIA, Filtro())
        cual = next(r.id for r in todas if r.codigo == codigo)
        valor = ValorAvance(porcentaje=Porcentaje.de(puntos))
        registrar_avance(contexto, DatosAvance(f"prueba-{codigo}-{puntos}", cual, valor, logro="Se hizo."))


def _bandas(resumen: ResumenSemanal) -> dict[str, tuple[int, int | None]]:
    return {m.banda.nombre: (m.ahora, m.antes) for m in resumen.movimientos}


def test_resumen_de_planeacion_es_de_toda_la_entidad(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """Trae las doce actividades, lo que vence esta semana, quién falta y las dos dependencias."""
    with _como(plan, "pilar") as contexto:
        resumen = resumen_semanal(contexto)

    assert (resumen.actividades, resumen.dependencia) == (12, None)
    assert [a.renglon.codigo for a in resumen.vencen] == ["A-004"]
    assert resumen.vencidas == ()
    assert [(f.responsable, f.cuantas) for f in resumen.sin_reporte] == [("Beto Díaz", 7), ("Ana Ruiz", 5)]
    assert {fila.nombre for fila in resumen.filas} == {"Secretaría de Salud", "Secretaría de Educación"}
    assert (resumen.no_entregables, resumen.reclamos) == (0, 0)


def test_resumen_dice_desde_cuando_esta_vencida(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """El lunes siguiente A-004 ya venció, y hace una semana no lo estaba."""
    with _como(plan, "pilar", LUNES + timedelta(days=7)) as contexto:
        resumen = resumen_semanal(contexto)

    assert [a.renglon.codigo for a in resumen.vencidas] == ["A-004"]
    assert _bandas(resumen)["vencida"] == (1, 0)
    assert resumen.bajaron == 1


def test_resumen_compara_con_lo_que_se_sabia_hace_siete_dias(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """Un reporte de hace tres días cuenta hoy y no entonces; uno de hace diez ya contaba entonces."""
    _reportar(plan, "A-001", 80, LUNES - timedelta(days=10))
    _reportar(plan, "A-002", 90, LUNES - timedelta(days=3))
    with _como(plan, "pilar") as contexto:
        resumen = resumen_semanal(contexto)

    assert _bandas(resumen)["al día"] == (3, 2)
    assert (resumen.subieron, resumen.bajaron) == (1, 0)
    assert resumen.por_revisar == 2
    assert resumen.mas_viejo == LUNES - timedelta(days=10)


def test_resumen_del_jefe_es_solo_de_su_dependencia(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """Una fila por actividad suya, con lo que debía llevar; sin los reclamos de toda la entidad."""
    with _como(plan, "jorge") as contexto:
        resumen = resumen_semanal(contexto)
        with pytest.raises(PermisoDenegado):
            resumen_semanal(contexto, None, "E1")

    assert (resumen.actividades, resumen.dependencia) == (5, "Secretaría de Salud")
    assert {f.responsable for f in resumen.sin_reporte} == {"Ana Ruiz"}
    assert len(resumen.filas) == 5
    assert resumen.filas[0].nombre.startswith("A-004")
    assert all(fila.esperado is not None for fila in resumen.filas)
    assert (resumen.no_entregables, resumen.reclamos) == (None, 0)


def test_resumen_sin_plan_hace_una_semana_no_compara(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """Si el plan se cargó hace menos de siete días, no hay con qué comparar y no se inventa."""
    with _como(plan, "pilar", AHORA - timedelta(days=58)) as contexto:
        resumen = resumen_semanal(contexto)

    assert resumen.antes is None
    assert {antes for _ahora, antes in _bandas(resumen).values()} == {None}


def test_resumen_no_es_para_quien_reporta(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """Quien responde por actividades no recibe el de su dependencia."""
    with _como(plan, "ana") as contexto, pytest.raises(PermisoDenegado):
        resumen_semanal(contexto)


def test_diario_cuenta_desde_el_que_llego_solo(plan: tuple[AlmacenSQL, Entorno]) -> None:
    """El pedido a mano no mueve la marca; el que tocaba, sí, y dice cuántos eslabones se agregaron."""
    manana = LUNES + timedelta(days=1)
    with _como(plan, "pilar") as contexto:
        primero = resumen_diario(contexto)
        anotar_resumen_diario(contexto, primero, pedido=False)
    with _como(plan, "pilar", LUNES + timedelta(hours=3)) as contexto:
        anotar_resumen_diario(contexto, resumen_diario(contexto), pedido=True)
    with _como(plan, "pilar", manana) as contexto:
        segundo = resumen_diario(contexto)

    assert (primero.desde, primero.eslabones) == (LUNES - timedelta(days=1), None)
    assert (segundo.desde, segundo.eslabones) == (LUNES, 2)
    assert segundo.cabeza is not None


def test_resumen_dice_la_fecha_de_ley_de_este_ano_y_el_reclamo_de_la_dependencia(
    plan: tuple[AlmacenSQL, Entorno],
) -> None:
    """El lunes 25 de enero de 2027 la jefatura ve la publicación de 2027 y el «no es mía» de su gente."""
    with _como(plan, "ana") as contexto:
        todas = contexto.unidad.planes.renglones(contexto.entidad.id, VIGENCIA, Filtro())
        suya = next(r.id for r in todas if r.codigo == "A-001")
        contexto.unidad.reclamos.crear(suya, contexto.actor.id, "No es de mi oficina", contexto.ahora)
    with _como(plan, "jorge", datetime(2027, 1, 25, 12, 30, tzinfo=UTC)) as contexto:
        resumen = resumen_semanal(contexto)

    assert [una.objeto for una in resumen.legales] == ["PA-31-ENE 2027"]
    assert resumen.reclamos == 1
    dicho = de_la_semana(resumen, [], imagen=False)
    assert "Vence el 31/01/2027" in dicho
    assert "1 «no es mía» espera respuesta. Véalo con /alertas." in dicho
