"""El dibujo del resumen semanal: las bandas de hoy y de hace una semana, por dependencia o por actividad."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from bot.graficas.lienzo import (
    ANCHO,
    CHICO,
    GRIS,
    MARGEN,
    TENUE,
    TEXTO,
    TINTA,
    TITULO,
    Lienzo,
    doblar,
    medir,
    tinta_sobre,
)
from bot.textos import formato
from bot.textos.idioma import _, ngettext
from dominio.modelo.banda import Banda
from dominio.modelo.resumen import FilaDelResumen, Movimiento, ResumenSemanal
from dominio.valores.porcentaje import CIEN, Porcentaje

# Más filas harían una imagen que el teléfono encoge hasta no poderse leer.
FILAS = 6
_UTIL = ANCHO - 2 * MARGEN
_RENGLON, _BARRA, _DELGADA, _ENTRE = 38, 44, 20, 26
_HOLGURA, _COLUMNAS = 24, 2
_DEBIL = 0.55


def dibujar_semana(resumen: ResumenSemanal, destino: Path) -> None:
    """Escribe el PNG: primero lo que va peor; lo que no cabe se junta al final.

    Args:
        resumen: con al menos una fila.
        destino: archivo que se escribe.
    """
    # Una sola de más cabe donde iría «otras».
    caben = FILAS + 1 if len(resumen.filas) == FILAS + 1 else FILAS
    filas, otras = list(resumen.filas[:caben]), resumen.filas[caben:]
    if otras and resumen.dependencia is None:
        filas.append(_juntas(otras))
    cabeza = _cabeza(resumen)
    nombres = [doblar(fila.nombre, _UTIL - _ancho_del_dato(fila), TEXTO, 2) for fila in filas]
    alturas = [len(renglones) * _RENGLON + _BARRA + _DELGADA + 12 + _ENTRE for renglones in nombres]
    leyenda = _leyenda(resumen)
    pie = _pie(resumen, len(otras))
    alto_de_leyenda = -(-len(leyenda) // _COLUMNAS) * (_RENGLON + 8)
    comienzo = MARGEN + TITULO + 22 + len(cabeza) * _RENGLON + _HOLGURA
    lienzo = Lienzo(
        comienzo + sum(alturas) + alto_de_leyenda + len(pie) * _RENGLON + _HOLGURA + MARGEN,
    )
    lienzo.texto(MARGEN, MARGEN + TITULO / 2, _("Cómo va el plan esta semana"), TITULO, negrita=True)
    _renglones(lienzo, MARGEN + TITULO + 22, cabeza, GRIS)
    y = float(comienzo)
    for fila, nombre, alto in zip(filas, nombres, alturas, strict=True):
        _dibujar_fila(lienzo, y, fila, nombre)
        y += alto
    _dibujar_leyenda(lienzo, y, leyenda)
    _renglones(lienzo, y + alto_de_leyenda + _HOLGURA, pie, GRIS)
    lienzo.guardar(destino)


def _cabeza(resumen: ResumenSemanal) -> list[str]:
    donde = resumen.dependencia or resumen.entidad.nombre
    cuando = formato.fecha(resumen.dia)
    return [*doblar(donde, _UTIL, TEXTO, 2), cuando]


def _juntas(otras: Sequence[FilaDelResumen]) -> FilaDelResumen:
    nombre = _("Otras %(n)s dependencias") % {"n": len(otras)}
    antes = None if any(fila.antes is None for fila in otras) else _sumar(f.antes or () for f in otras)
    return FilaDelResumen(nombre, _sumar(fila.bandas for fila in otras), antes)


def _sumar(partes: Iterable[Sequence[tuple[Banda, int]]]) -> tuple[tuple[Banda, int], ...]:
    suma: Counter[Banda] = Counter()
    for parte in partes:
        suma.update(dict(parte))
    return tuple(suma.items())


def _dato(fila: FilaDelResumen) -> str:
    """Lo que va a la derecha del nombre: cuántas son o, de una actividad, cuánto va y su banda."""
    if fila.esperado is None:
        return formato.actividades(sum(cuantas for _banda, cuantas in fila.bandas))
    avance = formato.porcentaje(fila.avance or Porcentaje(0))
    return f"{fila.bandas[0][0].nombre} · {avance}"


def _ancho_del_dato(fila: FilaDelResumen) -> float:
    return medir(_dato(fila), CHICO) + _HOLGURA


def _dibujar_fila(lienzo: Lienzo, y: float, fila: FilaDelResumen, nombre: Sequence[str]) -> None:
    lienzo.texto(ANCHO - MARGEN, y + _RENGLON / 2, _dato(fila), CHICO, color=GRIS, ancla="right")
    _renglones(lienzo, y, nombre, TINTA)
    gruesa = y + len(nombre) * _RENGLON + 8
    delgada = gruesa + _BARRA + 4
    if fila.esperado is None:
        _apilar(lienzo, gruesa, fila.bandas, con_cifras=True)
        if fila.antes is not None:
            _apilar(lienzo, delgada, fila.antes, con_cifras=False)
        return
    _medida(lienzo, gruesa, _BARRA, (fila.avance, fila.bandas[0][0]), 1.0)
    if fila.antes is not None:
        _medida(lienzo, delgada, _DELGADA, (fila.avance_antes, fila.antes[0][0]), _DEBIL)
    debia = MARGEN + _UTIL * min(fila.esperado, CIEN).centesimas / CIEN.centesimas
    lienzo.linea([(debia, gruesa - 4), (debia, gruesa + _BARRA + 4)], TINTA, 5)


def _apilar(lienzo: Lienzo, y: float, bandas: Sequence[tuple[Banda, int]], *, con_cifras: bool) -> None:
    """Una barra partida en bandas; la cifra va solo donde cabe: todas están en la leyenda."""
    total = sum(cuantas for _banda, cuantas in bandas)
    x, alto, alfa = float(MARGEN), _BARRA if con_cifras else _DELGADA, 1.0 if con_cifras else _DEBIL
    if not total:
        lienzo.rectangulo((x, y), _UTIL, alto, TENUE, _DEBIL)
    for banda, cuantas in bandas:
        ancho = _UTIL * cuantas / total
        lienzo.rectangulo((x, y), max(ancho - 2, 1), alto, banda.color, alfa)
        if con_cifras and medir(_numero(cuantas), CHICO, negrita=True) + 12 <= ancho:
            tinta = tinta_sobre(banda.color)
            centro = (x + ancho / 2, y + alto / 2)
            lienzo.texto(*centro, _numero(cuantas), CHICO, negrita=True, color=tinta, ancla="center")
        x += ancho


def _medida(lienzo: Lienzo, y: float, alto: int, cual: tuple[Porcentaje | None, Banda], alfa: float) -> None:
    avance, banda = cual
    lleva = 0 if avance is None else min(avance, CIEN).centesimas
    lienzo.rectangulo((MARGEN, y), _UTIL, alto, TENUE, _DEBIL)
    if lleva:
        lienzo.rectangulo((MARGEN, y), _UTIL * lleva / CIEN.centesimas, alto, banda.color, alfa)


def _leyenda(resumen: ResumenSemanal) -> list[tuple[Banda, str]]:
    return [(m.banda, _en_leyenda(m)) for m in resumen.movimientos if m.ahora or m.antes]


def _en_leyenda(uno: Movimiento) -> str:
    if uno.antes is None:
        return f"{uno.banda.nombre}: {_numero(uno.ahora)}"
    return _("%(banda)s: %(ahora)s (antes %(antes)s)") % {
        "banda": uno.banda.nombre,
        "ahora": _numero(uno.ahora),
        "antes": _numero(uno.antes),
    }


def _dibujar_leyenda(lienzo: Lienzo, y: float, leyenda: Sequence[tuple[Banda, str]]) -> None:
    ancho = _UTIL / _COLUMNAS
    for numero, (banda, dicho) in enumerate(leyenda):
        fila, columna = divmod(numero, _COLUMNAS)
        x, centro = MARGEN + columna * ancho, y + fila * (_RENGLON + 8) + _RENGLON / 2
        lienzo.rectangulo((x, centro - 14), 28, 28, banda.color)
        [renglon] = doblar(dicho, ancho - 56, CHICO, 1)
        lienzo.texto(x + 42, centro, renglon, CHICO)


def _pie(resumen: ResumenSemanal, otras: int) -> list[str]:
    frases = []
    if resumen.antes is None:
        frases.append(_("No hay con qué comparar: hace una semana no había plan."))
    else:
        dia = formato.fecha_corta(resumen.antes)
        frases.append(_("Barra gruesa: hoy. Barra delgada: hace una semana (%(dia)s).") % {"dia": dia})
    if resumen.dependencia is not None:
        frases.append(_("La raya marca lo que debía llevar hoy."))
        if otras:
            frase = ngettext("Falta por mostrar %(n)s.", "Faltan por mostrar %(n)s.", otras)
            frases.append(frase % {"n": formato.actividades(otras)})
    return [renglon for frase in frases for renglon in doblar(frase, _UTIL, CHICO, 2)]


def _renglones(lienzo: Lienzo, y: float, renglones: Sequence[str], color: str) -> None:
    for numero, renglon in enumerate(renglones):
        tamano = TEXTO if color == TINTA else CHICO
        lienzo.texto(MARGEN, y + numero * _RENGLON + _RENGLON / 2, renglon, tamano, color=color)


def _numero(cuantas: int) -> str:
    return formato.cantidad(Decimal(cuantas))
