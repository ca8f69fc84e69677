"""Lo que la entidad decide: qué se recuerda, cuándo y con qué palabras, y qué días se trabaja."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from dominio.casos.contexto import Contexto, caso
from dominio.errores.ajustes_de_recordatorio import (
    CalendarioSinCambio,
    RazonDeLeyFaltante,
    RecordatorioSinCambio,
)
from dominio.modelo.entidad import Entidad
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.recordados import TipoConfigurado
from dominio.modelo.tipo_de_recordatorio import (
    AjusteDeRecordatorio,
    FichaDeRecordatorio,
    TipoRecordatorio,
)
from dominio.reglas.ajuste_de_recordatorios import desfases_de, exigir_hora
from dominio.reglas.coherencia.razon import MAXIMO, razon_que_dice
from dominio.reglas.permisos import Permiso
from dominio.reglas.recordatorios import FICHAS, configuradas
from dominio.reglas.texto_de_recordatorio import exigir_texto

MAXIMO_RAZON = MAXIMO


@dataclass(frozen=True, slots=True)
class CambioDeRecordatorio:
    """Lo que se quiere cambiar de un tipo; ``None`` en un campo lo deja como está.

    Attributes:
        dias: cuántos días hábiles antes (o después, según el tipo), sin signo: (15, 7, 3, 1, 0).
        texto: primera línea propia; vacío quita la que haya.
        restablecer: vuelve a como viene y no mira lo demás.
        razon: por qué; hace falta si se apaga lo que exige la ley.
    """

    tipo: TipoRecordatorio
    activo: bool | None = None
    dias: tuple[int, ...] | None = None
    hora: time | None = None
    severidad: Severidad | None = None
    texto: str | None = None
    restablecer: bool = False
    razon: str | None = None


@dataclass(frozen=True, slots=True)
class CambioDeCalendario:
    """Un día que no se trabaja de más o de menos, o si se trabaja el sábado."""

    agregar: date | None = None
    quitar: date | None = None
    sabado_habil: bool | None = None


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def tipos_de_recordatorio(ctx: Contexto) -> tuple[TipoConfigurado, ...]:
    """Cada tipo como viene y como lo tiene la entidad, en el orden de las fichas."""
    vigentes = configuradas(ctx.unidad.preferencias.ajustes(ctx.entidad.id))
    return tuple(TipoConfigurado(ficha, vigentes[tipo]) for tipo, ficha in FICHAS.items())


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def revisar_ajuste(ctx: Contexto, cambio: CambioDeRecordatorio) -> TipoConfigurado:
    """Cómo quedaría ese tipo; no guarda nada.

    Raises:
        DesfasesFijos, DesfaseFueraDeRango: los días no sirven para ese tipo.
        HoraFueraDeJornada: a esa hora no se le escribe a nadie.
        TextoDeRecordatorioInvalido: el texto no cabe o trae un marcador que no existe.
        RecordatorioSinCambio: ya está así.
    """
    antes = _guardado(ctx, cambio.tipo)
    despues = _con_cambio(antes, cambio)
    if despues == antes:
        raise RecordatorioSinCambio("tipo", tipo=FICHAS[cambio.tipo].nombre)
    return TipoConfigurado(FICHAS[cambio.tipo], configuradas([despues])[cambio.tipo])


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def ajustar_recordatorio(ctx: Contexto, cambio: CambioDeRecordatorio) -> TipoConfigurado:
    """Cambia un tipo para toda la entidad, con su traza; lo que queda como viene no se guarda.

    Raises:
        RazonDeLeyFaltante: apaga lo que exige la ley sin decir por qué.
        DesfasesFijos, DesfaseFueraDeRango, HoraFueraDeJornada, TextoDeRecordatorioInvalido,
            RecordatorioSinCambio: como en ``revisar_ajuste``.
    """
    quedaria = revisar_ajuste(ctx, cambio)
    razon = _razon(quedaria.ficha, cambio)
    antes = _guardado(ctx, cambio.tipo)
    despues = _con_cambio(antes, cambio)
    ctx.unidad.preferencias.ajustar(ctx.entidad.id, despues, ctx.actor.id or None, ctx.ahora)
    ctx.anotar(
        "ajustar_recordatorio",
        f"recordatorio:{cambio.tipo.value}",
        _como_dato(antes),
        {**_como_dato(despues), "razon": razon},
    )
    return quedaria


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def ajustar_calendario(ctx: Contexto, cambio: CambioDeCalendario) -> Entidad:
    """Agrega o quita un festivo local, o dice si el sábado se trabaja, con su traza.

    Lo ya programado se recalcula solo: al enviarse se comprueba otra vez.

    Raises:
        CalendarioSinCambio: ya estaba así.
    """
    entidad = ctx.unidad.entidades.traer(ctx.entidad.id)
    festivos = set(entidad.festivos)
    if cambio.agregar is not None:
        festivos.add(cambio.agregar.isoformat())
    if cambio.quitar is not None:
        festivos.discard(cambio.quitar.isoformat())
    sabado = entidad.sabado_habil if cambio.sabado_habil is None else cambio.sabado_habil
    ajustada = replace(entidad, festivos=tuple(sorted(festivos)), sabado_habil=sabado)
    if ajustada == replace(entidad, festivos=tuple(sorted(entidad.festivos))):
        raise CalendarioSinCambio("calendario")
    ctx.unidad.entidades.configurar(ajustada)
    ctx.anotar(
        "ajustar_calendario", f"entidad:{entidad.codigo}", _del_calendario(entidad), _del_calendario(ajustada)
    )
    return ajustada


@caso(Permiso.CONFIGURAR_RECORDATORIOS)
def calendario_de_la_entidad(ctx: Contexto) -> Entidad:
    """La entidad con sus festivos locales y si trabaja el sábado, como están guardados ahora."""
    return ctx.unidad.entidades.traer(ctx.entidad.id)


def _guardado(ctx: Contexto, tipo: TipoRecordatorio) -> AjusteDeRecordatorio:
    guardados = ctx.unidad.preferencias.ajustes(ctx.entidad.id)
    return next((ajuste for ajuste in guardados if ajuste.tipo is tipo), AjusteDeRecordatorio(tipo))


def _con_cambio(antes: AjusteDeRecordatorio, cambio: CambioDeRecordatorio) -> AjusteDeRecordatorio:
    """El ajuste con lo nuevo; lo que queda igual a la ficha no se guarda."""
    if cambio.restablecer:
        return AjusteDeRecordatorio(cambio.tipo)
    ficha = FICHAS[cambio.tipo]
    desfases = antes.desfases if cambio.dias is None else desfases_de(ficha, cambio.dias)
    hora = antes.hora if cambio.hora is None else exigir_hora(cambio.hora)
    activo = antes.activo if cambio.activo is None else cambio.activo
    severidad = cambio.severidad or antes.severidad
    texto = antes.texto if cambio.texto is None else exigir_texto(cambio.texto) if cambio.texto else None
    return AjusteDeRecordatorio(
        cambio.tipo,
        None if activo == ficha.activo else activo,
        None if desfases == ficha.desfases else desfases,
        None if hora == ficha.hora else hora,
        None if severidad is ficha.severidad else severidad,
        texto,
    )


def _razon(quedaria: FichaDeRecordatorio, cambio: CambioDeRecordatorio) -> str | None:
    """La razón de apagar lo que exige la ley; lo demás no la pide."""
    if quedaria.activo or quedaria.silenciable:
        return cambio.razon
    if not cambio.razon:
        raise RazonDeLeyFaltante("razon", tipo=quedaria.nombre)
    return razon_que_dice(cambio.razon)


def _como_dato(ajuste: AjusteDeRecordatorio) -> Mapping[str, object]:
    return {
        "activo": ajuste.activo,
        "desfases": None if ajuste.desfases is None else list(ajuste.desfases),
        "hora": None if ajuste.hora is None else f"{ajuste.hora:%H:%M}",
        "severidad": None if ajuste.severidad is None else ajuste.severidad.value,
        "texto": ajuste.texto,
    }


def _del_calendario(entidad: Entidad) -> Mapping[str, object]:
    return {"festivos": list(entidad.festivos), "sabado_habil": entidad.sabado_habil}
