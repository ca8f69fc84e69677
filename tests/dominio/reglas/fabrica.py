"""Piezas de un plan para las pruebas de reglas: valores sanos y se cambia lo que la prueba mira."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.identidad import (
    IdActividad,
    IdAvance,
    IdDependencia,
    IdEjecucion,
    IdMeta,
    IdPersona,
    IdProyecto,
    IdRegistro,
)
from dominio.modelo.libro import FilaPlan
from dominio.modelo.plan import Meta, Registro, Renglon, TipoMeta
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte, OrigenReporte
from dominio.valores.dinero import CERO, Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

RENGLON = Renglon(
    id=IdActividad(1),
    codigo="A-001",
    nombre="Construir placa huella",
    dependencia_id=IdDependencia(30),
    dependencia_codigo="30",
    dependencia="Secretaría de Infraestructura",
    responsable_id=IdPersona(7),
    responsable="Héctor Fabio Rengifo",
    cargo="Ingeniero civil",
    meta_id=IdMeta(1),
    meta_codigo="2402-01",
    meta="Mejorar 8,5 km de vías",
    tipo_meta=TipoMeta.PRODUCTO,
    programa_codigo="2402",
    programa="Infraestructura red vial regional",
    indicador="Kilómetros mejorados",
    unidad="Kilómetros",
    linea_base=Decimal(0),
    meta_vigencia=Decimal("8.5"),
    proyecto_id=IdProyecto(31),
    bpin="2025769990031",
    proyecto="Mejoramiento de las vías terciarias",
    objetivo="Mejorar la conectividad rural",
    ponderacion=None,
    cantidad_programada=None,
    inicio=date(2026, 1, 1),
    fin=date(2026, 12, 31),
    avance=None,
    cantidad=None,
    sin_revisar=False,
    ultimo_corte=None,
    saldos=Saldos(),
    version=1,
)

REGISTRO = Registro(
    id=IdRegistro(1),
    actividad_id=IdActividad(1),
    actividad_codigo="A-001",
    proyecto_id=IdProyecto(31),
    bpin="2025769990031",
    proyecto="Mejoramiento de las vías terciarias",
    dependencia_id=IdDependencia(30),
    fuente_codigo="1.2.1.0.00",
    fuente="Ingresos corrientes de libre destinación",
    monto=CERO,
    contratacion=True,
    saldos=Saldos(),
    version=1,
)


def renglon(numero: int = 1, **cambios: Any) -> Renglon:
    """Actividad A-00n; ``avance``, ``ponderacion`` en puntos; ``meta`` es el número de la meta."""
    for campo in ("avance", "ponderacion"):
        if isinstance(cambios.get(campo), int | str):
            cambios[campo] = Porcentaje.de(cambios[campo])
    if isinstance(cambios.get("meta"), int):
        meta = cambios.pop("meta")
        cambios |= {"meta_id": IdMeta(meta), "meta_codigo": f"2402-0{meta}"}
    base: dict[str, Any] = {"id": IdActividad(numero), "codigo": f"A-{numero:03d}"}
    return replace(RENGLON, **(base | cambios))


def registro(numero: int = 1, **cambios: Any) -> Registro:
    """Registro de la actividad del mismo número; ``actividad=None`` lo deja a nivel de proyecto."""
    base: dict[str, Any] = {
        "id": IdRegistro(numero),
        "actividad_id": IdActividad(numero),
        "actividad_codigo": f"A-{numero:03d}",
    }
    if "actividad" in cambios:
        actividad = cambios.pop("actividad")
        base["actividad_id"] = actividad
        base["actividad_codigo"] = None if actividad is None else f"A-{actividad:03d}"
    return replace(REGISTRO, **(base | cambios))


def saldos(
    definitiva: int = 0, cdp: int = 0, compromisos: int = 0, obligaciones: int = 0, pagos: int = 0
) -> Saldos:
    """Saldos en pesos enteros."""
    return Saldos(*(Pesos.de(valor) for valor in (definitiva, cdp, compromisos, obligaciones, pagos)))


def meta(codigo: str = "2402-01", **cambios: Any) -> Meta:
    """Meta de producto; sin ``programacion`` no está en el Plan Indicativo."""
    base = Meta(
        id=IdMeta(1),
        codigo=codigo,
        tipo=TipoMeta.PRODUCTO,
        nombre="Mejorar 8,5 km de vías",
        programa_codigo="2402",
        programa="Infraestructura red vial regional",
        indicador="Kilómetros mejorados",
        unidad="Kilómetros",
        linea_base=Decimal(0),
        meta_vigencia=Decimal("8.5"),
    )
    return replace(base, **cambios)


def reporte(actividad: int = 1, puntos: int | str = 0, **cambios: Any) -> Avance:
    """Reporte enviado por el chat en 2026-T3."""
    base = Avance(
        id=IdAvance(actividad),
        folio=f"AV-2026-{actividad:06d}",
        actividad_id=IdActividad(actividad),
        actividad_codigo=f"A-{actividad:03d}",
        dependencia="Secretaría de Infraestructura",
        corte=Corte.de("2026-T3"),
        porcentaje=Porcentaje.de(puntos),
        cantidad=None,
        logro=None,
        dificultades=None,
        motivo_retroceso=None,
        estado=EstadoReporte.ENVIADO,
        extemporaneo=False,
        autor="Héctor Fabio Rengifo",
        reportado_en=datetime(2026, 9, 15, 15, tzinfo=UTC),
        origen=OrigenReporte.CHAT,
        version=1,
        evidencias=0,
    )
    return replace(base, **cambios)


def movimiento(registro_id: int = 1, **cambios: Any) -> Ejecucion:
    """Pago de 10 pesos en 2026-T4."""
    base = Ejecucion(
        id=IdEjecucion(1),
        folio="EJ-2026-000001",
        registro_id=IdRegistro(registro_id),
        actividad_codigo="A-001",
        bpin=None,
        fuente=None,
        corte=Corte.de("2026-T4"),
        momento=MomentoGasto.PAGO,
        anterior=CERO,
        valor=Pesos.de(10),
        incremento=Pesos.de(10),
        documento=None,
        fecha_documento=None,
        estado=EstadoReporte.ENVIADO,
        extemporaneo=False,
        autor=None,
        reportado_en=datetime(2026, 10, 15, 15, tzinfo=UTC),
        origen=OrigenReporte.CHAT,
    )
    return replace(base, **cambios)


def fila(numero: int = 1, **cambios: Any) -> FilaPlan:
    """El renglón de libro que corresponde a ``renglon(numero)`` con el registro de su número."""
    r = renglon(numero)
    if isinstance(cambios.get("avance"), int | str):
        cambios["avance"] = Porcentaje.de(cambios["avance"])
    base = FilaPlan(
        hoja="Plan de acción",
        fila=numero + 1,
        dependencia_codigo=r.dependencia_codigo,
        dependencia=r.dependencia,
        responsable=r.responsable,
        cargo=r.cargo,
        tipo_meta=r.tipo_meta,
        programa_codigo=r.programa_codigo,
        programa=r.programa,
        meta_codigo=r.meta_codigo,
        meta=r.meta,
        indicador=r.indicador,
        unidad=r.unidad,
        linea_base=r.linea_base,
        meta_vigencia=r.meta_vigencia,
        bpin=r.bpin,
        proyecto=r.proyecto,
        objetivo=r.objetivo,
        actividad_codigo=r.codigo,
        actividad=r.nombre,
        ponderacion=r.ponderacion,
        cantidad_programada=r.cantidad_programada,
        inicio=r.inicio,
        fin=r.fin,
        avance=None,
        fuente_codigo=REGISTRO.fuente_codigo,
        fuente=REGISTRO.fuente,
        monto=REGISTRO.monto,
        contratacion=REGISTRO.contratacion,
    )
    return replace(base, **cambios)
