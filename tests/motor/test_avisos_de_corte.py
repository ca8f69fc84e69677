"""Los avisos de un corte: uno por persona y a una hora decente."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.modelo.envio import EnvioTomado
from dominio.modelo.libro import LibroLeido
from tests.apoyo.plan import AHORA, CUENTAS, VIGENCIA, LunesAViernes, RelojQuieto, filas, sembrar
from tests.conversaciones.puertas import EnProceso

VIERNES_DE_NOCHE = datetime(2026, 9, 5, 3, tzinfo=UTC)  # 10:00 p. m. del viernes en Bogotá
LUNES_A_LAS_SIETE = datetime(2026, 9, 7, 12, tzinfo=UTC)


def _cerrar(almacen: AlmacenSQL, ahora: datetime) -> EnProceso:
    sembrar(almacen)
    puerta = EnProceso([almacen], RelojQuieto(ahora))
    puerta.escribe(CUENTAS["pilar"], "/corte cerrar")
    puerta.toca(CUENTAS["pilar"], "Confirmar")
    return puerta


def _listos(almacen: AlmacenSQL, cuando: datetime) -> list[EnvioTomado]:
    with almacen.unidad() as unidad:
        tomados = list(unidad.salidas.reclamar(cuando, timedelta(minutes=1), 50))
        unidad.confirmar()
    return tomados


def test_de_noche_se_guarda_para_el_lunes_a_las_siete(url_sqlite: str) -> None:
    """El viernes a las diez de la noche nadie recibe nada; el lunes a las siete, uno cada quien."""
    almacen = AlmacenSQL(url_sqlite)
    puerta = _cerrar(almacen, VIERNES_DE_NOCHE)

    assert puerta.visto(CUENTAS["ana"]) == ""
    assert _listos(almacen, LUNES_A_LAS_SIETE - timedelta(minutes=1)) == []
    listos = _listos(almacen, LUNES_A_LAS_SIETE)
    almacen.cerrar()
    chats = [tomado.envio.chat_id for tomado in listos]
    assert len(chats) == len(set(chats))
    assert {CUENTAS["ana"], CUENTAS["beto"]} <= set(chats)
    assert CUENTAS["pilar"] not in chats


def test_de_dia_llega_con_la_respuesta_y_uno_por_persona(url_sqlite: str) -> None:
    """En hora hábil cada responsable recibe un solo mensaje, con todo lo suyo."""
    almacen = AlmacenSQL(url_sqlite)
    puerta = _cerrar(almacen, VIERNES_DE_NOCHE - timedelta(hours=12))

    cuantos = [puerta.cuantos(CUENTAS[quien]) for quien in ("ana", "beto", "diego", "carla")]
    pendientes = _listos(almacen, LUNES_A_LAS_SIETE)
    almacen.cerrar()
    assert cuantos == [1, 1, 0, 0]
    assert "7 actividades" in puerta.visto(CUENTAS["beto"])
    assert pendientes == []


def test_quien_decide_no_se_avisa_a_si_mismo(url_sqlite: str) -> None:
    """Si planeación tiene actividades a su nombre, su acuse ya se lo dice todo."""
    almacen = AlmacenSQL(url_sqlite)
    entorno = sembrar(almacen)
    propia = replace(filas()[0], actividad_codigo="A-090", responsable="Pilar Mora")
    with almacen.unidad() as unidad:
        contexto = Contexto(
            unidad, entorno.personas["pilar"], entorno.entidad, AHORA, LunesAViernes(), canal="chat"
        )
        importar(contexto, VIGENCIA, LibroLeido(plan=(*filas(), propia)), "plan.xlsx")
        unidad.confirmar()
    puerta = EnProceso([almacen], RelojQuieto())
    puerta.escribe(CUENTAS["pilar"], "/corte cerrar")
    antes = puerta.cuantos(CUENTAS["pilar"])
    puerta.toca(CUENTAS["pilar"], "Confirmar")
    almacen.cerrar()

    assert puerta.cuantos(CUENTAS["pilar"]) == antes
    assert "Quedó como omisión" not in puerta.visto(CUENTAS["pilar"])


def test_abrir_no_avisa_a_nadie(url_sqlite: str) -> None:
    """Que abra el siguiente no le cambia nada a quien ya puede reportar."""
    almacen = AlmacenSQL(url_sqlite)
    sembrar(almacen)
    puerta = EnProceso([almacen], RelojQuieto())
    puerta.escribe(CUENTAS["pilar"], "/corte abrir")
    puerta.toca(CUENTAS["pilar"], "Confirmar")
    almacen.cerrar()

    assert [puerta.cuantos(CUENTAS[quien]) for quien in ("ana", "beto")] == [0, 0]
