"""Dos mil botones forjados: todos contestados, ninguno hace nada y ninguno tumba al asistente."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from almacen.tablas.ensayo import AlmacenDeEnsayo
from almacen.tablas.esquema import METADATA
from bot.ordenes.asistente import armar_despacho
from bot.ordenes.tabla import que_atiende
from bot.pantallas.actos import Escribe, Toca
from bot.pantallas.base import RelojDeEnsayo
from bot.pantallas.momento import Burbuja, Momento
from bot.pantallas.telefono import Telefono
from tests.apoyo.plan import CUENTAS, Entorno, LunesAViernes, sembrar
from tests.resistencia.falsificador import Falsificador

CUANTOS = 2_000
# Lo que deja el ir y venir de los mensajes; todo lo demás es el plan y lo que se decide sobre él.
_DE_PASO = frozenset({
    "entrada", "entrada_fallida", "salida", "cupo", "cupo_chat", "auditoria", "borrador", "borrador_aplazado",
    "duda", "mensaje_de_reporte", "tarjeta_de_revision", "intento_vinculacion", "alembic_version",
})  # fmt: skip
_REVOCADA = "diego"


@dataclass
class Escena:
    """Ana a mitad de un reporte, con otro ya guardado; Pilar y Beto con lo suyo a la vista."""

    base: AlmacenDeEnsayo
    entorno: Entorno
    telefono: Telefono
    momento: Momento
    vistos: list[str]
    borradores: dict[str, tuple[str, int]]

    def tocar(self, cuenta: int, dato: str) -> tuple[Burbuja, ...]:
        """Toca un botón con ese dato, como si lo viera."""
        self.momento, burbujas = self.telefono.hacer(self.momento, cuenta, Toca("x", dato or " "))
        return burbujas

    def plan(self) -> dict[str, list[tuple[object, ...]]]:
        """Todas las filas de todas las tablas que no son de paso."""
        copia = sqlite3.connect(":memory:")
        copia.deserialize(self.momento.foto)
        tablas = [fila[0] for fila in copia.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        propias = sorted(set(tablas) - _DE_PASO - {t for t in tablas if t.startswith("sqlite_")})
        filas = {tabla: copia.execute(f'SELECT * FROM "{tabla}" ORDER BY 1').fetchall() for tabla in propias}  # noqa: S608 - los nombres son del esquema
        copia.close()
        # Pedir los propios datos es de todos y no toca el plan.
        filas["encargo"] = [fila for fila in filas["encargo"] if '{"misdatos":true}' not in fila]
        return filas

    def auditadas(self) -> int:
        """Cuántos rechazos hay en la traza."""
        with self.base.lectura() as unidad:
            filas = unidad.auditoria.ultimas(self.entorno.entidad.id, CUANTOS * 2)
        return sum(anotacion.accion in ("rechazar_boton", "permiso_denegado") for _n, anotacion, _c in filas)


@pytest.fixture(scope="module")
def escena() -> Iterator[Escena]:
    """La conversación de la que alguien quiere aprovecharse."""
    reloj = RelojDeEnsayo()
    base = AlmacenDeEnsayo(reloj)
    entorno = sembrar(base)
    despacho = armar_despacho(base, reloj, lambda _entidad: LunesAViernes(), lambda: "plan_bot")
    telefono = Telefono(base, reloj, despacho)
    montada = Escena(base, entorno, telefono, telefono.ahora(), [], {})
    for quien in ("beto", "pilar", "ana"):
        for escrito in (*(f"/{orden}" for orden in que_atiende() if orden not in ("exportar", "plantilla")),
                        "/cancelar", "/avance", "1" if quien == "ana" else "10", "55"):  # fmt: skip
            _escribir(montada, quien, escrito)
    for escrito in ("ir al resumen", "confirmar", "/avance A-004", "40"):
        _escribir(montada, "ana", escrito)
    with base.unidad() as unidad:
        for quien in ("beto", "ana"):
            borrador = unidad.borradores.traer(entorno.personas[quien].id, CUENTAS[quien])
            assert borrador is not None
            montada.borradores[quien] = (borrador.clave_envio, borrador.version)
        unidad.personas.revocar(entorno.personas[_REVOCADA].id)
        unidad.confirmar()
    montada.momento = replace(montada.momento, foto=base.foto())
    yield montada
    base.cerrar()


def _escribir(escena: Escena, quien: str, texto: str) -> None:
    escena.momento, burbujas = escena.telefono.hacer(escena.momento, CUENTAS[quien], Escribe(texto))
    if quien != "ana":
        escena.vistos += [boton.dato for burbuja in burbujas for boton in burbuja.botones]


def _azar(escena: Escena, semilla: int) -> Falsificador:
    ajena = escena.borradores["beto"][0]
    return Falsificador(random.Random(semilla), escena.borradores["ana"], ajena, escena.vistos)


@pytest.mark.parametrize(
    ("cuenta", "semilla"),
    [(CUENTAS["ana"], 1), (CUENTAS["carla"], 2), (CUENTAS[_REVOCADA], 3), (999, 4)],
    ids=["responsable", "consulta", "revocada", "desconocida"],
)
def test_boton_forjado_se_contesta_y_no_hace_nada(escena: Escena, cuenta: int, semilla: int) -> None:
    """Cada toque tiene su respuesta y el plan queda idéntico, fila por fila."""
    falsificador, antes = _azar(escena, semilla), escena.plan()
    for _vez in range(CUANTOS // 4):
        dato = falsificador.inventar()
        burbujas = escena.tocar(cuenta, dato)
        avisos = [burbuja for burbuja in burbujas if burbuja.quien == "aviso"]
        assert len(avisos) == 1, f"{dato!r} se contestó {len(avisos)} veces"
        assert {abs(burbuja.cuenta) for burbuja in burbujas} == {cuenta}, (
            f"{dato!r} le escribió a otra persona"
        )
        if burbujas[1:] == ():
            assert avisos[0].html, f"{dato!r} no dijo nada"

    despues = escena.plan()
    assert {t for t in antes if antes[t] != despues[t]} == set()


def test_boton_ajeno_o_inventado_queda_auditado(escena: Escena) -> None:
    """El de otra persona y el que nadie conoce dejan su renglón en la traza."""
    clave, version = escena.borradores["beto"]
    forjados = [f"d:{clave}:{version}:{accion}" for accion in ("confirmar", "cancelar", "v.45.00", "nuevo")]
    forjados += ["zz:1", "d:::", "", "D:1", "é:2"]
    antes = escena.auditadas()

    for dato in forjados:
        escena.tocar(CUENTAS["ana"], dato)

    assert escena.auditadas() - antes == len(forjados)
    with escena.base.lectura() as unidad:
        assert unidad.borradores.traer(escena.entorno.personas["beto"].id, CUENTAS["beto"]) is not None
        assert unidad.auditoria.verificar() is None


def test_tablas_de_paso_existen() -> None:
    """Lo que no se compara es solo lo que de verdad es de paso: un nombre viejo aquí taparía una tabla."""
    assert _DE_PASO - {"alembic_version"} <= set(METADATA.tables)
