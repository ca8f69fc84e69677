"""Una meta con todo lo que hace falta para reportar su resultado, y qué pasaría al guardarlo."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.plan import Meta, Renglon
from dominio.modelo.resultado import ClaseDeValor, ResultadoDeMeta
from dominio.reglas.resultado import (
    avance_de_actividades,
    medir_resultado,
    parece_nivel,
    programado_de,
    resultado_legible,
    valor_del_anio,
)
from dominio.reglas.verosimilitud.resultado import CasoDeResultado, advertencias, piden_aclaracion
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class NarradoDeMeta:
    """Lo que el coordinador escribió además del valor."""

    proyeccion: Decimal | None = None
    logro: str | None = None
    analisis: str | None = None
    dificultades: str | None = None
    aclaracion: str | None = None


@dataclass(frozen=True, slots=True)
class FichaDeMeta:
    """La meta como está hoy.

    Attributes:
        dependencia: la coordinadora, tenga o no actividades de la meta; ``None`` si no se sabe cuál.
        renglones: todas sus actividades, de cualquier dependencia.
        anterior: el último resultado enviado o aprobado.
        corte, extemporaneo: a cuál pertenecería un resultado de hoy, y si ya cerró.
    """

    vigencia: Vigencia
    meta: Meta
    dependencia: str | None
    renglones: tuple[Renglon, ...]
    anterior: ResultadoDeMeta | None
    corte: Corte
    extemporaneo: bool

    @property
    def programado(self) -> Decimal | None:
        """Lo programado para el año; ``None`` = NP."""
        return programado_de(self.meta, self.vigencia)

    @property
    def actividades(self) -> Porcentaje | None:
        """Cómo van sus actividades, en puntos; nunca es el resultado."""
        return avance_de_actividades(self.renglones)

    def avance_de(self, valor: Decimal) -> Porcentaje | None:
        """Qué parte de lo programado es ese resultado, en puntos; ``None`` = no aplica."""
        return medir_resultado(self.meta, self.programado, valor)

    def revisar(self, escrito: Decimal, clase: ClaseDeValor | None = None) -> RevisionResultado:
        """Qué pasaría si se reporta ese valor.

        Raises:
            EntradaInvalida: es negativo.
            NumeroIlegible: tiene más de tres decimales.
            NivelBajoLaLineaBase: se dijo que era el nivel total y no llega a la línea base.
        """
        legible = resultado_legible(escrito)
        dudoso = parece_nivel(self.meta, self.programado, legible)
        valor = valor_del_anio(self.meta, legible, clase if dudoso else None)
        return RevisionResultado(self, legible, valor, self.avance_de(valor), dudoso)


@dataclass(frozen=True, slots=True)
class RevisionResultado:
    """Qué pasaría si se guarda ese resultado.

    Attributes:
        escrito: lo que la persona dijo; ``valor``, lo del año que se guardaría.
        avance: qué parte de lo programado es, en puntos; ``None`` = no aplica.
        dudoso: lo escrito puede ser el nivel total o lo del año: se pregunta.
    """

    ficha: FichaDeMeta
    escrito: Decimal
    valor: Decimal
    avance: Porcentaje | None
    dudoso: bool

    def advertencias(self, narrado: NarradoDeMeta) -> tuple[Hallazgo, ...]:
        """Lo que quien revisa preguntaría de este resultado con lo que se escribió."""
        anterior = self.ficha.anterior
        return advertencias(
            CasoDeResultado(
                meta=self.ficha.meta,
                vigencia=self.ficha.vigencia,
                dependencia=self.ficha.dependencia,
                anterior=None if anterior is None else anterior.valor,
                valor=self.valor,
                proyeccion=narrado.proyeccion,
                logro=narrado.logro,
                analisis=narrado.analisis,
                dificultades=narrado.dificultades,
                aclaracion=narrado.aclaracion,
                actividades=self.ficha.renglones,
            )
        )

    def por_aclarar(self, narrado: NarradoDeMeta) -> tuple[Hallazgo, ...]:
        """Las advertencias de peso que nadie ha explicado: sin una nota no se guarda."""
        return piden_aclaracion(self.advertencias(narrado))
