"""Traductor: cada update de Telegram se vuelve una entrada, y ninguno lo hace fallar."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.atencion.entrada import ClaseEntrada, Entrada
from bot.canales.traductor import Traductor, UpdateIlegible
from dominio.modelo.evidencia import ClaseEvidencia

RECIBIDO = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
ANA = {"id": 501, "is_bot": False, "first_name": "Ana", "last_name": "Ruiz"}
PRIVADO = {"id": 501, "type": "private", "first_name": "Ana"}
GRUPO = {"id": -100123, "type": "supergroup", "title": "Planeación"}


def leer(campo: str, cuerpo: object, usuario_bot: str = "PlanBot") -> Entrada:
    """Entrada de un update con ese único campo."""
    return Traductor(usuario_bot).traducir({"update_id": 9, campo: cuerpo}, RECIBIDO)


def mensaje(**campos: object) -> Entrada:
    """Entrada de un mensaje privado de Ana."""
    return leer("message", {"message_id": 5, "date": 1790000000, "chat": PRIVADO, "from": ANA, **campos})


def test_traductor_texto() -> None:
    """Un mensaje de texto dice quién, dónde, cuándo y qué."""
    entrada = mensaje(text="va en 45", reply_to_message={"message_id": 3})

    assert entrada == Entrada(
        update_id=9,
        clase=ClaseEntrada.TEXTO,
        chat_id=501,
        usuario_id=501,
        nombre="Ana Ruiz",
        privado=True,
        fecha=datetime.fromtimestamp(1790000000, UTC),
        texto="va en 45",
        mensaje_id=5,
        responde_a=3,
    )


@pytest.mark.parametrize(
    ("texto", "clase", "orden", "argumento"),
    [
        ("/start ABC-1", "orden", "start", "ABC-1"),
        ("/START", "orden", "start", ""),
        ("/estado@planbot  educación  ", "orden", "estado", "educación"),
        ("/estado@OtroBot x", "otra", "", ""),
        ("/estado\nla 12", "orden", "estado", "la 12"),
        ("/", "texto", "", ""),
        ("/año", "texto", "", ""),
        ("12/30", "texto", "", ""),
        ("/avance, 12", "texto", "", ""),
    ],
)
def test_traductor_orden(texto: str, clase: str, orden: str, argumento: str) -> None:
    """Una orden se separa de su argumento; la dirigida a otro bot no es para nosotros."""
    entrada = mensaje(text=texto)

    assert (entrada.clase.value, entrada.orden, entrada.argumento) == (clase, orden, argumento)
    assert entrada.texto == texto


def test_traductor_boton() -> None:
    """Un toque trae su dato, el mensaje tocado y la hora en que llegó, no la del mensaje."""
    entrada = leer(
        "callback_query",
        {
            "id": "77",
            "from": ANA,
            "data": "av:1",
            "message": {"message_id": 4, "date": 0, "chat": GRUPO},
        },
    )

    assert entrada.clase is ClaseEntrada.BOTON
    assert (entrada.dato, entrada.callback_id, entrada.mensaje_id) == ("av:1", "77", 4)
    assert (entrada.chat_id, entrada.usuario_id, entrada.privado) == (-100123, 501, False)
    assert entrada.fecha == RECIBIDO


def test_traductor_documento() -> None:
    """Un documento trae su nombre sin carpetas, y su pie es el texto."""
    entrada = mensaje(
        caption="evidencia",
        media_group_id="A1",
        document={
            "file_id": "F",
            "file_unique_id": "U",
            "file_name": "../a/b\x00.pdf",
            "mime_type": "application/pdf",
            "file_size": 9,
        },
    )

    assert entrada.clase is ClaseEntrada.ARCHIVO
    assert entrada.texto == "evidencia"
    assert entrada.archivo is not None
    assert entrada.archivo.nombre == ".._a_b.pdf"
    assert (entrada.archivo.album, entrada.archivo.es_foto, entrada.archivo.tamano) == ("A1", False, 9)


def test_traductor_foto_la_mas_grande() -> None:
    """De una foto se toma la versión más grande, venga en el orden que venga."""
    tamanos = [
        {"file_id": "grande", "file_unique_id": "g", "width": 800, "height": 600, "file_size": 90},
        {"file_id": "chica", "file_unique_id": "c", "width": 90, "height": 60, "file_size": 9},
    ]
    entrada = mensaje(photo=tamanos)

    assert entrada.archivo is not None
    assert (entrada.archivo.file_id, entrada.archivo.es_foto) == ("grande", True)


@pytest.mark.parametrize(
    ("campo", "nombre"),
    [
        ("sticker", "sticker"),
        ("voice", "nota de voz"),
        ("video_note", "nota de video"),
        ("contact", "contacto"),
        ("animation", "animación"),
        ("web_app_data", "dato de mini aplicación"),
    ],
)
def test_traductor_raro_dice_que_fue(campo: str, nombre: str) -> None:
    """Lo que el asistente no usa dice en español qué fue, aunque traiga un documento de cortesía."""
    entrada = mensaje(**{campo: {"file_id": "x"}, "document": {"file_id": "x", "file_unique_id": "y"}})

    assert (entrada.clase, entrada.tipo_raro, entrada.archivo) == (ClaseEntrada.OTRA, nombre, None)


@pytest.mark.parametrize(
    ("campo", "clase"), [("video", ClaseEvidencia.VIDEO), ("audio", ClaseEvidencia.AUDIO)]
)
def test_traductor_video_y_audio_son_archivos(campo: str, clase: ClaseEvidencia) -> None:
    """Un video o un audio corto llegan como archivo, y se recuerda qué eran para volver a enviarlos."""
    crudo = {"file_id": "F", "file_unique_id": "U", "file_name": "obra.mp4", "mime_type": "video/mp4"}
    entrada = mensaje(**{campo: crudo})

    assert entrada.archivo is not None
    assert (entrada.clase, entrada.archivo.clase) == (ClaseEntrada.ARCHIVO, clase)


def test_traductor_ubicacion() -> None:
    """Una ubicación llega como evidencia con sus grados exactos; la misma dos veces es la misma."""
    lugar = {"latitude": 3.4516001, "longitude": -76.532}
    entrada, otra = mensaje(location=lugar), mensaje(venue={"title": "Sede"}, location=lugar)

    assert entrada.archivo is not None
    assert entrada.archivo == otra.archivo
    assert (entrada.clase, entrada.archivo.clase) == (ClaseEntrada.ARCHIVO, ClaseEvidencia.UBICACION)
    assert (entrada.archivo.latitud, entrada.archivo.longitud) == (Decimal("3.451600"), Decimal("-76.532000"))


@pytest.mark.parametrize(
    "lugar",
    [
        {"latitude": 91, "longitude": 0},
        {"latitude": 0, "longitude": -181},
        {"latitude": float("nan"), "longitude": 0},
        {"latitude": True, "longitude": 0},
        {"latitude": "3", "longitude": 0},
        {"latitude": 10**5000, "longitude": 0},
        {},
    ],
)
def test_traductor_ubicacion_imposible_no_se_usa(lugar: dict[str, object]) -> None:
    """Unos grados que no son de la Tierra no llegan a ser evidencia."""
    assert mensaje(location=lugar).archivo is None


def test_traductor_edicion_nunca_es_orden() -> None:
    """Corregir un mensaje no vuelve a dar la orden que tenía."""
    entrada = leer(
        "edited_message",
        {"message_id": 5, "date": 1790000000, "chat": PRIVADO, "from": ANA, "text": "/avance"},
    )

    assert (entrada.clase, entrada.orden, entrada.texto) == (ClaseEntrada.EDICION, "", "/avance")
    assert entrada.mensaje_id == 5


@pytest.mark.parametrize(
    ("estado", "bloqueado"), [("kicked", True), ("left", True), ("member", False), ("administrator", False)]
)
def test_traductor_alcance(estado: str, *, bloqueado: bool) -> None:
    """Bloquear el bot, o sacarlo de un grupo, se reconoce."""
    cambio = {"chat": PRIVADO, "from": ANA, "date": 1790000000, "new_chat_member": {"status": estado}}
    entrada = leer("my_chat_member", cambio)

    assert (entrada.clase, entrada.bloqueado) == (ClaseEntrada.ALCANCE, bloqueado)


def test_traductor_inline_y_migracion() -> None:
    """La consulta inline trae su texto y con qué contestarla; la migración, el nuevo chat."""
    inline = leer("inline_query", {"id": "8", "from": ANA, "query": "educación", "offset": ""})
    migrado = leer(
        "message", {"message_id": 1, "date": 1, "chat": GRUPO, "from": ANA, "migrate_to_chat_id": -1009}
    )

    assert (inline.clase, inline.texto, inline.callback_id) == (ClaseEntrada.INLINE, "educación", "8")
    assert (inline.chat_id, inline.privado) == (501, True)
    assert migrado.migrado_a == -1009


def test_traductor_acota_y_limpia() -> None:
    """Nada pasa de su tope, y salen los caracteres que una base de datos no recibe."""
    entrada = mensaje(text="a\x00b\ud800c" + "x" * 9000)

    assert len(entrada.texto) == 4096
    assert entrada.texto.startswith("ab\ufffdc")
    entrada.texto.encode()


def test_traductor_sin_numero_ilegible() -> None:
    """Lo que no trae update_id no es un update."""
    numeros: list[object] = ["9", True, 2**70, None]
    ilegibles: list[object] = [None, [], "x", {}, *({"update_id": numero} for numero in numeros)]
    for crudo in ilegibles:
        with pytest.raises(UpdateIlegible):
            Traductor().traducir(crudo, RECIBIDO)


CLAVES = [
    "message", "edited_message", "callback_query", "inline_query", "my_chat_member", "from", "chat", "id",
    "type", "date", "text", "caption", "document", "photo", "file_id", "file_name", "data", "message_id",
    "reply_to_message", "new_chat_member", "status", "width", "first_name", "query", "migrate_to_chat_id",
    "channel_post", "poll",
]  # fmt: skip
HOJAS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just("private"), st.just("/x@y z")
)
JSON = st.recursive(
    HOJAS,
    lambda hijo: st.lists(hijo, max_size=3) | st.dictionaries(st.sampled_from(CLAVES), hijo),
    max_leaves=25,
)


@given(st.dictionaries(st.sampled_from(CLAVES), JSON), st.integers(0, 2**40))
def test_traductor_no_falla_con_nada(cuerpo: dict[str, object], numero: int) -> None:
    """Cualquier JSON con número se traduce, y lo traducido cabe en una base de datos."""
    entrada = Traductor("bot").traducir({**cuerpo, "update_id": numero}, RECIBIDO)

    assert entrada.update_id == numero
    assert -(2**63) <= entrada.chat_id < 2**63
    for texto in (entrada.texto, entrada.nombre, entrada.argumento, entrada.dato):
        texto.encode()
        assert "\x00" not in texto
    assert entrada.fecha.tzinfo is UTC
