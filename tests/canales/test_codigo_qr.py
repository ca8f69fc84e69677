"""El código QR de una invitación: se dibuja al enviarlo y sale igual tras un reinicio."""

from __future__ import annotations

import struct
from datetime import timedelta
from pathlib import Path

import pytest

from bot.canales.codigo_qr import imagen_de
from bot.canales.llamada import preparar
from bot.simulador import TelegramLocal
from dominio.modelo.envio import ClaseEnvio, Envio, EstadoEnvio
from tests.canales.banco import Banco, hasta

ANA = 501
ENLACE = "https://t.me/plan_bot?start=F04bouYtv_BuCipsOGDrXfExjYUA0zpW"
FOTO = Envio(ANA, "sendPhoto", {"caption": "Invitación"}, ClaseEnvio.DOCUMENTO, archivo=f"qr:{ENLACE}")


@pytest.fixture(autouse=True)
async def _conversan(tg: TelegramLocal) -> None:
    """Ana ya le escribió al bot."""
    await tg.persona(ANA, "Ana").escribe("/start")


def _lado(png: bytes) -> tuple[int, int]:
    """Ancho y alto que declara la imagen."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    ancho, alto = struct.unpack(">II", png[16:24])
    return ancho, alto


def test_imagen_cuadrada_con_margen_y_distinta_por_enlace() -> None:
    """Una versión 3 o 4 de QR con ocho píxeles por punto y cuatro puntos de margen."""
    ancho, alto = _lado(imagen_de(ENLACE))

    assert ancho == alto
    assert ancho // 8 - 8 in {29 + 4 * n for n in range(3)}
    assert imagen_de(ENLACE) == imagen_de(ENLACE) != imagen_de(ENLACE[:-1] + "X")


def test_no_se_busca_en_el_disco(tmp_path: Path) -> None:
    """Lo que sigue a «qr:» es texto, aunque parezca una ruta."""
    llamada = preparar(Envio(ANA, "sendPhoto", {}, archivo="qr:../../etc/passwd"), None, tmp_path)

    assert (llamada.archivo, llamada.codigo_qr) == (None, "../../etc/passwd")


async def test_llega_como_foto(tg: TelegramLocal, banco: Banco) -> None:
    """Telegram la recibe como imagen, con su pie."""
    [fila] = await banco.repartir(FOTO)

    ultimo = tg.persona(ANA, "Ana").ultimo()
    assert ultimo is not None
    assert fila.estado is EstadoEnvio.ENVIADO
    assert ultimo.texto == "Invitación"
    assert tg.persona(ANA, "Ana").descarga(ultimo) == imagen_de(ENLACE)


async def test_sale_aunque_quien_la_encolo_ya_no_este(
    tg: TelegramLocal, url_sqlite: str, tmp_path: Path
) -> None:
    """Un proceso la guarda y se apaga; otro, con otra carpeta de datos, la envía igual."""
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path / "uno", anda=False) as primero:
        primero.encolar(FOTO, tomar=False)
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path / "dos") as segundo:
        segundo.reloj.adelantar(timedelta(seconds=1))
        await hasta(lambda: segundo.filas()[0].estado is EstadoEnvio.ENVIADO)

    ultimo = tg.persona(ANA, "Ana").ultimo()
    assert ultimo is not None
    assert tg.persona(ANA, "Ana").descarga(ultimo) == imagen_de(ENLACE)
