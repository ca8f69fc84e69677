"""Lo publicable: los ocho elementos de la ley, el enlace y la fecha."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dominio.errores import FechaFutura
from dominio.errores.ruta import DocumentoDesmedido, DocumentoNoAdmitido, EnlaceInvalido
from dominio.modelo.documento import (
    ArchivoDeDocumento,
    ClaseDocumento,
    Documento,
    EstadoDocumento,
    IdDocumento,
)
from dominio.modelo.plan import TipoMeta
from dominio.modelo.ruta import Requisito
from dominio.reglas.documentos_del_plan import (
    exigir_documento_admitido,
    exigir_fecha_del_documento,
    vigentes,
)
from dominio.reglas.publicacion import (
    elementos_del_plan,
    enlace_valido,
    es_extemporanea,
    exigir_fecha_de_publicacion,
)
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from tests.dominio.reglas.fabrica import registro, renglon

V2026 = Vigencia(2026)


def test_plan_completo_trae_los_siete_elementos_que_se_leen_de_el() -> None:
    """Con objetivo, programa, proyecto, meta, responsable, dinero e indicador no falta ninguno."""
    cuentas = elementos_del_plan([renglon(1)], [registro(1, monto=Pesos.de(10))])

    assert len(cuentas) == 7
    assert set(cuentas.values()) == {(1, 1)}


@pytest.mark.parametrize(
    ("elemento", "cambios"),
    [
        (Requisito.OBJETIVOS, {"objetivo": None}),
        (Requisito.ESTRATEGIAS, {"programa": None, "programa_codigo": None}),
        (Requisito.PROYECTOS, {"proyecto": None, "bpin": None}),
        (Requisito.METAS, {"meta": None}),
        (Requisito.RESPONSABLES, {"responsable": " "}),
        (Requisito.INDICADORES, {"indicador": None}),
    ],
)
def test_elemento_que_falta_se_dice(elemento: Requisito, cambios: dict[str, object]) -> None:
    """Una actividad de dos sin el dato deja ese elemento, y solo ese, a medias."""
    dinero = [registro(1, monto=Pesos.de(10)), registro(2, monto=Pesos.de(10))]
    cuentas = elementos_del_plan([renglon(1), renglon(2, **cambios)], dinero)

    assert cuentas[elemento] == (1, 2)
    assert {cuenta for clave, cuenta in cuentas.items() if clave is not elemento} == {(2, 2)}


def test_gestion_no_debe_proyecto_ni_dinero() -> None:
    """A una meta de gestión no se le pide objetivo, programa, proyecto ni presupuesto."""
    gestion = renglon(2, tipo_meta=TipoMeta.GESTION, objetivo=None, proyecto=None, bpin=None, programa=None)
    cuentas = elementos_del_plan([renglon(1), gestion], [registro(1, monto=Pesos.de(10))])

    assert cuentas[Requisito.PROYECTOS] == cuentas[Requisito.DISTRIBUCION] == (1, 1)
    assert cuentas[Requisito.METAS] == (2, 2)


def test_distribucion_exige_dinero() -> None:
    """Un registro en ceros no es distribución presupuestal."""
    assert elementos_del_plan([renglon(1)], [registro(1)])[Requisito.DISTRIBUCION] == (0, 1)


@pytest.mark.parametrize(
    "bueno",
    [
        "https://www.municipio.gov.co/plan-de-accion",
        "  https://municipio.gov.co:8443/a?b=c#d  ",
        "HTTPS://Alcaldia.gov.co",
    ],
)
def test_enlace_bueno(bueno: str) -> None:
    """Una dirección https de un sitio con nombre."""
    assert enlace_valido(bueno) == bueno.strip()


@pytest.mark.parametrize(
    "malo",
    [
        "",
        "www.municipio.gov.co/plan",
        "http://www.municipio.gov.co",
        "ftp://municipio.gov.co",
        "javascript:alert(1)",
        "https://",
        "https://localhost/plan",
        "https://127.0.0.1/plan",
        "https://[::1]/plan",
        "https://ana:clave@municipio.gov.co",
        "https://municipio.gov.co/plan de accion",
        "https://municipio.gov.co/<b>",
        "https://municipio.gov.co/\nplan",
        "https://municipio.gov.co:99999/",
        "https://-malo-.gov.co",
        "https://municipio.gov.co/" + "a" * 600,
    ],
)
def test_enlace_malo_se_rechaza(malo: str) -> None:
    """Sin https, sin sitio con nombre, con clave, con espacios o desmedido."""
    with pytest.raises(EnlaceInvalido):
        enlace_valido(malo)


def test_publicar_no_es_futuro_y_puede_ser_tarde() -> None:
    """El 31 de enero todavía es a tiempo; el 1 de febrero ya no; mañana no se puede."""
    exigir_fecha_de_publicacion(date(2026, 1, 31), date(2026, 1, 31))
    with pytest.raises(FechaFutura):
        exigir_fecha_de_publicacion(date(2026, 2, 1), date(2026, 1, 31))
    assert not es_extemporanea(date(2026, 1, 31), V2026)
    assert es_extemporanea(date(2026, 2, 1), V2026)


@pytest.mark.parametrize(
    ("nombre", "mime"),
    [
        ("acta.pdf", "application/pdf"),
        ("ACTA.PDF", ""),
        ("acta.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("poai.xlsx", "application/octet-stream"),
    ],
)
def test_documento_admitido(nombre: str, mime: str) -> None:
    """PDF, DOCX y XLSX, con el tipo que les corresponde o sin decirlo."""
    exigir_documento_admitido(ArchivoDeDocumento(nombre, mime, 100))


@pytest.mark.parametrize(
    ("nombre", "mime"),
    [
        ("acta.jpg", "image/jpeg"),
        ("acta.exe", ""),
        ("acta.pdf", "image/png"),
        ("plan.xlsm", "application/vnd.ms-excel.sheet.macroenabled.12"),
        ("acta.doc", "application/msword"),
        ("acta", "application/pdf"),
    ],
)
def test_documento_que_no_es_se_rechaza(nombre: str, mime: str) -> None:
    """Una foto, un programa, un libro con macros o un nombre que contradice su tipo."""
    with pytest.raises(DocumentoNoAdmitido):
        exigir_documento_admitido(ArchivoDeDocumento(nombre, mime, 100))


def test_documento_desmedido() -> None:
    """Pasa de 20 MB; y la fecha de un acto no puede ser de mañana."""
    with pytest.raises(DocumentoDesmedido):
        exigir_documento_admitido(ArchivoDeDocumento("acta.pdf", "", 20 * 1024 * 1024 + 1))
    exigir_fecha_del_documento(None, date(2026, 1, 1))
    with pytest.raises(FechaFutura):
        exigir_fecha_del_documento(date(2026, 1, 2), date(2026, 1, 1))


def _documento(
    clase: ClaseDocumento, anio: int, version: int, estado: EstadoDocumento = EstadoDocumento.GUARDADO
) -> Documento:
    archivo = ArchivoDeDocumento("a.pdf", "application/pdf", 10)
    ahora = datetime(2026, 1, 9, tzinfo=UTC)
    numero = IdDocumento(anio * 10 + version)
    return Documento(numero, Vigencia(anio), clase, version, archivo, estado, None, None, None, ahora)


def test_documento_que_vale_es_el_ultimo_que_no_se_perdio() -> None:
    """El plan de desarrollo vale todo su periodo; los demás, su año; lo rechazado no cuenta."""
    todos = [
        _documento(ClaseDocumento.PDT, 2024, 1),
        _documento(ClaseDocumento.PDT, 2023, 1),
        _documento(ClaseDocumento.MFMP, 2025, 1),
        _documento(ClaseDocumento.ACTA, 2026, 1),
        _documento(ClaseDocumento.ACTA, 2026, 2),
        _documento(ClaseDocumento.ACTA, 2026, 3, EstadoDocumento.RECHAZADO),
    ]
    valen = vigentes(todos, V2026)

    assert {clase: uno.id for clase, uno in valen.items()} == {
        ClaseDocumento.PDT: 20241,
        ClaseDocumento.ACTA: 20262,
    }
