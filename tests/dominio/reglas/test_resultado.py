"""El resultado de una meta: cómo se mide, quién lo reporta y qué se advierte."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from dominio.errores import EntradaInvalida, NumeroIlegible
from dominio.errores.metas import NivelBajoLaLineaBase
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdMeta, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Meta, TipoAcumulacion
from dominio.modelo.resultado import ClaseDeValor
from dominio.reglas.resultado import (
    avance_de_actividades,
    medir_resultado,
    parece_nivel,
    programado_de,
    puede_reportar_resultado,
    resultado_legible,
    sin_resultado,
    valor_del_anio,
)
from dominio.reglas.verosimilitud.resultado import CasoDeResultado, advertencias, piden_aclaracion
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import meta, renglon

V2026 = Vigencia(2026)
# La ficha real de Guatapé: se parte de 180, este año se sube 1,5 y alguien reporta 233.
NIVEL: dict[str, Any] = {"linea_base": Decimal(180), "meta_vigencia": Decimal("1.5")}


def _persona(rol: Rol, numero: int = 7, dependencia: int | None = 30) -> Persona:
    propia = None if dependencia is None else IdDependencia(dependencia)
    return Persona(IdPersona(numero), IdEntidad(1), "Alguien", None, rol, propia, None, None)


def test_programado_prevalece_el_indicativo() -> None:
    """NP en el indicativo es NP aunque el plan diga un número; sin indicativo manda el plan."""
    assert programado_de(meta(), V2026) == Decimal("8.5")
    assert programado_de(meta(programacion=((2026, Decimal(9)),)), V2026) == Decimal(9)
    assert programado_de(meta(programacion=((2026, None),)), V2026) is None
    assert programado_de(meta(programacion=((2025, Decimal(4)),)), V2026) == Decimal("8.5")


@pytest.mark.parametrize(
    ("acumulacion", "programado", "valor", "avance"),
    [
        (None, "100", "45.5", "45.5"),
        (TipoAcumulacion.FLUJO, "100", "120", "120"),
        (TipoAcumulacion.MANTENIMIENTO, "95", "95", "100"),
        (TipoAcumulacion.REDUCCION, "5", "9", "20"),
        (TipoAcumulacion.REDUCCION, "0", "0", "100"),
        (TipoAcumulacion.REDUCCION, "10", "9", None),
        (None, "0", "9", None),
        (None, None, "9", None),
    ],
)
def test_medir_segun_acumulacion(
    acumulacion: TipoAcumulacion | None, programado: str | None, valor: str, avance: str | None
) -> None:
    """Lo no programado no se mide; la reducción mide cuánto bajó desde la línea base."""
    una = meta(acumulacion=acumulacion, linea_base=Decimal(10))
    debido = None if avance is None else Porcentaje.de(avance)

    assert medir_resultado(una, None if programado is None else Decimal(programado), Decimal(valor)) == debido


def test_medir_lo_que_no_cabe_queda_en_el_maximo() -> None:
    """Una consulta no se cae por un valor absurdo guardado antes de reprogramar."""
    assert medir_resultado(meta(), Decimal("0.001"), Decimal(10) ** 9) == Porcentaje.MAXIMO


@pytest.mark.parametrize(
    ("cambios", "valor", "parece"),
    [
        (NIVEL, "233", True),
        (NIVEL, "180", True),
        (NIVEL, "179", False),
        (NIVEL, "3", False),
        (NIVEL | {"acumulacion": TipoAcumulacion.FLUJO}, "233", True),
        (NIVEL | {"acumulacion": TipoAcumulacion.MANTENIMIENTO}, "233", False),
        (NIVEL | {"acumulacion": TipoAcumulacion.CAPACIDAD}, "233", False),
        (NIVEL | {"linea_base": None}, "233", False),
        (NIVEL | {"linea_base": Decimal(0)}, "233", False),
        (NIVEL | {"meta_vigencia": None}, "233", False),
        ({"linea_base": Decimal(100), "meta_vigencia": Decimal(120)}, "130", False),
    ],
)
def test_parece_nivel(cambios: dict[str, Any], valor: str, parece: bool) -> None:
    """Se pregunta cuando alcanza la línea base y es más del doble de lo programado en el año."""
    una = meta(**cambios)

    assert parece_nivel(una, una.meta_vigencia, Decimal(valor)) is parece


def test_valor_del_anio_descuenta_la_linea_base_solo_si_es_el_nivel() -> None:
    """233 como nivel son 53 de este año; por debajo de la línea base no puede ser nivel."""
    una = meta(**NIVEL)

    assert valor_del_anio(una, Decimal(233), ClaseDeValor.NIVEL) == 53
    assert valor_del_anio(una, Decimal(233), ClaseDeValor.DEL_ANIO) == 233
    assert valor_del_anio(una, Decimal(3), None) == 3
    with pytest.raises(NivelBajoLaLineaBase):
        valor_del_anio(una, Decimal(179), ClaseDeValor.NIVEL)


@pytest.mark.parametrize(
    ("valor", "error"),
    [
        ("-1", EntradaInvalida),
        ("1.2345", NumeroIlegible),
        ("NaN", NumeroIlegible),
        ("Infinity", NumeroIlegible),
    ],
)
def test_resultado_ilegible(valor: str, error: type[Exception]) -> None:
    """Ni negativos, ni más de tres decimales, ni lo que no es número."""
    assert resultado_legible(Decimal("12.500")) == Decimal("12.5")
    with pytest.raises(error):
        resultado_legible(Decimal(valor))


@pytest.mark.parametrize(
    ("persona", "coordinadora", "puede"),
    [
        (_persona(Rol.PLANEACION, 1, None), 99, True),
        (_persona(Rol.JEFE), 30, True),
        (_persona(Rol.JEFE), None, True),
        (_persona(Rol.JEFE), 99, False),
        (_persona(Rol.JEFE, 1, 99), 99, True),
        (_persona(Rol.JEFE, 1, 40), None, False),
        (_persona(Rol.RESPONSABLE), 30, True),
        (_persona(Rol.RESPONSABLE), None, True),
        (_persona(Rol.RESPONSABLE), 99, False),
        (_persona(Rol.RESPONSABLE, 8), None, False),
    ],
)
def test_reporta_quien_coordina(persona: Persona, coordinadora: int | None, puede: bool) -> None:
    """La coordinadora del indicativo manda; si no la dice, la que tiene actividades de la meta."""
    una = meta(coordinadora_id=None if coordinadora is None else IdDependencia(coordinadora))
    actividad = renglon(1)
    propia = persona.id == actividad.responsable_id or persona.dependencia_id == actividad.dependencia_id
    a_cargo = [actividad] if propia and persona.id != 8 else []

    assert puede_reportar_resultado(persona, una, a_cargo) is puede


def test_actividades_al_lado_del_resultado() -> None:
    """Ponderadas y con tope 100; sin actividades no hay cifra."""
    dos = [renglon(1, avance=50, ponderacion=60), renglon(2, ponderacion=40)]

    assert avance_de_actividades(dos) == Porcentaje.de(30)
    assert avance_de_actividades([renglon(1, avance=150)]) == Porcentaje.de(100)
    assert avance_de_actividades([]) is None


def test_sin_resultado_no_cuenta_las_no_programadas() -> None:
    """NP y 0 no se omiten: no se esperaban."""
    programada = meta("A", id=IdMeta(1))
    metas = [
        programada,
        meta("B", id=IdMeta(2), meta_vigencia=None),
        meta("C", id=IdMeta(3), meta_vigencia=Decimal(0)),
    ]

    assert sin_resultado(metas, V2026, ()) == (programada,)
    assert sin_resultado(metas, V2026, {1}) == ()


def _caso(valor: str = "5", una: Meta | None = None, **cambios: Any) -> CasoDeResultado:
    sano: dict[str, Any] = {
        "logro": "Se mejoró la vía El Carmen",
        "analisis": "La maquinaria propia rindió más",
        "actividades": [renglon(1, avance=50)],
        "anterior": Decimal(4),
    }
    return CasoDeResultado(una or meta(), V2026, "Infraestructura", valor=Decimal(valor), **(sano | cambios))


def _reglas(*args: Any, **cambios: Any) -> list[str]:
    return [hallazgo.regla for hallazgo in advertencias(_caso(*args, **cambios))]


def test_resultado_sano_no_dice_nada() -> None:
    """Sube, se explica y concuerda con sus actividades."""
    assert _reglas(proyeccion=Decimal("8.5")) == []


def test_r21_supera_lo_programado() -> None:
    """Hasta el 100 % calla; por encima pregunta si se mantiene, y no exige nota."""
    assert _reglas("8.5") == []
    assert _reglas("8.6") == ["R21"]
    assert piden_aclaracion(advertencias(_caso("8.6"))) == ()


def test_v04_mas_del_doble_exige_nota() -> None:
    """200 % justo es R21; más, una nota."""
    assert _reglas("17") == ["R21"]
    assert _reglas("17.1") == ["V04"]
    assert piden_aclaracion(advertencias(_caso("17.1"))) != ()
    assert piden_aclaracion(advertencias(_caso("17.1", aclaracion="Llegó la Nación"))) == ()


def test_v03_nivel_por_incremento_en_vez_de_v04() -> None:
    """Lo que parece nivel se dice como nivel, una sola vez."""
    una = meta(**NIVEL)

    assert _reglas("233", una) == ["V03"]
    assert _reglas("53", una) == ["V04"]


def test_r26_se_contrasta_por_proyecto() -> None:
    """La media global esconde al proyecto atrasado; por debajo de 100 % no se juzga."""
    actividades = [renglon(1, avance=100), renglon(2, avance=20, bpin="2025769990032")]

    hallada = next(h for h in advertencias(_caso("8.5", actividades=actividades)) if h.regla == "R26")
    assert "2025769990032 (20 %)" in hallada.mensaje
    assert "2025769990031" not in hallada.mensaje
    assert _reglas("8.4", actividades=actividades) == []
    assert _reglas("8.5", actividades=[renglon(1, avance=30)]) == []
    assert _reglas("8.5", actividades=[]) == []


@pytest.mark.parametrize(
    ("valor", "dificultades", "reglas"),
    [("0", None, ["R32", "R27"]), ("0", "Sin contrato", ["R32"]), ("1", None, ["R32"]), ("4", None, [])],
)
def test_r27_y_r32(valor: str, dificultades: str | None, reglas: list[str]) -> None:
    """El cero se justifica en Dificultades y el acumulado del año no baja sin nota."""
    assert _reglas(valor, dificultades=dificultades) == reglas


def test_r32_un_nivel_puede_bajar() -> None:
    """En mantenimiento, capacidad y reducción lo reportado sube y baja."""
    assert _reglas("3", meta(acumulacion=TipoAcumulacion.MANTENIMIENTO)) == []


def test_r28_nombra_lo_que_falta() -> None:
    """Logro y análisis; en 0 no se piden."""
    (hallada,) = advertencias(_caso(analisis=None))

    assert (hallada.regla, hallada.mensaje) == ("R28", "A la meta 2402-01 le falta el análisis.")
    assert "el principal logro y el análisis" in advertencias(_caso(logro=" ", analisis=""))[0].mensaje
    assert _reglas("0", logro=None, analisis=None, anterior=None, dificultades="Sin contrato") == []


@pytest.mark.parametrize("programado", [None, Decimal(0)])
def test_r30_no_programada(programado: Decimal | None) -> None:
    """Se guarda y se advierte; un cero en una NP no dice nada."""
    una = meta(meta_vigencia=programado)

    assert _reglas(una=una) == ["R30"]
    assert _reglas("0", una, anterior=None) == []


@pytest.mark.parametrize(
    ("proyeccion", "dice"),
    [("4", "menos de lo que ya acumula (5)"), ("8", "programó 8,5"), ("8.5", None), (None, None)],
)
def test_r31_cierre_por_debajo(proyeccion: str | None, dice: str | None) -> None:
    """No alcanza la meta, o es menor que lo ya hecho."""
    caso = _caso(proyeccion=None if proyeccion is None else Decimal(proyeccion))
    mensajes = [h.mensaje for h in advertencias(caso) if h.regla == "R31"]

    assert [dice in mensaje for mensaje in mensajes if dice] == ([True] if dice else [])


def test_r35_logro_de_cajon() -> None:
    """Vale para el logro y para el análisis."""
    assert _reglas(analisis="Se avanzó según lo programado") == ["R35"]


def test_lo_aclarado_queda_informativo_y_al_final() -> None:
    """La nota no borra la advertencia: quien revisa la ve."""
    halladas = advertencias(_caso("17.1", logro=None, aclaracion="Llegó la Nación"))

    assert [(h.regla, h.severidad) for h in halladas] == [
        ("R28", Severidad.ADVERTENCIA),
        ("V04", Severidad.INFORMATIVO),
    ]
    assert all("2402-01" in h.mensaje and h.objeto == "2402-01" for h in halladas)
    assert all(h.dependencia == "Infraestructura" for h in halladas)
    assert replace(_caso(), valor=Decimal("8.5")).avance == Porcentaje.de(100)
