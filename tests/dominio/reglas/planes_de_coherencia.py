"""Para cada regla de coherencia, un plan que la rompe y otro que no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from dominio.modelo.catalogo import Catalogo, Catalogos, EntradaDeCatalogo, TipoCatalogo
from dominio.modelo.coherencia import Apropiacion, OmisionVigente
from dominio.modelo.identidad import IdDependencia, IdMeta, IdResultado
from dominio.modelo.libro import FilaPAC, FilaPOAI
from dominio.modelo.plan import TipoAcumulacion, TipoMeta
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from tests.dominio.reglas.fabrica import meta, registro, renglon, reporte, saldos

V2026 = Vigencia(2026)
BPIN = "2025769990031"
UNO = [renglon(1)]
JULIO, DICIEMBRE = date(2026, 7, 15), date(2026, 12, 20)
CON_GASTO = registro(9, proyecto_id=None, bpin=None, saldos=saldos(10, 10, 10, 10, 10), contratacion=False)
OTRA = {"dependencia_id": IdDependencia(40), "dependencia": "Instituto de Deporte"}
_PARTES = ("inicial", "adiciones", "reducciones", "creditos", "contracreditos", "definitiva")


def programada(valor: str | None, **cambios: Any) -> Any:
    """Meta del Plan Indicativo con ese valor en 2026; ``None`` es NP."""
    programacion = ((2026, None if valor is None else Decimal(valor)),)
    return meta(**{"programacion": programacion, **cambios})


def anios(*valores: int) -> tuple[tuple[int, Decimal], ...]:
    """Programación desde 2024."""
    return tuple((2024 + i, Decimal(valor)) for i, valor in enumerate(valores))


def poai(monto: int, bpin: str = BPIN, codigo: str | None = "2402-01") -> FilaPOAI:
    """Renglón del POAI por ese monto en pesos."""
    return FilaPOAI("POAI", 2, bpin, None, codigo, None, "1.2.1.0.00", None, Pesos.de(monto))


def pac(*meses: int) -> FilaPAC:
    """Los doce meses del PAC, en pesos."""
    return FilaPAC("PAC", 2, BPIN, "1.2.1.0.00", None, tuple(Pesos.de(mes) for mes in meses))


def apropiacion(*montos: int) -> Apropiacion:
    """Inicial, adiciones, reducciones, créditos, contracréditos y definitiva, en pesos."""
    return Apropiacion(**dict(zip(_PARTES, (Pesos.de(monto) for monto in montos), strict=True)))


def resultado(valor: str, **cambios: Any) -> dict[str, object]:
    """El resultado de la meta 2402-01, bien narrado; ``anterior``, el que había."""
    base = ResultadoDeMeta(
        id=IdResultado(1),
        folio="RM-2026-000001",
        vigencia=V2026,
        meta_id=IdMeta(1),
        meta_codigo="2402-01",
        dependencia="Secretaría de Infraestructura",
        corte=Corte.de("2026-T3"),
        valor=Decimal(valor),
        proyeccion=None,
        logro="Se pavimentaron 3 km en La Buitrera",
        analisis="La vía quedó abierta a 4.000 vecinos",
        dificultades=None,
        aclaracion=None,
        estado=EstadoReporte.ENVIADO,
        extemporaneo=False,
        autor_id=None,
        autor=None,
        reportado_en=datetime(2026, 9, 15, 15, tzinfo=UTC),
        version=1,
    )
    anterior = cambios.pop("anterior", None)
    previos = [] if anterior is None else [replace(base, valor=Decimal(anterior))]
    return {"resultados": {1: [*previos, replace(base, version=2, **cambios)]}, "metas": [meta()]}


def reportada(
    puntos: int | str, renglon_: Mapping[str, Any] | None = None, **cambios: Any
) -> dict[str, object]:
    """A-001 con un reporte del chat bien narrado y con evidencia."""
    narrado = {"logro": "Se fundió la placa en La Buitrera", "evidencias": 1, **cambios}
    return {
        "renglones": [renglon(1, avance=puntos, **(renglon_ or {}))],
        "ultimos": {1: reporte(1, puntos, **narrado)},
    }


def _catalogos(tipo: TipoCatalogo, *codigos: str) -> Catalogos:
    entradas = {codigo: EntradaDeCatalogo(codigo, "Uno") for codigo in codigos}
    return Catalogos({tipo: Catalogo(tipo, date(2026, 1, 1), entradas)})


def _fuentes(*codigos: str) -> Catalogos:
    return _catalogos(TipoCatalogo.FUENTE, *codigos)


def _productos(*codigos: str) -> Catalogos:
    return _catalogos(TipoCatalogo.PRODUCTO, *codigos)


def _con_metas(*metas: Any, **cambios: Any) -> dict[str, object]:
    return {"renglones": [renglon(1, **cambios)], "metas": metas}


OBLIGADA = registro(1, saldos=saldos(100, 90, 80, 70, 60))
_OMITIDA = OmisionVigente("A-001", "Secretaría de Infraestructura", ("2026-T1",), False, "Héctor Rengifo")
CUATRIENIO: dict[str, Any] = {"acumulacion": TipoAcumulacion.ACUMULADO, "meta_cuatrienio": Decimal(20)}
DE_INSTITUTO = registro(1, dependencia_id=IdDependencia(40), saldos=saldos(100, 90, 80, 70, 60))
_POR_GESTION = {
    **reportada(30, {"saldos": saldos(100)}, logro="Por gestión con la comunidad"),
    "hoy": DICIEMBRE,
}

# Regla → (plan que la rompe, plan que no).
CASOS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "R01": (
        {"renglones": [renglon(1, saldos=saldos(5)), renglon(2, saldos=saldos(5))]},
        {"renglones": [renglon(1), renglon(2, fin=date(2026, 6, 30))]},
    ),
    "R02": (
        {"renglones": [renglon(1, producto_codigo="45990260")]},
        {"renglones": [renglon(1, producto_codigo="2402041")]},
    ),
    "R03": (
        {"renglones": [renglon(1), renglon(2, bpin="2025769990099")]},
        {"renglones": [renglon(1), renglon(2, bpin="2025769990099", proyecto="Otro proyecto")]},
    ),
    "R04": (
        {"renglones": [renglon(1, programa_codigo=None, programa=None)]},
        {"renglones": [renglon(1, programa_codigo=None, programa=None, tipo_meta=TipoMeta.GESTION)]},
    ),
    "R05": (
        {"renglones": [renglon(1, producto_codigo="2402041")], "catalogos": _productos("2402042")},
        {"renglones": [renglon(1, producto_codigo="2402041")], "catalogos": _productos("2402041")},
    ),
    "R06": ({"renglones": [renglon(1, responsable="Secretaría de Vías")]}, {"renglones": UNO}),
    "R07": (
        _con_metas(programada("8.5"), programada("3", codigo="2402-09", id=IdMeta(9))),
        _con_metas(programada("8.5"), programada(None, codigo="2402-09", id=IdMeta(9))),
    ),
    "R08": (_con_metas(programada("0", codigo="1905-01")), _con_metas(programada("8.5"))),
    "R09": (_con_metas(programada("9.25")), _con_metas(programada("8.50"))),
    "R10": (
        _con_metas(programada("8.5", programacion_original=anios(1, 2, 3, 4), **CUATRIENIO)),
        _con_metas(programada("8.5", programacion_original=anios(2, 6, 8, 4), **CUATRIENIO)),
    ),
    "R11": (
        {"renglones": [renglon(1, sin_fechas=True)]},
        {"renglones": [renglon(1, inicio=date(2026, 1, 1), fin=date(2026, 12, 31))]},
    ),
    "R12": (
        {
            "renglones": [
                renglon(1, ponderacion=60, producto_codigo="2402041"),
                renglon(2, nombre="Otra", ponderacion=60, producto_codigo="2402042"),
            ]
        },
        {
            "renglones": [
                renglon(1, ponderacion=60, producto_codigo="2402041"),
                renglon(2, nombre="Otra", ponderacion=40, producto_codigo="2402042"),
            ]
        },
    ),
    "R13": (
        {"renglones": UNO, "poai": [poai(10, bpin="2025769990099")]},
        {"renglones": UNO, "poai": [poai(10)]},
    ),
    "R14": (
        {"renglones": UNO, "registros": [registro(1, monto=Pesos.de(12))], "poai": [poai(10)]},
        {"renglones": UNO, "registros": [registro(1, monto=Pesos.de(10))], "poai": [poai(10)]},
    ),
    "R15": (
        {"renglones": UNO, "registros": [registro(1)], "catalogos": _fuentes("1.2.4.1.01")},
        {"renglones": UNO, "registros": [registro(1)], "catalogos": _fuentes("1.2.1.0.00")},
    ),
    "R16": (
        {"renglones": UNO, "registros": [OBLIGADA], "pac": [pac(*[5] * 12)], "hoy": JULIO},
        {"renglones": UNO, "registros": [OBLIGADA], "pac": [pac(*[10] * 12)], "hoy": JULIO},
    ),
    "R17": (
        {"renglones": UNO, "registros": [registro(1, saldos=saldos(100, 90, 80, 70, 75))]},
        {"renglones": UNO, "registros": [registro(1, saldos=saldos(100, 0, 80, 70, 60))]},
    ),
    "R18": (
        {"renglones": UNO, "registros": [registro(1, saldos=saldos(0, 5, 5, 5, 5))]},
        {"renglones": UNO, "registros": [OBLIGADA]},
    ),
    "R19": (
        {"renglones": UNO, "registros": [registro(1), CON_GASTO], "hoy": JULIO},
        {"renglones": UNO, "registros": [registro(1), CON_GASTO], "hoy": date(2026, 6, 30)},
    ),
    "R20": (
        reportada(50, {"cantidad_programada": Decimal(10)}, cantidad=Decimal(4)),
        reportada(40, {"cantidad_programada": Decimal(10)}, cantidad=Decimal(4)),
    ),
    "R21": ({"renglones": [renglon(1, avance="100.01")]}, {"renglones": [renglon(1, avance=100)]}),
    "R22": (
        {"renglones": [renglon(1, avance=0, cantidad_programada=Decimal(5), saldos=saldos(10, 9, 8, 2))]},
        {"renglones": [renglon(1, avance=1, cantidad_programada=Decimal(5), saldos=saldos(10, 9, 8, 2))]},
    ),
    "R23": ({"renglones": UNO}, {"renglones": [renglon(1, cantidad_programada=Decimal(5))]}),
    "R24": (
        {"renglones": [renglon(1, avance=30, saldos=saldos(100))], "registros": [CON_GASTO]},
        {"renglones": [renglon(1, avance=30, saldos=saldos(100, 9, 8, 7))], "registros": [CON_GASTO]},
    ),
    "R25": (
        {"renglones": [renglon(1, saldos=saldos(100, 90, 80, 31))]},
        {"renglones": [renglon(1, saldos=saldos(100, 90, 80, 30))]},
    ),
    "R26": (
        {**resultado("8.5"), "renglones": [renglon(1, avance=29)]},
        {**resultado("8.5"), "renglones": [renglon(1, avance=30)]},
    ),
    "R27": (reportada(0, logro=None), reportada(0, logro=None, dificultades="Sin contratista")),
    "R28": (reportada(10, logro=None), reportada(10)),
    "R29": (reportada(0, dificultades="Lluvias"), reportada(0, logro=None, dificultades="Lluvias")),
    "R30": (
        {"renglones": [renglon(1, avance=10)], "metas": [programada(None)]},
        {"renglones": [renglon(1, avance=10)], "metas": [programada("8.5")]},
    ),
    "R31": (
        {**resultado("4", proyeccion=Decimal(3)), "renglones": UNO},
        {**resultado("4", proyeccion=Decimal("8.5")), "renglones": UNO},
    ),
    "R32": (
        {**reportada(30), "previos": {1: reporte(1, 40)}},
        {**reportada(40), "previos": {1: reporte(1, 40)}},
    ),
    "R33": ({"renglones": [renglon(1, indicador=".")]}, {"renglones": [renglon(1, indicador=None)]}),
    "R34": (reportada(10, evidencias=0), reportada(10)),
    "R35": (reportada(10, logro="Se avanzó según lo planeado"), reportada(10)),
    "R36": (
        {**reportada(10), "limite_narrativa": 20},
        {**reportada(10), "limite_narrativa": 225},
    ),
    "R37": ({"renglones": UNO, "omisiones": [_OMITIDA]}, {"renglones": UNO}),
    "R38": (
        {**resultado("4"), "renglones": UNO, "logros": {"2402-01": Decimal(5)}},
        {**resultado("4"), "renglones": UNO, "logros": {"2402-01": Decimal("4.0")}},
    ),
    "R39": (
        {"renglones": [renglon(1, **OTRA)], "registros": [DE_INSTITUTO], "hoy": DICIEMBRE},
        {
            "renglones": [renglon(1, **OTRA)],
            "registros": [DE_INSTITUTO],
            "hoy": DICIEMBRE,
            "certificadas": frozenset({1}),
        },
    ),
    "R40": (_POR_GESTION, {**_POR_GESTION, "certificadas": frozenset({1})}),
    "V03": (
        {**resultado("190"), "renglones": UNO, "metas": [meta(linea_base=Decimal(180))]},
        {**resultado("8"), "renglones": UNO, "metas": [meta(linea_base=Decimal(180))]},
    ),
    "V04": ({**resultado("18"), "renglones": UNO}, {**resultado("9"), "renglones": UNO}),
}
