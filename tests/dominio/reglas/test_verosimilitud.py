"""Verosimilitud de un avance: cada regla advierte lo suyo, y calla ante un reporte sano."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dominio.modelo.hallazgo import Severidad
from dominio.reglas.verosimilitud import advertencias_de, piden_aclaracion
from dominio.reglas.verosimilitud.ejecucion import advertencias_de_ejecucion
from dominio.reglas.verosimilitud.evaluar import DE_PESO
from dominio.reglas.verosimilitud.reportado import Alrededor
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon, reporte, saldos
from tests.dominio.reglas.reportado import CON_EJECUCION, hallar, severidad_de
from tests.dominio.reglas.reportado import reglas as reglas_de

ADVIERTE, INFORMA = Severidad.ADVERTENCIA, Severidad.INFORMATIVO


def test_reporte_sano_no_dice_nada() -> None:
    """Con gasto, logro y soporte, y subiendo poco a poco: ni una palabra."""
    con_gasto = renglon(1, saldos=saldos(100, 90, 80, 70, 60))

    assert reglas_de(con_gasto, anterior="40") == []


@pytest.mark.parametrize(("cantidad", "reglas"), [("5", []), ("5.0005", []), ("5.01", ["R20"]), (None, [])])
def test_r20_porcentaje_y_cantidad_dicen_lo_mismo(cantidad: str | None, reglas: list[str]) -> None:
    """Con una centésima de tolerancia; sin cantidad no hay qué comparar."""
    una = renglon(1, cantidad_programada=Decimal(10))
    dicha = None if cantidad is None else Decimal(cantidad)

    assert reglas_de(una, puntos=50, cantidad=dicha) == reglas


def test_r21_mas_de_lo_programado_se_aclara() -> None:
    """100 % no dice nada; 100,01 pide una nota, y con ella es informativo."""
    assert severidad_de("R21", puntos=100) is None
    assert severidad_de("R21", puntos="100.01") is ADVIERTE
    assert severidad_de("R21", puntos="100.01", aclaracion="Se hizo más de lo programado") is INFORMA


@pytest.mark.parametrize(
    ("obligado", "cantidad", "dificultades", "regla", "severidad"),
    [
        (5, 10, None, "R22", ADVIERTE),
        (5, 10, "Falta el acta", "R22", INFORMA),
        (5, None, None, "R22", None),
        (0, 10, None, "R22", None),
        (30, 10, None, "R25", None),
        (31, None, None, "R25", ADVIERTE),
        (31, None, "Hubo lluvias", "R25", ADVIERTE),
        (31, None, "El contrato está suspendido", "R25", INFORMA),
    ],
)
def test_r22_y_r25_gasto_sin_avance(
    obligado: int, cantidad: int | None, dificultades: str | None, regla: str, severidad: Severidad | None
) -> None:
    """Hasta el 30 % basta cualquier observación; por encima hay que nombrar la etapa contractual."""
    una = renglon(
        1,
        cantidad_programada=None if cantidad is None else Decimal(cantidad),
        saldos=saldos(100, 100, 100, obligado),
    )
    halladas = {h.regla: h.severidad for h in hallar(una, puntos=0, logro=None, dificultades=dificultades)}

    assert halladas.get(regla) is severidad
    assert not {"R22", "R25"} <= set(halladas), "no se dice dos veces lo mismo"


def test_r25_calla_si_hay_avance() -> None:
    """Gastar y avanzar es lo normal."""
    assert reglas_de(renglon(1, saldos=saldos(100, 100, 100, 90)), puntos=1) == []


@pytest.mark.parametrize(
    ("texto", "severidad"),
    [
        ("Se visitaron las veredas de La Buitrera", ADVIERTE),
        ("Con gestión de la comunidad", INFORMA),
        ("Material donado por la empresa", INFORMA),
        ("Hubo cofinanciación del departamento", INFORMA),
        ("Se hizo sin  costo", INFORMA),
    ],
)
def test_r24_avance_sin_gasto(texto: str, severidad: Severidad) -> None:
    """Si lo narrado dice cómo se hizo, ya está explicado."""
    assert severidad_de("R24", renglon(1, saldos=saldos(100)), logro=texto) is severidad


def test_r24_no_se_evalua_sin_ejecucion_sin_apropiacion_ni_en_cero() -> None:
    """Sin ejecución cargada sería culpar a todas; sin recursos se avanza sin obligar."""
    con_plata = renglon(1, saldos=saldos(100))

    assert severidad_de("R24", con_plata, alrededor=Alrededor()) is None
    assert severidad_de("R24", renglon(1)) is None
    assert severidad_de("R24", con_plata, puntos=0) is None
    assert severidad_de("R24", renglon(1, saldos=saldos(100, 90, 80, 1))) is None


@pytest.mark.parametrize(
    ("meta", "actividades", "severidad"),
    [(100, "29.99", ADVIERTE), (100, 30, None), ("99.99", 10, None), (None, 10, None), (100, None, None)],
)
def test_r26_meta_cumplida_con_actividades_atrasadas(
    meta: int | str | None, actividades: int | str | None, severidad: Severidad | None
) -> None:
    """La meta en 100 % y sus actividades por debajo de 30 % no pueden ser las dos verdad."""
    alrededor = Alrededor(
        avance_de_la_meta=None if meta is None else Porcentaje.de(meta),
        actividades_del_proyecto=None if actividades is None else Porcentaje.de(actividades),
    )

    assert severidad_de("R26", alrededor=alrededor) is severidad


def test_r32_menor_que_antes() -> None:
    """Con motivo es informativo; igual o mayor no dice nada."""
    assert severidad_de("R32", anterior="50") is ADVIERTE
    assert severidad_de("R32", anterior="50", motivo_retroceso="Conteo repetido") is INFORMA
    assert severidad_de("R32", anterior="45") is None


@pytest.mark.parametrize(
    ("anterior", "puntos", "severidad"),
    [("10", "50", None), ("10", "50.01", ADVIERTE), (None, "95", None), ("90", "10", None)],
)
def test_v01_salto(anterior: str | None, puntos: str, severidad: Severidad | None) -> None:
    """Cuarenta puntos justos pasan; el primer reporte no salta de ninguna parte."""
    assert severidad_de("V01", anterior=anterior, puntos=puntos) is severidad


def test_v02_cien_por_ciento_en_el_primer_trimestre() -> None:
    """Se mira con lupa, salvo que la actividad terminara en él."""
    enero = Corte.de("2026-T1")

    assert severidad_de("V02", puntos=100, corte=enero) is ADVIERTE
    assert severidad_de("V02", puntos=100, corte=Corte.de("2026-M03")) is ADVIERTE
    assert severidad_de("V02", renglon(1, fin=date(2026, 3, 31)), puntos=100, corte=enero) is None
    assert severidad_de("V02", puntos=99, corte=enero) is None
    assert severidad_de("V02", puntos=100) is None


def test_piden_aclaracion_solo_las_de_peso_sin_explicar() -> None:
    """R28 se muestra y no pregunta; R21 pregunta hasta que se aclara."""
    halladas = hallar(puntos=120, logro=None)

    assert [h.regla for h in piden_aclaracion(halladas)] == ["R21"]
    assert piden_aclaracion(hallar(puntos=120, aclaracion="La comunidad pidió más")) == ()


def test_las_de_peso_van_primero_y_lo_informativo_al_final() -> None:
    """En el teléfono solo se leen las primeras."""
    orden = reglas_de(renglon(1, saldos=saldos(100)), anterior="1", puntos=120, logro=None, evidencias=0)

    assert orden == ["R24", "R21", "V01", "R28", "R34"]
    assert set(orden[:3]) <= DE_PESO


def test_cada_mensaje_nombra_el_objeto_y_dice_que_hacer() -> None:
    """Sirve igual en el chat, en la revisión y en el libro: código, punto final y sin prisa."""
    limite = Alrededor(True, Porcentaje.de(100), Porcentaje.de(10), 5)
    halladas = hallar(
        renglon(1, saldos=saldos(100)), anterior="1", alrededor=limite, puntos=120, logro="ok", evidencias=0
    )
    halladas += hallar(renglon(1, saldos=saldos(100, 90, 80, 70)), puntos=0, logro=None)

    assert len(halladas) > 7
    for hallazgo in halladas:
        assert hallazgo.objeto == "A-001"
        assert "A-001" in hallazgo.mensaje or "2402-01" in hallazgo.mensaje, hallazgo
        assert ": " in hallazgo.mensaje, hallazgo
        assert hallazgo.mensaje.endswith("."), hallazgo


def test_advertencias_de_un_avance_guardado() -> None:
    """Quien revisa las vuelve a calcular con el reporte, el anterior y lo que lo rodea."""
    anterior, nuevo = reporte(1, 10), reporte(1, 80, logro="Se pavimentó", aclaracion=None)
    una = renglon(1, saldos=saldos(100))

    assert [h.regla for h in advertencias_de(una, anterior, nuevo, CON_EJECUCION)] == ["R24", "V01", "R34"]
    assert [h.regla for h in advertencias_de(una, None, nuevo)] == ["R34"]


@pytest.mark.parametrize(
    ("avance", "obligado", "pagado", "regla"),
    [
        (None, 30, 0, "R22"),
        (0, 31, 0, "R25"),
        (0, 0, 0, None),
        (1, 90, 90, None),
        (None, 10, 10, "R22"),
    ],
)
def test_gasto_que_se_registra_sin_avance(
    avance: int | None, obligado: int, pagado: int, regla: str | None
) -> None:
    """Registrar una obligación o un pago de algo en 0 % avisa; con avance calla."""
    una = renglon(1, avance=avance, saldos=saldos(100, 100, 100, obligado, pagado))

    assert [h.regla for h in advertencias_de_ejecucion(una)] == ([regla] if regla else [])
