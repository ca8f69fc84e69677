"""Planeación manda un libro: se revisa, se confirma o se descarta, y lo malo no cambia nada."""

from __future__ import annotations

import io
import zipfile
from itertools import cycle
from pathlib import Path

import openpyxl

from tests.cli.libro import escribir_plan
from tests.tareas.oficina import PACIENCIA, Oficina, con_documento, dice

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
DEL_LIBRO = [f"A-00{numero}" for numero in range(1, 9)]


async def _revisado(oficina: Oficina, libro: Path, corto: str = "pilar") -> None:
    persona = oficina.persona(corto)
    await persona.adjunta(libro)
    await persona.espera(dice("Libro revisado, sin errores"), PACIENCIA)


async def test_libro_bueno_se_revisa_y_se_guarda_al_confirmar(
    oficina_en_cada_base: Oficina, tmp_path: Path
) -> None:
    """Contesta en menos de dos segundos, muestra qué cambiaría y guarda solo al confirmar."""
    oficina = oficina_en_cada_base
    pilar, antes = oficina.persona("pilar"), oficina.resumen()

    await pilar.adjunta(escribir_plan(tmp_path / "plan.xlsx"))
    await pilar.espera(dice("Recibí «plan.xlsx»"), 2)
    previa = await pilar.espera(dice("Libro revisado, sin errores"), PACIENCIA)

    assert previa.rotulos == ["Confirmar importación", "Descartar"]
    assert "Qué cambiaría" in previa.texto
    assert "No se ha guardado nada todavía" in previa.texto
    assert oficina.resumen() == antes

    await pilar.toca("Confirmar importación")
    await pilar.espera(dice("Plan 2026 guardado"), PACIENCIA)

    assert oficina.actividades() == DEL_LIBRO
    assert oficina.traza("importar") == 2  # la siembra y esta
    assert len(pilar.mensajes()) == 1
    assert oficina.telegram.rechazos() == []


async def test_libro_descartado_no_cambia_nada(oficina: Oficina, tmp_path: Path) -> None:
    """Descartar cierra la revisión; el botón ya no sirve y no hay nada guardado."""
    pilar, antes = oficina.persona("pilar"), oficina.resumen()
    await _revisado(oficina, escribir_plan(tmp_path / "plan.xlsx"))

    await pilar.toca("Descartar")
    visto = await pilar.espera(dice("Descartado: no se guardó nada"))

    assert visto.rotulos == ["Ver el estado", "Ver la ayuda"]
    assert oficina.resumen() == antes
    assert oficina.traza("importar") == 1


async def test_libro_con_errores_da_la_lista_y_la_copia_anotada(oficina: Oficina, tmp_path: Path) -> None:
    """Los primeros veinte por hoja y celda, cuántos más hay, y la copia con las celdas marcadas."""
    pilar, antes = oficina.persona("pilar"), oficina.resumen()
    danos = {
        (columna, fila): malo
        for fila in range(4, 12)
        for columna, malo in (("T", "31/1272025"), ("S", "mucho"), ("Z", "#N/A"))
    }

    await pilar.adjunta(escribir_plan(tmp_path / "Plan de acción (v2).xlsx", danos))
    lista = await pilar.espera(dice("El libro tiene 24 errores"), PACIENCIA)
    anotado = await pilar.espera(con_documento, PACIENCIA)

    assert lista.texto.count("•") == 20
    assert "… y 4 más." in lista.texto
    assert "Plan de acción, T4" in lista.texto
    assert str((anotado.documento or {})["file_name"]).endswith(".errores.xlsx")
    copia = openpyxl.load_workbook(io.BytesIO(pilar.descarga(anotado)))
    assert copia.sheetnames[0] == "Errores"
    assert copia["Plan de acción"]["T4"].comment is not None
    assert oficina.resumen() == antes


async def test_libro_hostil_se_explica_y_no_se_abre(oficina: Oficina) -> None:
    """Lo que no es un libro del plan se nombra por lo que es, y nada cambia."""
    antes = oficina.resumen()
    # Se turnan: a un mismo chat sale a lo sumo un mensaje por segundo.
    gente = cycle([oficina.persona("pilar"), oficina.persona("olga")])
    hostiles = [
        ("clave.xlsx", _ole("EncryptedPackage"), "contraseña"),
        ("viejo.xls", _ole("Workbook"), ".xls"),
        ("pagina.xls", b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "HTML"),
        ("bomba.xlsx", _bomba(), "50 MB"),
    ]

    for persona, (nombre, contenido, frase) in zip(gente, hostiles, strict=False):
        await persona.adjunta(contenido, nombre)
        visto = await persona.espera(dice("no se guardó nada"), PACIENCIA)
        assert frase in visto.texto, nombre

    assert oficina.resumen() == antes


async def test_libro_de_21_mb_se_rechaza_sin_bajarlo(oficina: Oficina) -> None:
    """Se contesta de una vez cuánto es lo máximo, y no se descarga."""
    pilar = oficina.persona("pilar")

    await pilar.adjunta(b"x" * (21 * 1024 * 1024), "enorme.xlsx")
    await pilar.espera(dice("«enorme.xlsx» pesa más de 5 MB"))

    assert oficina.telegram.llamadas("getFile") == []


async def test_dos_personas_mandan_libro_a_la_vez(oficina: Oficina, tmp_path: Path) -> None:
    """Cada una recibe la revisión del suyo."""
    pilar, olga = oficina.persona("pilar"), oficina.persona("olga")

    await pilar.adjunta(escribir_plan(tmp_path / "bueno.xlsx"))
    await olga.adjunta(escribir_plan(tmp_path / "malo.xlsx", {("T", 4): "mañana"}))
    await olga.espera(dice("El libro tiene 1 error"), PACIENCIA)
    await pilar.espera(dice("Libro revisado, sin errores"), PACIENCIA)

    assert not any("error</b>" in visto.texto for visto in pilar.mensajes())
    assert not any(visto.rotulos for visto in olga.mensajes())


async def test_confirmar_dos_veces_importa_una(oficina: Oficina, tmp_path: Path) -> None:
    """El segundo toque del mismo botón dice que ya se confirmó."""
    pilar = oficina.persona("pilar")
    await _revisado(oficina, escribir_plan(tmp_path / "plan.xlsx"))

    # Los dos toques van antes de que el bot alcance a quitar el botón.
    await pilar.toca("Confirmar importación")
    segundo = await pilar.toca("Confirmar importación")
    aviso = await pilar.espera_aviso(segundo, PACIENCIA)
    await pilar.espera(dice("Plan 2026 guardado"), PACIENCIA)

    assert aviso["texto"] == "Ese libro ya se confirmó."
    assert oficina.traza("importar") == 2


async def test_persona_revocada_antes_de_confirmar_no_guarda(oficina: Oficina, tmp_path: Path) -> None:
    """Perdió el acceso entre la revisión y el botón: nada se guarda."""
    pilar = oficina.persona("pilar")
    await _revisado(oficina, escribir_plan(tmp_path / "plan.xlsx"))
    oficina.revocar("pilar")
    antes = oficina.resumen()

    toque = await pilar.toca("Confirmar importación")
    aviso = await pilar.espera_aviso(toque)

    assert "no está vinculada" in aviso["texto"]
    assert oficina.resumen() == antes
    assert oficina.traza("importar") == 1


def _ole(nombre: str) -> bytes:
    return OLE + nombre.encode("utf-16-le") + b"\0" * 2048


def _bomba() -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as libro:
        libro.writestr("[Content_Types].xml", "<Types/>")
        libro.writestr("xl/workbook.xml", "<workbook/>")
        libro.writestr("xl/relleno.bin", b"\0" * (121 * 1024 * 1024))
    return salida.getvalue()
