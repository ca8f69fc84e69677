"""Filas que son el mismo renglón: la meta, el proyecto o la actividad que un libro ajeno repite.

El dinero de las que se juntan se suma; de lo demás vale lo primero que venga.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from almacen.libros.celdas import Valor
from almacen.perfiles.renglones_ajenos import Centavos, RenglonAjeno
from dominio.entender.texto import normalizar
from dominio.modelo.libro import TipoLibro
from dominio.valores.dinero import MAXIMO_CENTAVOS

_DE_EJECUCION = (("bpin", "proyecto"), ("actividad_codigo", "actividad"), ("fuente_codigo", "fuente"))


@dataclass(slots=True)
class Grupo:
    """Las filas de un mismo renglón de un instrumento.

    Attributes:
        dinero: dato → suma en centavos.
        aportes: número de hoja → dato → lo que puso esa hoja.
        hojas: número de hoja de cada fila.
    """

    tipo: TipoLibro
    renglones: list[RenglonAjeno] = field(default_factory=list)
    dinero: Centavos = field(default_factory=dict)
    aportes: dict[int, Centavos] = field(default_factory=lambda: defaultdict(dict))
    hojas: list[int] = field(default_factory=list)
    _mezclados: set[str] = field(default_factory=set)

    @property
    def primero(self) -> RenglonAjeno:
        """La primera fila, que es la que da su nombre al renglón."""
        return self.renglones[0]

    def agregar(self, hoja: int, renglon: RenglonAjeno) -> None:
        """Junta una fila: su dinero se suma y lo que a la primera le falta se completa."""
        valores = renglon.valores[self.tipo]
        if self.renglones:
            self._completar(valores)
        self.renglones.append(renglon)
        self.hojas.append(hoja)
        for dato, centavos in renglon.dinero[self.tipo].items():
            self.dinero[dato] = self.dinero.get(dato, 0) + centavos
            de_la_hoja = self.aportes[hoja]
            de_la_hoja[dato] = de_la_hoja.get(dato, 0) + centavos

    def _completar(self, valores: dict[str, Valor]) -> None:
        propios = self.primero.valores[self.tipo]
        if self.tipo is TipoLibro.EJECUCION:
            for codigo, nombre in _DE_EJECUCION:
                # Un renglón que suma varias fuentes no es de la primera: no es de ninguna.
                if {codigo, nombre} & self._mezclados or _distintos(propios.get(codigo), valores.get(codigo)):
                    self._mezclados |= {codigo, nombre}
                    propios[codigo] = propios[nombre] = None
        for dato, valor in valores.items():
            if propios.get(dato) is None and dato not in self._mezclados:
                propios[dato] = valor

    def sin_guardables(self) -> list[str]:
        """Saca y devuelve los datos de dinero que no caben en un monto: negativos o enormes."""
        malos = [dato for dato, suma in self.dinero.items() if not 0 <= suma <= MAXIMO_CENTAVOS]
        for dato in malos:
            del self.dinero[dato]
        return malos


def agrupar(filas: Iterable[tuple[int, RenglonAjeno]], tipo: TipoLibro, datos: Sequence[str]) -> list[Grupo]:
    """Junta las filas de un instrumento por lo que las identifica, en el orden del libro.

    Args:
        filas: (número de hoja, fila).
        tipo: el instrumento.
        datos: los que identifican un renglón, si el perfil los dice.
    """
    clave = _CLAVES[tipo]
    grupos: dict[Hashable, Grupo] = {}
    for hoja, renglon in filas:
        valores = renglon.valores[tipo]
        propia = tuple(_plano(valores.get(dato)) for dato in datos) if datos else clave(valores)
        grupos.setdefault(propia, Grupo(tipo)).agregar(hoja, renglon)
    return list(grupos.values())


def _distintos(uno: Valor, otro: Valor) -> bool:
    return uno is not None and otro is not None and _plano(uno) != _plano(otro)


def _plano(valor: Valor) -> Hashable:
    return normalizar(valor) if isinstance(valor, str) else valor


def _fuente(valores: dict[str, Valor]) -> Hashable:
    return _plano(valores.get("fuente_codigo") or valores.get("fuente"))


def _de_plan(valores: dict[str, Valor]) -> Hashable:
    return valores.get("actividad_codigo"), _fuente(valores)


def _de_indicativo(valores: dict[str, Valor]) -> Hashable:
    return valores.get("meta_codigo")


def _de_poai(valores: dict[str, Valor]) -> Hashable:
    return (
        valores.get("bpin"),
        valores.get("meta_codigo"),
        _plano(valores.get("dependencia")),
        _fuente(valores),
    )


def _de_pac(valores: dict[str, Valor]) -> Hashable:
    return valores.get("bpin"), _fuente(valores)


def _de_ejecucion(valores: dict[str, Valor]) -> Hashable:
    quien: tuple[Hashable, ...] = (valores.get("bpin"), valores.get("actividad_codigo"))
    if not any(quien):
        quien = (_plano(valores.get("proyecto")), _plano(valores.get("actividad")))
    return *quien, _fuente(valores), valores.get("fecha_corte")


_CLAVES: dict[TipoLibro, Callable[[dict[str, Valor]], Hashable]] = {
    TipoLibro.PLAN: _de_plan,
    TipoLibro.INDICATIVO: _de_indicativo,
    TipoLibro.POAI: _de_poai,
    TipoLibro.PAC: _de_pac,
    TipoLibro.EJECUCION: _de_ejecucion,
}
