"""``asistente recordar``: un barrido de los recordatorios, para cron y para ensayos."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.aplicacion import app
from bot.cli.espanol import OrdenEspanol
from bot.cli.opciones import Ahora, ComoJson, Simular
from bot.cli.puerta import abrir
from bot.cli.salida import Codigo, ErrorDeOrden, decir
from bot.textos.marcado import Html
from bot.textos.plano import sin_html
from dominio.valores.fechas import BOGOTA

if TYPE_CHECKING:
    from bot.armado import ResultadoBarrido


@app.command("recordar", cls=OrdenEspanol)
def recordar(*, ahora: Ahora = None, simular: Simular = False, como_json: ComoJson = False) -> None:
    """Envía los recordatorios que tocan en ese instante y muestra cuáles fueron.

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
                "actividad": uno.actividad,
                "hito": uno.hito,
                "texto": sin_html(Html(uno.texto)),
            }
            for uno in resultado.enviados
        ],
        "cumplidos": resultado.cumplidos,
        "vencidos": resultado.vencidos,
        "no_entregables": resultado.no_entregables,
        "aplazados": resultado.aplazados,
    }


def _frase(resultado: ResultadoBarrido, simulado: bool) -> str:
    cuantos = len(resultado.enviados)
    if cuantos == 1:
        lineas = [f"{'Saldría' if simulado else 'Salió'} 1 recordatorio."]
    else:
        lineas = [f"{'Saldrían' if simulado else 'Salieron'} {cuantos} recordatorios."]
    lineas += [f"  {uno.persona} · {uno.actividad} · {uno.hito}" for uno in resultado.enviados]
    if resultado.no_entregables:
        lineas.append(f"Sin chat vinculado: {resultado.no_entregables}.")
    if resultado.vencidos:
        lineas.append(f"Ya no servían (pasó su momento): {resultado.vencidos}.")
    return "\n".join(lineas)


def _instante(texto: str) -> datetime:
    try:
        leido = datetime.fromisoformat(texto)
    except ValueError as error:
        raise ErrorDeOrden(
            f"--ahora no se entiende: «{texto}». Escríbalo así: 2026-11-23T08:00 (hora de Bogotá).",
            Codigo.USO,
        ) from error
    return leido if leido.tzinfo else leido.replace(tzinfo=BOGOTA)
