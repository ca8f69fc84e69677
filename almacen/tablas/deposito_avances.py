"""Depósito de avances físicos: cada envío cuenta una vez y mueve su actividad en la misma transacción."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select, update

from almacen.tablas import correcciones, folios
from almacen.tablas.deposito_evidencias import DepositoEvidencias
from almacen.tablas.esquema import ACTIVIDAD, AVANCE, DEPENDENCIA, EVIDENCIA, PERSONA
from almacen.tablas.sentencias import FilaSQL, por_motor
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdActividad, IdAvance, IdEntidad
from dominio.modelo.reporte import Avance, EstadoReporte, Modalidad, NuevoAvance, OrigenReporte
from dominio.valores.fechas import Corte, Vigencia

SERIE = "AV"
TANDA = 500

_V = AVANCE.c
_A = ACTIVIDAD.c
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)
# Lo que trae un libro lo entrega planeación, que es quien revisa: nace aprobado.
_NACE = {OrigenReporte.CHAT: EstadoReporte.ENVIADO, OrigenReporte.IMPORTACION: EstadoReporte.APROBADO}

_COLUMNAS = (
    "entidad_id",
    "vigencia",
    "actividad_id",
    "clave_envio",
    "folio",
    "corte",
    "corte_hasta",
    "porcentaje",
    "cantidad",
    "logro",
    "dificultades",
    "motivo_retroceso",
    "estado",
    "extemporaneo",
    "autor_id",
    "reportado_en",
    "origen",
    "aclaracion",
    "modalidad",
    *correcciones.COLUMNAS,
    "version",
)
_PROPIAS = ("entidad_id", "vigencia", "actividad_id", "version")
_INSERTAR = por_motor(
    lambda insertar: (
        insertar(AVANCE)
        .from_select(
            list(_COLUMNAS),
            select(
                _A.entidad_id,
                _A.vigencia,
                _A.id,
                *(
                    bindparam(f"{nombre}_nuevo", type_=_V[nombre].type)
                    for nombre in _COLUMNAS
                    if nombre not in _PROPIAS
                ),
                _A.reportes + 1,
            ).where(
                _A.id == bindparam("actividad"),
                _A.entidad_id == bindparam("entidad"),
                _A.vigencia == bindparam("anio"),
                _A.retirada.is_(False),
            ),
        )
        .on_conflict_do_nothing(index_elements=[_V.clave_envio])
        .returning(_V.id)
    )
)
_INSERTAR_VARIOS = insert(AVANCE)
_MOVER = (
    update(ACTIVIDAD)
    .where(_A.id == bindparam("actividad"))
    .values(
        avance=bindparam("porcentaje_nuevo", type_=_V.porcentaje.type),
        cantidad=bindparam("cantidad_nuevo", type_=_V.cantidad.type),
        sin_revisar=bindparam("falta_revisar"),
        ultimo_corte=bindparam("corte_nuevo"),
        reportes=_A.reportes + 1,
        version=_A.version + 1,
    )
)
_R = AVANCE.alias("reemplazado")
_EVIDENCIAS = select(func.count()).where(EVIDENCIA.c.avance_id == _V.id).scalar_subquery().label("evidencias")
AVANCES: Select[Any] = select(
    _V.id,
    _V.folio,
    _V.actividad_id,
    _A.codigo,
    DEPENDENCIA.c.nombre.label("dependencia"),
    _V.corte,
    _V.porcentaje,
    _V.cantidad,
    _V.logro,
    _V.dificultades,
    _V.motivo_retroceso,
    _V.estado,
    _V.extemporaneo,
    PERSONA.c.nombre.label("autor"),
    _V.reportado_en,
    _V.origen,
    _V.version,
    _EVIDENCIAS,
    _V.aclaracion,
    _V.modalidad,
    _R.c.folio.label("reemplaza"),
    _V.numero_edicion,
    _V.motivo_correccion,
).select_from(
    AVANCE.join(ACTIVIDAD, _A.id == _V.actividad_id)
    .join(DEPENDENCIA, DEPENDENCIA.c.id == _A.dependencia_id)
    .outerjoin(PERSONA, PERSONA.c.id == _V.autor_id)
    .outerjoin(_R, _R.c.id == _V.reemplaza_id)
)
_POR_ID = AVANCES.where(_V.id == bindparam("avance"))
_POR_CLAVE = AVANCES.where(_V.clave_envio == bindparam("clave"))
_ULTIMO = (
    AVANCES.where(_V.actividad_id == bindparam("actividad"), _V.estado.in_(_CUENTAN))
    .order_by(_V.version.desc())
    .limit(1)
)
_TODOS = AVANCES.where(_V.entidad_id == bindparam("entidad"), _V.vigencia == bindparam("anio")).order_by(
    _V.id
)
_HASTA = _TODOS.where(_V.corte_hasta <= bindparam("hasta"))
_CON_REPORTE = (
    select(_V.actividad_id)
    .where(
        _V.entidad_id == bindparam("entidad"),
        _V.vigencia == bindparam("anio"),
        _V.corte == bindparam("periodo"),
        _V.estado.in_(_CUENTAN),
        # Lo que trajo un libro no es el reporte de quien responde por la actividad.
        _V.origen != OrigenReporte.IMPORTACION.value,
    )
    .distinct()
)
_YA_GUARDADAS = select(_V.clave_envio).where(_V.clave_envio.in_(bindparam("claves", expanding=True)))
_REPORTES = select(_A.id, _A.reportes).where(
    _A.entidad_id == bindparam("entidad"),
    _A.vigencia == bindparam("anio"),
    _A.retirada.is_(False),
)


def leer_avance(fila: FilaSQL) -> Avance:
    """De fila de ``AVANCES`` a modelo."""
    datos = [
        *fila[:5],
        Corte.de(fila.corte),
        *fila[6:11],
        EstadoReporte(fila.estado),
        *fila[12:15],
        OrigenReporte(fila.origen),
        *fila[16:19],
        Modalidad(fila.modalidad),
        correcciones.leer(fila),
    ]
    return Avance(*datos)


def _valores(nuevo: NuevoAvance, numero: int) -> dict[str, object]:
    return {
        "clave_envio": nuevo.clave_envio,
        "folio": folios.folio(SERIE, nuevo.vigencia.anio, numero),
        "corte": str(nuevo.corte),
        "corte_hasta": nuevo.corte.hasta,
        "porcentaje": nuevo.porcentaje,
        "cantidad": nuevo.cantidad,
        "logro": nuevo.logro,
        "dificultades": nuevo.dificultades,
        "motivo_retroceso": nuevo.motivo_retroceso,
        "estado": _NACE[nuevo.origen].value,
        "extemporaneo": nuevo.extemporaneo,
        "autor_id": nuevo.autor_id,
        "reportado_en": nuevo.reportado_en,
        "origen": nuevo.origen.value,
        "aclaracion": nuevo.aclaracion,
        "modalidad": nuevo.modalidad.value,
    }


def _movimiento(nuevo: NuevoAvance) -> dict[str, object]:
    return {
        "actividad": nuevo.actividad_id,
        "porcentaje_nuevo": nuevo.porcentaje,
        "cantidad_nuevo": nuevo.cantidad,
        "falta_revisar": _NACE[nuevo.origen] is EstadoReporte.ENVIADO,
        "corte_nuevo": str(nuevo.corte),
    }


class DepositoAvances(DepositoEvidencias):
    """Avances físicos reportados."""

    def guardar_avance(self, nuevo: NuevoAvance) -> tuple[Avance, bool]:
        """Guarda con folio nuevo y actualiza el avance de la actividad; ``True`` si es nuevo.

        Si la ``clave_envio`` ya se guardó devuelve aquel reporte y ``False``: no hay doble.

        Raises:
            NoEncontrado: la actividad no es de esa entidad y vigencia, o está retirada.
        """
        entidad, anio = nuevo.entidad_id, nuevo.vigencia.anio
        # El contador va primero: con su fila bloqueada, los reportes de la vigencia van de a uno.
        numero = folios.tomar(self._conexion, entidad, anio, SERIE)[0]
        valores = _valores(nuevo, numero)
        valores |= correcciones.valores(self._conexion, AVANCE, entidad, nuevo.correccion)
        datos = {f"{nombre}_nuevo": valor for nombre, valor in valores.items()}
        datos |= {"actividad": nuevo.actividad_id, "entidad": entidad, "anio": anio}
        guardado = self._conexion.execute(_INSERTAR[self._motor], datos).scalar()
        if guardado is None:
            folios.devolver(self._conexion, entidad, anio, SERIE)
            anterior = self._conexion.execute(_POR_CLAVE, {"clave": nuevo.clave_envio}).first()
            if anterior is None:
                raise NoEncontrado("actividad", actividad=nuevo.actividad_id)
            return leer_avance(anterior), False
        self._conexion.execute(_MOVER, _movimiento(nuevo))
        self._adjuntar(IdAvance(guardado), nuevo)
        return leer_avance(self._conexion.execute(_POR_ID, {"avance": guardado}).one()), True

    def guardar_avances(self, nuevos: Sequence[NuevoAvance]) -> int:
        """Guarda muchos de una vez (importación), con sus folios; devuelve cuántos eran nuevos.

        Raises:
            NoEncontrado: alguna actividad no es de su entidad y vigencia, o está retirada.
        """
        grupos: dict[tuple[IdEntidad, int], list[NuevoAvance]] = defaultdict(list)
        for nuevo in nuevos:
            grupos[nuevo.entidad_id, nuevo.vigencia.anio].append(nuevo)
        return sum(self._guardar_grupo(entidad, anio, grupo) for (entidad, anio), grupo in grupos.items())

    def ultimo_avance(self, actividad_id: IdActividad) -> Avance | None:
        """El último enviado o aprobado de la actividad."""
        fila = self._conexion.execute(_ULTIMO, {"actividad": actividad_id}).first()
        return None if fila is None else leer_avance(fila)

    def avances(
        self, entidad_id: IdEntidad, vigencia: Vigencia, hasta: Corte | None = None
    ) -> Sequence[Avance]:
        """Todos los reportes de la vigencia hasta ese corte inclusive, por folio."""
        datos: dict[str, object] = {"entidad": entidad_id, "anio": vigencia.anio}
        if hasta is None:
            return [leer_avance(fila) for fila in self._conexion.execute(_TODOS, datos)]
        return [leer_avance(fila) for fila in self._conexion.execute(_HASTA, {**datos, "hasta": hasta.hasta})]

    def con_reporte_en(
        self, entidad_id: IdEntidad, vigencia: Vigencia, corte: Corte
    ) -> frozenset[IdActividad]:
        """Actividades con un reporte enviado o aprobado en ese corte; lo importado no cuenta."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio, "periodo": str(corte)}
        return frozenset(self._conexion.execute(_CON_REPORTE, datos).scalars())

    def _guardar_grupo(self, entidad: IdEntidad, anio: int, nuevos: Sequence[NuevoAvance]) -> int:
        """Una vigencia: mismas garantías que de a uno, con pocas idas a la base."""
        # Tomar cero números bloquea el contador: nadie guarda una de estas claves mientras tanto.
        folios.tomar(self._conexion, entidad, anio, SERIE, 0)
        pendientes = self._sin_guardar(nuevos)
        if not pendientes:
            return 0
        filas = self._conexion.execute(_REPORTES, {"entidad": entidad, "anio": anio})
        reportes = {fila.id: fila.reportes for fila in filas}
        serie = folios.tomar(self._conexion, entidad, anio, SERIE, len(pendientes))
        avances = []
        for nuevo, numero in zip(pendientes, serie, strict=True):
            if nuevo.actividad_id not in reportes:
                raise NoEncontrado("actividad", actividad=nuevo.actividad_id)
            reportes[nuevo.actividad_id] += 1
            propias = {
                "entidad_id": entidad,
                "vigencia": anio,
                "actividad_id": nuevo.actividad_id,
                "version": reportes[nuevo.actividad_id],
            }
            avances.append(_valores(nuevo, numero) | propias)
        self._conexion.execute(_INSERTAR_VARIOS, avances)
        self._conexion.execute(_MOVER, [_movimiento(nuevo) for nuevo in pendientes])
        return len(pendientes)

    def _sin_guardar(self, nuevos: Sequence[NuevoAvance]) -> list[NuevoAvance]:
        """Los de clave que aún no está, una vez cada una."""
        por_clave = {nuevo.clave_envio: nuevo for nuevo in nuevos}
        claves = list(por_clave)
        for desde in range(0, len(claves), TANDA):
            tanda = {"claves": claves[desde : desde + TANDA]}
            for guardada in self._conexion.execute(_YA_GUARDADAS, tanda).scalars():
                del por_clave[guardada]
        return list(por_clave.values())
