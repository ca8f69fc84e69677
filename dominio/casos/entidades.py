"""Registrar entidades: lo hace quien instala, antes de que haya personas."""

from __future__ import annotations

from datetime import datetime

from dominio.entender.texto import limpiar
from dominio.errores import NombreVacio
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.entidad import Entidad
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.codigos import CodigoDivipola

SIN_PERSONA = ("crear_entidad",)
"""Casos que se hacen antes de que haya a quién exigirle un permiso."""

_MAXIMO_NOMBRE = 200


def crear_entidad(unidad: UnidadDeTrabajo, codigo: str, nombre: str, ahora: datetime) -> Entidad:
    """Registra una entidad y deja la traza.

    Args:
        codigo: DIVIPOLA de cinco dígitos, con su cero a la izquierda.

    Raises:
        CodigoInvalido: no son cinco dígitos. NombreVacio: no trae nombre.
        EntidadRepetida: ya hay una con ese código.
    """
    valido = str(CodigoDivipola.de(codigo.strip()))
    limpio = limpiar(nombre, _MAXIMO_NOMBRE)
    if not limpio:
        raise NombreVacio("nombre")
    entidad = unidad.entidades.crear(valido, limpio)
    unidad.auditoria.anotar(
        Anotacion(
            entidad_id=entidad.id,
            actor_id=None,
            accion="crear_entidad",
            objeto=f"entidad:{valido}",
            antes=None,
            despues={"codigo": valido, "nombre": limpio},
            update_id=None,
            canal="cli",
        ),
        ahora,
    )
    return entidad
