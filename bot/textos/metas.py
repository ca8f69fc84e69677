"""Una meta y su resultado, dichos en el chat."""

from __future__ import annotations

from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.resultados import FichaDeMeta, RevisionResultado
from dominio.modelo.plan import Meta, TipoAcumulacion
from dominio.modelo.resultado import EstadoDeMeta, ResultadoDeMeta

# Cómo se acumula y, por eso, qué número se escribe.
QUE_SE_ESCRIBE: dict[TipoAcumulacion | None, Perezosa] = {
    TipoAcumulacion.ACUMULADO: _l("Acumulado: los años se suman. Escriba lo logrado este año, desde enero."),
    TipoAcumulacion.FLUJO: _l("Flujo: cada año se mide aparte. Escriba lo logrado este año."),
    TipoAcumulacion.MANTENIMIENTO: _l("Mantenimiento: se sostiene un nivel. Escriba el de hoy."),
    TipoAcumulacion.CAPACIDAD: _l(
        "Capacidad: cuenta todo lo que hay. Escriba el total de hoy, con lo de antes."
    ),
    TipoAcumulacion.REDUCCION: _l(
        "Reducción: se espera que baje desde la línea base. Escriba el valor de hoy."
    ),
    None: _l("Escriba lo logrado este año, desde enero."),
}


def nombre(meta: Meta) -> Html:
    """«MP-1 · Vacunar a la niñez»."""
    return armar("%(codigo)s · %(nombre)s", codigo=meta.codigo, nombre=recortar(meta.nombre or "", 120))


def en_su_unidad(meta: Meta, valor: Decimal | None) -> str:
    """«100 (talleres)»; lo no programado, «NP»."""
    if valor is None:
        return _("NP")
    return formato.cantidad(valor, f"({recortar(meta.unidad, 40)})" if meta.unidad else None)


def ficha(una: FichaDeMeta) -> Html:
    """Qué meta es, cuánto programó, cómo va y qué número se escribe."""
    meta = una.meta
    return unir(
        [
            nombre(meta),
            armar(_("Indicador: %(indicador)s"), indicador=recortar(meta.indicador, 120))
            if meta.indicador
            else Html(""),
            armar(
                _("Programado en %(anio)s: %(programado)s%(base)s"),
                anio=str(una.vigencia),
                programado=en_su_unidad(meta, una.programado),
                base=_base(meta),
            ),
            _original(una),
            _logros(meta),
            _anterior(una),
            actividades(una),
            armar("<i>%(como)s</i>", como=QUE_SE_ESCRIBE[meta.acumulacion]),
        ]
    )


def _original(una: FichaDeMeta) -> Html:
    """Lo que programó el plan aprobado, si después se reprogramó."""
    originales = dict(una.meta.programacion_original)
    anio = una.vigencia.anio
    if anio not in originales or originales[anio] == una.programado:
        return Html("")
    original = en_su_unidad(una.meta, originales[anio])
    return armar(_("Programación original: %(original)s (se reprogramó)."), original=original)


def _logros(meta: Meta) -> Html:
    """Lo logrado en los años cerrados."""
    if not meta.logros:
        return Html("")
    logros = "; ".join(f"{anio}: {formato.cantidad(valor)}" for anio, valor in meta.logros)
    return armar(_("Logro de años cerrados: %(logros)s"), logros=logros)


def actividades(una: FichaDeMeta) -> Html:
    """Cómo van sus actividades: al lado del resultado, nunca en su lugar."""
    if una.actividades is None:
        return Html(_("Esta meta no tiene actividades en el plan."))
    return armar(
        _("Sus actividades van en %(avance)s (%(cuantas)s); el resultado no sale de ellas."),
        avance=formato.porcentaje(una.actividades),
        cuantas=formato.actividades(len(una.renglones)),
    )


def cambio(revision: RevisionResultado) -> Html:
    """Antes → después, qué parte de la meta es y de dónde sale si se escribió el nivel."""
    una = revision.ficha
    anterior = una.anterior
    return unir(
        [
            armar(
                _("Resultado: %(antes)s → <b>%(despues)s</b> · %(parte)s"),
                antes=_("sin reporte") if anterior is None else formato.cantidad(anterior.valor),
                despues=en_su_unidad(una.meta, revision.valor),
                parte=_parte(una, revision),
            ),
            armar(
                _("%(escrito)s menos la línea base (%(base)s)."),
                escrito=formato.cantidad(revision.escrito),
                base=formato.cantidad(una.meta.linea_base or Decimal(0)),
            )
            if revision.valor != revision.escrito
            else Html(""),
            actividades(una),
        ]
    )


def acuse(resultado: ResultadoDeMeta, una: FichaDeMeta) -> Html:
    """Lo que se dice al quedar guardado."""
    lineas = [
        armar(_("<b>Resultado guardado</b> · folio <code>%(folio)s</code>"), folio=resultado.folio),
        armar(
            _("La meta %(codigo)s queda en %(valor)s · %(parte)s, %(corte)s."),
            codigo=resultado.meta_codigo,
            valor=en_su_unidad(una.meta, resultado.valor),
            parte=_parte(una, una.revisar(resultado.valor)),
            corte=formato.corte(resultado.corte),
        ),
    ]
    if resultado.extemporaneo:
        lineas.append(Html(_("Quedó marcado como extemporáneo: el corte ya había cerrado.")))
    return unir(lineas)


def estado(una: EstadoDeMeta) -> Html:
    """El resultado reportado, para la pantalla de la meta."""
    ultimo = una.ultimo
    if ultimo is None:
        if not una.programado:
            return Html(_("Resultado: sin reporte. No está programada este año (NP): no entra en promedios."))
        return Html(
            _("Resultado: omitido en el último corte.") if una.omitida else _("Resultado: sin reporte.")
        )
    parte = (
        _("no se mide contra lo programado")
        if una.avance is None
        else _("%(avance)s de lo programado") % {"avance": formato.porcentaje(una.avance)}
    )
    return unir(
        [
            armar(
                _("Resultado: <b>%(valor)s</b> de %(programado)s · %(parte)s"),
                valor=formato.cantidad(ultimo.valor),
                programado=en_su_unidad(una.meta, una.programado),
                parte=parte,
            ),
            armar(
                _("Lo reportó %(autor)s, %(corte)s (folio <code>%(folio)s</code>, %(estado)s)."),
                autor=recortar(ultimo.autor or _("planeación"), 60),
                corte=formato.corte(ultimo.corte),
                folio=ultimo.folio,
                estado=ultimo.estado.value,
            ),
            Html(_("Falta el resultado del último corte.")) if una.omitida else Html(""),
        ]
    )


def _base(meta: Meta) -> Html:
    if meta.linea_base is None:
        return Html("")
    return armar(_(" · línea base %(base)s"), base=formato.cantidad(meta.linea_base))


def _anterior(una: FichaDeMeta) -> Html:
    if una.anterior is None:
        return Html(_("Último resultado: sin reporte"))
    return armar(
        _("Último resultado: %(valor)s (%(corte)s)"),
        valor=formato.cantidad(una.anterior.valor),
        corte=formato.corte(una.anterior.corte),
    )


def _parte(una: FichaDeMeta, revision: RevisionResultado) -> str:
    if not una.programado:
        return _("no está programada este año")
    if revision.avance is None:
        return _("no se mide contra lo programado")
    return _("%(avance)s de lo programado") % {"avance": formato.porcentaje(revision.avance)}
