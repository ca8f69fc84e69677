"""Un libro con el formato de la entidad llega por el chat: qué se entendió, sus dudas y cómo vuelve."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl

from bot.simulador.vista import MensajeVisto
from tests.perfiles.ajenos import cuadro, libro
from tests.tareas.oficina import PACIENCIA, Oficina, con_documento, dice


def _ajeno(carpeta: Path, *, corridos: bool = False) -> Path:
    return libro(carpeta / "Seguimiento 2026 trimestre 2.xlsx", cuadro(corridos=corridos), fila=4, filas=12)


def _distinto_de(previo: MensajeVisto) -> Callable[[MensajeVisto], bool]:
    return lambda mensaje: mensaje.texto != previo.texto


async def test_formato_ajeno_se_entiende_se_confirma_y_se_recuerda(oficina: Oficina, tmp_path: Path) -> None:
    """Dice qué entendió con su cuenta; nada se guarda hasta confirmar; la segunda vez no pregunta."""
    pilar, antes = oficina.persona("pilar"), oficina.resumen()

    await pilar.adjunta(_ajeno(tmp_path))
    visto = await pilar.espera(dice("Así entendí"), PACIENCIA)

    assert "12 leídas de 12" in visto.texto
    assert "Encabezado en la fila 4" in visto.texto
    assert oficina.resumen() == antes

    while "Comparar con el plan" not in visto.rotulos:
        boton = "Resolver las dudas" if "Resolver las dudas" in visto.rotulos else visto.rotulos[0]
        await pilar.toca(boton)
        visto = await pilar.espera(_distinto_de(visto), PACIENCIA)
    await pilar.toca("Comparar con el plan")
    previa = await pilar.espera(dice("Libro revisado"), PACIENCIA)
    assert oficina.resumen() == antes
    assert "Confirmar importación" in previa.rotulos

    await pilar.toca("Confirmar importación")
    await pilar.espera(dice("Recuerdo su formato como «seguimiento»"), PACIENCIA)
    assert "BP26000000" in oficina.actividades()
    assert oficina.traza("guardar_perfil") == 1
    assert oficina.traza("registrar_libro") == 1

    await pilar.adjunta(_ajeno(tmp_path))
    await pilar.espera(dice("Libro revisado"), PACIENCIA)


async def test_rotulos_corridos_se_preguntan_y_se_contestan_escribiendo(
    oficina: Oficina, tmp_path: Path
) -> None:
    """Si el contenido contradice al rótulo no se sigue sin que una persona lo confirme; «sí» lo confirma."""
    pilar = oficina.persona("pilar")

    await pilar.adjunta(_ajeno(tmp_path, corridos=True))
    visto = await pilar.espera(dice("Así entendí"), PACIENCIA)
    assert "Resolver las dudas" in visto.rotulos

    await pilar.toca("Resolver las dudas")
    duda = await pilar.espera(dice("rótulo"), PACIENCIA)
    assert "Una duda por confirmar" in duda.texto

    await pilar.escribe("quién sabe")
    await pilar.espera(dice("No le entendí"), PACIENCIA)
    await pilar.escribe("sí")
    await pilar.espera(dice("No queda nada por confirmar"), PACIENCIA)


async def test_columna_se_cambia_con_botones_y_descartar_no_deja_nada(
    oficina: Oficina, tmp_path: Path
) -> None:
    """De cada dato se ve de dónde sale y se escoge otra columna; descartar deja todo como estaba."""
    pilar, antes = oficina.persona("pilar"), oficina.resumen()
    await pilar.adjunta(_ajeno(tmp_path))
    await pilar.espera(dice("Así entendí"), PACIENCIA)

    await pilar.toca("Ver las columnas")
    lista = await pilar.espera(dice("De dónde sale cada dato"), PACIENCIA)
    primero = next(rotulo for rotulo in lista.rotulos if rotulo.startswith("Cambiar "))
    await pilar.toca(primero)
    columnas = await pilar.espera(dice("¿de qué columna sale?"), PACIENCIA)
    escogida = columnas.rotulos[1]
    await pilar.toca(escogida)
    cambiada = await pilar.espera(dice("De dónde sale cada dato"), PACIENCIA)
    assert escogida in cambiada.texto

    await pilar.toca("Agregar un dato")
    datos = await pilar.espera(dice("Después escoja la columna"), PACIENCIA)
    await pilar.toca(datos.rotulos[0])
    await pilar.espera(dice("¿de qué columna sale?"), PACIENCIA)
    await pilar.toca("«Cód centro gestor» (A)")
    await pilar.espera(dice("queda saliendo de «Cód centro gestor» (A)"), PACIENCIA)

    await pilar.toca("Seguir")
    await pilar.espera(dice("por confirmar"), PACIENCIA)
    await pilar.toca("Descartar")
    await pilar.espera(dice("Descartado: no se guardó nada"), PACIENCIA)
    assert oficina.resumen() == antes


async def test_libro_de_la_entidad_vuelve_en_su_formato(oficina: Oficina, tmp_path: Path) -> None:
    """«/exportar formato» devuelve el mismo libro, con su encabezado donde estaba y las celdas llenas."""
    pilar = oficina.persona("pilar")
    await pilar.adjunta(_ajeno(tmp_path))
    await pilar.espera(dice("Así entendí"), PACIENCIA)
    await pilar.toca("Comparar con el plan")
    await pilar.espera(dice("Libro revisado"), PACIENCIA)
    await pilar.toca("Confirmar importación")
    await pilar.espera(dice("guardado"), PACIENCIA)

    await pilar.escribe("/exportar formato")
    await pilar.espera(dice("en su mismo formato"), PACIENCIA)
    vuelto = await pilar.espera(con_documento, PACIENCIA)

    assert (vuelto.documento or {})["file_name"] == "Seguimiento 2026 trimestre 2.xlsx"
    hoja = openpyxl.load_workbook(io.BytesIO(pilar.descarga(vuelto))).worksheets[0]
    assert hoja.cell(4, 1).value == "Cód centro gestor"
    assert hoja.max_row == 16
