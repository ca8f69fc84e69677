"""Lo malo que llega por la línea de órdenes o por el chat se explica y no cambia nada."""

from __future__ import annotations

import asyncio
import io
import socket
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from bot.simulador.prueba import TelegramLocal
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.identidad import IdEncargo
from tests.apoyo.plan import CUENTAS, RelojQuieto
from tests.cli.conftest import Orden, con_entidad, orden
from tests.cli.libro import ENCABEZADO, escribir_plan
from tests.conversaciones.puertas import EnProceso
from tests.tareas.oficina import OTRA_PLANEACION, PACIENCIA, Oficina, dice

__all__ = ["con_entidad", "orden"]

TOKEN_AJENO = "1:ABCDEFGHIJ"


@pytest.fixture
def telegram() -> Iterator[TelegramLocal]:
    """El Telegram local en su propio hilo: la orden ocupa el principal."""
    lazo = asyncio.new_event_loop()
    hilo = threading.Thread(target=lazo.run_forever, daemon=True)
    hilo.start()

    async def abrir() -> TelegramLocal:
        return await TelegramLocal().__aenter__()

    local = asyncio.run_coroutine_threadsafe(abrir(), lazo).result(30)
    yield local
    asyncio.run_coroutine_threadsafe(local.__aexit__(None, None, None), lazo).result(30)
    lazo.call_soon_threadsafe(lazo.stop)
    hilo.join()
    lazo.close()


def test_servir_con_token_rechazado_sale_con_tres(orden: Orden, telegram: TelegramLocal) -> None:
    """Telegram contesta 401: se dice qué ajuste revisar, sin mostrar el token."""
    orden("migrar")

    corrida = orden("servir", token=TOKEN_AJENO, telegram_api=telegram.url)

    assert corrida.codigo == 3
    assert "rechazó el token" in corrida.errores
    assert "ASISTENTE_TOKEN" in corrida.errores
    assert TOKEN_AJENO not in corrida.errores


def test_servir_con_esquema_viejo_pide_migrar(orden: Orden, telegram: TelegramLocal) -> None:
    """Antes de hablar con Telegram se mira la base."""
    corrida = orden("servir", token=telegram.token, telegram_api=telegram.url)

    assert corrida.codigo == 3
    assert "asistente migrar" in corrida.errores
    assert telegram.llamadas() == []


def test_servir_con_base_apagada_sale_con_tres(orden: Orden, telegram: TelegramLocal) -> None:
    """Sin base no se recibe nada: nadie perdería un mensaje."""
    base = "postgresql://u:CLAVE@127.0.0.1:1/x"

    corrida = orden("servir", token=telegram.token, telegram_api=telegram.url, base=base)

    assert corrida.codigo == 3
    assert "ASISTENTE_BASE" in corrida.errores
    assert "CLAVE" not in corrida.errores
    assert telegram.llamadas() == []


def test_servir_con_el_puerto_del_webhook_tomado_no_registra_nada(
    orden: Orden, telegram: TelegramLocal
) -> None:
    """El puerto es de otro: se dice cuál y Telegram no se entera."""
    orden("migrar")
    with socket.create_server(("0.0.0.0", 0)) as ajeno:  # noqa: S104 - ocupa el puerto en todas las interfaces
        puerto = str(ajeno.getsockname()[1])
        corrida = orden(
            "servir", token=telegram.token, telegram_api=telegram.url, puerto=puerto,
            webhook_url="https://plan.example.gov.co", webhook_secreto="secreto",
        )  # fmt: skip

    assert corrida.codigo == 3
    assert puerto in corrida.errores
    assert "ASISTENTE_PUERTO" in corrida.errores
    assert telegram.llamadas("setWebhook") == []


def _sin_columna(ruta: Path) -> None:
    libro = openpyxl.load_workbook(ruta)
    for celda in libro.worksheets[0][ENCABEZADO]:
        if celda.value == "Código de actividad":
            celda.value = "Otra cosa"
    libro.save(ruta)


def _dos_planes(ruta: Path) -> None:
    libro = openpyxl.load_workbook(ruta)
    libro.copy_worksheet(libro.worksheets[0]).title = "Copia"
    libro.save(ruta)


def _repetido(ruta: Path) -> None:
    libro = openpyxl.load_workbook(ruta)
    hoja = libro.worksheets[0]
    hoja.append([celda.value for celda in hoja[ENCABEZADO + 1]])
    libro.save(ruta)


def _combinado(ruta: Path) -> None:
    libro = openpyxl.load_workbook(ruta)
    libro.worksheets[0].merge_cells(f"A{ENCABEZADO}:B{ENCABEZADO}")
    libro.save(ruta)


def _vacio(ruta: Path) -> None:
    openpyxl.Workbook().save(ruta)


def _con_macros(ruta: Path) -> None:
    with zipfile.ZipFile(ruta, "a") as libro:
        libro.writestr("xl/vbaProject.bin", b"x")


@pytest.mark.parametrize(
    ("danar", "dice_que"),
    [
        (_vacio, "hoja"),
        (_sin_columna, "«Código de actividad»"),
        (_dos_planes, "«Copia»"),
        (_repetido, "A-001"),
        (_combinado, "A3"),
        (_con_macros, "macros"),
    ],
)
def test_libro_malo_por_la_linea_de_ordenes_no_cambia_nada(
    con_entidad: Orden, tmp_path: Path, danar: Callable[[Path], None], dice_que: str
) -> None:
    """Sale con 1, nombra el sitio, y el plan guardado queda como estaba; copia, si hay celda que marcar."""
    destino = ("--entidad", "76999", "--vigencia", "2026", "--confirmar")
    con_entidad("importar", str(escribir_plan(tmp_path / "bueno.xlsx")), *destino)
    malo = escribir_plan(tmp_path / "malo.xlsx")
    danar(malo)
    base = tmp_path / "datos" / "asistente.sqlite3"
    antes = _volcado(base)

    corrida = con_entidad("importar", str(malo), *destino)

    assert corrida.codigo == 1
    assert dice_que in corrida.salida
    assert "no se guardó nada" in corrida.salida
    assert "Traceback" not in corrida.salida + corrida.errores
    assert (tmp_path / "malo.errores.xlsx").exists() is ("Copia con las celdas marcadas" in corrida.salida)
    assert _volcado(base) == antes


def test_boton_de_importacion_ajeno_o_forjado_no_hace_nada(oficina_apagada: Oficina) -> None:
    """El de la revisión de otra persona, uno inventado o letras: se contesta y no se importa nada."""
    oficina = oficina_apagada
    puerta = EnProceso([oficina.almacen], RelojQuieto())
    pilar, olga, ana = CUENTAS["pilar"], OTRA_PLANEACION, CUENTAS["ana"]
    puerta.escribe(pilar, "/exportar")
    revision = _revision_de(oficina, "pilar")
    antes = oficina.resumen()

    for cuenta, numero in (
        (olga, revision),
        (ana, revision),
        (pilar, revision - 1),
        (pilar, 999),
        (pilar, "x"),
    ):
        puerta.dato(cuenta, f"i:{numero}:si")
        assert puerta.avisos(cuenta), (cuenta, numero)
        assert "Guardando" not in puerta.visto(cuenta), (cuenta, numero)
    puerta.dato(pilar, f"i:{revision}:quizas")

    assert oficina.resumen() == antes
    with oficina.almacen.lectura() as unidad:
        assert "decision" not in unidad.encargos.traer(revision).parametros
        for corto in ("pilar", "olga", "ana"):
            persona = oficina.plan.personas[corto].id
            assert not unidad.encargos.en_curso_de(persona, TipoEncargo.APLICAR_IMPORTACION)


async def test_evidencia_de_21_mb_se_rechaza_y_el_dialogo_sigue(oficina: Oficina) -> None:
    """Telegram no deja bajar más de 20 MB: se dice al recibirla, no cuando ya se confirmó."""
    ana = oficina.persona("ana")
    for texto, sigue in (
        ("/avance A-001", "¿Qué porcentaje lleva"),
        ("70", "¿Qué se hizo?"),
        ("Se vacunó en 4 veredas", "Envíe las fotos"),
    ):
        await ana.escribe(texto)
        await ana.espera(dice(sigue), PACIENCIA)
    antes = oficina.resumen()

    await ana.adjunta(b"x" * (21 * 1024 * 1024), "video.mp4")
    visto = await ana.espera(dice("«video.mp4» pesa más de 20 MB"), PACIENCIA)

    assert "Envíe las fotos" in visto.texto
    assert oficina.resumen() == antes
    await ana.adjunta(b"acta", "acta.pdf")
    await ana.espera(dice("1 archivo"), PACIENCIA)


def _revision_de(oficina: Oficina, corto: str) -> IdEncargo:
    """Un libro de esa persona, ya revisado y esperando su decisión."""
    with oficina.almacen.unidad() as unidad:
        lectura = unidad.encargos.crear(
            TipoEncargo.LEER_LIBRO,
            oficina.plan.entidad.id,
            oficina.plan.personas[corto].id,
            CUENTAS[corto],
            {"file_id": "x", "nombre": "plan.xlsx", "vigencia": 2026, "huella": "0"},
        )
        unidad.encargos.terminar(lectura.id)
        unidad.confirmar()
    return lectura.id


def _volcado(base: Path) -> str:
    """Todo lo guardado, como texto."""
    conexion = sqlite3.connect(base)
    try:
        texto = io.StringIO()
        texto.writelines(f"{linea}\n" for linea in conexion.iterdump())
        return texto.getvalue()
    finally:
        conexion.close()
