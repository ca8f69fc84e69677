"""Avance físico: de la actividad, del producto y proyecto por pesos, y de la meta."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dominio.errores import SinProgramacion
from dominio.modelo.plan import TipoAcumulacion
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje, a_fraccion_exacta, redondear

__all__ = [
    "Agregado",
    "Resultado",
    "TipoAcumulacion",
    "avance_capacidad_descontada",
    "avance_meta",
    "avance_ponderado",
    "avance_por_cantidad",
    "media_simple",
]

TOLERANCIA_PESOS = Porcentaje(50)

Parte = tuple[Porcentaje | None, Porcentaje | None]


@dataclass(frozen=True, slots=True)
class Agregado:
    """Una media y sobre cuántos se hizo.

    Attributes:
        valor: media de los topados a 100, en puntos; ``None`` si no hubo ninguno que medir.
        sobre: cuántos entraron en la media.
        fuera: cuántos no entraron (no programados u omitidos).
        exceso: media de lo que pasó de 100, en puntos: se muestra aparte.
    """

    valor: Porcentaje | None
    sobre: int
    fuera: int = 0
    exceso: Porcentaje = CERO


@dataclass(frozen=True, slots=True)
class Resultado:
    """Avance de un producto o proyecto a partir de sus partes.

    Attributes:
        avance: en puntos, con cada parte topada a 100; ``None`` si no hubo ninguna que medir.
        sobre: cuántas partes entraron en el cálculo.
        fuera: cuántas no traían avance (omisión): no aportan y se dice.
        exceso: lo que aportaría el sobrecumplimiento, en puntos.
        ponderado: se usaron pesos; si no, es la media simple.
        sin_peso: partes sin peso entre otras que sí lo traen: no aportan y se dice.
        suma_pesos: cuánto suman los pesos, en puntos; ``None`` si no hay pesos.
    """

    avance: Porcentaje | None
    sobre: int
    fuera: int
    exceso: Porcentaje
    ponderado: bool
    sin_peso: int
    suma_pesos: Porcentaje | None

    @property
    def pesos_cierran(self) -> bool:
        """Los pesos suman 100 ± 0,5 puntos; sin pesos no hay nada que cerrar."""
        if self.suma_pesos is None:
            return True
        return abs(self.suma_pesos.centesimas - CIEN.centesimas) <= TOLERANCIA_PESOS.centesimas


def avance_por_cantidad(ejecutada: int | Decimal, programada: int | Decimal | None) -> Porcentaje:
    """Avance acumulado de una actividad con cantidad programada, en puntos y sin tope.

    Args:
        ejecutada: total acumulado de la vigencia, en la unidad de la actividad.
        programada: total de la vigencia en la misma unidad; ``None`` es no programada.

    Raises:
        SinProgramacion: no hay cantidad programada o no es positiva.
        PorcentajeFueraDeRango: la ejecutada es negativa, o la razón pasa de lo que se puede guardar.

    Fuente: cociente ejecutada/programada de los reportes de la vigencia (EVAPLAN, Gobernación del
    Valle del Cauca); lámina «Porcentaje de avance» del formato de Plan de Acción 2021.
    """
    if programada is None or programada < 0:
        raise SinProgramacion("cantidad_programada")
    return Porcentaje.de_razon(ejecutada, programada)


def media_simple(avances: Iterable[Porcentaje | None]) -> Agregado:
    """Media de los avances, cada uno topado a 100; los ``None`` quedan fuera del denominador.

    ``None`` es una meta no programada o sin reporte: no es 0 %.

    Fuente: promedio simple de metas del Plan de Acción (formato de Guatapé 2026, hoja por
    secretaría) y de proyectos por organismo (Cuadro 1S de Santiago de Cali).
    """
    todos = list(avances)
    medidos = [avance for avance in todos if avance is not None]
    fuera = len(todos) - len(medidos)
    if not medidos:
        return Agregado(None, 0, fuera)
    n = len(medidos)
    valor = redondear(Fraction(sum(a.topado().centesimas for a in medidos), n))
    exceso = redondear(Fraction(sum(a.exceso().centesimas for a in medidos), n))
    return Agregado(Porcentaje(valor), n, fuera, Porcentaje(exceso))


def avance_ponderado(partes: Sequence[Parte]) -> Resultado:
    """Σ(peso × avance) sin normalizar; si ninguna parte trae peso, la media simple.

    Args:
        partes: pares (peso, avance) en puntos; un peso ``None`` es «sin peso» y un avance
            ``None`` es «sin reporte».

    Fuente: «Sumatoria ponderada del % de avance de las actividades», hoja «Descripcion Cuadro»
    del Cuadro 1S (formato MEDE01.03.01.P01.F05) de Santiago de Cali.
    """
    if all(peso is None for peso, _ in partes):
        media = media_simple(avance for _, avance in partes)
        return Resultado(media.valor, media.sobre, media.fuera, media.exceso, False, 0, None)
    pesadas = [(peso, avance) for peso, avance in partes if peso is not None]
    medidas = [(peso, avance) for peso, avance in pesadas if avance is not None]
    suma = sum(peso.centesimas for peso, _ in pesadas)
    aporte = sum(peso.centesimas * avance.topado().centesimas for peso, avance in medidas)
    exceso = sum(peso.centesimas * avance.exceso().centesimas for peso, avance in medidas)
    return Resultado(
        avance=_puntos(aporte) if medidas else None,
        sobre=len(medidas),
        fuera=len(pesadas) - len(medidas),
        exceso=_puntos(exceso),
        ponderado=True,
        sin_peso=len(partes) - len(pesadas),
        suma_pesos=Porcentaje(min(suma, Porcentaje.MAXIMO.centesimas)),
    )


def avance_meta(
    tipo_acumulacion: TipoAcumulacion,
    linea_base: Decimal | None,
    meta: Decimal | None,
    resultado: Decimal,
    logros_cerrados: Sequence[Decimal] = (),
) -> Porcentaje:
    """Avance de una meta según cómo se acumula su indicador, en puntos y sin tope; mínimo 0 %.

    Args:
        tipo_acumulacion: acumulado suma los logros de las vigencias cerradas al resultado;
            flujo, mantenimiento y capacidad miden solo el resultado; reducción mide cuánto
            se bajó desde la línea base.
        linea_base: valor del que se parte; solo cuenta en reducción.
        meta: lo programado en el mismo alcance del resultado; ``None`` es no programada (NP).
        resultado: acumulado de la vigencia al corte, en la unidad del indicador.
        logros_cerrados: logros de las vigencias ya cerradas, para medir el cuatrienio.

    Raises:
        SinProgramacion: la meta es NP o no es positiva, o en reducción no hay nada que reducir.
        PorcentajeFueraDeRango: la razón pasa de lo que se puede guardar.

    Fuente: DNP, «Guía para la construcción y análisis de indicadores», tipos de acumulación;
    reglas de cálculo de EVAPLAN, Gobernación del Valle del Cauca.
    """
    if meta is None:
        raise SinProgramacion("meta", motivo="no programada")
    if tipo_acumulacion is TipoAcumulacion.REDUCCION:
        return _reduccion(linea_base, meta, resultado)
    hecho = a_fraccion_exacta(resultado)
    if tipo_acumulacion is TipoAcumulacion.ACUMULADO:
        hecho += sum(map(a_fraccion_exacta, logros_cerrados), Fraction(0))
    return _razon(hecho, a_fraccion_exacta(meta))


def avance_capacidad_descontada(linea_base: Decimal, meta: Decimal | None, resultado: Decimal) -> Porcentaje:
    """Avance de una meta de capacidad descontando la línea base: (R - LB)/(meta - LB).

    Es la opción de las entidades que siguen la guía al pie de la letra; ``avance_meta``
    no descuenta. Por debajo de la línea base es 0 %.

    Raises:
        SinProgramacion: la meta es NP o no pasa de la línea base.

    Fuente: DNP, «Guía para la construcción y análisis de indicadores», numeral 3.5, capacidad.
    """
    if meta is None or meta <= linea_base:
        raise SinProgramacion("meta", motivo="la meta no pasa de la línea base")
    base = a_fraccion_exacta(linea_base)
    return _razon(max(Fraction(0), a_fraccion_exacta(resultado) - base), a_fraccion_exacta(meta) - base)


def _reduccion(linea_base: Decimal | None, meta: Decimal, resultado: Decimal) -> Porcentaje:
    if linea_base is None or linea_base <= meta:
        raise SinProgramacion("linea_base", motivo="sin línea base mayor que la meta no hay qué reducir")
    base = a_fraccion_exacta(linea_base)
    bajado = max(Fraction(0), base - a_fraccion_exacta(resultado))
    return _razon(bajado, base - a_fraccion_exacta(meta))


def _razon(numerador: Fraction, denominador: Fraction) -> Porcentaje:
    if denominador <= 0:
        raise SinProgramacion("meta", motivo="la meta es cero o negativa")
    return Porcentaje(redondear(max(Fraction(0), numerador) / denominador * 10_000))


def _puntos(suma_de_productos: int) -> Porcentaje:
    """Centésimas de peso por centésimas de avance, de vuelta a puntos; nunca pasa del máximo."""
    centesimas = redondear(Fraction(suma_de_productos, CIEN.centesimas))
    return Porcentaje(min(centesimas, Porcentaje.MAXIMO.centesimas))
