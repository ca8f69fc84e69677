"""El aviso a la jefatura: un reporte de su dependencia espera su visto bueno."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogos.avisos import aviso_para
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo
from bot.textos.avisos_revision import para_la_jefatura
from bot.textos.idioma import _
from dominio.casos.revisar import firmas_pendientes
from dominio.modelo.envio import Envio
from dominio.reglas.permisos import Permiso

_DEJAN_REPORTE = frozenset(
    {Permiso.REGISTRAR_AVANCE, Permiso.REGISTRAR_EJECUCION, Permiso.REGISTRAR_RESULTADO}
)


def con_aviso(dialogo: Dialogo) -> Dialogo:
    """El mismo diálogo; si deja un reporte y la entidad pide visto bueno, su jefatura se entera."""
    if dialogo.permiso not in _DEJAN_REPORTE:
        return dialogo

    def confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
        dicho = dialogo.confirmar(entorno, clave_envio)
        cierre = dicho if isinstance(dicho, Cierre) else Cierre(dicho)
        return replace(cierre, envios=(*cierre.envios, *_avisos(entorno, clave_envio)))

    return replace(dialogo, confirmar=confirmar)


def _avisos(entorno: Entorno, clave_envio: str) -> tuple[Envio, ...]:
    contexto = entorno.datos.contexto
    if not contexto.entidad.visto_bueno:
        return ()
    folio = contexto.unidad.reportes.por_clave(clave_envio)
    if folio is None:
        return ()
    reporte, faltan = firmas_pendientes(contexto, folio)
    texto = para_la_jefatura(reporte)
    return tuple(
        # Confirmar dos veces el mismo reporte no avisa dos veces.
        replace(envio, clave=f"visto_bueno:{contexto.entidad.id}:{folio}:{persona.id}")
        for persona in faltan
        for envio in aviso_para(persona, texto, (_("Revisar"), f"{APARTE}w:v:{folio}:0"))
    )
