"""Lo que dice el resumen de la semana: una leyenda que cabe bajo la imagen y lleva a cada lista."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.movimientos_del_resumen import lineas_de_bandas, lineas_de_ley, texto_alternativo
from bot.textos.plano import sin_html
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.resumen import Recordado, ResumenSemanal
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.plazos import dias_restantes
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import fecha_bogota

# Lo que Telegram admite bajo una foto, contado después de leer las etiquetas.
PIE_MAXIMO = 1024
_BOTONES, _A_LA_VISTA = 8, 3
_NOMBRE, _CODIGO, _BANDA, _EN_BOTON = 80, 24, 20, 30
# De estos responde quien los recibe: se ofrece reportar la actividad.
_SE_REPORTAN = frozenset(
    {
        TipoRecordatorio.INICIO,
        TipoRecordatorio.PLAZO,
        TipoRecordatorio.VENCIDA,
        TipoRecordatorio.GASTO_SIN_AVANCE,
        TipoRecordatorio.ESCALA_JEFATURA,
        TipoRecordatorio.ESCALA_PLANEACION,
    }
)
_ESCALAS = frozenset({TipoRecordatorio.ESCALA_JEFATURA, TipoRecordatorio.ESCALA_PLANEACION})
# Lo que el resumen ya dice en una línea suya.
_YA_DICHO = _ESCALAS | {TipoRecordatorio.COLA, TipoRecordatorio.LEGAL}
# La misma línea, con solo la cuenta y con el detalle.
_Linea = tuple[Html, Html]
_NADA = Html("")


def medir(texto: Html) -> int:
    """Lo que Telegram cuenta: unidades UTF-16 después de leer etiquetas y entidades."""
    return len(sin_html(texto).encode("utf-16-le")) // 2


def de_la_semana(resumen: ResumenSemanal, recordados: Sequence[Recordado], *, imagen: bool) -> Html:
    """El resumen entero en a lo sumo ``PIE_MAXIMO``: lo que no cabe queda en su cuenta y su botón.

    Args:
        resumen: de la entidad o de una dependencia.
        recordados: los demás recordatorios de esa persona ese día.
        imagen: si va bajo el dibujo, dice qué se ve en él.
    """
    de_quien = recortar(resumen.dependencia or resumen.entidad.nombre, _NOMBRE)
    cabeza = armar(
        _("<b>Resumen de la semana</b> · %(quien)s\n%(dia)s"),
        quien=de_quien,
        dia=formato.fecha(resumen.dia),
    )
    lineas: list[_Linea] = [
        (cabeza, cabeza),
        _sin_respuesta(recordados),
        _vencen(resumen),
        _vencidas(resumen),
        _sin_reporte(resumen),
        *_revision(resumen),
        *lineas_de_bandas(resumen),
        lineas_de_ley(resumen),
        _de_planeacion(resumen),
        _tambien(recordados),
        (_NADA, texto_alternativo(resumen) if imagen else _NADA),
    ]
    return _ajustar(lineas)


def botones_de_la_semana(
    resumen: ResumenSemanal, recordados: Sequence[Recordado], *, revisa: bool, lote: int | None = None
) -> list[tuple[str, str]]:
    """A lo sumo ocho (rótulo, dato): todos contestan aparte y el resumen se queda en el chat.

    Args:
        resumen: el que se manda.
        recordados: los que van dentro, con su botón de reportar.
        revisa: si quien lo recibe decide los reportes; si no, se le ofrece el visto bueno.
        lote: el del mensaje, para insistirle a quien no ha respondido; ``None`` si se pidió a mano.
    """
    pares = []
    if lote is not None and any(uno.tipo in _ESCALAS for uno in recordados):
        pares.append((_("Recordárselo a quien responde"), f"n:ra:e:{lote}"))
    if resumen.vencidas:
        pares.append((_("Ver vencidas"), "n:rs:v"))
    if resumen.vencen:
        pares.append((_("Ver qué vence"), "n:rs:p"))
    if resumen.sin_reporte:
        pares.append((_("Ver quién falta"), "n:f:0"))
    if revisa and resumen.por_revisar:
        pares.append((_("Revisar"), "n:o:revisar"))
    if not revisa and resumen.por_firmar:
        pares.append((_("Dar visto bueno"), "n:o:vistobueno"))
    pares.append((_("Ver el estado"), "n:o:estado"))
    for uno in recordados:
        if uno.actividad_id is not None and uno.tipo in _SE_REPORTAN and len(pares) < _BOTONES:
            codigo = recortar(uno.codigo, _EN_BOTON)
            pares.append((_("Reportar %(codigo)s") % {"codigo": codigo}, f"n:r:{uno.actividad_id}"))
    return list(dict.fromkeys(pares))


def ademas(recordados: Sequence[Recordado]) -> Html:
    """Los demás recordatorios de hoy, al final de otro resumen."""
    return _tambien(recordados)[1]


def _ajustar(lineas: Sequence[_Linea]) -> Html:
    """Cada línea con su detalle mientras quepa; las primeras tienen prelación."""
    elegidas = [corta for corta, _larga in lineas]
    for lugar, (_corta, larga) in enumerate(lineas):
        con_ella = [*elegidas[:lugar], larga, *elegidas[lugar + 1 :]]
        if medir(unir(con_ella)) <= PIE_MAXIMO:
            elegidas = con_ella
    return unir(elegidas)


def _vencen(resumen: ResumenSemanal) -> _Linea:
    cuantas = len(resumen.vencen)
    if not cuantas:
        nada = Html(_("📅 Esta semana no vence nada sin terminar."))
        return nada, nada
    frase = ngettext("📅 <b>Vence esta semana: %(n)s</b>", "📅 <b>Vencen esta semana: %(n)s</b>", cuantas)
    corta = armar(frase, n=formato.actividades(cuantas))
    nombradas = [
        armar(
            "%(codigo)s (%(fin)s)",
            codigo=recortar(a.renglon.codigo, _CODIGO),
            fin=formato.fecha_corta(a.renglon.fin),
        )
        for a in resumen.vencen[:_A_LA_VISTA]
    ]
    return corta, armar("%(corta)s. %(cuales)s", corta=corta, cuales=_lista(nombradas, cuantas))


def _vencidas(resumen: ResumenSemanal) -> _Linea:
    cuantas = len(resumen.vencidas)
    if not cuantas:
        nada = Html(_("⛔ No hay actividades vencidas."))
        return nada, nada
    frase = ngettext("⛔ <b>Vencida: %(n)s</b>", "⛔ <b>Vencidas: %(n)s</b>", cuantas)
    corta = armar(frase, n=formato.actividades(cuantas))
    nombradas = [_desde_cuando(a, resumen) for a in resumen.vencidas[:_A_LA_VISTA]]
    return corta, armar("%(corta)s. %(cuales)s", corta=corta, cuales=_lista(nombradas, cuantas))


def _desde_cuando(actividad: EstadoActividad, resumen: ResumenSemanal) -> Html:
    return armar(
        _("%(codigo)s desde el %(fin)s (%(dias)s)"),
        codigo=recortar(actividad.renglon.codigo, _CODIGO),
        fin=formato.fecha_corta(actividad.renglon.fin),
        dias=formato.dias(-dias_restantes(resumen.dia, actividad.renglon.fin)),
    )


def _sin_reporte(resumen: ResumenSemanal) -> _Linea:
    faltan = resumen.sin_reporte
    corte = formato.corte(resumen.corte)
    if not faltan:
        nada = armar(_("✍️ Nadie debe reportes del %(corte)s."), corte=corte)
        return nada, nada
    frase = ngettext(
        "✍️ <b>Sin reporte del %(corte)s: %(n)s</b> de %(p)s persona",
        "✍️ <b>Sin reporte del %(corte)s: %(n)s</b> de %(p)s personas",
        len(faltan),
    )
    corta = armar(
        frase, corte=corte, n=formato.actividades(sum(uno.cuantas for uno in faltan)), p=_numero(len(faltan))
    )
    nombrados = [
        armar("%(quien)s (%(n)s)", quien=recortar(uno.responsable, 40), n=_numero(uno.cuantas))
        for uno in faltan[:_A_LA_VISTA]
    ]
    return corta, armar("%(corta)s. %(quienes)s", corta=corta, quienes=_lista(nombrados, len(faltan)))


def _lista(nombrados: Sequence[Html], total: int) -> Html:
    resto = total - len(nombrados)
    lista = Html(", ".join(nombrados))
    return armar(_("%(lista)s y %(n)s más."), lista=lista, n=_numero(resto)) if resto else Html(f"{lista}.")


def _revision(resumen: ResumenSemanal) -> list[_Linea]:
    lineas: list[_Linea] = []
    if resumen.por_revisar:
        frase = ngettext(
            "🔎 %(n)s reporte espera revisión", "🔎 %(n)s reportes esperan revisión", resumen.por_revisar
        )
        lineas.append(_con_espera(armar(frase, n=_numero(resumen.por_revisar)), resumen))
    if resumen.por_firmar:
        frase = ngettext(
            "🖊 %(n)s reporte espera visto bueno", "🖊 %(n)s reportes esperan visto bueno", resumen.por_firmar
        )
        lineas.append((punto := armar(frase + ".", n=_numero(resumen.por_firmar)), punto))
    return lineas


def _con_espera(corta: Html, resumen: ResumenSemanal) -> _Linea:
    if resumen.mas_viejo is None:
        return corta, corta
    desde = formato.fecha_corta(fecha_bogota(resumen.mas_viejo))
    return armar("%(corta)s.", corta=corta), armar(
        _("%(corta)s; lo más viejo por decidir llegó el %(desde)s."), corta=corta, desde=desde
    )


def _de_planeacion(resumen: ResumenSemanal) -> _Linea:
    partes = []
    if resumen.no_entregables:
        frase = ngettext(
            "📵 A %(n)s persona no le llegan los recordatorios.",
            "📵 A %(n)s personas no les llegan los recordatorios.",
            resumen.no_entregables,
        )
        partes.append(armar(frase, n=_numero(resumen.no_entregables)))
    if resumen.reclamos:
        frase = ngettext(
            "🙅 %(n)s «no es mía» espera respuesta.",
            "🙅 %(n)s «no es mía» esperan respuesta.",
            resumen.reclamos,
        )
        partes.append(armar(frase, n=_numero(resumen.reclamos)))
    if partes:
        suyo = resumen.dependencia is not None
        partes.append(Html(_("Véalo con /alertas.") if suyo else _("Véalo con /recordatorios.")))
    dicho = unir(partes, " ")
    return dicho, dicho


def _tambien(todos: Sequence[Recordado]) -> _Linea:
    recordados = [uno for uno in todos if uno.tipo not in _YA_DICHO]
    if not recordados:
        return _NADA, _NADA
    frase = ngettext(
        "🔔 Además, %(n)s recordatorio de hoy", "🔔 Además, %(n)s recordatorios de hoy", len(recordados)
    )
    corta = armar(frase, n=_numero(len(recordados)))
    nombrados = [_recordado(uno) for uno in recordados[:_A_LA_VISTA]]
    return armar(_("%(corta)s: véalos con /recordatorios."), corta=corta), armar(
        "%(corta)s: %(cuales)s", corta=corta, cuales=_lista(nombrados, len(recordados))
    )


def _sin_respuesta(recordados: Sequence[Recordado]) -> _Linea:
    """Lo que subió por la escalera va de primero: es a quien lo lee a quien le toca."""
    suben = [uno for uno in recordados if uno.tipo in _ESCALAS]
    if not suben:
        return _NADA, _NADA
    frase = ngettext(
        "🔔 <b>%(n)s actividad venció y sigue sin terminar</b>",
        "🔔 <b>%(n)s actividades vencieron y siguen sin terminar</b>",
        len(suben),
    )
    corta = armar(frase, n=_numero(len(suben)))
    cuales = [
        armar(
            _("%(codigo)s %(nombre)s (terminaba el %(fecha)s)"),
            codigo=recortar(uno.codigo, _CODIGO),
            nombre=recortar(uno.nombre, _BANDA * 2),
            fecha=formato.fecha_corta(uno.base),
        )
        for uno in suben[:_A_LA_VISTA]
    ]
    detalle = armar(
        _("%(corta)s: %(cuales)s. Hable con quien responde."),
        corta=corta,
        cuales=_lista(cuales, len(suben)),
    )
    return corta, detalle


def _recordado(uno: Recordado) -> Html:
    de_que = uno.codigo or uno.objeto.rpartition(":")[2]
    return armar(
        "%(tipo)s %(codigo)s (%(fecha)s)",
        tipo=FICHAS[uno.tipo].nombre.lower(),
        codigo=recortar(de_que, _CODIGO),
        fecha=formato.fecha_corta(uno.base),
    )


def _numero(cuantos: int) -> str:
    return formato.cantidad(Decimal(cuantos))
