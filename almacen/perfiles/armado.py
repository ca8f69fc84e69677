"""De las hojas leídas a las filas de cada instrumento, con los repetidos juntos y sin perder dinero."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from almacen.perfiles.agrupar import Grupo, agrupar
from almacen.perfiles.codigos_asignados import asignar_codigos
from almacen.perfiles.codigos_compartidos import duda_de_compartido
from almacen.perfiles.contradicciones import concordar
from almacen.perfiles.dinero_ajeno import en_pesos
from almacen.perfiles.filas_ajenas import (
    fila_de_ejecucion,
    fila_del_indicativo,
    fila_del_pac,
    fila_del_plan,
    fila_del_poai,
)
from almacen.perfiles.renglones_ajenos import HojaLeida, RenglonAjeno
from almacen.perfiles.repetidas import (
    aviso_de_juntas,
    aviso_sin_meta,
    error_de_meta_repetida,
)
from almacen.perfiles.sumas import CuentaDeDinero
from dominio.modelo.lectura import ValorDudoso
from dominio.modelo.libro import (
    ErrorDeLibro,
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    TipoLibro,
)

F = TypeVar("F", FilaPOAI, FilaPAC)
Posiciones = Mapping[tuple[str, str], str]


@dataclass(slots=True)
class Armado:
    """Las filas de cada instrumento y todo lo que hay que decir de ellas."""

    plan: list[FilaPlan] = field(default_factory=list)
    indicativo: list[FilaIndicativo] = field(default_factory=list)
    poai: list[FilaPOAI] = field(default_factory=list)
    pac: list[FilaPAC] = field(default_factory=list)
    ejecucion: list[FilaEjecucion] = field(default_factory=list)
    errores: list[ErrorDeLibro] = field(default_factory=list)
    avisos: list[str] = field(default_factory=list)
    dudosos: list[ValorDudoso] = field(default_factory=list)
    dinero: CuentaDeDinero = field(default_factory=CuentaDeDinero)


def armar(leidas: Sequence[HojaLeida], posiciones: Posiciones, vigencia: int) -> Armado:
    """Las filas de los cinco instrumentos, en el orden del libro."""
    armado = Armado()
    compartidos = asignar_codigos([renglon for leida in leidas for renglon in leida.renglones])
    armado.dudosos.extend(duda_de_compartido(uno, posiciones) for uno in compartidos)
    _plan(leidas, posiciones, vigencia, armado)
    _indicativo(leidas, posiciones, armado)
    _con_bpin(
        leidas,
        TipoLibro.POAI,
        posiciones,
        armado,
        lambda r, g: _poner(armado.poai, fila_del_poai(r, g.dinero)),
    )
    _con_bpin(
        leidas, TipoLibro.PAC, posiciones, armado, lambda r, g: _poner(armado.pac, fila_del_pac(r, g.dinero))
    )
    for grupo in _grupos(leidas, TipoLibro.EJECUCION):
        _negativos(grupo, posiciones, armado)
        # Una fila sin ningún saldo no es un renglón de ejecución: solo nombra la actividad.
        if grupo.dinero:
            _entra(grupo, armado)
            armado.ejecucion.append(fila_de_ejecucion(grupo.primero, grupo.dinero))
    return armado


def _plan(leidas: Sequence[HojaLeida], posiciones: Posiciones, vigencia: int, armado: Armado) -> None:
    filas: list[FilaPlan] = []
    juntas: list[Grupo] = []
    filas_sin_meta: list[Grupo] = []
    for grupo in _grupos(leidas, TipoLibro.PLAN):
        _negativos(grupo, posiciones, armado)
        _entra(grupo, armado)
        if len(grupo.renglones) > 1:
            juntas.append(grupo)
        if grupo.primero.valores[TipoLibro.PLAN].get("sin_meta"):
            filas_sin_meta.append(grupo)
        if (fila := fila_del_plan(grupo.primero, grupo.dinero, vigencia)) is not None:
            filas.append(fila)
    if juntas:
        armado.avisos.append(aviso_de_juntas(juntas))
    if sin_meta := [renglon for g in filas_sin_meta for renglon in g.renglones]:
        armado.avisos.append(aviso_sin_meta(sin_meta))
    heredados = {(r.hoja, r.fila): r.heredados for leida in leidas for r in leida.renglones if r.heredados}
    concordes, dudosos = concordar(filas, posiciones, heredados)
    armado.plan.extend(concordes)
    armado.dudosos.extend(dudosos)


def _indicativo(leidas: Sequence[HojaLeida], posiciones: Posiciones, armado: Armado) -> None:
    for grupo in _grupos(leidas, TipoLibro.INDICATIVO):
        armado.errores.extend(error_de_meta_repetida(grupo, posiciones))
        if (fila := fila_del_indicativo(grupo.primero)) is not None:
            armado.indicativo.append(fila)


def _con_bpin(
    leidas: Sequence[HojaLeida],
    tipo: TipoLibro,
    posiciones: Posiciones,
    armado: Armado,
    poner: Callable[[RenglonAjeno, Grupo], None],
) -> None:
    """POAI y PAC: sin proyecto no hay renglón, y su dinero se cuenta aparte."""
    for grupo in _grupos(leidas, tipo):
        if not grupo.primero.valores[tipo].get("bpin"):
            for hoja, aportes in grupo.aportes.items():
                for dato, centavos in aportes.items():
                    armado.dinero.quedo_aparte(hoja, "sin_bpin", dato, centavos)
            for hoja, renglon in zip(grupo.hojas, grupo.renglones, strict=True):
                if renglon.dinero[tipo]:
                    armado.dinero.sitios[hoja, "sin_bpin"].append(f"fila {renglon.fila}")
            continue
        _negativos(grupo, posiciones, armado)
        if grupo.dinero:
            _entra(grupo, armado)
            poner(grupo.primero, grupo)


def _poner(filas: list[F], fila: F | None) -> None:
    if fila is not None:
        filas.append(fila)


def _grupos(leidas: Sequence[HojaLeida], tipo: TipoLibro) -> Iterator[Grupo]:
    """Los grupos de un instrumento: las hojas sin agrupación propia van juntas."""
    datos_de = {
        n: leida.perfil.agrupar if tipo is TipoLibro.EJECUCION else () for n, leida in enumerate(leidas)
    }
    for datos in dict.fromkeys(datos_de.values()):
        filas = (
            (numero, renglon)
            for numero, leida in enumerate(leidas)
            if datos_de[numero] == datos
            for renglon in leida.renglones
            if tipo in renglon.valores
        )
        yield from agrupar(filas, tipo, datos)


def _entra(grupo: Grupo, armado: Armado) -> None:
    for hoja, aportes in grupo.aportes.items():
        for dato, centavos in aportes.items():
            if dato in grupo.dinero:
                armado.dinero.entro(hoja, dato, centavos)


def _negativos(grupo: Grupo, posiciones: Posiciones, armado: Armado) -> None:
    """Un saldo menor que cero no se guarda: queda vacío, se duda y se cuenta aparte."""
    for dato in grupo.sin_guardables():
        primero = grupo.primero
        for hoja, aportes in grupo.aportes.items():
            if dato in aportes:
                armado.dinero.quedo_aparte(hoja, "valor_negativo", dato, aportes[dato])
        letra = posiciones.get((primero.hoja, dato), "A")
        _decir_celdas(grupo, dato, letra, armado)
        suma = sum(aportes.get(dato, 0) for aportes in grupo.aportes.values())
        pesos = en_pesos(suma)
        frase = f"El dinero de este renglón suma {pesos} y no se guarda; revíselo."
        armado.dudosos.append(
            ValorDudoso(primero.hoja, f"{letra}{primero.fila}", dato, "numero_negativo", pesos, frase)
        )


def _decir_celdas(grupo: Grupo, dato: str, letra: str, armado: Armado) -> None:
    """Anota en qué celdas está lo que no se guarda."""
    for hoja, renglon in zip(grupo.hojas, grupo.renglones, strict=True):
        if dato in renglon.dinero[grupo.tipo]:
            armado.dinero.sitios[hoja, "valor_negativo"].append(f"{letra}{renglon.fila}")
