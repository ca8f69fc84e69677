"""Qué hizo un barrido, para mostrarlo y para contarlo."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio


@dataclass(frozen=True, slots=True)
class EnviadoRecordatorio:
    """Un recordatorio entregado a la salida.

    Attributes:
        persona: nombre de quien lo recibe.
        chat: chat de Telegram.
        objeto: «actividad:5», «corte:2026-T3»…
        actividad: código de la actividad; vacío si no habla de una.
        hito: «faltan_15» … «vence_hoy», «vencida_AAAA-MM-DD», «cierra_1»…
        texto: mensaje HTML tal como sale, el mismo para todos los del mensaje; vacío en los resúmenes
            de la semana y del día, que se redactan aparte.
        lote: el primero de los que van en el mismo mensaje.
        programado: instante UTC en que toca.
    """

    persona: str
    chat: int
    tipo: TipoRecordatorio
    objeto: str
    actividad: str
    hito: str
    texto: str
    lote: int
    programado: datetime


@dataclass(slots=True)
class ResultadoBarrido:
    """Cuentas de un barrido.

    Attributes:
        programados: filas nuevas.
        cuentas: cuántos quedaron en cada estado, por tipo.
        aplazados: tocan, pero no es hora o la persona está contestando; se intentan en el tic siguiente.
        otro_dia: la persona ya tuvo su resumen y sus sueltos: esperan al siguiente día hábil.
        fallidos: no se pudieron preparar; se intentan en diez minutos y el fallo queda en la bitácora.
    """

    programados: int = 0
    enviados: list[EnviadoRecordatorio] = field(default_factory=list)
    cuentas: Counter[tuple[TipoRecordatorio, EstadoRecordatorio]] = field(default_factory=Counter)
    aplazados: int = 0
    otro_dia: int = 0
    fallidos: int = 0

    @property
    def cumplidos(self) -> int:
        """Retirados porque lo que pedían ya se hizo."""
        return self.en(EstadoRecordatorio.CUMPLIDO)

    @property
    def cancelados(self) -> int:
        """Retirados porque cambió la fecha o la persona, o lo recordado ya no está."""
        return self.en(EstadoRecordatorio.CANCELADO)

    @property
    def silenciados(self) -> int:
        """La persona pidió no recibirlos."""
        return self.en(EstadoRecordatorio.SILENCIADO)

    @property
    def vencidos(self) -> int:
        """Dejaron de ser útiles antes de poder enviarlos."""
        return self.en(EstadoRecordatorio.VENCIDO)

    @property
    def no_entregables(self) -> int:
        """La persona no tiene chat."""
        return self.en(EstadoRecordatorio.NO_ENTREGABLE)

    def en(self, estado: EstadoRecordatorio) -> int:
        """Cuántos quedaron en ese estado, de todos los tipos."""
        return sum(cuantos for (_tipo, cual), cuantos in self.cuentas.items() if cual is estado)

    def sumar(self, otro: ResultadoBarrido) -> None:
        """Agrega lo que hizo una tanda, una vez que quedó firme."""
        self.programados += otro.programados
        self.enviados += otro.enviados
        self.cuentas += otro.cuentas
        self.aplazados += otro.aplazados
        self.otro_dia += otro.otro_dia
        self.fallidos += otro.fallidos

    @property
    def hizo_algo(self) -> bool:
        """Si hay algo que contar en la bitácora."""
        return bool(self.programados or self.cuentas or self.otro_dia or self.fallidos)
