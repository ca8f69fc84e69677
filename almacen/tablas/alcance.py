"""Entidad y vigencia sobre las que cae un libro, y lo que sus hojas comparten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from almacen.tablas.esquema import DEPENDENCIA, PROYECTO
from almacen.tablas.sincronia import Fila, guardadas, sincronizar
from dominio.entender.texto import normalizar


class Alcance:
    """Una entidad y una vigencia dentro de una transacción, con lo que los libros comparten."""

    def __init__(self, conexion: Connection, entidad_id: int, anio: int) -> None:
        self.conexion = conexion
        self.entidad_id = entidad_id
        self.anio = anio
        self.base: Mapping[str, int] = {"entidad_id": entidad_id, "vigencia": anio}

    def de(self, tabla: Any) -> list[Any]:
        """Condición para las filas de esta entidad y vigencia."""
        return [tabla.c.entidad_id == self.entidad_id, tabla.c.vigencia == self.anio]

    def ids(self, tabla: Any, columna: str) -> dict[Any, int]:
        """Valor de la columna → número de la fila, en esta entidad y vigencia."""
        consulta = select(tabla.c[columna], tabla.c.id).where(*self.de(tabla))
        return dict(self.conexion.execute(consulta).all())

    def dependencias(self, nombres: Iterable[tuple[str | None, str]]) -> dict[str, int]:
        """Nombre normalizado → dependencia; crea las que falten, en el orden en que aparecen.

        Args:
            nombres: pares (código o ``None``, nombre). Un código nuevo corrige el guardado.
        """
        propias = [DEPENDENCIA.c.entidad_id == self.entidad_id]
        llave = ("nombre_normalizado",)
        antes = guardadas(self.conexion, DEPENDENCIA, propias, llave)
        deseadas: dict[str, dict[str, object]] = {}
        for codigo, nombre in nombres:
            normal = normalizar(nombre)
            guardada = antes.get((normal,))
            previa = deseadas.get(normal, {})
            deseadas[normal] = {
                "entidad_id": self.entidad_id,
                "nombre_normalizado": normal,
                "nombre": previa.get("nombre") or (guardada["nombre"] if guardada else nombre),
                "codigo": codigo or previa.get("codigo") or (guardada["codigo"] if guardada else None),
                "orden": previa.get("orden")
                or (guardada["orden"] if guardada else len(antes) + len(deseadas) + 1),
            }
        sincronizar(self.conexion, DEPENDENCIA, antes, list(deseadas.values()), llave)
        consulta = select(DEPENDENCIA.c.nombre_normalizado, DEPENDENCIA.c.id).where(*propias)
        return dict(self.conexion.execute(consulta).all())

    def proyectos(
        self, nombrados: Iterable[tuple[str | None, str | None]], *, renombra: bool
    ) -> dict[str, int]:
        """Clave → proyecto; crea los que falten. Un proyecto sin BPIN se conoce por su nombre.

        Args:
            nombrados: pares (BPIN, nombre).
            renombra: si el nombre del libro reemplaza al guardado; solo el plan lo hace.
        """
        antes = guardadas(self.conexion, PROYECTO, self.de(PROYECTO), ("clave",))
        deseados: dict[str, dict[str, object]] = {}
        for bpin, nombre in nombrados:
            clave = clave_de_proyecto(bpin, nombre)
            if clave is None:
                continue
            guardado = antes.get((clave,))
            previo = deseados.get(clave, {})
            deseados[clave] = {
                **self.base,
                "clave": clave,
                "bpin": bpin,
                "nombre": previo.get("nombre") or _nombre(nombre, guardado, renombra=renombra),
                "orden": previo.get("orden")
                or (guardado["orden"] if guardado else len(antes) + len(deseados) + 1),
            }
        sincronizar(self.conexion, PROYECTO, antes, list(deseados.values()), ("clave",))
        return self.ids(PROYECTO, "clave")


def _nombre(leido: str | None, guardado: Fila | None, *, renombra: bool) -> object:
    anterior = None if guardado is None else guardado["nombre"]
    return (leido or anterior) if renombra else (anterior or leido)


def clave_de_proyecto(bpin: str | None, nombre: str | None) -> str | None:
    """El BPIN, o el nombre normalizado si no tiene; ``None`` si no hay proyecto."""
    if bpin:
        return bpin
    return f"~{normalizar(nombre)}" if nombre else None


def clave_de_fuente(codigo: str | None, nombre: str | None) -> str:
    """Con qué se reconoce una fuente: su código, o su nombre si no tiene; vacía si no se dijo."""
    return normalizar(codigo or nombre or "")
