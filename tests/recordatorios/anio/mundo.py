"""El mundo del año simulado: actividades, gente, lo que reporta y cuándo se cae el servicio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from dominio.valores.fechas import BOGOTA

PRIMERO, ULTIMO = date(2026, 1, 1), date(2027, 1, 8)
UN_DIA = timedelta(days=1)
PLANEACION, ADMINISTRACION = "Paula Planeación", "Álvaro Administración"
# Fechas de terminación que cuestan: fin de semana, Semana Santa, puentes y el festivo nuevo.
DIFICILES = (
    date(2026, 1, 31),
    date(2026, 3, 31),
    date(2026, 4, 3),
    date(2026, 6, 15),
    date(2026, 7, 13),
    date(2026, 10, 31),
    date(2026, 12, 8),
    date(2026, 12, 31),
)


@dataclass(frozen=True, slots=True)
class Obra:
    """Una actividad del mundo."""

    codigo: str
    dependencia: str
    responsable: str
    inicio: date
    fin: date
    contratacion: bool


@dataclass(frozen=True, slots=True)
class Aviso:
    """Un avance que llega: a qué actividad, cuándo y en cuántos puntos queda."""

    codigo: str
    cuando: datetime
    puntos: int


@dataclass(frozen=True)
class Mundo:
    """Todo lo que pasa en el año.

    Attributes:
        jefes: dependencia → quien la dirige; alguna puede no tener a nadie con chat.
        sin_chat: quienes nunca abrieron su invitación.
        avisos: por fecha.
        caidas: horas en punto en que ningún proceso está vivo.
    """

    obras: Sequence[Obra]
    jefes: Mapping[str, str]
    sin_chat: frozenset[str]
    avisos: Sequence[Aviso]
    caidas: frozenset[datetime]

    @property
    def personas(self) -> set[str]:
        """Todos los que pueden recibir algo."""
        responsables = {obra.responsable for obra in self.obras}
        return responsables | set(self.jefes.values()) | {PLANEACION, ADMINISTRACION}


def crear(cuantas: int, gente: int, dependencias: int, semilla: int) -> Mundo:
    """Un mundo de ese tamaño; la misma semilla da el mismo mundo."""
    azar = Random(semilla)
    nombres = [f"Secretaría {n:02}" for n in range(dependencias)]
    obras = [_obra(numero, (nombres, gente), azar) for numero in range(cuantas)]
    jefes = {nombre: f"Jefa de la {nombre}" for nombre in nombres}
    sin_chat = {f"Responsable {n:04}" for n in range(gente) if n % 9 == 4} | {jefes[nombres[-1]]}
    avisos = sorted((aviso for obra in obras for aviso in _avisos(obra, azar)), key=lambda uno: uno.cuando)
    return Mundo(obras, jefes, frozenset(sin_chat), avisos, _caidas(azar))


def _obra(numero: int, entre: tuple[Sequence[str], int], azar: Random) -> Obra:
    nombres, gente = entre
    persona = numero % gente
    fin = date(2026, 1, 26) + azar.randrange(334) * UN_DIA
    if numero < len(DIFICILES):
        fin = DIFICILES[numero]
    inicio = max(date(2026, 1, 2), fin - azar.randrange(10, 200) * UN_DIA)
    return Obra(
        f"A-{numero:04}",
        nombres[persona % len(nombres)],
        f"Responsable {persona:04}",
        inicio,
        fin,
        azar.random() < 0.3,
    )


def _avisos(obra: Obra, azar: Random) -> list[Aviso]:
    """Uno que otro por el camino y, en la mitad de los casos, el último: a tiempo o tarde."""
    avisos: list[Aviso] = []
    dia, puntos = obra.inicio + azar.randrange(5, 60) * UN_DIA, 0
    while dia < obra.fin and len(avisos) < 4:
        puntos = min(90, puntos + azar.randrange(5, 30))
        avisos.append(Aviso(obra.codigo, _a_media_hora(dia, azar), puntos))
        dia += azar.randrange(20, 90) * UN_DIA
    if azar.random() < 0.55:
        cierra = obra.fin + azar.randrange(-12, 45) * UN_DIA
        if not avisos or _a_media_hora(cierra, azar) > avisos[-1].cuando:
            avisos.append(Aviso(obra.codigo, _a_media_hora(cierra, azar), 100))
    return [aviso for aviso in avisos if PRIMERO <= aviso.cuando.date() <= ULTIMO]


def _a_media_hora(dia: date, azar: Random) -> datetime:
    """Nunca en punto: así se sabe si fue antes o después de cada barrido."""
    return datetime.combine(dia, time(azar.randrange(6, 21), 30), tzinfo=BOGOTA)


def _caidas(azar: Random) -> frozenset[datetime]:
    """Veinte veces se cae todo un rato que cubre la hora de enviar, y vuelve el mismo día."""
    caidas: set[datetime] = set()
    for _ in range(20):
        dia = PRIMERO + azar.randrange(10, 360) * UN_DIA
        desde = datetime.combine(dia, time(azar.randrange(5, 9)), tzinfo=BOGOTA)
        caidas.update(desde + timedelta(hours=n) for n in range(azar.randrange(2, 7)))
    return frozenset(caidas)
