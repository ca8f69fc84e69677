"""El consolidado que planeación entrega: ocho hojas, en el orden del contrato."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from almacen.libros.alertas import ALERTAS, renglones_de_alertas
from almacen.libros.coherencia import COLUMNAS_COHERENCIA, renglones_de_coherencia
from almacen.libros.columnas import PLAN, Clase, Columna
from almacen.libros.cuadricula import letra_de_columna
from almacen.libros.estilos import FORMATO_INSTANTE
from almacen.libros.hoja_del_plan import COLUMNAS_PLAN, HojaDelPlan
from almacen.libros.informe import (
    COLUMNAS_AVANCES,
    COLUMNAS_EJECUCION,
    COLUMNAS_METAS,
    bandas_a_la_vista,
    renglones_de_avances,
    renglones_de_ejecucion,
    renglones_de_metas,
)
from almacen.libros.por_partes import Formula, LibroPorPartes
from almacen.libros.procedencia import ENTIDAD, VIGENCIA
from almacen.libros.procedencia import HOJA as HOJA_CONTROL
from almacen.libros.resumen import escribir_resumen
from almacen.libros.tabla import FILA_DE_ENCABEZADO, Tabla
from almacen.libros.totales import cabe_en_una_formula
from dominio.modelo.banda import Banda
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.corte import EstadoCorte
from dominio.reglas.cortes import fecha_de_referencia
from dominio.valores.fechas import a_bogota

_COLUMNAS_CONTROL = (
    Columna("dato", "Dato", Clase.TEXTO, 34),
    Columna("valor", "Valor", Clase.TEXTO, 76),
)
_CON_HORA = {"cuando": FORMATO_INSTANTE}


def escribir_consolidado(consolidado: Consolidado, destino: Path) -> None:
    """Escribe el libro.

    Solo los totales son fórmulas, y llevan guardado su resultado: quien no calcula ve las mismas cifras.
    """
    c = consolidado
    titulo = f"Consolidado del Plan de Acción {c.vigencia}"
    libro = LibroPorPartes(titulo, f"{c.entidad.nombre}, corte {c.corte}")
    pie = _rotulo(c)
    escribir_resumen(libro, c)
    plan = HojaDelPlan(c)
    bandas = bandas_a_la_vista(c)
    libro.tabla(_tabla_del_plan(plan, bandas), pie, plan.cuantas, plan.renglones(), _sumas(plan))
    for tabla, cuantas, renglones in (
        (_tabla_de_metas(bandas), len(c.metas), renglones_de_metas(c)),
        (_AVANCES, len(c.avances), renglones_de_avances(c)),
        (_EJECUCION, len(c.ejecuciones), renglones_de_ejecucion(c)),
        # Sin nada que decir queda una fila que lo dice.
        (_tabla_de_alertas(c), len(c.alertas) or 1, renglones_de_alertas(c.alertas)),
        (
            _COHERENCIA,
            (len(c.coherencia) or 1) + len(c.reglas_apagadas),
            renglones_de_coherencia(c.coherencia, c.reglas_apagadas),
        ),
    ):
        libro.tabla(tabla, pie, cuantas, renglones)
    filas = {
        "Resumen": len(c.dependencias),
        "Plan de acción": plan.cuantas,
        "Metas": len(c.metas),
        "Avances": len(c.avances),
        "Ejecución": len(c.ejecuciones),
        "Alertas": len(c.alertas),
        "Coherencia": len(c.coherencia),
    }
    control = list(_renglones_de_control(c, filas))
    libro.tabla(_CONTROL, pie, len(control), control)
    libro.guardar(destino)


_DEL_REPORTE = ("folio", "actividad")
_AVANCES = Tabla(
    "Avances",
    "Reportes de avance",
    COLUMNAS_AVANCES,
    fijas=1,
    formatos=_CON_HORA,
    cortes=("estado",),
    repetidas=_DEL_REPORTE,
)
_EJECUCION = Tabla(
    "Ejecución",
    "Movimientos del gasto",
    COLUMNAS_EJECUCION,
    fijas=1,
    formatos=_CON_HORA,
    cortes=("documento",),
    repetidas=_DEL_REPORTE,
)
_COHERENCIA = Tabla("Coherencia", "Coherencia", COLUMNAS_COHERENCIA, fijas=3)
_CONTROL = Tabla(HOJA_CONTROL, "Control: de dónde sale este libro", _COLUMNAS_CONTROL)


def _tabla_de_alertas(c: Consolidado) -> Tabla:
    """En el título, las que no trae y dónde se ven: de ellas no se guarda cómo estaban en un corte."""
    recibe = c.situacion is not None and c.situacion.recibe
    faltan = "personas sin acceso, «no es mía», fechas de ley y pasos del plan"
    if not recibe:
        faltan = f"reportes por revisar o corregir, cierre del corte, {faltan}"
    titulo = f"Alertas del corte (sin las de {faltan}: véalas con /alertas en el chat)"
    return replace(ALERTAS, titulo=titulo)


def _tabla_del_plan(plan: HojaDelPlan, bandas: Sequence[Banda]) -> Tabla:
    return Tabla(
        "Plan de acción",
        "Plan de Acción: seguimiento por registro",
        plan.columnas,
        calculadas=len(PLAN.columnas),
        semaforo="semaforo",
        bandas=bandas,
        cortes=("bpin", "fuente_codigo", "cdp", *(c.dato for c in plan.columnas[len(COLUMNAS_PLAN) :][:1])),
        repetidas=("actividad_codigo", "actividad"),
    )


def _tabla_de_metas(bandas: Sequence[Banda]) -> Tabla:
    return Tabla(
        "Metas",
        "Metas",
        COLUMNAS_METAS,
        calculadas=11,
        fijas=2,
        semaforo="semaforo",
        bandas=bandas,
        cortes=("resultado", "actividades"),
        repetidas=("codigo", "nombre"),
    )


def _sumas(plan: HojaDelPlan) -> dict[str, Formula]:
    """El total de cada columna de dinero, de lo que el filtro deje ver."""
    ultima = FILA_DE_ENCABEZADO + max(plan.cuantas, 1)
    posiciones = {columna.dato: n for n, columna in enumerate(plan.columnas, start=1)}
    formulas = {}
    for dato, total in plan.sumas().items():
        letra = letra_de_columna(posiciones[dato])
        zona = f"{letra}{FILA_DE_ENCABEZADO + 1}:{letra}{ultima}"
        if cabe_en_una_formula(total):
            formulas[dato] = Formula(f"=SUBTOTAL(109,{zona})", total)
    return formulas


_ESTADOS = {
    EstadoCorte.POR_ABRIR: "Por abrir, desde el",
    EstadoCorte.ABIERTO: "Abierto hasta el",
    EstadoCorte.PRORROGADO: "Prorrogado hasta el",
    EstadoCorte.REABIERTO: "Reabierto hasta el",
    EstadoCorte.CERRADO: "Cerrado desde el",
}


def _estado_del_corte(c: Consolidado) -> str:
    """«Prorrogado hasta el 30/10/2026»: si el libro es definitivo o todavía se puede mover."""
    if c.situacion is None:
        return "No es uno de los cortes de la entidad"
    estado = c.situacion.estado
    dia = c.situacion.apertura if estado is EstadoCorte.POR_ABRIR else c.situacion.cierre
    return f"{_ESTADOS[estado]} {dia:%d/%m/%Y}"


def _rotulo(c: Consolidado) -> str:
    """De quién es el libro, hasta qué corte y a qué fecha se midió."""
    dia = fecha_de_referencia(c.dia, c.corte)
    version = f" · {c.version}" if c.version else ""
    rotulo = (
        f"{c.entidad.nombre} · Vigencia {c.vigencia} · Corte {c.corte}, medido al {dia:%d/%m/%Y}{version}"
    )
    return f"{rotulo} · {c.dependencia}" if c.dependencia else rotulo


def _renglones_de_control(c: Consolidado, filas: dict[str, int]) -> list[tuple[str, object]]:
    """Lo que permite comprobar el libro: quién lo pidió, cuándo, cuánto trae y hasta dónde iba la traza."""
    cuando = a_bogota(c.control.generado_en)
    datos: list[tuple[str, object]] = [
        ("Entidad", c.entidad.nombre),
        (ENTIDAD, c.entidad.codigo),
        (VIGENCIA, str(c.vigencia)),
        ("Corte", str(c.corte)),
        ("Estado del corte", _estado_del_corte(c)),
        ("Omisiones al cerrar", str(c.omisiones)),
        ("Fecha del corte", f"{c.corte.hasta:%d/%m/%Y}"),
        ("Medido al", f"{fecha_de_referencia(c.dia, c.corte):%d/%m/%Y}"),
        ("Versión del plan", c.version or "La vigente al generar este libro"),
        ("Dependencia", c.dependencia or "Todas"),
        ("Pedido por", c.control.pedido_por),
        ("Generado (hora de Bogotá)", f"{cuando:%d/%m/%Y %H:%M:%S}"),
        ("Versión del programa", c.control.version_programa),
    ]
    if c.control.cabeza is not None:
        cabeza = c.control.cabeza
        datos += [
            ("Traza de auditoría: cadena", cabeza.cadena),
            ("Traza de auditoría: secuencia", str(cabeza.secuencia)),
            ("Traza de auditoría: resumen", cabeza.resumen),
        ]
    datos += [(f"Filas en «{hoja}»", cuantas) for hoja, cuantas in filas.items()]
    return datos
