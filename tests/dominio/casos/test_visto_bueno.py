"""El visto bueno de la jefatura, opcional por entidad."""

from __future__ import annotations

import pytest

from dominio.casos.devolver import (
    devolver,
    devolver_desde_la_jefatura,
    devueltos,
    por_devolver,
)
from dominio.casos.entidades import ajustar_visto_bueno
from dominio.casos.revisar import (
    aprobar,
    cola,
    cola_de_la_jefatura,
    dar_visto_bueno,
    firmas_pendientes,
)
from dominio.casos.tarjeta import ver_reporte
from dominio.errores import NoEncontrado, PermisoDenegado
from dominio.errores.revision import (
    AutorNoDecide,
    EsperaVistoBueno,
    SinVistoBueno,
    VistoBuenoDado,
)
from tests.dominio.casos.mundo import Mundo
from tests.dominio.casos.revision import (
    FALTA,
    con_visto_bueno,
    folios,
    reportar,
    vincular,
)


def test_con_visto_bueno_planeacion_espera_a_la_jefatura(mundo: Mundo) -> None:
    """Primero la jefatura de la dependencia; planeación lo ve cuando ya lo tiene."""
    con_visto_bueno(mundo, "jefe_infra")
    folio = reportar(mundo, "hector", "A-001")
    with mundo.como("planeacion") as ctx:
        assert (cola(ctx).reportes, cola(ctx).esperan) == ((), 1)
        for decidir in (lambda: aprobar(ctx, folio), lambda: devolver(ctx, folio, FALTA)):
            with pytest.raises(EsperaVistoBueno):
                decidir()
        _, faltan = firmas_pendientes(ctx, folio)
    assert [persona.id for persona in faltan] == [mundo.personas["jefe_infra"].id]
    with mundo.como("jefe_infra") as ctx:
        assert [reporte.folio for reporte in cola_de_la_jefatura(ctx).reportes] == [folio]
        assert ver_reporte(ctx, folio).firma
        dar_visto_bueno(ctx, folio)
        with pytest.raises(VistoBuenoDado):
            dar_visto_bueno(ctx, folio)
        with pytest.raises(VistoBuenoDado):
            devolver_desde_la_jefatura(ctx, folio, FALTA)
    assert folios(mundo) == [folio]
    assert [a.objeto for a in mundo.traza("dar_visto_bueno")] == [f"folio:{folio}"]
    with mundo.como("planeacion") as ctx:
        aprobar(ctx, folio)


def test_la_jefatura_devuelve_lo_de_su_dependencia_y_nada_mas(mundo: Mundo) -> None:
    """Lo de otra dependencia ni lo encuentra."""
    con_visto_bueno(mundo, "jefe_infra", "jefe_salud")
    propio, ajeno = reportar(mundo, "hector", "A-001"), reportar(mundo, "luz", "A-012")
    with mundo.como("jefe_infra") as ctx:
        with pytest.raises(NoEncontrado):
            dar_visto_bueno(ctx, ajeno)
        with pytest.raises(NoEncontrado):
            por_devolver(ctx, ajeno)
        assert por_devolver(ctx, propio).folio == propio
        devolver_desde_la_jefatura(ctx, propio, FALTA)
    assert mundo.actividad("A-001").avance is None
    with mundo.como("hector") as ctx:
        (uno,) = devueltos(ctx)
    assert uno.decidida is not None
    assert uno.decidida.revisor == "Persona jefe_infra"


def test_la_jefatura_no_se_da_visto_bueno_a_si_misma(mundo: Mundo) -> None:
    """Lo que reporta la jefatura pasa directo a planeación."""
    con_visto_bueno(mundo, "jefe_infra")
    folio = reportar(mundo, "jefe_infra", "A-001")
    assert folios(mundo) == [folio]
    with mundo.como("jefe_infra") as ctx:
        assert (cola_de_la_jefatura(ctx).reportes, cola_de_la_jefatura(ctx).propios) == ((), 1)
        with pytest.raises(AutorNoDecide):
            dar_visto_bueno(ctx, folio)


def test_sin_jefatura_que_atienda_va_directo_a_planeacion(mundo: Mundo) -> None:
    """Una jefatura sin cuenta, o que bloqueó el asistente, no detiene los reportes."""
    con_visto_bueno(mundo, "jefe_salud")
    sin_cuenta = reportar(mundo, "hector", "A-001")
    espera = reportar(mundo, "luz", "A-012")
    assert folios(mundo) == [sin_cuenta]
    with mundo.almacen.unidad() as unidad:
        unidad.personas.marcar_alcance(500, inalcanzable=True)
        unidad.confirmar()
    assert folios(mundo) == [sin_cuenta, espera]


def test_sin_visto_bueno_en_la_entidad_la_jefatura_no_decide(mundo: Mundo) -> None:
    """Los reportes van directo a planeación."""
    vincular(mundo, "jefe_infra")
    folio = reportar(mundo, "hector", "A-001")
    with mundo.como("jefe_infra") as ctx:
        for caso in (
            lambda: cola_de_la_jefatura(ctx),
            lambda: dar_visto_bueno(ctx, folio),
            lambda: devolver_desde_la_jefatura(ctx, folio, FALTA),
        ):
            with pytest.raises(SinVistoBueno):
                caso()
        assert firmas_pendientes(ctx, folio)[1] == ()


@pytest.mark.parametrize("quien", ["hector", "consulta", "jefe_infra"])
def test_el_ajuste_del_visto_bueno_es_de_quien_gestiona(mundo: Mundo, quien: str) -> None:
    """Quien reporta, la jefatura y consulta no lo cambian; repetirlo no deja otra traza."""
    with mundo.como(quien) as ctx, pytest.raises(PermisoDenegado):
        ajustar_visto_bueno(ctx, True)
    with mundo.como("planeacion") as ctx:
        assert ajustar_visto_bueno(ctx, True).visto_bueno
        assert ajustar_visto_bueno(ctx, True).visto_bueno
    assert len(mundo.traza("ajustar_entidad")) == 1
