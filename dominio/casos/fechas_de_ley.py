"""Las fechas que exige la ley: verlas, verificarlas, activarlas, apagarlas y agregar otras."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dominio.casos.contexto import Contexto, caso
from dominio.entender.texto import limpiar
from dominio.errores import EntradaInvalida
from dominio.errores.ajustes_de_recordatorio import (
    FechaLegalDesconocida,
    FechaLegalRepetida,
    FechaLegalSinVerificar,
    RazonDeLeyFaltante,
    RecordatorioSinCambio,
)
from dominio.modelo.recordados import FechaLegalAlDia
from dominio.modelo.tipo_de_recordatorio import FechaLegal
from dominio.reglas.coherencia.razon import razon_que_dice
from dominio.reglas.fechas_legales import con_las_de_omision
from dominio.reglas.permisos import Permiso
from dominio.reglas.proximos_recordatorios import al_dia

MAXIMO_NOMBRE, MAXIMO_NORMA, MAXIMO_QUIEN = 120, 200, 80
_CODIGO = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")


@dataclass(frozen=True, slots=True)
class FechaLegalNueva:
    """Un vencimiento de norma que la entidad agrega; nace activo porque alguien ya lo verificó.

    Attributes:
        codigo: corto y único («SUIT-MAR»); ``None`` = se numera («LEY-1»).
        mes, dia: del año siguiente al de la vigencia si ``del_anio_siguiente``.
        verificado_por: quién comprobó la norma.
    """

    nombre: str
    norma: str
    mes: int
    dia: int
    verificado_por: str
    del_anio_siguiente: bool = False
    codigo: str | None = None


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def fechas_de_ley(ctx: Contexto) -> tuple[FechaLegalAlDia, ...]:
    """Todas, activas o no, con el próximo día en que caen; de la más cercana a la más lejana."""
    todas = con_las_de_omision(ctx.unidad.preferencias.fechas_legales(ctx.entidad.id))
    al_corriente = [al_dia(fecha, ctx.hoy, ctx.calendario.es_habil) for fecha in todas]
    return tuple(sorted(al_corriente, key=lambda una: (una.cae, una.fecha.codigo)))


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def activar_fecha_de_ley(ctx: Contexto, codigo: str, norma: str, verificado_por: str) -> FechaLegalAlDia:
    """La deja activa con la norma que la fija y quién la verificó, con su traza.

    Una que ya estaba activa queda con la verificación nueva.

    Raises:
        FechaLegalDesconocida: la entidad no tiene ninguna con ese código.
        FechaLegalSinVerificar: falta la norma o quién la verificó.
    """
    antes = _hallar(ctx, codigo)
    norma, quien = limpiar(norma, MAXIMO_NORMA), limpiar(verificado_por, MAXIMO_QUIEN)
    if not norma or not quien:
        raise FechaLegalSinVerificar("verificado_por", nombre=antes.nombre)
    despues = replace(
        antes,
        norma=norma,
        activa=True,
        verificado_por=quien,
        verificado_en=ctx.ahora,
        entidad_id=ctx.entidad.id,
    )
    return _guardar(ctx, "activar_fecha_legal", antes, despues)


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def apagar_fecha_de_ley(ctx: Contexto, codigo: str, razon: str) -> FechaLegalAlDia:
    """Deja de recordarla; la razón queda en la traza.

    Raises:
        FechaLegalDesconocida: la entidad no tiene ninguna con ese código.
        RecordatorioSinCambio: ya estaba apagada.
        RazonDeLeyFaltante, AceptacionSinRazon: no se dijo por qué, o lo dicho no dice nada.
    """
    antes = _hallar(ctx, codigo)
    if not antes.activa:
        raise RecordatorioSinCambio("codigo", tipo=antes.nombre)
    if not razon.strip():
        raise RazonDeLeyFaltante("razon", tipo=antes.nombre)
    dicha = razon_que_dice(razon)
    despues = replace(antes, activa=False, entidad_id=ctx.entidad.id)
    return _guardar(ctx, "apagar_fecha_legal", antes, despues, dicha)


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def agregar_fecha_de_ley(ctx: Contexto, nueva: FechaLegalNueva) -> FechaLegalAlDia:
    """Agrega un vencimiento propio, ya verificado y activo, con su traza.

    Raises:
        FechaLegalSinVerificar: falta la norma o quién la verificó.
        FechaLegalRepetida: ya hay una con ese código.
        EntradaInvalida: ``fecha_imposible`` si ese día no existe; ``vacio`` si no trae nombre.
    """
    nombre, norma = limpiar(nueva.nombre, MAXIMO_NOMBRE), limpiar(nueva.norma, MAXIMO_NORMA)
    quien = limpiar(nueva.verificado_por, MAXIMO_QUIEN)
    if not nombre:
        raise EntradaInvalida("vacio", "nombre")
    if not norma or not quien:
        raise FechaLegalSinVerificar("verificado_por", nombre=nombre)
    if not _existe(nueva.mes, nueva.dia):
        raise EntradaInvalida("fecha_imposible", "dia")
    codigo = _codigo_nuevo(ctx, nueva.codigo)
    fecha = FechaLegal(
        codigo,
        nombre,
        norma,
        nueva.mes,
        nueva.dia,
        activa=True,
        verificado_por=quien,
        verificado_en=ctx.ahora,
        entidad_id=ctx.entidad.id,
        del_anio_siguiente=nueva.del_anio_siguiente,
    )
    return _guardar(ctx, "agregar_fecha_legal", None, fecha)


def _hallar(ctx: Contexto, codigo: str) -> FechaLegal:
    buscado = codigo.strip().upper()
    todas = con_las_de_omision(ctx.unidad.preferencias.fechas_legales(ctx.entidad.id))
    hallada = next((fecha for fecha in todas if fecha.codigo == buscado), None)
    if hallada is None:
        raise FechaLegalDesconocida("codigo", escrito=limpiar(codigo[:40], 40))
    return hallada


def _codigo_nuevo(ctx: Contexto, pedido: str | None) -> str:
    usados = {f.codigo for f in con_las_de_omision(ctx.unidad.preferencias.fechas_legales(ctx.entidad.id))}
    if pedido is None:
        return next(uno for n in range(1, len(usados) + 2) if (uno := f"LEY-{n}") not in usados)
    codigo = pedido.strip().upper()
    if _CODIGO.fullmatch(codigo) is None:
        raise EntradaInvalida("codigo_de_fecha_legal", "codigo", escrito=limpiar(pedido[:40], 40))
    if codigo in usados:
        raise FechaLegalRepetida("codigo", escrito=codigo)
    return codigo


def _existe(mes: int, dia: int) -> bool:
    """Si ese día lo hay en algún año: el 29 de febrero vale."""
    largos = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= mes <= 12 and 1 <= dia <= largos[mes - 1]


def _guardar(
    ctx: Contexto, accion: str, antes: FechaLegal | None, despues: FechaLegal, razon: str | None = None
) -> FechaLegalAlDia:
    ctx.unidad.preferencias.guardar_fecha(ctx.entidad.id, despues, ctx.actor.id or None, ctx.ahora)
    dicho = {**_como_dato(despues), "razon": razon}
    ctx.anotar(accion, f"fecha_legal:{despues.codigo}", None if antes is None else _como_dato(antes), dicho)
    return al_dia(despues, ctx.hoy, ctx.calendario.es_habil)


def _como_dato(fecha: FechaLegal) -> Mapping[str, object]:
    return {
        "nombre": fecha.nombre,
        "norma": fecha.norma,
        "dia": f"{fecha.mes:02d}-{fecha.dia:02d}",
        "del_anio_siguiente": fecha.del_anio_siguiente,
        "activa": fecha.activa,
        "verificado_por": fecha.verificado_por,
    }
