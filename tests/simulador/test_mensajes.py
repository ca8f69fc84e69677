"""Estado del chat: lo que el servidor acepta, rechaza y recuerda de los mensajes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.simulador import AccionImposible, TelegramLocal
from tests.simulador.cliente import ClienteCrudo, png


def boton(texto: str = "Sí", datos: str = "s") -> dict[str, str]:
    """Botón en línea."""
    return {"text": texto, "callback_data": datos}


def teclado(*botones: dict[str, str]) -> dict[str, Any]:
    """Teclado de una fila."""
    return {"inline_keyboard": [list(botones)]}


async def test_chat_desconocido_hasta_que_escriban(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """El bot no puede escribirle primero a nadie."""
    eva = tg.persona(7, "Eva")
    assert (await api("sendMessage", chat_id=7, text="x"))["description"] == "Bad Request: chat not found"
    await eva.escribe("/start")
    assert (await api("sendMessage", chat_id=7, text="x"))["ok"]


@pytest.mark.parametrize(
    ("parametros", "descripcion"),
    [
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "🏟" * 2049}, "message is too long"),
        ({"text": "  \n "}, "message text is empty"),
        ({"text": "<b>", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag"),
        ({"text": "*x*", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": teclado(boton(datos="ñ" * 33))}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": teclado({"text": "solo"})}, "Text buttons are unallowed"),
        ({"text": "x", "reply_markup": teclado({"text": "web", "url": "sin"})}, "BUTTON_URL_INVALID"),
        ({"text": "x", "reply_markup": teclado(*[boton()] * 9)}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_markup": {"inline_keyboard": [[boton()]] * 101}}, "REPLY_MARKUP_TOO_LONG"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_mensaje_rechazado(
    tg: TelegramLocal, api: ClienteCrudo, parametros: dict[str, Any], descripcion: str
) -> None:
    """Cada límite del servidor real se aplica aquí."""
    await tg.persona(7, "Eva").escribe("hola")
    cuerpo = await api("sendMessage", chat_id=7, **parametros)
    assert api.codigo == 400
    assert descripcion in cuerpo["description"]


async def test_limite_se_mide_despues_del_formato(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Las etiquetas no cuentan: 4096 visibles pasan."""
    await tg.persona(7, "Eva").escribe("hola")
    assert (await api("sendMessage", chat_id=7, text=f"<b>{'a' * 4096}</b>", parse_mode="HTML"))["ok"]


async def test_edicion_en_el_sitio(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Editar cambia el mismo mensaje, quita el teclado si no viene y rechaza lo que queda igual."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    numero = (await api("sendMessage", chat_id=7, text="uno", reply_markup=teclado(boton())))["result"][
        "message_id"
    ]
    igual = await api(
        "editMessageText", chat_id=7, message_id=numero, text="uno", reply_markup=teclado(boton())
    )
    assert "message is not modified" in igual["description"]
    await api("editMessageText", chat_id=7, message_id=numero, text="dos")
    (visto,) = eva.mensajes()
    assert (visto.texto, visto.rotulos, visto.editado) == ("dos", [], True)
    assert (
        "not modified" in (await api("editMessageReplyMarkup", chat_id=7, message_id=numero))["description"]
    )
    ausente = await api("editMessageText", chat_id=7, message_id=999, text="x")
    assert ausente["description"] == "Bad Request: message to edit not found"
    ajeno = await api("editMessageText", chat_id=7, message_id=1, text="x")
    assert ajeno["description"] == "Bad Request: message can't be edited"


async def test_toque_solo_de_lo_que_se_ve(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Un botón que el mensaje ya no muestra no se puede tocar, y un toque se responde una sola vez."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    numero = (await api("sendMessage", chat_id=7, text="?", reply_markup=teclado(boton())))["result"][
        "message_id"
    ]
    toque = await eva.toca("Sí")
    largo = await api("answerCallbackQuery", callback_query_id=toque, text="x" * 201)
    assert largo["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await api("answerCallbackQuery", callback_query_id=toque, text="Listo"))["ok"]
    assert (await eva.espera_aviso(toque))["texto"] == "Listo"
    assert "query is too old" in (await api("answerCallbackQuery", callback_query_id=toque))["description"]
    await api("editMessageReplyMarkup", chat_id=7, message_id=numero, reply_markup=teclado(boton("No", "n")))
    with pytest.raises(AccionImposible, match="ya no muestra"):
        eva.manos.toca(numero, "s")
    with pytest.raises(AccionImposible, match="No hay un botón «Sí»"):
        await eva.toca("Sí")


async def test_bloqueo(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Bloquear avisa con ``my_chat_member`` y desde ahí todo envío es 403."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    await eva.bloquea()
    cuerpo = await api("sendMessage", chat_id=7, text="x")
    assert (cuerpo["error_code"], cuerpo["description"]) == (403, "Forbidden: bot was blocked by the user")
    with pytest.raises(AccionImposible):
        await eva.escribe("no")
    await eva.desbloquea()
    cambios = [u["my_chat_member"] for u in (await api("getUpdates"))["result"] if "my_chat_member" in u]
    estados = [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in cambios]
    assert estados == [("member", "kicked"), ("kicked", "member")]
    assert (await api("sendMessage", chat_id=7, text="x"))["ok"]


async def test_grupo_que_migra(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """El grupo viejo responde con el número del supergrupo, y hay dos mensajes de servicio."""
    eva = tg.persona(7, "Eva")
    grupo = eva.manos.crea_grupo("Planeación").id
    assert (await api("sendMessage", chat_id=grupo, text="hola"))["ok"]
    await eva.en(grupo).escribe("esto no lo ve el bot")
    await eva.en(grupo).escribe("/estado")
    nuevo = eva.manos.migra(grupo).id
    cuerpo = await api("sendMessage", chat_id=grupo, text="hola")
    assert cuerpo["parameters"] == {"migrate_to_chat_id": nuevo}
    mensajes = [u["message"] for u in (await api("getUpdates"))["result"] if "message" in u]
    assert [m.get("text") for m in mensajes] == [None, "/estado", None, None]
    assert (mensajes[-2]["migrate_to_chat_id"], mensajes[-1]["migrate_from_chat_id"]) == (nuevo, grupo)


async def test_borrar(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Se borra una vez y antes de 48 horas; lo borrado deja de verse."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    uno, dos = [(await api("sendMessage", chat_id=7, text=t))["result"]["message_id"] for t in ("a", "b")]
    assert (await api("deleteMessage", chat_id=7, message_id=uno))["ok"]
    assert [m.texto for m in eva.mensajes()] == ["b"]
    repetido = await api("deleteMessage", chat_id=7, message_id=uno)
    assert repetido["description"] == "Bad Request: message to delete not found"
    tg.reloj.adelanta(49 * 3600)
    viejo = await api("deleteMessage", chat_id=7, message_id=dos)
    assert "can't be deleted" in viejo["description"]


async def test_archivos_topes(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """La persona manda más de 20 MB y el bot no los puede bajar; una foto tiene que serlo."""
    eva = tg.persona(7, "Eva")
    await eva.adjunta(b"x" * (20 * 1024 * 1024 + 1), "grande.bin")
    await eva.adjunta(png(800, 600), "foto.png", como="foto", pie="/avance")
    with pytest.raises(AccionImposible, match="IMAGE_PROCESS_FAILED"):
        await eva.adjunta(b"no es imagen", "foto.png", como="foto")
    grande, foto = [u["message"] for u in (await api("getUpdates"))["result"]]
    lejos = await api("getFile", file_id=grande["document"]["file_id"])
    assert lejos["description"] == "Bad Request: file is too big"
    assert [(p["width"], p["height"]) for p in foto["photo"]] == [(90, 68), (800, 600)]
    assert foto["caption_entities"] == [{"offset": 0, "length": 7, "type": "bot_command"}]
    como_documento = await api("sendDocument", chat_id=7, document=foto["photo"][1]["file_id"])
    assert "can't use file of type Photo as Document" in como_documento["description"]
    solo = await api(
        "sendMediaGroup", chat_id=7, media=[{"type": "photo", "media": foto["photo"][1]["file_id"]}]
    )
    assert "2-10" in solo["description"]


async def test_comandos_gana_el_alcance_estrecho(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """La persona ve los de su chat si los hay; si no, los generales."""
    eva = tg.persona(7, "Eva")
    await eva.escribe("hola")
    await api("setMyCommands", commands=[{"command": "ayuda", "description": "Ayuda"}])
    assert tg.comandos(eva) == ["ayuda"]
    suyos = [{"command": "avance", "description": "Reportar"}]
    await api("setMyCommands", commands=suyos, scope={"type": "chat", "chat_id": 7})
    assert tg.comandos(eva) == ["avance"]
    malo = await api("setMyCommands", commands=[{"command": "Avance!", "description": "x"}])
    assert malo["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_texto_largo_de_la_persona_sale_en_partes(tg: TelegramLocal, api: ClienteCrudo) -> None:
    """Como la aplicación real, más de 4096 unidades son varios mensajes."""
    await tg.persona(7, "Eva").escribe("a" * 5000)
    assert [len(u["message"]["text"]) for u in (await api("getUpdates"))["result"]] == [4096, 904]
