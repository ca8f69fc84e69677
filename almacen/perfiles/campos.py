"""Los campos de un perfil puestos en las columnas de una hoja: de qué celdas sale cada dato."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from almacen.libros.columnas import POR_TIPO, Clase, Columna
from almacen.libros.cuadricula import Cuadricula, letra_de_columna
from almacen.perfiles.celdas_ajenas import Lectura
from almacen.perfiles.columnas_de_hoja import Ubicacion
from almacen.perfiles.fechas_ajenas import OrdenDeColumna, orden_de
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, HojaDePerfil, Tomar

PREFIJO_ESTADO = "estado_"
PREFIJO_LOGRO = "logro_"
_ESTADO = re.compile(rf"{PREFIJO_ESTADO}20[0-9]{{2}}")
_LOGRO = re.compile(rf"{PREFIJO_LOGRO}20[0-9]{{2}}")
_MAS_DATOS = {
    (TipoLibro.EJECUCION, "proyecto"): Columna("proyecto", "Proyecto", Clase.TEXTO, 34),
    (TipoLibro.EJECUCION, "actividad"): Columna("actividad", "Actividad", Clase.TEXTO, 40),
    (TipoLibro.EJECUCION, "fuente"): Columna("fuente", "Fuente de financiación", Clase.TEXTO, 28),
    (TipoLibro.EJECUCION, "dependencia"): Columna("dependencia", "Dependencia", Clase.TEXTO, 30),
    (TipoLibro.PLAN, "producto_codigo"): Columna("producto_codigo", "Código de producto", Clase.CODIGO, 13),
    (TipoLibro.PLAN, "producto"): Columna("producto", "Producto", Clase.TEXTO, 34),
}
# De qué datos debe traer alguno una fila para ser renglón, si el perfil no lo dice.
_LLAVES: dict[TipoLibro, tuple[str, ...]] = {
    TipoLibro.PLAN: ("actividad_codigo", "actividad"),
    TipoLibro.INDICATIVO: ("meta_codigo", "meta"),
    TipoLibro.POAI: ("bpin", "proyecto"),
    TipoLibro.PAC: ("bpin", "proyecto"),
    TipoLibro.EJECUCION: ("bpin", "actividad_codigo", "proyecto", "actividad", "fuente_codigo", "fuente"),
}


@dataclass(frozen=True, slots=True)
class CampoUbicado:
    """Un campo con las columnas de la hoja de donde sale; ninguna = solo la constante."""

    campo: CampoDePerfil
    lectura: Lectura
    numeros: tuple[int, ...]
    es_dinero: bool

    @classmethod
    def suelto(cls, tipo: TipoLibro, dato: str) -> CampoUbicado | None:
        """Un campo sin columna propia; ``None`` si ninguna fila de ese instrumento lleva el dato."""
        columna = columna_de_dato(tipo, dato)
        if columna is None:
            return None
        campo = CampoDePerfil(tipo, dato)
        return cls(campo, Lectura.de(campo, columna), (), columna.clase is Clase.DINERO)

    @property
    def de_constante(self) -> Lectura:
        """Cómo se lee su constante: ya viene como vale, sin partir ni en fracciones."""
        return replace(self.lectura, campo=CampoDePerfil(self.campo.tipo, self.campo.dato))

    @property
    def letras(self) -> str:
        """Sus columnas como las ve una persona («AR», «O, Q, S»)."""
        return ", ".join(letra_de_columna(numero) for numero in self.numeros)


@dataclass(frozen=True, slots=True)
class CamposDeHoja:
    """Todos los campos de una hoja, por instrumento, y lo que de ellos no está.

    Attributes:
        de_dinero: los de pesos que salen de alguna columna, uno por dato.
    """

    por_tipo: dict[TipoLibro, tuple[CampoUbicado, ...]]
    llaves: tuple[CampoUbicado, ...]
    faltan: tuple[CampoDePerfil, ...]
    desconocidos: tuple[str, ...]
    de_dinero: tuple[CampoUbicado, ...]

    @property
    def todos(self) -> tuple[CampoUbicado, ...]:
        """Los de todos los instrumentos."""
        return tuple(campo for campos in self.por_tipo.values() for campo in campos)


def columna_de_dato(tipo: TipoLibro, dato: str) -> Columna | None:
    """La columna de un dato de un instrumento; ``None`` si ninguna fila lo lleva."""
    if propia := _MAS_DATOS.get((tipo, dato)):
        return propia
    if tipo is TipoLibro.INDICATIVO and _ESTADO.fullmatch(dato):
        return Columna(dato, f"Estado {dato[-4:]}", Clase.TEXTO, 10)
    if tipo is TipoLibro.INDICATIVO and _LOGRO.fullmatch(dato):
        return Columna(dato, f"Logro {dato[-4:]}", Clase.NUMERO, 14)
    try:
        return POR_TIPO[tipo].columna(dato)
    except (StopIteration, ValueError):
        return None


def ubicar_campos(perfil: HojaDePerfil, ubicacion: Ubicacion, hoja: Cuadricula) -> CamposDeHoja:
    """Pone cada campo en las columnas que la hoja sí tiene."""
    por_tipo: dict[TipoLibro, list[CampoUbicado]] = defaultdict(list)
    faltan: list[CampoDePerfil] = []
    desconocidos: list[str] = []
    for campo in perfil.campos:
        columna = columna_de_dato(campo.tipo, campo.dato)
        if columna is None:
            desconocidos.append(f"{campo.tipo}.{campo.dato}")
            continue
        numeros = [ubicacion.columnas[c] for c in campo.columnas if c in ubicacion.columnas]
        if campo.columnas and not numeros:
            faltan.append(campo)
        if campo.tomar is Tomar.PRIMERA:
            numeros = numeros[:1]
        lectura = Lectura.de(campo, columna)
        if columna.clase is Clase.FECHA:
            lectura = replace(lectura, orden=_orden_de_fechas(hoja, ubicacion, campo, numeros))
        ubicado = CampoUbicado(campo, lectura, tuple(numeros), columna.clase is Clase.DINERO)
        por_tipo[campo.tipo].append(ubicado)
    congelados = {tipo: tuple(campos) for tipo, campos in por_tipo.items()}
    todos = (campo for campos in congelados.values() for campo in campos)
    de_dinero = {campo.campo.dato: campo for campo in todos if campo.es_dinero and campo.numeros}
    llaves = _llaves(perfil, congelados)
    return CamposDeHoja(congelados, llaves, tuple(faltan), tuple(desconocidos), tuple(de_dinero.values()))


def _orden_de_fechas(
    hoja: Cuadricula, ubicacion: Ubicacion, campo: CampoDePerfil, numeros: Sequence[int]
) -> OrdenDeColumna:
    filas = (fila for fila in hoja.celdas if fila >= ubicacion.primera_de_datos)
    celdas = (hoja.propia(fila, numero) for fila in filas for numero in numeros)
    return orden_de(celdas, campo.orden_de_fecha)


def _llaves(
    perfil: HojaDePerfil, por_tipo: dict[TipoLibro, tuple[CampoUbicado, ...]]
) -> tuple[CampoUbicado, ...]:
    def es_llave(tipo: TipoLibro, campo: CampoUbicado) -> bool:
        exigidas: Sequence[str] = perfil.llaves or _LLAVES[tipo]
        return bool(campo.numeros) and campo.campo.dato in exigidas

    # Una hoja con plan se cuenta por sus actividades: la meta o el proyecto los comparten varias filas.
    tipos = [TipoLibro.PLAN] if TipoLibro.PLAN in por_tipo and not perfil.llaves else list(por_tipo)
    return tuple(campo for tipo in tipos for campo in por_tipo[tipo] if es_llave(tipo, campo))
