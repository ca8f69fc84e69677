"""Qué hojas del libro lee cada parte del perfil, y por qué no se leen las demás."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from almacen.libros.cuadricula import Cuadricula
from almacen.perfiles.campos import CamposDeHoja, ubicar_campos
from almacen.perfiles.columnas_de_hoja import Ubicacion, ubicar
from almacen.perfiles.encima import dinero_encima
from dominio.entender.texto import normalizar
from dominio.modelo.libro import ErrorDeLibro
from dominio.modelo.perfil import HojaDePerfil, Perfil


@dataclass(frozen=True, slots=True)
class HojaPorLeer:
    """Una hoja con la parte del perfil que la lee y dónde cayó cada columna."""

    hoja: Cuadricula
    perfil: HojaDePerfil
    ubicacion: Ubicacion
    campos: CamposDeHoja


@dataclass(slots=True)
class Eleccion:
    """Las hojas que se leen, en el orden del libro, lo que impide leer y lo que se deja fuera."""

    por_leer: list[HojaPorLeer] = field(default_factory=list)
    errores: list[ErrorDeLibro] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)


def elegir_hojas(hojas: Sequence[Cuadricula], perfil: Perfil) -> Eleccion:
    """Las hojas de cada parte del perfil: por su nombre o, sin nombre, por su encabezado."""
    eleccion = Eleccion()
    con_nombre = {normalizar(parte.nombre) for parte in perfil.hojas if parte.nombre}
    for parte in perfil.hojas:
        candidatas = (
            _la_de_ese_nombre(hojas, parte, con_nombre, eleccion)
            if parte.nombre
            else [h for h in hojas if normalizar(h.nombre) not in con_nombre and _es_legible(h, parte)]
        )
        dichos = len(eleccion.errores)
        halladas = [_por_leer(hoja, parte, eleccion) for hoja in candidatas]
        eleccion.por_leer.extend(hallada for hallada in halladas if hallada is not None)
        if not any(halladas) and not parte.nombre and len(eleccion.errores) == dichos:
            eleccion.errores.append(_sin_ninguna(parte))
    orden = {hoja.nombre: numero for numero, hoja in enumerate(hojas)}
    eleccion.por_leer.sort(key=lambda elegida: orden[elegida.hoja.nombre])
    eleccion.avisos.extend(_no_leidas(hojas, perfil, {elegida.hoja.nombre for elegida in eleccion.por_leer}))
    return eleccion


def _es_legible(hoja: Cuadricula, parte: HojaDePerfil) -> bool:
    return bool(hoja.celdas) and not hoja.oculta and not _razon_de_exclusion(hoja, parte)


def _razon_de_exclusion(hoja: Cuadricula, parte: HojaDePerfil) -> str:
    nombre = normalizar(hoja.nombre)
    return next((razon for excluida, razon in parte.excluidas if normalizar(excluida) == nombre), "")


def _la_de_ese_nombre(
    hojas: Sequence[Cuadricula], parte: HojaDePerfil, con_nombre: set[str], eleccion: Eleccion
) -> list[Cuadricula]:
    """La hoja que se llama así; si no está, la única otra visible con el mismo encabezado."""
    buscado = normalizar(parte.nombre)
    iguales = [hoja for hoja in hojas if normalizar(hoja.nombre) == buscado]
    if iguales:
        return iguales[:1]
    otras = [
        hoja
        for hoja in hojas
        if normalizar(hoja.nombre) not in con_nombre
        and _es_legible(hoja, parte)
        and (ubicacion := ubicar(hoja, parte)) is not None
        and ubicacion.sirve
    ]
    if len(otras) == 1:
        eleccion.avisos.append(
            f"La hoja «{parte.nombre}» del perfil no está; se leyó «{otras[0].nombre}», "
            "que tiene su mismo encabezado."
        )
        return otras
    mensaje = f"El perfil lee la hoja «{parte.nombre}» y el libro no la trae; revise si cambió de nombre"
    eleccion.errores.append(ErrorDeLibro(parte.nombre, "", "hoja_del_perfil_falta", f"{mensaje}."))
    return []


def _por_leer(hoja: Cuadricula, parte: HojaDePerfil, eleccion: Eleccion) -> HojaPorLeer | None:
    ubicacion = ubicar(hoja, parte)
    if ubicacion is None or not ubicacion.sirve:
        if parte.nombre:
            mensaje = (
                "No se encontró la fila de encabezado que dice el perfil; revise los nombres de las "
                "columnas o proponga el perfil de nuevo."
            )
            eleccion.errores.append(ErrorDeLibro(hoja.nombre, "", "sin_encabezado", mensaje))
        return None
    if hoja.error is not None:
        eleccion.errores.append(hoja.error)
        return None
    campos = ubicar_campos(parte, ubicacion, hoja)
    if not campos.llaves:
        eleccion.errores.append(_sin_llave(hoja, parte, campos))
        return None
    eleccion.avisos.extend(_avisos_de_columnas(hoja, campos))
    eleccion.avisos.extend(dinero_encima(hoja, ubicacion.fila, campos))
    return HojaPorLeer(hoja, parte, ubicacion, campos)


def _sin_llave(hoja: Cuadricula, parte: HojaDePerfil, campos: CamposDeHoja) -> ErrorDeLibro:
    llaves = set(parte.llaves)
    rotulos = [
        columna.rotulo
        for campo in campos.faltan
        if not llaves or campo.dato in llaves
        for columna in campo.columnas[:1]
    ]
    cuales = ", ".join(f"«{rotulo}»" for rotulo in rotulos[:4]) or "que identifican cada fila"
    mensaje = f"Faltan las columnas {cuales}; sin ellas no se sabe qué es cada renglón."
    return ErrorDeLibro(hoja.nombre, "", "columna_faltante", mensaje)


def _avisos_de_columnas(hoja: Cuadricula, campos: CamposDeHoja) -> list[str]:
    avisos = []
    rotulos = [
        columna.rotulo or f"columna {columna.numero}" for c in campos.faltan for columna in c.columnas[:1]
    ]
    if rotulos:
        lista = ", ".join(f"«{rotulo}»" for rotulo in dict.fromkeys(rotulos))
        avisos.append(f"Hoja «{hoja.nombre}»: no están las columnas {lista} y sus datos quedaron vacíos.")
    if campos.desconocidos:
        lista = ", ".join(campos.desconocidos)
        avisos.append(f"El perfil nombra datos que ningún instrumento lleva y no se leyeron: {lista}.")
    if hoja.columnas_de_mas:
        avisos.append(f"Hoja «{hoja.nombre}»: tiene más de 160 columnas y las demás no se leyeron.")
    return avisos


def _sin_ninguna(parte: HojaDePerfil) -> ErrorDeLibro:
    rotulos = [columna.rotulo for campo in parte.campos for columna in campo.columnas[:1] if columna.rotulo]
    ejemplo = ", ".join(f"«{rotulo}»" for rotulo in rotulos[:4])
    mensaje = f"Ninguna hoja visible tiene el encabezado del perfil ({ejemplo}…); propóngalo de nuevo."
    return ErrorDeLibro("", "", "hoja_del_perfil_falta", mensaje)


def _no_leidas(hojas: Sequence[Cuadricula], perfil: Perfil, leidas: set[str]) -> list[str]:
    avisos = []
    for hoja in hojas:
        if hoja.nombre in leidas or not hoja.celdas:
            continue
        razon = next((r for parte in perfil.hojas if (r := _razon_de_exclusion(hoja, parte))), "")
        if not razon:
            razon = "está oculta" if hoja.oculta else "no tiene el encabezado del perfil"
        avisos.append(f"La hoja «{hoja.nombre}» no se leyó: {razon.rstrip('.')}.")
    return avisos
