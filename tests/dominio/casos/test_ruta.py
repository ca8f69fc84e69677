"""La ruta del plan: se deduce de lo guardado, se dice a mano con prueba y se publica después de aprobar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dominio.casos.aprobacion_del_plan import DatosDeAprobacion, aprobar_plan
from dominio.casos.documentos import DatosDocumento, registrar_documento
from dominio.casos.importar import importar
from dominio.casos.ruta import (
    PeticionDeMarca,
    fijar_plazo,
    instrumentos_del_plan,
    marcar_ruta,
    publicar_plan,
    ver_ruta,
)
from dominio.errores import EntradaInvalida, FechaFutura, PermisoDenegado
from dominio.errores.ruta import EnlaceInvalido, MarcaNoAdmitida, MarcaSinRazon, PlanSinAprobar
from dominio.modelo.documento import ArchivoDeDocumento, ClaseDocumento
from dominio.modelo.libro import LibroLeido, TipoLibro
from dominio.modelo.marca import ClaseDeMarca
from dominio.modelo.plan import TipoMeta
from dominio.modelo.ruta import EstadoDePaso, EstadoDeRequisito, Paso, Requisito
from dominio.valores.fechas import Vigencia
from tests.almacen.hechos import fila_indicativo
from tests.dominio.casos.mundo import PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import fila

V2027 = Vigencia(2027)
EN_NOVIEMBRE = datetime(2026, 11, 23, 15, tzinfo=UTC)
GUARDADO = ArchivoDeDocumento("acta.pdf", "application/pdf", 10, sha256="a" * 64)
ENLACE = "https://www.ejemplo.gov.co/plan"


def _estado(mundo: Mundo, paso: Paso) -> EstadoDePaso:
    with mundo.como("consulta", confirmar=False) as ctx:
        return ver_ruta(ctx, V2026).ruta.paso(paso).estado


def _requisito(mundo: Mundo, paso: Paso, clave: Requisito) -> EstadoDeRequisito:
    with mundo.como("consulta", confirmar=False) as ctx:
        situacion = ver_ruta(ctx, V2026).ruta.paso(paso)
    return next(uno.estado for uno in situacion.requisitos if uno.clave is clave)


def _registrar(mundo: Mundo, clase: ClaseDocumento) -> None:
    with mundo.como("planeacion") as ctx:
        registrar_documento(ctx, DatosDocumento(clase, GUARDADO, vigencia=V2026))


def _aprobar(mundo: Mundo) -> None:
    with mundo.como("planeacion") as ctx:
        aprobar_plan(ctx, DatosDeAprobacion("Acta 003", date(2026, 1, 20), GUARDADO, V2026))


def test_recien_cargado_ningun_paso_esta_hecho(mundo: Mundo) -> None:
    """Un plan sin metas de gestión, documentos ni acta: nada se da por hecho, y lo cargado se ve."""
    with mundo.como("consulta", confirmar=False) as ctx:
        ruta = ver_ruta(ctx, V2026).ruta
    assert ruta.hechos == 0
    assert ruta.paso(Paso.METAS).estado is EstadoDePaso.SIN_EMPEZAR
    assert ruta.paso(Paso.APROBACION).estado is EstadoDePaso.SIN_EMPEZAR
    assert _requisito(mundo, Paso.LINEAMIENTOS, Requisito.FORMATO) is EstadoDeRequisito.CUMPLIDO


def test_indicativo_cargado_cumple_su_insumo(mundo: Mundo) -> None:
    """El Plan Indicativo cargado de un libro prueba el requisito, con su archivo y su fecha."""
    assert _requisito(mundo, Paso.INSUMOS, Requisito.INDICATIVO) is EstadoDeRequisito.FALTA
    with mundo.como("planeacion") as ctx:
        importar(ctx, V2026, LibroLeido(indicativo=(fila_indicativo("2402-01"),)), "indicativo.xlsx")

    assert _requisito(mundo, Paso.INSUMOS, Requisito.INDICATIVO) is EstadoDeRequisito.CUMPLIDO
    with mundo.como("consulta", confirmar=False) as ctx:
        cargas = {carga.instrumento: carga for carga in instrumentos_del_plan(ctx, V2026).cargas}
    assert cargas[TipoLibro.INDICATIVO].archivo == "indicativo.xlsx"
    assert cargas[TipoLibro.PLAN].archivo == "plan.xlsx"
    assert cargas[TipoLibro.PLAN].filas == len(PLAN)


def test_metas_de_gestion_hacen_el_paso_tres(mundo: Mundo) -> None:
    """Con una meta de gestión en el plan el paso 3 queda hecho; sin ninguna, se dice que no aplica."""
    gestion = fila(
        40, tipo_meta=TipoMeta.GESTION, meta_codigo="MG-1", bpin=None, proyecto=None, programa_codigo=None,
        programa=None, objetivo=None, fuente=None, fuente_codigo=None, monto=None,
    )  # fmt: skip
    with mundo.como("planeacion") as ctx:
        peticion = PeticionDeMarca(Paso.METAS, ClaseDeMarca.NO_APLICA, "Este año no hay metas de gestión")
        assert marcar_ruta(ctx, V2026, peticion).paso(Paso.METAS).estado is EstadoDePaso.NO_APLICA
        quitar = PeticionDeMarca(Paso.METAS, ClaseDeMarca.SIN_MARCA)
        assert marcar_ruta(ctx, V2026, quitar).paso(Paso.METAS).estado is EstadoDePaso.SIN_EMPEZAR
    mundo.importar(*PLAN, gestion)

    assert _estado(mundo, Paso.METAS) is EstadoDePaso.HECHO
    assert len(mundo.traza("marcar_ruta")) == 2


def test_documento_prueba_el_requisito_y_su_marca_sobra(mundo: Mundo) -> None:
    """El plan de desarrollo registrado en otro año del periodo vale; a mano, solo con su prueba."""
    with mundo.como("planeacion") as ctx:
        datos = DatosDocumento(ClaseDocumento.PDT, GUARDADO, "Acuerdo 12", date(2024, 5, 30), Vigencia(2024))
        registrar_documento(ctx, datos)
        with pytest.raises(MarcaSinRazon):
            marcar_ruta(ctx, V2026, PeticionDeMarca(Requisito.MFMP, ClaseDeMarca.NO_APLICA, "  "))
        marcar_ruta(ctx, V2026, PeticionDeMarca(Requisito.MFMP, ClaseDeMarca.NO_APLICA, "Municipio nuevo"))
        with pytest.raises(MarcaNoAdmitida):
            marcar_ruta(ctx, V2026, PeticionDeMarca(Requisito.SIN_ERRORES, ClaseDeMarca.HECHO, "Sí"))

    assert _requisito(mundo, Paso.INSUMOS, Requisito.PDT) is EstadoDeRequisito.CUMPLIDO
    assert _requisito(mundo, Paso.INSUMOS, Requisito.MFMP) is EstadoDeRequisito.NO_APLICA


def test_plazo_se_fija_y_se_devuelve_al_propuesto(mundo: Mundo) -> None:
    """El que fija la entidad deja de ser propuesta; sin fecha vuelve, y todo queda en la traza."""
    with mundo.como("planeacion") as ctx:
        propuesto = ver_ruta(ctx, V2026).ruta.paso(Paso.REMISION).plazo
        fijado = fijar_plazo(ctx, V2026, Paso.REMISION, date(2026, 1, 12), "Circular 012").plazo
        assert (fijado.fecha, fijado.propuesto, fijado.norma) == (date(2026, 1, 12), False, "Circular 012")
        with pytest.raises(EntradaInvalida):
            fijar_plazo(ctx, V2026, Paso.PUBLICACION, date(2026, 2, 15))
        assert fijar_plazo(ctx, V2026, Paso.REMISION, None).plazo == propuesto
    assert propuesto.propuesto
    assert len(mundo.traza("fijar_plazo")) == 2


def test_publicar_exige_aprobar_y_no_da_por_hecho_lo_que_falta(mundo: Mundo) -> None:
    """Se registra dónde y cuándo; el paso 7 queda hecho cuando además están los ocho elementos."""
    with mundo.como("planeacion") as ctx, pytest.raises(PlanSinAprobar):
        publicar_plan(ctx, date(2026, 1, 28), ENLACE, V2026)
    _aprobar(mundo)
    with mundo.como("planeacion") as ctx:
        with pytest.raises(EntradaInvalida):
            publicar_plan(ctx, date(2026, 1, 19), ENLACE, V2026)
        with pytest.raises(FechaFutura):
            publicar_plan(ctx, date(2026, 12, 31), ENLACE, V2026)
        with pytest.raises(EnlaceInvalido):
            publicar_plan(ctx, date(2026, 1, 28), "www.ejemplo.gov.co", V2026)
        publicada, paso = publicar_plan(ctx, date(2026, 2, 3), ENLACE, V2026)
    assert (publicada.numero, publicada.extemporanea) == (1, True)
    assert paso.estado is EstadoDePaso.EN_CURSO
    assert {uno.clave for uno in paso.requisitos if uno.falta} >= {Requisito.COMPRAS, Requisito.PRESUPUESTO}

    for clase in (ClaseDocumento.COMPRAS, ClaseDocumento.GESTION, ClaseDocumento.PRESUPUESTO):
        _registrar(mundo, clase)
    with mundo.como("consulta", confirmar=False) as ctx:
        faltan = {u.clave for u in ver_ruta(ctx, V2026).ruta.paso(Paso.PUBLICACION).requisitos if u.falta}
    assert not faltan & {Requisito.COMPRAS, Requisito.INFORME_DE_GESTION, Requisito.PRESUPUESTO}


def test_publicar_una_modificacion_se_numera(mundo: Mundo) -> None:
    """Las que siguen a la primera son modificaciones: nunca extemporáneas."""
    _aprobar(mundo)
    with mundo.como("planeacion") as ctx:
        publicar_plan(ctx, date(2026, 1, 30), ENLACE, V2026)
        segunda, _paso = publicar_plan(ctx, date(2026, 6, 30), ENLACE + "/v2", V2026)

    assert (segunda.numero, segunda.extemporanea) == (2, False)
    assert len(mundo.traza("publicar_plan")) == 2


def test_en_noviembre_se_anuncia_la_ruta_que_sigue(mundo: Mundo) -> None:
    """Con lo de 2026 sin terminar se muestra 2026, y se avisa que la de 2027 ya empieza."""
    with mundo.como("planeacion", confirmar=False) as ctx:
        en_septiembre = ver_ruta(ctx)
    with mundo.como("planeacion", EN_NOVIEMBRE, confirmar=False) as ctx:
        en_noviembre, la_otra = ver_ruta(ctx), ver_ruta(ctx, V2027)

    assert (en_septiembre.ruta.vigencia, en_septiembre.siguiente) == (V2026, None)
    assert (en_noviembre.ruta.vigencia, en_noviembre.siguiente) == (V2026, V2027)
    assert la_otra.ruta.hechos == 0
    assert la_otra.ruta.paso(Paso.PUBLICACION).plazo.fecha == date(2027, 1, 29)


def test_conducir_no_es_de_cualquiera(mundo: Mundo) -> None:
    """Todos ven la ruta; marcar, fijar plazos y publicar es de planeación y administración."""
    with mundo.como("jefe_salud", confirmar=False) as ctx:
        assert {r.dependencia for r in ver_ruta(ctx, V2026).ruta.dependencias} == {"Secretaría de Salud"}
        with pytest.raises(PermisoDenegado):
            fijar_plazo(ctx, V2026, Paso.REMISION, date(2026, 1, 12))
        with pytest.raises(PermisoDenegado):
            marcar_ruta(ctx, V2026, PeticionDeMarca(Requisito.MFMP, ClaseDeMarca.HECHO, "Sí"))
    with mundo.como("jefe_de_nada", confirmar=False) as ctx:
        assert ver_ruta(ctx, V2026).ruta.dependencias == ()
