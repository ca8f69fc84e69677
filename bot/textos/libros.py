"""Lo que se dice de un libro recibido, importado o exportado."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.libro import Cambio, ErrorDeLibro, ResumenImportacion, TipoLibro
from dominio.valores.fechas import Vigencia

_MAXIMO_ERRORES = 20
_MAXIMO_CAMBIOS = 8


def vista_previa(resumen: ResumenImportacion, vigencia: Vigencia) -> Html:
    """Qué trae el libro y qué cambiaría; todavía no se ha guardado nada."""
    return unir(
        [
            armar(_("<b>Libro revisado, sin errores</b> · vigencia %(vigencia)s"), vigencia=vigencia),
            contenido(resumen),
            Html(""),
            cambios(resumen.cambios),
            _avances(resumen),
            *(armar(_("Nota: %(aviso)s"), aviso=recortar(aviso, 200)) for aviso in resumen.avisos[:5]),
            Html(_("\nNo se ha guardado nada todavía. ¿Lo guardo?")),
        ]
    )


def contenido(resumen: ResumenImportacion) -> Html:
    """«13 metas · 26 actividades · 30 registros · $9.273.500.000,50»."""
    registros = ngettext("%(n)s registro", "%(n)s registros", resumen.registros)
    return armar(
        "%(metas)s · %(actividades)s · %(registros)s · %(total)s",
        metas=formato.metas(resumen.metas),
        actividades=formato.actividades(resumen.actividades),
        registros=registros % {"n": resumen.registros},
        total=formato.pesos(resumen.total),
    )


def cambios(lista: Sequence[Cambio]) -> Html:
    """Cuántos objetos son nuevos, cambian o ya no están, y los primeros cambios campo por campo."""
    if not lista:
        return Html(_("El plan guardado ya es igual a este libro: no cambiaría nada."))
    cuenta = Counter((cambio.tipo, cambio.clase, cambio.objeto) for cambio in lista)
    por_tipo = Counter((tipo, clase) for tipo, clase, _objeto in cuenta)
    lineas = [
        armar("• %(tipo)s: %(clase)s × %(n)s", tipo=tipo.capitalize(), clase=clase, n=cuantos)
        for (tipo, clase), cuantos in sorted(por_tipo.items())
    ]
    detalle = [cambio for cambio in lista if cambio.campo]
    lineas += [
        armar(
            _("   %(objeto)s, %(campo)s: %(antes)s → %(despues)s"),
            objeto=cambio.objeto,
            campo=cambio.campo,
            antes=recortar(cambio.antes or "—", 60),
            despues=recortar(cambio.despues or "—", 60),
        )
        for cambio in detalle[:_MAXIMO_CAMBIOS]
    ]
    if len(detalle) > _MAXIMO_CAMBIOS:
        lineas.append(armar(_("   … y %(n)s cambios más."), n=len(detalle) - _MAXIMO_CAMBIOS))
    return unir([Html(_("<b>Qué cambiaría</b>")), *lineas])


def _avances(resumen: ResumenImportacion) -> Html:
    lineas = []
    if resumen.avances_nuevos:
        frase = ngettext(
            "Se guardaría %(n)s avance que trae el libro.",
            "Se guardarían %(n)s avances que trae el libro.",
            resumen.avances_nuevos,
        )
        lineas.append(armar(frase, n=resumen.avances_nuevos))
    for codigo, guardado, libro in resumen.avances_conservados[:_MAXIMO_CAMBIOS]:
        lineas.append(
            armar(
                _("%(codigo)s: se conserva %(guardado)s, reportado después; el libro dice %(libro)s."),
                codigo=codigo,
                guardado=formato.porcentaje(guardado),
                libro=formato.porcentaje(libro),
            )
        )
    return unir(lineas)


def con_errores(errores: Sequence[ErrorDeLibro]) -> Html:
    """Los primeros errores por hoja y celda; los demás van en la copia anotada."""
    frase = ngettext(
        "<b>El libro tiene %(n)s error</b> y no se guardó nada.",
        "<b>El libro tiene %(n)s errores</b> y no se guardó nada.",
        len(errores),
    )
    lineas = [armar(frase, n=len(errores))]
    lineas += [linea_de_error(error) for error in errores[:_MAXIMO_ERRORES]]
    if len(errores) > _MAXIMO_ERRORES:
        lineas.append(armar(_("… y %(n)s más."), n=len(errores) - _MAXIMO_ERRORES))
    lineas.append(
        Html(_("\nLe envío la copia con las celdas marcadas. Corríjalas en su libro y envíelo otra vez."))
    )
    return unir(lineas)


def linea_de_error(error: ErrorDeLibro) -> Html:
    """«Plan de acción, T14: …»."""
    sitio = ", ".join(parte for parte in (error.hoja, error.celda) if parte)
    if not sitio:
        return armar("• %(mensaje)s", mensaje=recortar(error.mensaje, 300))
    return armar("• <b>%(sitio)s</b>: %(mensaje)s", sitio=sitio, mensaje=recortar(error.mensaje, 160))


def aplicada(resumen: ResumenImportacion, vigencia: Vigencia) -> Html:
    """El libro quedó guardado."""
    return unir(
        [
            armar(_("<b>Plan %(vigencia)s guardado</b>"), vigencia=vigencia),
            contenido(resumen),
            Html(_("Vea cómo va con /estado o pida el libro con /exportar.")),
        ]
    )


def caducada() -> Html:
    """La revisión ya no está."""
    return Html(_("Esa revisión ya no está guardada. Envíe el libro otra vez y lo reviso de nuevo."))


def consolidado_listo(consolidado: Consolidado) -> tuple[Html, str]:
    """Frase y nombre del archivo."""
    codigo = consolidado.entidad.codigo
    nombre = f"consolidado-{codigo}-{consolidado.corte}.xlsx"
    frase = armar(
        _("<b>Consolidado listo</b>: %(ambito)s, %(corte)s, %(actividades)s."),
        ambito=consolidado.dependencia or consolidado.entidad.nombre,
        corte=formato.corte(consolidado.corte),
        actividades=formato.actividades(len(consolidado.actividades)),
    )
    return frase, nombre


def plantilla_lista(tipo: TipoLibro) -> Html:
    """La plantilla va adjunta."""
    return armar(
        _(
            "Esta es la plantilla (%(tipo)s). Llénela sin cambiar los encabezados y envíela por este "
            "chat: antes de guardar le muestro qué cambiaría."
        ),
        tipo=tipo.value,
    )


def fallo_de_encargo(encargo: Encargo) -> Html:
    """El trabajo no se pudo hacer; nada cambió."""
    que = {
        TipoEncargo.LEER_LIBRO: _("leer el libro"),
        TipoEncargo.APLICAR_IMPORTACION: _("guardar el plan"),
        TipoEncargo.EXPORTAR: _("preparar el libro"),
    }.get(encargo.tipo, _("hacer lo pedido"))
    return armar(
        _(
            "No pude %(que)s y no se guardó ningún cambio. Inténtelo otra vez; si se repite, dígale a "
            "quien administra el asistente que revise el encargo %(numero)s."
        ),
        que=que,
        numero=encargo.id,
    )
