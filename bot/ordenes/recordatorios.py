"""/recordatorios: lo que sigue, a qué horas, y qué se calla; y de aquí, lo de la entidad."""

from __future__ import annotations

from bot.atencion.respuesta import Apertura, Respuesta
from bot.ordenes import recordatorios_de_la_entidad as entidad
from bot.ordenes.pedido import Pedido, decir, leer_numero, paginas
from bot.ordenes.recordatorios_escritos import Dicho, Verbo, de_la_entidad, de_una_frase, leer, lo_nombrado
from bot.textos import formato
from bot.textos import mis_recordatorios as textos
from bot.textos.estado import lista
from bot.textos.horas import decir_horario
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar, recortar, unir
from dominio.casos.mis_recordatorios import (
    MisRecordatorios,
    QueCallar,
    callar_recordatorios,
    fijar_mi_horario,
    mis_recordatorios,
    volver_a_recordar,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.identidad import IdActividad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.recordatorios import FICHAS
from dominio.reglas.silenciar import se_calla

_POR_PAGINA, _BOTONES, _ROTULO = 8, 5, 40


def recordatorios(pedido: Pedido) -> Respuesta:
    """«/recordatorios», «/recordatorios de 9 a 17», «/recordatorios callar A-012», «… oír plazos»."""
    escrito = pedido.argumento.strip()
    if not escrito:
        return _lista(pedido, 0)
    dicho = leer(escrito)
    if dicho is not None:
        return _hacer(pedido, dicho)
    if puede(pedido.contexto.actor, Permiso.CONFIGURAR_RECORDATORIOS):
        de_todos = de_la_entidad(pedido.contexto, escrito)
        if de_todos is not None:
            return entidad.escrito(pedido, de_todos)
    raise EntradaInvalida("recordatorios_que", escrito=recortar(escrito, 40))


def desde_frase(pedido: Pedido) -> Respuesta | None:
    """«no me recuerdes la 12», «vuelve a recordarme la 12», «deja de recordarme los cortes»."""
    dicho = de_una_frase(pedido.entrada.texto)
    return None if dicho is None else _hacer(pedido, dicho)


def tocar(pedido: Pedido) -> Respuesta:
    """Botones «rc:<qué>:<cuál>:<página>»; los de la entidad los atiende su módulo."""
    que, cual, pagina = [*pedido.argumento.split(":", 2), "", ""][:3]
    match que:
        case "l":
            return _lista(pedido, leer_numero(cual, 10_000))
        case "h":
            return Respuesta(abrir=Apertura("horario_de_recordatorios"))
        case "s":
            return _tipos(pedido, leer_numero(cual, 100))
        case "a":
            return _actividades(pedido, leer_numero(cual, 10_000))
        case "t" if cual in tuple(TipoRecordatorio):
            _alternar(pedido, QueCallar(TipoRecordatorio(cual)))
            return _tipos(pedido, leer_numero(pagina, 100))
        case "v":
            _alternar(pedido, QueCallar(actividad_id=IdActividad(leer_numero(cual, 2**62))))
            return _actividades(pedido, leer_numero(pagina, 10_000))
        case "w":
            return _volver_a_recibir(pedido, cual)
        case _:
            return entidad.tocar(pedido, que, cual, pagina)


def _volver_a_recibir(pedido: Pedido, cual: str) -> Respuesta:
    """Botones «rc:w:<tipo>» y «rc:w:<actividad>»: deshace lo que se acaba de callar."""
    que = (
        QueCallar(TipoRecordatorio(cual))
        if cual in tuple(TipoRecordatorio)
        else QueCallar(actividad_id=IdActividad(leer_numero(cual, 2**62)))
    )
    volver_a_recordar(pedido.contexto, que)
    texto = armar(_("Listo: le vuelvo a recordar %(que)s."), que=_nombres(pedido, [que]))
    return decir(texto, (_("Callar o volver a oír"), "rc:s:0"), (_("Ver mis recordatorios"), "rc:l:0"))


def _lista(pedido: Pedido, pedida: int) -> Respuesta:
    mios = mis_recordatorios(pedido.contexto)
    lineas = [textos.proximo(uno) for uno in mios.proximos]
    pagina = min(pedida, max(0, (len(lineas) - 1) // _POR_PAGINA))
    cabeza = textos.cabeza(mios)
    cuerpo = lista(cabeza, lineas, pagina, _POR_PAGINA) if lineas else unir([cabeza, textos.nada_sigue(mios)])
    pares = [(_("Cambiar mi horario"), "rc:h")]
    if puede(pedido.contexto.actor, Permiso.CONFIGURAR_RECORDATORIOS):
        pares += [
            (_("De la entidad"), "rc:e:0"),
            (_("Fechas de ley"), "rc:g:0"),
            (_("A quién no le llega"), "rc:n:0"),
        ]
    if mios.tipos:
        pares.append((_("Callar o volver a oír"), "rc:s:0"))
    pares += paginas("rc:l:", pagina, len(lineas), _POR_PAGINA)
    if len(pares) < 2:
        pares.append((_("Ver el estado"), "o:estado"))
    return decir(cuerpo, *pares, por_fila=2)


def _tipos(pedido: Pedido, pedida: int) -> Respuesta:
    """Los tipos que le llegan, cada uno con su botón para callarlo o volver a oírlo."""
    mios = mis_recordatorios(pedido.contexto)
    pagina = min(pedida, max(0, (len(mios.tipos) - 1) // _BOTONES))
    visibles = mios.tipos[pagina * _BOTONES : (pagina + 1) * _BOTONES]
    titulo = unir(
        [
            Html(_("<b>Qué recordatorios quiere oír</b>")),
            Html(_("También puede escribir: no me recuerdes la A-012, deja de recordarme los cortes.")),
        ]
    )
    pares = [
        (
            (_("Oír: %(que)s") if uno.callado else _("Callar: %(que)s")) % {"que": uno.ficha.nombre},
            f"rc:t:{uno.ficha.tipo.value}:{pagina}",
        )
        for uno in visibles
        if se_calla(uno.ficha.tipo)
    ]
    pares += paginas("rc:s:", pagina, len(mios.tipos), _BOTONES)
    if mios.actividades:
        pares.append((_("Por actividad"), "rc:a:0"))
    pares.append((_("Volver"), "rc:l:0"))
    return decir(lista(titulo, [textos.de_tipo(uno) for uno in mios.tipos], pagina, _BOTONES), *pares)


def _actividades(pedido: Pedido, pedida: int) -> Respuesta:
    """Las actividades a cargo, primero las calladas, cada una con su botón."""
    todas = sorted(mis_recordatorios(pedido.contexto).actividades, key=lambda una: not una.callada)
    if not todas:
        return decir(Html(_("No tiene actividades a cargo que callar.")), (_("Volver"), "rc:s:0"))
    pagina = min(pedida, (len(todas) - 1) // _BOTONES)
    visibles = todas[pagina * _BOTONES : (pagina + 1) * _BOTONES]
    pares = [
        (
            (_("Oír: %(que)s") if una.callada else _("Callar: %(que)s"))
            % {"que": recortar(f"{una.actividad.codigo} {una.actividad.nombre}", _ROTULO)},
            f"rc:v:{una.actividad.id}:{pagina}",
        )
        for una in visibles
    ]
    pares += [*paginas("rc:a:", pagina, len(todas), _BOTONES), (_("Volver"), "rc:s:0")]
    titulo = Html(_("<b>De qué actividades quiere oír</b>"))
    return decir(lista(titulo, [textos.de_actividad(una) for una in todas], pagina, _BOTONES), *pares)


def _alternar(pedido: Pedido, que: QueCallar) -> None:
    if _esta_callado(mis_recordatorios(pedido.contexto), que):
        volver_a_recordar(pedido.contexto, que)
    else:
        callar_recordatorios(pedido.contexto, que)


def _esta_callado(mios: MisRecordatorios, que: QueCallar) -> bool:
    if que.tipo is not None:
        return any(uno.callado for uno in mios.tipos if uno.ficha.tipo is que.tipo)
    return any(una.callada for una in mios.actividades if una.actividad.id == que.actividad_id)


def _hacer(pedido: Pedido, dicho: Dicho) -> Respuesta:
    """Lo escrito ya dice todo: se hace de una vez, y se dice cómo deshacerlo."""
    if dicho.verbo is Verbo.HORARIO:
        horario = fijar_mi_horario(pedido.contexto, *dicho.horario)
        hecho = armar(_("Listo: le escribo de <b>%(horario)s</b>"), horario=decir_horario(horario))
        return decir(hecho, (_("Ver mis recordatorios"), "rc:l:0"), (_("Cambiar mi horario"), "rc:h"))
    halladas = lo_nombrado(mis_recordatorios(pedido.contexto), dicho.que)
    callar = dicho.verbo is Verbo.CALLAR
    hechas = [que for que in halladas if callar or _esta_callado(mis_recordatorios(pedido.contexto), que)]
    for que in hechas or halladas:
        (callar_recordatorios if callar else volver_a_recordar)(pedido.contexto, que)
    frase = _("Listo: no le recuerdo %(que)s.") if callar else _("Listo: le vuelvo a recordar %(que)s.")
    texto = armar(frase, que=_nombres(pedido, hechas or halladas))
    return decir(texto, (_("Callar o volver a oír"), "rc:s:0"), (_("Ver mis recordatorios"), "rc:l:0"))


def _nombres(pedido: Pedido, cuales: list[QueCallar]) -> str:
    de_tipos = [f"«{FICHAS[que.tipo].nombre}»" for que in cuales if que.tipo is not None]
    ids = {que.actividad_id for que in cuales}
    todas = [una.actividad for una in mis_recordatorios(pedido.contexto).actividades]
    de_actividades = [f"{una.codigo} {recortar(una.nombre, _ROTULO)}" for una in todas if una.id in ids]
    return formato.enumerar([*de_tipos, *de_actividades])
