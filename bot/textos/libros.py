"""Lo que se dice de un libro recibido, importado o exportado."""

from __future__ import annotations

from collections.abc import Sequence

from bot.textos import formato
from bot.textos.avisos_de_resumen import no_se_pudo
from bot.textos.coherencia import cuantos
from bot.textos.contenido_de_libro import contenido
from bot.textos.idioma import _, ngettext
from bot.textos.lectura_de_libro import lo_del_formato
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.versiones import pide_acto
from dominio.errores import NoEncontrado
from dominio.modelo.consolidado import Consolidado
from dominio.modelo.encargo import Encargo, TipoEncargo
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.libro import Cambio, ErrorDeLibro, ResumenImportacion
from dominio.valores.fechas import Vigencia

_MAXIMO_ERRORES = 20
_MAXIMO_CAMBIOS = 8
_MAXIMO_CODIGOS = 10
_MAXIMO_DEPENDENCIAS = 20
_MAXIMO_OTROS = 3
_MAXIMO_ADVERTENCIAS = 5


def vista_previa(resumen: ResumenImportacion, vigencia: Vigencia) -> Html:
    """Qué trae el libro y qué cambiaría; todavía no se ha guardado nada."""
    titulo = (
        _("<b>Libro revisado, sin errores que impidan guardarlo</b> · vigencia %(vigencia)s")
        if resumen.incoherencias
        else _("<b>Libro revisado, sin errores</b> · vigencia %(vigencia)s")
    )
    return unir(
        [
            *atencion(resumen, vigencia),
            armar(titulo, vigencia=vigencia),
            contenido(resumen),
            Html(""),
            cambios(resumen),
            _avances(resumen),
            *lo_del_formato(resumen),
            *advertencias(resumen),
            *(armar(_("Nota: %(aviso)s"), aviso=recortar(aviso, 200)) for aviso in resumen.avisos[:5]),
            Html(_("\nNo se ha guardado nada todavía. ¿Lo guardo?")),
        ]
    )


def atencion(resumen: ResumenImportacion, vigencia: Vigencia) -> list[Html]:
    """Lo que se dice antes que nada: el libro es de otra parte, o quita la mayoría del plan."""
    lineas = []
    if resumen.dice_ser is not None:
        lineas.append(
            armar(
                _(
                    "<b>Atención: este libro dice ser de %(entidad)s, vigencia %(suya)s</b>, y se está "
                    "revisando para la vigencia %(vigencia)s de su entidad. Confirme que es el que quería."
                ),
                entidad=resumen.dice_ser.entidad,
                suya=resumen.dice_ser.vigencia,
                vigencia=vigencia,
            )
        )
    if resumen.exige_acto:
        lineas.append(pide_acto())
    if resumen.cierra_con_reportes:
        frase = ngettext(
            "<b>Atención: este libro cierra %(n)s actividad que ya tiene reportes.</b>",
            "<b>Atención: este libro cierra %(n)s actividades que ya tienen reportes.</b>",
            resumen.retiradas_con_reportes,
        )
        lineas.append(armar(frase, n=resumen.retiradas_con_reportes))
    if resumen.retira_la_mayoria:
        lineas.append(
            armar(
                _("<b>Atención: este libro retira %(n)s de %(total)s.</b>"),
                n=len(resumen.retiradas),
                total=formato.actividades(resumen.guardadas),
            )
        )
    return lineas


def advertencias(resumen: ResumenImportacion) -> list[Html]:
    """Las incoherencias que quedarían al guardar: cuántas y las primeras cinco."""
    halladas = resumen.incoherencias
    if not halladas:
        return []
    lineas = [
        armar(
            _("<b>Por corregir: %(cuantos)s</b> (no impiden guardar; véalos con /coherencia)"),
            cuantos=cuantos(*(sum(h.severidad is una for h in halladas) for una in Severidad)),
        )
    ]
    lineas += [
        armar("• %(mensaje)s", mensaje=recortar(hallazgo.mensaje, 200))
        for hallazgo in halladas[:_MAXIMO_ADVERTENCIAS]
    ]
    if len(halladas) > _MAXIMO_ADVERTENCIAS:
        lineas.append(Html(_("… y las demás en la hoja Coherencia del libro que da /exportar.")))
    return lineas


def cambios(resumen: ResumenImportacion) -> Html:
    """Qué objetos son nuevos, cambian o ya no están, y los primeros cambios campo por campo."""
    lista = resumen.cambios
    if resumen.sin_cambios:
        return Html(_("El plan guardado ya es igual a este libro: no cambiaría nada."))
    if not lista:
        return Html(_("El plan no cambiaría; se guardaría lo demás que trae el libro."))
    grupos: dict[tuple[str, str], list[str]] = {}
    for tipo, clase, objeto in dict.fromkeys((c.tipo, c.clase, c.objeto) for c in lista):
        grupos.setdefault((tipo, clase), []).append(objeto)
    lineas = []
    for (tipo, clase), objetos in sorted(grupos.items()):
        lineas.append(_grupo(tipo, clase, objetos))
        if (tipo, clase) == ("ya no está", "actividad"):
            lineas.append(_con_reportes(resumen.retiradas_con_reportes))
    return unir([Html(_("<b>Qué cambiaría</b>")), *lineas, *_detalle(lista)])


def _grupo(tipo: str, clase: str, objetos: Sequence[str]) -> Html:
    """«• Nuevo: actividad A-009», «• Ya no está: actividad × 12: A-001, … y 2 más» o solo la cuenta."""
    rotulo = tipo.capitalize()
    maximo = _MAXIMO_CODIGOS if clase == "actividad" else _MAXIMO_OTROS
    if tipo == "cambia" or (clase != "actividad" and len(objetos) > maximo):
        return armar("• %(tipo)s: %(clase)s × %(n)s", tipo=rotulo, clase=clase, n=len(objetos))
    lista = ", ".join(recortar(objeto, 40) for objeto in objetos[:maximo])
    if len(objetos) == 1:
        return armar("• %(tipo)s: %(clase)s %(lista)s", tipo=rotulo, clase=clase, lista=lista)
    if len(objetos) > maximo:
        lista += _(" … y %(n)s más") % {"n": len(objetos) - maximo}
    return armar(
        "• %(tipo)s: %(clase)s × %(n)s: %(lista)s", tipo=rotulo, clase=clase, n=len(objetos), lista=lista
    )


def _con_reportes(cuantas: int) -> Html:
    if not cuantas:
        return Html(_("   Ninguna de ellas tiene reportes."))
    frase = ngettext("   %(n)s de ellas tiene reportes.", "   %(n)s de ellas tienen reportes.", cuantas)
    return armar(frase, n=cuantas)


def _detalle(lista: Sequence[Cambio]) -> list[Html]:
    detalle = [cambio for cambio in lista if cambio.campo]
    lineas = [
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
        sobran = len(detalle) - _MAXIMO_CAMBIOS
        frase = ngettext("   … y %(n)s cambio más.", "   … y %(n)s cambios más.", sobran)
        lineas.append(armar(frase, n=sobran))
    return lineas


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
    if hay_celdas(errores):
        cierre = _("\nLe envío la copia con las celdas marcadas. Corríjalas en su libro y envíelo otra vez.")
    else:
        cierre = _("\nRevise el archivo y envíelo otra vez.")
    return unir([*lineas, Html(cierre)])


def hay_celdas(errores: Sequence[ErrorDeLibro]) -> bool:
    """Si algún error señala una celda: sin ninguna, la copia marcada no tendría qué marcar."""
    return any(error.celda for error in errores)


def linea_de_error(error: ErrorDeLibro) -> Html:
    """«Plan de acción, T14: …»."""
    sitio = ", ".join(parte for parte in (error.hoja, error.celda) if parte)
    if not sitio:
        return armar("• %(mensaje)s", mensaje=recortar(error.mensaje, 300))
    return armar("• <b>%(sitio)s</b>: %(mensaje)s", sitio=sitio, mensaje=recortar(error.mensaje, 160))


def aplicada(resumen: ResumenImportacion, vigencia: Vigencia, formato: str | None = None) -> Html:
    """El libro quedó guardado, o no había nada que guardar; ``formato``: con qué nombre se recuerda."""
    if resumen.sin_cambios:
        return ya_era_igual()
    recordado = Html("")
    if formato is not None:
        frase = _("Recuerdo su formato como «%(formato)s»: el próximo libro igual se lee solo.")
        recordado = armar(frase, formato=formato)
    return unir(
        [
            armar(_("<b>Plan %(vigencia)s guardado</b>"), vigencia=vigencia),
            contenido(resumen),
            recordado,
            Html(_("Vea cómo va con /estado o pida el libro con /exportar.")),
        ]
    )


def ya_era_igual() -> Html:
    """Confirmar un libro igual a lo guardado no hace nada, y se dice."""
    return Html(_("El plan ya era igual: no hubo nada que cambiar."))


def caducada() -> Html:
    """La revisión ya no está."""
    return Html(_("Esa revisión ya no está guardada. Envíe el libro otra vez y lo reviso de nuevo."))


def cuales_dependencias(error: NoEncontrado) -> Html:
    """La dependencia escrita no existe o puede ser varias, y cuáles hay."""
    opciones = error.datos.get("opciones")
    nombres = [str(opcion) for opcion in opciones] if isinstance(opciones, tuple) else []
    lista = "; ".join(recortar(nombre, 60) for nombre in nombres[:_MAXIMO_DEPENDENCIAS])
    if len(nombres) > _MAXIMO_DEPENDENCIAS:
        lista += _(" … y %(n)s más") % {"n": len(nombres) - _MAXIMO_DEPENDENCIAS}
    if not nombres:
        frase = _("No hay una dependencia «%(texto)s»: el plan todavía no trae ninguna.")
        return armar(frase, texto=error.datos.get("texto"))
    frase = (
        _("«%(texto)s» puede ser más de una dependencia: %(lista)s. Escriba el código o el nombre completo.")
        if error.datos.get("varias")
        else _("No hay una dependencia «%(texto)s». Las que hay: %(lista)s.")
    )
    return armar(frase, texto=error.datos.get("texto"), lista=lista)


def consolidado_listo(consolidado: Consolidado, version: int | None = None) -> tuple[Html, str]:
    """Frase y nombre del archivo; ``version``: la que se pidió por su número."""
    codigo = consolidado.entidad.codigo
    cual = f"-version-{version}" if version else ""
    cuando = f"{cual}-al-{consolidado.dia:%Y-%m-%d}" if consolidado.version else ""
    nombre = f"consolidado-{codigo}-{consolidado.corte}{cuando}.xlsx"
    frase = armar(
        _("<b>Consolidado listo</b>: %(ambito)s, %(corte)s, %(actividades)s."),
        ambito=consolidado.dependencia or consolidado.entidad.nombre,
        corte=formato.corte(consolidado.corte),
        actividades=formato.actividades(len(consolidado.actividades)),
    )
    if consolidado.version:
        frase = unir([frase, armar(_("Como estaba: %(version)s."), version=consolidado.version)])
    return frase, nombre


def fallo_de_encargo(encargo: Encargo) -> Html:
    """El trabajo no se pudo hacer; nada cambió."""
    if "resumen" in encargo.parametros:
        return no_se_pudo()
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
