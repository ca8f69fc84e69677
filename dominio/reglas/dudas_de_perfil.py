"""Lo que una persona contesta sobre un perfil propuesto, puesto en el perfil."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import (
    CampoDePerfil,
    ClaseDeDuda,
    ColumnaDelLibro,
    Duda,
    HojaDePerfil,
    OpcionDeDuda,
    OrdenDeFecha,
    Perfil,
)

_RAZON = "se decidió no leerla"
# Respuesta de una duda que solo se puede aceptar, y comienzo de la que se escribe con un nombre.
ACEPTADA = "si"
ESCRITA = "valor:"
LARGO_ESCRITO = 200


def responder(perfil: Perfil, duda: Duda, valor: str) -> Perfil:
    """El perfil con la respuesta a una duda; el mismo si la respuesta no es una de sus opciones.

    Las respuestas se pueden dar en cualquier orden: cada una cambia solo lo suyo.

    Args:
        perfil: el propuesto, o el que dejó la respuesta anterior.
        duda: una de ``Propuesta.dudas``.
        valor: ``OpcionDeDuda.valor`` de la opción escogida; en la de dependencia, también
            «valor:<nombre>».

    Fuente: docs/formato.md, el perfil de importación se confirma pregunta por pregunta.
    """
    opcion = next((o for o in duda.opciones if o.valor == valor), None) or _escrita(duda, valor)
    if opcion is None:
        return perfil
    if duda.clase is ClaseDeDuda.ESCALA:
        return _con_escala(perfil, duda.hoja, opcion)
    if duda.clase is ClaseDeDuda.HOJA:
        return _responder_hoja(perfil, duda.hoja, leer=valor == "hoja:si")
    if duda.clase is ClaseDeDuda.FRACCION:
        return _cambiar(perfil, duda, lambda c: replace(c, en_fraccion=valor == "fraccion:si"))
    if duda.clase is ClaseDeDuda.FECHA:
        orden = OrdenDeFecha(valor.removeprefix("fecha:"))
        return _cambiar(perfil, duda, lambda c: replace(c, orden_de_fecha=orden))
    if duda.clase is ClaseDeDuda.ACUMULACION:
        return _cambiar(perfil, duda, lambda c: _con_equivalencia(c, duda, valor))
    if admite_texto(duda):
        opcion = replace(opcion, campos=tuple(_recordando(campo, duda) for campo in opcion.campos))
    return _poner(perfil, duda.hoja, opcion)


def acepta(duda: Duda, valor: str) -> bool:
    """Si eso contesta la duda: una de sus opciones, lo tomado, «si» cuando no hay opciones o un nombre.

    Fuente: docs/formato.md, el perfil de importación se confirma pregunta por pregunta.
    """
    if valor == duda.elegida or any(opcion.valor == valor for opcion in duda.opciones):
        return True
    return (not duda.opciones and valor == ACEPTADA) or _escrita(duda, valor) is not None


def admite_texto(duda: Duda) -> bool:
    """Si la duda se puede contestar escribiendo un nombre: la de la dependencia que el libro no dice.

    Fuente: docs/formato.md, el perfil de importación se confirma pregunta por pregunta.
    """
    return duda.clase is ClaseDeDuda.FALTA and duda.clave.endswith("plan.dependencia:falta")


def llave_de_lo_dicho(texto: str) -> str:
    """Lo que dice un título o una hoja, para comparar: minúsculas y espacios sencillos.

    Fuente: docs/formato.md, la dependencia de un libro sin esa columna.
    """
    return " ".join(texto.casefold().split())


def _escrita(duda: Duda, valor: str) -> OpcionDeDuda | None:
    """La opción que nace de un nombre escrito («valor:Secretaría de Salud»)."""
    nombre = " ".join(valor.removeprefix(ESCRITA).split())
    if not admite_texto(duda) or not valor.startswith(ESCRITA) or not 0 < len(nombre) <= LARGO_ESCRITO:
        return None
    campo = CampoDePerfil(TipoLibro.PLAN, "dependencia", constante=nombre)
    return OpcionDeDuda(valor, nombre, campos=(campo,))


def _recordando(campo: CampoDePerfil, duda: Duda) -> CampoDePerfil:
    """El campo con lo que el libro decía: otro libro que diga lo mismo será de la misma dependencia."""
    dicho = next((c.constante for o in duda.opciones[:1] for c in o.campos), None)
    if dicho is None or campo.constante is None:
        return campo
    return replace(campo, equivalencias=((llave_de_lo_dicho(dicho), campo.constante),))


def _con_escala(perfil: Perfil, nombre: str, opcion: OpcionDeDuda) -> Perfil:
    """Cambia solo la escala de los campos de la opción."""
    escalas = {(campo.tipo, campo.dato): campo.escala for campo in opcion.campos}
    for tipo, dato in escalas:
        indice = _indice(perfil, nombre, tipo, dato)
        if indice is None:
            continue
        hoja = perfil.hojas[indice]
        campos = tuple(
            replace(c, escala=escalas[c.tipo, c.dato]) if (c.tipo, c.dato) == (tipo, dato) else c
            for c in hoja.campos
        )
        perfil = _con_hoja(perfil, indice, replace(hoja, campos=campos))
    return perfil


def corregir_campo(
    perfil: Perfil, hoja: str, tipo: TipoLibro, dato: str, columna: ColumnaDelLibro | None
) -> Perfil:
    """El perfil con otra columna para un dato, o sin ese dato si ``columna`` es ``None``.

    Args:
        perfil: el que se corrige.
        hoja: nombre de la hoja; si varias comparten encabezado, cualquiera de ellas.
        tipo: instrumento.
        dato: campo de su fila; si el perfil no lo leía, se agrega.
        columna: la nueva.

    Fuente: docs/formato.md, cualquier columna del perfil se puede corregir antes de guardarlo.
    """
    indice = _indice(perfil, hoja, tipo, dato)
    if indice is None:
        return perfil
    de_hoja = perfil.hojas[indice]
    if columna is None:
        return _con_hoja(perfil, indice, _sin_campos(de_hoja, {f"{tipo}.{dato}"}))
    anterior = _campo(de_hoja, tipo, dato)
    nuevo = replace(anterior or CampoDePerfil(tipo, dato), columnas=(columna,))
    return _con_hoja(perfil, indice, _con_campo(de_hoja, nuevo))


def dudas_firmes(dudas: tuple[Duda, ...], contestadas: frozenset[str]) -> tuple[Duda, ...]:
    """Las que hay que confirmar antes de guardar el perfil y nadie ha contestado.

    Args:
        dudas: las de la propuesta.
        contestadas: claves de las que ya tienen respuesta.

    Fuente: docs/formato.md, una duda firme detiene; las demás se muestran.
    """
    return tuple(duda for duda in dudas if duda.firme and duda.clave not in contestadas)


def _responder_hoja(perfil: Perfil, nombre: str, *, leer: bool) -> Perfil:
    hojas = []
    for hoja in perfil.hojas:
        fuera = dict(hoja.excluidas)
        if leer:
            fuera.pop(nombre, None)
        elif not hoja.nombre and nombre not in fuera:
            fuera[nombre] = _RAZON
        hojas.append(replace(hoja, excluidas=tuple(fuera.items())))
    return replace(perfil, hojas=tuple(hojas))


def _cambiar(perfil: Perfil, duda: Duda, como: Callable[[CampoDePerfil], CampoDePerfil]) -> Perfil:
    """Cambia el campo que nombra la clave («hoja/instrumento.dato:asunto»), en todos los instrumentos."""
    dato = _asunto(duda).split(":", 1)[0].partition(".")[2]
    indice = _indice(perfil, duda.hoja, None, dato)
    if indice is None:
        return perfil
    hoja = perfil.hojas[indice]
    campos = tuple(como(campo) if campo.dato == dato else campo for campo in hoja.campos)
    return _con_hoja(perfil, indice, replace(hoja, campos=campos))


def _asunto(duda: Duda) -> str:
    """Lo que sigue al nombre de la hoja en la clave: «instrumento.dato» o «instrumento.dato:etiqueta»."""
    return duda.clave.removeprefix(f"{duda.hoja}/")


def _con_equivalencia(campo: CampoDePerfil, duda: Duda, valor: str) -> CampoDePerfil:
    etiqueta = _asunto(duda).partition(":")[2]
    pares = dict(campo.equivalencias)
    pares[etiqueta] = valor.removeprefix("acum:")
    return replace(campo, equivalencias=tuple(sorted(pares.items())))


def _poner(perfil: Perfil, nombre: str, opcion: OpcionDeDuda) -> Perfil:
    """Pone los campos de la opción y saca los que quita; de los que ya están solo cambia de dónde salen."""
    datos = [(campo.tipo, campo.dato) for campo in opcion.campos]
    datos += [(TipoLibro(tipo), dato) for tipo, _punto, dato in (q.partition(".") for q in opcion.quita)]
    indices = [i for tipo, dato in datos if (i := _indice(perfil, nombre, tipo, dato)) is not None]
    indice = indices[0] if indices else _indice(perfil, nombre, None, "")
    if indice is None:
        return perfil
    hoja = _sin_campos(perfil.hojas[indice], set(opcion.quita))
    if opcion.filtros is not None:
        hoja = replace(hoja, filtros=opcion.filtros)
    for campo in opcion.campos:
        anterior = _campo(hoja, campo.tipo, campo.dato)
        nuevo = campo
        if anterior is not None:
            pares = {**dict(anterior.equivalencias), **dict(campo.equivalencias)}
            nuevo = replace(
                anterior,
                columnas=campo.columnas,
                constante=campo.constante,
                tomar=campo.tomar,
                equivalencias=tuple(sorted(pares.items())),
            )
        hoja = _con_campo(hoja, nuevo)
    return _con_hoja(perfil, indice, hoja)


def _indice(perfil: Perfil, nombre: str, tipo: TipoLibro | None, dato: str) -> int | None:
    """La hoja del perfil que se llama así o, si no, la de varias que ya lee ese dato o ese instrumento."""
    propias = [i for i, hoja in enumerate(perfil.hojas) if hoja.nombre == nombre]
    varias = [i for i, hoja in enumerate(perfil.hojas) if not hoja.nombre]
    posibles = propias or varias or list(range(len(perfil.hojas)))

    def cercania(indice: int) -> tuple[bool, bool]:
        campos = perfil.hojas[indice].campos
        lee = any(c.dato == dato and tipo in (None, c.tipo) for c in campos)
        return lee, any(c.tipo is tipo for c in campos)

    return max(posibles, key=cercania, default=None)


def _campo(hoja: HojaDePerfil, tipo: TipoLibro, dato: str) -> CampoDePerfil | None:
    return next((c for c in hoja.campos if c.tipo is tipo and c.dato == dato), None)


def _con_campo(hoja: HojaDePerfil, nuevo: CampoDePerfil) -> HojaDePerfil:
    if _campo(hoja, nuevo.tipo, nuevo.dato) is None:
        hoja = replace(hoja, campos=(*hoja.campos, nuevo))
    else:
        iguales = (nuevo.tipo, nuevo.dato)
        campos = tuple(nuevo if (c.tipo, c.dato) == iguales else c for c in hoja.campos)
        hoja = replace(hoja, campos=campos)
    if nuevo.dato == "dependencia" and nuevo.columnas:
        hoja = replace(hoja, dependencia_es_la_hoja=False)
    return hoja


def _sin_campos(hoja: HojaDePerfil, fuera: set[str]) -> HojaDePerfil:
    return replace(hoja, campos=tuple(c for c in hoja.campos if f"{c.tipo}.{c.dato}" not in fuera))


def _con_hoja(perfil: Perfil, indice: int, hoja: HojaDePerfil) -> Perfil:
    hojas = (*perfil.hojas[:indice], hoja, *perfil.hojas[indice + 1 :])
    return replace(perfil, hojas=hojas)
