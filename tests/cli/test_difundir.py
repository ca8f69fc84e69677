"""Difundir desde la línea de órdenes: se revisa antes, se guarda con --confirmar y se ve en qué quedó."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from almacen.reloj import RelojDelSistema
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.persona import NuevaPersona, Rol
from tests.cli.conftest import Orden

DE = ("--entidad", "76999")
A_TODOS = (*DE, "--a", "todos", "--mensaje", "Mañana cierra el corte", "--ya")


@pytest.fixture
def con_gente(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con Ana vinculada y Beto sin vincular."""
    almacen, ahora = (
        AlmacenSQL(f"sqlite:///{tmp_path / 'datos' / 'asistente.sqlite3'}"),
        RelojDelSistema().ahora(),
    )
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.listar()[0]
        ana = unidad.personas.crear(NuevaPersona(entidad.id, "Ana Ruiz", Rol.RESPONSABLE))
        unidad.personas.crear(NuevaPersona(entidad.id, "Beto Díaz", Rol.RESPONSABLE))
        unidad.personas.invitar(ana.id, "ana", ahora + timedelta(days=1), None)
        unidad.personas.vincular("ana", 55, ahora)
        unidad.confirmar()
    almacen.cerrar()
    return con_entidad


def test_enviar_sin_confirmar_no_guarda(con_gente: Orden) -> None:
    """Sin --confirmar se ve a quiénes les llegaría y a quiénes no, y no queda nada."""
    ensayo = con_gente("difundir", "enviar", *A_TODOS, "--json")

    assert ensayo.codigo == 0, ensayo.errores
    assert (ensayo.json["recibiran"], ensayo.json["sin_cuenta"]) == (["Ana Ruiz"], ["Beto Díaz"])
    assert not ensayo.json["guardado"]
    assert con_gente("difundir", "listar", *DE, "--json").json == []
    assert "No se guardó nada: agregue --confirmar." in con_gente("difundir", "enviar", *A_TODOS).salida


def test_enviar_dos_veces_con_la_misma_clave_es_una(con_gente: Orden) -> None:
    """Repetir la orden con su clave no manda otra; sin clave, sí es otra."""
    con_clave = ("difundir", "enviar", *A_TODOS, "--clave", "corte", "--confirmar", "--json")

    primera, segunda = con_gente(*con_clave), con_gente(*con_clave)

    assert primera.codigo == segunda.codigo == 0
    assert primera.json["numero"] == segunda.json["numero"]
    assert (primera.json["ya_estaba"], segunda.json["ya_estaba"]) == (False, True)
    assert (segunda.json["recibiran"], segunda.json["personas"]) == (None, {"pendiente": 1, "sin_cuenta": 1})
    assert "Esa clave ya estaba" in con_gente(*con_clave[:-1]).salida
    assert con_gente("difundir", "enviar", *A_TODOS, "--confirmar").codigo == 0
    assert len(con_gente("difundir", "listar", *DE, "--json").json) == 2


def test_ver_y_detener(con_gente: Orden) -> None:
    """Se ve a quién no le ha llegado y por qué; detener cancela lo que falta, con su traza."""
    assert "para 1 persona. Sale ahora" in con_gente("difundir", "enviar", *A_TODOS, "--confirmar").salida
    numero = str(con_gente("difundir", "listar", *DE, "--json").json[0]["numero"])

    visto = con_gente("difundir", "ver", *DE, "--numero", numero, "--json").json
    detenida = con_gente("difundir", "detener", *DE, "--numero", numero, "--json")

    assert visto["sin_recibir"] == [{"persona": "Beto Díaz", "dependencia": None, "motivo": "sin_cuenta"}]
    assert visto["personas"] == {"pendiente": 1, "sin_cuenta": 1}
    assert detenida.json["canceladas"] == 1
    assert "bloqueó" not in con_gente("difundir", "ver", *DE, "--numero", numero).salida
    assert con_gente("difundir", "ver", numero, *DE, "--json").json["numero"] == int(numero)
    assert con_gente("difundir", "ver", *DE).codigo == 2
    otra_vez = con_gente("difundir", "reintentar", numero, *DE, "--json")
    assert (otra_vez.codigo, otra_vez.json["reintentadas"]) == (0, 1), otra_vez.errores
    assert "todavía está saliendo" in con_gente("difundir", "reintentar", numero, *DE).errores
    assert "enviados 0 de 1" in con_gente("difundir", "listar", *DE).salida
    assert "Enviados 0 de 1" in con_gente("difundir", "ver", numero, *DE).salida


@pytest.mark.parametrize(
    ("a", "mensaje", "frase"),
    [
        ("marcianos", "hola", "No sé quiénes son «marcianos»"),
        ("jefes", "hola", "no hay nadie a quien le pueda llegar"),
        ("todos", "  ", "No llegó ningún dato"),
        ("todos", "🎉" * 1300, "2.600"),
    ],
)
def test_enviar_lo_que_no_se_puede(con_gente: Orden, a: str, mensaje: str, frase: str) -> None:
    """Lo que no se puede mandar se dice en una frase y sale con 1, sin guardar nada."""
    hecha = con_gente("difundir", "enviar", *DE, "--a", a, "--mensaje", mensaje, "--ya", "--confirmar")

    assert hecha.codigo == 1
    assert frase in hecha.errores or frase.replace(".", "") in hecha.errores, hecha.errores
    assert con_gente("difundir", "listar", *DE, "--json").json == []
