"""El resultado de una meta en el corte: lo omitido, lo de entonces y lo que pesa sobre sus actividades."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from dominio.casos.exportar import armar_consolidado
from dominio.casos.resultados import (
    DatosResultado,
    registrar_resultado,
    resultado_de_meta,
)
from dominio.modelo.plan import Meta
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.casos.mundo import MARTES, V2026, Mundo

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


def test_meta_sin_reporte_al_cerrar_es_omision_y_no_cero(mundo: Mundo) -> None:
    """Mientras el corte recibe es «sin reporte»; cerrado, «omisión»; nunca 0 %."""
    with mundo.como("planeacion", datetime(2026, 3, 10, 15, tzinfo=UTC)) as ctx:
        abierta, _ = resultado_de_meta(ctx, _meta(mundo, VIAS).id)
    with mundo.como("planeacion") as ctx:
        cerrada, _ = resultado_de_meta(ctx, _meta(mundo, VIAS).id)

    assert (abierta.omitida, abierta.avance) == (False, None)
    assert (cerrada.omitida, cerrada.avance) == (True, None)


def test_consolidado_lleva_el_resultado_de_entonces_y_sus_advertencias(mundo: Mundo) -> None:
    """El libro de T3 no cuela el resultado de T4; lo que nadie explicó sale en Coherencia."""
    _registrar(mundo, "hector", _datos(mundo, "4.25"))
    _registrar(mundo, "hector", _datos(mundo, "8.5", "r2", aclaracion="Con maquinaria propia"), OCTUBRE)
    with mundo.como("planeacion", OCTUBRE) as ctx:
        entonces = armar_consolidado(ctx, V2026, Corte.de("2026-T3"), None, "0.1.0")
        ahora = armar_consolidado(ctx, V2026, Corte.de("2026-T4"), None, "0.1.0")

    vias, salud = (_meta(mundo, codigo).id for codigo in (VIAS, SALUD))
    assert entonces.resultados[vias].avance == Porcentaje.de(50)
    assert ahora.resultados[vias].avance == Porcentaje.de(100)
    assert (entonces.resultados[salud].ultimo, entonces.resultados[salud].omitida) == (None, True)
    assert not ahora.resultados[salud].omitida
    de_la_meta = [h.regla for h in ahora.coherencia if h.objeto == VIAS]
    assert "R28" in de_la_meta
    assert "R26" not in de_la_meta, "ya se aclaró"


def test_con_la_meta_cumplida_el_avance_bajo_de_su_actividad_se_aclara(mundo: Mundo) -> None:
    """R26 también mira desde la actividad: la meta en 100 % y esta en 10 %."""
    from dominio.casos.reportar import Narrado, ValorAvance, revisar_avance

    _registrar(mundo, "planeacion", _datos(mundo, "8.5", aclaracion="Con maquinaria propia"))
    with mundo.como("hector") as ctx:
        actividad = mundo.actividad("A-001").id
        bajo = revisar_avance(ctx, actividad, ValorAvance(Porcentaje.de(10)))
        alto = revisar_avance(ctx, actividad, ValorAvance(Porcentaje.de(60)))

    assert [h.regla for h in bajo.por_aclarar(Narrado())] == ["R26"]
    assert alto.por_aclarar(Narrado()) == ()
