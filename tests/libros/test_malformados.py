"""Quinientos libros malformados: cada uno se contesta con su sitio, y la base no se entera."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from almacen.libros import hijo
from almacen.libros.canje import de_json
from almacen.libros.lector import LectorAislado
from almacen.libros.revision import error_de_archivo, revisar_archivo
from almacen.migraciones import migrar
from almacen.perfiles.canje import perfil_a_dato
from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar, revisar_importacion
from dominio.errores import ImportacionConErrores
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.libro import LibroLeido
from dominio.modelo.perfil import Perfil
from dominio.modelo.persona import Persona, Rol
from dominio.puertos.unidad import UnidadDeTrabajo
from tests.apoyo.plan import AHORA, VIGENCIA, LunesAViernes
from tests.libros.danos import Esperado
from tests.libros.danos_ajenos import DANOS_AJENOS, PERFIL
from tests.libros.danos_de_archivo import DANOS
from tests.libros.fabrica import fila, hacer

SEMILLA = 20_260_131
_CELDA = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6})?")
# Lo que es del libro entero y no de una hoja suya.
_DEL_ARCHIVO = ("archivo_", "sin_hojas", "hoja_del_perfil_falta")

Leer = Callable[[Path, Perfil | None], LibroLeido]


class Banco:
    """Una entidad con un plan guardado, y la huella de toda la base."""

    def __init__(self, carpeta: Path) -> None:
        self._archivo = carpeta / "plan.db"
        migrar(f"sqlite:///{self._archivo}")
        self.almacen = AlmacenSQL(f"sqlite:///{self._archivo}")
        with self.almacen.unidad() as unidad:
            self._entidad = unidad.entidades.crear("76001", "Entidad de prueba")
            libro = leer_aqui(hacer(carpeta / "base.xlsx", [fila(1), fila(2)]), None)
            importar(self.contexto(unidad), VIGENCIA, libro, "base.xlsx")
            unidad.confirmar()

    def contexto(self, unidad: UnidadDeTrabajo) -> Contexto:
        """Planeación, en la entidad."""
        entidad: Entidad = self._entidad
        nadie = Persona(IdPersona(0), entidad.id, "Planeación", None, Rol.PLANEACION, None, None, None)
        return Contexto(unidad, nadie, entidad, AHORA, LunesAViernes(), "cli")

    def huella(self) -> str:
        """De cada fila de cada tabla."""
        resumen = hashlib.sha256()
        with sqlite3.connect(f"file:{self._archivo}?mode=ro", uri=True) as conexion:
            for linea in conexion.iterdump():
                resumen.update(linea.encode())
        conexion.close()
        return resumen.hexdigest()


def leer_aqui(ruta: Path, perfil: Perfil | None) -> LibroLeido:
    """Lo que hace el proceso hijo, en este: si algo se rompe, la prueba lo ve."""
    motivo = revisar_archivo(ruta, con_perfil=perfil is not None)
    if motivo is None:
        dato = None if perfil is None else perfil_a_dato(perfil)
        respuesta = hijo.leer({"ruta": str(ruta), "tipo": None, "vigencia": 2026, "perfil": dato})
        if "libro" in respuesta:
            return de_json(str(respuesta["libro"]))
        motivo = str(respuesta["archivo"])
    return LibroLeido(errores=(error_de_archivo(motivo),))


def leer_en_el_hijo(ruta: Path, perfil: Perfil | None) -> LibroLeido:
    """Por la puerta, con el proceso hijo y sus límites."""
    return LectorAislado().leer(ruta, 2026, None, perfil)


@pytest.fixture(scope="module")
def banco(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Banco]:
    """Uno para todos: ningún libro malformado lo cambia."""
    abierto = Banco(tmp_path_factory.mktemp("banco"))
    yield abierto
    abierto.almacen.cerrar()


def _probar(banco: Banco, carpeta: Path, cuantos: int, leer: Leer, cada: int = 1) -> Counter[str]:
    """Hace ``cuantos`` libros, uno por daño o saltando de a ``cada``, y cuenta cómo acabaron."""
    azar = Random(SEMILLA)
    antes = banco.huella()
    cuenta: Counter[str] = Counter()
    casos = [(dano, None) for dano in DANOS] + [(dano, PERFIL) for dano in DANOS_AJENOS]
    for n in range(cuantos):
        dano, perfil = casos[n * cada % len(casos)]
        ruta = carpeta / f"{n:03d}.xlsx"
        esperado = dano(azar, ruta)
        libro = leer(ruta, perfil)
        quien = f"{n} {dano.__name__}"
        cuenta[_comprobar(banco, libro, esperado, quien)] += 1
        ruta.unlink()
    assert banco.huella() == antes
    return cuenta


def _comprobar(banco: Banco, libro: LibroLeido, esperado: Esperado, quien: str) -> str:
    """Los errores dicen dónde, y guardarlo no se puede; lo válido se reconoce como válido."""
    with banco.almacen.lectura() as unidad:
        revision = revisar_importacion(banco.contexto(unidad), VIGENCIA, libro)
    for error in revision.errores:
        assert error.hoja or error.codigo.startswith(_DEL_ARCHIVO), (quien, error)
        assert _CELDA.fullmatch(error.celda), (quien, error)
        assert len(error.mensaje) > 20, (quien, error)
    for dudoso in libro.dudosos:
        assert dudoso.hoja, (quien, dudoso)
        assert dudoso.celda, (quien, dudoso)
        assert _CELDA.fullmatch(dudoso.celda), (quien, dudoso)
    if esperado.valido is not None:
        assert (revision.errores == ()) is esperado.valido, (quien, revision.errores[:3])
    dichos = [(e.hoja, e.celda) for e in revision.errores] + [(d.hoja, d.celda) for d in libro.dudosos]
    assert esperado.sitio is None or esperado.sitio in dichos, (quien, esperado, dichos[:5])
    codigos = {e.codigo for e in revision.errores} | {d.codigo for d in libro.dudosos}
    assert esperado.codigo is None or esperado.codigo in codigos, (quien, esperado, codigos)
    if not revision.errores:
        assert revision.resumen is not None
        return "válido"
    with banco.almacen.unidad() as unidad, pytest.raises(ImportacionConErrores):
        importar(banco.contexto(unidad), VIGENCIA, libro, quien)
    return "rechazado"


def test_libros_malformados_se_contestan_con_su_sitio(banco: Banco, tmp_path: Path) -> None:
    """Una muestra: cada daño al menos una vez."""
    cuenta = _probar(banco, tmp_path, 66, leer_aqui)
    assert cuenta["rechazado"] >= 30
    assert cuenta["válido"] >= 10


def test_libros_malformados_por_el_proceso_hijo(banco: Banco, tmp_path: Path) -> None:
    """Ocho por la puerta de verdad contestan lo mismo."""
    assert _probar(banco, tmp_path, 8, leer_en_el_hijo, cada=5).total() == 8


@pytest.mark.lento
def test_quinientos_libros_malformados(banco: Banco, tmp_path: Path) -> None:
    """Los quinientos."""
    cuenta = _probar(banco, tmp_path, 500, leer_aqui)
    assert cuenta.total() == 500
    assert cuenta["rechazado"] >= 250
