"""Depósito del plan: lo que leen las consultas, los libros y las reglas, en pocas consultas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, or_, select

from almacen.tablas import consultas_plan as consultas
from almacen.tablas.alcance import Alcance
from almacen.tablas.aplicar_libro import aplicar_libro
from almacen.tablas.esquema import (
    ACTIVIDAD,
    LOGRO,
    META,
    PAC,
    POAI,
    PROGRAMACION,
    PROGRAMACION_ORIGINAL,
    REGISTRO,
)
from almacen.tablas.huella_plan import huella_barata, huella_de_nombres
from almacen.tablas.original_y_logros import de_una_meta, por_meta
from almacen.tablas.registro_suelto import registro_de_proyecto
from almacen.tablas.sentencias import Deposito, FilaSQL
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdActividad, IdEntidad, IdMeta, IdProyecto, IdRegistro
from dominio.modelo.importacion import ActividadConocida
from dominio.modelo.libro import FilaPAC, FilaPOAI, LibroLeido
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon, TipoAcumulacion, TipoMeta
from dominio.puertos.plan import Filtro
from dominio.valores.dinero import CERO
from dominio.valores.fechas import MESES, Vigencia

_A = ACTIVIDAD.c
_M = META.c
_R = REGISTRO.c
_VIGENTES = (_A.entidad_id == bindparam("entidad"), _A.retirada.is_(False))
# Salta por el índice de una vigencia a la anterior: un DISTINCT leería el plan entero en cada reporte.
_SALTO = select(func.max(_A.vigencia).label("anio")).where(*_VIGENTES).cte("salto", recursive=True)
_ANTERIOR = select(func.max(_A.vigencia)).where(*_VIGENTES, _A.vigencia < _SALTO.c.anio).scalar_subquery()
_SALTOS = _SALTO.union_all(select(_ANTERIOR).where(_SALTO.c.anio.is_not(None)))
_VIGENCIAS = select(_SALTOS.c.anio).where(_SALTOS.c.anio.is_not(None)).order_by(_SALTOS.c.anio.desc())
_ULTIMO_PLAZO = select(func.max(_A.fin)).where(*_VIGENTES, _A.vigencia == bindparam("anio"))
_COMO_VINO = select(_A.id, _A.niveles, _A.sin_codigo).where(*_VIGENTES, _A.vigencia == bindparam("anio"))
_FICHAS = select(
    _M.id,
    _M.codigo,
    _M.tipo,
    _M.nombre,
    _M.programa_codigo,
    _M.programa,
    _M.indicador,
    _M.unidad,
    _M.linea_base,
    _M.meta_vigencia,
    _M.acumulacion,
    _M.meta_cuatrienio,
    _M.coordinadora_id,
).where(_M.entidad_id == bindparam("entidad"), or_(_M.en_plan, _M.en_indicativo))
_METAS = _FICHAS.where(_M.vigencia == bindparam("anio")).order_by(_M.en_plan.desc(), _M.orden, _M.id)
_UNA_META = _FICHAS.add_columns(_M.vigencia).where(_M.id == bindparam("meta"))
_POR_ANIO = (PROGRAMACION, PROGRAMACION_ORIGINAL, LOGRO)
_CON_GASTO = (
    select(_R.id)
    .where(
        _R.entidad_id == bindparam("entidad"),
        _R.vigencia == bindparam("anio"),
        _R.retirado.is_(False),
        or_(*(columna > CERO for columna in (_R.cdp, _R.compromisos, _R.obligaciones, _R.pagos))),
    )
    .limit(1)
)
_POAI = (
    select(POAI)
    .where(POAI.c.entidad_id == bindparam("entidad"), POAI.c.vigencia == bindparam("anio"))
    .order_by(POAI.c.orden)
)
_PAC = (
    select(PAC)
    .where(PAC.c.entidad_id == bindparam("entidad"), PAC.c.vigencia == bindparam("anio"))
    .order_by(PAC.c.orden)
)


def _leer_meta(fila: FilaSQL, *por_anio: Sequence[tuple[int, Decimal | None]]) -> Meta:
    """De fila a modelo; ``por_anio``: programación vigente, original y logros."""
    datos = [
        *fila[:2],
        TipoMeta(fila.tipo),
        *fila[3:10],
        None if fila.acumulacion is None else TipoAcumulacion(fila.acumulacion),
        *fila[11:13],
        *(tuple(valores) for valores in por_anio),
    ]
    return Meta(*datos)


class DepositoPlanes(Deposito):
    """Plan de Acción de cada entidad y vigencia."""

    def vigencias(self, entidad_id: IdEntidad) -> Sequence[Vigencia]:
        """Vigencias con plan, de la más nueva a la más vieja."""
        anios = self._conexion.execute(_VIGENCIAS, {"entidad": entidad_id}).scalars()
        return [Vigencia(anio) for anio in anios]

    def renglones(
        self, entidad_id: IdEntidad, vigencia: Vigencia, filtro: Filtro | None = None
    ) -> Sequence[Renglon]:
        """Actividades vigentes (no retiradas) en el orden del plan, una consulta."""
        recortes = consultas.pedidos(filtro)
        consulta = consultas.de_renglones(frozenset(recortes))
        datos = {"entidad": entidad_id, "anio": vigencia.anio, **recortes}
        return [consultas.leer_renglon(fila) for fila in self._conexion.execute(consulta, datos)]

    def actividad(self, entidad_id: IdEntidad, actividad_id: IdActividad) -> Renglon:
        """Una actividad; ``NoEncontrado`` si no es de la entidad o está retirada."""
        consulta = consultas.de_renglones(frozenset({"actividad_id"}), suelta=True)
        datos = {"entidad": entidad_id, "actividad_id": actividad_id}
        fila = self._conexion.execute(consulta, datos).first()
        if fila is None:
            raise NoEncontrado("actividad", actividad=actividad_id)
        return consultas.leer_renglon(fila)

    def niveles(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Mapping[IdActividad, ComoVino]:
        """Jerarquía propia y código asignado de las actividades vigentes que traen lo uno o lo otro."""
        filas = self._conexion.execute(_COMO_VINO, {"entidad": entidad_id, "anio": vigencia.anio})
        return {
            IdActividad(numero): ComoVino(tuple((r, c, n) for r, c, n in niveles or ()), sin_codigo)
            for numero, niveles, sin_codigo in filas
            if niveles or sin_codigo
        }

    def conocidas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[ActividadConocida]:
        """Todas las actividades que ha tenido el plan, retiradas incluidas, en su orden."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [consultas.leer_conocida(f) for f in self._conexion.execute(consultas.CONOCIDAS, datos)]

    def huella(self, entidad_id: IdEntidad, vigencia: Vigencia) -> str:
        """Cambia con toda importación y con ningún reporte; también puede cambiar al revisar uno."""
        return huella_barata(self._conexion, entidad_id, vigencia.anio)

    def huella_de_nombres(self, entidad_id: IdEntidad, vigencia: Vigencia) -> str:
        """Cambia solo si cambia un código, un nombre o de quién es cada actividad; lee todo el plan."""
        return huella_de_nombres(self._conexion, entidad_id, vigencia.anio)

    def metas(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[Meta]:
        """Metas del plan y del Plan Indicativo si lo hay; primero las del plan, en su orden."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        tablas = [por_meta(self._conexion, tabla, datos) for tabla in _POR_ANIO]
        return [
            _leer_meta(fila, *(tabla.get(fila.id, ()) for tabla in tablas))
            for fila in self._conexion.execute(_METAS, datos)
        ]

    def meta(self, entidad_id: IdEntidad, meta_id: IdMeta) -> tuple[Vigencia, Meta]:
        """Una meta y su vigencia; ``NoEncontrado`` si no es de la entidad o ya no está en el plan."""
        fila = self._conexion.execute(_UNA_META, {"entidad": entidad_id, "meta": meta_id}).first()
        if fila is None:
            raise NoEncontrado("meta", meta=meta_id)
        valores = (de_una_meta(self._conexion, tabla, meta_id) for tabla in _POR_ANIO)
        return Vigencia(fila.vigencia), _leer_meta(fila, *valores)

    def registros(
        self, entidad_id: IdEntidad, vigencia: Vigencia, filtro: Filtro | None = None
    ) -> Sequence[Registro]:
        """Registros financieros en el orden del plan; al final los que no tienen actividad."""
        recortes = consultas.pedidos(filtro)
        consulta = consultas.de_registros(frozenset(recortes))
        datos = {"entidad": entidad_id, "anio": vigencia.anio, **recortes}
        return [consultas.leer_registro(fila) for fila in self._conexion.execute(consulta, datos)]

    def registro(self, entidad_id: IdEntidad, registro_id: IdRegistro) -> Registro:
        """Un registro; ``NoEncontrado`` si no es de la entidad."""
        consulta = consultas.de_registros(frozenset(), suelto=True)
        datos = {"entidad": entidad_id, "registro": registro_id}
        fila = self._conexion.execute(consulta, datos).first()
        if fila is None:
            raise NoEncontrado("registro", registro=registro_id)
        return consultas.leer_registro(fila)

    def registro_de_proyecto(
        self, entidad_id: IdEntidad, vigencia: Vigencia, proyecto_id: IdProyecto, fuente: str
    ) -> Registro:
        """El registro proyecto × fuente (sin actividad), que se crea en ceros si no existe.

        ``fuente`` es el código, o el nombre si no tiene código.

        Raises:
            NoEncontrado: el proyecto no es de esa entidad y vigencia.
        """
        alcance = Alcance(self._conexion, entidad_id, vigencia.anio)
        numero = registro_de_proyecto(alcance, proyecto_id, fuente)
        return self.registro(entidad_id, IdRegistro(numero))

    def aplicar(self, entidad_id: IdEntidad, vigencia: Vigencia, libro: LibroLeido, ahora: datetime) -> None:
        """Deja el plan como el libro: crea, cambia y retira; nunca borra lo reportado.

        Crea dependencias y personas responsables que falten (por nombre normalizado). No toca
        avances: eso lo decide el caso de uso. Sin hoja «Plan de acción» solo aplica las demás.

        Raises:
            NoEncontrado: la ejecución nombra una actividad o un BPIN que no están.
        """
        # Dos importaciones de la misma entidad van una tras otra.
        self.candado(f"plan:{entidad_id}")
        aplicar_libro(Alcance(self._conexion, entidad_id, vigencia.anio), libro)

    def lleva_ejecucion(self, entidad_id: IdEntidad, vigencia: Vigencia) -> bool:
        """Si algún registro de la vigencia tiene CDP, compromisos, obligaciones o pagos."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return self._conexion.execute(_CON_GASTO, datos).first() is not None

    def plazo_mas_lejano(self, entidad_id: IdEntidad, vigencia: Vigencia) -> date | None:
        """Última fecha de terminación del plan."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        plazo: date | None = self._conexion.execute(_ULTIMO_PLAZO, datos).scalar()
        return plazo

    def poai(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[FilaPOAI]:
        """Renglones del POAI guardado, en su orden; ``fila`` cuenta desde 1."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [
            FilaPOAI(
                "POAI",
                fila.orden + 1,
                fila.bpin,
                fila.proyecto,
                fila.meta_codigo,
                fila.dependencia,
                fila.fuente_codigo,
                fila.fuente,
                fila.apropiacion,
            )
            for fila in self._conexion.execute(_POAI, datos)
        ]

    def pac(self, entidad_id: IdEntidad, vigencia: Vigencia) -> Sequence[FilaPAC]:
        """Renglones del PAC guardado, en su orden; ``fila`` cuenta desde 1."""
        datos = {"entidad": entidad_id, "anio": vigencia.anio}
        return [
            FilaPAC(
                "PAC",
                fila["orden"] + 1,
                fila["bpin"],
                fila["fuente_codigo"],
                fila["fuente"],
                tuple(fila[mes] for mes in MESES),
            )
            for fila in self._conexion.execute(_PAC, datos).mappings()
        ]
