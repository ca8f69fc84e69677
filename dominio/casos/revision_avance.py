"""Qué pasaría si se guarda un avance: cómo queda, si se explica y qué se advierte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dominio.modelo.banda import Banda
from dominio.modelo.corte import Recepcion
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.plan import Renglon
from dominio.reglas.semaforo import VENCIDA, clasificar
from dominio.reglas.valor_reportado import porcentaje_reportado
from dominio.reglas.verosimilitud.evaluar import advertencias, piden_aclaracion
from dominio.reglas.verosimilitud.reportado import Alrededor, CasoDeAvance, Reportado, Vecindad
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class ValorAvance:
    """Lo que la persona reporta: el porcentaje o la cantidad, siempre total acumulado.

    Attributes:
        porcentaje: puntos de 0 a 100; se usa si no hay cantidad.
        cantidad: total ejecutado en la unidad de la actividad; manda si vienen los dos.
    """

    porcentaje: Porcentaje | None = None
    cantidad: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Narrado:
    """Lo que la persona escribió además del valor, y con cuántos archivos lo respalda."""

    logro: str | None = None
    dificultades: str | None = None
    motivo_retroceso: str | None = None
    aclaracion: str | None = None
    evidencias: int = 0


@dataclass(frozen=True, slots=True)
class FichaDeActividad:
    """La actividad como está hoy: de aquí sale qué pasaría con cualquier valor, sin leer más.

    Attributes:
        esperado: lo que debía ir hoy, en puntos.
        bandas: semáforo de la entidad, de mayor a menor.
        recepcion: a qué corte pertenecería un reporte de hoy.
    """

    vigencia: Vigencia
    renglon: Renglon
    hoy: date
    esperado: Porcentaje
    bandas: tuple[Banda, ...]
    recepcion: Recepcion
    vecindad: Vecindad

    def revisar(self, valor: ValorAvance) -> RevisionAvance:
        """Qué pasaría si se reporta ese valor.

        Raises:
            AvanceSinValor: no trae porcentaje ni cantidad.
            PorcentajeFueraDeRango: lo declarado pasa de 100 %.
            SinProgramacion: trae cantidad y la actividad no tiene cantidad programada.
            NumeroIlegible: la cantidad es negativa o tiene más de tres decimales.
        """
        renglon = self.renglon
        porcentaje = porcentaje_reportado(renglon, valor.porcentaje, valor.cantidad)
        banda = clasificar(porcentaje, self.esperado, renglon.fin, self.hoy, self.bandas)
        return RevisionAvance(
            renglon=renglon,
            porcentaje=porcentaje,
            cantidad=valor.cantidad,
            anterior=renglon.avance,
            esperado=self.esperado,
            atrasada=banda in (*self.bandas[1:], VENCIDA),
            retrocede=renglon.avance is not None and porcentaje < renglon.avance,
            banda=banda,
            recepcion=self.recepcion,
            alrededor=self.vecindad.alrededor(porcentaje),
        )


@dataclass(frozen=True, slots=True)
class RevisionAvance:
    """Qué pasaría si se guarda ese valor.

    Attributes:
        porcentaje: lo que quedaría, en puntos; por cantidad puede pasar de 100.
        anterior: lo último reportado, en puntos; ``None`` si nunca se ha reportado.
        esperado: lo que debía ir hoy, en puntos.
        atrasada: no alcanza la banda más alta del semáforo: conviene preguntar qué la frena.
        retrocede: es menor que lo anterior: exige motivo.
        recepcion: a qué corte pertenecería, hasta cuándo recibe y si ya cerró.
    """

    renglon: Renglon
    porcentaje: Porcentaje
    cantidad: Decimal | None
    anterior: Porcentaje | None
    esperado: Porcentaje
    atrasada: bool
    retrocede: bool
    banda: Banda
    recepcion: Recepcion
    alrededor: Alrededor

    @property
    def corte(self) -> Corte:
        """El corte al que pertenecería."""
        return self.recepcion.corte

    @property
    def extemporaneo(self) -> bool:
        """Si ese corte ya cerró."""
        return self.recepcion.extemporaneo

    @property
    def supera_lo_programado(self) -> bool:
        """La cantidad pasa de la programada: se admite, pero suele ser un error de digitación."""
        programada = self.renglon.cantidad_programada
        return self.cantidad is not None and programada is not None and self.cantidad > programada

    def advertencias(self, narrado: Narrado) -> tuple[Hallazgo, ...]:
        """Lo que quien revisa preguntaría de este reporte con lo que la persona escribió."""
        reportado = Reportado(
            self.porcentaje,
            self.cantidad,
            self.corte,
            narrado.logro,
            narrado.dificultades,
            narrado.motivo_retroceso,
            narrado.aclaracion,
            narrado.evidencias,
        )
        return advertencias(CasoDeAvance(self.renglon, self.anterior, reportado, self.alrededor))

    def por_aclarar(self, narrado: Narrado) -> tuple[Hallazgo, ...]:
        """Las advertencias de peso que lo escrito no explica: sin una nota no se guarda."""
        return piden_aclaracion(self.advertencias(narrado))
