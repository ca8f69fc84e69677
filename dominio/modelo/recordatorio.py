"""Recordatorios como filas: qué se recuerda, a quién, cuándo y si todavía es cierto."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from dominio.modelo.identidad import IdActividad, IdEntidad, IdPersona
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.porcentaje import Porcentaje


class EstadoRecordatorio(StrEnum):
    """Vida de un recordatorio."""

    PROGRAMADO = "programado"
    ENVIADO = "enviado"  # entregado a la salida, una sola vez
    CUMPLIDO = "cumplido"  # llegó el reporte antes
    CANCELADO = "cancelado"  # cambió la fecha o la persona, o la actividad se retiró
    VENCIDO = "vencido"  # dejó de ser útil antes de poder enviarlo
    SILENCIADO = "silenciado"  # la persona pidió no recibirlo
    NO_ENTREGABLE = "no_entregable"  # la persona no tiene chat


class RespuestaARecordatorio(StrEnum):
    """Lo que la persona contestó a un recordatorio que no fue reportar."""

    POSPUESTO = "pospuesto"
    NO_ES_MIA = "no_es_mia"
    SILENCIADO = "silenciado"
    INSISTIDO = "insistido"  # quien dirige o planea se lo recordó a su responsable


@dataclass(frozen=True, slots=True)
class Disparo:
    """Lo que toca recordar de una fecha de referencia.

    Attributes:
        base: el día del que cuelga: terminación, inicio, cierre del corte, fecha legal, lunes de la semana.
        hito: cuál de los momentos de ese tipo: «faltan_15» … «vence_hoy», «vencida_AAAA-MM-DD»,
            «empieza_0», «abre_0», «cierra_5», «legal_7»…; único entre todos los tipos.
        programado: instante UTC decente en que debe salir.
        caduca: instante UTC después del cual ya no sirve.
        objeto: de qué habla si no es de actividades («corte:2026-T3», «legal:PA-31-ENE»);
            vacío = de las actividades de esa fecha, una fila por cada una.
        limite: en la cola de revisión, el último día en que se envió lo que ya lleva demasiado esperando.
    """

    base: date
    hito: str
    programado: datetime
    caduca: datetime
    tipo: TipoRecordatorio = TipoRecordatorio.PLAZO
    objeto: str = ""
    limite: date | None = None


@dataclass(frozen=True, slots=True)
class Verdad:
    """Qué queda de cierto en un recordatorio en el momento de enviarlo.

    Attributes:
        motivo: por qué ya no se envía; ``None`` si sigue siendo cierto.
        detalle: lo que el texto necesita y no es de una actividad, por tipo: cortes «corte» (código),
            «faltan» (cuántas) y «cierre» (AAAA-MM-DD); devueltos «folio» y «observacion»; cola
            «pendientes» y «dias»; legales y ruta «nombre», «norma» y «fecha»; escalas «dias» y, si quien
            responde dijo algo, «ultima» («reporte» o «pospuesto») y «ultima_en».
    """

    motivo: EstadoRecordatorio | None = None
    detalle: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordatorioTomado:
    """Recordatorio reclamado para enviar, con los datos de hoy (no los de cuando se programó).

    Attributes:
        persona_id, persona, chat_id: a quién le llega: el responsable, o su delegado.
        actividad_id: ``None`` si no habla de una sola actividad; entonces lo que dice va en ``detalle``.
        fin: terminación de la actividad; si no habla de una, el día del que cuelga.
        vigente: sigue siendo cierto (misma fecha, misma persona, sin terminar y sin reporte que lo cumpla).
        motivo: si no es vigente, por qué («cumplido», «cancelado», «vencido», «no_entregable»).
        en_dialogo: la persona tiene un borrador vivo: se deja para después.
        titular: por quién reporta la persona, si le llega por delegación.
        detalle: como en ``Verdad``.
        pospuestas: cuántas veces lo ha dejado para después.
        responsable, dependencia: de la actividad; sirven a quien lo recibe por ser jefe o planeación.
    """

    id: int
    clave: str
    entidad_id: IdEntidad
    hito: str
    persona_id: IdPersona
    persona: str
    chat_id: int | None
    actividad_id: IdActividad | None
    actividad_codigo: str
    actividad: str
    fin: date
    avance: Porcentaje | None
    programado: datetime
    vigente: bool
    motivo: str | None
    en_dialogo: bool
    titular: str | None = None
    tipo: TipoRecordatorio = TipoRecordatorio.PLAZO
    objeto: str = ""
    detalle: Mapping[str, object] = field(default_factory=dict)
    pospuestas: int = 0
    caduca: datetime | None = None
    responsable: str | None = None
    dependencia: str | None = None
