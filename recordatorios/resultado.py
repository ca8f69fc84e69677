"""Qué hizo un barrido, para mostrarlo y para contarlo."""

from __future__ import annotations

from dataclasses import dataclass, field

from dominio.modelo.recordatorio import EstadoRecordatorio


@dataclass(frozen=True, slots=True)
class EnviadoRecordatorio:
    """Un recordatorio entregado a la salida.

    Attributes:
        persona: nombre de quien lo recibe.
        chat: chat de Telegram.
        actividad: código de la actividad.
        hito: «faltan_15» … «vence_hoy» o «vencida_AAAA-MM-DD».
        texto: mensaje HTML tal como sale; el mismo para todos los que van en un resumen.
    """

    persona: str
    chat: int
    actividad: str
    hito: str
    texto: str


@dataclass(slots=True)
class ResultadoBarrido:
    """Cuentas de un barrido.

    Attributes:
        programados: filas nuevas.
        cumplidos: retirados porque el reporte llegó antes.
        cancelados: retirados porque cambió la fecha o la persona, o la actividad se retiró.
        vencidos: dejaron de ser útiles antes de poder enviarlos.
        no_entregables: la persona no tiene chat.
        aplazados: ciertos, pero no es hora o la persona está contestando; se intentan en diez minutos.
    """

    programados: int = 0
    enviados: list[EnviadoRecordatorio] = field(default_factory=list)
    cumplidos: int = 0
    cancelados: int = 0
    vencidos: int = 0
    no_entregables: int = 0
    aplazados: int = 0

    def retirar(self, estado: EstadoRecordatorio) -> None:
        """Suma uno que no salió, según por qué."""
        if estado is EstadoRecordatorio.CUMPLIDO:
            self.cumplidos += 1
        elif estado is EstadoRecordatorio.VENCIDO:
            self.vencidos += 1
        elif estado is EstadoRecordatorio.NO_ENTREGABLE:
            self.no_entregables += 1
        else:
            self.cancelados += 1
