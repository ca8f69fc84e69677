"""El dibujo de la semana se lee en un teléfono: nada cortado, nada chico, nada demasiado alto."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from matplotlib.image import imread

from bot.graficas.lienzo import ANCHO, CHICO, MARGEN, doblar, medir, tinta_sobre
from bot.graficas.semana import dibujar_semana
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.resumen import FilaDelResumen, Movimiento, ResumenSemanal
from dominio.reglas.semaforo import BANDAS_POR_OMISION, SIN_INICIAR, VENCIDA
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje

BANDAS = (*BANDAS_POR_OMISION, VENCIDA, SIN_INICIAR)
LARGO = "Secretaría de Desarrollo Territorial, Participación y Bienestar Social del Norte"
# Telegram muestra una foto a lo ancho mientras no sea mucho más alta que ancha.
MAS_ALTA = 1.6


def _resumen(filas: tuple[FilaDelResumen, ...], dependencia: str | None, *, pasado: bool) -> ResumenSemanal:
    entidad = Entidad(IdEntidad(1), "76001", f"Distrito Especial de {LARGO}")
    antes = date(2026, 11, 16) if pasado else None
    movimientos = tuple(Movimiento(banda, 1200, 1100 if pasado else None) for banda in BANDAS)
    vacio = ((), (), ())
    return ResumenSemanal(
        entidad, Vigencia(2026), Corte.de("2026-T4"), dependencia, date(2026, 11, 23), antes, 400, *vacio,
        movimientos, 3, 2, 4, 1, None, 2, 1, filas,
    )  # fmt: skip


def _dependencias(cuantas: int, *, pasado: bool = True) -> tuple[FilaDelResumen, ...]:
    partes = tuple((banda, lugar * 7 + 1) for lugar, banda in enumerate(BANDAS))
    return tuple(FilaDelResumen(f"{LARGO} {n}", partes, partes if pasado else None) for n in range(cuantas))


def _actividades(cuantas: int) -> tuple[FilaDelResumen, ...]:
    va, iba, debia = Porcentaje.de(130), Porcentaje.de(20), Porcentaje.de(75)
    return tuple(
        FilaDelResumen(f"A-{n} · {LARGO} $ 10 y $ 20", ((VENCIDA, 1),), ((BANDAS[0], 1),), va, iba, debia)
        for n in range(cuantas)
    )


@pytest.mark.parametrize(
    ("filas", "dependencia", "pasado"),
    [
        (_dependencias(40), None, True),
        (_dependencias(40, pasado=False), None, False),
        (_dependencias(1), None, True),
        (_actividades(26), LARGO, True),
    ],
    ids=["40 dependencias", "sin pasado", "una", "actividades"],
)
def test_dibujo_cabe_y_nada_toca_el_borde(
    tmp_path: Path, filas: tuple[FilaDelResumen, ...], dependencia: str | None, *, pasado: bool
) -> None:
    """Con nombres de ochenta letras y cuarenta dependencias, los márgenes quedan en blanco."""
    archivo = tmp_path / "semana.png"
    dibujar_semana(_resumen(filas, dependencia, pasado=pasado), archivo)

    puntos = imread(archivo)
    alto, ancho = puntos.shape[:2]
    assert ancho == ANCHO
    assert alto <= ANCHO * MAS_ALTA
    borde = MARGEN - 4
    for franja in (puntos[:, :borde], puntos[:, -borde:], puntos[:borde], puntos[-borde:]):
        assert franja[..., :3].min() == 1.0


def test_letra_mas_chica_se_lee_en_un_telefono() -> None:
    """A 1080 de ancho, ninguna letra baja de 24 píxeles."""
    assert CHICO >= 24


def test_doblar_no_corta_sin_decirlo() -> None:
    """Cada renglón cabe; lo que sobra termina en «…», y una palabra eterna también se parte."""
    dos = doblar(LARGO * 3, 400, CHICO, 2)
    eterna = doblar("x" * 300, 400, CHICO, 2)

    assert len(dos) == len(eterna) == 2
    assert all(medir(renglon, CHICO) <= 400 for renglon in (*dos, *eterna))
    assert dos[-1].endswith("…")
    assert eterna[-1].endswith("…")
    assert doblar("Salud", 400, CHICO, 2) == ["Salud"]


def test_cifra_contrasta_con_su_banda() -> None:
    """Sobre amarillo va oscura; sobre rojo o verde oscuro, blanca."""
    assert tinta_sobre("F9A825") != "FFFFFF"
    assert {tinta_sobre("C62828"), tinta_sobre("2E7D32")} == {"FFFFFF"}
