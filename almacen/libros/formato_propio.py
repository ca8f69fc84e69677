"""Llena el libro original de la entidad, en su propio formato. Corre en el proceso hijo."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from almacen.libros.abrir import LibroIlegible, abrir, exigir_xml_sano
from almacen.libros.cuadricula import Cuadricula
from almacen.libros.hoja_por_dentro import HojaPorDentro
from almacen.libros.paquete import leer_paquete, recalcular_al_abrir
from almacen.perfiles.columnas_de_hoja import Ubicacion, ubicar
from dominio.entender.texto import normalizar
from dominio.modelo.formato_propio import (
    CANTIDAD,
    EXPLICACION,
    FormatoLleno,
    ResumenDeFormato,
    ValorDelFormato,
)
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, Tomar
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

_CENTESIMAS = 100
_NARRATIVA = re.compile(
    r"(explicacion|observacion|descripcion del avance|analisis|justificacion|principal logro)"
)
_CANTIDAD = re.compile(r"(avance|logro)( de)?( la)? meta|cantidad ejecutada|ejecutado")

Llave = tuple[TipoLibro, str]


@dataclass(slots=True)
class _Cuenta:
    celdas: int = 0
    con_formula: int = 0
    sin_columna: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Destino:
    """En qué columna de una hoja va un dato.

    Attributes:
        hermanas: columnas del mismo dato en otros periodos; una vacía se escribe como ellas.
    """

    columna: int
    en_fraccion: bool
    hermanas: tuple[int, ...] = ()


def escribir_formato_propio(origen: Path, lleno: FormatoLleno, destino: Path) -> ResumenDeFormato:
    """Copia el original con sus valores al corte; lo que el libro calcula con fórmulas no se toca.

    Raises:
        LibroIlegible: el original no se puede abrir.
    """
    exigir_xml_sano(origen)
    cuadriculas, _errores = abrir(origen, con_perfil=True)
    cuenta = _Cuenta()
    try:
        with zipfile.ZipFile(origen) as viejo, zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED) as nuevo:
            paquete = leer_paquete(viejo)
            partes = {hoja.parte: hoja.nombre for hoja in paquete.hojas}
            tocadas = _hojas_tocadas(lleno)
            for parte in viejo.infolist():
                nombre = partes.get(parte.filename)
                if nombre not in tocadas:
                    nuevo.writestr(parte, recalcular_al_abrir(parte.filename, viejo.read(parte)))
                    continue
                hoja = HojaPorDentro(BytesIO(viejo.read(parte)), paquete)
                cuadricula = next(c for c in cuadriculas if c.nombre == nombre)
                _llenar_hoja(hoja, cuadricula, lleno, cuenta)
                with nuevo.open(parte.filename, "w") as salida:
                    hoja.escribir(salida)
    except (zipfile.BadZipFile, KeyError, ValueError) as causa:
        raise LibroIlegible("ilegible") from causa
    return ResumenDeFormato(
        cuenta.celdas,
        cuenta.con_formula,
        len(lleno.agregadas),
        len(lleno.cerradas),
        tuple(cuenta.sin_columna),
    )


def _hojas_tocadas(lleno: FormatoLleno) -> frozenset[str]:
    return frozenset([*(uno.hoja for uno in lleno.llenados), *(una.hoja for una in lleno.agregadas)])


def _llenar_hoja(hoja: HojaPorDentro, cuadricula: Cuadricula, lleno: FormatoLleno, cuenta: _Cuenta) -> None:
    destinos = _destinos(hoja, cuadricula, lleno)
    nombre = cuadricula.nombre
    propios = [uno for uno in lleno.llenados if uno.hoja == nombre]
    for llenado in propios:
        _llenar(hoja, llenado.fila, llenado.valores, destinos, cuenta)
    ultima = max(
        [uno.fila for uno in propios] + [una.fila for una in lleno.cerradas if una.hoja == nombre], default=0
    )
    for agregada in (una for una in lleno.agregadas if una.hoja == nombre):
        fila = hoja.primera_libre(ultima)
        hoja.como(ultima, fila)
        _llenar(hoja, fila, agregada.valores, destinos, cuenta)


def _destinos(hoja: HojaPorDentro, cuadricula: Cuadricula, lleno: FormatoLleno) -> dict[Llave, _Destino]:
    """Dato → columna. Un dato del plan y el mismo del indicativo pueden ser columnas distintas."""
    propios: dict[Llave, _Destino] = {}
    for de_perfil in lleno.perfil.hojas:
        if de_perfil.nombre not in ("", cuadricula.nombre):
            continue
        ubicacion = ubicar(cuadricula, de_perfil)
        if ubicacion is None or not ubicacion.sirve:
            continue
        for campo in de_perfil.campos:
            numeros = [ubicacion.columnas[c] for c in campo.columnas if c in ubicacion.columnas]
            if numeros:
                puesto = _Destino(_del_corte(campo, numeros, lleno.corte), campo.en_fraccion, tuple(numeros))
                propios.setdefault((campo.tipo, campo.dato), puesto)
        _ubicar(cuadricula, ubicacion, propios, EXPLICACION, _NARRATIVA)
        avance = propios.get((TipoLibro.PLAN, "avance"))
        # En los demás formatos las cantidades cercanas son del producto, no de la actividad.
        if avance is not None and hoja.tiene_formula(ubicacion.primera_de_datos, avance.columna):
            _ubicar(cuadricula, ubicacion, propios, CANTIDAD, _CANTIDAD)
    return propios


def _ubicar(
    hoja: Cuadricula, ubicacion: Ubicacion, propios: dict[Llave, _Destino], dato: str, rotulo: re.Pattern[str]
) -> None:
    """La columna que el perfil no lee y acompaña al avance: la más cercana con un rótulo así."""
    avance = propios.get((TipoLibro.PLAN, "avance"))
    encabezado = ubicacion.primera_de_datos - 1
    if avance is None:
        return
    usadas = {destino.columna for destino in propios.values()}
    posibles = [
        numero
        for numero in hoja.celdas.get(encabezado, {})
        if numero not in usadas and rotulo.match(normalizar(hoja.encabezado(encabezado, numero)))
    ]
    if posibles:
        cercana = min(posibles, key=lambda numero: (abs(numero - avance.columna), -numero))
        propios[TipoLibro.PLAN, dato] = _Destino(cercana, en_fraccion=False)


def _del_corte(campo: CampoDePerfil, numeros: list[int], corte: Corte) -> int:
    """La columna del corte si hay una por periodo; si no, la primera."""
    if campo.tomar is not Tomar.ULTIMA_LLENA:
        return numeros[0]
    return numeros[min(corte.numero, len(numeros)) - 1]


def _llenar(
    hoja: HojaPorDentro,
    fila: int,
    valores: Iterable[tuple[TipoLibro, str, ValorDelFormato]],
    destinos: Mapping[Llave, _Destino],
    cuenta: _Cuenta,
) -> None:
    for tipo, dato, valor in valores:
        destino = destinos.get((tipo, dato))
        if destino is None:
            cuenta.sin_columna[dato] = None
            continue
        if valor is None or hoja.tapada(fila, destino.columna):
            continue
        calculada = hoja.tiene_formula(fila, destino.columna)
        if calculada:
            cuenta.con_formula += 1
            if not isinstance(valor, Porcentaje):
                continue
        # De una fórmula solo se pone al día el resultado que se ve sin calcular.
        cambio = _poner(hoja, (fila, destino.columna), valor, destino)
        cuenta.celdas += cambio and not calculada


def _poner(hoja: HojaPorDentro, sitio: tuple[int, int], valor: ValorDelFormato, destino: _Destino) -> bool:
    """El valor como lo lleva esa columna; ``False`` si ya era ese."""
    match valor:
        case bool():
            return hoja.poner_texto(*sitio, "Sí" if valor else "No")
        case str():
            return hoja.poner_texto(*sitio, valor)
        case Porcentaje():
            return _poner_porcentaje(hoja, sitio, valor, destino)
        case Pesos():
            return hoja.poner_numero(*sitio, valor.a_decimal())
        case date():
            return hoja.poner_fecha(*sitio, valor)
        case Decimal():
            return hoja.poner_numero(*sitio, valor)
        case _:
            return False


def _poner_porcentaje(
    hoja: HojaPorDentro, sitio: tuple[int, int], valor: Porcentaje, destino: _Destino
) -> bool:
    """Puntos o fracción, como lo lleve la columna; una sin formato copia el de las de otros periodos."""
    propio = hoja.estilo(*sitio)
    estilos = [propio, *(hoja.estilo(sitio[0], columna) for columna in destino.hermanas)]
    estilo = next((s for s in estilos if "%" in hoja.formato(s)), None)
    en_fraccion = destino.en_fraccion or estilo is not None
    numero = valor.a_decimal() / _CENTESIMAS if en_fraccion else valor.a_decimal()
    return hoja.poner_numero(*sitio, numero, estilo)
