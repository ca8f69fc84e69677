"""Lo que movió el acumulado de cada registro, para saber cómo estaba en un instante."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from almacen.tablas.esquema import EJECUCION, REGISTRO, REVISION
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.revision import TipoReporte
from dominio.reglas.versiones import HechoDeGasto

_J = EJECUCION.c
_R = REGISTRO.c
_V = REVISION.c
_PROPIAS = (_J.entidad_id == bindparam("entidad"), _J.vigencia == bindparam("anio"))
_DEVUELTAS = (
    select(_J.registro_id, _J.momento, _J.anterior, _J.valor, _V.id, _V.cuando)
    .select_from(REVISION.join(EJECUCION, _J.id == _V.reporte_id))
    .where(
        *_PROPIAS,
        _V.tipo == TipoReporte.EJECUCION.value,
        _V.decision == EstadoReporte.DEVUELTO.value,
    )
)
_MOVIMIENTOS = select(_J.registro_id, _J.momento, _J.anterior, _J.valor, _J.id, _J.reportado_en).where(
    *_PROPIAS
)
_ULTIMO_MOVIMIENTO = (
    select(_J.registro_id, func.max(_J.id).label("ultimo"))
    .where(*_PROPIAS)
    .group_by(_J.registro_id)
    .subquery("ultimo_movimiento")
)
_DEVUELTAS_T = _DEVUELTAS.subquery("devueltas")
_ULTIMA_DEVOLUCION = (
    select(_DEVUELTAS_T.c.registro_id, func.max(_DEVUELTAS_T.c.id).label("ultima"))
    .group_by(_DEVUELTAS_T.c.registro_id)
    .subquery("ultima_devolucion")
)
# Registro, sus cuatro acumulados y los números del último movimiento y la última devolución.
ULTIMOS_HECHOS = (
    select(
        _R.id,
        _R.cdp,
        _R.compromisos,
        _R.obligaciones,
        _R.pagos,
        _ULTIMO_MOVIMIENTO.c.ultimo,
        _ULTIMA_DEVOLUCION.c.ultima,
    )
    .select_from(
        REGISTRO.outerjoin(_ULTIMO_MOVIMIENTO, _ULTIMO_MOVIMIENTO.c.registro_id == _R.id).outerjoin(
            _ULTIMA_DEVOLUCION, _ULTIMA_DEVOLUCION.c.registro_id == _R.id
        )
    )
    .where(_R.entidad_id == bindparam("entidad"), _R.vigencia == bindparam("anio"), _R.retirado.is_(False))
    .order_by(_R.id)
)


@dataclass(frozen=True, slots=True)
class _Fechado:
    cuando: datetime
    numero: int
    hecho: HechoDeGasto

    @property
    def turno(self) -> tuple[datetime, bool, int]:
        """Al mismo tiempo, primero los movimientos: ninguno se devuelve antes de existir."""
        return self.cuando, self.hecho.devuelto, self.numero


class HechosDeGasto:
    """Los movimientos y devoluciones de una vigencia, leídos una vez."""

    def __init__(self, conexion: Connection, entidad_id: int, anio: int) -> None:
        datos = {"entidad": entidad_id, "anio": anio}
        hallados: dict[int, list[_Fechado]] = defaultdict(list)
        for consulta, devuelto in ((_MOVIMIENTOS, False), (_DEVUELTAS, True)):
            for registro, momento, anterior, valor, numero, cuando in conexion.execute(consulta, datos):
                hecho = HechoDeGasto(MomentoGasto(momento), anterior, valor, devuelto)
                hallados[registro].append(_Fechado(cuando, numero, hecho))
        self._hechos: Mapping[int, list[_Fechado]] = {
            registro: sorted(suyos, key=lambda uno: uno.turno) for registro, suyos in hallados.items()
        }

    def registros(self, hasta: datetime) -> frozenset[int]:
        """Los que tienen algún movimiento hasta el instante."""
        return frozenset(
            registro
            for registro, suyos in self._hechos.items()
            if any(uno.cuando <= hasta and not uno.hecho.devuelto for uno in suyos)
        )

    def entre(
        self, registro: int, marcas: Sequence[int], hasta: datetime | None = None
    ) -> list[HechoDeGasto]:
        """Los de un registro que no había cuando se tomaron las marcas, hasta el instante."""
        movimiento, devolucion = marcas
        return [
            uno.hecho
            for uno in self._hechos.get(registro, ())
            if uno.numero > (devolucion if uno.hecho.devuelto else movimiento)
            and (hasta is None or uno.cuando <= hasta)
        ]

    def desde(self, registro: int, instante: datetime) -> list[HechoDeGasto]:
        """Los de un registro posteriores al instante."""
        return [uno.hecho for uno in self._hechos.get(registro, ()) if uno.cuando > instante]

    def marcas(self, instante: datetime) -> dict[int, list[int]]:
        """Registro → el último movimiento y la última devolución que ya había en el instante."""
        halladas: dict[int, list[int]] = {}
        for registro, suyos in self._hechos.items():
            for uno in suyos:
                if uno.cuando <= instante:
                    marcas = halladas.setdefault(registro, [0, 0])
                    marcas[uno.hecho.devuelto] = max(marcas[uno.hecho.devuelto], uno.numero)
        return halladas
