"""Las difusiones, dichas a una persona: lo que recibe, a quiénes va, cómo va y en qué terminó."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.motor.botones import APARTE
from bot.motor.pantalla import Pantalla, botones
from bot.textos import formato
from bot.textos.idioma import Perezosa, _, _l, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.roles import nombre_del_rol
from dominio.casos.difundir import RevisionDeDifusion
from dominio.modelo.difusion import (
    CuentaDeDifusion,
    DestinoDeDifusion,
    Difusion,
    DifusionConCuenta,
    SinRecibir,
    SituacionDeEntrega,
)
from dominio.modelo.entidad import Dependencia, Entidad
from dominio.modelo.persona import Persona, Rol

_A_LA_VISTA, _NOMBRE, _COMIENZO = 8, 60, 80
_TODO_EL_ROL: dict[Rol, Perezosa] = {
    Rol.ADMINISTRACION: _l("quienes administran"),
    Rol.PLANEACION: _l("planeación"),
    Rol.JEFE: _l("las jefaturas"),
    Rol.RESPONSABLE: _l("los responsables"),
    Rol.CONSULTA: _l("quienes consultan"),
}
_POR_QUE: Mapping[SituacionDeEntrega, Perezosa] = {
    SituacionDeEntrega.SIN_CUENTA: _l("no se ha vinculado: invítela con /invitar"),
    SituacionDeEntrega.BLOQUEO: _l("bloqueó el asistente: pídale que lo abra y escriba /start"),
    SituacionDeEntrega.FALLIDO: _l("Telegram no recibió el mensaje"),
    SituacionDeEntrega.INCIERTO: _l("no se supo si le llegó; no se repite"),
    SituacionDeEntrega.VENCIDO: _l("no alcanzó a salir en su hora"),
    SituacionDeEntrega.CANCELADO: _l("no salió: la difusión se detuvo o perdió el acceso"),
}


def personas(cuantas: int) -> str:
    """«1 persona», «12 personas»."""
    return ngettext("%(n)s persona", "%(n)s personas", cuantas) % {"n": cuantas}


def a_quienes(destino: DestinoDeDifusion, dependencias: Sequence[Dependencia]) -> str:
    """«todas las personas», «los responsables de Secretaría de Salud»."""
    quienes = _("todas las personas") if destino.rol is None else str(_TODO_EL_ROL[destino.rol])
    if not destino.dependencias:
        return quienes
    nombres = {d.id: d.nombre for d in dependencias}
    donde = formato.enumerar([nombres.get(uno, _("otra dependencia")) for uno in destino.dependencias])
    return _("%(quienes)s de %(donde)s") % {"quienes": quienes, "donde": donde}


def mensaje(texto: str, autor: Persona | None, entidad: Entidad) -> Pantalla:
    """Lo que le llega a cada persona: quién lo manda, el texto tal cual y cómo contestarle.

    Args:
        texto: el escrito; se escapa aquí.
        autor: ``None`` si lo manda la línea de órdenes.
        entidad: la que firma cuando no hay autor.
    """
    de_quien = (
        armar(_("<b>Mensaje de %(entidad)s</b>"), entidad=entidad.nombre)
        if autor is None
        else armar(
            _("<b>Mensaje de %(nombre)s</b> · %(rol)s"), nombre=autor.nombre, rol=nombre_del_rol(autor.rol)
        )
    )
    pie = (
        Html("")
        if autor is None
        else armar(_("<i>Para contestarle a %(nombre)s, responda a este mensaje.</i>"), nombre=autor.nombre)
    )
    cuerpo = unir([de_quien, armar("%(texto)s", texto=texto), pie], "\n\n")
    return Pantalla(cuerpo, botones((_("Ver mis pendientes"), f"{APARTE}o:pendientes")))


def respuesta_para_el_autor(quien: Persona, texto: str, difusion_id: int) -> Html:
    """Lo que recibe quien difundió cuando alguien le contesta."""
    return unir(
        [
            armar(_("<b>%(nombre)s</b> contestó a su difusión %(n)s:"), nombre=quien.nombre, n=difusion_id),
            armar("%(texto)s", texto=texto),
        ]
    )


def cuantas_la_reciben(revision: RevisionDeDifusion) -> Html:
    """A cuántas les llega y a cuántas no se les puede entregar, con quiénes y por qué."""
    recibiran = len(revision.recibiran)
    frase = ngettext("La recibe <b>%(n)s</b> persona.", "La reciben <b>%(n)s</b> personas.", recibiran)
    return unir(
        [
            armar(frase, n=recibiran),
            _no_reciben(
                revision.sin_cuenta,
                ngettext(
                    "%(n)s no se ha vinculado: %(quienes)s.",
                    "%(n)s no se han vinculado: %(quienes)s.",
                    len(revision.sin_cuenta),
                ),
            ),
            _no_reciben(
                revision.bloquearon,
                ngettext(
                    "%(n)s bloqueó el asistente: %(quienes)s.",
                    "%(n)s bloquearon el asistente: %(quienes)s.",
                    len(revision.bloquearon),
                ),
            ),
        ]
    )


def _no_reciben(quienes: Sequence[Persona], frase: str) -> Html:
    if not quienes:
        return Html("")
    nombres = [recortar(persona.nombre, 40) for persona in quienes[:3]]
    sobran = len(quienes) - len(nombres)
    dichos = ", ".join(nombres) + (_(" y %(n)s más") % {"n": sobran} if sobran else "")
    return armar(frase, n=len(quienes), quienes=dichos)


def cuando_sale(sale_en: datetime, decente: datetime, ahora: datetime) -> Html:
    """«Sale ahora», «Sale el 7 de septiembre…»; si es fuera de hora, lo dice."""
    if sale_en > ahora:
        return armar(_("Sale el <b>%(cuando)s</b>."), cuando=formato.instante(sale_en))
    if decente > ahora:
        return Html(_("Sale <b>ahora</b>, fuera de horario: así lo pidió y queda en la traza."))
    return Html(_("Sale <b>ahora</b>."))


def avance(una: DifusionConCuenta) -> Html:
    """El mensaje que se va editando mientras sale."""
    cuenta = una.cuenta
    faltan = cuenta.pendientes
    return unir(
        [
            armar(_("<b>Difusión %(n)s</b>: «%(texto)s»"), n=una.difusion.id, texto=_comienzo(una.difusion)),
            armar(_("Enviados %(n)s de %(total)s."), n=cuenta.por_salir - faltan, total=cuenta.por_salir),
        ]
    )


def programada(difusion: Difusion, cuantas: int) -> Html:
    """El mensaje de avance de la que sale después."""
    return unir(
        [
            armar(_("<b>Difusión %(n)s</b>: «%(texto)s»"), n=difusion.id, texto=_comienzo(difusion)),
            armar(
                _("Sale el <b>%(cuando)s</b> para %(cuantas)s."),
                cuando=formato.instante(difusion.sale_en),
                cuantas=personas(cuantas),
            ),
        ]
    )


def informe(una: DifusionConCuenta) -> Html:
    """En qué terminó: a cuántas llegó y a cuántas no, por motivo."""
    cuenta, difusion = una.cuenta, una.difusion
    titulo = _("<b>Difusión %(n)s, terminada</b>: «%(texto)s»")
    if difusion.detenida_en is not None:
        titulo = _("<b>Difusión %(n)s, detenida</b>: «%(texto)s»")
    return unir(
        [
            armar(titulo, n=difusion.id, texto=_comienzo(difusion)),
            armar(_("Llegó a <b>%(n)s</b> de %(total)s."), n=cuenta.enviados, total=personas(cuenta.total)),
            *(
                armar(
                    _("• %(cuantas)s: %(motivo)s."),
                    cuantas=personas(cuantas),
                    motivo=_POR_QUE[situacion],
                )
                for situacion in _POR_QUE
                if (cuantas := cuenta.de(situacion))
            ),
        ]
    )


def estado(una: DifusionConCuenta, ahora: datetime) -> Html:
    """Cómo va, sea cual sea su punto."""
    difusion = una.difusion
    if difusion.terminada_en is not None:
        return informe(una)
    if difusion.sale_en > ahora and difusion.detenida_en is None:
        return programada(difusion, una.cuenta.pendientes)
    return avance(una)


def en_lista(una: DifusionConCuenta, dependencias: Sequence[Dependencia]) -> Html:
    """«• 7 · 4 de septiembre de 2026, 10:00 a. m. · los responsables · llegó a 11 de 12»."""
    difusion = una.difusion
    return armar(
        _("• <b>%(n)s</b> · %(cuando)s · %(quienes)s · %(como)s\n  «%(texto)s»"),
        n=difusion.id,
        cuando=formato.instante(difusion.creada_en),
        quienes=recortar(a_quienes(difusion.destino, dependencias), _NOMBRE),
        como=_en_breve(una.cuenta, difusion),
        texto=_comienzo(difusion),
    )


def _en_breve(cuenta: CuentaDeDifusion, difusion: Difusion) -> str:
    datos = {"n": cuenta.enviados, "total": cuenta.total}
    if difusion.terminada_en is None:
        # Lo que falta por salir se cuenta entre quienes la pueden recibir, como al verla por dentro.
        datos = {"n": cuenta.por_salir - cuenta.pendientes, "total": cuenta.por_salir}
        return _("enviados %(n)s de %(total)s") % datos
    return _("llegó a %(n)s de %(total)s") % datos


def sin_recibir(una: SinRecibir) -> Html:
    """«• Ana Ruiz (Secretaría de Salud): bloqueó el asistente…»."""
    donde = f" ({recortar(una.dependencia, _NOMBRE)})" if una.dependencia else ""
    return armar(
        _("• %(nombre)s%(donde)s: %(motivo)s."),
        nombre=recortar(una.nombre, _NOMBRE),
        donde=donde,
        motivo=_POR_QUE[una.situacion],
    )


def _comienzo(difusion: Difusion) -> str:
    return recortar(difusion.texto, _COMIENZO)
