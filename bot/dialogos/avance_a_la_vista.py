"""Lo que el diálogo de avance muestra: la actividad, lo que cambia y lo que se advierte."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos.avance_consulta import ficha_en, narrado_de, por_aclarar, revision_de, valor_de
from bot.dialogos.repetidas import aviso_de_repetidas
from bot.motor.campos import Entorno
from bot.textos import formato
from bot.textos.cortes import hasta_cuando
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.verosimilitud import avisos
from dominio.casos.reportar import RevisionAvance
from dominio.modelo.hallazgo import Hallazgo
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import Avance, Modalidad


def rotulo(entorno: Entorno, clave: str) -> str:
    """«A-012 Dictar talleres»."""
    renglon = ficha_en(entorno, clave).renglon
    return f"{renglon.codigo} {renglon.nombre}"


def contexto(entorno: Entorno) -> Html:
    """Qué actividad es y cómo va: lo que hace falta para responder sin abrir otra cosa."""
    ficha = ficha_en(entorno)
    renglon = ficha.renglon
    return unir(
        [
            _actividad(renglon),
            armar(
                _("Último reporte: %(anterior)s · debía ir hoy en %(esperado)s · termina el %(fin)s"),
                anterior=formato.porcentaje(renglon.avance),
                esperado=formato.porcentaje(ficha.esperado),
                fin=formato.fecha(renglon.fin),
            ),
            _programado(renglon),
            hasta_cuando(ficha.recepcion),
        ]
    )


def nombre_de_la_cantidad(entorno: Entorno) -> Perezosa:
    """Quien contestó en porcentaje no dio una cantidad."""
    valor = valor_de(entorno)
    return _l("Avance") if valor is not None and valor.cantidad is None else _l("Cantidad ejecutada")


def lo_que_se_advierte(entorno: Entorno) -> Html:
    """Lo que hay que aclarar, y por qué."""
    revision = revision_de(entorno)
    if revision is None:
        return Html("")
    return unir([_exceso(revision), *avisos(_sin_exceso(revision, por_aclarar(entorno)))])


def frente_a_lo_esperado(entorno: Entorno) -> Html:
    """En qué banda queda con ese valor."""
    revision = revision_de(entorno)
    if revision is None:
        return Html("")
    return armar(
        _("Con %(valor)s queda %(banda)s: debía ir en %(esperado)s."),
        valor=formato.porcentaje(revision.porcentaje),
        banda=revision.banda.nombre,
        esperado=formato.porcentaje(revision.esperado),
    )


def baja(entorno: Entorno) -> Html:
    """De cuánto a cuánto baja."""
    revision = revision_de(entorno)
    if revision is None:
        return Html("")
    return armar(
        _("Baja de %(antes)s a %(ahora)s."),
        antes=formato.porcentaje(revision.anterior),
        ahora=formato.porcentaje(revision.porcentaje),
    )


def resumen(entorno: Entorno) -> Sequence[Html]:
    """Antes → después, con su banda y lo que quien revisa preguntaría."""
    revision = revision_de(entorno)
    if revision is None:
        return []
    halladas = [h for h in revision.advertencias(narrado_de(entorno)) if h.regla != "R32"]
    return [
        _actividad(revision.renglon),
        armar(
            _("Avance: %(antes)s → <b>%(despues)s</b> %(emoji)s %(banda)s (debía ir en %(esperado)s)"),
            antes=formato.porcentaje(revision.anterior),
            despues=formato.porcentaje(revision.porcentaje),
            emoji=revision.banda.emoji,
            banda=revision.banda.nombre,
            esperado=formato.porcentaje(revision.esperado),
        ),
        Html(_("Llegará extemporáneo: el corte ya cerró.")) if revision.extemporaneo else Html(""),
        _exceso(revision),
        *avisos(_sin_exceso(revision, halladas)),
        aviso_de_repetidas(entorno),
    ]


def acuse(avance: Avance) -> Html:
    """Lo que se dice al quedar guardado: en cuánto queda o, si se repitió, en cuánto sigue."""
    queda = _("%(codigo)s queda en %(avance)s, %(corte)s.")
    sigue = _("%(codigo)s sigue en %(avance)s, %(corte)s.")
    lineas = [
        armar(_("<b>Avance guardado</b> · folio <code>%(folio)s</code>"), folio=avance.folio),
        armar(
            queda if avance.modalidad is Modalidad.NORMAL else sigue,
            codigo=avance.actividad_codigo,
            avance=formato.porcentaje(avance.porcentaje),
            corte=formato.corte(avance.corte),
        ),
    ]
    if avance.extemporaneo:
        lineas.append(Html(_("Quedó marcado como extemporáneo: el corte ya había cerrado.")))
    return unir(lineas)


def _actividad(renglon: Renglon) -> Html:
    return armar("%(codigo)s · %(nombre)s", codigo=renglon.codigo, nombre=recortar(renglon.nombre, 120))


def _programado(renglon: Renglon) -> Html:
    if not renglon.cantidad_programada:
        return Html("")
    unidad = f"({renglon.unidad})" if renglon.unidad else None
    return armar(
        _("Programado: %(programado)s. Cantidad reportada antes: %(cantidad)s."),
        programado=formato.cantidad(renglon.cantidad_programada, unidad),
        cantidad=formato.cantidad(renglon.cantidad) if renglon.cantidad is not None else _("ninguna"),
    )


def _exceso(revision: RevisionAvance) -> Html:
    """Se guarda sin tope, pero nunca en silencio: casi siempre sobra un cero."""
    programada = revision.renglon.cantidad_programada
    if programada is None or not revision.supera_lo_programado:
        return Html("")
    return armar(
        _("<b>Ojo: supera lo programado (%(programado)s). Si es un error, edítelo.</b>"),
        programado=formato.cantidad(programada),
    )


def _sin_exceso(revision: RevisionAvance, hallazgos: Sequence[Hallazgo]) -> list[Hallazgo]:
    """R21 ya está dicho arriba, con lo programado a la vista."""
    return [h for h in hallazgos if h.regla != "R21" or not revision.supera_lo_programado]
