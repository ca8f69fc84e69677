"""Un recordatorio que ya llegó, con lo que hace falta para contestarlo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dominio.modelo.identidad import IdActividad, IdDependencia, IdEntidad, IdPersona
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Vigencia


@dataclass(frozen=True, slots=True)
class Recordado:
    """Una fila de recordatorio, como está hoy.

    Attributes:
        clave: la suya; la de una pospuesta termina en «|p1», «|p2» o «|p3».
        raiz_id: la primera fila, si esta es una pospuesta.
        persona_id: de quién es.
        destinatario_id: a quién le llegó (su delegado, si lo había).
        fin: día del que cuelga; ``fin_actividad``, terminación de la actividad.
        lote: el primero de los que salieron en el mismo mensaje.
        respuesta: lo que ya se contestó; ``None`` si nada.
        cumplido: la actividad ya llegó a 100 % o se reportó después de que tocaba.
        vigente: la actividad sigue en el plan, y si es de su responsable, sigue siendo la misma persona.
        hay_mas_nuevo: de lo mismo salió después otro recordatorio para la misma persona.
    """

    id: int
    clave: str
    entidad_id: IdEntidad
    vigencia: Vigencia
    tipo: TipoRecordatorio
    hito: str
    objeto: str
    actividad_id: IdActividad | None
    actividad_codigo: str
    actividad: str
    dependencia: str
    responsable_id: IdPersona | None
    responsable: str
    persona_id: IdPersona
    destinatario_id: IdPersona
    fin: date
    fin_actividad: date | None
    programado: datetime
    estado: EstadoRecordatorio
    pospuestas: int
    lote: int
    raiz_id: int | None = None
    respuesta: str | None = None
    cumplido: bool = False
    vigente: bool = True
    hay_mas_nuevo: bool = False
    dependencia_id: IdDependencia | None = None


@dataclass(frozen=True, slots=True)
class Pospuesto:
    """La fila nueva de un recordatorio que la persona dejó para después.

    Attributes:
        de: la fila que se pospone; lo que no está aquí es igual en la nueva.
        programado, caduca: instantes UTC.
    """

    de: Recordado
    clave: str
    programado: datetime
    caduca: datetime
