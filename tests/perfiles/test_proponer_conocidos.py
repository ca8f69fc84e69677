"""Un perfil guardado vuelve a servir el trimestre y el año siguientes, si el contenido es de su clase."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda, ColumnaDelLibro, Perfil
from dominio.reglas.dudas_de_perfil import corregir_campo
from tests.perfiles.ajenos import (
    Columna,
    actividades,
    con_rotulos,
    cuadro,
    de_donde,
    dudas_de,
    indicativo,
    leer_con,
    libro,
    perfil_de,
    poner,
    proponer_libro,
    varias,
)

_PLAN, _PI, _EJ = TipoLibro.PLAN, TipoLibro.INDICATIVO, TipoLibro.EJECUCION


def _guardado(ruta: Path, vigencia: int = 2026, nombre: str = "seguimiento") -> Perfil:
    return replace(perfil_de(proponer_libro(ruta, vigencia)), nombre=nombre)


def test_el_mismo_formato_se_reconoce(tmp_path: Path) -> None:
    """Otro libro con el mismo encabezado usa el perfil guardado, con lo que la persona corrigió."""
    guardado = _guardado(libro(tmp_path / "a.xlsx", cuadro()))
    guardado = corregir_campo(
        guardado, "Seguimiento", _PLAN, "monto", ColumnaDelLibro("presupuesto inicial", 1, 20)
    )
    propuesta = proponer_libro(libro(tmp_path / "b.xlsx", cuadro(), filas=31), conocidos=[guardado])
    assert propuesta.conocido
    assert perfil_de(propuesta).nombre == "seguimiento"
    assert de_donde(perfil_de(propuesta), _PLAN)["monto"] == [("presupuesto inicial", 1)]
    assert not any(duda.firme for duda in propuesta.dudas)


def test_sirve_aunque_cambien_la_fila_y_el_nombre_de_la_hoja(tmp_path: Path) -> None:
    """El encabezado corrido de fila y la hoja con otro nombre son el mismo formato."""
    guardado = _guardado(libro(tmp_path / "a.xlsx", cuadro()))
    ruta = varias(tmp_path / "b.xlsx", {"MARZO": lambda hoja: poner(hoja, cuadro(), fila=11)})
    propuesta = proponer_libro(ruta, conocidos=[guardado])
    assert propuesta.conocido
    assert perfil_de(propuesta).hojas[0].fila_encabezado == 11
    assert len(leer_con(ruta, perfil_de(propuesta)).plan) == 24


def test_otro_encabezado_no_es_el_mismo_formato(tmp_path: Path) -> None:
    """Con una columna de menos ya no es ese formato: se propone de nuevo."""
    guardado = _guardado(libro(tmp_path / "a.xlsx", cuadro()))
    propuesta = proponer_libro(libro(tmp_path / "b.xlsx", cuadro()[:-1]), conocidos=[guardado])
    assert not propuesta.conocido
    assert perfil_de(propuesta).nombre == ""


def test_el_mismo_encabezado_con_los_rotulos_corridos_se_propone_de_nuevo(tmp_path: Path) -> None:
    """Misma huella y otro contenido: no se lee con el perfil viejo y se dice qué cambió."""
    guardado = _guardado(libro(tmp_path / "a.xlsx", cuadro()))
    ruta = libro(tmp_path / "b.xlsx", cuadro(corridos=True))
    propuesta = proponer_libro(ruta, conocidos=[guardado])
    assert not propuesta.conocido
    assert perfil_de(propuesta).huella == guardado.huella
    (duda,) = dudas_de(propuesta, ClaseDeDuda.FORMATO_CAMBIADO)
    assert duda.firme
    assert propuesta.dudas[0] == duda
    assert "seguimiento" in duda.pregunta
    assert "Nombre Producto MGA" in duda.pregunta
    assert de_donde(perfil_de(propuesta), _PLAN)["producto_codigo"] == [("nombre producto mga", 1)]


def test_de_dos_guardados_sirve_el_que_cuadra_con_el_contenido(tmp_path: Path) -> None:
    """Un perfil para cada variante del mismo encabezado: cada libro toma el suyo."""
    derecho = _guardado(libro(tmp_path / "a.xlsx", cuadro()), nombre="derecho")
    corrido = _guardado(libro(tmp_path / "b.xlsx", cuadro(corridos=True)), nombre="corrido")
    conocidos = [derecho, corrido]
    assert perfil_de(proponer_libro(tmp_path / "a.xlsx", conocidos=conocidos)).nombre == "derecho"
    assert perfil_de(proponer_libro(tmp_path / "b.xlsx", conocidos=conocidos)).nombre == "corrido"


def test_el_libro_del_cuatrienio_siguiente_se_lee_con_sus_anios(tmp_path: Path) -> None:
    """«Valor esperado 2028…» ocupa el sitio de «2024…» sin volver a preguntar."""
    guardado = _guardado(libro(tmp_path / "a.xlsx", indicativo()), 2025)
    ruta = libro(tmp_path / "b.xlsx", indicativo((2028, 2029, 2030, 2031)))
    propuesta = proponer_libro(ruta, 2029, [guardado])
    assert propuesta.conocido
    perfil = perfil_de(propuesta)
    assert "programado_2029" in de_donde(perfil, _PI)
    assert de_donde(perfil, _EJ)["pagos"] == [("pagos 2029", 1)]
    assert [a for a, _v in leer_con(ruta, perfil, 2029).indicativo[0].programacion] == [
        2028,
        2029,
        2030,
        2031,
    ]


def test_el_mismo_libro_para_otra_vigencia_toma_sus_columnas(tmp_path: Path) -> None:
    """Si el libro trae la misma columna de dos años, el perfil guardado en uno sirve en el otro."""
    guardado = _guardado(libro(tmp_path / "a.xlsx", indicativo()), 2025)
    perfil = perfil_de(proponer_libro(tmp_path / "a.xlsx", 2024, [guardado]))
    assert de_donde(perfil, _EJ)["compromisos"] == [("compromisos 2024", 1)]


def test_el_trimestre_del_rotulo_no_cambia_la_huella(tmp_path: Path) -> None:
    """«Avance trimestre 1» y «Avance trimestre 2» son el mismo formato."""

    def de(trimestre: str) -> list[Columna]:
        return con_rotulos(actividades(), lambda r: r.replace("P.A 2026", f"Trimestre {trimestre} 2026"))

    guardado = _guardado(libro(tmp_path / "a.xlsx", de("I")))
    propuesta = proponer_libro(libro(tmp_path / "b.xlsx", de("II")), conocidos=[guardado])
    assert propuesta.conocido
    (avance,) = de_donde(perfil_de(propuesta), _PLAN)["avance"]
    assert avance[0].startswith("% cumplimiento trimestre ii")


def test_una_copia_nueva_en_un_formato_conocido_se_pregunta(tmp_path: Path) -> None:
    """Aunque el perfil sea conocido, una hoja copiada que antes no estaba no se lee dos veces."""

    def de(desde: int):
        def llenar(hoja: Worksheet) -> None:
            poner(hoja, actividades(), fila=3, filas=8, desde=desde)

        return llenar

    guardado = _guardado(varias(tmp_path / "a.xlsx", {"Salud": de(0), "Turismo": de(20)}))
    ruta = varias(tmp_path / "b.xlsx", {"Salud": de(0), "Turismo": de(20), "Copia de Salud": de(0)})
    propuesta = proponer_libro(ruta, conocidos=[guardado])
    assert propuesta.conocido
    assert [d.hoja for d in dudas_de(propuesta, ClaseDeDuda.HOJA)] == ["Copia de Salud"]
    assert len(leer_con(ruta, perfil_de(propuesta)).plan) == 16
