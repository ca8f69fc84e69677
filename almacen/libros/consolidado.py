"""El consolidado que planeación entrega: ocho hojas, en el orden del contrato."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from almacen.libros.columnas import PLAN, Clase, Columna
from almacen.libros.estilos import FORMATO_INSTANTE, presentar
from almacen.libros.informe import (
    COLUMNAS_AVANCES,
    COLUMNAS_EJECUCION,
    COLUMNAS_HALLAZGOS,
    COLUMNAS_METAS,
    COLUMNAS_PLAN,
    bandas_a_la_vista,
    renglones_de_avances,
    renglones_de_ejecucion,
    renglones_de_hallazgos,
    renglones_de_metas,
    renglones_del_plan,
)
from almacen.libros.procedencia import ENTIDAD, VIGENCIA
from almacen.libros.procedencia import HOJA as HOJA_CONTROL
from almacen.libros.resumen import escribir_resumen
from almacen.libros.tabla import Tabla, escribir_tabla
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.corte import EstadoCorte
from dominio.reglas.cortes import fecha_de_referencia
from dominio.valores.fechas import a_bogota, fecha_bogota

_COLUMNAS_CONTROL = (
    Columna("dato", "Dato", Clase.TEXTO, 34),
    Columna("valor", "Valor", Clase.TEXTO, 76),
)
_CON_HORA = {"cuando": FORMATO_INSTANTE}


def escribir_consolidado(consolidado: Consolidado, destino: Path) -> None:
    """Escribe el libro. Todo son valores: no lleva ni una fórmula que haya que calcular al abrirlo."""
    libro = Workbook(write_only=True)
    c = consolidado
    titulo = f"Consolidado del Plan de Acción {c.vigencia}"
    presentar(libro, titulo, f"{c.entidad.nombre}, corte {c.corte}")
    pie = _rotulo(c)
    escribir_resumen(libro, c)
    bandas = bandas_a_la_vista(c)
    filas = {"Resumen": len(c.dependencias)}
    plan = Tabla(
        "Plan de acción",
        "Plan de Acción: seguimiento por registro",
        COLUMNAS_PLAN,
        calculadas=len(PLAN.columnas),
        semaforo="semaforo",
        bandas=bandas,
    )
    metas = Tabla(
        "Metas", "Metas", COLUMNAS_METAS, calculadas=11, fijas=2, semaforo="semaforo", bandas=bandas
    )
    avances = Tabla("Avances", "Reportes de avance", COLUMNAS_AVANCES, fijas=1, formatos=_CON_HORA)
    gasto = Tabla("Ejecución", "Movimientos del gasto", COLUMNAS_EJECUCION, fijas=1, formatos=_CON_HORA)
    for tabla, renglones in (
        (plan, renglones_del_plan(c)),
        (metas, renglones_de_metas(c)),
        (avances, renglones_de_avances(c)),
        (gasto, renglones_de_ejecucion(c)),
        (Tabla("Alertas", "Alertas", COLUMNAS_HALLAZGOS), renglones_de_hallazgos(c.alertas)),
        (Tabla("Coherencia", "Coherencia", COLUMNAS_HALLAZGOS), renglones_de_hallazgos(c.coherencia)),
    ):
        filas[tabla.nombre] = escribir_tabla(libro, tabla, pie, renglones)
    # La fila que dice «Sin hallazgos.» no es un hallazgo.
    filas |= {"Alertas": len(c.alertas), "Coherencia": len(c.coherencia)}
    control = Tabla(HOJA_CONTROL, "Control: de dónde sale este libro", _COLUMNAS_CONTROL)
    escribir_tabla(libro, control, pie, iter(_renglones_de_control(c, filas)))
    libro.save(destino)


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
    dia = fecha_de_referencia(fecha_bogota(c.control.generado_en), c.corte)
    rotulo = f"{c.entidad.nombre} · Vigencia {c.vigencia} · Corte {c.corte}, medido al {dia:%d/%m/%Y}"
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
        ("Medido al", f"{fecha_de_referencia(fecha_bogota(c.control.generado_en), c.corte):%d/%m/%Y}"),
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
