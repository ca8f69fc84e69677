"""Registrar entidades, que lo hace quien instala antes de que haya personas, y ajustarlas."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dominio.casos.contexto import Contexto, caso
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida, NombreVacio
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.entidad import Entidad
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.reglas.permisos import Permiso
from dominio.valores.codigos import CodigoDivipola

SIN_PERSONA = ("crear_entidad",)
"""Casos que se hacen antes de que haya a quién exigirle un permiso."""

_MAXIMO_NOMBRE = 200
MINIMO_NARRATIVA, MAXIMO_NARRATIVA = 50, 2_000


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


@caso(Permiso.GESTIONAR_PERSONAS)
def ajustar_visto_bueno(ctx: Contexto, activo: bool) -> Entidad:
    """Decide si los reportes pasan por la jefatura antes que por planeación, y deja la traza.

    Al apagarlo, lo que esperaba visto bueno queda en la cola de planeación.
    """
    entidad = ctx.unidad.entidades.traer(ctx.entidad.id)
    ajustada = replace(entidad, visto_bueno=activo)
    if ajustada != entidad:
        ctx.unidad.entidades.configurar(ajustada)
        ctx.anotar(
            "ajustar_entidad",
            f"entidad:{entidad.codigo}",
            {"visto_bueno": entidad.visto_bueno},
            {"visto_bueno": activo},
        )
    return ajustada


@caso(Permiso.GESTIONAR_PERSONAS)
def ajustar_limite_narrativa(ctx: Contexto, limite: int | None) -> Entidad:
    """Dice cuántos caracteres admite el formato de la entidad en lo narrado, y deja la traza.

    Pasarse nunca impide reportar: se avisa (R36). ``None`` deja de avisar.

    Raises:
        EntradaInvalida: ``limite_fuera_de_rango``, si no está entre 50 y 2.000.
    """
    if limite is not None and not MINIMO_NARRATIVA <= limite <= MAXIMO_NARRATIVA:
        raise EntradaInvalida(
            "limite_fuera_de_rango", "limite", minimo=MINIMO_NARRATIVA, maximo=MAXIMO_NARRATIVA
        )
    entidad = ctx.unidad.entidades.traer(ctx.entidad.id)
    ajustada = replace(entidad, limite_narrativa=limite)
    if ajustada != entidad:
        ctx.unidad.entidades.configurar(ajustada)
        ctx.anotar(
            "ajustar_entidad",
            f"entidad:{entidad.codigo}",
            {"limite_narrativa": entidad.limite_narrativa},
            {"limite_narrativa": limite},
        )
    return ajustada
