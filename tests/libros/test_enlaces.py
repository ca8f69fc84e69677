"""Enlaces del libro: claves repetidas, renglones contradictorios y referencias a nada."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dominio.modelo.libro import (
    ErrorDeLibro,
    FilaEjecucion,
    FilaIndicativo,
    FilaPAC,
    FilaPlan,
    FilaPOAI,
    LibroLeido,
)
from dominio.modelo.plan import TipoMeta
from dominio.reglas.enlaces import revisar_enlaces
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

NADA: frozenset[str] = frozenset()
HOJA = "Plan de acción"
BASE = FilaPlan(
    hoja=HOJA,
    fila=4,
    dependencia_codigo="20",
    dependencia="Secretaría de Salud",
    responsable="Luz Dary",
    cargo=None,
    tipo_meta=TipoMeta.PRODUCTO,
    programa_codigo="1905",
    programa=None,
    meta_codigo="M-1",
    meta=None,
    indicador="Cobertura",
    unidad=None,
    linea_base=None,
    meta_vigencia=Decimal(95),
    bpin="B-1",
    proyecto="Salud pública",
    objetivo=None,
    actividad_codigo="A-1",
    actividad="Vacunar",
    ponderacion=Porcentaje(6000),
    cantidad_programada=None,
    inicio=date(2026, 2, 1),
    fin=date(2026, 11, 30),
    avance=None,
    fuente_codigo="1.2.1",
    fuente="Libre destinación",
    monto=Pesos(100),
    contratacion=None,
)
OTRA = replace(BASE, fila=5, fuente_codigo="1.2.4", fuente="SGP")
POSICIONES = {(HOJA, "actividad_codigo"): "Q", (HOJA, "inicio"): "U", (HOJA, "proyecto"): "O"}
INDICATIVO = FilaIndicativo("PI", 2, "M-1", None, None, None, None, None, None, None, (), None)
POAI = FilaPOAI("POAI", 2, "B-1", None, "M-1", None, "1.2.1", None, Pesos(1))
PAC = FilaPAC("PAC", 2, "B-1", "1.2.1", None, (Pesos(0),) * 12)
GASTO = FilaEjecucion("Ejecución", 2, "B-1", "A-1", "1.2.1", *[None] * 11)


def _libro(*plan: FilaPlan, **partes: object) -> LibroLeido:
    return LibroLeido(plan=plan, posiciones=POSICIONES, **partes)  # type: ignore[arg-type]


def _sitios(libro: LibroLeido) -> list[tuple[str, str, str]]:
    return [(e.hoja, e.celda, e.codigo) for e in revisar_enlaces(libro, NADA, NADA, 2026)]


def test_libro_bien_enlazado_no_tiene_errores():
    """Una actividad con dos fuentes, y los demás instrumentos que la nombran, se sostienen."""
    libro = _libro(BASE, OTRA, indicativo=(INDICATIVO,), poai=(POAI,), pac=(PAC,), ejecucion=(GASTO,))
    assert _sitios(libro) == []


def test_actividad_con_la_misma_fuente_cita_ambas_filas():
    """La unidad del plan es actividad por fuente: repetirla es un error que nombra las dos filas."""
    (error,) = revisar_enlaces(_libro(BASE, replace(BASE, fila=9)), NADA, NADA, 2026)
    assert (error.celda, error.codigo) == ("Q9", "actividad_repetida")
    assert "fila 4" in error.mensaje
    assert "fila 9" in error.mensaje


@pytest.mark.parametrize(
    ("cambio", "celda"),
    [
        ({"inicio": date(2026, 3, 1)}, "U5"),
        ({"fin": date(2026, 12, 1)}, "A5"),
        ({"responsable": "Otra persona"}, "A5"),
        ({"actividad": "Otra cosa"}, "A5"),
        ({"ponderacion": Porcentaje(5000)}, "A5"),
        ({"indicador": "Otro indicador"}, "A5"),
        ({"meta_vigencia": None}, "A5"),
        ({"proyecto": "Otro proyecto"}, "O5"),
    ],
)
def test_renglones_de_lo_mismo_no_se_contradicen(cambio, celda):
    """Actividad, meta y proyecto dicen lo mismo en todos sus renglones."""
    assert _sitios(_libro(BASE, replace(OTRA, **cambio))) == [(HOJA, celda, "renglones_contradictorios")]


def test_tildes_y_vacios_opcionales_no_son_contradiccion():
    """Cambiar mayúsculas o tildes, o dejar vacío un dato opcional, no contradice."""
    parecida = replace(OTRA, responsable="LUZ  DARY", ponderacion=None, proyecto="Salud publica")
    assert _sitios(_libro(BASE, parecida)) == []


def test_fechas_invertidas_o_de_otro_anio_no_impiden_importar():
    """Esas incoherencias las dice la coherencia; aquí no son error."""
    assert _sitios(_libro(replace(BASE, inicio=date(2031, 1, 1), fin=date(2020, 1, 1)))) == []


def test_referencias_a_nada_se_senalan():
    """POAI, PAC y ejecución solo pueden nombrar lo que está en el libro o en el plan guardado."""
    poai = (replace(POAI, meta_codigo="M-9"), replace(POAI, fila=3, bpin="B-9"))
    gasto = (GASTO, replace(GASTO, fila=3, actividad_codigo="A-9"))
    libro = _libro(BASE, poai=poai, pac=(replace(PAC, bpin="B-8"),), ejecucion=gasto)
    errores = revisar_enlaces(libro, NADA, NADA, 2026)
    assert sorted(e.mensaje.split(" no está")[0] for e in errores) == [
        "El proyecto con código BPIN B-8",
        "El proyecto con código BPIN B-9",
        "La actividad A-9",
        "La meta M-9",
    ]
    assert {e.codigo for e in errores} == {"referencia_a_nada"}
    guardados = frozenset({"B-8", "B-9"})
    assert revisar_enlaces(libro, frozenset({"A-9"}), frozenset({"M-9"}), 2026, guardados) == []


def test_meta_nueva_del_indicativo_es_valida_y_sirve_de_referencia():
    """El plan indicativo puede traer metas que el plan de acción no tiene."""
    nueva = replace(INDICATIVO, meta_codigo="M-9")
    assert _sitios(_libro(BASE, indicativo=(nueva,), poai=(replace(POAI, meta_codigo="M-9"),))) == []


def test_claves_repetidas_de_cada_instrumento():
    """Una meta, un renglón del POAI, del PAC o de ejecución repetidos no se pueden enlazar."""
    libro = _libro(
        BASE,
        indicativo=(INDICATIVO, replace(INDICATIVO, fila=3)),
        poai=(POAI, replace(POAI, fila=3)),
        pac=(PAC, replace(PAC, fila=3)),
        ejecucion=(GASTO, replace(GASTO, fila=3)),
    )
    assert sorted(_sitios(libro)) == [
        ("Ejecución", "A3", "clave_repetida"),
        ("PAC", "A3", "clave_repetida"),
        ("PI", "A3", "clave_repetida"),
        ("POAI", "A3", "clave_repetida"),
    ]


def test_fila_con_error_de_lectura_cuenta_pero_no_se_compara():
    """Una celda ilegible no arrastra errores que no son: la fila existe y no se contradice con otras."""
    ilegible = replace(OTRA, inicio=date.min)
    error = ErrorDeLibro(HOJA, "U5", "fecha_imposible", "…")
    assert _sitios(_libro(BASE, ilegible, errores=(error,), ejecucion=(GASTO,))) == []


def test_hoja_sin_leer_no_inventa_referencias_rotas():
    """Si al plan le falta una columna, no se acusa a los demás instrumentos de nombrar lo que no se leyó."""
    error = ErrorDeLibro(HOJA, "", "columna_faltante", "…")
    assert _sitios(LibroLeido(errores=(error,), poai=(POAI,), ejecucion=(GASTO,))) == []
