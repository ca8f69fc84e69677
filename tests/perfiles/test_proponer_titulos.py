"""Lo que dicen los títulos y lo que falta: dependencia, escala del dinero, año y columnas sin leer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda, ColumnaDelLibro, Duda, Propuesta
from dominio.reglas.dudas_de_perfil import acepta, corregir_campo, responder
from tests.libros.fabrica import dia
from tests.perfiles.ajenos import (
    Columna,
    actividades,
    campo_de,
    de_donde,
    dudas_de,
    leer_con,
    libro,
    perfil_de,
    proponer_libro,
)
from tests.perfiles.libros import cuadra

_PLAN = TipoLibro.PLAN


def _titular(*titulos: str, hoja: str = "SALUD 2026"):
    def retocar(pagina: Worksheet) -> None:
        pagina.title = hoja
        for fila, titulo in enumerate(titulos, start=1):
            pagina.cell(fila, 1, titulo)

    return retocar


def _duda(propuesta: Propuesta, final: str) -> Duda:
    return next(duda for duda in propuesta.dudas if duda.clave.endswith(final))


def _dependencias(ruta: Path, propuesta: Propuesta) -> set[str]:
    return {fila.dependencia for fila in leer_con(ruta, perfil_de(propuesta)).plan}


def test_sin_columna_ni_titulo_la_dependencia_es_la_hoja_sin_el_anio(tmp_path: Path) -> None:
    """Un libro de una hoja queda con el nombre de la hoja, sin año, aunque nadie responda la duda."""
    ruta = libro(tmp_path / "a.xlsx", actividades(), retocar=_titular())
    propuesta = proponer_libro(ruta)
    assert _dependencias(ruta, propuesta) == {"SALUD"}
    duda = _duda(propuesta, "plan.dependencia:falta")
    assert duda.firme
    assert responder(perfil_de(propuesta), duda, "valor:hoja").hojas[0].nombre == "SALUD 2026"


def test_el_titulo_va_antes_que_la_hoja_y_se_puede_escribir_otra(tmp_path: Path) -> None:
    """«PLAN DE ACCIÓN SECRETARÍA DE SALUD VIGENCIA 2026» dice la dependencia; un nombre escrito manda."""
    titulo = "PLAN DE ACCIÓN SECRETARÍA DE SALUD VIGENCIA 2026"
    ruta = libro(tmp_path / "a.xlsx", actividades(), fila=4, retocar=_titular("ALCALDÍA MUNICIPAL", titulo))
    propuesta = proponer_libro(ruta)
    assert _dependencias(ruta, propuesta) == {"SECRETARÍA DE SALUD"}
    duda = _duda(propuesta, "plan.dependencia:falta")
    assert [opcion.rotulo for opcion in duda.opciones] == ["«SECRETARÍA DE SALUD»", "«SALUD»"]
    escrita = replace(propuesta, perfil=responder(perfil_de(propuesta), duda, "valor:Salud Pública"))
    assert _dependencias(ruta, escrita) == {"Salud Pública"}
    assert not acepta(duda, "valor:" + "x" * 201)
    assert not acepta(duda, "otra cosa")


def test_el_mismo_formato_en_otra_secretaria_no_hereda_la_dependencia(tmp_path: Path) -> None:
    """El perfil guardado con Salud, en el libro de Cultura, lee Cultura; en el de Salud, lo respondido."""
    salud = libro(tmp_path / "a.xlsx", actividades(), retocar=_titular())
    cultura = libro(tmp_path / "b.xlsx", actividades(), retocar=_titular(hoja="CULTURA 2026"))
    propuesta = proponer_libro(salud)
    duda = _duda(propuesta, "plan.dependencia:falta")
    guardado = replace(responder(perfil_de(propuesta), duda, "valor:Sec. Salud"), nombre="plan")
    otra = proponer_libro(cultura, conocidos=[guardado])
    assert otra.conocido
    assert _dependencias(cultura, otra) == {"CULTURA"}
    assert _duda(otra, "plan.dependencia:falta").firme
    misma = proponer_libro(salud, conocidos=[guardado])
    assert _dependencias(salud, misma) == {"Sec. Salud"}
    assert not any(duda.firme for duda in misma.dudas)


def test_lo_guardado_se_puede_corregir(tmp_path: Path) -> None:
    """Con el formato conocido las dudas siguen ahí, sin detener, con lo guardado como tomado."""
    ruta = libro(tmp_path / "a.xlsx", actividades(), retocar=_titular())
    propuesta = proponer_libro(ruta)
    tipo = _duda(propuesta, "plan.tipo_meta:falta")
    guardado = replace(responder(perfil_de(propuesta), tipo, "valor:Gestión"), nombre="plan")
    duda = _duda(proponer_libro(ruta, conocidos=[guardado]), "plan.tipo_meta:falta")
    assert (duda.elegida, duda.firme) == ("valor:Gestión", False)


def _en_millones() -> list[Columna]:
    return [
        ("VALOR APROBADO", lambda n: (n % 4 + 1) * 1.5) if rotulo == "VALOR APROBADO" else (rotulo, llenar)
        for rotulo, llenar in actividades()
    ]


def test_cifras_en_millones_se_leen_en_pesos_y_se_confirman(tmp_path: Path) -> None:
    """Con «(cifras en millones de pesos)» en los títulos, 1,5 es un millón y medio, y la suma cuadra."""
    retocar = _titular("PLAN DE ACCIÓN 2026", "(cifras en millones de pesos)")
    ruta = libro(tmp_path / "a.xlsx", _en_millones(), fila=4, filas=4, retocar=retocar)
    propuesta = proponer_libro(ruta)
    (duda,) = dudas_de(propuesta, ClaseDeDuda.ESCALA)
    assert duda.firme
    leido = leer_con(ruta, perfil_de(propuesta))
    assert [fila.monto.centavos for fila in leido.plan if fila.monto is not None] == [
        n * 1_500_000_00 for n in (1, 2, 3, 4)
    ]
    cuadra(leido)
    en_pesos = responder(perfil_de(propuesta), duda, "escala:1")
    assert campo_de(en_pesos, _PLAN, "monto").escala == 1


def test_cifras_en_pesos_no_se_multiplican(tmp_path: Path) -> None:
    """Un título que habla de millones sin decir que son las cifras no cambia nada."""
    retocar = _titular("Inversión de 100 millones para el campo")
    ruta = libro(tmp_path / "a.xlsx", actividades(), fila=4, retocar=retocar)
    propuesta = proponer_libro(ruta)
    assert not dudas_de(propuesta, ClaseDeDuda.ESCALA)
    assert campo_de(perfil_de(propuesta), _PLAN, "monto").escala == 1


def test_el_titulo_de_otro_anio_se_avisa(tmp_path: Path) -> None:
    """«PLAN DE ACCIÓN 2025» cargado en 2026 se confirma; «2024-2027» y el de la vigencia, no."""
    columnas = [(r.replace(" 2026", ""), llenar) for r, llenar in actividades()]
    for titulo, avisa in (
        ("PLAN DE ACCIÓN 2025", True),
        ("PLAN DE ACCIÓN 2026", False),
        ("PLAN DE ACCIÓN 2024-2027", False),
    ):
        ruta = libro(tmp_path / "a.xlsx", columnas, fila=3, retocar=_titular(titulo))
        claves = [d.clave for d in proponer_libro(ruta).dudas if d.firme]
        assert any(clave.endswith("plan.anio_del_titulo") for clave in claves) is avisa, titulo


def _con_cortos() -> list[Columna]:
    return [
        ("Actividad", lambda n: f"Adecuar y dotar la sede educativa número {n}"),
        ("Producto MGA", lambda n: 2201052 + n),
        ("Cód. meta", lambda n: f"M-{n // 2}"),
        ("Meta del plan", lambda n: f"Sedes del sector {n // 2} mejoradas"),
        ("Programado 2026", lambda n: 10 * (n + 1)),
        ("Fuente CCPET", lambda n: "1.2.1.0.00" if n % 2 else 121000),
        ("Presupuesto", lambda n: 1_000_000 * (n + 1)),
        ("F. inicial", lambda n: dia(2026, 1, 1 + n)),
        ("F. final", lambda n: dia(2026, 12, 1 + n)),
    ]


def test_rotulos_abreviados_y_varios_productos_por_meta(tmp_path: Path) -> None:
    """«Cód. meta», «Fuente CCPET», «F. inicial» y «F. final» se reconocen; la meta la dice su código."""
    plan = de_donde(perfil_de(proponer_libro(libro(tmp_path / "a.xlsx", _con_cortos(), filas=8))), _PLAN)
    assert {dato: plan[dato][0][0] for dato in ("meta_codigo", "fuente_codigo", "inicio", "fin")} == {
        "meta_codigo": "cod. meta",
        "fuente_codigo": "fuente ccpet",
        "inicio": "f. inicial",
        "fin": "f. final",
    }


def test_lo_que_falta_ofrece_las_columnas_sin_leer_que_encajan(tmp_path: Path) -> None:
    """Sin rótulo que diga inicio, dos columnas de fechas sin leer son opciones de una duda firme."""
    raros = {"F. inicial": "Arranca en", "F. final": "Se entrega en"}
    columnas = [(raros.get(r, r), llenar) for r, llenar in _con_cortos()]
    propuesta = proponer_libro(libro(tmp_path / "a.xlsx", columnas, filas=8))
    duda = _duda(propuesta, "plan.fechas:falta")
    assert duda.firme
    assert [opcion.valor for opcion in duda.opciones] == ["valor:vigencia", "col:8-9"]
    plan = de_donde(responder(perfil_de(propuesta), duda, "col:8-9"), _PLAN)
    assert (plan["inicio"], plan["fin"]) == ([("arranca en", 1)], [("se entrega en", 1)])


def test_una_duda_sin_opciones_se_acepta_con_si(tmp_path: Path) -> None:
    """La que solo se puede aceptar se contesta «si»; otra cosa no la contesta."""
    duda = _duda(proponer_libro(libro(tmp_path / "a.xlsx", actividades())), "plan.actividad_codigo:falta")
    assert not duda.opciones
    assert acepta(duda, "si")
    assert not acepta(duda, "otra")


def test_corregir_agrega_un_dato_que_no_se_leia(tmp_path: Path) -> None:
    """Un dato que no se halló se puede sacar de la columna que la persona diga."""
    perfil = perfil_de(proponer_libro(libro(tmp_path / "a.xlsx", actividades())))
    columna = ColumnaDelLibro("programa", 1, 2)
    assert de_donde(corregir_campo(perfil, "Seguimiento", _PLAN, "proyecto", columna), _PLAN)["proyecto"]
