"""``kill -9`` a mitad de los reportes: nada confirmado se pierde y nada se cuenta dos veces."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import pytest

from almacen.reloj import RelojDelSistema
from bot.simulador.eventos import Avisos
from bot.simulador.prueba import PersonaDePrueba, TelegramLocal
from bot.simulador.vista import MensajeVisto
from tests.resistencia.instalacion import Instalacion, Reportero, sembrar
from tests.resistencia.servicio import Servicio

PASOS = (
    ("/avance {actividad}", "¿Qué porcentaje lleva"),
    ("{valor}", "¿Qué se hizo?"),
    ("resumen", "revise antes de guardar"),
    ("confirmar", "folio"),
)
INTENTOS = 5
ACUSE = re.compile(r"<code>(AV-\d{4}-\d{6})</code>\s+(A-\d{3}) queda en (\d+)\s%")

Reporte = tuple[str, int]


@dataclass
class Corrida:
    """Una jornada de reportes con cortes.

    Attributes:
        paciencia: segundos que alguien espera una respuesta antes de empezar otra vez; lo que se
            perdió con el proceso no se contesta. Con más personas que mensajes por segundo deja
            salir Telegram hay que subirla.
    """

    personas: int
    reportes_por_persona: int
    cortes: int
    semilla: int
    paciencia: float = 3.0
    pedidos: set[Reporte] = field(default_factory=set)
    _muertes: int = 0
    _vivo: asyncio.Event = field(default_factory=asyncio.Event)

    async def correr(self, url: str, carpeta: Path) -> tuple[Instalacion, list[tuple[str, Reporte]]]:
        """Todos reportan a la vez mientras el proceso muere y vuelve; devuelve lo que se les confirmó."""
        instalacion = sembrar(url, self.personas, RelojDelSistema().ahora())
        async with TelegramLocal() as telegram:
            servicio = Servicio(telegram, url, carpeta)
            await servicio.lanzar()
            self._vivo.set()
            gente = [
                asyncio.create_task(self._reportar_todo(telegram.persona(r.cuenta, "Persona"), r))
                for r in instalacion.reporteros
            ]
            verdugo = asyncio.create_task(self._cortar(telegram, servicio, gente))
            await asyncio.gather(*gente)
            await verdugo
            await telegram.espera_cola_vacia(60)
            assert telegram.rechazos() == []
            assert await servicio.detener() == 0, servicio.bitacora()
            # Al despedirse confirma lo último con otro getUpdates, que puede cruzarse con el que abandona.
            assert {llamada.metodo for llamada in telegram.rechazos()} <= {"getUpdates"}
            llegados = [
                (folio, (actividad, int(valor)))
                for llamada in telegram.llamadas("sendMessage")
                if llamada.ejecutada
                for folio, actividad, valor in ACUSE.findall(str(llamada.parametros.get("text", "")))
            ]
        return instalacion, llegados

    async def _reportar_todo(self, persona: PersonaDePrueba, reportero: Reportero) -> None:
        """Cada valor se confirma una sola vez; si el diálogo se cayó antes, se empieza otra vez."""
        for valor in range(1, self.reportes_por_persona + 1):
            for _intento in range(INTENTOS):
                if await self._reportar(persona, reportero, valor):
                    break
                await persona.escribe("/cancelar")
                if (reportero.actividad, valor) in self.pedidos:
                    break

    async def _reportar(self, persona: PersonaDePrueba, reportero: Reportero, valor: int) -> bool:
        for texto, respuesta in PASOS:
            if texto == "confirmar":
                self.pedidos.add((reportero.actividad, valor))
            await persona.escribe(texto.format(actividad=reportero.actividad, valor=valor))
            if not await self._contestan(persona, respuesta):
                return False
        return True

    async def _contestan(self, persona: PersonaDePrueba, respuesta: str) -> bool:
        """Si llega la respuesta; el tiempo en que no hay proceso no cuenta."""
        while True:
            await self._vivo.wait()
            muertes = self._muertes
            try:
                await persona.espera(partial(_dice, respuesta), self.paciencia)
            except AssertionError:
                if muertes == self._muertes:
                    return False
            else:
                return True

    async def _cortar(
        self, telegram: TelegramLocal, servicio: Servicio, gente: list[asyncio.Task[None]]
    ) -> None:
        """Mata el proceso en instantes al azar, contados en novedades del chat y milésimas."""
        azar = Random(self.semilla)
        avisos = telegram.mundo.avisos
        por_corte = self.personas * self.reportes_por_persona * 8 // (self.cortes + 1)
        for _ in range(self.cortes):
            meta = avisos.ultimo + azar.randint(por_corte // 3, por_corte)
            llego = asyncio.create_task(avisos.esperar(partial(_paso, avisos, meta), 120))
            await asyncio.wait([llego, *gente], return_when=asyncio.FIRST_COMPLETED)
            llego.cancel()
            # No espera nada: escoge en qué milésima muere, dentro de una transacción o entre dos.
            await asyncio.sleep(azar.random() * 0.03)
            self._muertes += 1
            self._vivo.clear()
            await servicio.matar()
            await servicio.lanzar()
            self._vivo.set()


def _dice(frase: str, visto: MensajeVisto) -> bool:
    return frase in visto.texto


def _paso(avisos: Avisos, meta: int) -> bool | None:
    return avisos.ultimo >= meta or None


def _comprobar(corrida: Corrida, instalacion: Instalacion, llegados: list[tuple[str, Reporte]]) -> None:
    """Comprobador de conjuntos: lo pedido, lo confirmado en el chat y lo guardado."""
    avances = instalacion.avances()
    guardados = Counter((a.actividad_codigo, a.porcentaje.centesimas // 100) for a in avances)
    por_folio = {a.folio: (a.actividad_codigo, a.porcentaje.centesimas // 100) for a in avances}

    # Los cortes dejan a unos cuantos sin acuse, nunca a la mayoría.
    assert len(corrida.pedidos) >= 0.9 * corrida.personas * corrida.reportes_por_persona
    assert len(llegados) >= len(corrida.pedidos) // 2
    perdidos = [acuse for acuse in llegados if por_folio.get(acuse[0]) != acuse[1]]
    assert perdidos == []
    assert [reporte for reporte, veces in guardados.items() if veces > 1] == []
    assert set(guardados) == corrida.pedidos
    assert max(Counter(folio for folio, _reporte in llegados).values()) == 1
    assert len(por_folio) == len(avances)
    assert instalacion.cadena_rota() is None


@pytest.mark.parametrize("motor", ["sqlite", "postgres"])
async def test_matar_el_proceso_no_pierde_ni_repite(
    request: pytest.FixtureRequest, motor: str, tmp_path: Path
) -> None:
    """Cincuenta reportes y tres ``kill -9``: lo confirmado está, una sola vez."""
    url = request.getfixturevalue(f"url_{motor}")
    corrida = Corrida(personas=25, reportes_por_persona=2, cortes=3, semilla=7)

    instalacion, llegados = await corrida.correr(url, tmp_path)

    _comprobar(corrida, instalacion, llegados)


@pytest.mark.lento
@pytest.mark.parametrize("motor", ["sqlite", "postgres"])
async def test_matar_treinta_veces_en_mil_reportes(
    request: pytest.FixtureRequest, motor: str, tmp_path: Path
) -> None:
    """Mil reportes y treinta ``kill -9``: lo confirmado está, una sola vez."""
    url = request.getfixturevalue(f"url_{motor}")
    corrida = Corrida(personas=30, reportes_por_persona=34, cortes=30, semilla=11, paciencia=6.0)

    instalacion, llegados = await corrida.correr(url, tmp_path)

    _comprobar(corrida, instalacion, llegados)
