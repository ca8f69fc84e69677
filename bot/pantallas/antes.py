"""Lo que pasa antes de que alguien pida algo: vincularse, y lo que llega solo."""

from __future__ import annotations

from datetime import timedelta

from bot.pantallas.actos import Acto, Escribe, Toca
from bot.pantallas.escenas import SIN_VINCULAR, Escena, ultimos_botones
from bot.pantallas.galeria import Galeria, dichos, nombre_del
from bot.pantallas.momento import Burbuja, Momento
from bot.pantallas.montaje import DESCONOCIDA, Ensayo

_HASTA_EL_RECORDATORIO = 15


def vincularse(ensayo: Ensayo, galeria: Galeria) -> None:
    """Lo que ve quien todavía no está vinculado, y lo que se dice en un grupo."""
    sin_nadie, saludo = ensayo.sin_vincular
    primera = min(persona.telegram_id or 0 for persona in ensayo.personas)
    casos: tuple[tuple[int, Acto], ...] = (
        (DESCONOCIDA, Escribe("/start")),
        (DESCONOCIDA, Escribe("hola")),
        (DESCONOCIDA, Escribe("/start codigo-que-no-existe")),
        (DESCONOCIDA, Toca("Ver el estado", "o:estado")),
        (DESCONOCIDA, Escribe("/estado", en_grupo=True)),
        (primera, Escribe(saludo)),
        (primera, Escribe(f"{saludo} acepto")),
    )
    for cuenta, acto in casos:
        momento, burbujas = ensayo.telefono.hacer(sin_nadie, cuenta, acto)
        _anotar(galeria, nombre_del((acto,)), (acto,), burbujas)
        for boton in ultimos_botones(burbujas):
            if boton.dato.startswith("v:"):
                tocado = Toca(boton.rotulo, boton.dato, boton.mensaje)
                _siguiente, vistas = ensayo.telefono.hacer(momento, cuenta, tocado)
                _anotar(galeria, "Acepta el aviso", (tocado,), vistas)


def con_recordatorios(ensayo: Ensayo) -> Momento:
    """El primer día hábil en que a quien reporta le llega un recordatorio."""
    for dia in range(_HASTA_EL_RECORDATORIO):
        momento = ensayo.barrer(ensayo.inicial, ensayo.inicial.hora + timedelta(days=dia))
        if ensayo.personas[0].telegram_id in momento.vistos:
            return momento
    return ensayo.inicial


def _anotar(galeria: Galeria, titulo: str, camino: tuple[Acto, ...], burbujas: tuple[Burbuja, ...]) -> None:
    galeria.anotar("vinculación", Escena(titulo, (SIN_VINCULAR,), dichos(camino), burbujas))
