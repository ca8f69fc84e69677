"""Qué pasos del camino de un plan faltan, con la misma vista que usa quien lo consulta."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dominio.casos.contexto import Contexto
from dominio.casos.pasos_de_la_ruta import PasosDeLaRuta
from dominio.casos.vista_ruta import VistaDeRuta
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.ruta import Paso, PlazoDePaso
from dominio.puertos.tiempo import Calendario
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia


def plazos_abiertos(
    unidad: UnidadDeTrabajo, entidad: Entidad, vigencia: Vigencia, calendario: Calendario, ahora: datetime
) -> Mapping[Paso, PlazoDePaso]:
    """Los plazos que fijó la entidad para pasos que todavía no están terminados.

    Los propuestos por el asistente no se recuerdan: nadie se comprometió con ellos.
    """
    fijados = unidad.ruta.plazos(entidad.id, vigencia)
    if not fijados:
        return {}
    contexto = Contexto(unidad, _nadie(entidad), entidad, ahora, calendario, canal="recordatorios")
    pasos = PasosDeLaRuta(VistaDeRuta(contexto, vigencia))
    return {paso: plazo for paso, plazo in fijados.items() if not pasos.situacion(paso).terminado}


def _nadie(entidad: Entidad) -> Persona:
    """El asistente mira la ruta por su cuenta: ve toda la entidad y no es nadie en la base."""
    return Persona(IdPersona(0), entidad.id, "", None, Rol.PLANEACION, None, None, None)
