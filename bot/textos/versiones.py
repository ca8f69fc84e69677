"""Lo que se dice de las versiones del plan y de un cambio sin libro."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.modificar import CambioRevisado
from dominio.modelo.libro import Cambio
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.version_del_plan import ClaseDeEdicion, EdicionDelPlan
from dominio.reglas.diferencias import CAMBIA, NUEVO

CAMPOS: dict[CampoModificable, Perezosa] = {
    CampoModificable.INICIO: _l("Fecha de inicio"),
    CampoModificable.FIN: _l("Fecha de terminación"),
    CampoModificable.PONDERACION: _l("Ponderación"),
    CampoModificable.CANTIDAD: _l("Cantidad programada"),
    CampoModificable.RESPONSABLE: _l("Responsable"),
    CampoModificable.MONTO: _l("Monto programado"),
    CampoModificable.CIERRE: _l("Cerrar la actividad"),
}
_CLASES: dict[ClaseDeEdicion, Perezosa] = {
    ClaseDeEdicion.BORRADOR: _l("Borrador"),
    ClaseDeEdicion.SEGUIMIENTO: _l("Seguimiento"),
}
_TIPOS: dict[str, Perezosa] = {
    NUEVO: _l("Nuevo: %(clase)s %(objeto)s"),
    "ya no está": _l("Ya no está: %(clase)s %(objeto)s"),
}


def nombre(edicion: EdicionDelPlan) -> str:
    """«Versión 2», «Borrador» o «Seguimiento de la versión 2»."""
    if edicion.numero is not None:
        return _("Versión %(n)s") % {"n": edicion.numero}
    if edicion.clase is ClaseDeEdicion.SEGUIMIENTO and edicion.version is not None:
        return _("Seguimiento de la versión %(n)s") % {"n": edicion.version}
    return str(_CLASES[edicion.clase])


def en_lista(edicion: EdicionDelPlan) -> Html:
    """Una línea o dos: qué edición, desde cuándo, quién, con qué acto y por qué."""
    cabeza = armar(
        _("<b>%(nombre)s</b> · %(cuando)s · %(autor)s"),
        nombre=nombre(edicion),
        cuando=formato.instante(edicion.en),
        autor=edicion.autor or _("línea de órdenes"),
    )
    detalle = [texto for texto in (_acto(edicion), _razon(edicion)) if texto]
    return unir([cabeza, armar("   %(detalle)s", detalle=". ".join(detalle))]) if detalle else cabeza


def _acto(edicion: EdicionDelPlan) -> str:
    acto = edicion.acto
    if acto is None:
        return ""
    return _("%(acto)s del %(fecha)s") % {
        "acto": recortar(acto.numero, 80),
        "fecha": formato.fecha(acto.fecha),
    }


def _razon(edicion: EdicionDelPlan) -> str:
    if edicion.clase is ClaseDeEdicion.SEGUIMIENTO:
        return _("cambió la ejecución o el orden; la programación sigue igual")
    return recortar(edicion.razon or "", 160)


def cambio_en_linea(cambio: Cambio) -> Html:
    """«actividad A-012, fecha de terminación: 30/06/2026 → 31/12/2026» o «Nuevo: actividad A-020»."""
    if cambio.tipo != CAMBIA:
        plantilla = str(_TIPOS[cambio.tipo])
        return armar(plantilla, clase=cambio.clase, objeto=recortar(cambio.objeto, 80))
    return armar(
        _("%(clase)s %(objeto)s, %(campo)s: %(antes)s → %(despues)s"),
        clase=cambio.clase,
        objeto=recortar(cambio.objeto, 80),
        campo=cambio.campo,
        antes=recortar(cambio.antes or "—", 80),
        despues=recortar(cambio.despues or "—", 80),
    )


def cambios_por_objeto(cambios: Sequence[Cambio]) -> list[Html]:
    """Agrupados: una línea por objeto nuevo o retirado, y una por objeto con todos sus campos."""
    grupos: dict[tuple[str, str, str], list[Cambio]] = {}
    for cambio in cambios:
        grupos.setdefault((cambio.clase, cambio.objeto, cambio.tipo), []).append(cambio)
    lineas = []
    for (clase, objeto, tipo), suyos in grupos.items():
        if tipo != CAMBIA:
            lineas.append(armar("• %(que)s", que=cambio_en_linea(suyos[0])))
            continue
        campos = "; ".join(
            f"{uno.campo}: {recortar(uno.antes or '—', 60)} → {recortar(uno.despues or '—', 60)}"
            for uno in suyos
        )
        lineas.append(
            armar(
                "• <b>%(clase)s %(objeto)s</b>: %(campos)s",
                clase=clase,
                objeto=recortar(objeto, 60),
                campos=recortar(campos, 400),
            )
        )
    return lineas


def lo_que_cambia(revisado: CambioRevisado) -> list[Html]:
    """Antes y después, con lo que hay que saber antes de confirmar."""
    renglon = revisado.renglon
    titulo = armar(
        "<b>%(codigo)s</b> %(nombre)s", codigo=renglon.codigo, nombre=recortar(renglon.nombre, 120)
    )
    if revisado.campo is CampoModificable.CIERRE:
        lineas = [titulo, Html(_("Se cierra: ya no se reporta ni cuenta en el avance, y no se borra."))]
        if revisado.con_reportes:
            lineas.append(Html(_("Lo que tiene reportado se conserva.")))
        return lineas
    cambio = armar(
        "%(campo)s: %(antes)s → <b>%(despues)s</b>",
        campo=str(CAMPOS[revisado.campo]),
        antes=revisado.antes or "—",
        despues=revisado.despues,
    )
    if revisado.registro is None:
        return [titulo, cambio]
    fuente = revisado.registro.fuente or revisado.registro.fuente_codigo or _("sin fuente")
    return [titulo, armar(_("Fuente: %(fuente)s"), fuente=recortar(fuente, 100)), cambio]


def quedo_como(edicion: EdicionDelPlan) -> Html:
    """En qué edición quedó guardado."""
    if edicion.numero is None:
        return Html(_("Guardado. El plan sigue en borrador: todavía no lo aprueba el Consejo de Gobierno."))
    return armar(_("Guardado: el plan queda en su <b>versión %(n)s</b>."), n=edicion.numero)


def pide_acto() -> Html:
    """Por qué se pregunta la razón y el acto."""
    return Html(
        _(
            "El plan ya está aprobado: este cambio es una modificación y queda numerada, con su razón y su "
            "acto."
        )
    )
