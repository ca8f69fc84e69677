"""De dónde sale una cifra, dicho en pocas líneas."""

from __future__ import annotations

from bot.textos import formato
from bot.textos.estado import banda, o_sin_medir
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.explicar import CuentaDeActividad, Explicacion, ParteDelAvance
from dominio.modelo.banda import Banda
from dominio.modelo.reporte import Avance
from dominio.reglas.semaforo import SIN_INICIAR, VENCIDA
from dominio.valores.fechas import Corte, fecha_bogota

PARTES_A_LA_VISTA = 15
_ANCHO = 70


def explicada(explicacion: Explicacion) -> Html:
    """La cuenta completa: el valor, de qué sale y contra qué se compara."""
    estado = explicacion.estado
    titulo = f"{estado.codigo} · {estado.nombre}" if estado.codigo else estado.nombre
    cabeza = armar("<b>%(titulo)s</b>", titulo=recortar(titulo, 160))
    if explicacion.actividad is not None:
        return unir([cabeza, *_de_actividad(explicacion.actividad, explicacion.bandas)])
    resultado = armar(
        _("%(banda)s · avance <b>%(avance)s</b> · debía ir en %(esperado)s"),
        banda=banda(estado.banda),
        avance=o_sin_medir(estado.avance),
        esperado=o_sin_medir(estado.esperado),
    )
    return unir([cabeza, resultado, _como_se_calcula(explicacion), *_partes(explicacion)])


def _como_se_calcula(explicacion: Explicacion) -> Html:
    if explicacion.objeto.ambito != "meta":
        medidas = explicacion.estado.metas
        frase = ngettext(
            "Sale de %(n)s meta programada:", "Es el promedio de %(n)s metas programadas:", medidas
        )
        return armar(frase, n=medidas)
    if any(parte.peso is not None for parte in explicacion.partes):
        return Html(_("Es la suma de la ponderación de cada actividad por su avance:"))
    return Html(_("Es el promedio de sus actividades:"))


def _partes(explicacion: Explicacion) -> list[Html]:
    partes = explicacion.partes
    decir = _actividad if explicacion.objeto.ambito == "meta" else _meta
    lineas = [decir(parte) for parte in partes[:PARTES_A_LA_VISTA]]
    otras = len(partes) - PARTES_A_LA_VISTA
    if otras > 0:
        frase = ngettext("… y %(n)s más, con la misma cuenta.", "… y %(n)s más, con la misma cuenta.", otras)
        lineas.append(armar(frase, n=otras))
    return lineas


def _meta(parte: ParteDelAvance) -> Html:
    return armar(
        _("• <b>%(codigo)s</b> %(nombre)s: %(avance)s (%(actividades)s)"),
        codigo=parte.codigo,
        nombre=recortar(parte.nombre, _ANCHO),
        avance=_("no programada, no cuenta") if parte.avance is None else formato.porcentaje(parte.avance),
        actividades=formato.actividades(parte.actividades),
    )


def _actividad(parte: ParteDelAvance) -> Html:
    reporte = _("nunca reportada, cuenta 0")
    if parte.corte is not None:
        reporte = _("reporte del %(corte)s") % {"corte": formato.corte(Corte.de(parte.corte))}
    avance = _("no programada, no cuenta") if parte.avance is None else formato.porcentaje(parte.avance)
    if parte.peso is not None:
        avance = _("%(peso)s × %(avance)s") % {"peso": formato.porcentaje(parte.peso), "avance": avance}
    return armar(
        _("• <b>%(codigo)s</b> %(nombre)s: %(avance)s (%(reporte)s)"),
        codigo=parte.codigo,
        nombre=recortar(parte.nombre, _ANCHO),
        avance=avance,
        reporte=reporte,
    )


def _de_actividad(cuenta: CuentaDeActividad, bandas: tuple[Banda, ...]) -> list[Html]:
    renglon = cuenta.estado.renglon
    return [
        armar(
            _("%(banda)s · avance <b>%(avance)s</b> · debía ir en %(esperado)s"),
            banda=banda(cuenta.estado.banda),
            avance=formato.porcentaje(renglon.avance),
            esperado=formato.porcentaje(cuenta.estado.esperado),
        ),
        _reporte(cuenta.ultimo),
        _por_cantidad(cuenta),
        armar(
            _("Lo esperado: van %(transcurridos)s de %(dias)s de su cronograma (%(inicio)s a %(fin)s)."),
            transcurridos=cuenta.transcurridos,
            dias=formato.dias(cuenta.dias),
            inicio=formato.fecha_corta(renglon.inicio),
            fin=formato.fecha_corta(renglon.fin),
        ),
        _por_que_esa_banda(cuenta, bandas),
    ]


def _reporte(ultimo: Avance | None) -> Html:
    if ultimo is None:
        return Html(_("Nunca se ha reportado por aquí: sin reporte cuenta como 0."))
    return armar(
        _("Sale del reporte <code>%(folio)s</code>: %(avance)s, %(corte)s, de %(autor)s, el %(dia)s."),
        folio=ultimo.folio,
        avance=formato.porcentaje(ultimo.porcentaje),
        corte=formato.corte(ultimo.corte),
        autor=ultimo.autor or _("la carga del plan"),
        dia=formato.fecha(fecha_bogota(ultimo.reportado_en)),
    )


def _por_cantidad(cuenta: CuentaDeActividad) -> Html:
    renglon = cuenta.estado.renglon
    if renglon.cantidad is None or not renglon.cantidad_programada:
        return Html("")
    return armar(
        _("La cuenta: %(cantidad)s de %(programada)s."),
        cantidad=formato.cantidad(renglon.cantidad),
        programada=formato.cantidad(renglon.cantidad_programada, renglon.unidad),
    )


def _por_que_esa_banda(cuenta: CuentaDeActividad, bandas: tuple[Banda, ...]) -> Html:
    una = cuenta.estado.banda
    if una == VENCIDA:
        return Html(_("Está <b>vencida</b>: pasó su fecha de terminación y no llegó a 100 %."))
    if una == SIN_INICIAR or cuenta.cumplimiento is None:
        return Html(_("Todavía no debía llevar nada, por eso no se califica contra lo esperado."))
    umbrales = ", ".join(
        _("%(nombre)s desde %(desde)s") % {"nombre": b.nombre, "desde": formato.porcentaje(b.desde)}
        for b in bandas
    )
    return armar(
        _("Lleva %(cumplimiento)s de lo que debía, y por eso está <b>%(banda)s</b> (%(umbrales)s)."),
        cumplimiento=formato.porcentaje(cuenta.cumplimiento),
        banda=una.nombre,
        umbrales=umbrales,
    )
