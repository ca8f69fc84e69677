"""Lo que se muestra al corregir un reporte: de cuál se trata, qué cambia y cómo queda."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos import correccion_consulta as consulta
from bot.dialogos.avance_consulta import ARCHIVOS
from bot.dialogos.repetidas import aviso_de_repetidas
from bot.motor.campos import Entorno
from bot.motor.dialogo import Paso
from bot.textos import formato
from bot.textos.gasto import ACUMULADOS, registro_y_fuente, saldos_en_lineas
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.modelo.reporte import Avance, Ejecucion

_ANCHO = 200


def de_cual(entorno: Entorno) -> Html:
    """El reporte que se corrige, cuándo se hizo y en qué quedó."""
    if consulta.es_gasto(entorno):
        hallado, registro = consulta.gasto_de(entorno)
        return unir([registro_y_fuente(registro), _reportado(hallado.ejecucion)])
    avance, renglon, _evidencias = consulta.avance_de(entorno)
    objeto = armar("%(codigo)s · %(nombre)s", codigo=renglon.codigo, nombre=recortar(renglon.nombre, 120))
    return unir([objeto, _reportado(avance)])


def _reportado(original: Avance | Ejecucion) -> Html:
    return armar(
        _("Corrige el folio <code>%(folio)s</code> (%(cuando)s)"),
        folio=original.folio,
        cuando=formato.instante(original.reportado_en),
    )


def saldos(entorno: Entorno) -> Html:
    """Los saldos del registro: el límite de cada momento está a la vista."""
    registro = consulta.gasto_de(entorno)[1]
    return unir([de_cual(entorno), saldos_en_lineas(registro.saldos)])


def cambios(pasos: Sequence[Paso], entorno: Entorno) -> list[Html]:
    """Antes → después de cada respuesta que cambia."""
    antes = consulta.originales(entorno)
    lineas = []
    for paso in pasos:
        previo, ahora = antes.get(paso.clave, ""), entorno.respuestas.get(paso.clave, "")
        if paso.clave in ("reporte", "motivo") or _iguales(paso, previo, ahora):
            continue
        lineas.append(
            armar(
                _("%(nombre)s: %(antes)s → <b>%(despues)s</b>"),
                nombre=paso.nombre_en(entorno),
                antes=_legible(paso, previo, entorno),
                despues=_legible(paso, ahora, entorno),
            )
        )
    return lineas


def diferencia(pasos: Sequence[Paso], entorno: Entorno) -> Html:
    """El reporte y lo que cambia en él; si nada cambia, se dice."""
    lineas = cambios(pasos, entorno) or [Html(_("Todavía no cambia ninguna respuesta."))]
    return unir([de_cual(entorno), *lineas])


def resumen(pasos: Sequence[Paso], entorno: Entorno) -> Sequence[Html]:
    """Lo que cambia y cómo queda."""
    return [diferencia(pasos, entorno), _como_queda(entorno), _marcada(entorno), repetidas(entorno)]


def repetidas(entorno: Entorno) -> Html:
    """Si alguna de sus evidencias también respalda otra actividad."""
    if not consulta.es_avance(entorno):
        return Html("")
    return aviso_de_repetidas(entorno, consulta.avance_de(entorno)[0].actividad_id)


def acuse_de_avance(avance: Avance) -> Html:
    """Folio nuevo, a cuál reemplaza y cómo queda la actividad."""
    queda = armar(
        _("%(codigo)s queda en %(avance)s, %(corte)s."),
        codigo=avance.actividad_codigo,
        avance=formato.porcentaje(avance.porcentaje),
        corte=formato.corte(avance.corte),
    )
    return _acuse(avance, queda)


def acuse_de_gasto(ejecucion: Ejecucion) -> Html:
    """Folio nuevo, a cuál reemplaza y cómo queda el acumulado."""
    queda = armar(
        str(ACUMULADOS[ejecucion.momento]),
        valor=formato.pesos(ejecucion.valor),
        corte=formato.corte(ejecucion.corte),
    )
    return _acuse(ejecucion, queda)


def _acuse(guardado: Avance | Ejecucion, queda: Html) -> Html:
    lineas = [
        armar(_("<b>Corrección guardada</b> · folio <code>%(folio)s</code>"), folio=guardado.folio),
        queda,
    ]
    if guardado.correccion is not None:
        reemplaza = guardado.correccion.reemplaza
        lineas.append(armar(_("Reemplaza a %(folio)s, que se conserva tal como estaba."), folio=reemplaza))
    if guardado.extemporaneo:
        lineas.append(Html(_("Quedó marcada como extemporánea: el corte ya había cerrado.")))
    return unir(lineas)


def _como_queda(entorno: Entorno) -> Html:
    revision = consulta.revision_de(entorno)
    if revision is not None:
        return armar(
            _("Con %(valor)s queda %(banda)s: debía ir en %(esperado)s."),
            valor=formato.porcentaje(revision.porcentaje),
            banda=revision.banda.nombre,
            esperado=formato.porcentaje(revision.esperado),
        )
    gasto = consulta.revision_de_gasto(entorno)
    return (
        Html("")
        if gasto is None
        else armar(_("Así queda:\n%(saldos)s"), saldos=saldos_en_lineas(gasto.saldos_despues))
    )


def _marcada(entorno: Entorno) -> Html:
    revision = consulta.revision_de(entorno) or consulta.revision_de_gasto(entorno)
    if revision is None or not revision.marcada:
        return Html("")
    return armar(
        _("El corte del reporte ya cerró: la corrección entra al %(corte)s y queda como extemporánea."),
        corte=formato.corte(revision.corte),
    )


def _iguales(paso: Paso, previo: str, ahora: str) -> bool:
    if not paso.campo.admite_archivos or not (previo and ahora):
        return previo == ahora
    return ARCHIVOS.recuperar(previo) == ARCHIVOS.recuperar(ahora)


def _legible(paso: Paso, guardado: str, entorno: Entorno) -> str:
    if not guardado:
        return _("(sin respuesta)")
    return recortar(paso.campo.exhibir(guardado, entorno), _ANCHO)
