"""Programar recordatorios por conjuntos: un ``INSERT … SELECT`` por tipo, con la llave que impide repetir."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import (
    BigInteger,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)

from almacen.tablas import condiciones_de_recordatorio as condiciones
from almacen.tablas.condiciones_de_recordatorio import ANIO, DIA, ENTIDAD, REPORTES
from almacen.tablas.consultas_revision import FUENTES
from almacen.tablas.esquema import ACTIVIDAD, PERSONA, RECORDATORIO, REVISION
from almacen.tablas.novedades_del_plan import NovedadesDelPlan
from almacen.tablas.sentencias import PorMotor, momento, por_motor
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio
from dominio.modelo.revision import TipoReporte
from dominio.modelo.tipo_de_recordatorio import Destino, TipoRecordatorio
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import BOGOTA, Corte, Vigencia

_A = ACTIVIDAD.c
_P = PERSONA.c
_R = RECORDATORIO.c
_UN_DIA = timedelta(days=1)
_AUTOR = PERSONA.alias("autor_del_reporte")

_COLUMNAS = (
    "clave",
    "entidad_id",
    "vigencia",
    "tipo",
    "hito",
    "objeto",
    "actividad_id",
    "persona_id",
    "fin",
    "programado",
    "caduca",
    "estado",
)
_HITO = cast(bindparam("hito"), Text)
_FIN = cast(bindparam("fin_texto"), Text)
_DE_LA_ACTIVIDAD = literal("actividad:", Text) + cast(_A.id, Text)
_DICHO = cast(bindparam("objeto"), Text)
_NINGUNA = cast(null(), BigInteger)


def _fila(objeto: Any, actividad: Any, persona: Any) -> Select[Any]:
    """Las columnas de un recordatorio, sin decir todavía de dónde salen."""
    return select(
        _HITO + "|" + objeto + "|" + _FIN + "|" + cast(persona, Text),
        ENTIDAD,
        ANIO,
        cast(bindparam("tipo"), Text),
        _HITO,
        objeto,
        actividad,
        persona,
        # Sin convertirlo: SQLite haría de la fecha un número.
        DIA,
        momento("programado_en"),
        momento("caduca_en"),
        literal(EstadoRecordatorio.PROGRAMADO.value, Text),
    )


def _de_la_fecha(columna: Any, *mas: Any) -> Select[Any]:
    """Las actividades sin terminar de esa fecha, cada una a su responsable."""
    return _fila(_DE_LA_ACTIVIDAD, _A.id, _A.responsable_id).where(
        *condiciones.DEL_PLAN, columna == DIA, condiciones.SIN_TERMINAR, condiciones.CON_RESPONSABLE, *mas
    )


def _contraste(tipo: TipoRecordatorio) -> Select[Any]:
    return _fila(_DE_LA_ACTIVIDAD, _A.id, _A.responsable_id).where(
        *condiciones.DEL_PLAN, condiciones.CON_RESPONSABLE, condiciones.DE_LA_ACTIVIDAD[tipo]
    )


def _escala(destino: Destino) -> Select[Any]:
    """Las vencidas ese día que nadie contestó, una fila por cada quien a quien suben."""
    suya = _P.dependencia_id == _A.dependencia_id if destino is Destino.JEFE else _P.entidad_id == ENTIDAD
    return (
        _fila(_DE_LA_ACTIVIDAD, _A.id, _P.id)
        .select_from(ACTIVIDAD.join(PERSONA, and_(*condiciones.del_rol(destino), suya)))
        .where(
            *condiciones.DEL_PLAN,
            _A.fin == DIA,
            condiciones.SIN_TERMINAR,
            ~condiciones.reportada_desde("tras_el_dia"),
            ~condiciones.RECLAMADA,
        )
    )


# Una fila por persona y corte, no por actividad.
_DEL_CORTE = (
    _fila(_DICHO, _NINGUNA, _A.responsable_id)
    .where(*condiciones.DEL_PLAN, condiciones.DEBE_EN_EL_CORTE)
    .distinct()
)


def _devuelto(tipo: TipoReporte) -> Select[Any]:
    """Lo devuelto ese día y sin corregir: a quien lo envió o, si ya no está, al responsable."""
    fuente = FUENTES[tipo]
    actividad = _NINGUNA if tipo is TipoReporte.RESULTADO else _A.id
    responsable = _NINGUNA if tipo is TipoReporte.RESULTADO else _A.responsable_id
    persona = case((_AUTOR.c.activa, _AUTOR.c.id), else_=func.coalesce(responsable, _AUTOR.c.id))
    desde: FromClause = REVISION.join(REPORTES[tipo], condiciones.devolucion_de(tipo))
    return (
        _fila(literal("reporte:", Text) + fuente.tabla.c.folio, actividad, persona)
        .select_from(desde.outerjoin(_AUTOR, _AUTOR.c.id == fuente.tabla.c.autor_id))
        .where(
            REVISION.c.entidad_id == ENTIDAD,
            REVISION.c.vigencia == ANIO,
            REVISION.c.cuando >= momento("el_dia"),
            REVISION.c.cuando < momento("tras_el_dia"),
            *condiciones.por_corregir(tipo),
            persona.is_not(None),
        )
    )


def _a_quienes(destino: Destino, *mas: Any) -> Select[Any]:
    """Lo que no es de una actividad, a todos los de ese papel."""
    return _fila(_DICHO, _NINGUNA, _P.id).where(*condiciones.del_rol(destino), *mas)


_HAY_COLA = or_(*(condiciones.hay(REPORTES[tipo], *condiciones.en_cola(tipo)) for tipo in TipoReporte))

_TOCAN: Mapping[TipoRecordatorio, tuple[Select[Any], ...]] = {
    TipoRecordatorio.INICIO: (_de_la_fecha(_A.inicio),),
    TipoRecordatorio.PLAZO: (_de_la_fecha(_A.fin),),
    TipoRecordatorio.VENCIDA: (_de_la_fecha(_A.fin),),
    TipoRecordatorio.CORTE_ABRE: (_DEL_CORTE,),
    TipoRecordatorio.CORTE_CIERRA: (_DEL_CORTE,),
    TipoRecordatorio.DEVUELTO: tuple(_devuelto(tipo) for tipo in TipoReporte),
    TipoRecordatorio.COLA: (_a_quienes(FICHAS[TipoRecordatorio.COLA].destino, _HAY_COLA),),
    TipoRecordatorio.CONTRATACION: (
        _de_la_fecha(_A.inicio, condiciones.DE_LA_ACTIVIDAD[TipoRecordatorio.CONTRATACION]),
    ),
    TipoRecordatorio.GASTO_SIN_AVANCE: (_contraste(TipoRecordatorio.GASTO_SIN_AVANCE),),
    TipoRecordatorio.AVANCE_SIN_GASTO: (_contraste(TipoRecordatorio.AVANCE_SIN_GASTO),),
    TipoRecordatorio.ESCALA_JEFATURA: (_escala(Destino.JEFE),),
    TipoRecordatorio.ESCALA_PLANEACION: (_escala(Destino.PLANEACION),),
    **{
        tipo: (_a_quienes(FICHAS[tipo].destino),)
        for tipo in (
            TipoRecordatorio.LEGAL,
            TipoRecordatorio.RUTA,
            TipoRecordatorio.RESUMEN_SEMANAL,
            TipoRecordatorio.RESUMEN_DIARIO,
        )
    },
}


def _insercion(tocan: Select[Any]) -> PorMotor:
    return por_motor(
        lambda insertar: (
            insertar(RECORDATORIO)
            .from_select(list(_COLUMNAS), tocan)
            .on_conflict_do_nothing(index_elements=[_R.clave])
            .execution_options(preserve_rowcount=True)
        )
    )


_PROGRAMAR = {tipo: tuple(_insercion(tocan) for tocan in partes) for tipo, partes in _TOCAN.items()}


class ProgramacionDeRecordatorios(NovedadesDelPlan):
    """Filas con clave única «hito|objeto|día del que cuelga|persona»."""

    def programar(self, entidad_id: IdEntidad, vigencia: Vigencia, disparos: Sequence[Disparo]) -> int:
        """Inserta los que falten, un ``INSERT … SELECT`` por tipo con todas sus fechas.

        A quién le llega lo dice la ficha del tipo. Devuelve cuántos son nuevos.
        """
        if not disparos:
            return 0
        # Dos procesos que insertan las mismas claves a la vez se esperarían el uno al otro sin fin.
        self.candado(f"recordatorios:{entidad_id}")
        nuevos = 0
        for tipo, del_tipo in groupby(sorted(disparos, key=_tipo), key=_tipo):
            datos = [_parametros(entidad_id, vigencia, disparo) for disparo in del_tipo]
            for insercion in _PROGRAMAR[TipoRecordatorio(tipo)]:
                # De a una fecha: en tanda no se admiten los «IN» que se despliegan al ejecutar.
                nuevos += sum(self._conexion.execute(insercion[self._motor], uno).rowcount for uno in datos)
        return nuevos


def _tipo(disparo: Disparo) -> str:
    return disparo.tipo.value


def _parametros(entidad_id: IdEntidad, vigencia: Vigencia, disparo: Disparo) -> dict[str, object]:
    """Lo que usa alguna de las sentencias; lo que a una no le toca no va en ella."""
    datos: dict[str, object] = {
        "tipo": disparo.tipo.value,
        "hito": disparo.hito,
        "fin_texto": disparo.base.isoformat(),
        "dia": disparo.base,
        "objeto": disparo.objeto,
        "programado_en": disparo.programado,
        "caduca_en": disparo.caduca,
        "entidad": entidad_id,
        "anio": vigencia.anio,
        "el_dia": al_comenzar(disparo.base),
        "tras_el_dia": al_comenzar(disparo.base + _UN_DIA),
        "antes_de": al_comenzar((disparo.limite or disparo.base) + _UN_DIA),
    }
    if disparo.objeto.startswith("corte:"):
        corte = Corte.de(disparo.objeto.removeprefix("corte:"))
        datos |= {
            "periodo": str(corte),
            "debe_desde": condiciones.debe_desde(disparo.tipo, corte, disparo.programado),
        }
    return datos


def al_comenzar(dia: date) -> datetime:
    """El primer instante de ese día en Bogotá."""
    return datetime(dia.year, dia.month, dia.day, tzinfo=BOGOTA)
