"""Depósito de entidades y dependencias."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update

from almacen.tablas.esquema import DEPENDENCIA, ENTIDAD
from almacen.tablas.sentencias import Deposito, FilaSQL, por_motor
from dominio.errores import EntidadRepetida, NoEncontrado
from dominio.modelo.banda import Banda
from dominio.modelo.entidad import Dependencia, Entidad, Periodicidad
from dominio.modelo.identidad import IdEntidad
from dominio.valores.porcentaje import Porcentaje

_E = ENTIDAD.c
_CAMPOS = (
    _E.id,
    _E.codigo,
    _E.nombre,
    _E.periodicidad,
    _E.gracia,
    _E.bandas,
    _E.festivos,
    _E.sabado_habil,
    _E.visto_bueno,
    _E.limite_narrativa,
)
_POR_ID = select(*_CAMPOS).where(_E.id == bindparam("entidad"))
_POR_CODIGO = select(*_CAMPOS).where(_E.codigo == bindparam("codigo"))
_TODAS = select(*_CAMPOS).order_by(_E.codigo)
_CREAR = por_motor(
    lambda insertar: insertar(ENTIDAD).on_conflict_do_nothing(index_elements=[_E.codigo]).returning(_E.id)
)
_CONFIGURAR = (
    update(ENTIDAD)
    .where(_E.id == bindparam("entidad"))
    .values(
        periodicidad=bindparam("periodo"),
        gracia=bindparam("dias"),
        bandas=bindparam("semaforo"),
        festivos=bindparam("no_habiles"),
        sabado_habil=bindparam("sabado"),
        visto_bueno=bindparam("pide_visto_bueno"),
        limite_narrativa=bindparam("caracteres"),
    )
)
_DEPENDENCIAS = (
    select(DEPENDENCIA.c.id, DEPENDENCIA.c.codigo, DEPENDENCIA.c.nombre)
    .where(DEPENDENCIA.c.entidad_id == bindparam("entidad"))
    .order_by(DEPENDENCIA.c.orden, DEPENDENCIA.c.id)
)


def _leer(fila: FilaSQL) -> Entidad:
    return Entidad(
        id=fila.id,
        codigo=fila.codigo,
        nombre=fila.nombre,
        periodicidad=Periodicidad(fila.periodicidad),
        gracia=fila.gracia,
        bandas=tuple(
            Banda(banda["nombre"], Porcentaje(banda["desde"]), banda["color"], banda["emoji"])
            for banda in fila.bandas
        ),
        festivos=tuple(fila.festivos),
        sabado_habil=fila.sabado_habil,
        visto_bueno=fila.visto_bueno,
        limite_narrativa=fila.limite_narrativa,
    )


def _bandas(bandas: Sequence[Banda]) -> list[dict[str, object]]:
    return [
        {
            "nombre": banda.nombre,
            "desde": banda.desde.centesimas,
            "color": banda.color,
            "emoji": banda.emoji,
        }
        for banda in bandas
    ]


class DepositoEntidades(Deposito):
    """Entidades y sus dependencias."""

    def crear(self, codigo: str, nombre: str) -> Entidad:
        """Registra una entidad; si el código ya existe lanza ``EntidadRepetida``."""
        nueva = Entidad(IdEntidad(0), codigo, nombre)
        datos = {
            "codigo": codigo,
            "nombre": nombre,
            "periodicidad": nueva.periodicidad.value,
            "gracia": nueva.gracia,
            "bandas": _bandas(nueva.bandas),
            "festivos": list(nueva.festivos),
            "sabado_habil": nueva.sabado_habil,
        }
        creada = self._conexion.execute(_CREAR[self._motor], datos).scalar()
        if creada is None:
            raise EntidadRepetida("codigo", codigo=codigo)
        return self.traer(IdEntidad(creada))

    def por_codigo(self, codigo: str) -> Entidad | None:
        """La entidad con ese DIVIPOLA."""
        fila = self._conexion.execute(_POR_CODIGO, {"codigo": codigo}).first()
        return None if fila is None else _leer(fila)

    def traer(self, entidad_id: IdEntidad) -> Entidad:
        """La entidad; ``NoEncontrado`` si no existe."""
        fila = self._conexion.execute(_POR_ID, {"entidad": entidad_id}).first()
        if fila is None:
            raise NoEncontrado("entidad", entidad=entidad_id)
        return _leer(fila)

    def listar(self) -> Sequence[Entidad]:
        """Todas, por código."""
        return [_leer(fila) for fila in self._conexion.execute(_TODAS)]

    def dependencias(self, entidad_id: IdEntidad) -> Sequence[Dependencia]:
        """Las de la entidad, en el orden en que aparecieron en el plan."""
        filas = self._conexion.execute(_DEPENDENCIAS, {"entidad": entidad_id})
        return [Dependencia(*fila) for fila in filas]

    def configurar(self, entidad: Entidad) -> None:
        """Guarda periodicidad, gracia, bandas, festivos, sábado, visto bueno y límite de una entidad.

        Raises:
            NoEncontrado: la entidad no existe.
        """
        datos = {
            "entidad": entidad.id,
            "periodo": entidad.periodicidad.value,
            "dias": entidad.gracia,
            "semaforo": _bandas(entidad.bandas),
            "no_habiles": list(entidad.festivos),
            "sabado": entidad.sabado_habil,
            "pide_visto_bueno": entidad.visto_bueno,
            "caracteres": entidad.limite_narrativa,
        }
        if self._conexion.execute(_CONFIGURAR, datos).rowcount == 0:
            raise NoEncontrado("entidad", entidad=entidad.id)
