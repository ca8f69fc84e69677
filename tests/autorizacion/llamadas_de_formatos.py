"""Los casos de los formatos de la entidad: confirmar cómo se lee su libro, y devolverlo lleno."""

from __future__ import annotations

from collections.abc import Callable

from dominio.casos import formato_propio, formatos
from dominio.casos.contexto import Contexto
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.formato_propio import FormatoLleno, ResumenDeFormato
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.libro_recibido import NuevoLibro, NuevoPerfil, PerfilGuardado
from dominio.modelo.perfil import ClaseDeDuda, Duda, OpcionDeDuda, Propuesta
from tests.apoyo.plan import AHORA, VIGENCIA
from tests.autorizacion.llamadas import CORTE, Llamada, general
from tests.autorizacion.llamadas_de_libros import ORIGINAL, PERFIL

_DUDA = Duda(
    "hoja/plan.monto", ClaseDeDuda.COLUMNA, "", "¿Cuál?", (OpcionDeDuda("col:1", "A"),), "col:1", True
)
_GUARDADO = PerfilGuardado(PERFIL.nombre, PERFIL, AHORA, None)
_LLENO = FormatoLleno(PERFIL, CORTE, ())


def _de_un_libro(hacer: Callable[[Contexto, Encargo], object]) -> Llamada:
    """Sobre un libro que la misma persona acaba de mandar."""

    def llamar(ctx: Contexto) -> object:
        encargo = ctx.unidad.encargos.crear(TipoEncargo.LEER_LIBRO, ctx.entidad.id, ctx.actor.id, 1, {})
        ctx.unidad.propuestas.guardar(encargo.id, Propuesta(PERFIL, dudas=(_DUDA,)))
        return hacer(ctx, encargo)

    return general(llamar)


def _por_devolver(ctx: Contexto) -> object:
    """Con un libro que ya se guardó con su formato."""
    ctx.unidad.perfiles.guardar(NuevoPerfil(ctx.entidad.id, PERFIL, None, AHORA))
    nuevo = NuevoLibro(ctx.entidad.id, VIGENCIA, ORIGINAL, PERFIL.nombre, None, AHORA, True)
    ctx.unidad.libros_recibidos.agregar(nuevo)
    return formato_propio.formato_por_devolver(ctx, VIGENCIA, None)


DE_FORMATOS: dict[str, Llamada] = {
    "aceptar_dudas": _de_un_libro(lambda c, encargo: formatos.aceptar_dudas(c, encargo.id)),
    "anotar_formato": general(
        lambda c: formato_propio.anotar_formato(c, VIGENCIA, _LLENO, ResumenDeFormato(1, 0, 0, 0))
    ),
    "anotar_propuesta": _de_un_libro(
        lambda c, encargo: formatos.anotar_propuesta(c, encargo, Propuesta(PERFIL))
    ),
    "cambiar_columna": _de_un_libro(
        lambda c, encargo: formatos.cambiar_columna(c, encargo.id, (TipoLibro.PLAN, "actividad"), None)
    ),
    "formato_por_devolver": general(_por_devolver),
    "llenar_formato": general(
        lambda c: formato_propio.llenar_formato(c, VIGENCIA, CORTE, _GUARDADO, LibroLeido())
    ),
    "propuesta_de": _de_un_libro(lambda c, encargo: formatos.propuesta_de(c, encargo.id)),
    "responder_duda": _de_un_libro(
        lambda c, encargo: formatos.responder_duda(c, encargo.id, _DUDA.clave, "col:1")
    ),
}
