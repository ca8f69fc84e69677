"""De una frase que pregunta a su respuesta: cómo va, qué vence, quién responde, por qué."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.atencion.respuesta import Respuesta
from bot.ordenes import consultas, pendientes, planeacion
from bot.ordenes.consultas import POR_PAGINA, reportar
from bot.ordenes.dudas import A_LA_VISTA, preguntar, uno_o_pregunta
from bot.ordenes.exportar_escrito import habla_de_antes
from bot.ordenes.pedido import Pedido, decir, leer_numero, sobre
from bot.textos import frases as textos
from bot.textos.datos_del_plan import ficha, responsables
from bot.textos.explicacion import explicada
from bot.textos.idioma import _
from bot.textos.marcado import unir
from dominio.casos.consultar import estado_de
from dominio.casos.consultar import pendientes as lo_pendiente
from dominio.casos.cortes import recepcion_de_hoy
from dominio.casos.datos_del_plan import datos_de, objeto_general
from dominio.casos.explicar import explicar, objetos_con_avance
from dominio.casos.reportar import vigencia_actual
from dominio.casos.vencimientos import atrasadas, vencimientos
from dominio.entender.numeros import Valor, leer_porcentaje
from dominio.entender.periodos import leer_corte
from dominio.entender.texto import limpiar, normalizar
from dominio.errores import EntradaInvalida
from dominio.modelo.consolidado import EstadoActividad
from dominio.modelo.entendido import Entendido
from dominio.modelo.entidad import Periodicidad
from dominio.modelo.libro import TipoLibro
from dominio.modelo.objeto import Objeto
from dominio.reglas.permisos import Permiso, exigir, puede
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

_CIFRA = re.compile(r"\d+(?:[.,]\d+)?")
# Hasta cuándo se mira cuando preguntan qué vence sin decir para cuándo.
_UN_MES = timedelta(days=30)


def estado(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Cómo va lo nombrado; si preguntan por la plata, ese momento del gasto."""
    hallado = uno_o_pregunta(pedido, entendido)
    if isinstance(hallado, Respuesta):
        return hallado
    objeto = hallado or objeto_general(pedido.contexto)
    respuesta = consultas.de_objeto(pedido, objeto.ambito, objeto.id)
    if entendido.momento is None:
        return respuesta
    cifra = textos.de_momento(estado_de(pedido.contexto, objeto.ambito, objeto.id), entendido.momento)
    *previas, ultima = respuesta.pantallas
    return replace(respuesta, pantallas=(*previas, replace(ultima, texto=cifra)))


def las_atrasadas(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Las vencidas y las atrasadas de lo nombrado, o de todo lo que ve quien pregunta."""
    hallado = uno_o_pregunta(pedido, entendido)
    if isinstance(hallado, Respuesta):
        return hallado
    halladas = atrasadas(pedido.contexto, *_clave(hallado))
    todas = [*halladas.vencidas, *halladas.atrasadas]
    texto = textos.atrasadas(halladas, hallado, pedido.contexto.hoy)
    pares = _de_reportar(todas, pedido)
    objeto = hallado or objeto_general(pedido.contexto)
    pares.append((_("Ver el estado"), f"e:o:{objeto.ambito}:{objeto.id}:0"))
    return sobre(decir(texto, *pares, por_fila=2), objeto.ambito, objeto.id)


def que_vence(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """La fecha de una actividad, o lo que vence en unos días o en un mes."""
    hallado = uno_o_pregunta(pedido, entendido)
    if isinstance(hallado, Respuesta):
        return hallado
    if hallado is not None and hallado.ambito == "actividad":
        renglon = datos_de(pedido.contexto, hallado.ambito, hallado.id).renglones[0]
        medida = vencimientos(pedido.contexto, renglon.fin, renglon.fin, *_clave(hallado))
        texto = textos.fecha_limite(renglon, pedido.contexto.hoy, pedido.contexto.calendario)
        boton = (_("Ver el estado"), f"e:o:actividad:{hallado.id}:0")
        return sobre(decir(texto, *_de_reportar(medida, pedido), boton, por_fila=2), "actividad", hallado.id)
    desde, hasta = _cuando(pedido, entendido)
    tocan = vencimientos(pedido.contexto, desde, hasta, *_clave(hallado))
    texto = textos.vencimientos(tocan, (desde, hasta), pedido.contexto.hoy)
    return decir(texto, *_de_reportar(tocan, pedido), (_("Ver pendientes"), "o:pendientes"), por_fila=2)


def cuando_cierra(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Qué corte recibe hoy y hasta cuándo; a quien reporta, cuánto le falta en él."""
    recibe = recepcion_de_hoy(pedido.contexto)
    reporta = puede(pedido.contexto.actor, Permiso.REGISTRAR_AVANCE)
    faltan = len(lo_pendiente(pedido.contexto).sin_reporte) if reporta else None
    texto = textos.cierre(recibe, pedido.contexto.hoy, faltan)
    return decir(texto, (_("Ver pendientes"), "o:pendientes"), (_("Ver el estado"), "o:estado"), por_fila=2)


def quien_no_ha_reportado(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Quién no ha reportado, de una dependencia o de un corte si se nombran."""
    exigir(pedido.contexto.actor, Permiso.CONSULTAR_SIN_REPORTE)
    hallada = uno_o_pregunta(pedido, entendido, ("dependencia",))
    if isinstance(hallada, Respuesta):
        return hallada
    return pendientes.sin_reporte_de(pedido, hallada.id if hallada else None, _corte(pedido, entendido))


def quien_responde(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Quién responde por lo nombrado; si puede ser de varios, por cada uno: es solo leer."""
    objetos = entendido.objetos[:A_LA_VISTA]
    if not objetos:
        general = objeto_general(pedido.contexto)
        objetos = (general,)
    dichos = [responsables(datos_de(pedido.contexto, *_clave(objeto))) for objeto in objetos]
    pares = [_ver(objeto) for objeto in objetos]
    respuesta = decir(unir(dichos, "\n\n"), *pares)
    return sobre(respuesta, *_clave(objetos[0])) if len(objetos) == 1 else respuesta


def que_dice_el_plan(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """Los datos de lo nombrado: BPIN, fuente, objetivo, meta, fechas…"""
    hallado = uno_o_pregunta(pedido, entendido)
    if isinstance(hallado, Respuesta):
        return hallado
    objeto = hallado or objeto_general(pedido.contexto)
    return sobre(decir(ficha(datos_de(pedido.contexto, *_clave(objeto))), _ver(objeto)), *_clave(objeto))


def por_que(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """De dónde sale la cifra de lo nombrado; sin nombrarlo, de lo que va en ese porcentaje, o de todo."""
    hallado = uno_o_pregunta(pedido, entendido)
    if isinstance(hallado, Respuesta):
        return hallado
    avance = _porcentaje_dicho(entendido.frase)
    if hallado is None and avance is not None:
        candidatos = objetos_con_avance(pedido.contexto, avance)
        general = objeto_general(pedido.contexto)
        if len(candidatos) > 1 and general not in candidatos:
            return preguntar(pedido, entendido.frase, candidatos)
        hallado = candidatos[0] if candidatos else None
    objeto = hallado or objeto_general(pedido.contexto)
    return de_donde_sale(pedido, *_clave(objeto))


def de_donde_sale(pedido: Pedido, ambito: str, numero: int) -> Respuesta:
    """La cuenta de un objeto ya hallado, y cómo bajar a lo que la compone."""
    explicacion = explicar(pedido.contexto, ambito, numero)
    pares = [_ver(explicacion.objeto)]
    if explicacion.actividad is not None:
        pares = [*_de_reportar([explicacion.actividad.estado], pedido), *pares]
    else:
        pares.append((_("Actividades"), f"e:l:{ambito}:{numero}:0"))
    return sobre(decir(explicada(explicacion), *pares, por_fila=2), ambito, numero)


def tocar_por_que(pedido: Pedido) -> Respuesta:
    """Botones «q:e:<ámbito>:<número>»."""
    ambito, _dos, numero = pedido.argumento.partition(":")
    return de_donde_sale(pedido, ambito, leer_numero(numero, 2**62))


def consolidado(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«Envíame el consolidado de marzo»: el corte que lo contiene, y la dependencia si se nombra."""
    if habla_de_antes(entendido.frase):
        # Un día o una versión que no se supo cortar de la frase: se pregunta, no se manda lo de hoy.
        raise EntradaInvalida("momento_ilegible", escrito=limpiar(entendido.frase[:60], 60))
    hallada = uno_o_pregunta(pedido, entendido, ("dependencia",))
    if isinstance(hallada, Respuesta):
        return hallada
    corte = _corte(pedido, entendido)
    partes = [str(corte) if corte is not None else "", hallada.nombre if hallada is not None else ""]
    return planeacion.exportar(replace(pedido, argumento=" ".join(parte for parte in partes if parte)))


def plantilla(pedido: Pedido, entendido: Entendido) -> Respuesta:
    """«Páseme la plantilla»: la del plan, o la del libro que se nombre."""
    dichas = set(normalizar(entendido.frase).split())
    tipo = next((tipo.value for tipo in TipoLibro if tipo.value in dichas), "")
    return planeacion.plantilla(replace(pedido, argumento=tipo))


def _porcentaje_dicho(frase: str) -> Porcentaje | None:
    """La cifra por la que preguntan («¿por qué 63 %?»), si es una sola y se lee sin duda."""
    dichas = _CIFRA.findall(frase[:300])
    if len(dichas) != 1:
        return None
    try:
        leido = leer_porcentaje(dichas[0])
    except EntradaInvalida:
        return None
    return leido.valor if isinstance(leido, Valor) else None


def _clave(objeto: Objeto | None) -> tuple[str, int]:
    return ("", 0) if objeto is None else (objeto.ambito, objeto.id)


def _ver(objeto: Objeto) -> tuple[str, str]:
    rotulo = _("Ver %(codigo)s") % {"codigo": objeto.codigo} if objeto.codigo else _("Ver el estado")
    return rotulo, f"e:o:{objeto.ambito}:{objeto.id}:0"


def _de_reportar(actividades: Sequence[EstadoActividad], pedido: Pedido) -> list[tuple[str, str]]:
    return [par for actividad in actividades[: POR_PAGINA - 1] if (par := reportar(actividad, pedido))]


def _corte(pedido: Pedido, entendido: Entendido) -> Corte | None:
    """El corte que se nombró, según cada cuánto corte la entidad; ``None`` si no se nombró."""
    if entendido.periodo is None:
        return None
    contexto = pedido.contexto
    vigencia = vigencia_actual(contexto)
    return leer_corte(entendido.periodo, vigencia, contexto.entidad.periodicidad, contexto.hoy)


def _cuando(pedido: Pedido, entendido: Entendido) -> tuple[date, date]:
    """Entre qué días se pregunta: lo que se dijo, la semana, el mes nombrado, o los próximos treinta."""
    hoy = pedido.contexto.hoy
    if entendido.hasta is not None or entendido.desde is not None:
        desde = entendido.desde or hoy
        return desde, entendido.hasta or desde
    if entendido.periodo is not None:
        vigencia = vigencia_actual(pedido.contexto)
        corte = leer_corte(entendido.periodo, vigencia, Periodicidad.MENSUAL, hoy)
        if corte is not None:
            return corte.desde, corte.hasta
    if "semana" in normalizar(entendido.frase):
        lunes = hoy - timedelta(days=hoy.weekday())
        return hoy, lunes + timedelta(days=6)
    return hoy, hoy + _UN_MES
