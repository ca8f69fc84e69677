"""Proponer cómo se lee un libro: por sus encabezados y por lo que traen sus columnas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almacen.libros.columnas import es_calculada
from almacen.libros.cuadricula import Cuadricula
from almacen.libros.encabezados import encontrar
from almacen.perfiles.acumulacion_del_libro import dudas_de_acumulacion
from almacen.perfiles.dudas_de_lo_guardado import dudas_de_lo_guardado
from almacen.perfiles.hojas import agrupar_hojas
from almacen.perfiles.huella import huella_de
from almacen.perfiles.instrumentos import Armado, armar
from almacen.perfiles.preguntas import preguntar
from almacen.perfiles.reconocer import reconocer
from almacen.perfiles.relacion import relacionar
from almacen.perfiles.tabla import Tabla
from dominio.modelo.perfil import ClaseDeDuda, Duda, Perfil, Propuesta

# En una hoja del formato propio, qué parte de sus columnas tiene nombre del contrato y qué parte de
# las obligatorias está: a quien se le borró una se le dice cuál; lo demás es el formato de otro.
_DEL_CONTRATO = 0.7
_NADA = (
    "No encontré en el libro una tabla de un plan: una fila con títulos como Actividad, Meta, BPIN o "
    "Apropiación, y los datos debajo."
)
# Cuántas obligatorias tiene que exigir un instrumento para que traerlas todas lo identifique.
_BASTAN = 5
_LARGO_DE_COLUMNA = 40
_FILAS_DE_COMIENZO = 60


def proponer(hojas: Sequence[Cuadricula], vigencia: int, conocidos: Sequence[Perfil]) -> Propuesta:
    """Uno de los perfiles conocidos, o uno nuevo con sus dudas.

    Args:
        hojas: las del libro, ocultas incluidas.
        vigencia: año del plan; decide qué columnas se toman si el libro trae varios años.
        conocidos: perfiles guardados por la entidad.
    """
    visibles = [hoja for hoja in hojas if not hoja.oculta]
    if any(_es_del_contrato(hoja) for hoja in visibles):
        return Propuesta(None, del_contrato=True)
    grupos, avisos = agrupar_hojas(hojas)
    armados: list[Armado] = []
    for grupo in grupos:
        armado = armar(grupo, relacionar(grupo.principal, vigencia))
        if armado is None:
            nombres = ", ".join(f"«{tabla.nombre}»" for tabla in grupo.tablas)
            avisos.append(f"De la hoja {nombres} no se puede armar ningún instrumento y no se lee.")
        else:
            armados.append(armado)
    if not armados:
        return Propuesta(None, avisos=tuple(avisos), motivo=_NADA)
    return _propuesta(armados, avisos, vigencia, conocidos)


def _propuesta(
    armados: Sequence[Armado], avisos: Sequence[str], vigencia: int, conocidos: Sequence[Perfil]
) -> Propuesta:
    huella = huella_de([armado.relacion.tabla for armado in armados])
    conocido, cambiado = reconocer(armados, huella, conocidos, vigencia)
    todos = (*avisos, *_avisos(armados))
    if conocido is not None:
        sabidas = (
            *_copias_nuevas(armados, conocido, conocidos),
            *dudas_de_lo_guardado(armados, conocido, conocidos),
        )
        return Propuesta(conocido, conocido=True, dudas=sabidas, avisos=todos)
    dudas = [duda for armado in armados for duda in (*preguntar(armado), *dudas_de_acumulacion(armado))]
    if cambiado is not None:
        dudas.insert(0, cambiado)
    dudas.sort(key=lambda duda: not duda.firme)
    perfil = Perfil("", huella, tuple(armado.hoja for armado in armados))
    return Propuesta(perfil, dudas=tuple(dudas), avisos=todos)


def _es_del_contrato(hoja: Cuadricula) -> bool:
    """La hoja es del formato propio: trae todas las obligatorias, o casi todas y pocas columnas ajenas."""
    for encabezado in encontrar(_comienzo(hoja)):
        propias = len(encabezado.columnas)
        ajenas = sum(not es_calculada(texto) for texto in encabezado.ajenas.values())
        exigidas = [c.dato for c in encabezado.instrumento.columnas if c.obligatoria]
        estan = sum(dato in encabezado.columnas for dato in exigidas)
        suyas = propias >= _DEL_CONTRATO * (propias + ajenas)
        if suyas and estan >= _DEL_CONTRATO * len(exigidas):
            return True
        # Con muchas obligatorias y todas por su nombre, lo demás son columnas de más y se avisan.
        if estan == len(exigidas) >= _BASTAN:
            return True
    return False


def _comienzo(hoja: Cuadricula) -> Cuadricula:
    """Las primeras filas de la hoja, donde tiene que estar el encabezado."""
    filas = sorted(hoja.celdas)[:_FILAS_DE_COMIENZO]
    ultima = max(filas, default=0)
    combinadas = [rango for rango in hoja.combinadas if rango.fila <= ultima]
    return Cuadricula(hoja.nombre, {fila: hoja.celdas[fila] for fila in filas}, combinadas)


def _copias_nuevas(
    armados: Sequence[Armado], conocido: Perfil, guardados: Sequence[Perfil]
) -> Iterator[Duda]:
    """Con un perfil guardado solo se vuelve a preguntar por copias que no se habían visto."""
    iguales = [p for p in guardados if (p.nombre, p.huella) == (conocido.nombre, conocido.huella)]
    antes = {nombre for perfil in iguales for hoja in perfil.hojas for nombre, _razon in hoja.excluidas}
    for armado in armados:
        for duda in preguntar(armado):
            if duda.clase is ClaseDeDuda.HOJA and duda.hoja not in antes:
                yield duda


def _avisos(armados: Sequence[Armado]) -> Iterator[str]:
    for armado in armados:
        tabla = armado.relacion.tabla
        for fuera in armado.grupo.fuera:
            yield f"La hoja «{fuera.nombre}» no se lee: {fuera.razon}."
        sobran = [c for c in tabla.columnas if c.numero not in armado.columnas_usadas and c.contenido.llenas]
        if sobran:
            verbo = "no se lee" if len(sobran) == 1 else "no se leen"
            yield f"En «{tabla.nombre}» {verbo} {_nombrar(sobran, tabla)}."


def _nombrar(columnas: Sequence[object], tabla: Tabla) -> str:
    nombradas = [
        f"{c.letra} ({c.rotulo[:_LARGO_DE_COLUMNA] or 'sin rótulo'})" for c in tabla.columnas if c in columnas
    ]
    cuantas = "la columna " if len(nombradas) == 1 else f"{len(nombradas)} columnas: "
    return cuantas + ", ".join(nombradas)
