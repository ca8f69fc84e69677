"""Ver las evidencias: quién puede, y que quede dicho."""

from __future__ import annotations

import pytest

from dominio.casos.evidencias import evidencias_de, evidencias_repetidas, usos_de_archivos
from dominio.casos.reportar import DatosAvance, ValorAvance, registrar_avance
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.modelo.evidencia import ClaseEvidencia
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import Mundo

FOTO = ArchivoAdjunto("f1", "u1", "foto.jpg", "image/jpeg", 9, None, ClaseEvidencia.FOTO)


def _con_foto(mundo: Mundo, codigo: str, quien: str) -> str:
    with mundo.como(quien) as ctx:
        valor = ValorAvance(porcentaje=Porcentaje.de(40))
        datos = DatosAvance(codigo, mundo.actividad(codigo).id, valor, "Se avanzó", evidencias=(FOTO,))
        return registrar_avance(ctx, datos).folio


@pytest.mark.parametrize("quien", ["hector", "jefe_infra", "planeacion", "consulta", "administracion"])
def test_las_ve_quien_consulta_la_dependencia(mundo: Mundo, quien: str) -> None:
    """Y queda anotado quién y cuáles."""
    folio = _con_foto(mundo, "A-001", "hector")
    with mundo.como(quien) as ctx:
        [evidencia] = evidencias_de(ctx, folio)

    assert (evidencia.file_id, evidencia.folio, evidencia.actividad_codigo) == ("f1", folio, "A-001")
    [traza] = mundo.traza("consultar_evidencias")
    assert (traza.objeto, traza.actor_id) == (f"folio:{folio}", mundo.personas[quien].id)


@pytest.mark.parametrize("quien", ["luz", "jefe_salud"])
def test_no_las_ve_otra_dependencia(mundo: Mundo, quien: str) -> None:
    """Para quien no consulta esa dependencia, el folio no existe, y nada se anota."""
    folio = _con_foto(mundo, "A-001", "hector")
    with mundo.como(quien, confirmar=False) as ctx:
        with pytest.raises(NoEncontrado):
            evidencias_de(ctx, folio)
        with pytest.raises(NoEncontrado):
            evidencias_repetidas(ctx, folio)
    assert mundo.traza("consultar_evidencias") == []


def test_folio_que_no_es_de_un_avance_no_tiene_evidencias(mundo: Mundo) -> None:
    """Un movimiento de gasto, o un folio inventado."""
    with mundo.como("planeacion") as ctx:
        for folio in ("EJ-2026-000001", "AV-2026-999999", ""):
            with pytest.raises(NoEncontrado):
                evidencias_de(ctx, folio)


def test_el_mismo_archivo_en_dos_actividades_se_ve_desde_las_dos(mundo: Mundo) -> None:
    """También mientras se adjunta, antes de guardar."""
    uno, otro = _con_foto(mundo, "A-001", "hector"), _con_foto(mundo, "A-012", "luz")
    with mundo.como("planeacion") as ctx:
        assert [r.folio for r in evidencias_repetidas(ctx, uno)] == [otro]
        assert [r.actividad_codigo for r in evidencias_repetidas(ctx, otro)] == ["A-001"]
        usos = usos_de_archivos(ctx, ["u1"], mundo.actividad("A-002").id)
        assert {uso.folio for uso in usos} == {uno, otro}
    with mundo.como("consulta") as ctx, pytest.raises(PermisoDenegado):
        usos_de_archivos(ctx, ["u1"], mundo.actividad("A-002").id)
