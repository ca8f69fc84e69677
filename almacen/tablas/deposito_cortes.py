"""Depósito de los cortes: se agrega lo decidido y se lee quién reportó en cada uno."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select

from almacen.tablas.esquema import (
    ACTIVIDAD,
    ACTO_DE_CORTE,
    AUDITORIA,
    AVANCE,
    DEPENDENCIA,
    META,
    OMISION_DE_CORTE,
    PERSONA,
)
from almacen.tablas.sentencias import Deposito, FilaSQL, por_motor
from dominio.errores import ConflictoDeVersion
from dominio.modelo.corte import AccionDeCorte, ActoDeCorte, IdActo, NuevoActo, Omision, ReporteEnCorte
from dominio.modelo.identidad import IdActividad, IdEntidad
from dominio.modelo.reporte import EstadoReporte, OrigenReporte
from dominio.valores.fechas import Corte, Vigencia

_T = ACTO_DE_CORTE.c
_O = OMISION_DE_CORTE.c
_V = AVANCE.c
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)

_ACTOS = (
    select(_T.id, _T.corte, _T.numero, _T.accion, _T.hasta, _T.motivo, PERSONA.c.nombre.label("autor"), _T.en)
    .select_from(ACTO_DE_CORTE.outerjoin(PERSONA, PERSONA.c.id == _T.autor_id))
    .where(_T.entidad_id == bindparam("entidad"), _T.vigencia == bindparam("anio"))
    .order_by(_T.id)
)
_GUARDAR = por_motor(
    lambda insertar: (
        insertar(ACTO_DE_CORTE)
        .on_conflict_do_nothing(index_elements=[_T.entidad_id, _T.corte, _T.numero])
        .returning(_T.id)
    )
)
_OMITIR = insert(OMISION_DE_CORTE)
_OMISIONES = (
    select(
        _O.actividad_id,
        _O.meta_id,
        func.coalesce(ACTIVIDAD.c.codigo, META.c.codigo).label("codigo"),
        func.coalesce(ACTIVIDAD.c.nombre, META.c.nombre, META.c.codigo).label("nombre"),
        _O.dependencia_id,
        func.coalesce(DEPENDENCIA.c.nombre, "").label("dependencia"),
        _O.responsable_id,
        _O.responsable,
    )
    .select_from(
        OMISION_DE_CORTE.outerjoin(ACTIVIDAD, ACTIVIDAD.c.id == _O.actividad_id)
        .outerjoin(META, META.c.id == _O.meta_id)
        .outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _O.dependencia_id)
    )
    .where(_O.entidad_id == bindparam("entidad"), _O.acto_id == bindparam("acto"))
    .order_by(DEPENDENCIA.c.orden, _O.id)
)
_REPORTES = (
    select(_V.actividad_id, _V.extemporaneo, _V.estado)
    .where(
        _V.entidad_id == bindparam("entidad"),
        _V.vigencia == bindparam("anio"),
        _V.corte == bindparam("periodo"),
        _V.corte_hasta == bindparam("hasta"),
        _V.estado.in_(_CUENTAN),
        _V.origen == OrigenReporte.CHAT.value,
    )
    .order_by(_V.actividad_id, _V.version)
)
# La carga del plan es de lo primero de la cadena: se encuentra sin recorrerla.
_CARGA = (
    select(AUDITORIA.c.cuando)
    .where(
        AUDITORIA.c.entidad_id == bindparam("entidad"),
        AUDITORIA.c.accion == "importar",
        AUDITORIA.c.objeto == bindparam("plan"),
    )
    .order_by(AUDITORIA.c.secuencia)
    .limit(1)
)


def _leer(fila: FilaSQL) -> ActoDeCorte:
    return ActoDeCorte(
        id=fila.id,
        corte=Corte.de(fila.corte),
        numero=fila.numero,
        accion=AccionDeCorte(fila.accion),
        hasta=fila.hasta,
        motivo=fila.motivo,
        autor=fila.autor,
        en=fila.en,
    )


class DepositoCortes(Deposito):
    """Decisiones sobre los cortes, sus omisiones y lo reportado en cada uno."""

    def actos(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActoDeCorte]:
        """Todo lo decidido sobre los cortes de la vigencia, en orden."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [_leer(fila) for fila in self._conexion.execute(_ACTOS, datos)]

    def guardar(self, nuevo: NuevoActo) -> ActoDeCorte:
        """Agrega la decisión con sus omisiones.

        Raises:
            ConflictoDeVersion: otra persona decidió antes con ese mismo número.
        """
        corte, vigencia = str(nuevo.corte), nuevo.corte.vigencia.anio
        datos = {
            "entidad_id": nuevo.entidad_id,
            "vigencia": vigencia,
            "corte": corte,
            "numero": nuevo.numero,
            "accion": nuevo.accion.value,
            "hasta": nuevo.hasta,
            "motivo": nuevo.motivo,
            "autor_id": nuevo.autor_id,
            "en": nuevo.en,
        }
        acto_id = self._conexion.execute(_GUARDAR[self._motor], datos).scalar()
        if acto_id is None:
            raise ConflictoDeVersion("corte", corte=corte)
        base = {"entidad_id": nuevo.entidad_id, "vigencia": vigencia, "acto_id": acto_id, "corte": corte}
        filas = [base | _fila(omision) for omision in nuevo.omisiones]
        if filas:
            self._conexion.execute(_OMITIR, filas)
        return next(acto for acto in self.actos(nuevo.entidad_id, nuevo.corte.vigencia) if acto.id == acto_id)

    def omisiones(self, entidad_id: IdEntidad, acto_id: IdActo) -> Sequence[Omision]:
        """Lo que faltaba por reportar en ese cierre, por dependencia en el orden del plan."""
        filas = self._conexion.execute(_OMISIONES, {"entidad": entidad_id, "acto": acto_id})
        return [Omision(*fila) for fila in filas]

    def reportes_en(
        self, entidad_id: IdEntidad, vigencia: Vigencia, corte: Corte
    ) -> Sequence[ReporteEnCorte]:
        """Qué tiene reportado cada actividad en ese corte; lo devuelto y lo importado no cuentan."""
        datos = {
            "entidad": entidad_id,
            "anio": vigencia.anio,
            "periodo": str(corte),
            "hasta": corte.hasta,
        }
        hallados: dict[int, ReporteEnCorte] = {}
        for actividad, tardio, estado in self._conexion.execute(_REPORTES, datos):
            previo = hallados.get(actividad)
            hallados[actividad] = ReporteEnCorte(
                IdActividad(actividad),
                a_tiempo=(previo is not None and previo.a_tiempo) or not tardio,
                tardio=(previo is not None and previo.tardio) or tardio,
                sin_revisar=estado == EstadoReporte.ENVIADO.value,
            )
        return list(hallados.values())

    def cargado_en(self, entidad_id: IdEntidad, vigencia: Vigencia) -> datetime | None:
        """Cuándo se cargó por primera vez el plan de la vigencia; ``None`` si no quedó traza."""
        datos = {"entidad": entidad_id, "plan": f"vigencia:{vigencia}"}
        cuando: datetime | None = self._conexion.execute(_CARGA, datos).scalar()
        return cuando


def _fila(omision: Omision) -> dict[str, object]:
    return {
        "actividad_id": omision.actividad_id,
        "meta_id": omision.meta_id,
        "dependencia_id": omision.dependencia_id,
        "responsable_id": omision.responsable_id,
        "responsable": omision.responsable,
    }
