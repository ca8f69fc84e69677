"""Depósito de revisiones: decidir una sola vez aunque lleguen dos, y lo que cada decisión mueve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from almacen.tablas.consultas_revision import CUENTAN, ENVIADO, FUENTES
from almacen.tablas.deposito_ejecuciones import COLUMNA
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, REGISTRO, REVISION, TARJETA_DE_REVISION
from almacen.tablas.lectura_revision import TANDA, LecturaDeRevision
from almacen.tablas.sentencias import por_motor
from almacen.tablas.tipos import PesosColumna
from dominio.errores import ConflictoDeVersion
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdEntidad, IdPersona, IdRegistro
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.revision import NuevaRevision, TipoReporte
from dominio.valores.dinero import Pesos

_A = ACTIVIDAD.c
_R = REGISTRO.c
_T = TARJETA_DE_REVISION.c
_IDS: Any = bindparam("ids", expanding=True)

_DECIDIR = {
    tipo: update(fuente.tabla)
    .where(
        fuente.tabla.c.entidad_id == bindparam("entidad"),
        fuente.tabla.c.id.in_(_IDS),
        fuente.tabla.c.estado == EstadoReporte.ENVIADO.value,
        ~fuente.superado,
    )
    .values(estado=bindparam("queda"))
    .returning(fuente.tabla.c.id)
    for tipo, fuente in FUENTES.items()
}
_FIRMABLE = {
    tipo: select(fuente.tabla.c.id).where(
        fuente.tabla.c.id == bindparam("reporte"), fuente.tabla.c.estado == ENVIADO, ~fuente.superado
    )
    for tipo, fuente in FUENTES.items()
}
_ANOTAR = insert(REVISION)
_FIRMAR = por_motor(lambda insertar: insertar(REVISION).on_conflict_do_nothing().returning(REVISION.c.id))
_BLOQUEAR = (
    select(_A.id)
    .where(_A.id.in_(select(AVANCE.c.actividad_id).where(AVANCE.c.id.in_(_IDS))))
    .order_by(_A.id)
    .with_for_update()
)


def _ultimo(columna: Any) -> Any:
    """Lo que dice el último reporte que cuenta de la actividad."""
    return (
        select(columna)
        .where(AVANCE.c.actividad_id == _A.id, AVANCE.c.estado.in_(CUENTAN))
        .order_by(AVANCE.c.version.desc())
        .limit(1)
        .scalar_subquery()
    )


_REHACER = (
    update(ACTIVIDAD)
    .where(_A.id.in_(select(AVANCE.c.actividad_id).where(AVANCE.c.id.in_(_IDS))))
    .values(
        avance=_ultimo(AVANCE.c.porcentaje),
        cantidad=_ultimo(AVANCE.c.cantidad),
        ultimo_corte=_ultimo(AVANCE.c.corte),
        sin_revisar=func.coalesce(_ultimo(AVANCE.c.estado), "") == EstadoReporte.ENVIADO.value,
        version=_A.version + 1,
    )
)
_RETIRAR = {
    momento: update(REGISTRO)
    .where(_R.id == bindparam("registro"), _R.version == bindparam("leida"))
    .values({columna.name: bindparam("acumulado", type_=PesosColumna), "version": _R.version + 1})
    for momento, columna in COLUMNA.items()
}
_MOSTRAR = por_motor(
    lambda insertar: (nueva := insertar(TARJETA_DE_REVISION)).on_conflict_do_update(
        index_elements=[_T.persona_id],
        set_={"folio": nueva.excluded.folio, "cuando": nueva.excluded.cuando},
    )
)
_TARJETA = select(_T.folio).where(_T.persona_id == bindparam("persona"))


class DepositoRevisiones(LecturaDeRevision):
    """Avances, movimientos y resultados por la misma puerta."""

    def decidir(self, nuevas: Sequence[NuevaRevision]) -> frozenset[str]:
        """Aprueba o devuelve lo que siga enviado y sea lo último; los folios en que tuvo efecto.

        Entre varias personas a la vez decide una sola. La actividad de un avance queda con el último
        reporte que cuenta.
        """
        grupos: dict[tuple[TipoReporte, str, IdEntidad], dict[int, NuevaRevision]] = defaultdict(dict)
        for nueva in nuevas:
            grupos[nueva.tipo, nueva.decision.value, nueva.entidad_id][nueva.reporte_id] = nueva
        hechas: list[NuevaRevision] = []
        for (tipo, queda, entidad), grupo in grupos.items():
            ids = sorted(grupo)
            for desde in range(0, len(ids), TANDA):
                tanda = ids[desde : desde + TANDA]
                hechas += [grupo[uno] for uno in self._cambiar(tipo, queda, entidad, tanda)]
        if hechas:
            self._conexion.execute(_ANOTAR, [_valores(hecha) for hecha in hechas])
        return frozenset(hecha.folio for hecha in hechas)

    def dar_visto_bueno(self, nueva: NuevaRevision) -> bool:
        """Lo anota si el reporte sigue enviado y nadie lo había dado."""
        abierto = self._conexion.execute(_FIRMABLE[nueva.tipo], {"reporte": nueva.reporte_id}).first()
        if abierto is None:
            return False
        return self._conexion.execute(_FIRMAR[self._motor], _valores(nueva)).first() is not None

    def retirar_gasto(
        self, registro_id: IdRegistro, momento: MomentoGasto, acumulado: Pesos, version_leida: int
    ) -> None:
        """Deja el acumulado del registro como estaba antes de un movimiento que se devuelve.

        Raises:
            ConflictoDeVersion: otro movió el registro desde ``version_leida``.
        """
        datos = {"registro": registro_id, "leida": version_leida, "acumulado": acumulado}
        if self._conexion.execute(_RETIRAR[momento], datos).rowcount == 0:
            raise ConflictoDeVersion("registro", registro=registro_id, version=version_leida)

    def mostrar_tarjeta(self, persona_id: IdPersona, folio: str, ahora: datetime) -> None:
        """Recuerda qué reporte está mirando la persona, para «aprobar» y «devolver» escritos."""
        datos = {"persona_id": persona_id, "folio": folio, "cuando": ahora}
        self._conexion.execute(_MOSTRAR[self._motor], datos)

    def tarjeta_de(self, persona_id: IdPersona) -> str | None:
        """El folio del último reporte que se le mostró."""
        folio: str | None = self._conexion.execute(_TARJETA, {"persona": persona_id}).scalar()
        return folio

    def _cambiar(self, tipo: TipoReporte, queda: str, entidad: IdEntidad, ids: list[int]) -> list[int]:
        """Los que de verdad cambiaron de estado."""
        if tipo is TipoReporte.AVANCE:
            # En orden y antes de mirar los reportes: quien guarda uno nuevo también toma su actividad.
            self._conexion.execute(_BLOQUEAR, {"ids": ids}).all()
        datos = {"entidad": entidad, "ids": ids, "queda": queda}
        cambiados = list(self._conexion.execute(_DECIDIR[tipo], datos).scalars())
        if tipo is TipoReporte.AVANCE and cambiados:
            self._conexion.execute(_REHACER, {"ids": cambiados})
        return cambiados


def _valores(nueva: NuevaRevision) -> dict[str, object]:
    observacion = nueva.observacion
    return {
        "entidad_id": nueva.entidad_id,
        "vigencia": nueva.vigencia.anio,
        "tipo": nueva.tipo.value,
        "reporte_id": nueva.reporte_id,
        "folio": nueva.folio,
        "decision": nueva.decision.value,
        "observacion": observacion.error if observacion else None,
        "subsanar": observacion.subsanar if observacion else None,
        "campo": observacion.campo.value if observacion else None,
        "revisor_id": nueva.revisor_id,
        "cuando": nueva.cuando,
    }
