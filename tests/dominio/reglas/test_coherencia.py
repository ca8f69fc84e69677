"""Cada regla de coherencia halla lo suyo, y calla con un plan sano."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Meta, TipoAcumulacion, TipoMeta
from dominio.reglas.coherencia.evaluar import REGLAS, evaluar
from dominio.reglas.coherencia.plan import PlanGuardado
from dominio.valores.fechas import Vigencia
from tests.dominio.reglas.fabrica import meta, registro, renglon, reporte, saldos

V2026 = Vigencia(2026)
CON_GASTO = registro(9, proyecto_id=None, saldos=saldos(10, 10, 10, 10, 10))


def _evaluar(**plan: object) -> list[Hallazgo]:
    return evaluar(PlanGuardado(V2026, **plan))  # type: ignore[arg-type]


def _reglas(**plan: object) -> list[str]:
    return [hallazgo.regla for hallazgo in _evaluar(**plan)]


def _de(regla: str, **plan: object) -> list[Hallazgo]:
    """Los de esa regla: las demás tienen su propia prueba."""
    return [hallazgo for hallazgo in _evaluar(**plan) if hallazgo.regla == regla]


def _programada(valor: str | None = "8.5", **cambios: Any) -> Meta:
    return meta(programacion=((2026, None if valor is None else Decimal(valor)),), **cambios)


def test_plan_sano_no_tiene_hallazgos() -> None:
    """Fechas, pesos, meta, gasto y reporte en orden: ni una palabra."""
    assert (
        _evaluar(
            renglones=[
                renglon(1, ponderacion=60, avance=50, saldos=saldos(100, 90, 80, 70, 60)),
                renglon(2, nombre="Mantener la vía", ponderacion=40),
            ],
            registros=[registro(1, saldos=saldos(100, 90, 80, 70, 60)), registro(2)],
            metas=[_programada()],
            ultimos={1: reporte(1, 50, logro="Se fundieron 4 km de placa en La Buitrera", evidencias=1)},
        )
        == []
    )


@pytest.mark.parametrize(
    "responsable", [".", "", "María", "Secretario o quien haga sus veces", "Por definir", "Vacante actual"]
)
def test_r06_responsable_sin_nombre_y_apellido(responsable: str) -> None:
    """Un cargo, un punto o un solo nombre no dicen quién responde."""
    hallazgos = _evaluar(renglones=[renglon(1, responsable=responsable)])

    assert [(h.regla, h.severidad, h.objeto) for h in hallazgos] == [("R06", Severidad.ERROR, "A-001")]


@pytest.mark.parametrize("responsable", ["Óscar Lasso", "María de los Ángeles Ñáñez", "Ana P. Mina"])
def test_r06_acepta_nombre_y_apellido(responsable: str) -> None:
    """Tildes, eñes, partículas e iniciales son nombres de verdad."""
    assert _reglas(renglones=[renglon(1, responsable=responsable)]) == []


def test_r07_meta_programada_sin_actividad() -> None:
    """Si el indicativo programó algo este año, alguien debe hacerlo; NP y cero no piden nada."""
    assert _reglas(renglones=[renglon(1)], metas=[_programada(), _programada(codigo="2402-09")]) == ["R07"]
    for valor in (None, "0"):
        assert _reglas(renglones=[renglon(1)], metas=[_programada(), _programada(valor, codigo="X")]) == []


def test_r08_actividad_de_meta_fuera_del_indicativo() -> None:
    """Solo si hay indicativo cargado, y solo las de producto."""
    otra = _programada("0", codigo="1905-01")
    de_gestion = renglon(1, tipo_meta=TipoMeta.GESTION)

    assert _reglas(renglones=[renglon(1)], metas=[otra]) == ["R08"]
    assert _reglas(renglones=[renglon(1)], metas=[meta("1905-01")]) == []
    assert _reglas(renglones=[de_gestion], metas=[otra]) == []


def test_r09_meta_de_la_vigencia_distinta_de_la_del_indicativo() -> None:
    """Prevalece el indicativo y el mensaje trae los dos valores con coma decimal."""
    (hallazgo,) = _evaluar(renglones=[renglon(1)], metas=[_programada("9.25")])

    assert (hallazgo.regla, hallazgo.severidad, hallazgo.objeto) == ("R09", Severidad.ERROR, "2402-01")
    assert "8,5" in hallazgo.mensaje
    assert "9,25" in hallazgo.mensaje


def test_r09_np_y_cero_son_lo_mismo_al_comparar() -> None:
    """Ninguno programa nada: no hay diferencia que corregir."""
    assert _reglas(renglones=[renglon(1, meta_vigencia=Decimal(0))], metas=[_programada(None)]) == []


def _cuatrienio(tipo: TipoAcumulacion, total: str, *valores: str | None) -> Mapping[str, object]:
    programacion = tuple(
        (2024 + i, None if valor is None else Decimal(valor)) for i, valor in enumerate(valores)
    )
    una = meta("Z", acumulacion=tipo, meta_cuatrienio=Decimal(total), programacion=programacion)
    return {
        "renglones": [renglon(1, meta_codigo="Z", meta_vigencia=dict(programacion).get(2026))],
        "metas": [una],
    }


@pytest.mark.parametrize(
    ("tipo", "total", "valores", "cuadra"),
    [
        (TipoAcumulacion.ACUMULADO, "20", ("3", "4", "9", "4"), True),
        (TipoAcumulacion.ACUMULADO, "60", (None, "10", "25", "25"), True),
        (TipoAcumulacion.ACUMULADO, "21", ("3", "4", "9", "4"), False),
        (TipoAcumulacion.FLUJO, "1200", ("1100", "1150", "1200", "1200"), True),
        (TipoAcumulacion.FLUJO, "1200", ("1200", "1150", "1200", "1100"), False),
        (TipoAcumulacion.CAPACIDAD, "100", ("60", "70", "80", "100"), True),
        (TipoAcumulacion.CAPACIDAD, "100", ("60", "70", "80", "90"), False),
        (TipoAcumulacion.MANTENIMIENTO, "95", ("95", "95", "95", "95"), True),
        (TipoAcumulacion.MANTENIMIENTO, "95", ("95", "90", "95", "95"), False),
        (TipoAcumulacion.REDUCCION, "5", ("9", "8", "7", "6"), True),
    ],
)
def test_r10_cuatrienio_segun_acumulacion(
    tipo: TipoAcumulacion, total: str, valores: tuple[str | None, ...], cuadra: bool
) -> None:
    """Acumulado suma, flujo y capacidad usan el último año, mantenimiento es constante."""
    assert _reglas(**_cuatrienio(tipo, total, *valores)) == ([] if cuadra else ["R10"])


@pytest.mark.parametrize(
    ("inicio", "fin"),
    [
        (date(2026, 5, 1), date(2026, 4, 30)),
        (date(2025, 12, 31), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2027, 1, 1)),
        (date(205, 2, 2), date(2026, 3, 1)),
    ],
)
def test_r11_fechas_imposibles(inicio: date, fin: date) -> None:
    """Terminar antes de empezar o salirse de la vigencia se dice una vez por actividad."""
    assert _reglas(renglones=[renglon(1, inicio=inicio, fin=fin)]) == ["R11"]


@pytest.mark.parametrize(
    ("pesos", "reglas"),
    [
        (("60", "40"), []),
        (("60", "40.5"), []),
        (("60", "40.51"), ["R12"]),
        (("60", "39"), ["R12"]),
        (("100", None), ["R12"]),
        ((None, None), []),
    ],
)
def test_r12_ponderaciones_suman_100_con_media_de_tolerancia(
    pesos: tuple[str | None, ...], reglas: list[str]
) -> None:
    """Sin ponderaciones no hay qué cerrar; si unas la traen y otras no, se dice."""
    renglones = [renglon(n, nombre=f"Tramo {n}", ponderacion=p) for n, p in enumerate(pesos, 1)]

    assert _reglas(renglones=renglones) == reglas


def test_r17_cada_eslabon_roto_se_nombra() -> None:
    """El mensaje dice qué momento pasa de cuál y por cuánto."""
    (hallazgo,) = _evaluar(
        renglones=[renglon(1)], registros=[registro(1, saldos=saldos(100, 90, 80, 70, 75))]
    )

    assert (hallazgo.regla, hallazgo.objeto) == ("R17", "A-001")
    assert "lo pagado ($75,00) pasa de lo obligado ($70,00)" in hallazgo.mensaje
    assert hallazgo.dependencia == "Secretaría de Infraestructura"


def test_r17_mide_la_bolsa_cuando_el_proyecto_lleva_gasto() -> None:
    """El CDP está en el proyecto y la obligación en la actividad: juntos cuadran."""
    cuadra = [
        registro(1, saldos=saldos(100, 0, 0, 50, 50)),
        registro(2, actividad=None, saldos=saldos(0, 60, 60)),
    ]

    assert _reglas(renglones=[renglon(1)], registros=cuadra) == []
    assert _reglas(renglones=[renglon(1)], registros=cuadra[:1]) == ["R17"]


def test_r18_obligaciones_sin_apropiacion_no_se_dice_dos_veces() -> None:
    """Con definitiva en cero se halla R18 y no además R17."""
    (hallazgo,) = _evaluar(renglones=[renglon(1)], registros=[registro(1, saldos=saldos(0, 5, 5, 5, 5))])

    assert hallazgo.regla == "R18"
    assert "A-001" in hallazgo.mensaje


def test_r21_avance_mayor_que_100() -> None:
    """Se guarda sin tope y se señala."""
    assert _reglas(renglones=[renglon(1, avance="100.01")]) == ["R21"]
    assert _reglas(renglones=[renglon(1, avance=100)]) == []


@pytest.mark.parametrize(
    ("dificultades", "severidad"),
    [
        (None, Severidad.ADVERTENCIA),
        ("  ", Severidad.ADVERTENCIA),
        ("En contratación", Severidad.INFORMATIVO),
    ],
)
def test_r22_obligaciones_sin_avance(dificultades: str | None, severidad: Severidad) -> None:
    """Con observación es informativo; sin cantidad programada no se evalúa."""
    plan = renglon(1, avance=0, cantidad_programada=Decimal(5), saldos=saldos(10, 10, 10, 3))
    sin_cantidad = renglon(1, avance=0, saldos=saldos(10, 10, 10, 3))
    ultimos = {1: reporte(1, 0, dificultades=dificultades)}

    assert [h.severidad for h in _de("R22", renglones=[plan], ultimos=ultimos)] == [severidad]
    assert _de("R22", renglones=[sin_cantidad], ultimos=ultimos) == []


@pytest.mark.parametrize(
    ("logro", "severidad"),
    [
        (None, Severidad.ADVERTENCIA),
        ("Se visitaron las veredas", Severidad.ADVERTENCIA),
        ("Con gestión de la comunidad", Severidad.INFORMATIVO),
        ("Donación de la empresa", Severidad.INFORMATIVO),
        ("Se hizo sin  costo", Severidad.INFORMATIVO),
    ],
)
def test_r24_avance_sin_obligaciones(logro: str | None, severidad: Severidad) -> None:
    """Si la narrativa lo explica es informativo y se pide el soporte."""
    plan = {
        "renglones": [renglon(1, avance=30, saldos=saldos(100))],
        "ultimos": {1: reporte(1, 30, logro=logro)},
    }

    assert [h.severidad for h in _de("R24", registros=[CON_GASTO], **plan)] == [severidad]


def test_r24_tambien_lee_la_aclaracion() -> None:
    """Lo que se aclaró al reportar no se vuelve a señalar como si nadie lo hubiera dicho."""
    plan = {
        "renglones": [renglon(1, avance=30, saldos=saldos(100))],
        "ultimos": {1: reporte(1, 30, logro="Se limpió la vía", aclaracion="Por donación")},
    }

    assert [h.severidad for h in _de("R24", registros=[CON_GASTO], **plan)] == [Severidad.INFORMATIVO]


def test_r24_no_culpa_a_todas_si_no_se_lleva_ejecucion() -> None:
    """Mientras la entidad no cargue ejecución, un avance sin obligaciones no dice nada."""
    assert _reglas(renglones=[renglon(1, avance=30, saldos=saldos(100))], registros=[registro(1)]) == []


def test_r24_sin_apropiacion_no_aplica() -> None:
    """Una actividad sin recursos avanza sin obligar."""
    assert _reglas(renglones=[renglon(1, avance=30)], registros=[CON_GASTO]) == []


def test_r33_nombre_vacio_o_punto() -> None:
    """Un punto no es un nombre; una meta sin nombre en el libro sí se permite."""
    assert _reglas(renglones=[renglon(1, nombre=".")]) == ["R33"]
    assert _reglas(renglones=[renglon(1, meta_codigo="Z", **{"meta": "-"})]) == ["R33"]
    assert _reglas(renglones=[renglon(1, **{"meta": None})]) == []


def test_hallazgos_salen_en_el_orden_de_sus_codigos() -> None:
    """Quien lee la lista encuentra juntas las faltas de una misma regla."""
    codigos = [regla.codigo for regla in REGLAS]

    assert codigos == sorted(set(codigos))
    otra = renglon(2, nombre="Mantener la vía", responsable=".")
    assert _reglas(renglones=[renglon(1, avance=120, responsable="."), otra]) == [*("R06", "R06", "R21")]
