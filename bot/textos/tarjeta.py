"""La tarjeta de un reporte: lo que hace falta para decidir, de un vistazo y sin pasar de un mensaje."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialogos.repetidas import frase_de_repetida
from bot.textos import formato
from bot.textos.avisos_revision import TIPOS, autor, decidida
from bot.textos.gasto import MOMENTOS
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.tarjeta import Tarjeta
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.reporte import Avance, Ejecucion, EstadoReporte, Modalidad
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.valores.dinero import CERO

# Telegram admite 4.096 caracteres: con estos topes caben las narrativas más largas.
_LARGA, _MEDIA, _CORTA = 800, 500, 260
_AVISOS, _ANCHO_AVISO, _REPETIDAS = 5, 220, 3
_MODALIDADES: Mapping[Modalidad, Perezosa] = {
    Modalidad.SIN_NOVEDAD: _l("Reportada sin novedad."),
    Modalidad.IGUAL: _l("Reportada igual que en el corte anterior."),
}


def de_tarjeta(tarjeta: Tarjeta, posicion: str = "") -> Html:
    """Todo el reporte; ``posicion`` es «2 de 5» si está en un mazo."""
    reporte = tarjeta.reporte
    titulo = armar(
        "<b>%(folio)s</b> · %(tipo)s%(posicion)s",
        folio=reporte.folio,
        tipo=TIPOS[reporte.tipo],
        posicion=f" · {posicion}" if posicion else "",
    )
    objeto = armar(
        _("%(objeto)s · %(nombre)s\n%(dependencia)s"),
        objeto=reporte.objeto,
        nombre=recortar(reporte.nombre, 120),
        dependencia=recortar(reporte.dependencia, 80),
    )
    return unir(
        [titulo, objeto, _quien(tarjeta), *_contenido(tarjeta), *_advertencias(tarjeta), *_estado(tarjeta)]
    )


def _quien(tarjeta: Tarjeta) -> Html:
    reporte, detalle = tarjeta.reporte, tarjeta.detalle
    partes = [
        armar(
            _("%(autor)s, %(cuando)s"), autor=autor(reporte), cuando=formato.instante(reporte.reportado_en)
        ),
        Html(formato.corte(reporte.corte)),
        Html(_("<b>extemporáneo</b>")) if detalle.extemporaneo else Html(""),
    ]
    if tarjeta.por_delegacion is not None:
        partes.append(armar(_("por delegación de %(quien)s"), quien=tarjeta.por_delegacion))
    return unir(partes, " · ")


def _contenido(tarjeta: Tarjeta) -> list[Html]:
    match tarjeta.detalle:
        case Avance():
            lineas = _de_avance(tarjeta, tarjeta.detalle)
        case Ejecucion():
            lineas = _de_ejecucion(tarjeta.detalle)
        case ResultadoDeMeta():
            lineas = _de_resultado(tarjeta, tarjeta.detalle)
    correccion = tarjeta.detalle.correccion
    if correccion is not None:
        corrige = armar(
            _("Corrige %(folio)s (corrección %(n)s): %(motivo)s"),
            folio=correccion.reemplaza,
            n=correccion.numero,
            motivo=recortar(correccion.motivo, _CORTA),
        )
        lineas.append(corrige)
    return lineas


def _de_avance(tarjeta: Tarjeta, avance: Avance) -> list[Html]:
    anterior = tarjeta.anterior if isinstance(tarjeta.anterior, Avance) else None
    modalidad = _MODALIDADES.get(avance.modalidad)
    return [
        armar(
            _("Avance: %(antes)s → <b>%(despues)s</b>%(cantidad)s"),
            antes=formato.porcentaje(anterior.porcentaje if anterior else None),
            despues=formato.porcentaje(avance.porcentaje),
            cantidad=_cantidades(anterior, avance),
        ),
        Html(str(modalidad)) if modalidad else Html(""),
        _texto(_l("Qué se hizo: %(texto)s"), avance.logro, _LARGA),
        _texto(_l("Dificultades: %(texto)s"), avance.dificultades, _MEDIA),
        _texto(_l("Por qué baja: %(texto)s"), avance.motivo_retroceso, _CORTA),
        _texto(_l("Aclaración: %(texto)s"), avance.aclaracion, _CORTA),
        armar(_("Evidencia: %(archivos)s"), archivos=formato.archivos(avance.evidencias))
        if avance.evidencias
        else Html(_("Sin evidencia.")),
        *(frase_de_repetida(uso) for uso in tarjeta.repetidas[:_REPETIDAS]),
    ]


def _cantidades(anterior: Avance | None, avance: Avance) -> Html:
    if avance.cantidad is None:
        return Html("")
    antes = anterior.cantidad if anterior is not None else None
    return armar(
        _(" (cantidad: %(antes)s → %(despues)s)"),
        antes=_("ninguna") if antes is None else formato.cantidad(antes),
        despues=formato.cantidad(avance.cantidad),
    )


def _de_ejecucion(gasto: Ejecucion) -> list[Html]:
    documento = gasto.documento
    if documento and gasto.fecha_documento:
        documento = f"{documento}, {formato.fecha(gasto.fecha_documento)}"
    return [
        armar(
            _("%(momento)s: %(antes)s → <b>%(despues)s</b> (%(signo)s%(incremento)s)"),
            momento=MOMENTOS[gasto.momento],
            antes=formato.pesos(gasto.anterior),
            despues=formato.pesos(gasto.valor),
            signo="−" if gasto.incremento < CERO else "+",
            incremento=formato.pesos(abs(gasto.incremento)),
        ),
        armar(_("Fuente: %(fuente)s"), fuente=recortar(gasto.fuente or _("sin fuente"), 80)),
        armar(_("Documento: %(documento)s"), documento=recortar(documento or _("ninguno"), 140)),
        _texto(_l("Aclaración: %(texto)s"), gasto.aclaracion, _CORTA),
    ]


def _de_resultado(tarjeta: Tarjeta, resultado: ResultadoDeMeta) -> list[Html]:
    anterior = tarjeta.anterior if isinstance(tarjeta.anterior, ResultadoDeMeta) else None
    proyeccion = resultado.proyeccion
    return [
        armar(
            _("Resultado: %(antes)s → <b>%(despues)s</b>"),
            antes=_("sin reporte") if anterior is None else formato.cantidad(anterior.valor),
            despues=formato.cantidad(resultado.valor),
        ),
        armar(_("Proyección de cierre: %(valor)s"), valor=formato.cantidad(proyeccion))
        if proyeccion is not None
        else Html(""),
        _texto(_l("Principal logro: %(texto)s"), resultado.logro, _LARGA),
        _texto(_l("Análisis: %(texto)s"), resultado.analisis, _MEDIA),
        _texto(_l("Dificultades: %(texto)s"), resultado.dificultades, _MEDIA),
        _texto(_l("Aclaración: %(texto)s"), resultado.aclaracion, _CORTA),
    ]


def _texto(frase: Perezosa, escrito: str | None, maximo: int) -> Html:
    return armar(str(frase), texto=recortar(escrito, maximo)) if escrito else Html("")


def _advertencias(tarjeta: Tarjeta) -> list[Html]:
    lineas = [
        armar(
            _("Nota: %(mensaje)s")
            if hallazgo.severidad is Severidad.INFORMATIVO
            else _("<b>Ojo:</b> %(mensaje)s"),
            mensaje=recortar(hallazgo.mensaje, _ANCHO_AVISO),
        )
        for hallazgo in tarjeta.advertencias[:_AVISOS]
    ]
    resto = len(tarjeta.advertencias) - _AVISOS
    if resto > 0:
        lineas.append(armar(_("… y %(n)s más."), n=resto))
    return lineas


def _estado(tarjeta: Tarjeta) -> list[Html]:
    """En qué va la decisión, para quien no la puede tomar ya."""
    reporte = tarjeta.reporte
    lineas = []
    if reporte.visto_bueno is not None:
        lineas.append(armar(_("Visto bueno de %(quien)s."), quien=reporte.visto_bueno))
    if reporte.decidida is not None:
        return [*lineas, decidida(reporte.decidida)]
    if reporte.estado is not EstadoReporte.ENVIADO:
        return [*lineas, Html(_("En firme: llegó con el libro del plan."))]
    if reporte.posterior is not None:
        lineas.append(armar(_("Ya no es el último: sigue %(folio)s."), folio=reporte.posterior))
    elif tarjeta.espera_a is not None:
        lineas.append(armar(_("Espera el visto bueno de %(quien)s."), quien=tarjeta.espera_a))
    return lineas
