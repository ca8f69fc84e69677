"""Todas las tablas por su nombre, como objetos Core: lo que usan los depósitos y las migraciones."""

from __future__ import annotations

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

from almacen.tablas import (
    auditoria as _auditoria,
)
from almacen.tablas import (
    catalogos as _catalogos,
)
from almacen.tablas import (
    ciclo as _ciclo,
)
from almacen.tablas import (
    coherencia as _coherencia,
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
    difusiones as _difusiones,
)
from almacen.tablas import (
    documentos as _documentos,
)
from almacen.tablas import (
    mensajes as _mensajes,
)
from almacen.tablas import (
    perfiles as _perfiles,
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
    propuestas as _propuestas,
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
from almacen.tablas import (
    ruta as _ruta,
)
from almacen.tablas import (
    versiones as _versiones,
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
    _propuestas,
    _perfiles,
    _recordatorios,
    _auditoria,
    _cortes,
    _coherencia,
    _catalogos,
    _documentos,
    _ruta,
    _versiones,
    _difusiones,
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
PROPUESTA = _tabla("propuesta_de_lectura")
RECORDATORIO = _tabla("recordatorio")
AUDITORIA = _tabla("auditoria")
DELEGACION = _tabla("delegacion")
REPORTE_DELEGADO = _tabla("reporte_delegado")
CAMBIO_DE_ROL = _tabla("cambio_de_rol")
ACTO_DE_CORTE = _tabla("acto_de_corte")
OMISION_DE_CORTE = _tabla("omision_de_corte")
AJUSTE_DE_REGLA = _tabla("ajuste_de_regla")
HALLAZGO_ACEPTADO = _tabla("hallazgo_aceptado")
CARGA_DE_CATALOGO = _tabla("carga_de_catalogo")
CODIGO_DE_CATALOGO = _tabla("codigo_de_catalogo")
DOCUMENTO = _tabla("documento_del_plan")
MARCA_DE_RUTA = _tabla("marca_de_ruta")
PLAZO_DE_PASO = _tabla("plazo_de_paso")
ACTO_DE_REMISION = _tabla("acto_de_remision")
APROBACION_DEL_PLAN = _tabla("aprobacion_del_plan")
PUBLICACION_DEL_PLAN = _tabla("publicacion_del_plan")
CARGA_DE_INSTRUMENTO = _tabla("carga_de_instrumento")
PERFIL = _tabla("perfil_de_importacion")
LIBRO_RECIBIDO = _tabla("libro_recibido")
EDICION = _tabla("edicion_del_plan")
PROGRAMACION_ORIGINAL = _tabla("programacion_original")
LOGRO = _tabla("logro_de_meta")
AJUSTE_DE_RECORDATORIO = _tabla("ajuste_de_recordatorio")
PREFERENCIA_DE_HORARIO = _tabla("preferencia_de_horario")
SILENCIO = _tabla("silencio")
RECLAMO = _tabla("reclamo_de_actividad")
FECHA_LEGAL = _tabla("fecha_legal")
DIFUSION = _tabla("difusion")
DESTINATARIO_DE_DIFUSION = _tabla("destinatario_de_difusion")
