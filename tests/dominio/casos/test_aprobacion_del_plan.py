"""El Consejo aprueba un plan sin errores abiertos, con su acta, y el plan queda congelado."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dominio.casos.ajustar_coherencia import CualHallazgo, aceptar_hallazgo
from dominio.casos.aprobacion_del_plan import DatosDeAprobacion, aprobar_plan, revisar_aprobacion
from dominio.casos.contexto import Contexto
from dominio.casos.documentos import (
    DatosDocumento,
    documentos_del_plan,
    recibir_documento,
    registrar_documento,
)
from dominio.casos.ediciones import Ediciones
from dominio.casos.ruta import ver_ruta
from dominio.casos.vista_coherencia import VistaDeCoherencia
from dominio.errores import EntradaInvalida, ErrorDominio, FechaFutura, NoEncontrado, SinPlan
from dominio.errores.ruta import (
    ActaSinArchivo,
    AprobacionYaRegistrada,
    DocumentoNoAdmitido,
    PlanConErrores,
)
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento, IdDocumento
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.ruta import EstadoDePaso, Paso
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from tests.dominio.casos.mundo import PLAN, V2026, Mundo

DEL_CHAT = ArchivoDeDocumento("acta.pdf", "application/pdf", 10, file_id="id-acta")
GUARDADO = ArchivoDeDocumento("acta.pdf", "application/pdf", 10, sha256="a" * 64)
SESION = date(2026, 1, 20)
DATOS = DatosDeAprobacion("Acta 003 de 2026", SESION, GUARDADO, V2026)
SIN_RESPONSABLE = replace(PLAN[2], responsable="Por definir")


def test_aprobar_guarda_el_acta_y_congela(mundo: Mundo) -> None:
    """Queda el acta con su archivo, la versión 1 con ese acto, y el paso 6 hecho."""
    with mundo.como("planeacion") as ctx:
        aprobacion, revision = aprobar_plan(ctx, DATOS)
    assert (aprobacion.acta, aprobacion.fecha, aprobacion.aceptados) == ("Acta 003 de 2026", SESION, 0)
    assert {r.dependencia for r in revision.sin_recibir} == {
        "Secretaría de Salud",
        "Secretaría de Infraestructura",
    }
    with mundo.como("consulta", confirmar=False) as ctx:
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.APROBACION).estado is EstadoDePaso.HECHO
        congelada = Ediciones(ctx, V2026).aprobada
        acta = ctx.unidad.documentos.traer(mundo.entidad.id, aprobacion.documento_id)
    assert congelada is not None
    assert (congelada.numero, congelada.acto and congelada.acto.numero) == (1, "Acta 003 de 2026")
    assert (acta.clase, acta.acto, acta.fecha) == (ClaseDocumento.ACTA, "Acta 003 de 2026", SESION)
    assert dict(mundo.traza("aprobar_plan")[0].despues or {})["acta"] == "Acta 003 de 2026"


def test_acta_por_guardar_no_es_prueba_todavia(mundo: Mundo) -> None:
    """Mientras el archivo sigue en el chat el paso va en curso; guardado, hecho; rechazado, otra vez no."""
    with mundo.como("planeacion") as ctx:
        aprobacion, _revision = aprobar_plan(ctx, replace(DATOS, archivo=DEL_CHAT))
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.APROBACION).estado is EstadoDePaso.EN_CURSO
        ctx.unidad.documentos.guardado(aprobacion.documento_id, "b" * 64, 10)
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.APROBACION).estado is EstadoDePaso.HECHO
        ctx.unidad.documentos.rechazado(aprobacion.documento_id, "b" * 64, 10)
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.APROBACION).estado is not EstadoDePaso.HECHO
        registrar_documento(ctx, DatosDocumento(ClaseDocumento.ACTA, GUARDADO, "Acta 003", SESION, V2026))
        assert ver_ruta(ctx, V2026).ruta.paso(Paso.APROBACION).estado is EstadoDePaso.HECHO


def test_con_errores_abiertos_no_se_aprueba(mundo: Mundo) -> None:
    """Un error sin aceptar la impide y nada queda; aceptado con su razón, se aprueba y se cuenta."""
    mundo.importar(PLAN[0], PLAN[1], SIN_RESPONSABLE, PLAN[3])
    with mundo.como("planeacion") as ctx:
        with pytest.raises(PlanConErrores) as error:
            aprobar_plan(ctx, DATOS)
        assert error.value.datos["errores"] == 1
        assert documentos_del_plan(ctx, V2026).todos == ()
        _aceptar_todo(ctx)
        aprobacion, _revision = aprobar_plan(ctx, DATOS)
    assert aprobacion.aceptados == 1


def _aceptar_todo(ctx: Contexto) -> None:
    """Cada error abierto, aceptado con una razón."""
    for hallazgo in VistaDeCoherencia(ctx, V2026).hallazgos:
        if hallazgo.severidad is Severidad.ERROR:
            cual = CualHallazgo(hallazgo.regla, hallazgo.objeto)
            aceptar_hallazgo(ctx, V2026, cual, "Se nombra en febrero")


@pytest.mark.parametrize(
    ("cambios", "error"),
    [
        ({"acta": " . "}, EntradaInvalida),
        ({"fecha": date(2026, 12, 31)}, FechaFutura),
        ({"archivo": None}, ActaSinArchivo),
        ({"archivo": replace(GUARDADO, nombre="acta.jpg", mime="image/jpeg")}, DocumentoNoAdmitido),
        ({"vigencia": Vigencia(2027)}, SinPlan),
    ],
)
def test_aprobacion_mal_pedida_no_guarda_nada(
    mundo: Mundo, cambios: dict[str, Any], error: type[ErrorDominio]
) -> None:
    """Sin acta, con fecha futura, sin archivo, con una foto o sin plan: cada una con su error."""
    with pytest.raises(error), mundo.como("planeacion") as ctx:
        aprobar_plan(ctx, replace(DATOS, **cambios))
    with mundo.como("planeacion", confirmar=False) as ctx:
        assert revisar_aprobacion(ctx, V2026).acta is None
        assert Ediciones(ctx, V2026).aprobada is None


def test_acta_registrada_antes_sirve(mundo: Mundo) -> None:
    """Si el acta ya está entre los documentos no hay que volver a adjuntarla."""
    with mundo.como("planeacion") as ctx:
        acta = registrar_documento(ctx, DatosDocumento(ClaseDocumento.ACTA, GUARDADO, vigencia=V2026))
        aprobacion, _revision = aprobar_plan(ctx, replace(DATOS, archivo=None))
    assert aprobacion.documento_id == acta.id


def test_se_aprueba_una_sola_vez(mundo: Mundo) -> None:
    """La segunda dice con qué acta se aprobó."""
    with mundo.como("planeacion") as ctx:
        aprobar_plan(ctx, DATOS)
    with mundo.como("planeacion", confirmar=False) as ctx, pytest.raises(AprobacionYaRegistrada) as error:
        aprobar_plan(ctx, replace(DATOS, acta="Acta 004"))
    assert error.value.datos["acta"] == "Acta 003 de 2026"


def test_despues_de_aprobado_importar_exige_acto(mundo: Mundo) -> None:
    """Cambiar lo programado de un plan aprobado ya no es cargar otro libro."""
    with mundo.como("planeacion") as ctx:
        aprobar_plan(ctx, DATOS)
    with pytest.raises(ErrorDominio):
        mundo.importar(PLAN[0], PLAN[1], replace(PLAN[2], monto=Pesos.de(9)), PLAN[3])


def test_documentos_se_reemplazan_sin_perderse(mundo: Mundo) -> None:
    """La versión nueva vale, la de antes queda; quien no conduce los ve y no los cambia."""
    with mundo.como("planeacion") as ctx:
        for acto in ("Acuerdo 1", "Acuerdo 2"):
            datos = DatosDocumento(ClaseDocumento.COMPRAS, GUARDADO, acto, date(2026, 1, 5), V2026)
            registrar_documento(ctx, datos)
    with mundo.como("consulta") as ctx:
        hay = documentos_del_plan(ctx, V2026)
        recibido = recibir_documento(ctx, hay.vigentes[0].id)
        with pytest.raises(NoEncontrado):
            recibir_documento(ctx, IdDocumento(999))
    assert [(d.version, d.acto) for d in hay.todos] == [(1, "Acuerdo 1"), (2, "Acuerdo 2")]
    assert recibido.acto == "Acuerdo 2"
    assert ClaseDocumento.COMPRAS not in hay.faltan
    assert ClaseDocumento.ACTA in hay.faltan
    assert recibido.ruta == f"documentos/aa/{'a' * 64}/compras-2026-v2.pdf"
    assert len(mundo.traza("consultar_documento")) == 1
