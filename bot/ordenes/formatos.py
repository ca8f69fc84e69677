"""Confirmar por el chat cómo se lee un libro con formato ajeno: sus dudas y sus columnas."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.atencion.respuesta import Respuesta
from bot.ordenes import dudas as preguntas
from bot.ordenes.agregar_dato import escoger_columna, escoger_dato, poner_dato
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.textos.datos_del_libro import rotulo_de
from bot.textos.formatos import campos_de, con_ejemplos, linea_de_campo, pregunta, rotulo_de_columna
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos import formatos
from dominio.entender.texto import normalizar
from dominio.errores import NoEncontrado
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.perfil import ColumnaVista, Perfil, Propuesta
from dominio.modelo.perfil import Duda as DudaDeFormato
from dominio.reglas.dudas_de_perfil import ESCRITA, LARGO_ESCRITO, admite_texto

_POR_PAGINA = 5
_DE_ACUERDO = frozenset(
    {"si", "sí", "asi esta bien", "esta bien", "bien", "ok", "dele", "correcto", "de acuerdo"}
)
_NO_ES_UN_NOMBRE = frozenset(
    {"", "no", "cancelar", "descartar", "ayuda", "menu", "estado", "salir", "seguir"}
)
NINGUNA = "n"


def tocar_formato(pedido: Pedido) -> Respuesta:
    """Botones «l:<encargo>:<acto>[:…]»."""
    numero, _dos, resto = pedido.argumento.partition(":")
    acto, _dos, argumento = resto.partition(":")
    encargo = IdEncargo(leer_numero(numero, 2**62))
    if acto not in _ACTOS:
        pedido.contexto.anotar("rechazar_boton", f"formato:{pedido.argumento[:40]}")
        return Respuesta(aviso=_("Ese botón no es válido. No se hizo nada."))
    try:
        return _ACTOS[acto](pedido, encargo, argumento)
    except NoEncontrado:
        return Respuesta(aviso=_("Esa revisión ya no está. Envíe el libro otra vez."))


def responder(pedido: Pedido) -> Respuesta | None:
    """Lo escrito, si contesta la duda que se acaba de preguntar."""
    duda = preguntas.pendiente(pedido, ClaseDuda.FORMATO)
    if duda is None:
        return None
    encargo = IdEncargo(leer_numero(str(duda.datos.get("encargo", "")), 2**62))
    try:
        _encargo, propuesta, _perfil = formatos.propuesta_de(pedido.contexto, encargo)
    except NoEncontrado:
        return None
    de_formato = next((d for d in propuesta.dudas if d.clave == duda.datos.get("clave")), None)
    valor = None if de_formato is None else _escogida(de_formato, pedido.entrada.texto)
    if de_formato is None or valor is None:
        return None
    return _contestar(pedido, encargo, de_formato, valor)


def _escogida(duda: DudaDeFormato, escrito: str) -> str | None:
    """El valor de la opción que nombra lo escrito: por su número, por su rótulo o «sí»."""
    dicho = normalizar(escrito[:200]).strip(" .!«»\"'")
    if dicho in _DE_ACUERDO:
        return duda.elegida
    if dicho.isascii() and dicho.isdecimal() and len(dicho) < 3:
        return duda.opciones[int(dicho) - 1].valor if 1 <= int(dicho) <= len(duda.opciones) else None
    nombre = " ".join(escrito.split())
    iguales = [o.valor for o in duda.opciones if dicho == normalizar(o.rotulo).strip("«»")]
    if admite_texto(duda) and dicho not in _NO_ES_UN_NOMBRE and not dicho.endswith("?"):
        return iguales[0] if iguales else f"{ESCRITA}{nombre}" if 0 < len(nombre) <= LARGO_ESCRITO else None
    posibles = [o.valor for o in duda.opciones if len(dicho) > 3 and dicho in normalizar(o.rotulo)]
    return posibles[0] if len(posibles) == 1 else None


def _siguiente(pedido: Pedido, encargo: IdEncargo, _argumento: str) -> Respuesta:
    """La primera duda por confirmar; sin ninguna, el botón de seguir."""
    _encargo, propuesta, _perfil = formatos.propuesta_de(pedido.contexto, encargo)
    return _preguntar(pedido, encargo, propuesta)


def _preguntar(pedido: Pedido, encargo: IdEncargo, propuesta: Propuesta) -> Respuesta:
    firmes = [duda for duda in propuesta.dudas if duda.firme]
    if not firmes:
        preguntas.cerrar(pedido)
        return decir(
            Html(_("No queda nada por confirmar. ¿Comparo el libro con el plan?")),
            (_("Comparar con el plan"), f"l:{encargo}:s"),
            (_("Ver las columnas"), f"l:{encargo}:c:0"),
            (_("Descartar"), f"l:{encargo}:no"),
        )
    duda = firmes[0]
    pedido.contexto.unidad.dudas.dejar(
        Duda(
            persona_id=pedido.contexto.actor.id,
            chat_id=pedido.entrada.chat_id,
            clase=ClaseDuda.FORMATO,
            frase="",
            hecha_en=pedido.contexto.ahora,
            datos={"encargo": int(encargo), "clave": duda.clave},
        )
    )
    donde = propuesta.dudas.index(duda)
    pares = [
        (
            recortar(_("%(n)s. %(rotulo)s") % {"n": n, "rotulo": opcion.rotulo}, 60),
            f"l:{encargo}:r:{donde}:{n - 1}",
        )
        for n, opcion in enumerate(duda.opciones[:_POR_PAGINA], start=1)
    ]
    if not pares:
        pares.append((_("Está bien"), f"l:{encargo}:r:{donde}:0"))
    if len(firmes) > 1:
        todas = ngettext("Aceptar la que queda", "Aceptar las %(n)s que quedan", len(firmes)) % {
            "n": len(firmes)
        }
        pares.append((todas, f"l:{encargo}:a"))
    pares.append((_("Descartar el libro"), f"l:{encargo}:no"))
    return decir(pregunta(duda, len(firmes)), *pares)


def _elegir(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    cual, _dos, opcion = argumento.partition(":")
    _encargo, propuesta, _perfil = formatos.propuesta_de(pedido.contexto, encargo)
    numero, escogida = leer_numero(cual), leer_numero(opcion)
    if numero >= len(propuesta.dudas):
        raise NoEncontrado("duda")
    duda = propuesta.dudas[numero]
    valor = duda.opciones[escogida].valor if escogida < len(duda.opciones) else duda.elegida
    return _contestar(pedido, encargo, duda, valor)


def _contestar(pedido: Pedido, encargo: IdEncargo, duda: DudaDeFormato, valor: str) -> Respuesta:
    propuesta = formatos.responder_duda(pedido.contexto, encargo, duda.clave, valor)
    return _preguntar(pedido, encargo, propuesta)


def _aceptar(pedido: Pedido, encargo: IdEncargo, _argumento: str) -> Respuesta:
    return _preguntar(pedido, encargo, formatos.aceptar_dudas(pedido.contexto, encargo))


def _columnas(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    """Los datos que se leen y de dónde, por páginas, con un botón para cambiar cada uno."""
    _encargo, propuesta, perfil = formatos.propuesta_de(pedido.contexto, encargo)
    campos = campos_de(perfil)
    pagina = min(leer_numero(argumento), max(0, (len(campos) - 1) // _POR_PAGINA))
    desde = pagina * _POR_PAGINA
    visibles = campos[desde : desde + _POR_PAGINA]
    lineas = [linea_de_campo(campo, propuesta.columnas) for _hoja, campo in visibles]
    pares = [
        (_("Cambiar %(dato)s") % {"dato": rotulo_de(campo.dato)}, f"l:{encargo}:e:{desde + n}:0")
        for n, (_hoja, campo) in enumerate(visibles)
    ]
    pares += paginas(f"l:{encargo}:c:", pagina, len(campos), _POR_PAGINA)
    pares.append((_("Agregar un dato"), f"l:{encargo}:g:0"))
    pares.append((_("Seguir"), f"l:{encargo}:d"))
    titulo = armar(
        _("<b>De dónde sale cada dato</b> · %(desde)s a %(hasta)s de %(total)s"),
        desde=desde + 1,
        hasta=desde + len(visibles),
        total=len(campos),
    )
    return decir(unir([titulo, *lineas]), *pares)


def _editar(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    """Las columnas de la hoja, por páginas, para escoger de cuál sale un dato."""
    cual, _dos, pagina_pedida = argumento.partition(":")
    _encargo, propuesta, perfil = formatos.propuesta_de(pedido.contexto, encargo)
    campo, columnas = _campo_y_columnas(propuesta, perfil, leer_numero(cual))
    por_pagina = _POR_PAGINA - 1
    pagina = min(leer_numero(pagina_pedida), max(0, (len(columnas) - 1) // por_pagina))
    visibles = columnas[pagina * por_pagina : (pagina + 1) * por_pagina]
    pares = [(recortar(rotulo_de_columna(c), 60), f"l:{encargo}:p:{cual}:{c.numero}") for c in visibles]
    pares += paginas(f"l:{encargo}:e:{cual}:", pagina, len(columnas), por_pagina)
    pares.append((_("Ninguna columna"), f"l:{encargo}:p:{cual}:{NINGUNA}"))
    pares.append((_("Volver a los datos"), f"l:{encargo}:c:0"))
    titulo = armar(_("<b>%(dato)s</b>: ¿de qué columna sale?"), dato=rotulo_de(campo))
    return decir(unir([titulo, *(con_ejemplos(columna) for columna in visibles)]), *pares)


def _poner(pedido: Pedido, encargo: IdEncargo, argumento: str) -> Respuesta:
    cual, _dos, elegida = argumento.partition(":")
    _encargo, propuesta, perfil = formatos.propuesta_de(pedido.contexto, encargo)
    numero = leer_numero(cual)
    _dato, columnas = _campo_y_columnas(propuesta, perfil, numero)
    vista = None
    if elegida != NINGUNA:
        vista = next((c for c in columnas if c.numero == leer_numero(elegida)), None)
        if vista is None:
            raise NoEncontrado("columna")
    _hoja, campo = campos_de(perfil)[numero]
    formatos.cambiar_columna(pedido.contexto, encargo, (campo.tipo, campo.dato), vista)
    return _columnas(pedido, encargo, str(numero // _POR_PAGINA))


def _campo_y_columnas(propuesta: Propuesta, perfil: Perfil, numero: int) -> tuple[str, list[ColumnaVista]]:
    campos = campos_de(perfil)
    if numero >= len(campos):
        raise NoEncontrado("campo")
    hoja, campo = campos[numero]
    propias = [columna for columna in propuesta.columnas if not hoja.nombre or columna.hoja == hoja.nombre]
    return campo.dato, propias


def _seguir(pedido: Pedido, encargo: IdEncargo, _argumento: str) -> Respuesta:
    """Lee el libro con lo confirmado y lo compara con el plan."""
    lectura, propuesta, _perfil = formatos.propuesta_de(pedido.contexto, encargo)
    if any(duda.firme for duda in propuesta.dudas):
        return _preguntar(pedido, encargo, propuesta)
    if pedido.contexto.unidad.encargos.en_curso_de(pedido.contexto.actor.id, TipoEncargo.LEER_LIBRO):
        return decir(Html(_("Todavía estoy revisando el libro anterior. Espere esa respuesta, por favor.")))
    preguntas.cerrar(pedido)
    nuevo = pedido.contexto.unidad.encargos.crear(
        TipoEncargo.LEER_LIBRO,
        pedido.contexto.entidad.id,
        pedido.contexto.actor.id,
        pedido.entrada.chat_id,
        {**lectura.parametros, "libro": int(lectura.id)},
    )
    texto = Html(_("Lo comparo con el plan guardado…"))
    return Respuesta(decir(texto).pantallas, encargo=nuevo.id)


def _descartar(pedido: Pedido, encargo: IdEncargo, _argumento: str) -> Respuesta:
    formatos.propuesta_de(pedido.contexto, encargo)
    preguntas.cerrar(pedido)
    texto = Html(_("Descartado: no se guardó nada. Cuando lo corrija, envíelo otra vez."))
    return decir(texto, (_("Ver el estado"), "o:estado"), (_("Ver la ayuda"), "o:ayuda"), por_fila=2)


_ACTOS: Mapping[str, Callable[[Pedido, IdEncargo, str], Respuesta]] = {
    "d": _siguiente,
    "r": _elegir,
    "a": _aceptar,
    "c": _columnas,
    "e": _editar,
    "p": _poner,
    "g": escoger_dato,
    "h": escoger_columna,
    "q": poner_dato,
    "s": _seguir,
    "no": _descartar,
}
