"""La meta: qué columna la identifica, cuál es su programación y cómo se acumula."""

from __future__ import annotations

from pathlib import Path

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda
from dominio.reglas.dudas_de_perfil import responder
from tests.perfiles.ajenos import (
    Columna,
    actividades,
    de_donde,
    dudas_de,
    indicativo,
    leer_con,
    libro,
    perfil_de,
    proponer_libro,
)

_PLAN = TipoLibro.PLAN


def test_meta_2026_dos_veces_es_la_cantidad_de_la_actividad_y_la_meta(tmp_path: Path) -> None:
    """La que va junto a la actividad es su cantidad; la que va junto al cuatrienio, la meta del año."""
    columnas = [
        *actividades(),
        ("CÓDIGO DE PRODUCTO", lambda n: 459901900 + n // 2),
        ("INDICADOR DE PRODUCTO", lambda n: f"Documentos del tipo {n // 2} elaborados"),
        ("LÍNEA DE BASE", lambda n: 0),
        ("META CUATRENIO", lambda n: 4),
        ("META 2026", lambda n: 0.25),
    ]
    plan = de_donde(perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", columnas))), _PLAN)
    assert plan["cantidad_programada"] == [("meta 2026", 1)]
    assert plan["meta_vigencia"] == [("meta 2026", 2)]


def test_el_indicador_de_nueve_cifras_en_la_columna_de_producto_se_dice(tmp_path: Path) -> None:
    """Un código de nueve cifras donde va el producto no se corta: se avisa."""
    columnas = [*actividades(), ("CÓDIGO DE PRODUCTO", lambda n: 459901900 + n // 2)]
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", columnas))
    assert any("nueve cifras" in d.pregunta for d in propuesta.dudas)


def test_un_codigo_que_se_repite_con_metas_distintas_no_es_la_llave(tmp_path: Path) -> None:
    """Sin código de meta se usa el que la identifica de verdad, y se dice por qué no el otro."""
    columnas = [
        *actividades(),
        ("CÓDIGO DE PRODUCTO", lambda n: (450104800, 459901900)[n // 2 % 2]),
        ("INDICADOR DE PRODUCTO", lambda n: f"Documentos del tipo {n // 2} elaborados"),
    ]
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", columnas))
    assert de_donde(perfil_de(propuesta), _PLAN)["meta_codigo"] == [("codigo del programa", 1)]
    duda = next(d for d in dudas_de(propuesta, ClaseDeDuda.FALTA) if "código de meta" in d.pregunta)
    assert "metas distintas" in duda.pregunta


def test_el_producto_si_identifica_cuando_no_se_repite(tmp_path: Path) -> None:
    """El mismo libro con un producto por meta lo usa como llave."""
    columnas = [
        ("CÓDIGO DE PRODUCTO", lambda n: 4501001 + n // 2),
        ("INDICADOR DE PRODUCTO", lambda n: f"Documentos del tipo {n // 2} elaborados"),
        *actividades(),
    ]
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", columnas))
    assert de_donde(perfil_de(propuesta), _PLAN)["meta_codigo"] == [("codigo de producto", 1)]


def test_la_meta_que_cambia_en_cada_actividad_es_su_cantidad(tmp_path: Path) -> None:
    """Si «META 2026» es distinta en actividades de la misma meta, no es la meta: se dice que falta."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", actividades()))
    plan = de_donde(perfil_de(propuesta), _PLAN)
    assert plan["cantidad_programada"] == [("meta 2026", 1)]
    assert "meta_vigencia" not in plan
    assert any(d.clave.endswith("plan.meta_vigencia:falta") for d in propuesta.dudas)


def test_la_meta_que_es_igual_en_sus_actividades_es_la_meta(tmp_path: Path) -> None:
    """La misma columna, con un solo valor por meta, sí es la meta de la vigencia."""
    columnas = [c if c[0] != "META 2026" else ("META 2026", lambda n: n // 2 + 1) for c in actividades()]
    plan = de_donde(perfil_de(proponer_libro(libro(tmp_path / "l.xlsx", columnas))), _PLAN)
    assert plan["meta_vigencia"] == [("meta 2026", 1)]


def _sumado(sumadas: int) -> list[Columna]:
    """Un indicativo donde ``sumadas`` de las metas «M» suman cuatro veces su valor."""
    de_mas = {3 * n for n in range(sumadas)}
    cuatrienio: Columna = (
        "VALOR ESPERADO CUATRIENIO",
        lambda n: (20 if n in de_mas else 5) if n % 3 == 0 else 8,
    )
    return [cuatrienio if rotulo == cuatrienio[0] else (rotulo, llenar) for rotulo, llenar in indicativo()]


def test_la_etiqueta_que_los_numeros_niegan_se_pregunta(tmp_path: Path) -> None:
    """«M» que en casi todas las metas suma los años: firme, y la respuesta cambia lo que se lee."""
    ruta = libro(tmp_path / "l.xlsx", _sumado(7))
    propuesta = proponer_libro(ruta, 2025)
    (duda,) = dudas_de(propuesta, ClaseDeDuda.ACUMULACION)
    assert duda.firme
    assert "7 de 8 metas los años suman" in duda.pregunta
    assert duda.elegida == "acum:Mantenimiento"
    corregido = responder(perfil_de(propuesta), duda, "acum:Acumulado")
    assert {m.acumulacion for m in leer_con(ruta, corregido, 2025).indicativo} == {"Acumulado"}


def test_unas_pocas_metas_que_no_cuadran_no_se_preguntan(tmp_path: Path) -> None:
    """Uno o dos errores sueltos los dice la coherencia; no se pregunta por la etiqueta."""
    propuesta = proponer_libro(libro(tmp_path / "l.xlsx", _sumado(1)), 2025)
    assert not dudas_de(propuesta, ClaseDeDuda.ACUMULACION)
