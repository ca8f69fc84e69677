"""Los resúmenes como trabajo largo: el de la semana con su dibujo, y el diario del servicio."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.tareas.respuestas import documento, respuesta
from bot.tareas.taller import Taller
from bot.textos import resumen_diario as del_dia
from bot.textos import resumenes as textos
from bot.textos.avisos_de_resumen import aqui_esta
from bot.textos.idioma import _
from bot.textos.marcado import Html
from dominio.casos.contexto import Contexto
from dominio.casos.resumen_diario import anotar_resumen_diario, resumen_diario
from dominio.casos.resumen_semanal import anotar_resumen_semanal, resumen_semanal
from dominio.modelo.encargo import Encargo
from dominio.modelo.envio import ClaseEnvio, Envio
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.resumen import ResumenSemanal
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.reglas.permisos import Permiso, puede
from dominio.reglas.plazos import momento_decente
from dominio.valores.fechas import BOGOTA, Vigencia, fecha_bogota

SEMANAL, DIARIO = "semanal", "diario"
_CIERRE = time(19)
# Lo que se pidió en el chat se contesta a cualquier hora, pero no horas después.
_VIDA_DEL_PEDIDO = timedelta(hours=1)


def es_resumen(encargo: Encargo) -> bool:
    """Si el encargo es de un resumen."""
    return "resumen" in encargo.parametros


def hacer_resumen(taller: Taller) -> None:
    """Arma el resumen y lo deja en la salida; si ya no es hora o ya no hay a quién, lo cuenta y no sale."""
    with taller.contexto(escribe=False) as (_unidad, contexto):
        estado = _por_que_no(taller, contexto)
    if estado is not None:
        retirar_resumen(taller, estado)
        return
    if taller.encargo.parametros["resumen"] == DIARIO:
        _diario(taller)
    else:
        _semanal(taller)


def retirar_resumen(taller: Taller, estado: EstadoRecordatorio) -> None:
    """El resumen y los recordatorios que iban dentro quedan en ese estado, con su traza, y nada sale."""
    ids = _recordatorios(taller.encargo)
    with taller.contexto(escribe=True) as (unidad, contexto):
        unidad.resumenes.retirar(contexto.entidad.id, ids, estado, taller.ahora)
        objeto = f"resumen:{taller.encargo.parametros['resumen']}"
        contexto.anotar("retirar_resumen", objeto, None, {"estado": estado.value, "recordatorios": len(ids)})
        unidad.encargos.terminar(taller.encargo.id, error=estado.value)
        unidad.confirmar()


def _por_que_no(taller: Taller, contexto: Contexto) -> EstadoRecordatorio | None:
    """Con qué estado se retira; ``None`` si todavía debe salir. Lo pedido en el chat sale siempre."""
    if _pedido(taller.encargo):
        return None
    actor = contexto.actor
    if not actor.activa or actor.inalcanzable or actor.telegram_id is None:
        return EstadoRecordatorio.NO_ENTREGABLE
    permiso = Permiso.VER_SEGUIMIENTO
    if taller.encargo.parametros["resumen"] == DIARIO:
        permiso = Permiso.CONFIGURAR_RECORDATORIOS
    if not puede(actor, permiso):
        return EstadoRecordatorio.CANCELADO
    if momento_decente(taller.ahora, None, contexto.calendario.es_habil) != taller.ahora:
        return EstadoRecordatorio.VENCIDO
    return None


def _semanal(taller: Taller) -> None:
    with taller.contexto(escribe=False) as (unidad, contexto):
        vigencia = taller.encargo.parametros.get("vigencia")
        dependencia = taller.encargo.parametros.get("dependencia")
        resumen = resumen_semanal(
            contexto,
            Vigencia(int(str(vigencia))) if vigencia else None,
            str(dependencia) if dependencia else None,
        )
        recordados = unidad.resumenes.recordados(contexto.entidad.id, _recordatorios(taller.encargo))
        revisa = puede(contexto.actor, Permiso.REVISAR)
    imagen = _dibujar(taller, resumen)
    leyenda = textos.de_la_semana(resumen, recordados, imagen=imagen is not None)
    lote = taller.encargo.parametros.get("lote")
    botones = textos.botones_de_la_semana(
        resumen, recordados, revisa=revisa, lote=None if lote is None else int(str(lote))
    )
    with taller.contexto(escribe=True) as (unidad, contexto):
        if _mandar(taller, unidad, leyenda, botones, imagen):
            anotar_resumen_semanal(contexto, resumen, pedido=_pedido(taller.encargo))
        taller.cerrar(unidad)


def _dibujar(taller: Taller, resumen: ResumenSemanal) -> Path | None:
    """El archivo de la imagen; ``None`` si no hay nada que dibujar."""
    if not resumen.filas:
        return None
    from bot.graficas.semana import dibujar_semana

    destino = taller.destino(f"resumen-{resumen.dia.isoformat()}.png")
    dibujar_semana(resumen, destino)
    return destino


def _diario(taller: Taller) -> None:
    with taller.contexto(escribe=False) as (unidad, contexto):
        resumen = resumen_diario(contexto)
        recordados = unidad.resumenes.recordados(contexto.entidad.id, _recordatorios(taller.encargo))
    texto = del_dia.del_servicio(resumen, shutil.disk_usage(taller.herramientas.datos).free)
    botones = [(_("Ver la semana"), "n:rs:s"), (_("Ver el estado"), "n:o:estado")]
    texto = Html("\n\n".join(parte for parte in (texto, textos.ademas(recordados)) if parte))
    with taller.contexto(escribe=True) as (unidad, contexto):
        if _mandar(taller, unidad, texto, botones, None):
            anotar_resumen_diario(contexto, resumen, pedido=_pedido(taller.encargo))
        taller.cerrar(unidad)


def _mandar(
    taller: Taller,
    unidad: UnidadDeTrabajo,
    texto: Html,
    botones: Sequence[tuple[str, str]],
    imagen: Path | None,
) -> bool:
    """Lo deja en la salida; ``False`` si ese mismo resumen ya estaba."""
    encargo = taller.encargo
    if _pedido(encargo) and imagen is None:
        # Sin imagen, el resumen ocupa el lugar de «preparo…».
        [puesto] = unidad.salidas.encolar([respuesta(encargo, texto, botones)], taller.ahora)
        return puesto is not None
    envio = _envio(taller, texto, botones, imagen)
    antes = [respuesta(encargo, aqui_esta())] if encargo.progreso else []
    *_previos, puesto = unidad.salidas.encolar([*antes, envio], taller.ahora)
    return puesto is not None


def _envio(taller: Taller, texto: Html, botones: Sequence[tuple[str, str]], imagen: Path | None) -> Envio:
    encargo = taller.encargo
    cuerpo = dict(respuesta(encargo, texto, botones).cuerpo)
    clave = f"resumen|{encargo.parametros['lote']}" if "lote" in encargo.parametros else None
    if imagen is None:
        metodo, archivo = "sendMessage", None
    else:
        metodo, archivo = "sendPhoto", documento(encargo, imagen, taller.herramientas.datos).archivo
        cuerpo["caption"] = cuerpo.pop("text")
    return Envio(
        encargo.chat_id,
        metodo,
        cuerpo,
        ClaseEnvio.RESPUESTA if _pedido(encargo) else ClaseEnvio.RECORDATORIO,
        clave or f"encargo:{encargo.id}:resumen",
        encargo.persona_id,
        archivo=archivo,
        vence_en=_hasta_cuando(taller),
    )


def _hasta_cuando(taller: Taller) -> datetime:
    """Un resumen de la mañana que llega de noche es peor que ninguno."""
    if _pedido(taller.encargo):
        return taller.ahora + _VIDA_DEL_PEDIDO
    return datetime.combine(fecha_bogota(taller.ahora), _CIERRE, tzinfo=BOGOTA)


def _pedido(encargo: Encargo) -> bool:
    """Si alguien lo pidió en el chat; los que tocan llevan el lote de sus recordatorios."""
    return "lote" not in encargo.parametros


def _recordatorios(encargo: Encargo) -> list[int]:
    ids = encargo.parametros.get("recordatorios") or []
    return [int(str(uno)) for uno in ids] if isinstance(ids, list | tuple) else []
