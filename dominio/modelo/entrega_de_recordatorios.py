"""De que un recordatorio madura a que se cierra: a quién le toca, qué recibió hoy y cómo queda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio

# Los que no son un aviso suelto sino el mensaje de la persona en ese día, con todo lo suyo dentro.
RESUMENES = frozenset({TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.RESUMEN_DIARIO})


@dataclass(frozen=True, slots=True)
class RecordatorioMaduro:
    """Uno que ya toca, o que tocará hoy y podría adelantarse; todavía nadie lo ha tomado.

    Attributes:
        destinatario_id: a quién le llegaría ahora: el titular, o quien reporta por él.
        pospuesto: lo dejó para después la misma persona: vuelve a la hora que ella dijo.
        en_dialogo: tiene un diálogo vivo.
        desde, hasta: su horario propio, de Bogotá; ``None`` = el de la casa.
    """

    id: int
    entidad_id: IdEntidad
    destinatario_id: IdPersona
    tipo: TipoRecordatorio
    programado: datetime
    caduca: datetime
    pospuesto: bool
    en_dialogo: bool
    desde: time | None = None
    hasta: time | None = None


@dataclass(frozen=True, slots=True)
class LoDeHoy:
    """Lo que ya le salió hoy a una persona, sin contar lo que ella misma pospuso.

    Attributes:
        sueltos: mensajes de un solo recordatorio.
        resumenes: mensajes de varios, o resúmenes de la semana o del día.
    """

    sueltos: int = 0
    resumenes: int = 0


@dataclass(frozen=True, slots=True)
class Resolucion:
    """Cómo queda un recordatorio.

    Attributes:
        destinatario_id: a quién le salió, o le habría salido.
        lote: el primero de los que fueron en el mismo mensaje; ``None`` si no salió.
    """

    id: int
    estado: EstadoRecordatorio
    destinatario_id: IdPersona
    lote: int | None = None
