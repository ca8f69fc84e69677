"""Trabajos largos que salen bien, que mueren a la mitad y que otro proceso retoma."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from bot.tareas.oficio import hacer
from dominio.modelo.encargo import TipoEncargo
from dominio.modelo.identidad import IdPersona
from tests.apoyo.plan import AHORA, CUENTAS
from tests.tareas.oficina import PACIENCIA, Oficina, con_documento, dice, hasta

HOJAS = ["Resumen", "Plan de acción", "Metas", "Avances", "Ejecución", "Alertas", "Coherencia", "Control"]
# Python lo importa al arrancar: al proceso hijo le pasa lo que diga el archivo «destino», una sola vez.
_SABOTAJE = """
import os, signal, sys
from pathlib import Path
orden = Path(__file__).with_name("destino")
if "bot.tareas" in sys.orig_argv and orden.exists():
    que = orden.read_text()
    orden.rename(orden.with_name("cumplido"))
    if que == "morir":
        os.kill(os.getpid(), signal.SIGKILL)
    signal.pause()
"""


@pytest.fixture
def destino(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Escribir en este archivo «morir» o «colgarse» le pasa al siguiente proceso hijo."""
    carpeta = tmp_path / "sabotaje"
    carpeta.mkdir()
    (carpeta / "sitecustomize.py").write_text(_SABOTAJE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(carpeta))
    return carpeta / "destino"


async def test_exportar_entrega_un_libro_de_ocho_hojas(oficina_en_cada_base: Oficina) -> None:
    """«/exportar» contesta pronto y manda el consolidado como documento."""
    oficina = oficina_en_cada_base
    pilar = oficina.persona("pilar")

    await pilar.escribe("/exportar")
    await pilar.espera(dice("Preparo el libro"), 2)
    await pilar.espera(dice("Consolidado listo"), PACIENCIA)
    llegado = await pilar.espera(con_documento, PACIENCIA)

    assert (llegado.documento or {})["file_name"] == "consolidado-76001-2026-T3.xlsx"
    libro = openpyxl.load_workbook(io.BytesIO(pilar.descarga(llegado)))
    assert libro.sheetnames == HOJAS
    assert oficina.traza("exportar") == 1
    assert oficina.telegram.rechazos() == []


async def test_plantilla_llega_y_se_puede_abrir(oficina: Oficina) -> None:
    """«/plantilla pac» manda ese formato vacío."""
    pilar = oficina.persona("pilar")

    await pilar.escribe("/plantilla pac")
    llegado = await pilar.espera(con_documento, PACIENCIA)

    assert (llegado.documento or {})["file_name"] == "plantilla-pac.xlsx"
    assert "PAC" in openpyxl.load_workbook(io.BytesIO(pilar.descarga(llegado))).sheetnames


async def test_plantilla_con_datos_trae_los_renglones_guardados(oficina: Oficina) -> None:
    """«/plantilla plan con datos» manda el plan guardado, con las listas de la entidad, y deja su traza."""
    pilar = oficina.persona("pilar")

    await pilar.escribe("/plantilla plan con datos")
    llegado = await pilar.espera(con_documento, PACIENCIA)

    libro = openpyxl.load_workbook(io.BytesIO(pilar.descarga(llegado)))
    assert libro.sheetnames == ["Plan de acción", "Listas", "Instrucciones"]
    codigos = [celda.value for celda in libro["Plan de acción"]["Q"][3:] if celda.value]
    assert codigos[:3] == ["A-001", "A-002", "A-002"]
    assert oficina.traza("exportar") == 1


async def test_hijo_que_muere_se_dice_y_el_siguiente_funciona(oficina: Oficina, destino: Path) -> None:
    """El mensaje de progreso se vuelve la explicación, y el encargo siguiente se hace."""
    pilar = oficina.persona("pilar")
    destino.write_text("morir")

    await pilar.escribe("/exportar")
    visto = await pilar.espera(dice("No pude preparar el libro"), PACIENCIA)
    assert "no se guardó ningún cambio" in visto.texto
    assert len(pilar.mensajes()) == 1

    await pilar.escribe("/exportar")
    await pilar.espera(con_documento, PACIENCIA)


async def test_reinicio_con_un_encargo_a_medias_lo_retoma_una_vez(oficina: Oficina, destino: Path) -> None:
    """El servicio se apaga mientras el hijo trabaja: al vencer el arriendo otro lo hace, y llega uno solo."""
    pilar = oficina.persona("pilar")
    destino.write_text("colgarse")
    await pilar.escribe("/exportar")
    await hasta(destino.with_name("cumplido").exists, "que el hijo empiece")

    await oficina.cerrar()
    oficina.reloj.poner(oficina.reloj.ahora().replace(hour=16))
    await oficina.abrir()
    await pilar.espera(con_documento, PACIENCIA)
    await pilar.escribe("/plantilla")
    await pilar.espera(con_documento, PACIENCIA)

    nombres = [(visto.documento or {}).get("file_name") for visto in pilar.mensajes() if visto.documento]
    assert nombres == ["consolidado-76001-2026-T3.xlsx", "plantilla-plan.xlsx"]


async def test_encargo_que_siempre_mata_al_servicio_se_abandona_y_se_dice(
    oficina: Oficina, destino: Path
) -> None:
    """Tomado tres veces sin terminar, no se intenta más: la persona no se queda esperando."""
    pilar = oficina.persona("pilar")
    destino.write_text("colgarse")
    await pilar.escribe("/exportar")
    await hasta(destino.with_name("cumplido").exists, "que el hijo empiece")
    await oficina.cerrar()
    oficina.reloj.poner(oficina.reloj.ahora().replace(hour=16))
    _tomar_y_morir(oficina)

    oficina.reloj.poner(oficina.reloj.ahora().replace(hour=17))
    await oficina.abrir()
    await pilar.espera(dice("No pude preparar el libro"), PACIENCIA)


async def test_exportar_una_vigencia_sin_plan_dice_que_falta(oficina: Oficina) -> None:
    """Lo que el plan no permite llega con su frase, no como una falla del asistente."""
    pilar = oficina.persona("pilar")

    await pilar.escribe("/exportar 2025-T4")
    await pilar.espera(dice("No hay plan de 2025 cargado."), PACIENCIA)

    assert not any(con_documento(visto) for visto in pilar.mensajes())


def test_persona_revocada_tras_confirmar_no_guarda_ni_recibe(oficina_apagada: Oficina) -> None:
    """Si pierde el acceso mientras el encargo espera, no se hace ni se le contesta."""
    oficina = oficina_apagada
    with oficina.almacen.unidad() as unidad:
        encargo = unidad.encargos.crear(
            TipoEncargo.EXPORTAR,
            oficina.plan.entidad.id,
            _id(oficina, "pilar"),
            CUENTAS["pilar"],
            {"plantilla": "plan"},
        )
        unidad.confirmar()
    oficina.revocar("pilar")
    antes = oficina.resumen()

    hacer(encargo.id, AHORA, oficina.ajustes)

    assert oficina.resumen() == antes
    with oficina.almacen.unidad() as unidad:
        assert unidad.salidas.pendientes() == 0
        assert not unidad.encargos.en_curso_de(_id(oficina, "pilar"), TipoEncargo.EXPORTAR)
    assert not (oficina.datos / "libros").exists()


def _id(oficina: Oficina, corto: str) -> IdPersona:
    return oficina.plan.personas[corto].id


def _tomar_y_morir(oficina: Oficina) -> None:
    """Lo que deja en la base un proceso que toma el encargo y se apaga de golpe."""
    with oficina.almacen.unidad() as unidad:
        assert unidad.encargos.reclamar(oficina.reloj.ahora(), timedelta(minutes=5)) is not None
        unidad.confirmar()
