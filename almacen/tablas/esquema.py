"""Todas las tablas por su nombre, como objetos Core: lo que usan los depósitos y las migraciones."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from almacen.tablas import (
    auditoria as _auditoria,
)
from almacen.tablas import (
    mensajes as _mensajes,
)
from almacen.tablas import (
    personas as _personas,
)
from almacen.tablas import (
    plan as _plan,
)
from almacen.tablas import (
    presupuesto as _presupuesto,
)
from almacen.tablas import (
    recordatorios as _recordatorios,
)
from almacen.tablas import (
    reportes as _reportes,
)

# Importar un módulo de tablas es lo que las inscribe en el metadata.
TEMAS = (_personas, _plan, _presupuesto, _reportes, _mensajes, _recordatorios, _auditoria)

METADATA: MetaData = SQLModel.metadata


def _tabla(nombre: str) -> Table:
    return METADATA.tables[nombre]


ENTIDAD = _tabla("entidad")
DEPENDENCIA = _tabla("dependencia")
PERSONA = _tabla("persona")
INVITACION = _tabla("invitacion")
INTENTO = _tabla("intento_vinculacion")
META = _tabla("meta")
PROGRAMACION = _tabla("programacion_meta")
PROYECTO = _tabla("proyecto")
ACTIVIDAD = _tabla("actividad")
REGISTRO = _tabla("registro")
APROPIACION = _tabla("apropiacion")
POAI = _tabla("poai")
PAC = _tabla("pac")
CONSECUTIVO = _tabla("consecutivo")
AVANCE = _tabla("avance")
EJECUCION = _tabla("ejecucion")
EVIDENCIA = _tabla("evidencia")
BORRADOR = _tabla("borrador")
ENTRADA = _tabla("entrada")
ENTRADA_FALLIDA = _tabla("entrada_fallida")
SALIDA = _tabla("salida")
CUPO = _tabla("cupo")
CUPO_CHAT = _tabla("cupo_chat")
ENCARGO = _tabla("encargo")
RECORDATORIO = _tabla("recordatorio")
AUDITORIA = _tabla("auditoria")
