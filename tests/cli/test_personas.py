"""``asistente persona``: listar, revocar y cambiar el rol desde el servidor."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Orden

DE_LA_ENTIDAD = ("--entidad", "76999")


def _invitar(orden: Orden, rol: str, nombre: str) -> None:
    assert orden("invitar", *DE_LA_ENTIDAD, "--rol", rol, "--nombre", nombre).codigo == 0


def test_primera_administracion_se_invita_desde_el_servidor(con_entidad: Orden) -> None:
    """Es la única puerta: por el chat solo la invita otra que ya administre."""
    corrida = con_entidad("invitar", *DE_LA_ENTIDAD, "--rol", "administracion", "--nombre", "Elena Rojas")

    assert corrida.codigo == 0
    assert "(administración)" in corrida.salida
    [ficha] = con_entidad("persona", "listar", *DE_LA_ENTIDAD, "--json").json
    assert (ficha["rol"], ficha["situacion"]) == ("administracion", "invitada")


def test_listar_por_texto(con_entidad: Orden) -> None:
    """Los que responden a las palabras; si nadie, se dice."""
    _invitar(con_entidad, "planeacion", "Ana Ruiz")
    _invitar(con_entidad, "consulta", "Beto Díaz")

    assert (
        "Beto Díaz  (consulta, sin dependencia): invitada"
        in con_entidad("persona", "listar", *DE_LA_ENTIDAD).salida
    )
    datos = con_entidad("persona", "listar", *DE_LA_ENTIDAD, "--texto", "planeacion", "--json").json
    assert [ficha["nombre"] for ficha in datos] == ["Ana Ruiz"]
    assert "No hay personas" in con_entidad("persona", "listar", *DE_LA_ENTIDAD, "--texto", "zzz").salida


def test_revocar_anula_la_invitacion(con_entidad: Orden) -> None:
    """Sin importar tildes ni mayúsculas; queda sin invitar."""
    _invitar(con_entidad, "consulta", "Beto Díaz")
    corrida = con_entidad("persona", "revocar", *DE_LA_ENTIDAD, "--nombre", "beto diaz", "--motivo", "se fue")

    assert corrida.codigo == 0
    assert "Beto Díaz ya no tiene acceso" in corrida.salida
    [ficha] = con_entidad("persona", "listar", *DE_LA_ENTIDAD, "--json").json
    assert ficha["situacion"] == "sin_invitar"


def test_cambiar_rol_desde_el_servidor(con_entidad: Orden) -> None:
    """Quien tiene el servidor firma por administración."""
    _invitar(con_entidad, "consulta", "Beto Díaz")
    corrida = con_entidad(
        "persona", "cambiar-rol", *DE_LA_ENTIDAD, "--nombre", "Beto Díaz", "--rol", "planeacion"
    )

    assert corrida.codigo == 0, corrida.errores
    assert "Beto Díaz ahora entra como planeación" in corrida.salida
    [ficha] = con_entidad("persona", "listar", *DE_LA_ENTIDAD, "--json").json
    assert ficha["rol"] == "planeacion"
    assert con_entidad("auditoria", "verificar").codigo == 0


@pytest.mark.parametrize(
    ("argumentos", "frase"),
    [
        (("revocar", *DE_LA_ENTIDAD, "--nombre", "Nadie"), "No hay nadie llamado «Nadie»"),
        (("cambiar-rol", *DE_LA_ENTIDAD, "--nombre", "Beto Díaz", "--rol", "jefe"), "necesita dependencia"),
        (("cambiar-rol", *DE_LA_ENTIDAD, "--nombre", "Beto Díaz", "--rol", "consulta"), "ya tiene ese rol"),
        (("listar", "--entidad", "05001"), "no está registrada"),
    ],
)
def test_lo_que_no_se_puede_se_explica(con_entidad: Orden, argumentos: tuple[str, ...], frase: str) -> None:
    """Código 1, una frase y nada cambia."""
    _invitar(con_entidad, "consulta", "Beto Díaz")
    corrida = con_entidad("persona", *argumentos)

    assert corrida.codigo == 1
    assert frase in corrida.errores
    [ficha] = con_entidad("persona", "listar", *DE_LA_ENTIDAD, "--json").json
    assert (ficha["rol"], ficha["situacion"]) == ("consulta", "invitada")
