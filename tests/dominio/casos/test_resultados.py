"""Reportar el resultado de una meta: a quién le toca, qué se revisa y qué queda guardado."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from dominio.casos.importar import importar
from dominio.casos.resultados import (
    DatosResultado,
    ficha_de_meta,
    metas_coordinadas,
    registrar_resultado,
    resultado_de_meta,
    resultado_por_corregir,
)
from dominio.errores import EntradaInvalida, NoEncontrado, PermisoDenegado
from dominio.errores.ciclo import CorreccionSinMotivo
from dominio.errores.metas import (
    MetaNoCoordinada,
    ReporteSinAclaracion,
    ResultadoDesmedido,
    ResultadoYaReemplazado,
    ValorSinAclarar,
)
from dominio.modelo.libro import FilaIndicativo, LibroLeido
from dominio.modelo.plan import Meta, TipoAcumulacion
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.resultado import ClaseDeValor, ResultadoDeMeta
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo

OCTUBRE = datetime(2026, 10, 20, 15, tzinfo=UTC)
VIAS, SALUD = "2402-01", "1905-01"


def _meta(mundo: Mundo, codigo: str) -> Meta:
    with mundo.almacen.lectura() as unidad:
        return next(m for m in unidad.planes.metas(mundo.entidad.id, V2026) if m.codigo == codigo)


def _datos(mundo: Mundo, valor: str, clave: str = "r1", codigo: str = VIAS, **mas: Any) -> DatosResultado:
    return DatosResultado(clave, _meta(mundo, codigo).id, Decimal(valor), **mas)


def _registrar(mundo: Mundo, quien: str, datos: DatosResultado, ahora: datetime = MARTES) -> ResultadoDeMeta:
    with mundo.como(quien, ahora) as ctx:
        return registrar_resultado(ctx, datos)


def _indicativo(mundo: Mundo, codigo: str, **cambios: Any) -> None:
    """Carga el plan con un indicativo que dice cómo va esa meta."""
    base = FilaIndicativo(
        hoja="Plan indicativo",
        fila=2,
        meta_codigo=codigo,
        meta=None,
        programa=None,
        indicador=None,
        unidad=None,
        linea_base=None,
        acumulacion=TipoAcumulacion.ACUMULADO,
        meta_cuatrienio=None,
        programacion=((2026, Decimal("8.5")),),
        coordinadora=None,
    )
    libro = LibroLeido(plan=PLAN, indicativo=(replace(base, **cambios),))
    with mundo.como("planeacion") as ctx:
        importar(ctx, V2026, libro, "plan.xlsx")


def _codigos(mundo: Mundo, quien: str) -> list[str]:
    with mundo.como(quien) as ctx:
        return [meta.codigo for meta in metas_coordinadas(ctx)]


@pytest.mark.parametrize(
    ("quien", "codigos"),
    [
        ("hector", [VIAS]),
        ("luz", [SALUD]),
        ("jefe_salud", [SALUD]),
        ("jefe_de_nada", []),
        ("planeacion", [VIAS, SALUD]),
    ],
)
def test_sin_coordinadora_reporta_quien_tiene_actividades(
    mundo: Mundo, quien: str, codigos: list[str]
) -> None:
    """Si el indicativo no la dice, coordinan las dependencias que ejecutan; planeación, todas."""
    assert _codigos(mundo, quien) == codigos


def test_con_coordinadora_solo_reporta_ella(mundo: Mundo) -> None:
    """Aunque ejecute Infraestructura, si coordina Salud el resultado es de Salud."""
    _indicativo(mundo, VIAS, coordinadora="Secretaría de Salud")

    assert _codigos(mundo, "jefe_salud") == [VIAS, SALUD]
    assert _codigos(mundo, "jefe_infra") == _codigos(mundo, "hector") == []
    assert _codigos(mundo, "luz") == [SALUD], "no tiene actividades de la meta"
    with pytest.raises(MetaNoCoordinada):
        _registrar(mundo, "hector", _datos(mundo, "4"))
    assert _registrar(mundo, "jefe_salud", _datos(mundo, "4")).dependencia == "Secretaría de Salud"


@pytest.mark.parametrize("quien", ["consulta", "administracion"])
def test_reportar_exige_el_permiso(mundo: Mundo, quien: str) -> None:
    """Quien consulta o administra ve el resultado y no lo reporta."""
    datos = _datos(mundo, "4")
    with mundo.como(quien) as ctx:
        for intento in (
            lambda: registrar_resultado(ctx, datos),
            lambda: ficha_de_meta(ctx, datos.meta_id),
            lambda: metas_coordinadas(ctx),
        ):
            with pytest.raises(PermisoDenegado):
                intento()
        estado, lo_reporta = resultado_de_meta(ctx, datos.meta_id)
    assert (estado.ultimo, lo_reporta) == (None, False)


def test_registrar_guarda_con_folio_version_corte_y_traza(mundo: Mundo) -> None:
    """Cada resultado es una versión más; el anterior se conserva y queda en la traza."""
    primero = _registrar(
        mundo, "hector", _datos(mundo, "2.5", logro=" Se mejoró El Carmen\x00 ", analisis=" ")
    )
    segundo = _registrar(mundo, "jefe_infra", _datos(mundo, "4", "r2"), OCTUBRE)

    assert (primero.folio, primero.version, str(primero.corte)) == ("RM-2026-000001", 1, "2026-T3")
    assert (primero.logro, primero.analisis, primero.estado) == (
        "Se mejoró El Carmen",
        None,
        EstadoReporte.ENVIADO,
    )
    assert (segundo.folio, segundo.version, segundo.corte) == ("RM-2026-000002", 2, Corte.de("2026-T4"))
    ultima, primera = mundo.traza("registrar_resultado")
    assert primera.antes is None
    assert (ultima.objeto, ultima.antes) == (
        "meta:2402-01",
        {"valor": "2.5", "folio": "RM-2026-000001"},
    )
    assert ultima.despues is not None
    assert (ultima.despues["valor"], ultima.despues["version"]) == ("4", 2)


def test_repetir_el_envio_devuelve_el_mismo_folio(mundo: Mundo) -> None:
    """Confirmar dos veces es un solo resultado y una sola traza, aunque otro lo haya superado."""
    datos = _datos(mundo, "2")
    primero = _registrar(mundo, "hector", datos)
    _registrar(mundo, "jefe_infra", _datos(mundo, "5", "r2"))

    assert _registrar(mundo, "hector", datos) == primero
    assert len(mundo.traza("registrar_resultado")) == 2


def test_el_resultado_no_toca_las_actividades_ni_sale_de_ellas(mundo: Mundo) -> None:
    """Se ven los dos: 50 % de la meta y, aparte, actividades sin reporte en 0 %."""
    _registrar(mundo, "hector", _datos(mundo, "4.25"))
    with mundo.como("hector") as ctx:
        estado, lo_reporta = resultado_de_meta(ctx, _meta(mundo, VIAS).id)

    assert (estado.avance, estado.actividades, estado.cuantas) == (
        Porcentaje.de(50),
        Porcentaje.de(0),
        2,
    )
    assert lo_reporta
    assert mundo.actividad("A-001").avance is None


def test_resultado_ajeno_no_se_ve(mundo: Mundo) -> None:
    """Quien se limita a Salud no consulta una meta que es toda de Infraestructura."""
    meta_id = _meta(mundo, VIAS).id
    with mundo.como("luz") as ctx, pytest.raises(NoEncontrado):
        resultado_de_meta(ctx, meta_id)


def test_nivel_o_incremento_se_pregunta_antes_de_guardar(mundo: Mundo) -> None:
    """Línea base 180, meta 1,5 y escriben 233: sin decir qué es, no se guarda nada."""
    parte_de_180: dict[str, Any] = {"linea_base": Decimal(180), "meta_vigencia": Decimal("1.5")}
    mundo.importar(*(replace(f, **parte_de_180) if f.meta_codigo == VIAS else f for f in PLAN))
    with pytest.raises(ValorSinAclarar):
        _registrar(mundo, "hector", _datos(mundo, "233"))
    with pytest.raises(ReporteSinAclaracion):
        _registrar(mundo, "hector", _datos(mundo, "233", clase=ClaseDeValor.DEL_ANIO))
    assert mundo.traza("registrar_resultado") == []

    como_nivel = _datos(mundo, "181.2", clase=ClaseDeValor.NIVEL)
    assert _registrar(mundo, "hector", como_nivel).valor == Decimal("1.2")


def test_la_clase_sobra_si_no_hay_duda(mundo: Mundo) -> None:
    """Una respuesta que quedó en el borrador no resta la línea base a un valor que ya es del año."""
    mundo.importar(*(replace(f, linea_base=Decimal(1)) if f.meta_codigo == VIAS else f for f in PLAN))

    assert _registrar(mundo, "hector", _datos(mundo, "2", clase=ClaseDeValor.NIVEL)).valor == Decimal(2)


def test_advertencia_de_peso_exige_nota_y_la_nota_sobrante_no_se_guarda(mundo: Mundo) -> None:
    """Bajar el acumulado pide nota; subir, no, y entonces la que venía se olvida."""
    assert _registrar(mundo, "hector", _datos(mundo, "4", aclaracion="Sobra")).aclaracion is None
    with pytest.raises(ReporteSinAclaracion):
        _registrar(mundo, "hector", _datos(mundo, "3", "r2"))
    bajo = _registrar(mundo, "hector", _datos(mundo, "3", "r2", aclaracion="Se corrigió el conteo"))

    assert (bajo.aclaracion, bajo.version) == ("Se corrigió el conteo", 2)


@pytest.mark.parametrize(
    ("valor", "mas", "error"),
    [
        ("-1", {}, EntradaInvalida),
        ("10000000", {"aclaracion": "De verdad"}, ResultadoDesmedido),
        ("4", {"logro": "x" * 2_001}, EntradaInvalida),
    ],
)
def test_resultado_imposible_no_se_guarda(
    mundo: Mundo, valor: str, mas: dict[str, Any], error: type[Exception]
) -> None:
    """El caso vuelve a comprobar todo aunque el diálogo ya lo haya hecho."""
    with pytest.raises(error):
        _registrar(mundo, "hector", _datos(mundo, valor, **mas))
    assert mundo.traza("registrar_resultado") == []


def test_corregir_encadena_con_motivo_y_solo_el_ultimo(mundo: Mundo) -> None:
    """La versión nueva dice a cuál reemplaza; el que ya tiene otra encima no se corrige."""
    primero = _registrar(mundo, "hector", _datos(mundo, "2"))
    corrige = _datos(mundo, "3", "r2", reemplaza=primero.folio)
    with pytest.raises(CorreccionSinMotivo):
        _registrar(mundo, "hector", corrige)
    segundo = _registrar(mundo, "hector", replace(corrige, motivo="Faltaba El Carmen"))
    tercero = _registrar(
        mundo, "hector", _datos(mundo, "4", "r3", reemplaza=segundo.folio, motivo="Faltaba otra")
    )

    assert segundo.correccion is not None
    assert (segundo.correccion.reemplaza, segundo.correccion.motivo) == (primero.folio, "Faltaba El Carmen")
    assert tercero.correccion is not None
    assert tercero.correccion.numero == 2
    with mundo.como("hector") as ctx:
        assert resultado_por_corregir(ctx, tercero.folio) == tercero
        with pytest.raises(ResultadoYaReemplazado):
            resultado_por_corregir(ctx, primero.folio)
        with pytest.raises(NoEncontrado):
            resultado_por_corregir(ctx, "RM-2026-000099")
    with mundo.como("luz") as ctx, pytest.raises(MetaNoCoordinada):
        resultado_por_corregir(ctx, tercero.folio)


def test_meta_retirada_o_de_otra_entidad_no_se_reporta(mundo: Mundo) -> None:
    """Si el plan la quitó a mitad del diálogo, o es de otra entidad, no existe."""
    datos = _datos(mundo, "2")
    with mundo.almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Otra")
        unidad.confirmar()
    propia, mundo.entidad = mundo.entidad, otra
    with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
        registrar_resultado(ctx, datos)
    mundo.entidad = propia
    mundo.importar(*(f for f in PLAN if f.meta_codigo != VIAS))
    with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
        registrar_resultado(ctx, datos)
