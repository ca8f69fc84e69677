"""El plan como estaba: una base aparte, en memoria, con lo que se sabía en un instante."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, and_, case, exists, func, insert, or_, select, update

from almacen.tablas import esquema as e
from almacen.tablas.conexion import crear_motor
from almacen.tablas.foto_del_plan import SALDOS, Foto
from almacen.tablas.gasto_al_instante import HechosDeGasto
from almacen.tablas.tipos import leer_pesos
from dominio.modelo.financiero import Saldos
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.revision import Decision, TipoReporte
from dominio.reglas.versiones import saldos_despues
from dominio.valores.dinero import CERO

if TYPE_CHECKING:
    from almacen.tablas.unidad import UnidadSQL

_TANDA = 2_000
_CUENTAN = (EstadoReporte.ENVIADO.value, EstadoReporte.APROBADO.value)
_DEL_PLAN = (
    e.META,
    e.PROGRAMACION,
    e.PROGRAMACION_ORIGINAL,
    e.LOGRO,
    e.PROYECTO,
    e.ACTIVIDAD,
    e.APROPIACION,
    e.POAI,
    e.PAC,
)
# Reporte → la columna que dice cuándo se hizo.
_REPORTES = (
    (e.AVANCE, TipoReporte.AVANCE),
    (e.EJECUCION, TipoReporte.EJECUCION),
    (e.RESULTADO, TipoReporte.RESULTADO),
)

_DE_AQUI = frozenset(
    tabla.name
    for tabla in (
        *(e.PERSONA, e.DEPENDENCIA, e.REGISTRO, e.EVIDENCIA, e.REVISION, e.AUDITORIA),
        *(e.ACTO_DE_CORTE, e.OMISION_DE_CORTE, *_DEL_PLAN, *(tabla for tabla, _ in _REPORTES)),
    )
)
# Mensajes, papeles y trámites: ninguna cuenta del plan los mira.
_AJENAS_AL_PLAN = frozenset(
    {
        *("invitacion", "mensaje_de_reporte", "tarjeta_de_revision", "borrador", "borrador_aplazado", "duda"),
        *("entrada", "entrada_fallida", "salida", "cupo", "cupo_chat", "encargo", "recordatorio"),
        *("propuesta_de_lectura", "perfil_de_importacion", "libro_recibido", "edicion_del_plan"),
        *("delegacion", "reporte_delegado", "cambio_de_rol", "consecutivo"),
    }
)
# Guardan solo lo último que se decidió: de ellas vale lo de hoy.
_SIN_HISTORIA = frozenset({"ajuste_de_regla", "plazo_de_paso"})


class Pasado:
    """De una base, lo que hace falta para armar otra aparte: la foto del plan y lo que se sabía entonces.

    Args:
        conexion: la base de verdad; de ella solo se lee.
        entidad_id, anio: de qué plan.
    """

    def __init__(self, conexion: Connection, entidad_id: int, anio: int) -> None:
        self._conexion = conexion
        self._entidad_id = entidad_id
        self._anio = anio

    def armar(self, destino: Connection, foto: Foto, instante: datetime) -> None:
        """Llena la base aparte con lo que se sabía en el instante (UTC), incluido."""
        self.poner_plan(destino, foto)
        self._poner_retiradas(destino, foto)
        self._poner_registros(destino, foto, instante)
        self._poner_reportes(destino, instante)
        self._poner_decisiones(destino, instante)
        _poner_al_dia(destino)

    def poner_plan(self, destino: Connection, foto: Foto) -> None:
        """La entidad, sus personas y el plan de la foto, sin el gasto ni lo reportado."""
        self._copiar(destino, e.ENTIDAD, e.ENTIDAD.c.id == self._entidad_id)
        self._copiar(destino, e.PERSONA, e.PERSONA.c.entidad_id == self._entidad_id)
        dependencias = foto.filas_de(e.DEPENDENCIA)
        conocidas = [fila["id"] for fila in dependencias]
        _insertar(destino, e.DEPENDENCIA, dependencias)
        self._copiar(
            destino,
            e.DEPENDENCIA,
            e.DEPENDENCIA.c.entidad_id == self._entidad_id,
            e.DEPENDENCIA.c.id.not_in(conocidas),
        )
        for tabla in _DEL_PLAN:
            _insertar(destino, tabla, foto.filas_de(tabla))

    def _poner_retiradas(self, destino: Connection, foto: Foto) -> None:
        """Las metas y actividades que no estaban: un cierre de corte pudo nombrarlas."""
        fuera = {e.META: {"en_plan": False, "en_indicativo": False}, e.ACTIVIDAD: {"retirada": True}}
        for tabla, marca in fuera.items():
            ya = {fila["id"] for fila in foto.filas_de(tabla)}
            consulta = select(tabla).where(*self._de(tabla))
            for tanda in self._conexion.execute(consulta).mappings().partitions(_TANDA):
                filas = [dict(fila) | marca for fila in tanda if fila["id"] not in ya]
                _insertar(destino, tabla, filas)

    def poner_registros_de_la_foto(self, destino: Connection, foto: Foto) -> None:
        """Los registros como estaban al tomarla."""
        _insertar(destino, e.REGISTRO, [self._con_saldos(fila, foto) for fila in foto.filas_de(e.REGISTRO)])

    def _con_saldos(self, fila: dict[str, Any], foto: Foto) -> dict[str, Any]:
        suyos = foto.saldos.get(fila["id"], [0] * 6)
        return fila | {nombre: leer_pesos(suyos[i]) for i, nombre in enumerate(SALDOS)}

    def _poner_registros(self, destino: Connection, foto: Foto, instante: datetime) -> None:
        """Los de la foto y los sueltos que ya tenían movimientos, con el gasto movido hasta el instante."""
        hechos = HechosDeGasto(self._conexion, self._entidad_id, self._anio)
        filas = foto.filas_de(e.REGISTRO)
        faltan = hechos.registros(instante) - {fila["id"] for fila in filas}
        filas += self._sueltos(faltan)
        llevados = []
        for fila in filas:
            marcas = foto.saldos.get(fila["id"], [0] * 6)
            antes = Saldos(CERO, *(leer_pesos(uno) or CERO for uno in marcas[:4]))
            despues = saldos_despues(antes, hechos.entre(fila["id"], marcas[4:], instante))
            llevados.append(fila | {nombre: getattr(despues, nombre) for nombre in SALDOS})
        _insertar(destino, e.REGISTRO, llevados)

    def _sueltos(self, ids: Iterable[int]) -> Iterator[dict[str, Any]]:
        registro = e.REGISTRO
        consulta = select(registro).where(
            registro.c.id.in_(sorted(ids)), registro.c.actividad_id.is_(None), registro.c.retirado.is_(False)
        )
        for fila in self._conexion.execute(consulta).mappings():
            yield dict(fila) | {"definitiva": None, "monto": CERO}

    def _poner_reportes(self, destino: Connection, instante: datetime) -> None:
        """Los hechos hasta el instante, en el estado en que estaban: lo decidido después no ha pasado."""
        for tabla, tipo in _REPORTES:
            despues = exists().where(
                e.REVISION.c.tipo == tipo.value,
                e.REVISION.c.reporte_id == tabla.c.id,
                e.REVISION.c.decision != Decision.VISTO_BUENO.value,
                e.REVISION.c.cuando > instante,
            )
            estado = case((despues, EstadoReporte.ENVIADO.value), else_=tabla.c.estado).label("estado")
            columnas = [estado if columna.name == "estado" else columna for columna in tabla.c]
            consulta = select(*columnas).where(*self._de(tabla), tabla.c.reportado_en <= instante)
            self._pasar(destino, tabla, consulta)
        ya = select(e.AVANCE.c.id).where(*self._de(e.AVANCE), e.AVANCE.c.reportado_en <= instante)
        self._copiar(destino, e.EVIDENCIA, *self._de(e.EVIDENCIA), e.EVIDENCIA.c.avance_id.in_(ya))

    def _poner_decisiones(self, destino: Connection, instante: datetime) -> None:
        revision, acto, omision, traza = e.REVISION, e.ACTO_DE_CORTE, e.OMISION_DE_CORTE, e.AUDITORIA
        self._copiar(destino, revision, *self._de(revision), revision.c.cuando <= instante)
        self._copiar(destino, acto, *self._de(acto), acto.c.en <= instante)
        ya = select(acto.c.id).where(*self._de(acto), acto.c.en <= instante)
        self._copiar(destino, omision, *self._de(omision), omision.c.acto_id.in_(ya))
        importado = and_(traza.c.accion == "importar", traza.c.objeto == f"vigencia:{self._anio}")
        # De la traza hacen falta cuándo se cargó el plan y cuál era el último eslabón.
        ultima = select(func.max(traza.c.id)).where(
            traza.c.entidad_id == self._entidad_id, traza.c.cuando <= instante
        )
        self._copiar(
            destino,
            traza,
            traza.c.entidad_id == self._entidad_id,
            traza.c.cuando <= instante,
            or_(importado, traza.c.id == ultima.scalar_subquery()),
        )
        for tabla in _como_hoy():
            self._copiar(destino, tabla, *self._ajustes(tabla, instante))
        vigentes = select(e.CARGA_DE_CATALOGO.c.id).where(*self._ajustes(e.CARGA_DE_CATALOGO, instante))
        codigo = e.CODIGO_DE_CATALOGO
        self._copiar(destino, codigo, codigo.c.carga_id.in_(vigentes))

    def _ajustes(self, tabla: Table, instante: datetime) -> list[Any]:
        """Lo propio y lo de toda la instalación; de lo que lleva historia, lo que ya había."""
        suyas = [or_(tabla.c.entidad_id == self._entidad_id, tabla.c.entidad_id.is_(None))]
        if "vigencia" in tabla.c:
            suyas.append(tabla.c.vigencia == self._anio)
        if "en" in tabla.c and tabla.name not in _SIN_HISTORIA:
            suyas.append(tabla.c.en <= instante)
        return suyas

    def _de(self, tabla: Table) -> list[Any]:
        return [tabla.c.entidad_id == self._entidad_id, tabla.c.vigencia == self._anio]

    def _copiar(self, destino: Connection, tabla: Table, *donde: Any) -> None:
        self._pasar(destino, tabla, select(tabla).where(*donde))

    def _pasar(self, destino: Connection, tabla: Table, consulta: Any) -> None:
        for tanda in self._conexion.execute(consulta).mappings().partitions(_TANDA):
            destino.execute(insert(tabla), [dict(fila) for fila in tanda])


@contextmanager
def base_aparte(llenar: Callable[[Connection], None]) -> Iterator[UnidadSQL]:
    """Una base en memoria con lo que ponga ``llenar``, lista para leer; se bota al salir."""
    from almacen.reloj import RelojDelSistema
    from almacen.tablas.unidad import UnidadSQL

    # Sin revisar llaves ajenas: por lo que no se copia (delegaciones, por ejemplo) nadie pregunta.
    motor = crear_motor("sqlite:///:memory:", sin_reserva=True)
    try:
        with closing(motor.raw_connection()) as reservada:
            cruda: Any = reservada.driver_connection
            cruda.deserialize(_vacia())
        with motor.begin() as conexion:
            llenar(conexion)
        with UnidadSQL(motor, RelojDelSistema()) as unidad:
            yield unidad
    finally:
        motor.dispose()


@cache
def _vacia() -> bytes:
    """Todas las tablas sin filas: crearlas una a una cada vez costaría la mitad del tiempo."""
    motor = crear_motor("sqlite:///:memory:", sin_reserva=True)
    e.METADATA.create_all(motor)
    with closing(motor.raw_connection()) as reservada:
        cruda: Any = reservada.driver_connection
        imagen: bytes = cruda.serialize()
    motor.dispose()
    return imagen


def _insertar(destino: Connection, tabla: Table, filas: list[dict[str, Any]]) -> None:
    for desde in range(0, len(filas), _TANDA):
        destino.execute(insert(tabla), filas[desde : desde + _TANDA])


def _poner_al_dia(destino: Connection) -> None:
    """Cada actividad con su último reporte que cuenta, como la deja una revisión."""
    actividad, avance = e.ACTIVIDAD, e.AVANCE

    def ultimo(columna: Any) -> Any:
        return (
            select(columna)
            .where(avance.c.actividad_id == actividad.c.id, avance.c.estado.in_(_CUENTAN))
            .order_by(avance.c.version.desc())
            .limit(1)
            .scalar_subquery()
        )

    estado = func.coalesce(ultimo(avance.c.estado), "")
    destino.execute(
        update(actividad)
        .where(exists().where(avance.c.actividad_id == actividad.c.id))
        .values(
            avance=ultimo(avance.c.porcentaje),
            cantidad=ultimo(avance.c.cantidad),
            ultimo_corte=ultimo(avance.c.corte),
            sin_revisar=estado == EstadoReporte.ENVIADO.value,
        )
    )


def _como_hoy() -> list[Table]:
    """Lo demás de la entidad que no son mensajes ni trámites: catálogos, reglas, pasos, documentos."""
    return [
        tabla
        for nombre, tabla in e.METADATA.tables.items()
        if "entidad_id" in tabla.c and nombre not in _DE_AQUI and nombre not in _AJENAS_AL_PLAN
    ]
