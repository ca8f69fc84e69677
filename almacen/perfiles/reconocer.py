"""Un perfil guardado ante un libro nuevo con el mismo encabezado: si su contenido sigue siendo el suyo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from almacen.perfiles.afinidad import DESMIENTE, cabe
from almacen.perfiles.conceptos import ANIO, POR_DATO, anios_de, como_se_dice, plano
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.series import sin_periodo
from almacen.perfiles.tabla import ColumnaHallada, Tabla
from dominio.modelo.perfil import (
    CampoDePerfil,
    ClaseDeDuda,
    ColumnaDelLibro,
    Duda,
    HojaDePerfil,
    NivelDePerfil,
    Perfil,
)
from dominio.reglas.dudas_de_perfil import llave_de_lo_dicho

_DE_UN_ANIO = re.compile(r"(programado|estado)_(20[0-9]{2})")


def reconocer(
    armados: Sequence[Armado], huella: str, conocidos: Sequence[Perfil], vigencia: int
) -> tuple[Perfil | None, Duda | None]:
    """El perfil guardado que sirve, puesto en las hojas y años de este libro; o la duda de por qué no.

    Args:
        armados: lo entendido de este libro.
        huella: la suya.
        conocidos: los guardados.
        vigencia: la pedida.
    """
    primera: Duda | None = None
    for perfil in conocidos:
        if perfil.huella != huella or len(perfil.hojas) != len(armados):
            continue
        parejas = _emparejar(perfil, armados)
        if parejas is None:
            continue
        negados = [negado for hoja, armado in parejas for negado in _negados(hoja, armado.relacion.tabla)]
        if not negados:
            hojas = tuple(_al_libro(hoja, armado, vigencia) for hoja, armado in parejas)
            return replace(perfil, hojas=hojas), None
        primera = primera or _duda(perfil, negados)
    return None, primera


def _emparejar(perfil: Perfil, armados: Sequence[Armado]) -> list[tuple[HojaDePerfil, Armado]] | None:
    """Cada hoja del perfil con el grupo de hojas que tiene sus rótulos."""
    libres = list(armados)
    parejas = []
    for hoja in perfil.hojas:
        suyo = max(libres, key=lambda a: _comunes(hoja, a.relacion.tabla), default=None)
        if suyo is None:
            return None
        libres.remove(suyo)
        parejas.append((hoja, suyo))
    return parejas


def _comunes(hoja: HojaDePerfil, tabla: Tabla) -> int:
    return sum(_en(columna, tabla) is not None for campo in hoja.campos for columna in campo.columnas)


def _en(columna: ColumnaDelLibro, tabla: Tabla) -> ColumnaHallada | None:
    """La columna del perfil en esta tabla: por rótulo, o por rótulo sin año en el mismo puesto."""
    iguales = [c for c in tabla.columnas if (c.normal, c.aparicion) == (columna.rotulo, columna.aparicion)]
    if iguales:
        return iguales[0]
    buscado = sin_periodo(columna.rotulo)
    posibles = [c for c in tabla.columnas if sin_periodo(c.normal) == buscado]
    return min(posibles, key=lambda c: abs(c.numero - columna.numero), default=None)


def _negados(hoja: HojaDePerfil, tabla: Tabla) -> Iterator[tuple[CampoDePerfil, ColumnaHallada]]:
    """Campos del perfil cuya columna, en este libro, trae otra clase de cosa."""
    for campo in hoja.campos:
        concepto = POR_DATO.get(_concepto_de(campo.dato))
        if concepto is None:
            continue
        for columna in campo.columnas:
            hallada = _en(columna, tabla)
            if hallada is None or not hallada.contenido.llenas:
                continue
            if _lo_niega(campo, concepto.contenido, hallada):
                yield campo, hallada


def _concepto_de(dato: str) -> str:
    if _DE_UN_ANIO.fullmatch(dato):
        return "meta_vigencia" if dato.startswith("programado") else "estado"
    return {"apropiacion": "definitiva"}.get(dato, "pagos" if dato.startswith("mes_") else dato)


def _lo_niega(campo: CampoDePerfil, juez: str, columna: ColumnaHallada) -> bool:
    # Una meta puede identificarse por lo que la entidad escogió; solo se exige que no sea un texto largo.
    juez = {"meta_codigo": "codigo"}.get(campo.dato, juez)
    if campo.equivalencias or columna.contenido.parte("compuesto") > 0.6:
        return False
    return cabe(juez, columna.contenido) <= DESMIENTE


def _duda(perfil: Perfil, negados: Sequence[tuple[CampoDePerfil, ColumnaHallada]]) -> Duda:
    unicos = {columna.numero: (campo, columna) for campo, columna in negados}
    partes = [
        f"{columna.dicha()}, ya no trae {como_se_dice(campo.dato)}"
        for campo, columna in list(unicos.values())[:4]
    ]
    return Duda(
        "/formato",
        ClaseDeDuda.FORMATO_CAMBIADO,
        "",
        f"El encabezado es el del perfil «{perfil.nombre}», pero {'; '.join(partes)}. "
        "Propongo uno nuevo para este libro.",
        firme=True,
    )


def _al_libro(hoja: HojaDePerfil, armado: Armado, vigencia: int) -> HojaDePerfil:
    """La hoja guardada con los rótulos, los años y las hojas de este libro."""
    tabla = armado.relacion.tabla
    campos = tuple(
        _dependencia_al_libro(campo, armado)
        if campo.dato == "dependencia" and not campo.columnas
        else _campo_al_libro(campo, tabla, vigencia)
        for campo in hoja.campos
    )
    niveles = tuple(_nivel_al_libro(nivel, tabla) for nivel in hoja.niveles)
    return replace(
        hoja,
        nombre="" if not hoja.nombre else tabla.nombre,
        campos=campos,
        niveles=niveles,
        fila_encabezado=tabla.fila,
        alto_encabezado=tabla.alto,
        excluidas=tuple(dict((*hoja.excluidas, *armado.hoja.excluidas)).items()),
    )


def _dependencia_al_libro(campo: CampoDePerfil, armado: Armado) -> CampoDePerfil:
    """El mismo formato lo usan varias secretarías: vale la que este libro dice, no la del que se guardó."""
    dicha = next(
        (c.constante for c in armado.hoja.campos if (c.tipo, c.dato) == (campo.tipo, campo.dato)), None
    )
    if dicha is None or dicha == campo.constante:
        return campo
    return replace(campo, constante=dict(campo.equivalencias).get(llave_de_lo_dicho(dicha), dicha))


def _campo_al_libro(campo: CampoDePerfil, tabla: Tabla, vigencia: int) -> CampoDePerfil:
    columnas = tuple(_columna_al_libro(columna, tabla) for columna in campo.columnas)
    dato = campo.dato
    if partes := _DE_UN_ANIO.fullmatch(dato):
        anios = anios_de(columnas[0].rotulo) if columnas else ()
        # «Programado 2025» que en el libro nuevo se llama «Programado 2029» es de 2029.
        dato = f"{partes[1]}_{anios[0]}" if len(anios) == 1 else dato
    else:
        columnas = tuple(_de_la_vigencia(columna, tabla, vigencia) for columna in columnas)
    constante = campo.constante
    if constante is not None and re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", constante):
        constante = f"{vigencia}{constante[4:]}"
    return replace(campo, dato=dato, columnas=columnas, constante=constante)


def _columna_al_libro(columna: ColumnaDelLibro, tabla: Tabla) -> ColumnaDelLibro:
    hallada = _en(columna, tabla)
    return hallada.en_el_perfil if hallada is not None else columna


def _de_la_vigencia(columna: ColumnaDelLibro, tabla: Tabla, vigencia: int) -> ColumnaDelLibro:
    """Si el libro trae la misma columna por años, la de la vigencia pedida."""
    anios = anios_de(columna.rotulo)
    if len(anios) != 1 or anios[0] == vigencia:
        return columna
    buscado = ANIO.sub(str(vigencia), plano(columna.rotulo))
    otras = [c for c in tabla.columnas if plano(c.rotulo) == buscado and c.contenido.llenas]
    mejor = next((c for c in otras if c.aparicion == columna.aparicion), otras[0] if otras else None)
    return mejor.en_el_perfil if mejor is not None else columna


def _nivel_al_libro(nivel: NivelDePerfil, tabla: Tabla) -> NivelDePerfil:
    return replace(
        nivel,
        codigo=_columna_al_libro(nivel.codigo, tabla) if nivel.codigo else None,
        nombre=_columna_al_libro(nivel.nombre, tabla) if nivel.nombre else None,
    )
