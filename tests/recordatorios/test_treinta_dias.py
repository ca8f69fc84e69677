"""Treinta días con dos réplicas y una que muere veinte veces a la mitad: cada clave, una vez."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL
from bot.textos.recordatorio import redactar
from dominio.modelo.envio import EstadoEnvio
from dominio.modelo.recordatorio import EstadoRecordatorio, RecordatorioTomado
from dominio.reglas.plazos import momento_decente
from dominio.valores.fechas import BOGOTA
from recordatorios.barrido import Barrido
from recordatorios.calendario import CalendarioColombia, calendario_de
from tests.recordatorios.plan_chico import Actividad, Escena, RelojFijo, escena

DESDE, DIAS, MUERTES, PERSONAS = date(2026, 6, 10), 30, 20, 40
TIC = timedelta(minutes=20)


class Muerte(BaseException):
    """El proceso se acabó aquí: nada de lo que tenía en la mano quedó firme."""


class Replica:
    """Un proceso que barre, muere cuando se le dice y al minuto lo vuelven a levantar sin memoria."""

    def __init__(self, almacen: AlmacenSQL, reloj: RelojFijo) -> None:
        self._almacen = almacen
        self._reloj = reloj
        self.muertes = 0
        self._le_quedan: int | None = None
        self._nacer()

    def barrer(self, morir_tras: int | None = None) -> None:
        """Un tic; con ``morir_tras`` muere al redactar ese mensaje, si llega a redactarlo."""
        self._le_quedan = morir_tras
        try:
            self._barrido.correr(self._reloj.ahora())
        except Muerte:
            self.muertes += 1
            self._nacer()

    def _nacer(self) -> None:
        self._barrido = Barrido(self._almacen, calendario_de, self._redactar, self._reloj)

    def _redactar(self, tomados: Sequence[RecordatorioTomado]) -> Mapping[str, object]:
        if self._le_quedan is not None:
            self._le_quedan -= 1
            if self._le_quedan <= 0:
                raise Muerte
        return redactar(tomados)


def _plan(azar: Random) -> list[Actividad]:
    """Tres actividades por persona, con fechas en el mes y después."""
    return [
        Actividad(f"A-{n:03}", DESDE + timedelta(days=azar.randrange(5, 60)), f"Persona {n % PERSONAS:02}")
        for n in range(PERSONAS * 3)
    ]


def _tics(azar: Random) -> Iterator[datetime]:
    """Cada veinte minutos de siete a siete, con el reloj que a veces se devuelve una hora."""
    for corrido in range(DIAS):
        instante = datetime.combine(DESDE + timedelta(days=corrido), datetime.min.time(), BOGOTA)
        for paso in range(3 * 24):
            ahora = instante + paso * TIC
            if 6 <= ahora.hour <= 20:
                yield ahora
                if azar.random() < 0.02:
                    yield ahora - timedelta(hours=1)


def _vivir(lugar: Escena, azar: Random) -> tuple[list[tuple[datetime, str, int]], int]:
    """Lo que salió de verdad: cuándo, con qué clave y a qué chat; y cuántas veces murió la segunda."""
    reloj = RelojFijo(datetime.combine(DESDE, datetime.min.time(), BOGOTA))
    firme, fragil = Replica(lugar.almacen, reloj), Replica(lugar.almacen, reloj)
    salieron: list[tuple[datetime, str, int]] = []
    for ahora in _tics(azar):
        reloj.instante = ahora
        fragil.barrer(azar.randrange(1, 4) if fragil.muertes < MUERTES else None)
        # La segunda a veces tarda en volver: el tic siguiente encuentra lo que quedó.
        if azar.random() < 0.7:
            firme.barrer()
        with lugar.almacen.unidad() as unidad:
            while listas := unidad.salidas.reclamar(reloj.ahora(), timedelta(minutes=1), 500):
                salieron += [(ahora, str(t.envio.clave), t.envio.chat_id) for t in listas]
                hechas = [(t.id, EstadoEnvio.ENVIADO, t.id, None) for t in listas]
                unidad.salidas.resolver(hechas, reloj.ahora())
            unidad.confirmar()
    return salieron, fragil.muertes


@pytest.mark.lento
@pytest.mark.parametrize("motor", ["sqlite", "postgres"])
def test_treinta_dias_con_dos_replicas_y_veinte_muertes(motor: str, request: pytest.FixtureRequest) -> None:
    """Cada clave sale una vez, en hora decente, y lo programado queda todo contado."""
    azar = Random(30)
    with escena(request.getfixturevalue(f"url_{motor}")) as lugar:
        lugar.plan(_plan(azar))

        salieron, muertes = _vivir(lugar, azar)

        estados = lugar.estados()
        con_lote = _lotes(lugar)
    assert muertes == MUERTES
    assert max(Counter(clave for _cuando, clave, _chat in salieron).values()) == 1
    # Ni un mensaje sin su fila, ni una fila enviada sin su mensaje.
    assert len(salieron) == len(con_lote)
    assert estados[EstadoRecordatorio.ENVIADO] == sum(con_lote.values()) > 300
    assert estados[EstadoRecordatorio.PROGRAMADO] == 0
    calendario = CalendarioColombia()
    for cuando, _clave, _chat in salieron:
        assert momento_decente(cuando, None, calendario.es_habil) == cuando
    # A lo sumo tres sueltos y un resumen por persona y día, con muertes y todo.
    por_dia = Counter((cuando.date(), chat) for cuando, _clave, chat in salieron)
    assert max(por_dia.values()) <= 4


def _lotes(lugar: Escena) -> Counter[int]:
    """Cuántos recordatorios fueron en cada mensaje."""
    enviadas = select(RECORDATORIO.c.lote).where(RECORDATORIO.c.estado == EstadoRecordatorio.ENVIADO.value)
    with lugar.almacen.lectura() as unidad:
        return Counter(unidad._conexion.execute(enviadas).scalars())
