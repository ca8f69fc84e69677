"""Llaves repetidas de un libro ajeno: cuáles se juntan, cuáles no se pueden resolver y cómo se dice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from almacen.libros.columnas import PREFIJO_PROGRAMADO
from almacen.perfiles.agrupar import Grupo
from almacen.perfiles.renglones_ajenos import RenglonAjeno
from dominio.entender.texto import normalizar
from dominio.modelo.libro import ErrorDeLibro, TipoLibro

_NOMBRADAS = 5


def error_de_meta_repetida(grupo: Grupo, posiciones: Mapping[tuple[str, str], str]) -> Iterator[ErrorDeLibro]:
    """Un mismo código con dos metas de distinto nombre y distinta programación.

    Fuente: R01, llaves únicas.
    """
    primero = grupo.primero
    nombre, programado = _nombre(primero, "meta"), _programacion(primero)
    for otro in grupo.renglones[1:]:
        distinta = normalizar(_nombre(otro, "meta")) != normalizar(nombre)
        if nombre and _nombre(otro, "meta") and distinta and _programacion(otro) != programado:
            codigo = otro.valores[TipoLibro.INDICATIVO].get("meta_codigo")
            yield ErrorDeLibro(
                otro.hoja,
                f"{posiciones.get((otro.hoja, 'meta_codigo'), 'A')}{otro.fila}",
                "clave_repetida",
                f"El código {codigo} nombra dos metas distintas, en la fila {primero.fila} y en la fila "
                f"{otro.fila}; elija como código de meta una columna que no se repita.",
            )


def aviso_de_juntas(grupos: Sequence[Grupo]) -> str:
    """Qué actividades venían en varias filas con la misma fuente."""
    nombradas = [
        f"{_nombre(grupo.primero, 'actividad_codigo')} (filas {_filas(grupo.renglones)})"
        for grupo in grupos[:_NOMBRADAS]
    ]
    mas = f" y {len(grupos) - _NOMBRADAS} más" if len(grupos) > _NOMBRADAS else ""
    return f"Actividades repetidas con la misma fuente; su dinero se sumó: {', '.join(nombradas)}{mas}."


def aviso_sin_meta(renglones: Sequence[RenglonAjeno]) -> str:
    """Qué renglones del plan no dicen el código de su meta, y cuál se les puso."""
    codigos = dict.fromkeys(str(r.valores[TipoLibro.PLAN]["meta_codigo"]) for r in renglones)
    puestos = ", ".join([*codigos][:_NOMBRADAS]) + ("…" if len(codigos) > _NOMBRADAS else "")
    if len(renglones) == 1:
        return f"1 renglón no dice el código de su meta (fila {renglones[0].fila}); se le asignó {puestos}."
    cuales = f"el código {puestos}" if len(codigos) == 1 else f"los códigos {puestos}, uno por meta"
    return (
        f"{len(renglones)} renglones no dicen el código de su meta (filas {_filas(renglones)}); quedaron con "
        f"{cuales}."
    )


def _filas(renglones: Sequence[RenglonAjeno]) -> str:
    nombradas = ", ".join(str(renglon.fila) for renglon in renglones[:_NOMBRADAS])
    return nombradas + ("…" if len(renglones) > _NOMBRADAS else "")


def _nombre(renglon: RenglonAjeno, dato: str) -> str:
    tipo = (
        TipoLibro.INDICATIVO if dato == "meta" and TipoLibro.INDICATIVO in renglon.valores else TipoLibro.PLAN
    )
    valor = renglon.valores[tipo].get(dato)
    return valor if isinstance(valor, str) else ""


def _programacion(renglon: RenglonAjeno) -> dict[str, object]:
    valores = renglon.valores[TipoLibro.INDICATIVO]
    return {d: v for d, v in valores.items() if d.startswith(PREFIJO_PROGRAMADO) or d == "meta_cuatrienio"}
