"""/seguimiento de punta a punta: el dibujo llega como foto y la lista, como libro."""

from __future__ import annotations

import io
import struct
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import create_engine, insert

from almacen.tablas.esquema import RECORDATORIO
from bot.graficas.curva_de_reportes import Barra, DibujoDeEntrega, Rotulos, dibujar_entrega
from bot.graficas.lienzo import ANCHO
from bot.simulador.vista import MensajeVisto
from tests.apoyo.plan import AHORA
from tests.tareas.oficina import Oficina, con_documento, dice

PACIENCIA = 60.0
_ENTIDAD = "Distrito Especial, Deportivo, Cultural, Turístico y de Servicios de Santiago de Cali"


def _con_foto(visto: MensajeVisto) -> bool:
    return "Curva de entrega" in visto.texto


async def test_seguimiento_llega_con_dibujo_resumen_y_botones(oficina: Oficina) -> None:
    """Contesta pronto, y el proceso aparte edita con el resumen y manda la foto."""
    pilar = oficina.persona("pilar")

    await pilar.escribe("/seguimiento 2026-T3")
    await pilar.espera(dice("Preparando el seguimiento"), 3)
    await pilar.espera(dice("Llegaron 0 de 12 (0 %); faltan 12."), PACIENCIA)
    foto = await pilar.espera(_con_foto, PACIENCIA)

    assert "van 0 de 12 reportes" in foto.texto.replace("\xa0", " ")
    assert oficina.telegram.rechazos() == []


async def test_lista_llega_como_libro_y_queda_en_la_traza(oficina: Oficina) -> None:
    """Un renglón por recordatorio, con palabras; quién lo pidió queda anotado."""
    pilar = oficina.persona("pilar")

    _recordar(oficina)
    await pilar.escribe("/seguimiento lista")
    await pilar.espera(dice("Lista de recordatorios de la vigencia 2026"), PACIENCIA)
    llegado = await pilar.espera(con_documento, PACIENCIA)

    assert (llegado.documento or {})["file_name"] == "recordatorios-2026.xlsx"
    hoja = openpyxl.load_workbook(io.BytesIO(pilar.descarga(llegado)))["Recordatorios"]
    filas = [[celda.value for celda in fila][1:5] for fila in hoja.iter_rows(min_row=4)]
    assert ["Enviado", "Ana Ruiz", "Ana Ruiz", "Comienzo de una actividad"] in filas
    assert oficina.traza("exportar_recordatorios") == 1


def _recordar(oficina: Oficina) -> None:
    ana, entidad = oficina.plan.personas["ana"], oficina.plan.entidad
    motor = create_engine(oficina.ajustes.url_base)
    fila = {
        "clave": "empieza_0|actividad:1|2026-01-01|1",
        "entidad_id": entidad.id,
        "vigencia": 2026,
        "tipo": "inicio",
        "hito": "empieza_0",
        "objeto": "actividad:1",
        "persona_id": ana.id,
        "fin": AHORA.date(),
        "programado": AHORA,
        "caduca": AHORA + timedelta(days=1),
        "estado": "enviado",
        "resuelto_en": AHORA,
        "destinatario_id": ana.id,
        "pospuestas": 0,
    }
    with motor.begin() as conexion:
        conexion.execute(insert(RECORDATORIO), [fila])
    motor.dispose()


def _dibujo(barras: int, dias: int) -> DibujoDeEntrega:
    rotulos = Rotulos(
        "Entrega de reportes · tercer trimestre de 2026",
        f"{_ENTIDAD} · al 4 de septiembre de 2026",
        *("debían 260", "van 170", "abrió el 11/07", "cierra el 10/10", "recordatorio del corte"),
        *("Por dependencia, primero la que menos ha entregado", "a tiempo", "tarde", "falta"),
        otras="… y otras 30: llegaron 120 de 150" if barras > 10 else "",
    )
    nombre = "Secretaría de Gestión del Riesgo, Ambiente y Desarrollo Agropecuario Sostenible"
    primero = AHORA.date()
    return DibujoDeEntrega(
        rotulos,
        dias=[primero + timedelta(days=n) for n in range(dias)],
        van=[n * 2 for n in range(dias)],
        deben=260,
        apertura=primero,
        cierre=primero + timedelta(days=91),
        recordados=[primero],
        barras=[Barra(f"{nombre} {n}", 30, n % 20, n % 5) for n in range(barras)],
    )


@pytest.mark.parametrize(("barras", "dias"), [(40, 92), (1, 1), (0, 120)])
def test_dibujo_cabe_en_un_telefono(
    tmp_path: Path, barras: int, dias: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1.080 de ancho, letra de 24 píxeles o más, y ningún texto se sale ni se encima con otro."""
    from matplotlib.figure import Figure

    cajas: list[tuple[str, tuple[float, float, float, float]]] = []
    guardar = Figure.savefig

    def midiendo(figura: Figure, *args: Any, **mas: Any) -> None:
        figura.canvas.draw()
        for texto in figura.axes[0].texts:
            caja = texto.get_window_extent()
            assert float(texto.get_fontsize()) * figura.dpi / 72 >= 24, texto.get_text()
            cajas.append((texto.get_text(), caja.extents))
        guardar(figura, *args, **mas)

    monkeypatch.setattr(Figure, "savefig", midiendo)
    destino = tmp_path / "entrega.png"
    dibujar_entrega(_dibujo(barras, dias), destino)

    ancho, alto = struct.unpack(">II", destino.read_bytes()[16:24])
    assert ancho == ANCHO
    sin_marcas = [(t, c) for t, c in cajas if t != "▲"]
    for texto, (x0, y0, x1, y1) in sin_marcas:
        assert 0 <= x0 <= x1 <= ancho, f"se sale: {texto}"
        assert 0 <= y0 <= y1 <= alto, f"se sale: {texto}"
    for n, (uno, a) in enumerate(sin_marcas):
        for otro, b in sin_marcas[n + 1 :]:
            encima = min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
            assert not encima, f"«{uno}» se encima con «{otro}»"
