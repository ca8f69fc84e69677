"""Depósito de auditoría: una cadena por entidad y otra de la instalación."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from almacen.tablas.esquema import AUDITORIA, ENTIDAD
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.modelo.auditoria import Anotacion, CabezaDeCadena, EslabonRoto
from dominio.modelo.identidad import IdEntidad
from dominio.reglas import cadena as reglas

INSTALACION = "instalacion"
TANDA = 2_000

_A = AUDITORIA.c
_CODIGO = select(ENTIDAD.c.codigo).where(ENTIDAD.c.id == bindparam("entidad"))
_CABEZA = (
    select(_A.secuencia, _A.resumen, _A.cuando)
    .where(_A.cadena == bindparam("nombre"))
    .order_by(_A.secuencia.desc())
    .limit(1)
)
_AGREGAR = insert(AUDITORIA)
_CADENAS = select(_A.cadena).distinct().order_by(_A.cadena)
_ESLABONES = (
    select(
        _A.secuencia,
        _A.previo,
        _A.resumen,
        _A.cadena,
        _A.entidad_id,
        _A.actor_id,
        _A.accion,
        _A.objeto,
        _A.antes,
        _A.despues,
        _A.update_id,
        _A.canal,
        _A.cuando,
    )
    .where(_A.cadena == bindparam("nombre"))
    .order_by(_A.secuencia)
)
_ULTIMAS = (
    select(AUDITORIA)
    .where(_A.cadena == bindparam("nombre"))
    .order_by(_A.secuencia.desc())
    .limit(bindparam("limite"))
)


def _encadenado(fila: FilaSQL) -> dict[str, object]:
    """Lo que entra en el resumen: todo menos el número interno y los eslabones mismos."""
    return {
        "cadena": fila.cadena,
        "secuencia": fila.secuencia,
        "entidad_id": fila.entidad_id,
        "actor_id": fila.actor_id,
        "accion": fila.accion,
        "objeto": fila.objeto,
        "antes": fila.antes,
        "despues": fila.despues,
        "update_id": fila.update_id,
        "canal": fila.canal,
        "cuando": fila.cuando,
    }


def _leer(fila: FilaSQL) -> tuple[int, Anotacion, datetime]:
    anotacion = Anotacion(
        entidad_id=fila.entidad_id,
        actor_id=fila.actor_id,
        accion=fila.accion,
        objeto=fila.objeto,
        antes=None if fila.antes is None else json.loads(fila.antes),
        despues=None if fila.despues is None else json.loads(fila.despues),
        update_id=fila.update_id,
        canal=fila.canal,
    )
    return fila.secuencia, anotacion, fila.cuando


def _motivo(fila: FilaSQL, previo: str, esperada: int) -> str | None:
    """Por qué el eslabón no cierra; ``None`` si cierra."""
    if fila.secuencia != esperada:
        return "falta el eslabón: lo borraron o cambió de número"
    if fila.previo != previo:
        return "no sigue al eslabón anterior"
    if reglas.eslabon(previo, _encadenado(fila)) != fila.resumen:
        return "su contenido no corresponde a su resumen"
    return None


class DepositoAuditoria(Deposito):
    """Traza de solo adición, encadenada por entidad."""

    def anotar(self, anotacion: Anotacion, ahora: datetime) -> None:
        """Agrega un eslabón en esta transacción; dos a la vez en la misma cadena se forman en fila."""
        nombre = self._cadena(anotacion.entidad_id)
        self.candado(f"auditoria:{nombre}")
        ultimo = self._conexion.execute(_CABEZA, {"nombre": nombre}).first()
        previo = reglas.ORIGEN if ultimo is None else ultimo.resumen
        fila: dict[str, object] = {
            "cadena": nombre,
            "secuencia": 1 if ultimo is None else ultimo.secuencia + 1,
            "entidad_id": anotacion.entidad_id,
            "actor_id": anotacion.actor_id,
            "accion": anotacion.accion,
            "objeto": anotacion.objeto,
            "antes": None if anotacion.antes is None else reglas.canonico(anotacion.antes),
            "despues": None if anotacion.despues is None else reglas.canonico(anotacion.despues),
            "update_id": anotacion.update_id,
            "canal": anotacion.canal,
            "cuando": ahora,
        }
        resumen = reglas.eslabon(previo, fila)
        self._conexion.execute(_AGREGAR, {**fila, "previo": previo, "resumen": resumen})

    def cabeza(self, entidad_id: IdEntidad | None) -> CabezaDeCadena | None:
        """Último eslabón de la cadena de la entidad (o de la instalación)."""
        nombre = self._cadena(entidad_id)
        ultimo = self._conexion.execute(_CABEZA, {"nombre": nombre}).first()
        if ultimo is None:
            return None
        return CabezaDeCadena(nombre, ultimo.secuencia, ultimo.resumen, ultimo.cuando)

    def verificar(self) -> EslabonRoto | None:
        """Recorre todas las cadenas; el primer eslabón que no cierra, o ``None``.

        Que falten filas al final no se ve aquí: se compara ``cabeza`` con la que quedó entregada.
        """
        for nombre in self._conexion.execute(_CADENAS).scalars().all():
            roto = self._revisar(nombre)
            if roto is not None:
                return roto
        return None

    def ultimas(self, entidad_id: IdEntidad, limite: int) -> Sequence[tuple[int, Anotacion, datetime]]:
        """Las últimas filas, de la más nueva a la más vieja."""
        datos = {"nombre": self._cadena(entidad_id), "limite": limite}
        return [_leer(fila) for fila in self._conexion.execute(_ULTIMAS, datos)]

    def _revisar(self, nombre: str) -> EslabonRoto | None:
        previo, esperada = reglas.ORIGEN, 1
        # Si se deja a la mitad, el cursor del servidor se cierra ya y no cuando se recoja.
        with closing(self._por_tandas(nombre)) as filas:
            for fila in filas:
                motivo = _motivo(fila, previo, esperada)
                if motivo is not None:
                    return EslabonRoto(nombre, esperada, motivo)
                previo, esperada = fila.resumen, esperada + 1
        return None

    def _por_tandas(self, nombre: str) -> Generator[FilaSQL, None, None]:
        """Los eslabones en orden, sin traer la cadena entera a la memoria."""
        opciones = {"yield_per": TANDA}
        with self._conexion.execute(_ESLABONES, {"nombre": nombre}, execution_options=opciones) as filas:
            yield from filas

    def _cadena(self, entidad_id: IdEntidad | None) -> str:
        if entidad_id is None:
            return INSTALACION
        return f"E:{self._conexion.execute(_CODIGO, {'entidad': entidad_id}).scalar_one()}"
