"""``asistente demo`` de principio a fin, sin navegador: lo que el README promete."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.demo.chat import Pagina, PersonaDeLaPagina, botones, texto_de
from tests.demo.proceso import Demo
from tests.simulador.cliente import png

FOLIO = re.compile(r"AV-\d{4}-\d{6}")
HOJAS = 8
PLAZO_DE_SALIDA = 10.0
# Un recordatorio llega el primer día hábil; un festivo o el fin de año lo corren unos días.
DIAS = 10
_DEL_RECORDATORIO = [
    "Reportar avance",
    "Sin novedad",
    "Igual que el corte anterior",
    "Posponer",
    "No es mía",
    "Silenciar",
]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """El programa andando y anunciado; al final ni se quejó ni dejó nada."""
    async with Demo(tmp_path / "temporal") as andando:
        await andando.anuncio()
        yield andando
        assert await andando.terminar(PLAZO_DE_SALIDA) == 0
        assert list(andando.temporal.iterdir()) == []
        assert andando.errores() == ""


@pytest.fixture
async def pagina(demo: Demo) -> AsyncIterator[Pagina]:
    """La puerta que usa la página; al final, ni una llamada del bot rechazada."""
    async with Pagina(demo.url) as puerta:
        yield puerta
        assert await puerta.rechazos() == []


async def test_demo_anuncia_y_termina_en_orden(tmp_path: Path) -> None:
    """La primera línea dice dónde; con SIGTERM sale en diez segundos con 0 y borra su carpeta."""
    async with Demo(tmp_path / "temporal") as demo:
        primera, segunda = await demo.anuncio()

        assert re.fullmatch(r"Chat: http://127\.0\.0\.1:\d+/", primera)
        assert segunda.startswith("Libro de muestra para importar: ")
        assert demo.libro.is_relative_to(demo.temporal)
        assert demo.libro.exists()
        assert await demo.terminar(PLAZO_DE_SALIDA) == 0
        assert list(demo.temporal.iterdir()) == []
        assert demo.errores() == ""


async def test_demo_con_puerto_tomado_sale_con_tres(tmp_path: Path) -> None:
    """Un puerto ocupado se dice en una frase, con qué hacer, y no deja carpeta."""
    with socket.create_server(("127.0.0.1", 0)) as ocupante:
        puerto = str(ocupante.getsockname()[1])
        async with Demo(tmp_path / "temporal", "--puerto", puerto) as demo:
            assert await demo.codigo() == 3
            assert f"No se pudo abrir el puerto {puerto}" in demo.errores()
            assert "--puerto" in demo.errores()
            assert "Traceback" not in demo.errores()
            assert list(demo.temporal.iterdir()) == []


async def test_demo_de_principio_a_fin(demo: Demo, pagina: Pagina, tmp_path: Path) -> None:
    """Una responsable reporta con foto, planeación importa y exporta, y el reloj trae el recordatorio."""
    rosa, nidia = pagina.persona("Rosa"), pagina.persona("Nidia")
    async with asyncio.TaskGroup() as grupo:
        grupo.create_task(_reporta_con_foto(rosa, tmp_path))
        grupo.create_task(nidia.se_vincula())
    await _importa(nidia, demo.libro)
    await _exporta(nidia, pagina)
    await _contesta_el_recordatorio(rosa, pagina)


async def _reporta_con_foto(persona: PersonaDeLaPagina, carpeta: Path) -> None:
    """De la invitación al folio, con una foto de evidencia."""
    await persona.se_vincula()
    (carpeta / "obra.png").write_bytes(png())
    await persona.escribe("/avance")
    await persona.espera("¿De cuál actividad?")
    await persona.toca("A-004")
    await persona.espera("¿Qué porcentaje lleva en total")
    await persona.escribe("99,5 %")
    await persona.espera("¿Cómo se explica?")
    await persona.toca("Se recibió una entrega grande")
    await persona.espera("¿Qué se hizo?")
    await persona.escribe("Se formaron bibliotecarios en 5 sedes.")
    await persona.espera("Envíe las fotos o documentos")
    await persona.adjunta(carpeta / "obra.png", como="foto")
    await persona.espera("1 archivo")
    await persona.toca("Listo")
    await persona.espera("revise antes de guardar")
    await persona.toca("Confirmar")
    assert FOLIO.search(texto_de(await persona.espera("Avance guardado")))


async def _importa(persona: PersonaDeLaPagina, libro: Path) -> None:
    """El libro de muestra: primero qué cambiaría, y solo al confirmar se guarda."""
    await persona.adjunta(libro)
    revisado = texto_de(await persona.espera("Libro revisado, sin errores"))
    assert "A-002, fecha de terminación" in revisado
    assert "A-004: se conserva 99,5 %" in revisado
    await persona.toca("Confirmar importación")
    await persona.espera("guardado")


async def _exporta(persona: PersonaDeLaPagina, pagina: Pagina) -> None:
    """El consolidado llega como documento y es un libro de ocho hojas con la actividad importada."""
    await persona.escribe("/exportar")
    documento = (await persona.espera_documento())["document"]
    assert re.fullmatch(r"consolidado-99999-\d{4}-T\d\.xlsx", documento["file_name"])
    libro = load_workbook(BytesIO(await pagina.baja(documento["file_id"])))
    assert len(libro.sheetnames) == HOJAS
    celdas = {celda.value for hoja in libro for fila in hoja.iter_rows() for celda in fila}
    libro.close()
    assert "A-009" in celdas


async def _contesta_el_recordatorio(persona: PersonaDeLaPagina, pagina: Pagina) -> None:
    """Cuatro actos desde el recordatorio: el botón, el valor, al resumen y Confirmar."""
    await persona.marca()
    antes = await pagina.fecha_a_la_vista()
    for _dia in range(DIAS):
        ahora = await pagina.mueve_reloj("habil")
        assert ahora != antes
        assert ahora.replace("\u202f", " ").replace("\xa0", " ").endswith("8:00 a. m.")
        assert (await pagina.fecha_a_la_vista()).split(",")[1] == ahora.split(",")[1]
        if await persona.recibe_algo():
            break
    else:
        raise AssertionError(f"pasaron {DIAS} días hábiles sin un recordatorio")
    recordatorio = await persona.toca("Reportar avance")
    codigo = next(c for c in ("A-002", "A-003") if c in texto_de(recordatorio))
    assert [boton["text"] for boton in botones(recordatorio)] == _DEL_RECORDATORIO

    assert codigo in texto_de(await persona.espera("paso 2 de"))
    await persona.escribe("74 %")
    await persona.espera("¿Qué se hizo?")
    await persona.toca("Ir al resumen")
    await persona.espera("revise antes de guardar")
    await persona.toca("Confirmar")
    guardado = texto_de(await persona.espera("Avance guardado"))
    assert FOLIO.search(guardado)
    assert f"{codigo} queda en 74 %" in guardado
