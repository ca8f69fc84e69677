"""``asistente recordar``: un barrido de los recordatorios, para cron y para ensayos."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol
from bot.cli.opciones import Ahora, ComoJson, Simular
from bot.cli.puerta import abrir
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from bot.textos.formato import hora
from bot.textos.idioma import ngettext
from bot.textos.marcado import Html
from bot.textos.plano import sin_html
from dominio.modelo.tipo_de_recordatorio import Ancla
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import BOGOTA

if TYPE_CHECKING:
    from bot.armado import EnviadoRecordatorio, ResultadoBarrido


@app.command("recordar", cls=OrdenEspanol)
def recordar(*, ahora: Ahora = None, simular: Simular = False, como_json: ComoJson = False) -> None:
    """Envía los recordatorios que tocan en ese instante y muestra cuáles fueron.

    Con --simular no se escribe ni se envía nada.

    Ejemplo: asistente recordar --ahora 2026-11-23T08:00 --simular
    """
    from bot.armado import barrer

    with abrir() as herramientas:
        instante = _instante(ahora) if ahora else herramientas.reloj.ahora()
        resultado = barrer(herramientas, instante, simular=simular)
    datos = {"instante": instante, "simulado": simular, **_datos(resultado)}
    decir(datos, lambda: _frase(resultado, simular), como_json)


def _datos(resultado: ResultadoBarrido) -> dict[str, object]:
    return {
        "programados": resultado.programados,
        "enviados": [
            {
                "persona": uno.persona,
                "tipo": uno.tipo.value,
                "objeto": uno.objeto,
                "actividad": uno.actividad,
                "hito": uno.hito,
                "mensaje": uno.lote,
                "programado": uno.programado,
                "texto": sin_html(Html(uno.texto)),
            }
            for uno in resultado.enviados
        ],
        "por_tipo": [
            {"tipo": tipo.value, "estado": estado.value, "cuantos": cuantos}
            for (tipo, estado), cuantos in sorted(resultado.cuentas.items())
        ],
        "cumplidos": resultado.cumplidos,
        "cancelados": resultado.cancelados,
        "silenciados": resultado.silenciados,
        "vencidos": resultado.vencidos,
        "no_entregables": resultado.no_entregables,
        "aplazados": resultado.aplazados,
        "otro_dia": resultado.otro_dia,
        "fallidos": resultado.fallidos,
    }


def _frase(resultado: ResultadoBarrido, simulado: bool) -> str:
    cuantos = len(resultado.enviados)
    if cuantos == 1:
        lineas = [f"{'Saldría' if simulado else 'Salió'} 1 recordatorio."]
    else:
        lineas = [f"{'Saldrían' if simulado else 'Salieron'} {cuantos} recordatorios."]
    # Los de un mismo mensaje vienen seguidos y comparten su texto.
    for _lote, mensaje in groupby(resultado.enviados, key=lambda uno: uno.lote):
        juntos = list(mensaje)
        lineas += [
            " · ".join(("  " + uno.persona, FICHAS[uno.tipo].nombre, *_de_que(uno), hora(uno.programado)))
            for uno in juntos
        ]
        texto = sin_html(Html(juntos[0].texto)) or "El resumen se arma con su dibujo al enviarse."
        lineas += [f"    │ {linea}" for linea in texto.splitlines()]
    return "\n".join([*lineas, *_razones(resultado)])


def _de_que(uno: EnviadoRecordatorio) -> list[str]:
    """La actividad y el momento, en palabras; un resumen no habla de una sola cosa."""
    if FICHAS[uno.tipo].ancla in (Ancla.LUNES, Ancla.DIA):
        return []
    clase, _dos, cual = uno.objeto.partition(":")
    de_que = uno.actividad or (f"{clase} {cual}" if cual else "")
    resto = uno.hito.rpartition("_")[2]
    if resto.isdecimal():
        dias = ngettext("%(n)s día hábil", "%(n)s días hábiles", int(resto)) % {"n": resto}
        momento = dias if int(resto) else "el mismo día"
    else:
        momento = "el mismo día" if uno.hito.endswith("hoy") else ""
    return [parte for parte in (de_que, momento) if parte]


def _razones(resultado: ResultadoBarrido) -> list[str]:
    """Por qué no salió lo que no salió, cuando hay algo."""
    return [
        f"{razon}: {total}."
        for razon, total in (
            ("Sin chat vinculado", resultado.no_entregables),
            ("Ya no servían (pasó su momento)", resultado.vencidos),
            ("Ya se había hecho lo que pedían", resultado.cumplidos),
            ("Cambió la fecha, la persona o el plan", resultado.cancelados),
            ("La persona pidió no recibirlos", resultado.silenciados),
            ("Esperan a que sea hora o a que la persona termine lo que está haciendo", resultado.aplazados),
            ("Esperan al siguiente día hábil (hoy ya recibió su resumen)", resultado.otro_dia),
            ("No se pudieron preparar (vea la bitácora)", resultado.fallidos),
        )
        if total
    ]


def _instante(texto: str) -> datetime:
    try:
        leido = datetime.fromisoformat(texto)
    except ValueError as error:
        raise ErrorDeOrden(
            f"--ahora no se entiende: «{texto}». Escríbalo así: 2026-11-23T08:00 (hora de Bogotá).",
            Codigo.USO,
        ) from error
    return leido if leido.tzinfo else leido.replace(tzinfo=BOGOTA)
