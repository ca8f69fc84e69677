"""Lo que se ve antes de guardar un libro: advertencias, lo que se retira y de dónde dice ser."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Orden
from tests.cli.libro import ENCABEZADO, escribir_plan

DESTINO = ("--entidad", "76999", "--vigencia", "2026")


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La misma, con el plan de muestra guardado."""
    libro = escribir_plan(tmp_path / "base.xlsx")
    assert con_entidad("importar", str(libro), *DESTINO, "--confirmar").codigo == 0
    return con_entidad


def _solo_una_fila(tmp_path: Path) -> Path:
    destino = escribir_plan(tmp_path / "corto.xlsx")
    libro = openpyxl.load_workbook(destino)
    hoja = libro.worksheets[0]
    hoja.delete_rows(ENCABEZADO + 2, 20)
    libro.save(destino)
    return destino


def test_incoherencias_se_advierten_y_no_impiden_guardar(con_entidad: Orden, tmp_path: Path) -> None:
    """Avance de 140 y fin antes del inicio: se ven en la frase y en el JSON, y se puede guardar."""
    libro = escribir_plan(
        tmp_path / "raro.xlsx",
        {("W", 4): Decimal(140), ("T", 5): date(2026, 12, 1), ("U", 5): date(2026, 2, 1)},
    )

    dicho = con_entidad("importar", str(libro), *DESTINO)
    datos = con_entidad("importar", str(libro), *DESTINO, "--json").json

    assert dicho.codigo == 0
    assert "(no impiden guardar; véalos con «asistente coherencia»)" in dicho.salida
    assert "antes de empezar el 01/12/2026" in dicho.salida
    assert [una["regla"] for una in datos["incoherencias"]] == ["R11", "R21"]
    assert con_entidad("importar", str(libro), *DESTINO, "--confirmar").salida.endswith("Guardado.\n")


def test_libro_de_una_fila_dice_que_retira(con_plan: Orden, tmp_path: Path) -> None:
    """Lo primero es cuántas actividades se van, y después cuáles."""
    corrida = con_plan("importar", str(_solo_una_fila(tmp_path)), *DESTINO)

    assert corrida.salida.startswith("Atención: este libro retira 7 de 8 actividades.")
    assert "Ya no está: actividad × 7: A-002, A-003" in corrida.salida
    assert "de ellas tienen reportes" in corrida.salida


def test_actividad_nueva_va_con_su_codigo(con_plan: Orden, tmp_path: Path) -> None:
    """No basta con decir que hay una más."""
    nueva = escribir_plan(tmp_path / "nueva.xlsx", {("Q", 11): "A-009"})

    dicho = con_plan("importar", str(nueva), *DESTINO).salida

    assert "Nuevo: actividad A-009" in dicho
    assert "Ya no está: actividad A-008" in dicho
    assert "Atención" not in dicho


def test_libro_igual_no_dice_guardado(con_plan: Orden, tmp_path: Path) -> None:
    """Confirmar lo mismo no cambia nada, y se dice."""
    dicho = con_plan("importar", str(tmp_path / "base.xlsx"), *DESTINO, "--confirmar").salida

    assert "El plan ya era igual: no hubo nada que cambiar." in dicho
    assert "Guardado." not in dicho


def test_consolidado_de_otra_entidad_se_advierte(con_plan: Orden, tmp_path: Path) -> None:
    """La hoja Control dice de dónde salió el libro; en su propia entidad no se dice nada."""
    copia = str(tmp_path / "c.xlsx")
    con_plan("exportar", "consolidado", *DESTINO, "--salida", copia)
    con_plan("entidad", "crear", "--codigo", "76001", "--nombre", "Otra")

    ajeno = con_plan("importar", copia, "--entidad", "76001", "--vigencia", "2025")
    propio = con_plan("importar", copia, *DESTINO)

    assert ajeno.salida.startswith("Atención: este libro dice ser de 76999, vigencia 2026")
    assert "Atención" not in propio.salida


def test_archivo_ilegible_no_deja_copia_sin_celdas(con_entidad: Orden, tmp_path: Path) -> None:
    """Sin celda que marcar no hay copia que valga la pena."""
    malo = tmp_path / "malo.xlsx"
    malo.write_bytes(b"%PDF-1.7 nada")

    corrida = con_entidad("importar", str(malo), *DESTINO)

    assert corrida.codigo == 1
    assert "tiene 1 error y no se guardó nada" in corrida.salida
    assert "Revise el archivo" in corrida.salida
    assert list(tmp_path.glob("*.errores.xlsx")) == []


def test_dependencia_por_parte_del_nombre(con_plan: Orden) -> None:
    """«Salud» basta; lo que no existe se responde con las que hay, sin órdenes del chat."""
    datos = ("invitar", "--entidad", "76999", "--rol", "jefe", "--nombre", "Ana Ruiz", "--dependencia")

    buena, mala = con_plan(*datos, "salud"), con_plan(*datos, "Marte")

    assert buena.codigo == 0
    assert "No sé el nombre del bot" in buena.errores
    assert mala.codigo == 1
    assert mala.errores.startswith("No hay una dependencia «Marte». Las que hay: ")
    assert "Salud" in mala.errores


def test_terminal_no_remite_a_ordenes_del_chat(con_entidad: Orden, tmp_path: Path) -> None:
    """Sin plan se dice con qué orden de la terminal se carga."""
    corrida = con_entidad("exportar", "consolidado", *DESTINO, "--salida", str(tmp_path / "c.xlsx"))

    assert "asistente importar" in corrida.errores
    assert "/importar" not in corrida.errores


def test_ayuda_no_muestra_tipos_de_programacion(orden: Orden) -> None:
    """Quien instala lee <texto>, <número> y <archivo>."""
    ayuda = orden("importar", "--help").salida

    assert {"<texto>", "<número>", "<archivo>"} <= set(ayuda.split())
    assert not {"<str>", "<int>", "<path>", "<bool>"} & set(ayuda.split())


def test_diagnostico_siempre_dice_del_reloj(orden: Orden) -> None:
    """Sin Telegram no se puede comparar, y eso no es una falla del reloj."""
    por_tema = {punto["tema"]: punto for punto in orden("diagnostico", "--json").json}

    assert por_tema["reloj"]["bien"] is True
    assert "no se pudo comparar" in por_tema["reloj"]["detalle"]


def test_migrar_no_muestra_la_clave() -> None:
    """Se dice dónde está la base, sin la clave de nadie."""
    from bot.cli.ordenes.mantenimiento import sin_clave

    dicho = sin_clave("postgresql+psycopg://ana:CLAVE@servidor:5432/plan?password=OTRA")

    assert dicho == "PostgreSQL, servidor, base «plan»"
