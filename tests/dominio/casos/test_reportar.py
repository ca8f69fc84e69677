"""Reportar avance: a quién le toca, qué se revisa y qué queda guardado."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dominio.casos.reportar import (
    DatosAvance,
    ValorAvance,
    actividades_a_cargo,
    corte_actual,
    registrar_avance,
    revisar_avance,
    vigencia_actual,
)
from dominio.errores import (
    AvanceSinValor,
    EntradaInvalida,
    NoEncontrado,
    NumeroIlegible,
    PermisoDenegado,
    PorcentajeFueraDeRango,
    RetrocesoSinMotivo,
    SinPlan,
    SinProgramacion,
)
from dominio.modelo.reporte import Avance
from dominio.reglas.semaforo import BANDAS_POR_OMISION, SIN_INICIAR, VENCIDA
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, PLAN, V2026, Mundo
from tests.dominio.reglas.fabrica import fila

ENERO_2027 = datetime(2027, 1, 5, 15, tzinfo=UTC)


def _puntos(valor: int | str) -> ValorAvance:
    return ValorAvance(porcentaje=Porcentaje.de(valor))


def _registrar(mundo: Mundo, quien: str, datos: DatosAvance, ahora: datetime = MARTES) -> Avance:
    with mundo.como(quien, ahora) as ctx:
        return registrar_avance(ctx, datos)


def _datos(mundo: Mundo, codigo: str, valor: ValorAvance, clave: str = "k1", **textos: str) -> DatosAvance:
    return replace(DatosAvance(clave, mundo.actividad(codigo).id, valor), **textos)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quien", "codigos"),
    [
        ("hector", ["A-001", "A-002"]),
        ("luz", ["A-012", "A-013"]),
        ("jefe_infra", ["A-001", "A-002"]),
        ("jefe_de_nada", []),
        ("planeacion", ["A-001", "A-002", "A-012", "A-013"]),
    ],
)
def test_actividades_a_cargo_segun_rol(mundo: Mundo, quien: str, codigos: list[str]) -> None:
    """El responsable ve las suyas, el jefe las de su dependencia y planeación todas."""
    with mundo.como(quien) as ctx:
        assert [renglon.codigo for renglon in actividades_a_cargo(ctx)] == codigos


@pytest.mark.parametrize("quien", ["consulta", "administracion"])
def test_reportar_exige_el_permiso(mundo: Mundo, quien: str) -> None:
    """Quien consulta o administra no reporta, ni siquiera revisa."""
    datos = _datos(mundo, "A-001", _puntos(10))
    with mundo.como(quien) as ctx:
        with pytest.raises(PermisoDenegado):
            registrar_avance(ctx, datos)
        with pytest.raises(PermisoDenegado):
            revisar_avance(ctx, datos.actividad_id, datos.valor)
        with pytest.raises(PermisoDenegado):
            actividades_a_cargo(ctx)


def test_vigencia_actual_es_la_del_anio_o_la_mas_nueva(mundo: Mundo) -> None:
    """En enero sin plan nuevo sigue la anterior; con plan nuevo, la del año."""
    mundo.importar(fila(1), vigencia=Vigencia(2025))
    with mundo.como("hector") as ctx:
        assert vigencia_actual(ctx) == V2026
    with mundo.como("hector", ENERO_2027) as ctx:
        assert vigencia_actual(ctx) == V2026
        assert corte_actual(ctx, V2026) == (Corte.de("2026-T4"), False)
    mundo.importar(fila(1, inicio=date(2027, 1, 1), fin=date(2027, 9, 1)), vigencia=Vigencia(2027))
    with mundo.como("hector") as ctx:
        assert vigencia_actual(ctx) == V2026
    with mundo.como("hector", ENERO_2027) as ctx:
        assert vigencia_actual(ctx) == Vigencia(2027)


def test_vigencia_actual_sin_plan(mundo: Mundo) -> None:
    """Una entidad recién creada lo dice, no da una lista vacía."""
    with mundo.almacen.unidad() as unidad:
        mundo.entidad = unidad.entidades.crear("05001", "Otra")
        with pytest.raises(SinPlan):
            vigencia_actual(mundo.contexto(unidad, "hector"))


def test_revisar_dice_que_pasaria_sin_guardar(mundo: Mundo) -> None:
    """A mitad de septiembre se espera 70,68 %: 40 va atrasada, y nada se guarda."""
    actividad_id = mundo.actividad("A-001").id
    with mundo.como("hector") as ctx:
        revision = revisar_avance(ctx, actividad_id, _puntos(40))

    assert (revision.porcentaje, revision.anterior) == (Porcentaje.de(40), None)
    assert revision.esperado == Porcentaje.de("70.68")
    assert (revision.atrasada, revision.retrocede) == (True, False)
    assert revision.banda == BANDAS_POR_OMISION[-1]
    assert mundo.actividad("A-001").avance is None


@pytest.mark.parametrize(
    ("codigo", "valor", "cuando", "banda", "atrasada"),
    [
        ("A-001", 65, MARTES, BANDAS_POR_OMISION[0], False),
        ("A-001", 55, MARTES, BANDAS_POR_OMISION[1], True),
        ("A-013", 99, MARTES, VENCIDA, True),
        ("A-013", 100, MARTES, BANDAS_POR_OMISION[0], False),
        ("A-001", 0, datetime(2025, 12, 15, tzinfo=UTC), SIN_INICIAR, False),
    ],
)
def test_atrasada_es_no_alcanzar_la_banda_mas_alta(
    mundo: Mundo, codigo: str, valor: int, cuando: datetime, banda: object, atrasada: bool
) -> None:
    """Ni la que va al día ni la que no ha empezado tienen que explicar dificultades."""
    actividad_id = mundo.actividad(codigo).id
    with mundo.como("planeacion", cuando) as ctx:
        revision = revisar_avance(ctx, actividad_id, _puntos(valor))

    assert (revision.banda, revision.atrasada) == (banda, atrasada)


def test_cantidad_sobre_la_programada_puede_pasar_de_100(mundo: Mundo) -> None:
    """3,05 de 6,1 es 50 %; 7,32 es 120 % y, aclarado, se guarda sin tope y con su cantidad."""
    _registrar(mundo, "hector", _datos(mundo, "A-002", ValorAvance(cantidad=Decimal("3.05"))))
    assert mundo.actividad("A-002").avance == Porcentaje.de(50)

    de_mas = _datos(mundo, "A-002", ValorAvance(cantidad=Decimal("7.32")), "k2", aclaracion="Se alargó")
    _registrar(mundo, "hector", de_mas)
    assert (mundo.actividad("A-002").avance, mundo.actividad("A-002").cantidad) == (
        Porcentaje.de(120),
        Decimal("7.32"),
    )


@pytest.mark.parametrize(
    ("codigo", "valor", "error"),
    [
        ("A-001", ValorAvance(porcentaje=Porcentaje(10_001)), PorcentajeFueraDeRango),
        ("A-001", ValorAvance(), AvanceSinValor),
        ("A-001", ValorAvance(cantidad=Decimal(3)), SinProgramacion),
        ("A-002", ValorAvance(cantidad=Decimal(-1)), NumeroIlegible),
        ("A-002", ValorAvance(cantidad=Decimal("1.2345")), NumeroIlegible),
        ("A-002", ValorAvance(cantidad=Decimal("NaN")), NumeroIlegible),
    ],
)
def test_valor_imposible_no_se_guarda(
    mundo: Mundo, codigo: str, valor: ValorAvance, error: type[Exception]
) -> None:
    """El caso vuelve a comprobar el valor aunque el diálogo ya lo haya hecho."""
    with pytest.raises(error):
        _registrar(mundo, "hector", _datos(mundo, codigo, valor))
    assert mundo.actividad(codigo).avance is None


def test_registrar_guarda_con_folio_corte_y_traza(mundo: Mundo) -> None:
    """Queda el reporte en el corte abierto, el avance de la actividad y el antes y después."""
    datos = _datos(mundo, "A-001", _puntos("45.5"), logro="  Se fundieron 2 km\x00 ", dificultades=" ")
    avance = _registrar(mundo, "hector", datos)

    assert avance.folio == "AV-2026-000001"
    assert (avance.corte, avance.extemporaneo) == (Corte.de("2026-T3"), False)
    assert (avance.logro, avance.dificultades) == ("Se fundieron 2 km", None)
    assert mundo.actividad("A-001").avance == Porcentaje.de("45.5")
    (anotacion,) = mundo.traza("registrar_avance")
    assert anotacion.objeto == "actividad:A-001"
    assert anotacion.actor_id == mundo.personas["hector"].id
    assert anotacion.update_id == 77
    assert anotacion.antes == {"porcentaje": None, "cantidad": None, "corte": None}
    assert anotacion.despues is not None
    assert anotacion.despues["porcentaje"] == "45.50"
    assert anotacion.despues["folio"] == "AV-2026-000001"


def test_repetir_el_envio_devuelve_el_mismo_folio(mundo: Mundo) -> None:
    """Confirmar dos veces es un reporte y una traza, aunque entre tanto el avance haya subido."""
    datos = _datos(mundo, "A-001", _puntos(30))
    primero = _registrar(mundo, "hector", datos)
    _registrar(mundo, "jefe_infra", _datos(mundo, "A-001", _puntos(60), "k2"))
    repetido = _registrar(mundo, "hector", datos)

    assert repetido == primero
    assert mundo.actividad("A-001").avance == Porcentaje.de(60)
    assert len(mundo.traza("registrar_avance")) == 2


def test_retroceso_exige_motivo_con_datos_frescos(mundo: Mundo) -> None:
    """Si otro subió el avance mientras tanto, lo que no retrocedía ahora sí."""
    datos = _datos(mundo, "A-001", _puntos(50))
    _registrar(mundo, "jefe_infra", _datos(mundo, "A-001", _puntos(60), "k2"))

    with pytest.raises(RetrocesoSinMotivo) as causa:
        _registrar(mundo, "hector", datos)
    assert causa.value.datos == {"anterior": Porcentaje.de(60), "nuevo": Porcentaje.de(50)}

    con_motivo = _datos(mundo, "A-001", _puntos(50), motivo_retroceso="Se midió mal")
    assert _registrar(mundo, "hector", con_motivo).motivo_retroceso == "Se midió mal"


def test_motivo_sobra_si_no_retrocede(mundo: Mundo) -> None:
    """Un motivo que quedó en el borrador no se guarda cuando el valor ya no baja."""
    datos = _datos(mundo, "A-001", _puntos(50), motivo_retroceso="Se midió mal")

    assert _registrar(mundo, "hector", datos).motivo_retroceso is None


def test_actividad_ajena_no_se_reporta(mundo: Mundo) -> None:
    """El responsable no toca las de otro, ni el jefe las de otra dependencia."""
    for quien in ("hector", "jefe_infra"):
        with pytest.raises(PermisoDenegado):
            _registrar(mundo, quien, _datos(mundo, "A-012", _puntos(10)))


def test_actividad_retirada_no_se_reporta(mundo: Mundo) -> None:
    """Si el plan la retiró a mitad del diálogo, se dice y nada queda."""
    datos = _datos(mundo, "A-001", _puntos(10))
    mundo.importar(*PLAN[1:])

    with pytest.raises(NoEncontrado):
        _registrar(mundo, "hector", datos)


def test_actividad_reasignada_no_se_reporta(mundo: Mundo) -> None:
    """Si cambió de responsable a mitad del diálogo, ya no está a su cargo."""
    datos = _datos(mundo, "A-002", _puntos(10))
    otra = fila(2, actividad=PLAN[1].actividad, responsable="Ana Lucía Mina")
    mundo.importar(PLAN[0], otra, *PLAN[2:])

    with pytest.raises(PermisoDenegado):
        _registrar(mundo, "hector", datos)


def test_actividad_de_otra_entidad_no_existe(mundo: Mundo) -> None:
    """El identificador de una actividad ajena no abre nada en esta entidad."""
    datos = _datos(mundo, "A-001", _puntos(10))
    with mundo.almacen.unidad() as unidad:
        otra = unidad.entidades.crear("05001", "Otra")
        unidad.confirmar()
    mundo.entidad = otra
    mundo.importar(fila(1))

    with mundo.como("planeacion") as ctx, pytest.raises(NoEncontrado):
        registrar_avance(ctx, datos)


def test_reporte_de_diciembre_confirmado_en_enero_es_de_su_vigencia(mundo: Mundo) -> None:
    """Aunque ya haya plan del año nuevo; pasada la gracia queda como extemporáneo."""
    datos = _datos(mundo, "A-001", _puntos(90))
    mundo.importar(fila(1, inicio=date(2027, 1, 1), fin=date(2027, 9, 1)), vigencia=Vigencia(2027))

    a_tiempo = _registrar(mundo, "hector", datos, ENERO_2027)
    tarde = DatosAvance("k2", datos.actividad_id, _puntos(95))
    extemporaneo = _registrar(mundo, "hector", tarde, datetime(2027, 1, 11, 15, tzinfo=UTC))

    assert (a_tiempo.corte, a_tiempo.extemporaneo) == (Corte.de("2026-T4"), False)
    assert (extemporaneo.corte, extemporaneo.extemporaneo) == (Corte.de("2026-T4"), True)
    assert mundo.actividad("A-001").avance == Porcentaje.de(95)
    assert mundo.actividad("A-001", Vigencia(2027)).avance is None


def test_texto_muy_largo_no_se_guarda(mundo: Mundo) -> None:
    """El tope de la narrativa se comprueba también al guardar."""
    with pytest.raises(EntradaInvalida):
        _registrar(mundo, "hector", _datos(mundo, "A-001", _puntos(10), logro="x" * 2_001))
