"""Qué dato es cada columna de una tabla, decidido en conjunto."""

from __future__ import annotations

from dataclasses import dataclass, field

from almacen.perfiles.asignacion import repartir
from almacen.perfiles.conceptos import CONCEPTOS, anios_de, por_rotulo
from almacen.perfiles.escalas import escala_de, escala_de_los_titulos
from almacen.perfiles.puntos import Puntos, calificar
from almacen.perfiles.series import (
    estados_por_anio,
    meses_con_dinero,
    programacion_por_anio,
    trimestres,
)
from almacen.perfiles.tabla import ColumnaHallada, Tabla
from almacen.perfiles.titulos import titulos_de

_CERCA = 0.12
_MINIMO = 0.3
_COBERTURA = 0.8


@dataclass
class Relacion:
    """Lo que se entendió de las columnas de una tabla.

    Attributes:
        datos: dato → columna.
        rivales: dato → otras columnas que también podrían serlo, de más a menos probable.
        corridos: datos cuya columna tiene el rótulo de otra cosa.
        segun_el_rotulo: dato → columna que lo nombra y trae otra cosa.
        avances: las columnas del avance de la actividad por periodos, en orden.
        programado, estados: año → columna con lo programado, y con P o NP.
        meses: mes → columna del PAC.
        anio_del_dinero: de qué año son las columnas de dinero; ``None`` = no lo dicen.
    """

    tabla: Tabla
    vigencia: int
    datos: dict[str, ColumnaHallada]
    rivales: dict[str, tuple[ColumnaHallada, ...]] = field(default_factory=dict)
    corridos: tuple[str, ...] = ()
    segun_el_rotulo: dict[str, ColumnaHallada] = field(default_factory=dict)
    avances: tuple[ColumnaHallada, ...] = ()
    programado: dict[int, ColumnaHallada] = field(default_factory=dict)
    estados: dict[int, ColumnaHallada] = field(default_factory=dict)
    meses: dict[int, ColumnaHallada] = field(default_factory=dict)
    anio_del_dinero: int | None = None

    def tiene(self, *datos: str) -> bool:
        """Si se halló columna para alguno de esos datos."""
        return any(dato in self.datos for dato in datos)

    @property
    def responsable_es_dependencia(self) -> bool:
        """La columna de responsable trae secretarías y oficinas, no personas."""
        columna = self.datos.get("responsable")
        return columna is not None and columna.contenido.parte("dependencia") > 0.5


def relacionar(tabla: Tabla, vigencia: int) -> Relacion:
    """Reparte los datos del oficio entre las columnas de la tabla."""
    _poner_escalas(tabla)
    puntos = calificar(tabla, vigencia)
    repartidos = repartir([concepto.dato for concepto in CONCEPTOS], _utiles(puntos))
    datos = {dato: tabla.por_numero[numero] for dato, numero in repartidos.items()}
    relacion = Relacion(tabla, vigencia, datos, anio_del_dinero=puntos.anio_del_dinero)
    relacion.estados = estados_por_anio(tabla.columnas, vigencia)
    relacion.programado = programacion_por_anio(tabla.columnas, vigencia)
    relacion.meses = meses_con_dinero(tabla.columnas)
    if "avance" in datos:
        relacion.avances = trimestres(datos["avance"], tabla.columnas)
    relacion.corridos = tuple(dato for dato, columna in datos.items() if columna.numero in puntos.desmentidas)
    relacion.segun_el_rotulo = {dato: tabla.por_numero[numero] for numero, dato in puntos.desmentidas.items()}
    _programado_unico(relacion)
    _meta_de_la_actividad(relacion, puntos)
    relacion.rivales = {dato: _rivales(relacion, puntos, dato) for dato in datos}
    return relacion


def _poner_escalas(tabla: Tabla) -> None:
    """Cuántos pesos vale cada unidad de cada columna, si la columna es de dinero."""
    de_los_titulos = escala_de_los_titulos(titulos_de(tabla.hoja, tabla.fila))
    for columna in tabla.columnas:
        columna.contenido.escala = escala_de(columna.rotulo, de_los_titulos, columna.contenido.mayor)


def _utiles(puntos: Puntos) -> dict[tuple[str, int], float]:
    return {clave: valor for clave, valor in puntos.valores.items() if valor >= _MINIMO}


def _programado_unico(relacion: Relacion) -> None:
    """Con la meta del cuatrienio y la de un solo año, esa es la programación de su año."""
    columna = relacion.datos.get("meta_vigencia")
    if relacion.programado or columna is None or "meta_cuatrienio" not in relacion.datos:
        return
    anios = anios_de(columna.rotulo)
    relacion.programado = {anios[0] if len(anios) == 1 else relacion.vigencia: columna}


def _meta_de_la_actividad(relacion: Relacion, puntos: Puntos) -> None:
    """Si «META 2026» está dos veces, la que va en cada actividad es su cantidad programada."""
    actividad = relacion.datos.get("actividad")
    if actividad is None or relacion.tiene("cantidad_programada") or not relacion.tiene("meta_vigencia"):
        return
    filas = relacion.tabla.llenas(actividad.numero)
    tomadas = {columna.numero for columna in relacion.datos.values()}
    de_la_meta = relacion.datos["meta_vigencia"].numero
    for valor, numero in puntos.de("meta_vigencia"):
        cerca = abs(numero - actividad.numero) < abs(de_la_meta - actividad.numero)
        if numero in tomadas or valor < 0.5 or not cerca or not filas:
            continue
        if len(filas & relacion.tabla.llenas(numero)) / len(filas) >= _COBERTURA:
            relacion.datos["cantidad_programada"] = relacion.tabla.por_numero[numero]
            return


def _rivales(relacion: Relacion, puntos: Puntos, dato: str) -> tuple[ColumnaHallada, ...]:
    """Otras columnas con datos que puntúan casi lo mismo y no se tomaron para otra cosa."""
    elegida = relacion.datos[dato]
    tomadas = {columna.numero for columna in relacion.datos.values()}
    tomadas |= {columna.numero for columna in (*relacion.avances, *relacion.programado.values())}
    mejor = puntos.valores.get((dato, elegida.numero), 0.0)
    rivales = []
    for valor, numero in puntos.de(dato):
        columna = relacion.tabla.por_numero[numero]
        igual_rotulo = columna.normal == elegida.normal
        if numero in tomadas or not columna.contenido.llenas:
            continue
        if igual_rotulo or (valor >= mejor - _CERCA and por_rotulo(columna.rotulo, dato) >= 0.5):
            rivales.append(columna)
    return tuple(rivales[:4])
