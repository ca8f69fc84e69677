"""Lo que el diálogo de corrección lee: el reporte que se corrige, como quedó guardado."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.dialogos.avance_consulta import ARCHIVOS, valor_de
from bot.dialogos.campos import CANTIDAD, PESOS, PORCENTAJE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.transicion import OBJETO
from bot.textos import formato
from bot.textos.gasto import MOMENTOS
from bot.textos.marcado import recortar
from dominio.casos.corregir import (
    RevisionCorreccion,
    avance_por_corregir,
    corregibles,
    revisar_correccion,
)
from dominio.casos.corregir_gasto import (
    RevisionCorreccionGasto,
    gasto_por_corregir,
    revisar_correccion_de_gasto,
)
from dominio.errores import EntradaInvalida
from dominio.modelo.cadena_de_reporte import EjecucionEnCadena, ReporteReciente
from dominio.modelo.evidencia import Evidencia
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import ArchivoAdjunto, Avance

GASTO = "EJ-"
# Con qué reporte se llenaron las respuestas: si se escoge otro, se llenan de nuevo.
_LLENADO = "_llenado"


def folio_de(entorno: Entorno) -> str:
    """El folio del reporte que se corrige; vacío mientras no se sepa."""
    return entorno.respuestas.get("reporte", "")


def es_gasto(entorno: Entorno) -> bool:
    """Si lo que se corrige es un movimiento de gasto."""
    return folio_de(entorno).startswith(GASTO)


def es_avance(entorno: Entorno) -> bool:
    """Si lo que se corrige es un avance."""
    return bool(folio_de(entorno)) and not es_gasto(entorno)


def avance_de(entorno: Entorno) -> tuple[Avance, Renglon, Sequence[Evidencia]]:
    """El avance, su actividad y lo que lo respalda."""
    folio, contexto = folio_de(entorno), entorno.datos.contexto
    hallado, renglon, evidencias = entorno.datos.recordar(
        ("por_corregir", folio), lambda: avance_por_corregir(contexto, folio)
    )
    return hallado.avance, renglon, evidencias


def gasto_de(entorno: Entorno) -> tuple[EjecucionEnCadena, Registro]:
    """El movimiento y su registro, con sus saldos de hoy."""
    folio, contexto = folio_de(entorno), entorno.datos.contexto
    return entorno.datos.recordar(("por_corregir", folio), lambda: gasto_por_corregir(contexto, folio))


def por_cantidad(entorno: Entorno) -> bool:
    """Si la actividad se mide en su unidad."""
    return es_avance(entorno) and bool(avance_de(entorno)[1].cantidad_programada)


def por_porcentaje(entorno: Entorno) -> bool:
    """Si la actividad se mide en porcentaje."""
    return es_avance(entorno) and not por_cantidad(entorno)


def paso_del_valor(entorno: Entorno) -> str:
    """La clave del paso que lleva la cifra."""
    if es_gasto(entorno):
        return "valor"
    return "cantidad" if por_cantidad(entorno) else "porcentaje"


def pide_documento(entorno: Entorno) -> bool:
    """Si el documento se puede cambiar; cuando hace falta uno, lo pide su propia pregunta."""
    return es_gasto(entorno) and not baja_sin_papel(entorno)


def baja_sin_papel(entorno: Entorno) -> bool:
    """Si el acumulado baja y el movimiento no tenía documento que lo sustente."""
    revision = revision_de_gasto(entorno)
    if revision is None or revision.original.documento:
        return False
    return revision.nuevo < revision.anterior


def con_documento(entorno: Entorno) -> bool:
    """Si hay documento cuya fecha decir."""
    respuestas = entorno.respuestas
    return es_gasto(entorno) and bool(respuestas.get("documento") or respuestas.get("documento_correccion"))


def limites(entorno: Entorno) -> tuple[date, date]:
    """Las fechas que puede tener el documento."""
    vigencia, hoy = gasto_de(entorno)[0].vigencia, entorno.datos.hoy
    return vigencia.inicio, min(vigencia.fin, max(hoy, vigencia.inicio))


def revision_de(entorno: Entorno) -> RevisionCorreccion | None:
    """Cómo quedaría el avance; ``None`` mientras no haya valor."""
    valor = valor_de(entorno) if es_avance(entorno) else None
    if valor is None:
        return None
    folio, contexto = folio_de(entorno), entorno.datos.contexto
    return entorno.datos.recordar(
        ("correccion", folio, valor), lambda: revisar_correccion(contexto, folio, valor)
    )


def revision_de_gasto(entorno: Entorno) -> RevisionCorreccionGasto | None:
    """Cómo quedaría el registro; ``None`` mientras no haya valor."""
    guardado = entorno.respuestas.get("valor") if es_gasto(entorno) else None
    if not guardado:
        return None
    valor = PESOS.recuperar(guardado)
    folio, contexto = folio_de(entorno), entorno.datos.contexto
    return entorno.datos.recordar(
        ("correccion", folio, valor), lambda: revisar_correccion_de_gasto(contexto, folio, valor)
    )


def validar_reporte(entorno: Entorno) -> None:
    """Que el reporte exista, sea el último y lo pueda corregir quien pide."""
    originales(entorno)


def validar_valor(entorno: Entorno) -> None:
    """Que ese valor se pueda guardar."""
    revision_de(entorno)
    revision_de_gasto(entorno)


def originales(entorno: Entorno) -> Mapping[str, str]:
    """Las respuestas del reporte como quedó, en su forma guardada; vacía la que no dio."""
    if es_gasto(entorno):
        movimiento = gasto_de(entorno)[0].ejecucion
        fecha = movimiento.fecha_documento
        return {
            "valor": PESOS.guardar(movimiento.valor),
            "documento": movimiento.documento or "",
            "fecha_documento": fecha.isoformat() if fecha else "",
        }
    avance, _renglon, evidencias = avance_de(entorno)
    adjuntos = tuple(_adjunto(evidencia) for evidencia in evidencias)
    return {
        **_valor(entorno, avance),
        "logro": avance.logro or "",
        "dificultades": avance.dificultades or "",
        "aclaracion": avance.aclaracion or "",
        "evidencia": ARCHIVOS.guardar(adjuntos) if adjuntos else "",
    }


def completar(entorno: Entorno) -> Mapping[str, str]:
    """Lo que no se ha cambiado va como en el reporte; al escoger otro reporte se empieza de nuevo."""
    respuestas, folio = entorno.respuestas, folio_de(entorno)
    if not folio:
        return respuestas
    if respuestas.get(_LLENADO) == folio:
        # La fecha solo aplica cuando ya hay documento: entonces va como en el reporte, sin preguntarla.
        fecha = originales(entorno)["fecha_documento"] if con_documento(entorno) else None
        return respuestas if fecha is None else {"fecha_documento": fecha, **respuestas}
    otro = _LLENADO in respuestas
    propias = {c: v for c, v in respuestas.items() if c == "reporte" or c.startswith("_") or not otro}
    return {**originales(entorno), **propias, _LLENADO: folio, OBJETO: _objeto(entorno)}


def reportes(entorno: Entorno) -> Sequence[Eleccion]:
    """Los que la persona puede corregir.

    Raises:
        EntradaInvalida: ``sin_reportes``, si no ha reportado nada.
    """
    datos = entorno.datos
    recientes = datos.recordar("corregibles", lambda: corregibles(datos.contexto))
    if not recientes:
        raise EntradaInvalida("sin_reportes")
    return [Eleccion(uno.folio, rotulo_de_reciente(uno), (uno.folio, uno.objeto)) for uno in recientes]


def rotulo_de_reciente(reporte: ReporteReciente) -> str:
    """«AV-2026-000123 · A-001 · 45 %»."""
    que = formato.porcentaje(reporte.porcentaje)
    if reporte.valor is not None and reporte.momento is not None:
        que = f"{MOMENTOS[reporte.momento]} {formato.pesos(reporte.valor)}"
    return f"{reporte.folio} · {reporte.objeto} · {que}"


def rotulo(entorno: Entorno, folio: str) -> str:
    """El reporte escogido: folio y de qué es."""
    escogido = entorno.con("reporte", folio)
    if es_gasto(escogido):
        hallado, registro = gasto_de(escogido)
        objeto = registro.actividad_codigo or registro.bpin or ""
        return f"{folio} · {objeto} · {MOMENTOS[hallado.ejecucion.momento]}"
    renglon = avance_de(escogido)[1]
    return f"{folio} · {renglon.codigo} {recortar(renglon.nombre, 60)}"


def _objeto(entorno: Entorno) -> str:
    """La actividad o el proyecto del reporte, como los nombra un registro de gasto."""
    if not es_gasto(entorno):
        return f"a{avance_de(entorno)[1].id}"
    registro = gasto_de(entorno)[1]
    return f"p{registro.proyecto_id}" if registro.actividad_id is None else f"a{registro.actividad_id}"


def _valor(entorno: Entorno, avance: Avance) -> dict[str, str]:
    if not por_cantidad(entorno):
        return {"porcentaje": PORCENTAJE.guardar(avance.porcentaje)}
    valor = avance.porcentaje if avance.cantidad is None else avance.cantidad
    return {"cantidad": CANTIDAD.guardar(valor)}


def _adjunto(evidencia: Evidencia) -> ArchivoAdjunto:
    return ArchivoAdjunto(
        evidencia.file_id,
        evidencia.file_unique_id,
        evidencia.nombre,
        evidencia.mime,
        evidencia.tamano,
        evidencia.album,
        evidencia.clase,
        evidencia.recibida_en,
        evidencia.subida_por_id,
        evidencia.latitud,
        evidencia.longitud,
    )
