"""Agregar al formato un dato que el plan lleva y que no se encontró solo: cuál, y de qué columna sale."""

from __future__ import annotations

from bot.atencion.respuesta import Respuesta
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos.datos_del_libro import instrumento_de, rotulo_de
from bot.textos.formatos import con_ejemplos, rotulo_de_columna
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos import formatos
from dominio.errores import NoEncontrado
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ColumnaVista, Perfil
from dominio.reglas.datos_del_perfil import datos_por_agregar

_POR_PAGINA = 4


def escoger_dato(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    """Los datos que no se leen, por páginas."""
    _encargo, _propuesta, perfil = formatos.propuesta_de(pedido.contexto, encargo)
    datos = datos_por_agregar(perfil)
    pagina = min(leer_numero(argumento), max(0, (len(datos) - 1) // _POR_PAGINA))
    desde = pagina * _POR_PAGINA
    pares = [
        (recortar(f"{rotulo_de(dato)} ({instrumento_de(tipo)})", 60), f"l:{encargo}:h:{tipo}.{dato}:0")
        for tipo, dato in datos[desde : desde + _POR_PAGINA]
    ]
    pares += paginas(f"l:{encargo}:g:", pagina, len(datos), _POR_PAGINA)
    pares.append((_("Volver a los datos"), f"l:{encargo}:c:0"))
    return decir(Html(_("<b>Agregar un dato</b>\n¿Cuál? Después escoja la columna donde está.")), *pares)


def escoger_columna(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    """Las columnas del libro, por páginas, para el dato escogido."""
    cual, _dos, pedida = argumento.partition(":")
    _encargo, propuesta, perfil = formatos.propuesta_de(pedido.contexto, encargo)
    _tipo, dato = _dato(cual, perfil)
    columnas = propuesta.columnas
    pagina = min(leer_numero(pedida), max(0, (len(columnas) - 1) // _POR_PAGINA))
    desde = pagina * _POR_PAGINA
    visibles = columnas[desde : desde + _POR_PAGINA]
    pares = [
        (recortar(rotulo_de_columna(vista), 60), f"l:{encargo}:q:{cual}:{desde + n}")
        for n, vista in enumerate(visibles)
    ]
    pares += paginas(f"l:{encargo}:h:{cual}:", pagina, len(columnas), _POR_PAGINA)
    pares.append((_("Volver a los datos"), f"l:{encargo}:c:0"))
    titulo = armar(_("<b>%(dato)s</b>: ¿de qué columna sale?"), dato=rotulo_de(dato))
    return decir(unir([titulo, *(con_ejemplos(vista) for vista in visibles)]), *pares)


def poner_dato(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    """El dato queda saliendo de la columna."""
    cual, _dos, elegida = argumento.partition(":")
    _encargo, propuesta, perfil = formatos.propuesta_de(pedido.contexto, encargo)
    tipo, dato = _dato(cual, perfil)
    vista = _columna(propuesta.columnas, leer_numero(elegida))
    formatos.cambiar_columna(pedido.contexto, encargo, (tipo, dato), vista)
    return decir(
        armar(
            _("<b>%(dato)s</b> queda saliendo de %(columna)s."),
            dato=rotulo_de(dato),
            columna=rotulo_de_columna(vista),
        ),
        (_("Agregar otro dato"), f"l:{encargo}:g:0"),
        (_("Ver las columnas"), f"l:{encargo}:c:0"),
        (_("Seguir"), f"l:{encargo}:d"),
    )


def _dato(cual: str, perfil: Perfil) -> tuple[TipoLibro, str]:
    """El dato que trae el botón, si es de los que se pueden agregar."""
    tipo, _punto, dato = cual.partition(".")
    if tipo not in set(TipoLibro) or (TipoLibro(tipo), dato) not in datos_por_agregar(perfil):
        raise NoEncontrado("campo")
    return TipoLibro(tipo), dato


def _columna(columnas: tuple[ColumnaVista, ...], cual: int) -> ColumnaVista:
    if cual >= len(columnas):
        raise NoEncontrado("columna")
    return columnas[cual]
