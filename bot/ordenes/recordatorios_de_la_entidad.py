"""De /recordatorios, lo que decide la entidad: tipos, fechas de ley, calendario y a quién no le llega."""

from __future__ import annotations

from datetime import date

from bot.atencion.respuesta import Apertura, Respuesta
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.ordenes.recordatorios_escritos import DeLaEntidad
from bot.textos import formato
from bot.textos import no_entregables as textos_sin_entrega
from bot.textos import recordatorios_de_la_entidad as textos
from bot.textos.estado import lista
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.configurar_recordatorios import (
    CambioDeCalendario,
    ajustar_calendario,
    calendario_de_la_entidad,
    tipos_de_recordatorio,
)
from dominio.casos.fechas_de_ley import fechas_de_ley
from dominio.casos.no_entregables import actividades_de, no_entregable, no_entregables
from dominio.casos.reclamos import reclamos_pendientes
from dominio.modelo.ficha import Situacion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.modificacion import CampoModificable
from dominio.modelo.recordados import NoEntregable
from dominio.reglas.doble_firma import puede_gestionar
from dominio.reglas.permisos import Permiso, exigir, puede

_TIPOS, _LEGALES, _PERSONAS, _ACTIVIDADES, _FESTIVOS = 8, 4, 4, 5, 5
_VOLVER = "rc:l:0"


def escrito(pedido: Pedido, dicho: DeLaEntidad) -> Respuesta:
    """Lo que planeación escribió después de /recordatorios."""
    match dicho.que:
        case "ajuste":
            return Respuesta(abrir=Apertura("ajuste_de_recordatorio", dicho.respuestas))
        case "fecha":
            return Respuesta(abrir=Apertura("fecha_legal", dicho.respuestas))
        case "festivo" if dicho.dia is not None:
            return Respuesta(abrir=Apertura("festivo_local", {"dia": dicho.dia.isoformat()}))
        case "sin_festivo":
            return _calendario(pedido, CambioDeCalendario(quitar=dicho.dia))
        case "sabado_si" | "sabado_no":
            return _calendario(pedido, CambioDeCalendario(sabado_habil=dicho.que == "sabado_si"))
        case "legales":
            return _de_ley(pedido, 0)
        case "no_entregables":
            return _sin_entrega(pedido, 0)
        case "calendario":
            return _calendario(pedido)
        case _:
            return _tipos(pedido, 0)


def tocar(pedido: Pedido, que: str, cual: str, pagina: str) -> Respuesta:
    """Botones «rc:<qué>:<cuál>:<página>» de lo que decide la entidad."""
    exigir(pedido.contexto.actor, Permiso.CONFIGURAR_RECORDATORIOS)
    numero = leer_numero(cual, 2**62)
    apertura = _apertura(que, cual, numero)
    if apertura is not None:
        return Respuesta(abrir=apertura)
    match que:
        case "g":
            return _de_ley(pedido, numero)
        case "n":
            return _sin_entrega(pedido, numero)
        case "i":
            return _persona(pedido, no_entregable(pedido.contexto, IdPersona(numero)))
        case "c":
            return _de_persona(pedido, IdPersona(numero), leer_numero(pagina, 10_000))
        case "u":
            return _sin_responsable(pedido, numero)
        case "y":
            return _calendario(pedido)
        case "b":
            if pagina == "ya":
                return _calendario(pedido, CambioDeCalendario(sabado_habil=cual == "si"))
            return _preguntar_el_sabado(cual == "si")
        case "q":
            return _calendario(pedido, CambioDeCalendario(quitar=_fecha(cual)))
        case _:
            return _tipos(pedido, numero)


def _apertura(que: str, cual: str, numero: int) -> Apertura | None:
    """El diálogo que abre ese botón, si abre alguno."""
    match que:
        case "j":
            return Apertura("ajuste_de_recordatorio")
        case "z":
            return Apertura("festivo_local")
        case "o":
            return Apertura("fecha_legal", {"que": cual} if cual else {})
        case "d":
            return Apertura("delegacion", {"titular": str(numero)})
        case "x":
            responsable = CampoModificable.RESPONSABLE.value
            return Apertura("cambio_de_actividad", {"actividad": str(numero), "campo": responsable})
        case _:
            return None


def _fecha(texto: str) -> date | None:
    try:
        return date.fromisoformat(texto)
    except ValueError:
        return None


def _pagina(pedida: int, cuantos: int, por_pagina: int) -> int:
    return min(pedida, max(0, (cuantos - 1) // por_pagina))


def _tipos(pedido: Pedido, pedida: int) -> Respuesta:
    todos = tipos_de_recordatorio(pedido.contexto)
    pagina = _pagina(pedida, len(todos), _TIPOS)
    titulo = Html(_("<b>Recordatorios de la entidad</b>"))
    cuerpo = lista(titulo, [textos.tipo(uno) for uno in todos], pagina, _TIPOS)
    pares = [(_("Ajustar uno"), "rc:j"), (_("Ver el calendario"), "rc:y")]
    pares += [*paginas("rc:e:", pagina, len(todos), _TIPOS), (_("Volver"), _VOLVER)]
    return decir(cuerpo, *pares, por_fila=2)


def _de_ley(pedido: Pedido, pedida: int) -> Respuesta:
    todas = fechas_de_ley(pedido.contexto)
    pagina = _pagina(pedida, len(todas), _LEGALES)
    titulo = Html(_("<b>Fechas de ley</b>"))
    cuerpo = lista(titulo, [textos.fecha_de_ley(una) for una in todas], pagina, _LEGALES)
    pares = [(_("Activar una"), "rc:o:activar"), (_("Agregar otra"), "rc:o:agregar")]
    if any(una.fecha.activa for una in todas):
        pares.append((_("Apagar una"), "rc:o:apagar"))
    pares += [*paginas("rc:g:", pagina, len(todas), _LEGALES), (_("Volver"), _VOLVER)]
    return decir(cuerpo, *pares, por_fila=2)


def _calendario(pedido: Pedido, cambio: CambioDeCalendario | None = None) -> Respuesta:
    """Los días que no se trabajan, después de aplicar el cambio si lo hay."""
    if cambio is None:
        entidad = calendario_de_la_entidad(pedido.contexto)
    else:
        entidad = ajustar_calendario(pedido.contexto, cambio)
    hoy = pedido.contexto.hoy
    vienen = [dia for dia in entidad.festivos if dia >= hoy.isoformat()][:_FESTIVOS]
    sabado = (
        (_("Cambiar a sábado no hábil"), "rc:b:no")
        if entidad.sabado_habil
        else (_("Cambiar a sábado hábil"), "rc:b:si")
    )
    pares = [(_("Agregar un festivo"), "rc:z"), sabado]
    pares += [
        (_("Quitar el %(dia)s") % {"dia": formato.fecha(date.fromisoformat(dia))}, f"rc:q:{dia}")
        for dia in vienen
    ]
    pares.append((_("Volver"), "rc:e:0"))
    return decir(textos.calendario(entidad, hoy), *pares, por_fila=2)


def _preguntar_el_sabado(habil: bool) -> Respuesta:
    """Qué cambia para toda la entidad, antes de cambiarlo."""
    par = (_("Confirmar"), "rc:b:si:ya") if habil else (_("Confirmar"), "rc:b:no:ya")
    return decir(textos.efecto_del_sabado(habil), par, (_("Dejarlo como está"), "rc:y"))


def _sin_entrega(pedido: Pedido, pedida: int) -> Respuesta:
    panorama = no_entregables(pedido.contexto)
    personas = panorama.personas
    pagina = _pagina(pedida, len(personas), _PERSONAS)
    cabeza = unir([textos_sin_entrega.cabeza(panorama), _reclamos(pedido)])
    lineas = [textos_sin_entrega.renglon(una) for una in personas]
    cuerpo = lista(cabeza, lineas, pagina, _PERSONAS) if lineas else cabeza
    visibles = personas[pagina * _PERSONAS : (pagina + 1) * _PERSONAS]
    pares = [(una.ficha.persona.nombre, f"rc:i:{una.ficha.persona.id}") for una in visibles]
    if panorama.sin_responsable:
        pares.append((_("Sin responsable"), "rc:u:0"))
    pares += [*paginas("rc:n:", pagina, len(personas), _PERSONAS), (_("Volver"), _VOLVER)]
    return decir(cuerpo, *pares, por_fila=2)


def _reclamos(pedido: Pedido) -> Html:
    """Cuántos «no es mía» esperan; se resuelven con su orden."""
    pendientes = reclamos_pendientes(pedido.contexto)
    if not pendientes:
        return Html("")
    frase = ngettext(
        "%(n)s persona dijo «no es mía» y espera respuesta: véala en /reclamos",
        "%(n)s veces alguien dijo «no es mía» y espera respuesta: véalas en /reclamos",
        len(pendientes),
    )
    return armar(frase, n=len(pendientes))


def _persona(pedido: Pedido, una: NoEntregable) -> Respuesta:
    """Qué le pasa y qué hacer, con los botones que de verdad sirven en su caso."""
    actor, persona = pedido.contexto.actor, una.ficha.persona
    pares: list[tuple[str, str]] = []
    if puede(actor, Permiso.INVITAR) and puede_gestionar(actor, persona) and persona.id != actor.id:
        rotulo = _("Invitar") if una.ficha.situacion is Situacion.SIN_INVITAR else _("Invitar de nuevo")
        pares.append((rotulo, f"p:i:{persona.id}"))
    if una.ficha.actividades and puede(actor, Permiso.MODIFICAR_PLAN):
        pares.append((_("Cambiar responsable"), f"rc:c:{persona.id}:0"))
    if una.ficha.actividades and persona.activa and puede(actor, Permiso.DELEGAR):
        pares.append((_("Delegar por unas fechas"), f"rc:d:{persona.id}"))
    if puede(actor, Permiso.GESTIONAR_PERSONAS):
        pares.append((_("Ver su ficha"), f"p:f:{persona.id}"))
    pares.append((_("Volver a la lista"), "rc:n:0"))
    return decir(textos_sin_entrega.detalle(una), *pares, por_fila=2)


def _de_persona(pedido: Pedido, persona_id: IdPersona, pedida: int) -> Respuesta:
    """Sus actividades sin terminar; cada botón abre el cambio de esa actividad."""
    todas = actividades_de(pedido.contexto, persona_id)
    volver = (_("Volver a la lista"), "rc:n:0")
    if not todas:
        return decir(Html(_("Ya no tiene actividades sin terminar a su nombre.")), volver)
    pagina = _pagina(pedida, len(todas), _ACTIVIDADES)
    visibles = todas[pagina * _ACTIVIDADES : (pagina + 1) * _ACTIVIDADES]
    lineas = [
        armar("• <b>%(codigo)s</b> %(nombre)s", codigo=una.codigo, nombre=recortar(una.nombre, 70))
        for una in todas
    ]
    pares = [
        (_("Cambiar %(codigo)s") % {"codigo": recortar(una.codigo, 30)}, f"rc:x:{una.id}") for una in visibles
    ]
    pares += [*paginas(f"rc:c:{persona_id}:", pagina, len(todas), _ACTIVIDADES), volver]
    titulo = Html(_("<b>¿De cuál cambia el responsable?</b>"))
    return decir(lista(titulo, lineas, pagina, _ACTIVIDADES), *pares, por_fila=2)


def _sin_responsable(pedido: Pedido, pedida: int) -> Respuesta:
    todas = no_entregables(pedido.contexto).sin_responsable
    volver = (_("Volver a la lista"), "rc:n:0")
    if not todas:
        return decir(Html(_("Toda actividad sin terminar tiene una persona responsable.")), volver)
    pagina = _pagina(pedida, len(todas), _ACTIVIDADES)
    visibles = todas[pagina * _ACTIVIDADES : (pagina + 1) * _ACTIVIDADES]
    pares = [
        (_("Decir de quién es %(codigo)s") % {"codigo": recortar(una.codigo, 30)}, f"rc:x:{una.id}")
        for una in visibles
        if puede(pedido.contexto.actor, Permiso.MODIFICAR_PLAN)
    ]
    pares += [*paginas("rc:u:", pagina, len(todas), _ACTIVIDADES), volver]
    titulo = Html(_("<b>Actividades sin una persona responsable</b>"))
    lineas = [textos_sin_entrega.sin_responsable(una) for una in todas]
    return decir(lista(titulo, lineas, pagina, _ACTIVIDADES), *pares, por_fila=2)
