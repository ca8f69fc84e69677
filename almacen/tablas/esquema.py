"""Todas las tablas por su nombre, como objetos Core: lo que usan los depósitos y las migraciones."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from almacen.tablas import (
    auditoria as _auditoria,
)
from almacen.tablas import (
    ciclo as _ciclo,
)
from almacen.tablas import (
    conversacion as _conversacion,
)
from almacen.tablas import (
    cortes as _cortes,
)
from almacen.tablas import (
    delegaciones as _delegaciones,
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
from almacen.tablas import (
    resultados as _resultados,
)
from almacen.tablas import (
    revision as _revision,
)

# Importar un módulo de tablas es lo que las inscribe en el metadata.
TEMAS = (
    _personas,
    _delegaciones,
    _plan,
    _presupuesto,
    _reportes,
    _ciclo,
    _revision,
    _resultados,
    _mensajes,
    _conversacion,
    _recordatorios,
    _auditoria,
    _cortes,
)

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
MENSAJE_DE_REPORTE = _tabla("mensaje_de_reporte")
REVISION = _tabla("revision")
TARJETA_DE_REVISION = _tabla("tarjeta_de_revision")
RESULTADO = _tabla("resultado")
BORRADOR = _tabla("borrador")
APLAZADO = _tabla("borrador_aplazado")
DUDA = _tabla("duda")
ENTRADA = _tabla("entrada")
ENTRADA_FALLIDA = _tabla("entrada_fallida")
SALIDA = _tabla("salida")
CUPO = _tabla("cupo")
CUPO_CHAT = _tabla("cupo_chat")
ENCARGO = _tabla("encargo")
RECORDATORIO = _tabla("recordatorio")
AUDITORIA = _tabla("auditoria")
DELEGACION = _tabla("delegacion")
REPORTE_DELEGADO = _tabla("reporte_delegado")
CAMBIO_DE_ROL = _tabla("cambio_de_rol")
ACTO_DE_CORTE = _tabla("acto_de_corte")
OMISION_DE_CORTE = _tabla("omision_de_corte")
