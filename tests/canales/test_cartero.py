"""Cartero: en orden por chat, en paralelo entre chats, y cada rechazo de Telegram con su salida."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.simulador import TelegramLocal
from dominio.modelo.envio import ClaseEnvio, Envio, EstadoEnvio
from tests.canales.banco import Banco, hasta, mensaje

ANA, BETO = 501, 502


@pytest.fixture(autouse=True)
async def _conversan(tg: TelegramLocal) -> None:
    """Ana y Beto ya le escribieron al bot."""
    await tg.persona(ANA, "Ana").escribe("/start")
    await tg.persona(BETO, "Beto").escribe("/start")


def textos(tg: TelegramLocal, chat: int = ANA) -> list[str]:
    """Textos que llegaron a ese chat, repetidos incluidos."""
    return [
        str(llamada.parametros["text"])
        for llamada in tg.llamadas()
        if llamada.ejecutada and llamada.parametros.get("chat_id") == chat and "text" in llamada.parametros
    ]


async def test_cartero_envia_y_anota_el_message_id(tg: TelegramLocal, banco: Banco) -> None:
    """Lo entregado llega y la fila queda enviada con el número del mensaje."""
    [fila] = await banco.repartir(mensaje(ANA, "hola"))

    ultimo = tg.persona(ANA, "Ana").ultimo()
    assert ultimo is not None
    assert (fila.estado, fila.mensaje_id) == (EstadoEnvio.ENVIADO, ultimo.id)


async def test_cartero_orden_dentro_del_chat(tg: TelegramLocal, url_sqlite: str, tmp_path: Path) -> None:
    """Los mensajes de un chat salen en el orden en que se guardaron, aunque uno tarde."""
    async with Banco(url_sqlite, tg.url, tg.token, tmp_path, por_segundo=0) as banco:
        tg.programar_falta("502", metodo="sendMessage", veces=1)
        banco.entregar(*(mensaje(ANA, str(numero)) for numero in range(12)))
        await hasta(lambda: len(textos(tg)) == 12, 10)

    assert textos(tg) == [str(numero) for numero in range(12)]


async def test_cartero_un_chat_lento_no_detiene_a_otro(tg: TelegramLocal, banco: Banco) -> None:
    """Mientras un envío a Ana no termina, el de Beto sale."""
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=30)
    banco.entregar(mensaje(ANA, "tarda"), mensaje(BETO, "rápido"))

    await tg.persona(BETO, "Beto").espera(lambda visto: visto.texto == "rápido")
    assert textos(tg, ANA) == []


async def test_cartero_toque_se_contesta_sin_hacer_fila(tg: TelegramLocal, banco: Banco) -> None:
    """La respuesta a un botón no espera al mensaje del mismo chat que está saliendo."""
    ana = tg.persona(ANA, "Ana")
    teclado = {"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}
    await banco.repartir(Envio(ANA, "sendMessage", {"text": "¿?", "reply_markup": teclado}))
    toque = await ana.toca("Sí")
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=30)
    banco.entregar(
        mensaje(ANA, "tarda"),
        Envio(ANA, "answerCallbackQuery", {"callback_query_id": toque, "text": "Listo"}, ClaseEnvio.BOTON),
    )

    assert (await ana.espera_aviso(toque))["texto"] == "Listo"


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
    await hasta(lambda: textos(tg) == ["uno", "dos"], 8)

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
    assert textos(tg) == ["avance <5% & más"]
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
    assert len(textos(tg)) == 1


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
    assert len(textos(tg)) == copias


async def test_cartero_duda_y_luego_caida_no_deja_tercera_copia(tg: TelegramLocal, banco: Banco) -> None:
    """Si tras la duda el reintento no se pudo entregar, la fila no vuelve a salir más tarde."""
    tg.programar_falta("aceptar-y-cortar", metodo="sendMessage")
    tg.programar_falta("502", metodo="sendMessage")
    [fila] = await banco.repartir(mensaje(ANA, "vence hoy", ClaseEnvio.RECORDATORIO))

    assert fila.estado is EstadoEnvio.INCIERTO
    assert len(textos(tg)) == 1


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
    assert textos(tg) == []
    await hasta(lambda: len(textos(tg)) == 2, 10)

    assert textos(tg) == ["uno", "dos"]


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


async def test_cartero_vencido_no_se_llama(tg: TelegramLocal, banco: Banco) -> None:
    """Lo que perdió su hora no sale."""
    ayer = banco.reloj.ahora() - timedelta(seconds=1)
    [fila] = await banco.repartir(Envio(ANA, "sendMessage", {"text": "tarde"}, vence_en=ayer))

    assert fila.estado is EstadoEnvio.VENCIDO
    assert tg.llamadas("sendMessage") == []


async def test_cartero_documento_de_la_carpeta_de_datos(tg: TelegramLocal, banco: Banco) -> None:
    """Un documento sube con su contenido y su nombre."""
    carpeta = banco.datos / "exportes"
    carpeta.mkdir()
    (carpeta / "consolidado año.xlsx").write_bytes(b"PK-libro")
    [fila] = await banco.repartir(
        Envio(
            ANA,
            "sendDocument",
            {"caption": "Consolidado"},
            ClaseEnvio.DOCUMENTO,
            archivo="exportes/consolidado año.xlsx",
        )
    )

    ana = tg.persona(ANA, "Ana")
    ultimo = ana.ultimo()
    assert fila.estado is EstadoEnvio.ENVIADO
    assert ultimo is not None
    assert ultimo.documento is not None
    assert ultimo.documento["file_name"] == "consolidado año.xlsx"
    assert ana.descarga(ultimo) == b"PK-libro"


async def test_cartero_edita_lo_recien_enviado(tg: TelegramLocal, banco: Banco) -> None:
    """Una fila que edita a otra toma su message_id, aunque las dos salgan juntas."""
    [primera] = banco.encolar(mensaje(ANA, "Preparando…"))
    [segunda] = banco.encolar(Envio(ANA, "editMessageText", {"text": "Listo"}, edita=primera.id))
    banco.cartero.entregar([primera, segunda])
    await hasta(lambda: banco.filas([segunda.id])[0].estado is EstadoEnvio.ENVIADO)

    assert [visto.texto for visto in tg.persona(ANA, "Ana").mensajes()] == ["Listo"]


async def test_cartero_edita_espera_a_que_salga(tg: TelegramLocal, banco: Banco) -> None:
    """Si lo que edita todavía no ha salido, la edición espera su turno."""
    luego = banco.reloj.ahora() + timedelta(seconds=1)
    [primera] = banco.encolar(Envio(ANA, "sendMessage", {"text": "Preparando…"}, no_antes=luego), tomar=False)
    banco.entregar(Envio(ANA, "editMessageText", {"text": "Listo"}, edita=primera.id))
    await hasta(lambda: [visto.texto for visto in tg.persona(ANA, "Ana").mensajes()] == ["Listo"], 8)

    assert tg.rechazos() == []


async def test_cartero_barre_lo_que_otro_proceso_dejo(tg: TelegramLocal, banco: Banco) -> None:
    """Lo pendiente que nadie entregó sale por el barrido, en orden y una vez."""
    banco.encolar(*(mensaje(ANA, str(n), ClaseEnvio.RECORDATORIO) for n in range(3)), tomar=False)
    await hasta(lambda: len(textos(tg)) == 3, 8)

    assert textos(tg) == ["0", "1", "2"]
    await hasta(lambda: {fila.estado for fila in banco.filas()} == {EstadoEnvio.ENVIADO})


async def test_cartero_recoge_lo_de_un_proceso_muerto(tg: TelegramLocal, banco: Banco) -> None:
    """Vencido el arriendo de un proceso que murió, la respuesta sale y el acuse queda incierto."""
    banco.encolar(mensaje(ANA, "respuesta"), mensaje(BETO, "acuse", ClaseEnvio.ACUSE))
    banco.reloj.adelantar(timedelta(seconds=61))
    await hasta(lambda: textos(tg) == ["respuesta"])
    await hasta(lambda: banco.filas()[1].estado is EstadoEnvio.INCIERTO)

    assert textos(tg, BETO) == []


async def test_cartero_base_caida_no_olvida_el_resultado(tg: TelegramLocal, banco: Banco) -> None:
    """Si la base se cae tras enviar, el resultado se anota cuando vuelve y nada sale dos veces."""
    [tomado] = banco.encolar(mensaje(ANA, "hola"))
    banco.almacen.caido = True
    banco.cartero.entregar([tomado])
    await tg.persona(ANA, "Ana").espera(lambda visto: visto.texto == "hola")
    banco.almacen.caido = False
    await hasta(lambda: banco.filas()[0].estado is EstadoEnvio.ENVIADO)

    assert textos(tg) == ["hola"]


async def test_cartero_al_cerrar_devuelve_lo_que_no_salio(tg: TelegramLocal, banco: Banco) -> None:
    """Al apagarse termina lo que está saliendo y lo demás queda pendiente, no perdido."""
    tg.programar_falta("colgar", metodo="sendMessage", chat=ANA, segundos=0.3)
    banco.entregar(*(mensaje(ANA, str(n), ClaseEnvio.ACUSE) for n in range(3)))
    await hasta(lambda: tg.mundo.faltas.pendientes == [])
    async with asyncio.timeout(8):
        await banco.apagar(4.0)

    estados = [fila.estado for fila in banco.filas()]
    assert estados[1:] == [EstadoEnvio.PENDIENTE] * 2
    assert EstadoEnvio.ENVIANDO not in estados


async def test_cartero_token_retirado_no_pierde_nada(tg: TelegramLocal, banco: Banco) -> None:
    """Si el token deja de servir, la fila espera: el mensaje no tiene la culpa."""
    banco.cliente._base_url = banco.cliente._base_url.replace(tg.token, "1:otro-token")
    [fila] = await banco.repartir(mensaje(ANA, "hola"))

    assert fila.estado is EstadoEnvio.PENDIENTE
    assert datetime.fromisoformat(str(fila.no_antes)).replace(tzinfo=UTC) > banco.reloj.ahora()
