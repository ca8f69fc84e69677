"""Leer un libro con un perfil: del libro abierto a ``LibroLeido``, con la cuenta de cada fila y cada peso."""

from __future__ import annotations

from collections.abc import Sequence

from almacen.libros.cuadricula import Cuadricula, letra_de_columna
from almacen.perfiles.armado import Armado, armar
from almacen.perfiles.hojas_del_perfil import HojaPorLeer, elegir_hojas
from almacen.perfiles.renglones_ajenos import HojaLeida, leer_hoja
from almacen.perfiles.sumas import descuadres, lectura_de_hoja
from dominio.modelo.lectura import LecturaDeHoja, ValorDudoso
from dominio.modelo.libro import ErrorDeLibro, LibroLeido, TipoLibro
from dominio.modelo.perfil import Perfil

NOMBRE_SIN_GUARDAR = "auto"
MAXIMO_DUDOSOS = 5_000
MAXIMO_AVISOS = 200


def leer_con_perfil(
    hojas: Sequence[Cuadricula], previos: Sequence[ErrorDeLibro], perfil: Perfil, vigencia: int
) -> LibroLeido:
    """Todo lo que el perfil dice que hay en el libro.

    Lo que no se puede leer no detiene: queda vacío y es un ``ValorDudoso``. Solo es error lo que impide
    saber qué es un renglón: una hoja o una columna llave que no están, o una llave repetida con dos cosas.

    Args:
        hojas: el libro abierto.
        previos: errores de las hojas que no se pudieron abrir.
        perfil: cómo se lee.
        vigencia: año del plan, para las fechas que el libro no trae.
    """
    eleccion = elegir_hojas(hojas, perfil)
    leidas = [_leer(elegida) for elegida in eleccion.por_leer]
    posiciones = _posiciones(leidas)
    armado = armar(leidas, posiciones, vigencia)
    lecturas = tuple(lectura_de_hoja(n, leida, armado.dinero) for n, leida in enumerate(leidas))
    errores = [*previos, *eleccion.errores, *armado.errores, *_errores_de_cuenta(lecturas)]
    if not errores and not any(leida.renglones for leida in leidas):
        errores.append(_sin_filas(lecturas))
    dudosos = [duda for leida in leidas for duda in leida.dudosos.values()] + armado.dudosos
    return LibroLeido(
        plan=tuple(armado.plan),
        indicativo=tuple(armado.indicativo),
        poai=tuple(armado.poai),
        pac=tuple(armado.pac),
        ejecucion=tuple(armado.ejecucion),
        errores=tuple(errores),
        avisos=tuple(_avisos(eleccion.avisos, armado, dudosos)),
        posiciones=posiciones,
        filas_leidas=_filas_leidas(lecturas),
        perfil=perfil.nombre or NOMBRE_SIN_GUARDAR,
        lecturas=lecturas,
        dudosos=tuple(dudosos[:MAXIMO_DUDOSOS]),
    )


def _leer(elegida: HojaPorLeer) -> HojaLeida:
    leida = leer_hoja(elegida.hoja, elegida.perfil, elegida.ubicacion, elegida.campos)
    if elegida.perfil.dependencia_es_la_hoja:
        _poner_dependencia(leida, " ".join(elegida.hoja.nombre.split()))
    return leida


def _poner_dependencia(leida: HojaLeida, nombre: str) -> None:
    """El nombre de la hoja es la dependencia de las filas que no digan otra."""
    for renglon in leida.renglones:
        for tipo, dato in (
            (TipoLibro.PLAN, "dependencia"),
            (TipoLibro.POAI, "dependencia"),
            (TipoLibro.EJECUCION, "dependencia"),
            (TipoLibro.INDICATIVO, "coordinadora"),
        ):
            if tipo in renglon.valores and not renglon.valores[tipo].get(dato):
                renglon.valores[tipo][dato] = nombre


def _posiciones(leidas: Sequence[HojaLeida]) -> dict[tuple[str, str], str]:
    """(hoja, dato) → letra de la primera columna de donde sale."""
    return {
        (leida.nombre, campo.campo.dato): letra_de_columna(campo.numeros[0])
        for leida in leidas
        for campo in reversed(leida.campos.todos)
        if campo.numeros
    }


def _filas_leidas(lecturas: Sequence[LecturaDeHoja]) -> dict[str, int]:
    filas: dict[str, int] = {}
    for lectura in lecturas:
        filas[lectura.hoja] = filas.get(lectura.hoja, 0) + lectura.leidas
    return filas


def _errores_de_cuenta(lecturas: Sequence[LecturaDeHoja]) -> list[ErrorDeLibro]:
    """Una columna que no cuadra al peso no se guarda: algo se perdió al leerla."""
    return [
        ErrorDeLibro(
            lectura.hoja,
            "",
            "suma_no_cuadra",
            f"La columna {suma.columna} suma {suma.en_la_hoja} en la hoja y se leyeron {suma.leida}; "
            "no se guarda nada. Informe este error con el libro.",
        )
        for lectura in lecturas
        for suma in descuadres(lectura)
    ]


def _sin_filas(lecturas: Sequence[LecturaDeHoja]) -> ErrorDeLibro:
    hoja = lecturas[0].hoja if lecturas else ""
    mensaje = (
        "Se encontró el encabezado pero ningún renglón debajo; revise las filas y los filtros del perfil."
    )
    return ErrorDeLibro(hoja, "", "sin_filas", mensaje)


def _avisos(de_hojas: Sequence[str], armado: Armado, dudosos: Sequence[ValorDudoso]) -> list[str]:
    avisos = list(dict.fromkeys([*de_hojas, *armado.avisos]))
    if len(dudosos) > MAXIMO_DUDOSOS:
        avisos.insert(
            0, f"El libro trae {len(dudosos)} valores dudosos; se muestran los primeros {MAXIMO_DUDOSOS}."
        )
    return avisos[:MAXIMO_AVISOS]
