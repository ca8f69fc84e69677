"""Depósito del ciclo: cadenas de corrección, repeticiones y mensajes de cada respuesta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, literal, null, select, union_all

from almacen.tablas import folios
from almacen.tablas.deposito_avances import AVANCES, SERIE, leer_avance
from almacen.tablas.deposito_ejecuciones import EJECUCIONES, leer_ejecucion
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, EJECUCION, MENSAJE_DE_REPORTE, PROYECTO, REGISTRO
from almacen.tablas.sentencias import Deposito, FilaSQL, por_motor
from dominio.modelo.cadena_de_reporte import AvanceEnCadena, EjecucionEnCadena, ReporteReciente
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.reporte import Avance, EstadoReporte, OrigenReporte
from dominio.valores.fechas import Corte, Vigencia

_V, _A, _J, _R, _M = AVANCE.c, ACTIVIDAD.c, EJECUCION.c, REGISTRO.c, MENSAJE_DE_REPORTE.c
_CHAT = OrigenReporte.CHAT.value
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)

_MAS_NUEVO = AVANCE.alias("mas_nuevo")
_ULTIMO_AVANCE = (
    select(_MAS_NUEVO.c.folio)
    .where(_MAS_NUEVO.c.actividad_id == _V.actividad_id)
    .order_by(_MAS_NUEVO.c.version.desc())
    .limit(1)
    .scalar_subquery()
    .label("ultimo")
)
_POSTERIOR = EJECUCION.alias("posterior")
_ULTIMA_EJECUCION = (
    select(_POSTERIOR.c.folio)
    .where(_POSTERIOR.c.registro_id == _J.registro_id, _POSTERIOR.c.momento == _J.momento)
    .order_by(_POSTERIOR.c.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("ultimo")
)
_AVANCE: Select[Any] = AVANCES.add_columns(_V.vigencia, _V.autor_id, _ULTIMO_AVANCE).where(
    _V.entidad_id == bindparam("entidad"), _V.folio == bindparam("numero")
)
_EJECUCION: Select[Any] = EJECUCIONES.add_columns(_J.vigencia, _J.autor_id, _ULTIMA_EJECUCION).where(
    _J.entidad_id == bindparam("entidad"), _J.folio == bindparam("numero")
)
_DE_LA_ACTIVIDAD = (
    select(_V.folio)
    .where(_V.actividad_id == bindparam("actividad"), _V.origen == _CHAT)
    .order_by(_V.version.desc())
    .limit(1)
)
_DEL_CORTE = _DE_LA_ACTIVIDAD.where(_V.corte == bindparam("periodo"))
_ANTERIOR = (
    AVANCES.where(
        _V.actividad_id == bindparam("actividad"),
        _V.corte_hasta < bindparam("desde"),
        _V.origen == _CHAT,
        _V.estado.in_(_CUENTAN),
    )
    .order_by(_V.version.desc())
    .limit(1)
)
_EN_VIGENCIAS: BindParameter[Any] = bindparam("anios", expanding=True)
_AVANCES_RECIENTES = (
    select(
        _V.folio,
        _A.codigo.label("objeto"),
        _V.estado,
        _V.reportado_en,
        _V.porcentaje,
        literal(None, EJECUCION.c.momento.type).label("momento"),
        literal(None, EJECUCION.c.valor.type).label("valor"),
    )
    .join_from(AVANCE, ACTIVIDAD, _A.id == _V.actividad_id)
    .where(
        _V.entidad_id == bindparam("entidad"),
        _V.autor_id == bindparam("autor"),
        _V.vigencia.in_(_EN_VIGENCIAS),
        _V.origen == _CHAT,
        # El contador de la actividad es la versión de su último reporte.
        _V.version == _A.reportes,
        _A.retirada.is_(False),
    )
)
_EJECUCIONES_RECIENTES = (
    select(
        _J.folio,
        func.coalesce(_A.codigo, PROYECTO.c.bpin).label("objeto"),
        _J.estado,
        _J.reportado_en,
        null().label("porcentaje"),
        _J.momento,
        _J.valor,
    )
    .select_from(
        EJECUCION.join(REGISTRO, _R.id == _J.registro_id)
        .outerjoin(ACTIVIDAD, _A.id == _R.actividad_id)
        .outerjoin(PROYECTO, PROYECTO.c.id == _R.proyecto_id)
    )
    .where(
        _J.entidad_id == bindparam("entidad"),
        _J.autor_id == bindparam("autor"),
        _J.vigencia.in_(_EN_VIGENCIAS),
        _J.origen == _CHAT,
        _J.folio == _ULTIMA_EJECUCION,
    )
)
_RECIENTES = (
    (todos := union_all(_AVANCES_RECIENTES, _EJECUCIONES_RECIENTES).subquery("reciente"))
    .select()
    .order_by(todos.c.reportado_en.desc(), todos.c.folio.desc())
    .limit(bindparam("limite"))
)
_ANOTAR = por_motor(
    lambda insertar: (nueva := insertar(MENSAJE_DE_REPORTE)).on_conflict_do_update(
        index_elements=[_M.chat_id, _M.mensaje_id],
        set_={"folio": nueva.excluded.folio, "paso": nueva.excluded.paso},
    )
)
_DE_MENSAJE = select(_M.folio, _M.paso).where(
    _M.chat_id == bindparam("chat"),
    _M.mensaje_id == bindparam("mensaje"),
    _M.entidad_id == bindparam("entidad"),
)


class DepositoCiclo(Deposito):
    """La vida de los reportes después de enviados."""

    def esperar_turno(self, entidad_id: IdEntidad, vigencia: Vigencia) -> None:
        """Hasta el fin de la transacción nadie más guarda un avance en esa vigencia."""
        # Tomar cero números bloquea el contador de folios, que todo el que guarda toma primero.
        folios.tomar(self._conexion, entidad_id, vigencia.anio, SERIE, 0)

    def avance(self, entidad_id: IdEntidad, folio: str) -> AvanceEnCadena | None:
        """El avance de ese folio, en el estado en que esté."""
        fila = self._conexion.execute(_AVANCE, {"entidad": entidad_id, "numero": folio}).first()
        if fila is None:
            return None
        return AvanceEnCadena(leer_avance(fila), Vigencia(fila.vigencia), fila.autor_id, fila.ultimo)

    def ejecucion(self, entidad_id: IdEntidad, folio: str) -> EjecucionEnCadena | None:
        """El movimiento de ese folio."""
        fila = self._conexion.execute(_EJECUCION, {"entidad": entidad_id, "numero": folio}).first()
        if fila is None:
            return None
        anio = Vigencia(fila.vigencia)
        return EjecucionEnCadena(leer_ejecucion(fila), anio, fila.autor_id, fila.ultimo)

    def ultimo_de(self, actividad_id: IdActividad) -> str | None:
        """Folio del último reporte de la actividad por el chat, cuente o no."""
        return self._conexion.execute(_DE_LA_ACTIVIDAD, {"actividad": actividad_id}).scalar()

    def recientes(
        self, entidad_id: IdEntidad, autor_id: IdPersona, vigencias: Sequence[Vigencia], limite: int
    ) -> Sequence[ReporteReciente]:
        """Lo último que reportó esa persona por el chat y nada más nuevo reemplaza, de lo más nuevo."""
        datos = {
            "entidad": entidad_id,
            "autor": autor_id,
            "anios": [vigencia.anio for vigencia in vigencias],
            "limite": limite,
        }
        return [_reciente(fila) for fila in self._conexion.execute(_RECIENTES, datos)]

    def del_corte(self, actividad_id: IdActividad, corte: Corte) -> str | None:
        """Folio del último reporte por el chat de la actividad en ese corte, cuente o no."""
        return self._conexion.execute(_DEL_CORTE, {"actividad": actividad_id, "periodo": str(corte)}).scalar()

    def anterior_al_corte(self, actividad_id: IdActividad, corte: Corte) -> Avance | None:
        """El último reporte enviado o aprobado de un corte anterior a ese."""
        datos = {"actividad": actividad_id, "desde": corte.hasta}
        fila = self._conexion.execute(_ANTERIOR, datos).first()
        return None if fila is None else leer_avance(fila)

    def anotar_mensajes(
        self, entidad_id: IdEntidad, chat_id: int, folio: str, mensajes: Mapping[str, int]
    ) -> None:
        """Anota de qué mensaje salió cada respuesta (paso → ``message_id``) de un reporte guardado."""
        filas = [
            {
                "chat_id": chat_id,
                "mensaje_id": mensaje,
                "entidad_id": entidad_id,
                "vigencia": int(folio.split("-")[1]),
                "folio": folio,
                "paso": paso,
            }
            for paso, mensaje in mensajes.items()
        ]
        if filas:
            self._conexion.execute(_ANOTAR[self._motor], filas)

    def de_mensaje(self, entidad_id: IdEntidad, chat_id: int, mensaje_id: int) -> tuple[str, str] | None:
        """El folio y el paso cuya respuesta salió de ese mensaje."""
        datos = {"entidad": entidad_id, "chat": chat_id, "mensaje": mensaje_id}
        fila = self._conexion.execute(_DE_MENSAJE, datos).first()
        return None if fila is None else (fila.folio, fila.paso)


def _reciente(fila: FilaSQL) -> ReporteReciente:
    return ReporteReciente(
        folio=fila.folio,
        objeto=fila.objeto or "",
        estado=EstadoReporte(fila.estado),
        reportado_en=fila.reportado_en,
        porcentaje=fila.porcentaje,
        momento=MomentoGasto(fila.momento) if fila.momento else None,
        valor=fila.valor,
    )
