"""Las órdenes de la ruta del plan: las del menú y las que solo se escriben."""

from __future__ import annotations

from bot.ordenes import documentos_del_plan, ruta, rutas_del_plan
from bot.ordenes.pedido import Atender, Orden
from bot.textos.idioma import _l
from dominio.reglas.permisos import Permiso

# Se llega a ellas también con los botones de /pasos.
SUELTAS: dict[str, Atender] = {
    "recibir": rutas_del_plan.recibir,
    "devolverplan": rutas_del_plan.devolver_plan,
    "documento": rutas_del_plan.documento,
    "marcar": rutas_del_plan.marcar,
    "plazo": rutas_del_plan.plazo,
}


def de_la_ruta() -> tuple[Orden, ...]:
    """Las del menú."""
    ver, conducir = Permiso.VER_RUTA, Permiso.CONDUCIR_RUTA
    return (
        Orden("pasos", _l("Ver los siete pasos del plan y qué falta."), "/pasos 5", ruta.pasos, ver),
        Orden("plan", _l("Ver qué instrumentos están cargados."), "", ruta.plan, ver),
        Orden(
            "documentos",
            _l("Ver y recibir los documentos del plan."),
            "/documentos acta",
            documentos_del_plan.documentos,
            ver,
        ),
        Orden(
            "remitir",
            _l("Remitir a planeación la parte de su dependencia."),
            "",
            rutas_del_plan.remitir,
            Permiso.REMITIR_PLAN,
        ),
        Orden(
            "consejo",
            _l("Registrar la aprobación del Consejo de Gobierno."),
            "",
            rutas_del_plan.consejo,
            conducir,
        ),
        Orden("publicar", _l("Registrar dónde se publicó el plan."), "", rutas_del_plan.publicar, conducir),
    )
