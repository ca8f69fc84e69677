"""Tablas de los recordatorios: lo recordado, lo que se ajusta, lo que pide cada quien y los reclamos."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.reclamo import DecisionDeReclamo
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio


class TablaRecordatorio(SQLModel, table=True):
    """Recordatorio con clave única «hito|objeto|día del que cuelga|persona», y «|pN» si se pospuso.

    ``fin`` es el día del que cuelga; ``lote``, el primero de los que salieron en el mismo mensaje;
    ``raiz_id``, el que se pospuso.
    """

    __tablename__ = "recordatorio"
    __table_args__ = (
        c.uno_de("estado", EstadoRecordatorio),
        c.uno_de("tipo", TipoRecordatorio),
        c.indice("ix_recordatorio_pendiente", "programado", "id", donde="estado = 'programado'"),
        c.indice("ix_recordatorio_entidad", "entidad_id", "estado"),
        c.indice("ix_recordatorio_enviado", "entidad_id", "vigencia", "resuelto_en"),
        c.indice("ix_recordatorio_actividad", "actividad_id", "persona_id"),
        c.indice("ix_recordatorio_lote", "lote"),
        c.indice("ix_recordatorio_destinatario", "destinatario_id", "resuelto_en"),
    )

    id: int | None = c.clave()
    clave: str = c.texto(unico=True)
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    tipo: str = c.texto()
    hito: str = c.texto()
    objeto: str = c.texto()
    actividad_id: int | None = c.ajena("actividad.id", nulo=True)
    persona_id: int = c.ajena("persona.id")
    fin: date = c.dia()
    programado: datetime = c.instante()
    caduca: datetime = c.instante()
    estado: str = c.texto()
    arriendo_hasta: datetime | None = c.instante(nulo=True)
    resuelto_en: datetime | None = c.instante(nulo=True)
    destinatario_id: int | None = c.ajena("persona.id", nulo=True)
    lote: int | None = c.largo(nulo=True)
    raiz_id: int | None = c.largo(nulo=True)
    pospuestas: int = c.entero(inicial=0)
    respuesta: str | None = c.texto(nulo=True)
    respondido_en: datetime | None = c.instante(nulo=True)


class TablaAjusteDeRecordatorio(SQLModel, table=True):
    """Lo que la entidad cambia de un tipo; nulo es «como viene»."""

    __tablename__ = "ajuste_de_recordatorio"

    entidad_id: int = c.ajena("entidad.id", primaria=True)
    tipo: str = c.texto(primaria=True)
    activo: bool | None = c.logico_o_nada()
    desfases: list[int] | None = c.json(nulo=True)
    hora: str | None = c.texto(nulo=True)
    severidad: str | None = c.texto(nulo=True)
    texto: str | None = c.texto(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()


class TablaPreferenciaDeHorario(SQLModel, table=True):
    """Entre qué horas de Bogotá («HH:MM») quiere una persona que se le escriba."""

    __tablename__ = "preferencia_de_horario"

    persona_id: int = c.ajena("persona.id", primaria=True)
    desde: str = c.texto()
    hasta: str = c.texto()
    en: datetime = c.instante()


class TablaSilencio(SQLModel, table=True):
    """Lo que una persona no quiere recibir: «tipo:plazo» o «actividad:5»; sin fecha, hasta que lo quite."""

    __tablename__ = "silencio"

    persona_id: int = c.ajena("persona.id", primaria=True)
    clave: str = c.texto(primaria=True)
    hasta: datetime | None = c.instante(nulo=True)
    en: datetime = c.instante()


class TablaReclamo(SQLModel, table=True):
    """Alguien dijo «no es mía»; pendiente hay a lo sumo uno por actividad y persona."""

    __tablename__ = "reclamo_de_actividad"
    __table_args__ = (
        c.uno_de("decision", DecisionDeReclamo),
        c.indice(
            "uq_reclamo_de_actividad_pendiente",
            "actividad_id",
            "persona_id",
            unico=True,
            donde="decision = 'pendiente'",
        ),
        c.indice("ix_reclamo_de_actividad_entidad", "entidad_id", "decision"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    vigencia: int = c.entero()
    actividad_id: int = c.ajena("actividad.id")
    persona_id: int = c.ajena("persona.id")
    razon: str | None = c.texto(nulo=True)
    en: datetime = c.instante()
    decision: str = c.texto()
    decidido_por: int | None = c.ajena("persona.id", nulo=True)
    decidido_en: datetime | None = c.instante(nulo=True)
    motivo: str | None = c.texto(nulo=True)


class TablaFechaLegal(SQLModel, table=True):
    """Vencimiento de norma que la entidad activó, cambió o agregó."""

    __tablename__ = "fecha_legal"

    entidad_id: int = c.ajena("entidad.id", primaria=True)
    codigo: str = c.texto(primaria=True)
    nombre: str = c.texto()
    norma: str = c.texto()
    mes: int = c.entero()
    dia: int = c.entero()
    del_anio_siguiente: bool = c.logico(inicial=False)
    activa: bool = c.logico(inicial=False)
    verificado_por: str | None = c.texto(nulo=True)
    verificado_en: datetime | None = c.instante(nulo=True)
    autor_id: int | None = c.ajena("persona.id", nulo=True)
    en: datetime = c.instante()
