"""La tabla de órdenes: nombre, qué hace, quién la ve y quién la atiende."""

from __future__ import annotations

from functools import cache

from bot.ordenes import (
    alertas,
    aplazados,
    catalogos,
    coherencia,
    consultas,
    correcciones,
    cortes,
    delegaciones,
    difusiones,
    evidencias,
    invitaciones,
    metas,
    pendientes,
    personales,
    personas,
    planeacion,
    reclamos,
    recordatorios,
    repeticiones,
    reportes,
    resumenes,
    revision,
    seguimiento,
    versiones,
)
from bot.ordenes.pedido import Atender, Orden
from bot.ordenes.tabla_de_la_ruta import SUELTAS as DE_LA_RUTA
from bot.ordenes.tabla_de_la_ruta import de_la_ruta
from bot.textos.idioma import _l
from dominio.reglas.permisos import Permiso

# Nombres que el producto ya anuncia y todavía no atiende: se dicen, pero no salen en el menú.
NO_DISPONIBLES: frozenset[str] = frozenset()


@cache
def ordenes() -> tuple[Orden, ...]:
    """Todas las órdenes, en el orden del menú."""
    return (
        *_de_todos(),
        *_de_alertas(),
        *_de_metas(),
        *_de_revision(),
        *de_la_ruta(),
        *_de_planeacion(),
        *_de_la_gente(),
        *_del_plan(),
        *_del_final(),
    )


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
        Orden(
            "sinnovedad",
            _l("Reportar una actividad sin novedad."),
            "/sinnovedad A-012",
            repeticiones.sin_novedad,
            reportar,
        ),
        Orden(
            "igual",
            _l("Reportar igual que en el corte anterior."),
            "/igual A-012",
            repeticiones.igual,
            reportar,
        ),
        Orden(
            "corregir", _l("Corregir un reporte enviado."), "/corregir A-012", correcciones.corregir, reportar
        ),
        Orden("mis", _l("Ver mis actividades y cómo van."), "", consultas.mis),
        Orden("estado", _l("Ver cómo va el plan o una parte."), "/estado educación", consultas.estado),
        Orden("pendientes", _l("Ver qué falta por reportar."), "", pendientes.pendientes),
        Orden(
            "evidencias",
            _l("Ver lo que respalda un reporte."),
            "/evidencias AV-2026-000123",
            evidencias.evidencias,
        ),
    )


def _de_revision() -> tuple[Orden, ...]:
    revisar, firmar = Permiso.REVISAR, Permiso.DAR_VISTO_BUENO
    return (
        Orden("revisar", _l("Revisar los reportes enviados."), "/revisar salud", revision.revisar, revisar),
        Orden(
            "aprobar", _l("Aprobar un reporte."), "/aprobar AV-2026-000123", revision.orden_aprobar, revisar
        ),
        Orden(
            "devolver",
            _l("Devolver un reporte con lo observado."),
            "/devolver AV-2026-000123",
            revision.orden_devolver,
            revisar,
        ),
        Orden(
            "vistobueno",
            _l("Dar el visto bueno a los reportes de su dependencia."),
            "/vistobueno AV-2026-000123",
            revision.orden_visto_bueno,
            firmar,
        ),
    )


def _de_alertas() -> tuple[Orden, ...]:
    descripcion = _l("Ver qué hay que atender y quién debe.")
    return (Orden("alertas", descripcion, "/alertas salud", alertas.alertas),)


def _de_metas() -> tuple[Orden, ...]:
    descripcion, resultado = _l("Reportar el resultado de una meta."), Permiso.REGISTRAR_RESULTADO
    return (Orden("resultado", descripcion, "/resultado vías", metas.resultado, resultado),)


def _de_planeacion() -> tuple[Orden, ...]:
    importar, exportar = Permiso.IMPORTAR, Permiso.EXPORTAR
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
        Orden(
            "corte",
            _l("Ver los cortes; cerrar, prorrogar o reabrir."),
            "/corte prorrogar 15 de octubre",
            cortes.corte,
            Permiso.GESTIONAR_CORTES,
        ),
        Orden(
            "seguimiento",
            _l("Ver cómo van llegando los reportes de un corte."),
            "/seguimiento 2026-T3 salud",
            seguimiento.seguimiento,
            Permiso.VER_SEGUIMIENTO,
        ),
    )


def _de_la_gente() -> tuple[Orden, ...]:
    return (
        Orden(
            "invitar",
            _l("Invitar a una persona."),
            "/invitar Ana Ruiz; responsable; Salud",
            invitaciones.invitar_persona,
            Permiso.INVITAR,
        ),
        Orden(
            "personas",
            _l("Ver quién está vinculado, revocar y cambiar roles."),
            "/personas salud",
            personas.personas,
            Permiso.GESTIONAR_PERSONAS,
        ),
        Orden(
            "difundir",
            _l("Mandar un mensaje a un rol o a una dependencia."),
            "/difundir responsables: mañana cierra el corte",
            difusiones.difundir,
            Permiso.DIFUNDIR,
        ),
    )


def _del_plan() -> tuple[Orden, ...]:
    exportar = Permiso.EXPORTAR
    return (
        Orden(
            "resumen",
            _l("Recibir el resumen de la semana."),
            "/resumen salud",
            resumenes.resumen,
            Permiso.VER_SEGUIMIENTO,
        ),
        Orden(
            "versiones",
            _l("Ver las versiones del plan y qué cambió."),
            "/versiones 2",
            versiones.versiones,
            exportar,
        ),
        Orden(
            "modificar",
            _l("Cambiar una actividad sin traer un libro."),
            "/modificar A-012 fin 30/11/2026",
            versiones.modificar,
            Permiso.MODIFICAR_PLAN,
        ),
        Orden(
            "catalogos",
            _l("Ver y cargar los catálogos oficiales."),
            "/catalogos fuente salud",
            catalogos.catalogos,
            Permiso.CARGAR_CATALOGOS,
        ),
        Orden(
            "coherencia",
            _l("Ver qué no cuadra en el plan y cómo se arregla."),
            "/coherencia salud",
            coherencia.coherencia,
            Permiso.REVISAR_COHERENCIA,
        ),
    )


def _del_final() -> tuple[Orden, ...]:
    from bot.ordenes import menu

    reportar, sin_dialogo = Permiso.REGISTRAR_AVANCE, reportes.sin_dialogo
    return (
        Orden("seguir", _l("Seguir un reporte que dejó para después."), "", aplazados.seguir, reportar),
        Orden("cancelar", _l("Dejar el reporte en curso sin guardar."), "", sin_dialogo, reportar),
        Orden(
            "delegar",
            _l("Que otra persona reporte por usted unos días."),
            "/delegar Ana Ruiz",
            delegaciones.delegar,
            Permiso.DELEGAR,
        ),
        Orden(
            "recordatorios",
            _l("Ver y cambiar lo que le recuerdo."),
            "/recordatorios de 9 a 17",
            recordatorios.recordatorios,
        ),
        Orden("misdatos", _l("Ver qué datos suyos se guardan."), "", personales.misdatos),
        Orden("ayuda", _l("Ver qué puede hacer, con ejemplos."), "", menu.ayuda),
    )


@cache
def que_atiende() -> dict[str, Atender]:
    """Quién atiende cada orden, también las que no van en el menú."""
    from bot.ordenes import menu

    atienden = {orden.nombre: orden.atender for orden in ordenes()}
    dentro_de_un_dialogo = ("atras", "saltar", "confirmar", "editar", "listo")
    sueltas: dict[str, Atender] = {
        "start": menu.start,
        "siguiente": revision.orden_siguiente,
        "descargar": personales.descargar,
        "descartar": aplazados.descartar,
        "reclamos": reclamos.orden,
    }
    return atienden | dict.fromkeys(dentro_de_un_dialogo, reportes.sin_dialogo) | sueltas | DE_LA_RUTA
