"""La traza: de solo adición, encadenada, y con el primer eslabón roto siempre a la vista."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from almacen.tablas.conexion import crear_motor
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from tests.almacen.hechos import AHORA, UN_MINUTO, una_entidad

ESLABONES = 9


def _anotacion(entidad: Entidad | None, objeto: str = "actividad:A-012") -> Anotacion:
    return Anotacion(
        entidad_id=None if entidad is None else entidad.id,
        actor_id=None,
        accion="registrar_avance",
        objeto=objeto,
        antes={"avance": 10},
        despues={"avance": 45, "logro": "ñandú"},
        update_id=2**40,
        canal="chat",
    )


def _llenar(almacen: AlmacenSQL, entidad: Entidad | None, cuantos: int = ESLABONES) -> None:
    for numero in range(cuantos):
        with almacen.unidad() as unidad:
            unidad.auditoria.anotar(_anotacion(entidad, f"folio:{numero}"), AHORA + numero * UN_MINUTO)
            unidad.confirmar()


def test_traza_vuelve_como_se_escribio(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Las últimas primero, con su número, su contenido y su hora."""
    _llenar(almacen, entidad, 3)
    with almacen.lectura() as unidad:
        ultimas = unidad.auditoria.ultimas(entidad.id, 2)
    assert ultimas == [
        (numero + 1, _anotacion(entidad, f"folio:{numero}"), AHORA + numero * UN_MINUTO) for numero in (2, 1)
    ]


def test_cada_entidad_tiene_su_cadena(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La de la entidad lleva su código; la de la instalación no es de nadie; ambas cierran."""
    otra = una_entidad(almacen, "05001")
    _llenar(almacen, entidad, 3)
    _llenar(almacen, None, 2)
    with almacen.lectura() as unidad:
        propia, general = unidad.auditoria.cabeza(entidad.id), unidad.auditoria.cabeza(None)
        assert unidad.auditoria.cabeza(otra.id) is None
        assert unidad.auditoria.verificar() is None
    assert propia is not None
    assert general is not None
    assert (propia.cadena, propia.secuencia, propia.cuando) == ("E:76001", 3, AHORA + 2 * UN_MINUTO)
    assert (general.cadena, general.secuencia) == ("instalacion", 2)
    assert propia.resumen != general.resumen


def test_traza_deshecha_no_deja_eslabon(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El eslabón va en la transacción del cambio: si se deshace, no estuvo."""
    with almacen.unidad() as unidad:
        unidad.auditoria.anotar(_anotacion(entidad), AHORA)
    _llenar(almacen, entidad, 1)
    with almacen.lectura() as unidad:
        cabeza = unidad.auditoria.cabeza(entidad.id)
    assert cabeza is not None
    assert cabeza.secuencia == 1


@pytest.fixture
def intruso(url_compartida: str, compartido: AlmacenSQL) -> Engine:
    """Alguien con acceso directo a una base con una cadena escrita."""
    _llenar(compartido, una_entidad(compartido))
    return crear_motor(url_compartida)


@pytest.mark.parametrize(
    "orden",
    ["UPDATE auditoria SET objeto = 'x' WHERE secuencia = 2", "DELETE FROM auditoria", "TRUNCATE auditoria"],
)
def test_base_rechaza_editar_o_borrar_la_traza(intruso: Engine, compartido: AlmacenSQL, orden: str) -> None:
    """Ni con acceso directo: la base misma lo impide, en los dos motores."""
    if orden.startswith("TRUNCATE") and intruso.name == "sqlite":
        pytest.skip("SQLite no tiene TRUNCATE")
    with pytest.raises(DBAPIError, match="solo adición"), intruso.begin() as conexion:
        conexion.execute(text(orden))
    with compartido.lectura() as unidad:
        cabeza = unidad.auditoria.cabeza(IdEntidad(_entidad_de(intruso)))
    assert cabeza is not None
    assert cabeza.secuencia == ESLABONES
    intruso.dispose()


def _entidad_de(intruso: Engine) -> int:
    with intruso.begin() as conexion:
        numero: int = conexion.execute(text("SELECT id FROM entidad")).scalar_one()
    return numero


_COPIADAS = "cadena, entidad_id, accion, objeto, antes, despues, canal, cuando, previo, resumen"
MANIPULACIONES = {
    "editar": ["UPDATE auditoria SET despues = '[]' WHERE secuencia = :n"],
    "cambiar_hora": ["UPDATE auditoria SET cuando = '2020-01-01 00:00:00' WHERE secuencia = :n"],
    "cambiar_origen": ["UPDATE auditoria SET update_id = 1 WHERE secuencia = :n"],
    "borrar": ["DELETE FROM auditoria WHERE secuencia = :n"],
    "insertar": [
        "UPDATE auditoria SET secuencia = secuencia + 1000 WHERE secuencia >= :n",
        "UPDATE auditoria SET secuencia = secuencia - 999 WHERE secuencia >= 1000",
        "INSERT INTO auditoria (secuencia, " + _COPIADAS + ") SELECT secuencia + 1, " + _COPIADAS + " "
        "FROM auditoria WHERE secuencia = :n - 1",
    ],
    "intercambiar": [
        "UPDATE auditoria SET secuencia = 1000 WHERE secuencia = :n",
        "UPDATE auditoria SET secuencia = :n WHERE secuencia = :n + 1",
        "UPDATE auditoria SET secuencia = :n + 1 WHERE secuencia = 1000",
    ],
}


@pytest.mark.parametrize("manipulacion", MANIPULACIONES)
@pytest.mark.parametrize("secuencia", [2, ESLABONES - 1])
def test_verificar_nombra_el_primer_eslabon_roto(
    intruso: Engine, compartido: AlmacenSQL, manipulacion: str, secuencia: int
) -> None:
    """Aun quitando los disparadores, editar, borrar, insertar o intercambiar se descubre en su sitio."""
    with intruso.begin() as conexion:
        if intruso.name == "postgresql":
            conexion.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            for disparador in ("auditoria_sin_cambios", "auditoria_sin_borrados"):
                conexion.execute(text("DROP TRIGGER " + disparador))
        for orden in MANIPULACIONES[manipulacion]:
            conexion.execute(text(orden), {"n": secuencia} if ":n" in orden else {})
    intruso.dispose()

    with compartido.lectura() as unidad:
        roto = unidad.auditoria.verificar()
    assert roto is not None
    assert (roto.cadena, roto.secuencia) == ("E:76001", secuencia)
