"""Lo que una persona escribe con sus palabras: se entiende, se contesta, y nada se guarda sin confirmar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.atencion.entrada import Entrada
from bot.atencion.respuesta import Respuesta
from bot.ordenes import consultas, difusiones, dudas, formatos, pendientes, posponer
from bot.ordenes import frases_que_preguntan as preguntan
from bot.ordenes import frases_que_reportan as reportan
from bot.ordenes.correcciones import con_cifra, corregir
from bot.ordenes.menu import accesos, ayuda, bienvenida, orden_escrita
from bot.ordenes.parecidos import parecidos
from bot.ordenes.pedido import Pedido, decir, leer_numero
from bot.ordenes.recordatorios import desde_frase as de_recordatorios
from bot.ordenes.respuestas_escritas import DEL_LOTE, actividad_abierta, actividad_del_lote
from bot.ordenes.respuestas_escritas import responder as responder_recordatorio
from bot.ordenes.ruta import desde_frase
from bot.ordenes.rutas import ruta_de_planeacion
from bot.ordenes.tabla import que_atiende
from bot.textos.frases import no_entendi
from bot.textos.idioma import _
from bot.textos.marcado import Html, armar
from dominio.casos.contexto import Contexto
from dominio.casos.datos_del_plan import objeto_de
from dominio.casos.entender import entender_frase
from dominio.casos.reportar import actividades_a_cargo
from dominio.errores import NoEncontrado, PermisoDenegado, SinPlan
from dominio.modelo.conversacion import ClaseDuda, Duda
from dominio.modelo.entendido import Entendido, Intencion
from dominio.modelo.objeto import Objeto
from dominio.reglas.permisos import Permiso, puede

# «avance de educación» pregunta y «avance 45 en la 12» reporta: la frase dice más que su primera palabra.
_TAMBIEN_SON_FRASES = frozenset({"avance", "ejecucion", "estado", "corte"})

# Lo que se dice de algo que no está se contesta con que no está, no con otra cosa.
_DE_UN_OBJETO = frozenset(
    {
        Intencion.REPORTAR_AVANCE,
        Intencion.REPORTAR_EJECUCION,
        Intencion.SIN_NOVEDAD,
        Intencion.IGUAL_QUE_ANTES,
        Intencion.CONSULTAR_ESTADO,
        Intencion.CONSULTAR_RESPONSABLE,
        Intencion.CONSULTAR_DATO,
        Intencion.CONSULTAR_VENCIMIENTOS,
        Intencion.EXPLICAR,
    }
)

# Sin decir de cuál, se dice de la única que se le acaba de recordar.
_DE_LO_RECORDADO = frozenset({Intencion.SIN_NOVEDAD, Intencion.IGUAL_QUE_ANTES})

Contestar = Callable[[Pedido, Entendido], Respuesta]


def atender(pedido: Pedido) -> Respuesta | None:
    """Contesta un texto suelto; ``None`` si no dice nada que se pueda atender."""
    contestada = (
        difusiones.responder(pedido)
        or responder_recordatorio(pedido)
        or posponer.responder(pedido)
        or formatos.responder(pedido)
        or _responder_duda(pedido)
        or de_recordatorios(pedido)
    )
    if contestada is not None:
        return contestada
    escrita = orden_escrita(pedido.entrada.texto)
    if escrita is not None and (not escrita[1] or escrita[0] not in _TAMBIEN_SON_FRASES):
        return que_atiende()[escrita[0]](replace(pedido, argumento=escrita[1]))
    ruta = ruta_de_planeacion(pedido)
    if ruta is not None:
        return que_atiende()[ruta[0]](replace(pedido, argumento=ruta[1]))
    del_plan = desde_frase(pedido)
    if del_plan is not None:
        return del_plan
    entendido = entender(pedido.contexto, pedido.entrada)
    contado = reportan.con_lo_hecho(pedido, entendido, lambda entrada: entender(pedido.contexto, entrada))
    if contado is not None:
        return contado
    if entendido.ajeno is not None or (entendido.perdida and entendido.intencion in _DE_UN_OBJETO):
        return _fuera_de_alcance(pedido, entendido)
    if entendido.intencion in _DE_LO_RECORDADO and not entendido.objetos:
        recordada = actividad_abierta(pedido)
        entendido = replace(entendido, objetos=() if recordada is None else (recordada,))
    if entendido.intencion in _CONTESTAN:
        return _CONTESTAN[entendido.intencion](pedido, entendido)
    if escrita is not None:
        return que_atiende()[escrita[0]](replace(pedido, argumento=escrita[1]))
    return None


def entender(contexto: Contexto, entrada: Entrada) -> Entendido:
    """La frase ya leída; si responde a un mensaje que hablaba de algo, de eso habla.

    Sin plan cargado, o sin dependencia que mirar, no hay de qué hablar: nada se entiende.
    """
    respondida = _respondida(contexto, entrada)
    try:
        entendido = entender_frase(contexto, entrada.texto, parecidos, respondida)
    except (SinPlan, PermisoDenegado):
        return Entendido(entrada.texto, Intencion.NADA)
    if entendido.intencion is Intencion.POSPONER and respondida is not None and not entendido.objetos:
        return replace(entendido, objetos=(respondida,))
    return entendido


def sin_entender(pedido: Pedido) -> Respuesta:
    """Que no se entendió, con ejemplos de lo que su rol puede escribir y sus botones."""
    actor = pedido.contexto.actor
    ejemplos = [_("cómo va el plan"), _("qué vence esta semana"), _("cuáles están atrasadas")]
    if puede(actor, Permiso.REVISAR):
        ejemplos = [*ejemplos, _("quién no ha reportado"), _("cuántos faltan por revisar")]
        if puede(actor, Permiso.CONDUCIR_RUTA):
            ejemplos = [*ejemplos, _("en qué paso va el plan")]
    elif puede(actor, Permiso.REGISTRAR_AVANCE):
        ejemplos = [*_de_las_suyas(pedido.contexto), *ejemplos[:2]]
    elif puede(actor, Permiso.CONSULTAR_SIN_REPORTE):
        ejemplos = [*ejemplos, _("quién no ha reportado")]
    return decir(no_entendi(ejemplos), *accesos(actor), por_fila=2)


def _de_las_suyas(contexto: Contexto) -> list[str]:
    """Ejemplos con códigos de actividades a cargo de quien escribe: los ajenos confunden."""
    try:
        codigos = [renglon.codigo for renglon in actividades_a_cargo(contexto)[:2]]
    except (SinPlan, PermisoDenegado):
        return []
    frases = (_("la %(codigo)s va en 45"), _("sin novedad en la %(codigo)s"))
    return [frase % {"codigo": codigo} for frase, codigo in zip(frases, [*codigos, *codigos], strict=False)]


def _fuera_de_alcance(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Lo nombrado es de otra dependencia, o no está en el plan: se dice, y cómo seguir."""
    texto = (
        Html(_("Eso no está en el plan que usted ve. Revise el código, o véalo en la lista."))
        if entendido.ajeno is None
        else armar(
            _("«%(que)s» es de otra dependencia: su rol ve la suya. Si lo necesita, pídalo a planeación."),
            que=entendido.ajeno,
        )
    )
    return decir(texto, (_("Mis actividades"), "o:mis"), (_("Ver el estado"), "o:estado"), por_fila=2)


def tocar(pedido: Pedido) -> Respuesta:
    """Botones «q:<pregunta>:<n>» (de cuál habla) y «q:e:<ámbito>:<número>» (por qué va así)."""
    primero, _dos, resto = pedido.argumento.partition(":")
    if primero == "e":
        return preguntan.tocar_por_que(replace(pedido, argumento=resto))
    duda = dudas.pendiente(pedido, ClaseDuda.OBJETO)
    if duda is None or duda.id != leer_numero(primero, 2**62):
        return Respuesta(aviso=_("Esa pregunta ya pasó. Escríbame otra vez lo que necesita."))
    candidatos = dudas.candidatos(duda)
    dudas.cerrar(pedido)
    numero = leer_numero(resto)
    if not 1 <= numero <= len(candidatos):
        texto = Html(
            _("De acuerdo. Escríbalo con su código, por ejemplo «estado A-012», o véalo en la lista.")
        )
        return decir(texto, (_("Mis actividades"), "o:mis"), (_("Ver el estado"), "o:estado"), por_fila=2)
    return _seguir_con(pedido, duda, candidatos[numero - 1])


def _responder_duda(pedido: Pedido) -> Respuesta | None:
    """Lo escrito escoge uno de los candidatos ofrecidos; si no, la pregunta se olvida."""
    duda = dudas.pendiente(pedido, ClaseDuda.OBJETO)
    if duda is None:
        return None
    elegido = dudas.escogido(duda, pedido.entrada.texto)
    if elegido is None:
        return None
    dudas.cerrar(pedido)
    return _seguir_con(pedido, duda, elegido)


def _seguir_con(pedido: Pedido, duda: Duda, objeto: Objeto) -> Respuesta:
    """La frase de entonces, ya sabiendo de cuál habla."""
    entrada = replace(pedido.entrada, texto=duda.frase, responde_a=None)
    entendido = replace(entender(pedido.contexto, entrada), objetos=(objeto,))
    atiende = _CONTESTAN.get(entendido.intencion, preguntan.estado)
    return atiende(replace(pedido, entrada=entrada), entendido)


def _respondida(contexto: Contexto, entrada: Entrada) -> Objeto | None:
    if entrada.responde_a is None:
        return None
    guardado = contexto.unidad.salidas.objeto_de(entrada.chat_id, entrada.responde_a)
    ambito, _dos, numero = (guardado or "").partition(":")
    if ambito == DEL_LOTE:
        ambito, numero = actividad_del_lote(contexto, leer_numero(numero, 2**62))
    if not ambito or ambito == "entidad":
        return None
    try:
        return objeto_de(contexto, ambito, leer_numero(numero, 2**62))
    except NoEncontrado:
        return None


def _gracias(pedido: Pedido, entendido: Entendido) -> Respuesta:
    return decir(Html(_("Con mucho gusto. ¿Algo más?")), *accesos(pedido.contexto.actor)[:4], por_fila=2)


def _corregir(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """La corrección de lo que se nombró, con la cifra nueva si la frase la trae."""
    hallada = dudas.uno_o_pregunta(pedido, entendido, ("actividad",))
    if isinstance(hallada, Respuesta):
        return hallada
    respuesta = corregir(replace(pedido, argumento=hallada.codigo or "" if hallada else ""))
    if respuesta.abrir is None:
        return respuesta
    return replace(respuesta, abrir=con_cifra(pedido, respuesta.abrir, entendido))


_CONTESTAN: Mapping[Intencion, Contestar] = {
    Intencion.REPORTAR_AVANCE: reportan.avance,
    Intencion.REPORTAR_EJECUCION: reportan.ejecucion,
    Intencion.SIN_NOVEDAD: reportan.sin_novedad,
    Intencion.IGUAL_QUE_ANTES: reportan.igual_que_antes,
    Intencion.CORREGIR: _corregir,
    Intencion.AUSENCIA: reportan.ausencia,
    Intencion.POSPONER: posponer.proponer,
    Intencion.CONSULTAR_ESTADO: preguntan.estado,
    Intencion.CONSULTAR_ATRASADAS: preguntan.las_atrasadas,
    Intencion.CONSULTAR_PENDIENTES: lambda pedido, _e: pendientes.pendientes(pedido),
    Intencion.MIS_ACTIVIDADES: lambda pedido, _e: consultas.mis(pedido),
    Intencion.CONSULTAR_VENCIMIENTOS: preguntan.que_vence,
    Intencion.CONSULTAR_CORTE: preguntan.cuando_cierra,
    Intencion.CONSULTAR_SIN_REPORTE: preguntan.quien_no_ha_reportado,
    Intencion.CONSULTAR_RESPONSABLE: preguntan.quien_responde,
    Intencion.CONSULTAR_DATO: preguntan.que_dice_el_plan,
    Intencion.EXPLICAR: preguntan.por_que,
    Intencion.EXPORTAR: preguntan.consolidado,
    Intencion.PLANTILLA: preguntan.plantilla,
    Intencion.SALUDO: lambda pedido, _e: bienvenida(pedido.contexto.actor),
    Intencion.GRACIAS: _gracias,
    Intencion.AYUDA: lambda pedido, _e: ayuda(pedido),
}
