"""La actividad o el proyecto al que se le registra ejecución, como elección de un diálogo."""

from __future__ import annotations

from bot.dialogos.campos import con_codigo
from bot.motor.campos import Eleccion
from bot.textos.idioma import _
from dominio.casos.ejecutar import ObjetoDeGasto


def clave_de_objeto(objeto: ObjetoDeGasto) -> str:
    """Cómo se guarda el objeto escogido: «a5» es una actividad y «p2» un proyecto."""
    return f"p{objeto.proyecto_id}" if objeto.actividad_id is None else f"a{objeto.actividad_id}"


def eleccion_de_objeto(objeto: ObjetoDeGasto) -> Eleccion:
    """El objeto como se ofrece: también se escoge por su código, su BPIN o su nombre."""
    if objeto.actividad_id is None:
        rotulo = _("Proyecto %(bpin)s %(nombre)s") % {"bpin": objeto.codigo, "nombre": objeto.nombre}
        return Eleccion(clave_de_objeto(objeto), rotulo, (objeto.codigo, objeto.nombre))
    return con_codigo(clave_de_objeto(objeto), objeto.codigo, objeto.nombre)
