"""Tablas de entidades, dependencias, personas e invitaciones."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import SQLModel

from almacen.tablas import columnas as c
from dominio.modelo.entidad import Periodicidad
from dominio.modelo.persona import Rol


class TablaEntidad(SQLModel, table=True):
    """Municipio, distrito o gobernación, con su configuración."""

    __tablename__ = "entidad"
    __table_args__ = (c.uno_de("periodicidad", Periodicidad), *c.no_negativo("gracia"))

    id: int | None = c.clave()
    codigo: str = c.texto(unico=True)
    nombre: str = c.texto()
    periodicidad: str = c.texto()
    gracia: int = c.entero()
    bandas: object = c.json()
    festivos: object = c.json()
    sabado_habil: bool = c.logico(inicial=False)
    visto_bueno: bool = c.logico(inicial=False)
    limite_narrativa: int | None = c.entero(nulo=True)


class TablaDependencia(SQLModel, table=True):
    """Secretaría u oficina; ``orden`` es el de aparición en el plan."""

    __tablename__ = "dependencia"
    __table_args__ = (c.unica("entidad_id", "nombre_normalizado"),)

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    codigo: str | None = c.texto(nulo=True)
    nombre: str = c.texto()
    nombre_normalizado: str = c.texto()
    orden: int = c.entero()


class TablaPersona(SQLModel, table=True):
    """Alguien de la entidad; una cuenta de Telegram es de una sola persona activa."""

    __tablename__ = "persona"
    __table_args__ = (
        c.uno_de("rol", Rol),
        c.indice("uq_persona_telegram_activa", "telegram_id", unico=True, donde="activa"),
        c.indice("ix_persona_entidad_nombre", "entidad_id", "nombre_normalizado"),
    )

    id: int | None = c.clave()
    entidad_id: int = c.ajena("entidad.id")
    nombre: str = c.texto()
    nombre_normalizado: str = c.texto()
    cargo: str | None = c.texto(nulo=True)
    rol: str = c.texto()
    dependencia_id: int | None = c.ajena("dependencia.id", nulo=True)
    telegram_id: int | None = c.largo(nulo=True)
    acepto_aviso_en: datetime | None = c.instante(nulo=True)
    activa: bool = c.logico(inicial=True)
    inalcanzable: bool = c.logico(inicial=False)


class TablaInvitacion(SQLModel, table=True):
    """Invitación de un solo uso; del código solo se guarda su resumen SHA-256."""

    __tablename__ = "invitacion"

    id: int | None = c.clave()
    persona_id: int = c.ajena("persona.id", indice=True)
    resumen: str = c.texto(unico=True)
    vence_en: datetime = c.instante()
    creada_por: int | None = c.ajena("persona.id", nulo=True)
    usada_en: datetime | None = c.instante(nulo=True)
    anulada: bool = c.logico(inicial=False)


class TablaIntentoVinculacion(SQLModel, table=True):
    """Código errado que alguien escribió; se olvida a la hora."""

    __tablename__ = "intento_vinculacion"
    __table_args__ = (c.indice("ix_intento_vinculacion_cuenta", "telegram_id", "cuando"),)

    id: int | None = c.clave()
    telegram_id: int = c.largo()
    cuando: datetime = c.instante()
