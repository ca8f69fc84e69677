"""Arma consolidados de prueba a partir de filas del plan, sin base de datos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from dominio.modelo.alerta import Alerta
from dominio.modelo.auditoria import CabezaDeCadena
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Consolidado, Control, Estado, EstadoActividad
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.identidad import (
    IdActividad,
    IdAvance,
    IdDependencia,
    IdEjecucion,
    IdEntidad,
    IdMeta,
    IdProyecto,
    IdRegistro,
)
from dominio.modelo.libro import FilaPlan
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte, OrigenReporte
from dominio.reglas.financiero import razones, sumar
from dominio.reglas.proyecto_fuente import saldos_por_fuente
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje

VIGENCIA = Vigencia(2026)
CORTE = Corte(VIGENCIA, "T", 3)
GENERADO = datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
BANDAS = (
    Banda("al día", Porcentaje(9_000), "2E7D32", "🟢"),
    Banda("en riesgo", Porcentaje(7_000), "F9A825", "🟡"),
    Banda("atrasada", Porcentaje(0), "C62828", "🔴"),
)
ESPERADO = Porcentaje(7_000)
ENTIDAD = Entidad(IdEntidad(1), "76999", "Municipio de Ejemplo", bandas=BANDAS)


def consolidado_de(filas: Sequence[FilaPlan], **cambios: object) -> Consolidado:
    """Un consolidado cuya hoja «Plan de acción» debe volver a dar esas filas."""
    actividades: dict[str, EstadoActividad] = {}
    registros: list[Registro] = []
    for n, fila in enumerate(filas, start=1):
        estado = actividades.setdefault(fila.actividad_codigo, _actividad(fila, len(actividades) + 1))
        if any(v is not None for v in (fila.fuente, fila.fuente_codigo, fila.monto, fila.contratacion)):
            registros.append(_registro(fila, n, estado.renglon.id))
    nombres = list(dict.fromkeys(fila.dependencia for fila in filas))
    estados = list(actividades.values())
    metas = list({e.renglon.meta_codigo: e.renglon for e in estados}.values())
    partes: dict[str, object] = {
        "entidad": ENTIDAD,
        "vigencia": VIGENCIA,
        "corte": CORTE,
        "dependencia": None,
        "general": _estado("entidad", "Municipio de Ejemplo", estados, registros),
        "dependencias": tuple(
            _estado("dependencia", nombre, [e for e in estados if e.renglon.dependencia == nombre], registros)
            for nombre in nombres
        ),
        "actividades": tuple(estados),
        "registros": tuple(registros),
        "metas": tuple(_meta(renglon, estados, registros) for renglon in metas),
        "avances": tuple(_avance(e, n) for n, e in enumerate(estados, start=1)),
        "ejecuciones": tuple(_gasto(r, n) for n, r in enumerate(registros, start=1)),
        "alertas": (
            Alerta(
                "vencida",
                Severidad.ERROR,
                "A-001",
                "Entregar raciones",
                "Educación",
                date(2026, 9, 1),
                "Terminaba el 31/08/2026 y va en 62,5 %.",
                "Reporte el avance final.",
                "María Pérez",
            ),
        ),
        "coherencia": (Hallazgo("R12", Severidad.ERROR, "M-1", None, "Las ponderaciones suman 90."),),
        "bandas": BANDAS,
        "fuentes": saldos_por_fuente(registros),
        "origen": {
            actividades[fila.actividad_codigo].renglon.id: ComoVino(fila.niveles, fila.sin_codigo)
            for fila in filas
            if fila.niveles or fila.sin_codigo
        },
        "control": Control(
            "Ana Ruiz", GENERADO, "0.1.0", CabezaDeCadena("entidad:1", 42, "ab12" * 16, GENERADO)
        ),
    }
    return Consolidado(**{**partes, **cambios})  # type: ignore[arg-type]


def _actividad(fila: FilaPlan, numero: int) -> EstadoActividad:
    renglon = Renglon(
        id=IdActividad(numero),
        codigo=fila.actividad_codigo,
        nombre=fila.actividad,
        dependencia_id=IdDependencia(1),
        dependencia_codigo=fila.dependencia_codigo,
        dependencia=fila.dependencia,
        responsable_id=None,
        responsable=fila.responsable,
        cargo=fila.cargo,
        meta_id=IdMeta(numero),
        meta_codigo=fila.meta_codigo,
        meta=fila.meta,
        tipo_meta=fila.tipo_meta,
        programa_codigo=fila.programa_codigo,
        programa=fila.programa,
        indicador=fila.indicador,
        unidad=fila.unidad,
        linea_base=fila.linea_base,
        meta_vigencia=fila.meta_vigencia,
        proyecto_id=IdProyecto(1) if fila.bpin else None,
        bpin=fila.bpin,
        proyecto=fila.proyecto,
        objetivo=fila.objetivo,
        ponderacion=fila.ponderacion,
        cantidad_programada=fila.cantidad_programada,
        inicio=fila.inicio,
        fin=fila.fin,
        avance=fila.avance,
        cantidad=None,
        sin_revisar=False,
        ultimo_corte=None,
        saldos=Saldos(),
        version=1,
        producto_codigo=fila.producto_codigo,
        producto=fila.producto,
        sin_fechas=fila.sin_fechas,
    )
    return EstadoActividad(renglon, ESPERADO, _banda(fila.avance or Porcentaje(0)))


def _banda(avance: Porcentaje) -> Banda:
    puntos = avance.centesimas * 100 / ESPERADO.centesimas
    return next(banda for banda in BANDAS if puntos * 100 >= banda.desde.centesimas)


def _registro(fila: FilaPlan, numero: int, actividad: IdActividad) -> Registro:
    monto = fila.monto or Pesos(0)
    saldos = Saldos(
        monto, monto, monto * Porcentaje(8_000), monto * Porcentaje(5_000), monto * Porcentaje(4_000)
    )
    return Registro(
        id=IdRegistro(numero),
        actividad_id=actividad,
        actividad_codigo=fila.actividad_codigo,
        proyecto_id=IdProyecto(1) if fila.bpin else None,
        bpin=fila.bpin,
        proyecto=fila.proyecto,
        dependencia_id=IdDependencia(1),
        fuente_codigo=fila.fuente_codigo,
        fuente=fila.fuente,
        monto=monto,
        contratacion=fila.contratacion,
        saldos=saldos,
        version=1,
    )


def _estado(
    ambito: str, nombre: str, estados: Sequence[EstadoActividad], registros: Sequence[Registro]
) -> Estado:
    ids = {e.renglon.id for e in estados}
    saldos = sumar(r.saldos for r in registros if r.actividad_id in ids)
    avances = [(e.renglon.avance or Porcentaje(0)).topado().centesimas for e in estados]
    avance = Porcentaje(sum(avances) // len(avances)) if avances else None
    return Estado(
        ambito=ambito,
        codigo=None,
        nombre=nombre,
        avance=avance,
        esperado=ESPERADO if avances else None,
        banda=_banda(avance) if avance else None,
        metas=len({e.renglon.meta_codigo for e in estados}),
        actividades=len(estados),
        sin_reporte=sum(e.renglon.avance is None for e in estados),
        sin_revisar=1,
        vencidas=2,
        bandas=tuple((banda, sum(e.banda == banda for e in estados)) for banda in BANDAS),
        saldos=saldos,
        razones=razones(saldos),
    )


def _meta(
    r: Renglon, estados: Sequence[EstadoActividad], registros: Sequence[Registro]
) -> tuple[Meta, Estado]:
    meta = Meta(
        r.meta_id,
        r.meta_codigo,
        r.tipo_meta,
        r.meta,
        r.programa_codigo,
        r.programa,
        r.indicador,
        r.unidad,
        r.linea_base,
        r.meta_vigencia,
    )
    suyas = [e for e in estados if e.renglon.meta_codigo == r.meta_codigo]
    return meta, _estado("meta", r.meta or r.meta_codigo, suyas, registros)


def _avance(estado: EstadoActividad, numero: int) -> Avance:
    return Avance(
        id=IdAvance(numero),
        folio=f"AV-2026-{numero:06d}",
        actividad_id=estado.renglon.id,
        actividad_codigo=estado.renglon.codigo,
        dependencia=estado.renglon.dependencia,
        corte=CORTE,
        porcentaje=estado.renglon.avance or Porcentaje(0),
        cantidad=None,
        logro="Se entregaron las raciones del trimestre en las catorce sedes rurales.",
        dificultades=None,
        motivo_retroceso=None,
        estado=EstadoReporte.ENVIADO,
        extemporaneo=False,
        autor="María Pérez",
        reportado_en=GENERADO,
        origen=OrigenReporte.CHAT,
        version=1,
        evidencias=2,
    )


def _gasto(registro: Registro, numero: int) -> Ejecucion:
    return Ejecucion(
        id=IdEjecucion(numero),
        folio=f"EJ-2026-{numero:06d}",
        registro_id=registro.id,
        actividad_codigo=registro.actividad_codigo,
        bpin=registro.bpin,
        fuente=registro.fuente,
        corte=CORTE,
        momento=MomentoGasto.PAGO,
        anterior=Pesos(0),
        valor=registro.saldos.pagos,
        incremento=registro.saldos.pagos,
        documento="OP-12",
        fecha_documento=CORTE.hasta,
        estado=EstadoReporte.APROBADO,
        extemporaneo=False,
        autor=None,
        reportado_en=GENERADO,
        origen=OrigenReporte.CHAT,
    )
