"""La tabla de órdenes: nombre, qué hace, quién la ve y quién la atiende."""

from __future__ import annotations

from functools import cache

from bot.ordenes import consultas, pendientes, personales, planeacion, reportes
from bot.ordenes.pedido import Atender, Orden
from bot.textos.idioma import _l
from dominio.reglas.permisos import Permiso

# Nombres que el producto ya anuncia y todavía no atiende: se dicen, pero no salen en el menú.
NO_DISPONIBLES = frozenset(
    {"corregir", "recordatorios", "coherencia", "revisar", "aprobar", "corte", "personas", "difundir"}
)


@cache
def ordenes() -> tuple[Orden, ...]:
    """Todas las órdenes, en el orden del menú."""
    return (*_de_todos(), *_de_planeacion(), *_del_final())


def _de_todos() -> tuple[Orden, ...]:
    reportar, gasto = Permiso.REGISTRAR_AVANCE, Permiso.REGISTRAR_EJECUCION
    return (
        Orden(
            "avance", _l("Reportar el avance de una actividad."), "/avance A-012", reportes.avance, reportar
        ),
        Orden(
            "ejecucion",
            _l("Registrar CDP, compromiso, obligación o pago."),
            "/ejecucion A-012",
            reportes.ejecucion,
            gasto,
        ),
        Orden("mis", _l("Ver mis actividades y cómo van."), "", consultas.mis),
        Orden("estado", _l("Ver cómo va el plan o una parte."), "/estado educación", consultas.estado),
        Orden("pendientes", _l("Ver qué falta por reportar."), "", pendientes.pendientes),
    )


def _de_planeacion() -> tuple[Orden, ...]:
    importar, exportar = Permiso.IMPORTAR, Permiso.EXPORTAR
    ejemplo = "/invitar Ana Ruiz; responsable; Salud"
    return (
        Orden("importar", _l("Cargar el Plan de Acción desde Excel."), "", planeacion.importar, importar),
        Orden(
            "plantilla", _l("Recibir el formato de Excel."), "/plantilla plan", planeacion.plantilla, importar
        ),
        Orden(
            "exportar",
            _l("Recibir el consolidado en Excel."),
            "/exportar 2026-T3",
            planeacion.exportar,
            exportar,
        ),
        Orden("invitar", _l("Invitar a una persona."), ejemplo, planeacion.invitar_persona, Permiso.INVITAR),
    )


def _del_final() -> tuple[Orden, ...]:
    from bot.ordenes import menu

    reportar, sin_dialogo = Permiso.REGISTRAR_AVANCE, reportes.sin_dialogo
    return (
        Orden("seguir", _l("Seguir el reporte que dejó a medias."), "", sin_dialogo, reportar),
        Orden("cancelar", _l("Dejar el reporte en curso sin guardar."), "", sin_dialogo, reportar),
        Orden("misdatos", _l("Ver qué datos suyos se guardan."), "", personales.misdatos),
        Orden("ayuda", _l("Ver qué puede hacer, con ejemplos."), "", menu.ayuda),
    )


@cache
def que_atiende() -> dict[str, Atender]:
    """Quién atiende cada orden, también las que no van en el menú."""
    from bot.ordenes import menu

    atienden = {orden.nombre: orden.atender for orden in ordenes()}
    dentro_de_un_dialogo = ("atras", "saltar", "confirmar", "editar", "listo")
    return atienden | dict.fromkeys(dentro_de_un_dialogo, reportes.sin_dialogo) | {"start": menu.start}
