"""La cuenta de cada hoja: filas leídas y fuera, y el dinero de cada columna al peso."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from almacen.perfiles.renglones_ajenos import Centavos, HojaLeida, filas_fuera
from almacen.perfiles.saltos import FRASES
from dominio.modelo.lectura import FilasFuera, LecturaDeHoja, SumaDeColumna

_NOMBRADOS = 5
# Dinero de filas que sí se leyeron y que no cupo en su instrumento.
FRASES_DE_VALOR = {
    "sin_bpin": "no dicen de qué proyecto son y su dinero no entra en ese instrumento",
    "valor_negativo": "suman menos de cero y no se guardan",
}


@dataclass(slots=True)
class CuentaDeDinero:
    """Lo que de cada hoja entró y lo que se quedó fuera aunque su fila se leyó.

    Attributes:
        leido: número de hoja → dato → centavos que quedaron en alguna fila del libro leído.
        aparte: (número de hoja, motivo) → dato → centavos.
        sitios: (número de hoja, motivo) → celdas o filas de donde es ese dinero.
    """

    leido: dict[int, Centavos] = field(default_factory=lambda: defaultdict(dict))
    aparte: dict[tuple[int, str], Centavos] = field(default_factory=lambda: defaultdict(dict))
    sitios: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def entro(self, hoja: int, dato: str, centavos: int) -> None:
        """Anota dinero que quedó en una fila."""
        self.leido[hoja][dato] = self.leido[hoja].get(dato, 0) + centavos

    def quedo_aparte(self, hoja: int, motivo: str, dato: str, centavos: int) -> None:
        """Anota dinero de una fila leída que no quedó en ninguna."""
        suma = self.aparte[hoja, motivo]
        suma[dato] = suma.get(dato, 0) + centavos


def lectura_de_hoja(numero: int, leida: HojaLeida, cuenta: CuentaDeDinero) -> LecturaDeHoja:
    """La cuenta de una hoja; el dinero, con el signo con que está escrito en ella."""
    fuera = [
        FilasFuera(motivo, FRASES[motivo], tuple(filas), _sumas(dinero))
        for motivo, filas, dinero in filas_fuera(leida)
    ]
    for (hoja, motivo), dinero in sorted(cuenta.aparte.items()):
        if hoja == numero:
            con_signo = {dato: centavos * leida.signos[dato] for dato, centavos in dinero.items()}
            frase = FRASES_DE_VALOR[motivo] + _en_que_sitios(cuenta.sitios.get((hoja, motivo), ()))
            fuera.append(FilasFuera(motivo, frase, (), _sumas(con_signo)))
    return LecturaDeHoja(
        leida.nombre,
        leida.ubicacion.fila,
        leida.filas_con_datos,
        len(leida.renglones),
        tuple(fuera),
        tuple(_sumas_de_columnas(leida, cuenta.leido.get(numero, {}))),
    )


def _en_que_sitios(sitios: Sequence[str]) -> str:
    unicos = [*dict.fromkeys(sitios)]
    nombrados = ", ".join(unicos[:_NOMBRADOS]) + ("…" if len(unicos) > _NOMBRADOS else "")
    return f" ({nombrados})" if nombrados else ""


def _sumas_de_columnas(leida: HojaLeida, leido: Mapping[str, int]) -> Sequence[SumaDeColumna]:
    return [
        SumaDeColumna(
            campo.campo.dato,
            campo.lectura.columna.titulo,
            campo.letras,
            _pesos(leida.en_la_hoja[campo.campo.dato]),
            _pesos(leido.get(campo.campo.dato, 0) * leida.signos[campo.campo.dato]),
        )
        for campo in leida.campos.de_dinero
    ]


def _sumas(dinero: Mapping[str, int]) -> tuple[tuple[str, Decimal], ...]:
    return tuple((dato, _pesos(centavos)) for dato, centavos in dinero.items() if centavos)


def _pesos(centavos: int) -> Decimal:
    return Decimal(centavos).scaleb(-2)


def descuadres(lectura: LecturaDeHoja) -> list[SumaDeColumna]:
    """Las columnas cuyo dinero leído y el de las filas fuera no dan el de la hoja; lo sano es ninguna."""
    fuera: dict[str, Decimal] = defaultdict(Decimal)
    for grupo in lectura.fuera:
        for dato, pesos in grupo.sumas:
            fuera[dato] += pesos
    return [suma for suma in lectura.sumas if suma.leida + fuera[suma.dato] != suma.en_la_hoja]
