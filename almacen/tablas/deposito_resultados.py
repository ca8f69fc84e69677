"""Depósito de resultados de las metas: cada envío cuenta una vez y es una versión más de su meta."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, or_, select, update

from almacen.tablas import correcciones, folios
from almacen.tablas.esquema import ACTIVIDAD, DEPENDENCIA, META, PERSONA, RESULTADO
from almacen.tablas.sentencias import Deposito, FilaSQL, por_motor
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdMeta
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.resultado import NuevoResultado, ResultadoDeMeta
from dominio.valores.fechas import Corte, Vigencia

SERIE = "RM"

_V = RESULTADO.c
_M = META.c
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)
_PROPIAS = ("entidad_id", "vigencia", "meta_id", "version")
_DEL_REPORTE = (
    "clave_envio",
    "folio",
    "corte",
    "corte_hasta",
    "valor",
    "proyeccion",
    "logro",
    "analisis",
    "dificultades",
    "aclaracion",
    "estado",
    "extemporaneo",
    "autor_id",
    "reportado_en",
    *correcciones.COLUMNAS,
)
_OTRO = RESULTADO.alias("otro")
_SIGUIENTE = (
    select(func.coalesce(func.max(_OTRO.c.version), 0) + 1).where(_OTRO.c.meta_id == _M.id).scalar_subquery()
)
_INSERTAR = por_motor(
    lambda insertar: (
        insertar(RESULTADO)
        .from_select(
            [*_PROPIAS, *_DEL_REPORTE],
            select(
                _M.entidad_id,
                _M.vigencia,
                _M.id,
                _SIGUIENTE,
                *(bindparam(f"{nombre}_nuevo", type_=_V[nombre].type) for nombre in _DEL_REPORTE),
            ).where(
                _M.id == bindparam("meta"),
                _M.entidad_id == bindparam("entidad"),
                _M.vigencia == bindparam("anio"),
                or_(_M.en_plan, _M.en_indicativo),
            ),
        )
        .on_conflict_do_nothing(index_elements=[_V.clave_envio])
        .returning(_V.id)
    )
)
_R = RESULTADO.alias("reemplazado")
_RESULTADOS: Select[Any] = select(
    _V.id,
    _V.folio,
    _V.vigencia,
    _V.meta_id,
    _M.codigo,
    DEPENDENCIA.c.nombre.label("dependencia"),
    _V.corte,
    _V.valor,
    _V.proyeccion,
    _V.logro,
    _V.analisis,
    _V.dificultades,
    _V.aclaracion,
    _V.estado,
    _V.extemporaneo,
    _V.autor_id,
    PERSONA.c.nombre.label("autor"),
    _V.reportado_en,
    _V.version,
    _R.c.folio.label("reemplaza"),
    _V.numero_edicion,
    _V.motivo_correccion,
).select_from(
    RESULTADO.join(META, _M.id == _V.meta_id)
    .outerjoin(DEPENDENCIA, DEPENDENCIA.c.id == _M.coordinadora_id)
    .outerjoin(PERSONA, PERSONA.c.id == _V.autor_id)
    .outerjoin(_R, _R.c.id == _V.reemplaza_id)
)
_POR_ID = _RESULTADOS.where(_V.id == bindparam("resultado"))
_POR_CLAVE = _RESULTADOS.where(_V.clave_envio == bindparam("clave"))
_POR_FOLIO = _RESULTADOS.where(_V.entidad_id == bindparam("entidad"), _V.folio == bindparam("buscado"))
_DE_LA_META = (
    _RESULTADOS.where(_V.meta_id == bindparam("meta"), _V.estado.in_(_CUENTAN))
    .order_by(_V.version.desc())
    .limit(1)
)
_ANTERIOR = _DE_LA_META.where(_V.version < bindparam("tope"))
_MAS_NUEVO = select(_V.id).where(_V.meta_id == bindparam("meta"), _V.version > bindparam("tope")).limit(1)
_TODOS = _RESULTADOS.where(_V.entidad_id == bindparam("entidad"), _V.vigencia == bindparam("anio")).order_by(
    _V.id
)
_HASTA = _TODOS.where(_V.corte_hasta <= bindparam("hasta"))
_CON_REPORTE = (
    select(_V.meta_id)
    .where(
        _V.entidad_id == bindparam("entidad"),
        _V.vigencia == bindparam("anio"),
        _V.corte == bindparam("periodo"),
        _V.estado.in_(_CUENTAN),
    )
    .distinct()
)
_PENDIENTES = _RESULTADOS.where(
    _V.entidad_id == bindparam("entidad"),
    _V.estado == EstadoReporte.ENVIADO.value,
    ~exists().where(_OTRO.c.meta_id == _V.meta_id, _OTRO.c.version > _V.version),
).order_by(_V.id)
_EN_LA_DEPENDENCIA = exists().where(
    ACTIVIDAD.c.meta_id == _M.id,
    ACTIVIDAD.c.dependencia_id == bindparam("dependencia_id"),
    ACTIVIDAD.c.retirada.is_(False),
)
_PENDIENTES_DE = _PENDIENTES.where(
    or_(
        _M.coordinadora_id == bindparam("dependencia_id"),
        _M.coordinadora_id.is_(None) & _EN_LA_DEPENDENCIA,
    )
)
_CAMBIAR = (
    update(RESULTADO)
    .where(
        _V.entidad_id == bindparam("entidad"),
        _V.folio == bindparam("buscado"),
        _V.estado == bindparam("estado_de"),
    )
    .values(estado=bindparam("estado_a"))
)


def _leer(fila: FilaSQL) -> ResultadoDeMeta:
    datos = [
        *fila[:2],
        Vigencia(fila.vigencia),
        *fila[3:6],
        Corte.de(fila.corte),
        *fila[7:13],
        EstadoReporte(fila.estado),
        *fila[14:19],
        correcciones.leer(fila),
    ]
    return ResultadoDeMeta(*datos)


def _valores(nuevo: NuevoResultado, numero: int) -> dict[str, object]:
    return {
        "clave_envio": nuevo.clave_envio,
        "folio": folios.folio(SERIE, nuevo.vigencia.anio, numero),
        "corte": str(nuevo.corte),
        "corte_hasta": nuevo.corte.hasta,
        "valor": nuevo.valor,
        "proyeccion": nuevo.proyeccion,
        "logro": nuevo.logro,
        "analisis": nuevo.analisis,
        "dificultades": nuevo.dificultades,
        "aclaracion": nuevo.aclaracion,
        "estado": EstadoReporte.ENVIADO.value,
        "extemporaneo": nuevo.extemporaneo,
        "autor_id": nuevo.autor_id,
        "reportado_en": nuevo.reportado_en,
    }


class DepositoResultados(Deposito):
    """Resultados reportados de las metas."""

    def guardar(self, nuevo: NuevoResultado) -> tuple[ResultadoDeMeta, bool]:
        """Guarda con folio y versión nuevos; ``True`` si es nuevo.

        Si la ``clave_envio`` ya se guardó devuelve aquel reporte y ``False``: no hay doble.

        Raises:
            NoEncontrado: la meta no es de esa entidad y vigencia, o ya no está en el plan.
        """
        entidad, anio = nuevo.entidad_id, nuevo.vigencia.anio
        # El contador va primero: con su fila bloqueada, las versiones de una meta van de a una.
        numero = folios.tomar(self._conexion, entidad, anio, SERIE)[0]
        valores = _valores(nuevo, numero)
        valores |= correcciones.valores(self._conexion, RESULTADO, entidad, nuevo.correccion)
        datos = {f"{nombre}_nuevo": valor for nombre, valor in valores.items()}
        datos |= {"meta": nuevo.meta_id, "entidad": entidad, "anio": anio}
        guardado = self._conexion.execute(_INSERTAR[self._motor], datos).scalar()
        if guardado is not None:
            return _leer(self._conexion.execute(_POR_ID, {"resultado": guardado}).one()), True
        folios.devolver(self._conexion, entidad, anio, SERIE)
        anterior = self._conexion.execute(_POR_CLAVE, {"clave": nuevo.clave_envio}).first()
        if anterior is None:
            raise NoEncontrado("meta", meta=nuevo.meta_id)
        return _leer(anterior), False

    def por_folio(self, entidad_id: IdEntidad, folio: str) -> ResultadoDeMeta | None:
        """El de ese folio, en cualquier estado."""
        return self._uno(_POR_FOLIO, {"entidad": entidad_id, "buscado": folio})

    def ultimo(self, meta_id: IdMeta) -> ResultadoDeMeta | None:
        """El último enviado o aprobado de la meta."""
        return self._uno(_DE_LA_META, {"meta": meta_id})

    def anterior_a(self, resultado: ResultadoDeMeta) -> ResultadoDeMeta | None:
        """El último enviado o aprobado de su meta antes de esa versión."""
        return self._uno(_ANTERIOR, {"meta": resultado.meta_id, "tope": resultado.version})

    def es_el_ultimo(self, resultado: ResultadoDeMeta) -> bool:
        """Si no hay ninguna versión más nueva de su meta, en ningún estado."""
        datos = {"meta": resultado.meta_id, "tope": resultado.version}
        return self._conexion.execute(_MAS_NUEVO, datos).first() is None

    def de_la_vigencia(
        self, entidad_id: IdEntidad, vigencia: Vigencia, hasta: Corte | None = None
    ) -> Sequence[ResultadoDeMeta]:
        """Todos los de la vigencia hasta ese corte inclusive, por folio."""
        datos: dict[str, object] = {"entidad": entidad_id, "anio": vigencia.anio}
        if hasta is None:
            return self._todos(_TODOS, datos)
        return self._todos(_HASTA, {**datos, "hasta": hasta.hasta})

    def con_reporte_en(self, entidad_id: IdEntidad, vigencia: Vigencia, corte: Corte) -> frozenset[IdMeta]:
        """Metas con un resultado enviado o aprobado en ese corte."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio, "periodo": str(corte)}
        return frozenset(self._conexion.execute(_CON_REPORTE, datos).scalars())

    def pendientes(
        self, entidad_id: IdEntidad, dependencia_id: IdDependencia | None = None
    ) -> Sequence[ResultadoDeMeta]:
        """Los enviados que nadie ha revisado y siguen siendo la última versión de su meta, por folio.

        Con ``dependencia_id``, los de las metas que coordina o, si el plan no dice quién, en las que
        tiene actividades.
        """
        if dependencia_id is None:
            return self._todos(_PENDIENTES, {"entidad": entidad_id})
        return self._todos(_PENDIENTES_DE, {"entidad": entidad_id, "dependencia_id": dependencia_id})

    def cambiar_estado(self, entidad_id: IdEntidad, folio: str, de: EstadoReporte, a: EstadoReporte) -> bool:
        """Pasa de un estado a otro; ``False`` si ya no estaba en el primero: alguien decidió antes."""
        datos = {"entidad": entidad_id, "buscado": folio, "estado_de": de.value, "estado_a": a.value}
        return self._conexion.execute(_CAMBIAR, datos).rowcount == 1

    def _uno(self, consulta: Select[Any], datos: dict[str, Any]) -> ResultadoDeMeta | None:
        fila = self._conexion.execute(consulta, datos).first()
        return None if fila is None else _leer(fila)

    def _todos(self, consulta: Select[Any], datos: dict[str, Any]) -> list[ResultadoDeMeta]:
        return [_leer(fila) for fila in self._conexion.execute(consulta, datos)]
