"""Tablas de lo que entra y sale del chat: borradores, updates, salida, cupos y encargos."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.encargo import EstadoEncargo, TipoEncargo
from dominio.modelo.envio import ClaseEnvio, EstadoEnvio

# La misma condición en los índices y en las consultas: así la base usa el índice.
SIN_TERMINAR = "estado IN ('pendiente', 'enviando')"


class TablaBorrador(SQLModel, table=True):
    """Reporte a medio llenar; uno por persona y chat."""

    __tablename__ = "borrador"
    # Sin reusar números: los botones nombran al borrador por el suyo.
    __table_args__ = (c.unica("persona_id", "chat_id"), {"sqlite_autoincrement": True})

    id: int | None = c.clave()
    persona_id: int = c.ajena("persona.id")
    chat_id: int = c.largo()
    asunto: str = c.texto()
    esquema: int = c.entero()
    clave_envio: str = c.texto()
    respuestas: object = c.json()
    version: int = c.entero()
    editando: str | None = c.texto(nulo=True)
    mensaje_id: int | None = c.largo(nulo=True)
    actualizado_en: datetime = c.instante()
    vence_en: datetime = c.instante()


class TablaEntrada(SQLModel, table=True):
    """Update ya visto: se confirma junto con su efecto, así que cada uno cuenta una vez."""

    __tablename__ = "entrada"
    __table_args__ = (c.indice("ix_entrada_visto", "visto_en"),)

    update_id: int = c.largo(primaria=True)
    usuario_id: int | None = c.largo(nulo=True)
    visto_en: datetime = c.instante()


class TablaEntradaFallida(SQLModel, table=True):
    """Update que falló al procesarse, con su último error; apartado si ya no se reintenta."""

    __tablename__ = "entrada_fallida"

    update_id: int = c.largo(primaria=True)
    crudo: str = c.texto()
    error: str = c.texto()
    intentos: int = c.entero()
    ultimo_en: datetime = c.instante()
    apartado_en: datetime | None = c.instante(nulo=True)


class TablaSalida(SQLModel, table=True):
    """Llamada a Telegram por hacer o hecha, en el orden en que se escribió."""

    __tablename__ = "salida"
    __table_args__ = (
        c.uno_de("clase", ClaseEnvio),
        c.uno_de("estado", EstadoEnvio),
        c.indice("ix_salida_turno", "prioridad", "id", donde="estado = 'pendiente'"),
        c.indice("ix_salida_chat", "chat_id", "id", donde=SIN_TERMINAR),
        c.indice("ix_salida_objeto", "chat_id", "mensaje_id", donde="objeto IS NOT NULL"),
        c.indice("ix_salida_arriendo", "arriendo_hasta", donde="estado = 'enviando'"),
    )

    id: int | None = c.clave()
    chat_id: int = c.largo()
    metodo: str = c.texto()
    cuerpo: object = c.json()
    clase: str = c.texto()
    prioridad: int = c.entero()
    clave: str | None = c.texto(nulo=True, unico=True)
    persona_id: int | None = c.ajena("persona.id", nulo=True)
    edita: int | None = c.ajena("salida.id", nulo=True)
    archivo: str | None = c.texto(nulo=True)
    no_antes: datetime | None = c.instante(nulo=True)
    vence_en: datetime | None = c.instante(nulo=True)
    estado: str = c.texto()
    intentos: int = c.entero(inicial=0)
    caducados: int = c.entero(inicial=0)
    arriendo_hasta: datetime | None = c.instante(nulo=True)
    mensaje_id: int | None = c.largo(nulo=True)
    error: str | None = c.texto(nulo=True)
    creado_en: datetime = c.instante()
    resuelto_en: datetime | None = c.instante(nulo=True)
    objeto: str | None = c.texto(nulo=True)


class TablaCupo(SQLModel, table=True):
    """Fila única: instantes ya repartidos (microsegundos de época) y freno pedido por Telegram."""

    __tablename__ = "cupo"

    id: int = c.entero(primaria=True)
    repartidos: object = c.json()
    frenado_hasta: datetime | None = c.instante(nulo=True)


class TablaCupoChat(SQLModel, table=True):
    """Desde cuándo puede recibir otro mensaje un chat."""

    __tablename__ = "cupo_chat"
    __table_args__ = (c.indice("ix_cupo_chat_proximo", "proximo"),)

    chat_id: int = c.largo(primaria=True)
    proximo: datetime = c.instante()


class TablaEncargo(SQLModel, table=True):
    """Trabajo largo pedido desde el chat."""

    __tablename__ = "encargo"
    __table_args__ = (
        c.uno_de("tipo", TipoEncargo),
        c.uno_de("estado", EstadoEncargo),
        c.indice("ix_encargo_vivo", "id", donde="estado IN ('pendiente', 'en_curso')"),
    )

    id: int | None = c.clave()
    tipo: str = c.texto()
    entidad_id: int = c.ajena("entidad.id")
    persona_id: int = c.ajena("persona.id")
    chat_id: int = c.largo()
    parametros: object = c.json()
    progreso: int | None = c.ajena("salida.id", nulo=True)
    estado: str = c.texto()
    intentos: int = c.entero(inicial=0)
    arriendo_hasta: datetime | None = c.instante(nulo=True)
    error: str | None = c.texto(nulo=True)
