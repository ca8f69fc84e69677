"""La ruta del plan y sus documentos desde la línea de órdenes: lo mismo que en el chat, con su traza."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Orden
from tests.cli.libro import escribir_plan

ENTIDAD = ("--entidad", "76999")
PDF = b"%PDF-1.7 acta del consejo"


@pytest.fixture
def con_plan(con_entidad: Orden, tmp_path: Path) -> Orden:
    """La entidad con su plan de 2026 ya cargado."""
    libro = escribir_plan(tmp_path / "plan.xlsx")
    hecha = con_entidad("importar", str(libro), *ENTIDAD, "--vigencia", "2026", "--confirmar")
    assert hecha.codigo == 0, hecha.errores
    return con_entidad


@pytest.fixture
def acta(tmp_path: Path) -> Path:
    """Un PDF que por dentro lo es."""
    archivo = tmp_path / "acta.pdf"
    archivo.write_bytes(PDF)
    return archivo


def test_ruta_ver_dice_los_siete_pasos(con_plan: Orden) -> None:
    """Con estado, plazo y lo que falta; en JSON, lo mismo para un programa."""
    vista = con_plan("ruta", "ver", *ENTIDAD)
    datos = con_plan("ruta", "ver", *ENTIDAD, "--json").json

    assert vista.codigo == 0
    assert "Los siete pasos del plan de 2026" in vista.salida
    assert [paso["paso"] for paso in datos["pasos"]] == [1, 2, 3, 4, 5, 6, 7]
    assert datos["pasos"][6]["plazo"] == "2026-01-30"
    assert "pdt" in datos["pasos"][1]["faltan"]


def test_ruta_marcar_exige_su_prueba(con_plan: Orden) -> None:
    """Sin razón se rechaza; con ella queda; lo que dicen los datos no se marca; lo que no existe se dice."""
    assert con_plan("ruta", "marcar", *ENTIDAD, "--que", "lineamientos").codigo == 1
    hecha = con_plan("ruta", "marcar", *ENTIDAD, "--que", "lineamientos", "--razon", "Circular 012", "--json")
    assert hecha.codigo == 0
    assert hecha.json["pasos"][0]["requisitos"]["lineamientos"] == "cumplido"
    assert con_plan("ruta", "marcar", *ENTIDAD, "--que", "sin_errores", "--razon", "Sí").codigo == 1
    assert con_plan("ruta", "marcar", *ENTIDAD, "--que", "6", "--no-aplica", "--razon", "No").codigo == 1
    rara = con_plan("ruta", "marcar", *ENTIDAD, "--que", "nada", "--razon", "x")
    assert (rara.codigo, "mfmp" in rara.errores) == (1, True)


def test_ruta_plazo_se_fija_y_se_quita(con_plan: Orden) -> None:
    """Fijado deja de ser propuesta; sin fecha vuelve; el de publicar no pasa de la ley."""
    fijado = con_plan("ruta", "plazo", *ENTIDAD, "--paso", "5", "--fecha", "2026-01-12", "--json").json
    assert (fijado["plazo"], fijado["propuesto"]) == ("2026-01-12", False)
    assert con_plan("ruta", "plazo", *ENTIDAD, "--paso", "5", "--json").json["propuesto"]
    tarde = con_plan("ruta", "plazo", *ENTIDAD, "--paso", "7", "--fecha", "2026-02-10")
    assert (tarde.codigo, "31 de enero" in tarde.errores) == (1, True)
    assert con_plan("ruta", "plazo", *ENTIDAD, "--paso", "9", "--fecha", "2026-01-12").codigo == 1


def test_documento_se_registra_se_copia_y_se_lista(con_plan: Orden, acta: Path, tmp_path: Path) -> None:
    """Queda en la carpeta de datos por su huella; la segunda es la versión 2; lo que miente se rechaza."""
    for version in (1, 2):
        hecho = con_plan("documento", "registrar", str(acta), *ENTIDAD, "--clase", "acta", "--json").json
        assert (hecho["version"], hecho["estado"]) == (version, "guardado")
        ruta = tmp_path / "datos" / "documentos" / hecho["sha256"][:2] / hecho["sha256"]
        assert (ruta / f"acta-2026-v{version}.pdf").read_bytes() == PDF
    listado = con_plan("documento", "listar", *ENTIDAD, "--json").json
    assert [uno["version"] for uno in listado["documentos"]] == [1, 2]
    assert "acta" not in listado["faltan"]

    falso = tmp_path / "falso.pdf"
    falso.write_bytes(b"MZ\x90 programa")
    mala = con_plan("documento", "registrar", str(falso), *ENTIDAD, "--clase", "mfmp")
    assert (mala.codigo, "por dentro" in mala.errores) == (1, True)
    assert con_plan("documento", "registrar", "no.pdf", *ENTIDAD, "--clase", "mfmp").codigo == 2


def test_ruta_aprobar_congela_y_publicar_sigue(con_plan: Orden, acta: Path, tmp_path: Path) -> None:
    """Publicar antes de aprobar se rechaza; aprobado con su acta, se publica; dos veces, no."""
    publicar = ("ruta", "publicar", *ENTIDAD, "--enlace", "https://www.ejemplo.gov.co/plan")
    aprobar = ("ruta", "aprobar", *ENTIDAD, "--acta", "Acta 003", "--fecha", "2026-01-20")
    assert con_plan(*publicar, "--fecha", "2026-01-28").codigo == 1
    assert con_plan(*aprobar, "--confirmar").codigo == 1
    hecha = con_plan(*aprobar, "--archivo", str(acta), "--confirmar", "--json")
    assert hecha.codigo == 0, hecha.errores
    assert hecha.json["acta"] == "Acta 003"
    assert [uno.name for uno in (tmp_path / "datos" / "documentos").rglob("*.pdf")] == ["acta-2026-v1.pdf"]
    repetida = con_plan(*aprobar, "--archivo", str(acta), "--confirmar")
    assert (repetida.codigo, "Acta 003" in repetida.errores) == (1, True)

    publicada = con_plan(*publicar, "--fecha", "2026-01-28", "--json").json
    assert (publicada["numero"], publicada["extemporanea"]) == (1, False)
    assert con_plan("ruta", "ver", *ENTIDAD, "--json").json["aprobado"] == "2026-01-20"


def test_ruta_remisiones_dice_donde_va_cada_una(con_plan: Orden) -> None:
    """Una por dependencia, con su estado y sus actividades."""
    todas = con_plan("ruta", "remisiones", *ENTIDAD, "--json").json

    assert todas
    assert all(una["actividades"] > 0 for una in todas)
    assert con_plan("ruta", "remisiones", *ENTIDAD).codigo == 0


def test_ruta_aprobar_sin_confirmar_solo_muestra(con_plan: Orden, acta: Path) -> None:
    """Dice qué falta por recibir y no congela nada; confirmada, dice que quedó la versión 1."""
    aprobar = ("ruta", "aprobar", *ENTIDAD, "--acta", "Acta 003", "--fecha", "2026-01-20")
    vista = con_plan(*aprobar, "--archivo", str(acta))
    assert vista.codigo == 0
    assert "Planeación no ha recibido la parte de" in vista.salida
    assert "No se guardó nada: agregue --confirmar." in vista.salida
    assert con_plan(*aprobar, "--json").json["guardado"] is False
    assert con_plan("ruta", "ver", *ENTIDAD, "--json").json["aprobado"] is None

    hecha = con_plan(*aprobar, "--archivo", str(acta), "--confirmar")
    assert (hecha.codigo, "Quedó la versión 1" in hecha.salida) == (0, True)


def test_ruta_recibir_y_devolver_lo_no_remitido(con_plan: Orden) -> None:
    """Lo que no se ha remitido no se recibe ni se devuelve, y la frase no aconseja órdenes del chat."""
    cual = con_plan("ruta", "remisiones", *ENTIDAD, "--json").json[0]["dependencia"]
    de = (*ENTIDAD, "--dependencia", cual)
    for orden in (("recibir",), ("devolver", "--razon", "Falta el objetivo")):
        hecha = con_plan("ruta", orden[0], *de, *orden[1:])
        assert (hecha.codigo, "no se ha remitido todavía" in hecha.errores) == (1, True)
        assert "/estado" not in hecha.errores
