"""Los casos de las difusiones, con argumentos válidos; la que se consulta la mandó planeación."""

from __future__ import annotations

from dominio.casos import difundir, difusiones
from dominio.casos.contexto import Contexto
from dominio.modelo.difusion import DestinoDeDifusion, IdDifusion, NuevaDifusion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Rol
from tests.apoyo.plan import AHORA
from tests.autorizacion.escenario import Escenario, Lado
from tests.autorizacion.llamadas import Llamada, general

_PETICION = difundir.PeticionDeDifusion(DestinoDeDifusion(), "Mañana cierra el corte.")
_CUERPO = {"text": "Mañana cierra el corte."}


def _ya_mandada(ctx: Contexto, autor: IdPersona | None = None) -> IdDifusion:
    nueva = NuevaDifusion(
        ctx.entidad.id, "hecha", autor, None, "Hola", DestinoDeDifusion(), _CUERPO, AHORA, AHORA, AHORA
    )
    numero = ctx.unidad.difusiones.crear(nueva)
    assert numero is not None
    return numero


def _reintentar(ctx: Contexto) -> object:
    numero = _ya_mandada(ctx)
    ctx.unidad.difusiones.detener(numero, AHORA)
    ctx.unidad.difusiones.terminar(numero, AHORA)
    return difusiones.reintentar_difusion(ctx, numero, _CUERPO)


def _responder(ctx: Contexto, _lado: Lado, _escenario: Escenario) -> object:
    # Quien difundió no se contesta a sí mismo: lo mandó otra persona con chat.
    otras = [p for p in ctx.unidad.personas.listar(ctx.entidad.id) if p.telegram_id and p.id != ctx.actor.id]
    autor = next((p for p in otras if p.rol is Rol.PLANEACION), otras[0])
    return difusiones.responder_difusion(ctx, _ya_mandada(ctx, autor.id), "Listo.")


DE_DIFUSIONES: dict[str, Llamada] = {
    "audiencia": general(difundir.audiencia),
    "consultar_difusion": general(lambda c: difusiones.consultar_difusion(c, _ya_mandada(c))),
    "detener_difusion": general(lambda c: difusiones.detener_difusion(c, _ya_mandada(c))),
    "difundir": general(lambda c: difundir.difundir(c, _PETICION, "nueva", _CUERPO)),
    "difusiones_recientes": general(difusiones.difusiones_recientes),
    "no_la_recibieron": general(lambda c: difusiones.no_la_recibieron(c, _ya_mandada(c))),
    "reintentar_difusion": general(_reintentar),
    "responder_difusion": Llamada(_responder),
    "revisar_difusion": general(lambda c: difundir.revisar_difusion(c, _PETICION)),
}
