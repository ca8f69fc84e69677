"""Cómo se hace cada encargo: leer un libro, aplicarlo, exportar."""

from __future__ import annotations

from datetime import datetime

from bot.ajustes import Ajustes
from bot.armado import armar_herramientas
from bot.tareas.catalogos import oficio_de_catalogo
from bot.tareas.exportaciones import exportar
from bot.tareas.lecturas import aplicar, leer_libro
from bot.tareas.resumenes import es_resumen, retirar_resumen
from bot.tareas.taller import Taller
from dominio.errores import (
    BaseNoDisponible,
    BaseOcupada,
    ErrorDominio,
    EsquemaAtrasado,
    PermisoDenegado,
)
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.identidad import IdEncargo
from dominio.modelo.recordatorio import EstadoRecordatorio

# De esto se sale volviendo a intentar o arreglando la instalación: no es respuesta para la persona.
_DEL_AMBIENTE = (BaseNoDisponible, BaseOcupada, EsquemaAtrasado)


def hacer(numero: int, ahora: datetime, ajustes: Ajustes) -> None:
    """Hace el encargo ``numero`` y deja su respuesta en la salida, en una transacción.

    Lo que el plan no permite se contesta con su frase y el encargo queda fallido. A quien perdió su
    acceso mientras tanto no se le hace ni se le contesta nada.
    """
    herramientas = armar_herramientas(ajustes)
    try:
        with herramientas.almacen.lectura() as unidad:
            encargo = unidad.encargos.traer(IdEncargo(numero))
            persona = unidad.personas.traer(encargo.persona_id)
        taller = Taller(herramientas, encargo, ahora)
        if not persona.activa and es_resumen(encargo):
            retirar_resumen(taller, EstadoRecordatorio.NO_ENTREGABLE)
            return
        if not persona.activa:
            taller.rechazar(PermisoDenegado("persona"))
            return
        oficios = {
            TipoEncargo.LEER_LIBRO: leer_libro,
            TipoEncargo.APLICAR_IMPORTACION: aplicar,
            TipoEncargo.EXPORTAR: exportar,
        }
        try:
            (oficio_de_catalogo(encargo) or oficios[encargo.tipo])(taller)
        except _DEL_AMBIENTE:
            raise
        except ErrorDominio as error:
            taller.rechazar(error)
    finally:
        herramientas.almacen.cerrar()
