"""Lo que las reglas de verosimilitud miran de un reporte, y lo que devuelven."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance, Modalidad
from dominio.reglas.avance import media_simple
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje


@dataclass(frozen=True, slots=True)
class Reportado:
    """Un reporte de avance, guardado o por guardar.

    Attributes:
        porcentaje: total acumulado de la vigencia, en puntos.
        cantidad: total en la unidad de la actividad, si se reportó así.
        evidencias: cuántos archivos lo respaldan.
        repetido: se reportó sin novedad o igual que antes: no hay nada nuevo que contar.
    """

    porcentaje: Porcentaje
    cantidad: Decimal | None
    corte: Corte
    logro: str | None = None
    dificultades: str | None = None
    motivo_retroceso: str | None = None
    aclaracion: str | None = None
    evidencias: int = 0
    repetido: bool = False

    @classmethod
    def de_avance(cls, avance: Avance) -> Reportado:
        """El de un avance ya guardado."""
        return cls(
            avance.porcentaje,
            avance.cantidad,
            avance.corte,
            avance.logro,
            avance.dificultades,
            avance.motivo_retroceso,
            avance.aclaracion,
            avance.evidencias,
            avance.modalidad is not Modalidad.NORMAL,
        )

    @property
    def narrado(self) -> str:
        """Todo lo que la persona escribió, junto."""
        return "\n".join(filter(None, (self.logro, self.dificultades, self.aclaracion)))


@dataclass(frozen=True, slots=True)
class Alrededor:
    """Lo que rodea al reporte y no está en su actividad.

    Attributes:
        con_ejecucion: la entidad lleva ejecución; sin ella no se juzga avance contra gasto.
        avance_de_la_meta: qué parte de la meta dice cumplida su coordinador, en puntos.
        actividades_del_proyecto: media de las actividades de la meta en el mismo proyecto, contando este
            reporte, en puntos.
        limite_narrativa: cuántos caracteres admite la entidad en lo narrado; ``None`` = no lo ha dicho.
    """

    con_ejecucion: bool = False
    avance_de_la_meta: Porcentaje | None = None
    actividades_del_proyecto: Porcentaje | None = None
    limite_narrativa: int | None = None


@dataclass(frozen=True, slots=True)
class Vecindad:
    """Lo que rodea a una actividad, antes de saber cuánto se reporta de ella.

    Attributes:
        hermanas: avance de las demás actividades de la meta en su proyecto, en puntos; ``None`` si no
            hace falta contrastarlas.
    """

    con_ejecucion: bool = False
    avance_de_la_meta: Porcentaje | None = None
    hermanas: tuple[Porcentaje, ...] | None = None
    limite_narrativa: int | None = None

    def alrededor(self, porcentaje: Porcentaje) -> Alrededor:
        """Lo que rodea a ese porcentaje, en puntos."""
        media = None if self.hermanas is None else media_simple([*self.hermanas, porcentaje]).valor
        return Alrededor(self.con_ejecucion, self.avance_de_la_meta, media, self.limite_narrativa)


@dataclass(frozen=True, slots=True)
class CasoDeAvance:
    """Una actividad, lo que se reporta de ella y lo que lo rodea.

    Attributes:
        renglon: la actividad con sus saldos de hoy.
        anterior: lo que llevaba antes de este reporte, en puntos; ``None`` si es el primero.
    """

    renglon: Renglon
    anterior: Porcentaje | None
    reportado: Reportado
    alrededor: Alrededor

    def hallar(self, regla: str, severidad: Severidad, mensaje: str) -> Hallazgo:
        """El hallazgo de una regla sobre esta actividad."""
        return Hallazgo(regla, severidad, self.renglon.codigo, self.renglon.dependencia, mensaje)

    def aclarable(self, *, explicado: bool = False) -> Severidad:
        """Advertencia, o informativo si la persona ya lo aclaró o lo dejó explicado."""
        aclarado = bool((self.reportado.aclaracion or "").strip())
        return Severidad.INFORMATIVO if aclarado or explicado else Severidad.ADVERTENCIA
