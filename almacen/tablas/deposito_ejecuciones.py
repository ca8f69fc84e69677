"""Depósito de ejecución financiera: el movimiento y el acumulado del registro van juntos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update

from almacen.tablas import correcciones, folios
from almacen.tablas.esquema import ACTIVIDAD, EJECUCION, PERSONA, PROYECTO, REGISTRO
from almacen.tablas.sentencias import Deposito, FilaSQL
from almacen.tablas.tipos import PesosColumna
from dominio.errores import ConflictoDeVersion, MontoNegativo, NoEncontrado
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.identidad import IdEntidad, IdRegistro
from dominio.modelo.reporte import Ejecucion, EstadoReporte, NuevaEjecucion, OrigenReporte
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia

SERIE = "EJ"

_J = EJECUCION.c
_R = REGISTRO.c
_ANTERIOR = EJECUCION.alias("reemplazada")
COLUMNA = {
    MomentoGasto.CDP: _R.cdp,
    MomentoGasto.COMPROMISO: _R.compromisos,
    MomentoGasto.OBLIGACION: _R.obligaciones,
    MomentoGasto.PAGO: _R.pagos,
}
# La versión leída va en la condición: si otro movió el registro, no se pisa lo suyo.
_MOVER = {
    momento: update(REGISTRO)
    .where(
        _R.id == bindparam("registro"),
        _R.entidad_id == bindparam("entidad"),
        _R.vigencia == bindparam("anio"),
        _R.version == bindparam("leida"),
    )
    .values({columna.name: bindparam("acumulado", type_=PesosColumna), "version": _R.version + 1})
    for momento, columna in COLUMNA.items()
}
_SUMAR = {
    momento: update(REGISTRO)
    .where(_R.id == bindparam("registro"), columna + bindparam("suma", type_=PesosColumna) >= 0)
    .values({columna.name: columna + bindparam("suma", type_=PesosColumna), "version": _R.version + 1})
    for momento, columna in COLUMNA.items()
}
_INSERTAR = insert(EJECUCION).returning(_J.id)
_EXISTE = select(_R.id).where(_R.id == bindparam("registro"))
_EXISTE_EN = _EXISTE.where(_R.entidad_id == bindparam("entidad"), _R.vigencia == bindparam("anio"))
EJECUCIONES: Select[Any] = select(
    _J.id,
    _J.folio,
    _J.registro_id,
    ACTIVIDAD.c.codigo.label("actividad_codigo"),
    PROYECTO.c.bpin,
    _R.fuente_codigo,
    _R.fuente,
    _J.corte,
    _J.momento,
    _J.anterior,
    _J.valor,
    _J.incremento,
    _J.documento,
    _J.fecha_documento,
    _J.estado,
    _J.extemporaneo,
    PERSONA.c.nombre.label("autor"),
    _J.reportado_en,
    _J.origen,
    _J.aclaracion,
    _ANTERIOR.c.folio.label("reemplaza"),
    _J.numero_edicion,
    _J.motivo_correccion,
).select_from(
    EJECUCION.join(REGISTRO, _R.id == _J.registro_id)
    .outerjoin(ACTIVIDAD, ACTIVIDAD.c.id == _R.actividad_id)
    .outerjoin(PROYECTO, PROYECTO.c.id == _R.proyecto_id)
    .outerjoin(PERSONA, PERSONA.c.id == _J.autor_id)
    .outerjoin(_ANTERIOR, _ANTERIOR.c.id == _J.reemplaza_id)
)
_POR_ID = EJECUCIONES.where(_J.id == bindparam("ejecucion"))
_POR_CLAVE = EJECUCIONES.where(_J.clave_envio == bindparam("clave"))
_TODAS = EJECUCIONES.where(_J.entidad_id == bindparam("entidad"), _J.vigencia == bindparam("anio")).order_by(
    _J.id
)
_HASTA = _TODAS.where(_J.corte_hasta <= bindparam("hasta"))


def leer_ejecucion(fila: FilaSQL) -> Ejecucion:
    """De fila de ``EJECUCIONES`` a modelo."""
    datos = [
        *fila[:5],
        fila.fuente or fila.fuente_codigo,
        Corte.de(fila.corte),
        MomentoGasto(fila.momento),
        *fila[9:14],
        EstadoReporte(fila.estado),
        *fila[15:18],
        OrigenReporte(fila.origen),
        fila.aclaracion,
        correcciones.leer(fila),
    ]
    return Ejecucion(*datos)


def _valores(nueva: NuevaEjecucion, numero: int) -> dict[str, object]:
    return {
        "entidad_id": nueva.entidad_id,
        "vigencia": nueva.vigencia.anio,
        "registro_id": nueva.registro_id,
        "clave_envio": nueva.clave_envio,
        "folio": folios.folio(SERIE, nueva.vigencia.anio, numero),
        "corte": str(nueva.corte),
        "corte_hasta": nueva.corte.hasta,
        "momento": nueva.momento.value,
        "anterior": nueva.anterior,
        "valor": nueva.valor,
        "incremento": nueva.incremento,
        "documento": nueva.documento,
        "fecha_documento": nueva.fecha_documento,
        "estado": EstadoReporte.ENVIADO.value,
        "extemporaneo": nueva.extemporaneo,
        "autor_id": nueva.autor_id,
        "reportado_en": nueva.reportado_en,
        "origen": nueva.origen.value,
        "aclaracion": nueva.aclaracion,
    }


class DepositoEjecuciones(Deposito):
    """Movimientos financieros reportados."""

    def guardar_ejecucion(self, nueva: NuevaEjecucion, version_leida: int) -> tuple[Ejecucion, bool]:
        """Guarda el movimiento y mueve el acumulado del registro en SQL; ``True`` si es nuevo.

        Si la ``clave_envio`` ya se guardó devuelve aquel movimiento y ``False``.

        Raises:
            ConflictoDeVersion: otro movió el registro desde ``version_leida``.
            NoEncontrado: el registro no es de esa entidad y vigencia.
        """
        anterior = self._por_clave(nueva.clave_envio)
        if anterior is not None:
            return anterior, False
        entidad, anio = nueva.entidad_id, nueva.vigencia.anio
        donde = {"registro": nueva.registro_id, "entidad": entidad, "anio": anio}
        cambio = {**donde, "leida": version_leida, "acumulado": nueva.valor}
        if self._conexion.execute(_MOVER[nueva.momento], cambio).rowcount == 0:
            return self._explicar(nueva, version_leida, donde), False
        numero = folios.tomar(self._conexion, entidad, anio, SERIE)[0]
        valores = _valores(nueva, numero)
        valores |= correcciones.valores(self._conexion, EJECUCION, entidad, nueva.correccion)
        guardada = self._conexion.execute(_INSERTAR, valores).scalar_one()
        return leer_ejecucion(self._conexion.execute(_POR_ID, {"ejecucion": guardada}).one()), True

    def sumar_ejecucion(self, registro_id: IdRegistro, momento: str, centavos: int) -> None:
        """Incrementa en SQL el acumulado de un momento (sin leer antes): nunca se pierde un incremento.

        Raises:
            NoEncontrado: el registro no existe.
            MontoNegativo: el acumulado quedaría por debajo de cero.
        """
        datos = {"registro": registro_id, "suma": Pesos.diferencia(centavos)}
        if self._conexion.execute(_SUMAR[MomentoGasto(momento)], datos).rowcount == 0:
            if self._conexion.execute(_EXISTE, {"registro": registro_id}).first() is None:
                raise NoEncontrado("registro", registro=registro_id)
            raise MontoNegativo(momento, centavos=centavos)

    def ejecuciones(
        self, entidad_id: IdEntidad, vigencia: Vigencia, hasta: Corte | None = None
    ) -> Sequence[Ejecucion]:
        """Movimientos de la vigencia hasta ese corte inclusive, por folio."""
        datos: dict[str, object] = {"entidad": entidad_id, "anio": vigencia.anio}
        if hasta is None:
            return [leer_ejecucion(fila) for fila in self._conexion.execute(_TODAS, datos)]
        return [
            leer_ejecucion(fila) for fila in self._conexion.execute(_HASTA, {**datos, "hasta": hasta.hasta})
        ]

    def _por_clave(self, clave_envio: str) -> Ejecucion | None:
        fila = self._conexion.execute(_POR_CLAVE, {"clave": clave_envio}).first()
        return None if fila is None else leer_ejecucion(fila)

    def _explicar(self, nueva: NuevaEjecucion, version_leida: int, donde: dict[str, int]) -> Ejecucion:
        """Por qué no se movió el registro: quizá el mismo envío se confirmó mientras esperábamos."""
        gemela = self._por_clave(nueva.clave_envio)
        if gemela is not None:
            return gemela
        if self._conexion.execute(_EXISTE_EN, donde).first() is None:
            raise NoEncontrado("registro", registro=nueva.registro_id)
        raise ConflictoDeVersion("registro", registro=nueva.registro_id, version=version_leida)
