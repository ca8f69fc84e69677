"""Lo que no se hace en esta casa, con el porqué en cada prueba."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.apoyo.fuentes import PAQUETES, RAIZ, arbol, archivos_python, sitio

CAJONES = {"utils", "util", "common", "core", "helpers", "helper", "misc"}
# La CLI es quien habla con la terminal; lo demás escribe en la bitácora o responde en el chat.
ESCRIBEN_EN_TERMINAL = ("bot/cli", "bot/__main__.py", "bot/simulador/__main__.py")
EJECUTAN_SQL = {"text", "execute", "exec_driver_sql", "executemany", "scalar", "scalars"}
ESTADO_AJENO = {"user_data", "chat_data", "bot_data", "callback_data_cache"}
CLASES_AJENAS = {"ConversationHandler", "PicklePersistence", "BasePersistence", "JobQueue"}


def _nombrados(archivo: Path, nombres: set[str]) -> list[str]:
    """Sitios donde el código, no sus comentarios, usa alguno de los nombres."""
    return [
        f"{sitio(archivo, nodo)} {ast.unparse(nodo)[:60]}"
        for nodo in ast.walk(arbol(archivo))
        if (isinstance(nodo, ast.Name) and nodo.id in nombres)
        or (isinstance(nodo, ast.Attribute) and nodo.attr in nombres)
        or (isinstance(nodo, ast.alias) and nodo.name.rpartition(".")[2] in nombres)
    ]


def test_bot_no_guarda_estado_en_telegram() -> None:
    """El estado de un diálogo vive en la base: con dos réplicas, el de la librería se pierde."""
    usos = [
        uso
        for archivo in archivos_python("bot", "recordatorios")
        for uso in _nombrados(archivo, ESTADO_AJENO | CLASES_AJENAS)
    ]

    assert usos == []


def _arma_texto(nodo: ast.expr) -> bool:
    """Si la expresión arma el texto con valores: f-string, ``%``, ``+`` o ``.format``."""
    if isinstance(nodo, ast.JoinedStr):
        return any(isinstance(parte, ast.FormattedValue) for parte in nodo.values)
    if isinstance(nodo, ast.BinOp) and isinstance(nodo.op, ast.Mod | ast.Add):
        return any(
            isinstance(lado, ast.JoinedStr)
            or (isinstance(lado, ast.Constant) and isinstance(lado.value, str))
            for lado in (nodo.left, nodo.right)
        )
    return isinstance(nodo, ast.Call) and isinstance(nodo.func, ast.Attribute) and nodo.func.attr == "format"


def _sql_armado(nodo: ast.AST) -> bool:
    if not isinstance(nodo, ast.Call):
        return False
    funcion = nodo.func
    nombre = funcion.attr if isinstance(funcion, ast.Attribute) else getattr(funcion, "id", "")
    return nombre in EJECUTAN_SQL and any(_arma_texto(argumento) for argumento in nodo.args)


def test_sql_sin_textos_armados() -> None:
    """Ningún SQL se arma con valores pegados al texto: los valores van como parámetros."""
    armados = [
        f"{sitio(archivo, nodo)} {ast.unparse(nodo)[:60]}"
        for archivo in archivos_python(*PAQUETES)
        for nodo in ast.walk(arbol(archivo))
        if _sql_armado(nodo)
    ]

    assert armados == []


@pytest.mark.parametrize(
    ("codigo", "armado"),
    [
        ('text(f"select {x}")', True),
        ('conexion.execute("select " + x)', True),
        ('conexion.execute("select %s" % x)', True),
        ('conexion.execute("select {}".format(x))', True),
        ('conexion.execute(text("select :x"), {"x": x})', False),
        ("conexion.execute(select(tabla).where(tabla.c.x == y + 1))", False),
    ],
)
def test_sql_armado_se_reconoce(codigo: str, *, armado: bool) -> None:
    """El detector distingue un SQL armado de uno con parámetros."""
    assert any(_sql_armado(nodo) for nodo in ast.walk(ast.parse(codigo))) is armado


def test_print_solo_en_la_cli() -> None:
    """Solo la línea de órdenes escribe en la terminal."""
    impresos = [
        uso
        for archivo in archivos_python(*PAQUETES)
        if not sitio(archivo).startswith(ESCRIBEN_EN_TERMINAL)
        for uso in _nombrados(archivo, {"print"})
    ]

    assert impresos == []


def test_codigo_sin_pendientes() -> None:
    """Nada queda a medias: sin marcas de pendiente ni funciones por implementar."""
    marcas = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + r"Error")
    pendientes = [
        f"{sitio(archivo)}:{numero}: {linea.strip()[:60]}"
        for archivo in archivos_python(*PAQUETES, ".ci", "tests")
        for numero, linea in enumerate(archivo.read_text(encoding="utf-8").splitlines(), 1)
        if marcas.search(linea)
    ]

    assert pendientes == []


def test_carpetas_con_nombre_propio() -> None:
    """Ningún módulo es un cajón de sastre: cada uno se llama como lo que guarda."""
    cajones = [
        sitio(archivo)
        for archivo in archivos_python(*PAQUETES, "tests")
        if CAJONES & {*archivo.relative_to(RAIZ).parent.parts, archivo.stem}
    ]

    assert cajones == []


def test_identificadores_sin_tildes() -> None:
    """Los nombres del código son ASCII: las tildes y la ñ van en textos y docstrings."""
    con_tilde = [
        sitio(archivo, nodo)
        for archivo in archivos_python(*PAQUETES, "tests")
        for nodo in ast.walk(arbol(archivo))
        for nombre in (getattr(nodo, "name", None), getattr(nodo, "id", None), getattr(nodo, "arg", None))
        if isinstance(nombre, str) and not nombre.isascii()
    ]

    assert con_tilde == []
