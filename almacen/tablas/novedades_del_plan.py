"""Qué fechas hay en un plan y si algo se movió desde la última vez que se miró, sin leerlo entero."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from almacen.tablas.condiciones_de_recordatorio import ANIO, ENTIDAD
from almacen.tablas.esquema import ACTIVIDAD, AUDITORIA
from almacen.tablas.sentencias import Deposito
from dominio.modelo.identidad import IdEntidad
from dominio.puertos.que_recordar import FechasDelPlan
from dominio.valores.fechas import Vigencia

_A = ACTIVIDAD.c
_T = AUDITORIA.c
# Lo que pasa a cada rato y no cambia a quién, cuándo ni qué toca recordar: programarlo todo otra vez
# por cada reporte costaría más que el reporte.
AJENO = (
    "registrar_avance",
    "registrar_ejecucion",
    "registrar_resultado",
    "corregir_avance",
    "corregir_ejecucion",
    "corregir_resultado",
    "repetir_avance",
    "agregar_evidencia",
    "consultar_evidencias",
    "consultar_documento",
    "aprobar_reporte",
    "aprobar_lote",
    "devolver_reporte",
    "dar_visto_bueno",
    "exportar",
    "exportar_formato",
    "entregar_datos_propios",
    "rechazar_acceso",
    "rechazar_boton",
    "registrar_libro",
    "registrar_documento",
    "guardar_perfil",
    "invitar",
    "vincular_cuenta",
    "ponerse_recordatorio",
    "enviar_recordatorios",
    "posponer_recordatorio",
    "silenciar_recordatorio",
    "difundir",
)


def _saltos(columna: Any) -> Select[Any]:
    """Los valores distintos de esa columna en el plan, saltando por el índice del uno al siguiente."""
    del_plan = (_A.entidad_id == ENTIDAD, _A.vigencia == ANIO)
    salto = select(func.min(columna).label("dia")).where(*del_plan).cte("salto", recursive=True)
    siguiente = select(func.min(columna)).where(*del_plan, columna > salto.c.dia).scalar_subquery()
    saltos = salto.union_all(select(siguiente).where(salto.c.dia.is_not(None)))
    return select(saltos.c.dia).where(saltos.c.dia.is_not(None)).order_by(saltos.c.dia)


_INICIOS, _FINES = _saltos(_A.inicio), _saltos(_A.fin)
_ULTIMO = select(func.max(_T.secuencia)).where(_T.entidad_id == ENTIDAD)
_NUEVO = select(
    func.max(_T.secuencia), func.max(case((_T.accion.not_in(AJENO), _T.secuencia), else_=None))
).where(_T.entidad_id == ENTIDAD, _T.secuencia > bindparam("desde"))


class NovedadesDelPlan(Deposito):
    """Fechas del plan y lo nuevo en la traza."""

    def fechas_del_plan(self, entidad_id: IdEntidad, vigencia: Vigencia) -> FechasDelPlan:
        """Las fechas distintas de comienzo y de terminación, en orden.

        Cuesta según cuántas fechas hay, no según cuántas actividades.
        """
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        inicios, fines = (
            tuple(date.fromisoformat(str(dia)) for dia in self._conexion.execute(consulta, datos).scalars())
            for consulta in (_INICIOS, _FINES)
        )
        return FechasDelPlan(inicios, fines)

    def novedades(self, entidad_id: IdEntidad, desde: int) -> tuple[int, bool]:
        """Último eslabón de la traza de la entidad, y si desde aquel algo pudo cambiar lo que toca.

        Con ``desde`` negativo solo dice cuál es el último.
        """
        if desde < 0:
            return self._conexion.execute(_ULTIMO, {"entidad": entidad_id}).scalar() or 0, True
        ultimo, importa = self._conexion.execute(_NUEVO, {"entidad": entidad_id, "desde": desde}).one()
        return ultimo or desde, importa is not None
