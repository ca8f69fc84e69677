"""Lo maduro de cada persona: se lee sin estorbar, se toma con su candado y se cierra por tandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, case, func, select, text, update

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.lo_maduro import (
    CLASES_DE_RESUMEN,
    MADUROS,
    PROGRAMADO,
    RECLAMAR,
    leer_maduro,
    leer_tomado,
)
from almacen.tablas.sentencias import Deposito, momento
from dominio.modelo.entrega_de_recordatorios import LoDeHoy, RecordatorioMaduro, Resolucion
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado
from dominio.valores.fechas import BOGOTA, fecha_bogota

# Con un diálogo movido hace menos que esto, la persona está contestando: no se la interrumpe.
EN_DIALOGO = timedelta(minutes=30)
UN_DIA = timedelta(days=1)

_R = RECORDATORIO.c
# Un intento por persona: la que tenga otro proceso la termina ese, entera.
_CANDADOS = text(
    "SELECT persona FROM unnest(CAST(:personas AS bigint[])) AS persona"
    " WHERE pg_try_advisory_xact_lock(hashtextextended('recordar:' || persona, 0))"
)
_ES_RESUMEN = func.max(case((_R.tipo.in_(CLASES_DE_RESUMEN), 1), else_=0))
_DE_HOY = (
    select(
        _R.destinatario_id,
        func.coalesce(_R.lote, _R.id).label("mensaje"),
        func.count().label("cuantos"),
        _ES_RESUMEN.label("es_resumen"),
    )
    .where(
        _R.destinatario_id.in_(bindparam("personas", expanding=True)),
        _R.resuelto_en >= momento("desde"),
        _R.estado == EstadoRecordatorio.ENVIADO.value,
        _R.raiz_id.is_(None),
    )
    .group_by(_R.destinatario_id, func.coalesce(_R.lote, _R.id))
)
_APLAZAR = (
    update(RECORDATORIO)
    .where(_R.id == bindparam("recordatorio"), _R.estado == PROGRAMADO)
    .values(arriendo_hasta=momento("hasta"))
)
_RESOLVER = (
    update(RECORDATORIO)
    .where(_R.id == bindparam("recordatorio"), _R.estado == PROGRAMADO)
    .values(
        estado=bindparam("final"),
        resuelto_en=momento("ahora"),
        arriendo_hasta=None,
        destinatario_id=bindparam("quien"),
        lote=bindparam("mensaje"),
    )
)
_CONTAR = select(_R.estado, func.count()).where(_R.entidad_id == bindparam("entidad")).group_by(_R.estado)


class EntregaDeRecordatorios(Deposito):
    """Lo maduro, por persona: leerlo, tomarlo, dejarlo para otro día y cerrarlo."""

    def maduros(self, ahora: datetime) -> Sequence[RecordatorioMaduro]:
        """Lo programado cuyo instante llegó, en orden, sin tomarlo; y lo de hoy que pueda adelantarse.

        Se adelanta lo de quien hoy tiene un resumen por recibir o un horario propio; quien llama
        decide. Lo que alguien dejó para más tarde con ``aplazar`` no está hasta entonces.
        """
        filas = self._conexion.execute(MADUROS, self._instantes(ahora))
        return list({fila.id: leer_maduro(fila) for fila in filas}.values())

    def reclamar(
        self, personas: Sequence[IdPersona], ids: Sequence[int], ahora: datetime
    ) -> Sequence[RecordatorioTomado]:
        """Toma, hasta el fin de la transacción, lo de esas personas que siga por enviar, con lo de hoy.

        Lo de una persona que otro proceso tenga en la mano no viene: lo termina ese proceso, y así
        nadie recibe la mitad de uno y la mitad del otro.
        """
        libres = self._con_candado(personas)
        if not libres or not ids:
            return []
        datos = {"personas": libres, "ids": list(ids), **self._instantes(ahora)}
        filas = self._conexion.execute(RECLAMAR, datos)
        return list({fila.id: leer_tomado(fila) for fila in filas}.values())

    def de_hoy(self, personas: Sequence[IdPersona], ahora: datetime) -> Mapping[IdPersona, LoDeHoy]:
        """Cuántos mensajes le salieron hoy (día de Bogotá) a cada una; quien no recibió no está.

        No cuenta lo que la persona pospuso: eso vuelve cuando ella lo pidió.
        """
        desde = datetime.combine(fecha_bogota(ahora), time(), tzinfo=BOGOTA)
        cuentas: dict[IdPersona, LoDeHoy] = {}
        for fila in self._conexion.execute(_DE_HOY, {"personas": list(personas), "desde": desde}):
            previo = cuentas.get(fila.destinatario_id, LoDeHoy())
            resumen = fila.cuantos > 1 or fila.es_resumen
            cuentas[fila.destinatario_id] = LoDeHoy(
                previo.sueltos + (0 if resumen else 1), previo.resumenes + (1 if resumen else 0)
            )
        return cuentas

    def aplazar(self, hasta: Mapping[int, datetime]) -> None:
        """Deja cada uno quieto hasta ese instante, sin cambiar cuándo tocaba."""
        filas = [{"recordatorio": uno, "hasta": cuando} for uno, cuando in hasta.items()]
        if filas:
            self._conexion.execute(_APLAZAR, filas)

    def resolver(self, resoluciones: Sequence[Resolucion], ahora: datetime) -> None:
        """Cierra las filas, en la transacción en que se encola el mensaje; lo ya cerrado no cambia."""
        filas = [
            {
                "recordatorio": una.id,
                "final": una.estado.value,
                "quien": una.destinatario_id,
                "mensaje": una.lote,
                "ahora": ahora,
            }
            for una in resoluciones
        ]
        if filas:
            self._conexion.execute(_RESOLVER, filas)

    def contar(self, entidad_id: IdEntidad) -> dict[EstadoRecordatorio, int]:
        """Cuántos hay en cada estado; los estados sin filas no aparecen."""
        filas = self._conexion.execute(_CONTAR, {"entidad": entidad_id})
        return {EstadoRecordatorio(estado): cuantos for estado, cuantos in filas}

    def _con_candado(self, personas: Sequence[IdPersona]) -> list[IdPersona]:
        """Las que este proceso logra tener para sí hasta el fin de la transacción."""
        # En orden, para que dos procesos con las mismas no se repartan a pedazos.
        pedidas = sorted(personas)
        if not self._es_postgres:
            return pedidas
        return list(self._conexion.execute(_CANDADOS, {"personas": pedidas}).scalars())

    def _instantes(self, ahora: datetime) -> dict[str, object]:
        hoy = fecha_bogota(ahora)
        return {
            "ahora": ahora,
            "hoy": hoy,
            "manana": datetime.combine(hoy + UN_DIA, time(), tzinfo=BOGOTA),
            "movido_desde": ahora - EN_DIALOGO,
        }
