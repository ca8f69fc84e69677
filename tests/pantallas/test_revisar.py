"""El revisor de pantallas reconoce cada defecto y no se queja de lo que está bien."""

from __future__ import annotations

import pytest

from bot.pantallas.escenas import SIN_VINCULAR, Escena
from bot.pantallas.marcas import fallas_de, saneado
from bot.pantallas.momento import Boton, Burbuja
from bot.pantallas.revisar import defectos_de

_SEGUIR = ((Boton("Seguir", "o:mis", 1),),)


def _defectos(texto: str, *botones: Boton, **otros) -> list[str]:
    filas = (botones,) if botones else _SEGUIR
    return list(defectos_de(Escena("x", ("Responsable",), (), (Burbuja("bot", texto, filas),), **otros)))


@pytest.mark.parametrize(
    "texto",
    [
        "Avance guardado · folio <code>AV-2026-000123</code>",
        "1 actividad, 21 actividades, 1,5 kilómetros y 1 más",
        "Construir 1.800 libros; paso 1 de 4",
        "Vea https://t.me/mi_bot_de_plan?start=CODIGO",
        "Envíelo a mi_correo@alcaldia.gov.co o use /sin_novedad",
    ],
)
def test_pantalla_buena_no_tiene_defectos(texto: str) -> None:
    """Lo que una persona puede leer pasa sin reparos."""
    assert _defectos(texto) == []


@pytest.mark.parametrize(
    ("texto", "defecto"),
    [
        ("Hay 1 actividades", "falta el singular"),
        ("Van 1 archivos recibidos", "falta el singular"),
        ("Quedó en None", "un valor de código"),
        ("El %(nombre)s", "un hueco sin llenar"),
        ("Hola {nombre}", "un hueco sin llenar"),
        ("Falta motivo_retroceso", "guion bajo"),
        ("Error del callback", "inglés de programador"),
        ("<b>abierta", "sin cerrar"),
        ("<b><i>cruzadas</b></i>", "fuera de lugar"),
        ("<div>no</div>", "que Telegram no admite"),
        ("a & b", "sin escapar"),
        ("&nbsp;", "que Telegram no admite"),
        ("a" * 4097, "pasa de 4096"),
        ("  ", "mensaje vacío"),
    ],
)
def test_pantalla_mala_se_reconoce(texto: str, defecto: str) -> None:
    """Cada defecto se dice."""
    assert any(defecto in hallado for hallado in _defectos(texto)), _defectos(texto)


@pytest.mark.parametrize(
    ("boton", "defecto"),
    [
        (Boton("→ Seguir", "o:mis", 1), "rótulo ilegible"),
        (Boton("", "o:mis", 1), "rótulo ilegible"),
        (Boton("a" * 61, "o:mis", 1), "rótulo ilegible"),
        (Boton("Seguir", "e:" + "ñ" * 32, 1), "más de 64 bytes"),
        (Boton("Ver None", "o:mis", 1), "un valor de código"),
    ],
)
def test_boton_malo_se_reconoce(boton: Boton, defecto: str) -> None:
    """Un botón que no cabe o no se lee se dice."""
    assert any(defecto in hallado for hallado in _defectos("Hola", boton))


def test_botones_de_mas_o_repetidos_se_reconocen() -> None:
    """A lo sumo ocho, y cada uno con su nombre."""
    muchos = [Boton(f"Opción {n}", f"e:{n}", 1) for n in range(9)]
    iguales = [Boton("Ver", "e:1", 1), Boton("Ver", "e:2", 1)]

    assert "tiene 9 botones" in _defectos("Hola", *muchos)
    assert "dos botones se llaman «Ver»" in _defectos("Hola", *iguales)


@pytest.mark.parametrize("texto", ["Use /ayuda", "Escriba «seguir»", "Por ejemplo <code>A-012</code>"])
def test_salida_escrita_tambien_vale(texto: str) -> None:
    """Sin botones, basta una orden o una palabra que diga cómo seguir."""
    escena = Escena("x", ("Jefatura",), (), (Burbuja("bot", texto),))

    assert list(defectos_de(escena)) == []


def test_sin_salida_se_reconoce() -> None:
    """Una pantalla en que no queda nada por hacer se dice; a quien no está vinculado no se le ofrece nada."""
    muda = (Burbuja("bot", "No se pudo."),)

    assert any("no tiene salida" in d for d in defectos_de(Escena("x", ("Jefatura",), (), muda)))
    assert list(defectos_de(Escena("x", (SIN_VINCULAR,), (), muda))) == []
    assert list(defectos_de(Escena("x", ("Jefatura",), (), muda, espera=True))) == []
    assert list(defectos_de(Escena("x", ("Jefatura",), (), ()))) == ["no se contesta nada"]


def test_saneado_deja_solo_las_marcas() -> None:
    """Lo que se copia a la página no trae atributos ni nada que se ejecute."""
    assert saneado('<b onclick="x()">a</b><script>y()</script>') == "<b>a</b>y()"
    assert saneado('<a href="javascript:z()">b</a> &lt;c&gt;') == "<u>b</u> &lt;c&gt;"
    assert fallas_de('<a href="https://x.co">b</a>') == []
