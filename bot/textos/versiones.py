"""Lo que se dice de las versiones del plan y de un cambio sin libro."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.ediciones import ANTES_DE_LAS_EDICIONES
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
_PRINCIPALES = 5
_POR_CLASE = ("actividad", "registro", "meta")
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
    detalle = [texto for texto in (_que_cambio(edicion), _acto(edicion), _razon(edicion)) if texto]
    return unir([cabeza, armar("   %(detalle)s", detalle=". ".join(detalle))]) if detalle else cabeza


def _que_cambio(edicion: EdicionDelPlan) -> str:
    """De un borrador, qué se cambió: es lo que lo distingue del anterior."""
    if edicion.clase is not ClaseDeEdicion.BORRADOR:
        return ""
    codigo, _dos, campo = edicion.origen.rpartition(": ")
    if codigo and campo in tuple(CampoModificable):
        return f"{recortar(codigo, 40)}: {str(CAMPOS[CampoModificable(campo)]).lower()}"
    return "" if edicion.origen == ANTES_DE_LAS_EDICIONES else _("con un libro")


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
    lineas = []
    for (clase, objeto, tipo), suyos in _por_objeto(cambios).items():
        if tipo != CAMBIA:
            lineas.append(armar("• %(que)s", que=cambio_en_linea(suyos[0])))
            continue
        lineas.append(
            armar(
                "• <b>%(clase)s %(objeto)s</b>: %(campos)s",
                clase=clase,
                objeto=recortar(objeto, 60),
                campos=recortar(_campos(suyos), 400),
            )
        )
    return lineas


def _por_objeto(cambios: Sequence[Cambio]) -> dict[tuple[str, str, str], list[Cambio]]:
    grupos: dict[tuple[str, str, str], list[Cambio]] = {}
    for cambio in cambios:
        grupos.setdefault((cambio.clase, cambio.objeto, cambio.tipo), []).append(cambio)
    return grupos


def _campos(suyos: Sequence[Cambio]) -> str:
    return "; ".join(
        f"{uno.campo}: {recortar(uno.antes or '—', 60)} → {recortar(uno.despues or '—', 60)}" for uno in suyos
    )


def en_corto(cambios: Sequence[Cambio], deshacen: Sequence[Cambio], numero: int | None) -> list[str]:
    """Cuántos objetos cambian y los principales, en texto llano para guardarlo hasta que se confirme.

    Args:
        cambios: los de la programación.
        deshacen: los que devuelven algo a como estaba antes de la versión ``numero``; van primero.
        numero: el de la última modificación.
    """
    contrarios = {(c.clase, c.objeto, c.tipo) for c in deshacen}
    grupos = sorted(_por_objeto(cambios).items(), key=lambda par: _peso(par[0], contrarios))
    frase = ngettext("Cambia %(n)s objeto del plan:", "Cambian %(n)s objetos del plan:", len(grupos))
    lineas = [frase % {"n": len(grupos)}]
    for clave, suyos in grupos[:_PRINCIPALES]:
        clase, objeto, tipo = clave
        dicho = {"clase": clase, "objeto": recortar(objeto, 60)}
        if tipo == CAMBIA:
            linea = f"• {clase} {dicho['objeto']}: {recortar(_campos(suyos), 200)}"
        else:
            linea = f"• {str(_TIPOS[tipo]) % dicho}"
        if clave in contrarios:
            linea += " " + _("(deshace lo de la versión %(n)s)") % {"n": numero}
        lineas.append(linea)
    if len(grupos) > _PRINCIPALES:
        lineas.append(_("… y %(n)s más") % {"n": len(grupos) - _PRINCIPALES})
    return lineas


def _peso(clave: tuple[str, str, str], contrarios: set[tuple[str, str, str]]) -> tuple[bool, bool, int]:
    """Primero lo que deshace, después lo que se quita, y antes las actividades y el dinero que lo demás."""
    clase, _objeto, tipo = clave
    orden = _POR_CLASE.index(clase) if clase in _POR_CLASE else len(_POR_CLASE)
    return clave not in contrarios, tipo in (CAMBIA, NUEVO), orden


def deshace(deshacen: Sequence[Cambio], numero: int | None) -> Html:
    """El aviso de que el libro devuelve algo a como estaba; vacío si no."""
    if not deshacen:
        return Html("")
    objetos = list(dict.fromkeys(f"{c.clase} {recortar(c.objeto, 60)}" for c in deshacen))
    cuales = "; ".join(objetos[:_PRINCIPALES])
    if len(objetos) > _PRINCIPALES:
        cuales += _(" … y %(n)s más") % {"n": len(objetos) - _PRINCIPALES}
    return armar(_("<b>Atención: deshace lo de la versión %(n)s</b> en %(cuales)s."), n=numero, cuales=cuales)


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
    lineas = [titulo, armar(_("Fuente: %(fuente)s"), fuente=recortar(fuente, 100)), cambio]
    return lineas if revisado.salto is None else [*lineas, _salto(revisado.salto)]


def _salto(puntos: int) -> Html:
    frase = (
        _("<b>Atención: el monto sube %(puntos)s %%</b>. Revise que no le sobren ceros.")
        if puntos > 0
        else _("<b>Atención: el monto baja %(puntos)s %%</b>. Revise que no le falten ceros.")
    )
    return armar(frase, puntos=abs(puntos))


def quedo_como(edicion: EdicionDelPlan) -> Html:
    """En qué edición quedó guardado."""
    if edicion.numero is None:
        return Html(_("Guardado. El plan sigue en borrador: todavía no lo aprueba el Consejo de Gobierno."))
    return armar(_("Guardado: el plan queda en su <b>versión %(n)s</b>."), n=edicion.numero)


def quedo_la_version(edicion: EdicionDelPlan) -> Html:
    """Con qué número quedó la modificación que trajo un libro, y dónde se ve."""
    frase = _("Quedó la <b>versión %(n)s</b> del plan: qué cambió y su acto están en /versiones.")
    return armar(frase, n=edicion.numero)


def pide_acto() -> Html:
    """Por qué se pregunta la razón y el acto."""
    return Html(
        _(
            "El plan ya está aprobado: este cambio es una modificación y queda numerada, con su razón y su "
            "acto."
        )
    )
