"""``asistente recordar``: lo que sale con persona, tipo, objeto y texto; el ensayo no escribe nada."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.persona import NuevaPersona, Rol
from tests.cli.conftest import Orden
from tests.recordatorios.plan_chico import Actividad, Escena

INSTANTE = "2026-06-24T08:00"  # faltan 3 hábiles para el 30 de junio de 2026


@pytest.fixture
def lugar(con_entidad: Orden, tmp_path: Path) -> Iterator[Escena]:
    """Una entidad con una actividad que se recuerda ese día, en la base de la orden."""
    almacen = AlmacenSQL(f"sqlite:///{tmp_path / 'datos' / 'asistente.sqlite3'}")
    escena = Escena(almacen)
    escena.plan([Actividad("A-012", date(2026, 6, 30)), Actividad("A-013", date(2026, 6, 30), "Luis Gil")])
    yield escena
    almacen.cerrar()


def test_simular_dice_lo_que_saldria_y_no_escribe(con_entidad: Orden, lugar: Escena) -> None:
    """Persona, tipo, objeto y texto de cada uno; después sale igual."""
    ensayo = con_entidad("recordar", "--ahora", INSTANTE, "--simular", "--json")
    assert (lugar.pendientes(), lugar.estados().total()) == (0, 0)
    de_verdad = con_entidad("recordar", "--ahora", INSTANTE, "--json")

    assert (ensayo.codigo, de_verdad.codigo) == (0, 0)
    assert (ensayo.json["simulado"], de_verdad.json["simulado"]) == (True, False)
    llaves = ("persona", "tipo", "objeto", "actividad", "hito", "texto")
    salieron = [{llave: uno[llave] for llave in llaves} for uno in ensayo.json["enviados"]]
    assert salieron == [{llave: uno[llave] for llave in llaves} for uno in de_verdad.json["enviados"]]
    assert salieron[0]["persona"] == "Ana Ruiz"
    assert (salieron[0]["tipo"], salieron[0]["hito"]) == ("plazo", "faltan_3")
    assert salieron[0]["objeto"] == f"actividad:{lugar.renglon('A-012').id}"
    assert "Faltan 3 días hábiles" in salieron[0]["texto"]
    assert de_verdad.json["por_tipo"] == [{"tipo": "plazo", "estado": "enviado", "cuantos": 2}]
    assert lugar.pendientes() == 2


def test_en_palabras_muestra_el_texto_y_lo_que_no_salio(con_entidad: Orden, lugar: Escena) -> None:
    """Quien lo corre a mano ve qué le llegó a quién; repetirlo no envía nada."""
    [chat] = lugar.vincular("Luis Gil")
    with lugar.almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(chat, inalcanzable=True)
        unidad.confirmar()

    primera = con_entidad("recordar", "--ahora", INSTANTE)
    segunda = con_entidad("recordar", "--ahora", INSTANTE)

    assert "Salió 1 recordatorio." in primera.salida
    assert "Ana Ruiz · Plazo de una actividad · A-012 · 3 días hábiles · 8:00" in primera.salida
    assert "│ Faltan 3 días hábiles" in primera.salida
    assert "Sin chat vinculado: 1." in primera.salida
    assert "Salieron 0 recordatorios." in segunda.salida


def test_resumen_en_palabras_no_muestra_nombres_internos(con_entidad: Orden, lugar: Escena) -> None:
    """Un resumen dice a quién y a qué hora, y que se arma al enviarse; no su hito ni su objeto."""
    with lugar.almacen.unidad() as unidad:
        unidad.personas.crear(NuevaPersona(lugar.entidad.id, "Olga Vega", Rol.ADMINISTRACION))
        unidad.confirmar()
    lugar.vincular("Olga Vega")

    ensayo = con_entidad("recordar", "--ahora", INSTANTE, "--simular")

    assert "Olga Vega · Resumen diario del servicio · 7:30" in ensayo.salida
    assert "│ El resumen se arma con su dibujo al enviarse." in ensayo.salida
    assert "resumen_diario" not in ensayo.salida
