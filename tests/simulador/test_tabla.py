"""La tabla de métodos contra la especificación publicada del Bot API, si está a mano."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.simulador import TelegramLocal
from bot.simulador.metodos import EFECTOS
from bot.simulador.tabla import ACTUALIZACIONES, METODOS, TIPOS
from tests.simulador.cliente import ClienteCrudo

ESPECIFICACION = Path(__file__).parents[3] / "shared" / "telegram" / "api.min.json"


@pytest.fixture(scope="module")
def especificacion() -> dict[str, Any]:
    """Bot API como datos; sin el archivo no hay con qué comparar."""
    if not ESPECIFICACION.is_file():
        pytest.skip("no está la especificación del Bot API como datos")
    leida: dict[str, Any] = json.loads(ESPECIFICACION.read_text())
    return leida


def _nuestro(tipo: str) -> str:
    """«Array of Array of X» de la especificación en la notación de la tabla: «[[X]]»."""
    if tipo.startswith("Array of "):
        return f"[{_nuestro(tipo.removeprefix('Array of '))}]"
    return tipo


@pytest.mark.parametrize("seccion", ["methods", "types"])
def test_tabla_coincide_con_la_especificacion(especificacion: dict[str, Any], seccion: str) -> None:
    """Cada método, campo, tipo y obligatoriedad nuestros están en la especificación."""
    tabla = METODOS if seccion == "methods" else TIPOS
    diferencias = []
    for dueno, campos in tabla.items():
        oficiales = {c["name"]: c for c in especificacion[seccion][dueno].get("fields", [])}
        for campo in campos.values():
            oficial = oficiales.get(campo.nombre)
            if oficial is None or oficial["required"] != campo.obligatorio:
                diferencias.append(f"{dueno}.{campo.nombre}")
            elif not set(campo.tipos) <= {_nuestro(tipo) for tipo in oficial["types"]}:
                diferencias.append(f"{dueno}.{campo.nombre}: {campo.tipos}")
        faltan = [n for n, c in oficiales.items() if c["required"] and n not in campos]
        diferencias += [f"{dueno}.{nombre} obligatorio y ausente" for nombre in faltan]
    assert diferencias == []


def test_tabla_actualizaciones_completas(especificacion: dict[str, Any]) -> None:
    """Los tipos de actualización son exactamente los de ``Update``."""
    oficiales = {c["name"] for c in especificacion["types"]["Update"]["fields"]} - {"update_id"}
    assert set(ACTUALIZACIONES) == oficiales


def test_tabla_cada_metodo_tiene_efecto() -> None:
    """Ningún método de la tabla se queda sin quien lo atienda, ni al revés."""
    assert set(EFECTOS) == set(METODOS)


@pytest.mark.parametrize(
    ("metodo", "parametros", "codigo", "descripcion"),
    [
        ("noExiste", {}, 404, "Not Found: method not found"),
        ("sendMessage", {"text": "x"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 1}, 400, "Bad Request: message text is empty"),
        ("sendMessage", {"chat_id": 1, "text": "x", "textt": 1}, 400, 'unknown parameter "textt"'),
        ("sendMessage", {"chat_id": 1, "text": ["x"]}, 400, "invalid text value"),
        ("getUpdates", {"timeout": "mucho"}, 400, "invalid timeout value"),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": "{"},
            400,
            "can't parse reply_markup JSON",
        ),
        (
            "sendMessage",
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "dato": "b"}]]}},
            400,
            'unknown field "dato"',
        ),
    ],
)
async def test_llamada_mal_hecha_se_rechaza(
    api: ClienteCrudo, metodo: str, parametros: dict[str, Any], codigo: int, descripcion: str
) -> None:
    """Método o parámetro desconocido, ausente o mal tipado no pasa."""
    cuerpo = await api(metodo, **parametros)
    assert (api.codigo, cuerpo["error_code"]) == (codigo, codigo)
    assert descripcion in cuerpo["description"]


async def test_llamada_por_cualquier_via(api: ClienteCrudo, tg: TelegramLocal) -> None:
    """Dirección, formulario y JSON valen igual, y el método no distingue mayúsculas."""
    await tg.persona(7, "Eva").escribe("hola")
    base = f"{api.url}/bot{api.token}"
    teclado = '{"inline_keyboard": [[{"text": "Sí", "callback_data": "s"}]]}'
    async with api.sesion.get(f"{base}/SENDMESSAGE", params={"chat_id": 7, "text": "uno"}) as r:
        assert (await r.json())["result"]["text"] == "uno"
    datos = {"chat_id": "7", "text": "dos", "reply_markup": teclado, "protect_content": "true"}
    async with api.sesion.post(f"{base}/sendMessage", data=datos) as r:
        mensaje = (await r.json())["result"]
    assert mensaje["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "s"
    assert mensaje["has_protected_content"] is True


async def test_token_ajeno(api: ClienteCrudo) -> None:
    """Otro token no entra: 401."""
    api.token = "1:otro"
    assert (await api("getMe"))["description"] == "Unauthorized"
    assert api.codigo == 401
