"""Un recordatorio que ya le llegó a alguien, puesto directo en la base: cómo se envía se prueba aparte."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, update

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.unidad import UnidadSQL
from dominio.modelo.identidad import IdPersona
from dominio.modelo.plan import Renglon
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.puertos.unidad import UnidadDeTrabajo
from tests.apoyo.plan import VIGENCIA


@dataclass(frozen=True)
class Llegado:
    """Un recordatorio de una actividad que llegó a esa persona en ese instante."""

    renglon: Renglon
    persona: IdPersona
    cuando: datetime
    hito: str = "faltan_3"
    tipo: TipoRecordatorio = TipoRecordatorio.PLAZO
    lote: int | None = None
    estado: EstadoRecordatorio = EstadoRecordatorio.ENVIADO
    de: IdPersona | None = None
    otros: dict[str, object] = field(default_factory=dict)

    def en(self, **cambios: object) -> Llegado:
        """Igual, con eso distinto."""
        return replace(self, **cambios)  # type: ignore[arg-type]


def dejar(unidad: UnidadDeTrabajo, entidad_id: int, llegado: Llegado) -> int:
    """Lo deja enviado y devuelve su número; sin lote, es el primero del suyo."""
    assert isinstance(unidad, UnidadSQL)
    renglon, titular = llegado.renglon, llegado.de or llegado.persona
    fila = {
        "clave": f"{llegado.hito}|actividad:{renglon.id}|{renglon.fin.isoformat()}|{titular}",
        "entidad_id": entidad_id,
        "vigencia": VIGENCIA.anio,
        "tipo": llegado.tipo.value,
        "hito": llegado.hito,
        "objeto": f"actividad:{renglon.id}",
        "actividad_id": renglon.id,
        "persona_id": titular,
        "fin": renglon.fin,
        "programado": llegado.cuando,
        "caduca": llegado.cuando + timedelta(days=1),
        "estado": llegado.estado.value,
        "resuelto_en": llegado.cuando,
        "destinatario_id": llegado.persona,
        "pospuestas": 0,
        **llegado.otros,
    }
    conexion = unidad.respuestas._conexion
    numero = conexion.execute(insert(RECORDATORIO).values(**fila).returning(RECORDATORIO.c.id)).scalar_one()
    lote = llegado.lote or numero
    conexion.execute(update(RECORDATORIO).where(RECORDATORIO.c.id == numero).values(lote=lote))
    return int(numero)


def bogota(texto: str) -> datetime:
    """Instante UTC desde «2026-09-10 08:00» de Bogotá."""
    return (datetime.fromisoformat(texto) + timedelta(hours=5)).replace(tzinfo=UTC)
