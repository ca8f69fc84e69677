"""Rechazos de Telegram: cada uno con su salida, sin perder mensajes ni mandar de más."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.simulador import TelegramLocal
from dominio.modelo.envio import ClaseEnvio, Envio, EstadoEnvio
from tests.canales.banco import Banco, hasta, mensaje, textos

ANA, BETO = 501, 502


@pytest.fixture(autouse=True)
async def _conversan(tg: TelegramLocal) -> None:
    """Ana y Beto ya le escribieron al bot."""
    await tg.persona(ANA, "Ana").escribe("/start")
    await tg.persona(BETO, "Beto").escribe("/start")


async def test_cartero_429_frena_a_todos(tg: TelegramLocal, banco: Banco) -> None:
    """Tras un 429 no sale nada a ningún chat hasta que pase lo pedido, y la fila vuelve a su turno."""
    tg.programar_falta("429", metodo="sendMessage", segundos=40)
    antes = banco.reloj.ahora()
    [frenada] = await banco.repartir(mensaje(ANA, "uno"))
    [otra] = await banco.repartir(mensaje(BETO, "dos"))

    assert (frenada.estado, otra.estado) == (EstadoEnvio.PENDIENTE, EstadoEnvio.PENDIENTE)
    assert len(tg.llamadas("sendMessage")) == 1
    with banco.sql.unidad() as unidad:
        [cupo] = unidad.cupos.reservar([BETO], banco.reloj.ahora())
    assert cupo >= antes + timedelta(seconds=40)
    assert frenada.no_antes is not None


async def test_cartero_429_corto_sale_al_pasar(tg: TelegramLocal, banco: Banco) -> None:
    """Pasado el freno, lo frenado sale solo, en orden, y no antes."""
    tg.programar_falta("429", metodo="sendMessage", segundos=1)
    banco.entregar(mensaje(ANA, "uno"), mensaje(ANA, "dos"))
    await hasta(lambda: textos(tg, ANA) == ["uno", "dos"], 8)

    llamadas = tg.llamadas("sendMessage")
    assert llamadas[1].instante - llamadas[0].instante >= 1.0


async def test_cartero_bloqueado_corta_y_marca(tg: TelegramLocal, banco: Banco) -> None:
    """Quien bloqueó el bot queda inalcanzable y lo suyo se cancela; a los demás les llega."""
    banco.vincular(ANA)
    luego = banco.reloj.ahora() + timedelta(days=1)
    banco.encolar(Envio(ANA, "sendMessage", {"text": "mañana"}, no_antes=luego), tomar=False)
    await tg.persona(ANA, "Ana").bloquea()
    filas = await banco.repartir(mensaje(ANA, "uno"), mensaje(ANA, "dos"), mensaje(BETO, "tres"))

    assert [fila.estado for fila in filas] == [
        EstadoEnvio.FALLIDO,
        EstadoEnvio.CANCELADO,
        EstadoEnvio.ENVIADO,
    ]
    await hasta(lambda: banco.contar("SELECT inalcanzable FROM persona") == 1)
    assert banco.filas()[0].estado is EstadoEnvio.CANCELADO
    assert (textos(tg, ANA), textos(tg, BETO)) == ([], ["tres"])
    assert len(tg.llamadas("sendMessage")) == 2


async def test_cartero_chat_inexistente_falla_una_vez(tg: TelegramLocal, banco: Banco) -> None:
    """A quien nunca escribió no se le insiste."""
    [fila] = await banco.repartir(mensaje(999, "hola"))

    assert fila.estado is EstadoEnvio.FALLIDO
    assert len(tg.llamadas("sendMessage")) == 1


async def test_cartero_grupo_migrado_sigue_en_el_nuevo(tg: TelegramLocal, banco: Banco) -> None:
    """Si el grupo cambió de número, el mensaje se reenvía una vez allí y lo pendiente se muda."""
    ana = tg.persona(ANA, "Ana")
    grupo = ana.manos.crea_grupo("Planeación").id
    manana = banco.reloj.ahora() + timedelta(days=1)
    [pendiente] = banco.encolar(
        Envio(grupo, "sendMessage", {"text": "luego"}, ClaseEnvio.AVISO, no_antes=manana), tomar=False
    )
    nuevo = ana.manos.migra(grupo).id
    uno, dos = await banco.repartir(mensaje(grupo, "uno"), mensaje(grupo, "dos"))

    assert (uno.estado, dos.estado) == (EstadoEnvio.ENVIADO, EstadoEnvio.ENVIADO)
    assert textos(tg, nuevo) == ["uno", "dos"]
    assert len(tg.llamadas("sendMessage")) == 3
    assert [fila.chat_id for fila in banco.filas([pendiente.id])] == [nuevo]


async def test_cartero_sin_cambios_cuenta_como_enviado(tg: TelegramLocal, banco: Banco) -> None:
    """Editar un mensaje con lo que ya dice no es un error."""
    [primera] = await banco.repartir(mensaje(ANA, "igual"))
    cambio = {"message_id": primera.mensaje_id, "text": "igual"}
    [edicion] = await banco.repartir(Envio(ANA, "editMessageText", cambio))

    assert (edicion.estado, edicion.mensaje_id) == (EstadoEnvio.ENVIADO, primera.mensaje_id)


async def test_cartero_lo_que_no_se_edita_se_manda(tg: TelegramLocal, banco: Banco) -> None:
    """Si el mensaje que se iba a editar ya no está, el texto llega como mensaje nuevo."""
    cambio = {"message_id": 7777, "text": "pantalla", "parse_mode": "HTML"}
    [fila] = await banco.repartir(Envio(ANA, "editMessageText", cambio))

    ultimo = tg.persona(ANA, "Ana").ultimo()
    assert ultimo is not None
    assert ultimo.texto == "pantalla"
    assert (fila.estado, fila.mensaje_id) == (EstadoEnvio.ENVIADO, ultimo.id)


async def test_cartero_toque_viejo_vence_sin_error(
    tg: TelegramLocal, banco: Banco, caplog: pytest.LogCaptureFixture
) -> None:
    """Un toque que Telegram ya olvidó no es un error ni se reintenta."""
    aviso = {"callback_query_id": "123", "text": "tarde"}
    [fila] = await banco.repartir(Envio(ANA, "answerCallbackQuery", aviso, ClaseEnvio.BOTON))

    assert fila.estado is EstadoEnvio.VENCIDO
    assert [registro for registro in caplog.records if registro.levelno >= logging.ERROR] == []


async def test_cartero_html_malo_llega_como_texto(
    tg: TelegramLocal, banco: Banco, caplog: pytest.LogCaptureFixture
) -> None:
    """Un HTML que Telegram no lee llega como texto plano y queda registrado: es fallo nuestro."""
    malo = {"text": "<b>avance <5%</b> &amp; más", "parse_mode": "HTML"}
    [fila] = await banco.repartir(Envio(ANA, "sendMessage", malo))

    assert fila.estado is EstadoEnvio.ENVIADO
    assert textos(tg, ANA) == ["avance <5% & más"]
    assert "html_ilegible" in caplog.text


@pytest.mark.parametrize("falta", ["aceptar-y-cortar", "json-roto"])
@pytest.mark.parametrize("clase", [ClaseEnvio.ACUSE, ClaseEnvio.DOCUMENTO])
async def test_cartero_dudoso_una_sola_vez(
    tg: TelegramLocal, banco: Banco, clase: ClaseEnvio, falta: str
) -> None:
    """Un acuse o un documento dudoso no se repite: queda incierto."""
    tg.programar_falta(falta, metodo="sendMessage", veces=3)
    [fila] = await banco.repartir(mensaje(ANA, "folio AV-2026-000001", clase))

    assert fila.estado is EstadoEnvio.INCIERTO
    assert len(textos(tg, ANA)) == 1


@pytest.mark.parametrize("clase", [ClaseEnvio.RESPUESTA, ClaseEnvio.RECORDATORIO])
@pytest.mark.parametrize(
    ("faltas", "copias", "final"), [(1, 2, EstadoEnvio.ENVIADO), (5, 2, EstadoEnvio.INCIERTO)]
)
async def test_cartero_dudoso_un_solo_reintento(
    tg: TelegramLocal, banco: Banco, clase: ClaseEnvio, faltas: int, copias: int, final: EstadoEnvio
) -> None:
    """Una respuesta o un recordatorio dudoso se repite una vez: nunca hay tres copias."""
    tg.programar_falta("aceptar-y-cortar", metodo="sendMessage", veces=faltas)
    [fila] = await banco.repartir(mensaje(ANA, "vence hoy", clase))

    assert fila.estado is final
    assert len(textos(tg, ANA)) == copias


async def test_cartero_duda_y_luego_caida_no_deja_tercera_copia(tg: TelegramLocal, banco: Banco) -> None:
    """Si tras la duda el reintento no se pudo entregar, la fila no vuelve a salir más tarde."""
    tg.programar_falta("aceptar-y-cortar", metodo="sendMessage")
    tg.programar_falta("502", metodo="sendMessage")
    [fila] = await banco.repartir(mensaje(ANA, "vence hoy", ClaseEnvio.RECORDATORIO))

    assert fila.estado is EstadoEnvio.INCIERTO
    assert len(textos(tg, ANA)) == 1


async def test_cartero_edicion_dudosa_se_repite(tg: TelegramLocal, banco: Banco) -> None:
    """Editar dos veces deja lo mismo: se repite hasta saber, también en un acuse."""
    [primera] = await banco.repartir(mensaje(ANA, "…"))
    tg.programar_falta("aceptar-y-cortar", metodo="editMessageText")
    cambio = {"message_id": primera.mensaje_id, "text": "Registrado, folio 1"}
    [fila] = await banco.repartir(Envio(ANA, "editMessageText", cambio, ClaseEnvio.ACUSE))

    assert (fila.estado, fila.mensaje_id) == (EstadoEnvio.ENVIADO, primera.mensaje_id)


async def test_cartero_caida_aplaza_sin_perder_ni_duplicar(tg: TelegramLocal, banco: Banco) -> None:
    """Con Telegram caído la fila espera; al volver sale una vez, antes que la que venía detrás."""
    tg.programar_falta("500", metodo="sendMessage", veces=2)
    banco.entregar(mensaje(ANA, "uno", ClaseEnvio.ACUSE), mensaje(ANA, "dos"))
    await hasta(lambda: banco.filas()[0].intentos >= 1)
    assert textos(tg, ANA) == []
    await hasta(lambda: len(textos(tg, ANA)) == 2, 10)

    assert textos(tg, ANA) == ["uno", "dos"]


async def test_cartero_rechazo_nuestro_no_insiste(
    tg: TelegramLocal, banco: Banco, caplog: pytest.LogCaptureFixture
) -> None:
    """Lo que Telegram no acepta por fallo nuestro queda fallido y registrado; lo demás sigue."""
    largo, corto = await banco.repartir(mensaje(ANA, "x" * 5000), mensaje(ANA, "corto"))

    assert (largo.estado, corto.estado) == (EstadoEnvio.FALLIDO, EstadoEnvio.ENVIADO)
    assert "envio_rechazado" in caplog.text


async def test_cartero_metodo_desconocido_no_lo_detiene(tg: TelegramLocal, banco: Banco) -> None:
    """Una fila imposible (método, archivo que no está o de fuera de la carpeta) no traba el chat."""
    filas = await banco.repartir(
        Envio(ANA, "bailar", {}),
        Envio(ANA, "sendDocument", {}, ClaseEnvio.DOCUMENTO, archivo="no-esta.xlsx"),
        Envio(ANA, "sendDocument", {}, ClaseEnvio.DOCUMENTO, archivo="../../etc/passwd"),
        mensaje(ANA, "sigo"),
    )

    assert [fila.estado for fila in filas] == [EstadoEnvio.FALLIDO] * 3 + [EstadoEnvio.ENVIADO]


async def test_cartero_token_retirado_no_pierde_nada(tg: TelegramLocal, banco: Banco) -> None:
    """Si el token deja de servir, la fila espera: el mensaje no tiene la culpa."""
    banco.cliente._base_url = banco.cliente._base_url.replace(tg.token, "1:otro-token")
    [fila] = await banco.repartir(mensaje(ANA, "hola"))

    assert fila.estado is EstadoEnvio.PENDIENTE
    assert datetime.fromisoformat(str(fila.no_antes)).replace(tzinfo=UTC) > banco.reloj.ahora()
