"""Un corte hecho a mano: cada número del seguimiento se puede sacar con papel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert

from almacen.tablas.ensayo import AlmacenDeEnsayo
from almacen.tablas.esquema import RECORDATORIO
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.casos.seguimiento import lista_de_enviados, seguimiento_del_corte
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.modelo.seguimiento import Tiempos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.apoyo.plan import VIGENCIA, Entorno, LunesAViernes, sembrar

CORTE = Corte.de("2026-T3")
_NUMEROS = count(1)


def _el(mes: int, dia: int, hora: int) -> datetime:
    """Esa hora de Bogotá de 2026."""
    return datetime(2026, mes, dia, hora, tzinfo=UTC) + timedelta(hours=5)


class Hechos:
    """La entidad y lo que va pasando en ella."""

    def __init__(self) -> None:
        """Doce actividades: cinco de Ana en Salud y siete de Beto en Educación."""
        self.base = AlmacenDeEnsayo()
        self.plan: Entorno = sembrar(self.base)
        with self.base.lectura() as unidad:
            renglones = unidad.planes.renglones(self.plan.entidad.id, VIGENCIA)
        self.actividad = {r.codigo: r.id for r in renglones}

    def contexto(self, unidad: Any, quien: str, ahora: datetime) -> Contexto:
        """Con los ojos de esa persona."""
        return Contexto(unidad, self.plan.personas[quien], self.plan.entidad, ahora, LunesAViernes())

    def reporta(self, quien: str, codigo: str, en: datetime) -> None:
        """Un avance de 60 %."""
        valor = ValorAvance(porcentaje=Porcentaje.de(60))
        datos = DatosAvance(
            f"s-{next(_NUMEROS)}", self.actividad[codigo], valor, dificultades="No.", aclaracion="Sí."
        )
        with self.base.unidad() as unidad:
            registrar_avance(self.contexto(unidad, quien, en), datos)
            unidad.confirmar()

    def recuerda(self, quien: str, en: datetime, codigo: str | None = None, **cambios: Any) -> None:
        """Un recordatorio que salió a esa hora."""
        persona = self.plan.personas[quien].id
        datos = {
            "clave": f"s-{next(_NUMEROS)}",
            "entidad_id": self.plan.entidad.id,
            "vigencia": 2026,
            "tipo": "plazo",
            "hito": "faltan_7",
            "objeto": f"actividad:{self.actividad[codigo]}" if codigo else "corte:2026-T3",
            "actividad_id": self.actividad[codigo] if codigo else None,
            "persona_id": persona,
            "fin": date(2026, 9, 15),
            "programado": en,
            "caduca": en + timedelta(days=1),
            "estado": "enviado",
            "resuelto_en": en,
            "destinatario_id": persona,
            "pospuestas": 0,
        }
        with self.base.unidad() as unidad:
            unidad._conexion.execute(insert(RECORDATORIO), [datos | cambios])
            unidad.confirmar()


@pytest.fixture
def hechos() -> Iterator[Hechos]:
    """Lo que pasó en el tercer trimestre, que abre el 11 de julio y cierra el 10 de octubre.

    A-001: sin recordatorio. A-002: del corte (9/7 8:00) al 9/8 8:00: 24 h, 12 hábiles (lunes a martes).
    A-004: faltan_7 el viernes 9/4 a las 18:00, reporta el lunes 9/7 a las 8:00: 62 h, 2 hábiles.
    A-010: se le recuerda a Beto y después a la jefatura; reporta Beto el 9/10. A-011: tarde, el 10/13.
    """
    h = Hechos()
    h.reporta("ana", "A-001", _el(9, 3, 9))
    h.recuerda("ana", _el(9, 7, 8), tipo="corte_abre", hito="abre_0")
    h.reporta("ana", "A-002", _el(9, 8, 8))
    h.recuerda("ana", _el(9, 4, 18), "A-004", respuesta="pospuesto", lote=1)
    h.reporta("ana", "A-004", _el(9, 7, 8) - timedelta(minutes=1))
    h.recuerda("beto", _el(9, 9, 8), "A-010", hito="vence_hoy")
    h.recuerda("jorge", _el(9, 9, 10), "A-010", tipo="escala_jefatura", hito="escala_jefatura_3")
    h.reporta("beto", "A-010", _el(9, 10, 8))
    h.recuerda("beto", _el(9, 9, 8), "A-012", estado="no_entregable", destinatario_id=None)
    h.reporta("beto", "A-011", _el(10, 13, 8) - timedelta(days=4))
    yield h
    h.base.cerrar()


def test_cada_numero_del_corte(hechos: Hechos) -> None:
    """Cinco de doce; los días, los grupos, quién falta, los escalones y los tiempos."""
    with hechos.base.lectura() as unidad:
        s = seguimiento_del_corte(hechos.contexto(unidad, "pilar", _el(10, 9, 12)), CORTE)

    assert (s.deben, s.llegaron, s.a_tiempo, s.tarde) == (12, 5, 5, 0)
    assert [(p.dia, p.llegaron, p.van) for p in s.curva if p.llegaron] == [
        (date(2026, 9, 3), 1, 1),
        (date(2026, 9, 7), 1, 2),
        (date(2026, 9, 8), 1, 3),
        (date(2026, 9, 10), 1, 4),
        (date(2026, 10, 9), 1, 5),
    ]
    assert (s.curva[0].dia, s.dia) == (date(2026, 7, 11), date(2026, 10, 9))
    assert s.recordados == ((date(2026, 9, 7), 1),)
    assert [(g.nombre, g.llegaron, g.deben) for g in s.grupos] == [
        ("Secretaría de Educación", 2, 7),
        ("Secretaría de Salud", 3, 5),
    ]
    assert [(f.responsable, f.codigos) for f in s.faltan] == [
        ("Beto Díaz", ("A-012", "A-013", "A-014", "A-015", "A-016")),
        ("Ana Ruiz", ("A-003", "A-005")),
    ]
    assert {p.escalon: p.cuantos for p in s.escalones} == {
        "faltan_7": 1,
        "jefatura": 1,
        "corte": 1,
        "sin_recordatorio": 2,
        "nunca": 7,
    }
    # 24 h y 12 hábiles; A-004: 61 h 59 min y 1 h 59 min; A-010: 24 h y 12 h.
    assert s.tiempos == Tiempos("", 3, 1440, 3719, 720, 720)
    assert [(t.grupo, t.casos) for t in s.por_tipo] == [("plazo", 2), ("corte_abre", 1)]
    assert sum(c.cuantos for c in s.enviados if c.estado.value == "enviado") == 4
    assert s.omisiones == ()


def test_al_cerrar_se_ven_las_omisiones_y_la_curva_no_sigue(hechos: Hechos) -> None:
    """Cerró el 10 de octubre con siete sin reporte; lo que llega después es tarde y se ve."""
    hechos.reporta("beto", "A-012", _el(10, 10, 23))
    with hechos.base.lectura() as unidad:
        s = seguimiento_del_corte(hechos.contexto(unidad, "pilar", _el(11, 3, 12)), CORTE)

    assert (len(s.omisiones), s.llegaron, s.dia) == (6, 6, date(2026, 10, 10))


def test_la_jefatura_ve_solo_lo_suyo_y_por_responsable(hechos: Hechos) -> None:
    """Lo de otra dependencia se niega; lo propio sale por responsable, con sus recordatorios."""
    with hechos.base.lectura() as unidad:
        ctx = hechos.contexto(unidad, "jorge", _el(10, 9, 12))
        s = seguimiento_del_corte(ctx, CORTE)
        enviados = lista_de_enviados(ctx, VIGENCIA)
        with pytest.raises(PermisoDenegado):
            seguimiento_del_corte(ctx, CORTE, "Educación")

    assert (s.dependencia, s.deben, s.llegaron) == ("Secretaría de Salud", 5, 3)
    assert [(g.nombre, g.deben) for g in s.grupos] == [("Ana Ruiz", 5)]
    assert {fila.actividad_codigo for fila in enviados.filas} <= {"A-004", None}
    assert {fila.persona for fila in enviados.filas} <= {"Ana Ruiz", "Jorge Paz"}


def test_la_lista_trae_el_reporte_que_llego_despues(hechos: Hechos) -> None:
    """En orden, con su reporte; lo no entregable no tiene; y fuera de las fechas no sale nada."""
    with hechos.base.lectura() as unidad:
        ctx = hechos.contexto(unidad, "pilar", _el(10, 9, 12))
        lista = lista_de_enviados(ctx, VIGENCIA)
        de_un_dia = lista_de_enviados(ctx, VIGENCIA, (date(2026, 9, 9), date(2026, 9, 9)))

    vistas = [(f.hito, f.actividad_codigo, f.reportado_en) for f in lista.filas]
    assert vistas == [
        ("faltan_7", "A-004", _el(9, 7, 8) - timedelta(minutes=1)),
        ("abre_0", None, _el(9, 8, 8)),
        ("vence_hoy", "A-010", _el(9, 10, 8)),
        ("faltan_7", "A-012", None),
        ("escala_jefatura_3", "A-010", _el(9, 10, 8)),
    ]
    assert len(de_un_dia.filas) == 3


def test_lo_que_no_existe_se_dice(hechos: Hechos) -> None:
    """Un corte de otra vigencia o de otra periodicidad, y una vigencia sin plan."""
    with hechos.base.lectura() as unidad:
        ctx = hechos.contexto(unidad, "pilar", _el(10, 9, 12))
        for corte in ("2030-T1", "2026-M03"):
            with pytest.raises(NoEncontrado):
                seguimiento_del_corte(ctx, Corte.de(corte))
        with pytest.raises(SinPlan):
            lista_de_enviados(ctx, Vigencia(2030))
