"""La cuenta de una lectura: qué filas se leyeron, cuáles no y por qué, y cuánto dinero suman."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FilasFuera:
    """Filas con datos que no se leyeron, por un mismo motivo.

    Attributes:
        motivo: código estable (``MotivoDeSalto`` o «sin_bpin», «sin_enlace»…).
        frase: el motivo dicho a una persona.
        filas: números de fila en la hoja; vacío si las filas sí se leyeron y solo su dinero quedó fuera
            («sin_bpin», «valor_negativo»).
        sumas: dato de dinero → pesos que traían esas filas.
    """

    motivo: str
    frase: str
    filas: tuple[int, ...]
    sumas: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class SumaDeColumna:
    """Una columna de dinero: lo que suma en la hoja y lo que entró, en pesos.

    Attributes:
        en_la_hoja: suma de todas las celdas de la columna con número, subtotales incluidos.
        leida: suma de las filas leídas. ``leida`` + lo de las filas fuera = ``en_la_hoja``.
    """

    dato: str
    rotulo: str
    columna: str
    en_la_hoja: Decimal
    leida: Decimal


@dataclass(frozen=True, slots=True)
class LecturaDeHoja:
    """Cuenta de una hoja: filas leídas + filas fuera = filas con datos debajo del encabezado."""

    hoja: str
    fila_encabezado: int
    filas_con_datos: int
    leidas: int
    fuera: tuple[FilasFuera, ...] = ()
    sumas: tuple[SumaDeColumna, ...] = ()


@dataclass(frozen=True, slots=True)
class CodigoDudoso:
    """Un código que no tiene la forma esperada o no está en su catálogo. Nunca se corrige solo.

    Attributes:
        clase: «producto_mga», «indicador_mga», «bpin», «fuente», «divipola», «programa_mga», «actividad».
        trae: como está en el libro.
        propone: lo que probablemente es; ``None`` si no hay propuesta.
        celdas: (hoja, celda) donde aparece, hasta diez.
        veces: en cuántas celdas aparece.
        porque: una frase («le falta el cero de la izquierda: el sector tiene dos cifras»).
        conservado: ``propone`` es el guardado y es el que queda: no hay nada que aceptar.
    """

    clase: str
    trae: str
    propone: str | None
    celdas: tuple[tuple[str, str], ...]
    veces: int
    porque: str
    conservado: bool = False


@dataclass(frozen=True, slots=True)
class ValorDudoso:
    """Un valor que no se pudo leer en un libro con perfil: queda vacío y se dice, no se inventa.

    Attributes:
        codigo: causa estable («fecha_imposible», «numero_ambiguo», «error_de_excel»).
        trae: como está en la celda.
    """

    hoja: str
    celda: str
    dato: str
    codigo: str
    trae: str
    frase: str
