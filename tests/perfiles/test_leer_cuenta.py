"""La cuenta: nada se pierde en silencio, ni una fila ni un peso."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest

from bot.textos.lectura_de_libro import renglones_fuera
from dominio.valores.dinero import Pesos, sumar
from tests.perfiles.a_mano import campo, campos, hoja, perfil
from tests.perfiles.libros import (
    EJ,
    PAC,
    PI,
    PLAN,
    POAI,
    cuadra,
    dudas,
    escribir,
    leer,
    leer_filas,
    perfil_de_plan,
    renglon,
    tabla,
)


def test_actividad_repetida_suma_su_dinero(tmp_path):
    """La misma actividad con la misma fuente es un renglón: su dinero se suma y se dice en qué filas."""
    libro = leer_filas(tmp_path, [renglon(1), renglon(1, Presupuesto=5), renglon(2)])
    assert [(f.actividad_codigo, f.monto) for f in libro.plan] == [
        ("BP-001", Pesos.de(1_000_005)),
        ("BP-002", Pesos.de(2_000_000)),
    ]
    assert "BP-001 (filas 2, 3)" in libro.avisos[0]
    assert libro.lecturas[0].leidas == 3
    cuadra(libro)


def test_misma_actividad_con_otra_fuente_es_otro_registro(tmp_path):
    """La unidad es el registro: actividad por fuente."""
    filas = [{**renglon(1), "Fuente": "ICLD"}, {**renglon(1), "Fuente": "SGP"}]
    libro = leer_filas(tmp_path, filas, campo(PLAN, "fuente", "Fuente"))
    assert [f.fuente for f in libro.plan] == ["ICLD", "SGP"]


def test_un_codigo_con_dos_actividades(tmp_path):
    """El código que comparten dos actividades queda en la primera; la otra recibe uno, y se dice."""
    filas = [
        {**renglon(1), "Pagado": 1},
        {**renglon(1, Nombre_Actividad="Otra cosa"), "Pagado": 2},
        {**renglon(1, Nombre_Actividad="ACTIVIDAD  número 1."), "Pagado": 4},
        {**renglon(1, Nombre_Actividad="Otra cosa"), "Pagado": 8},
        {**renglon(1, Cod_Actividad="BP-001-2", Nombre_Actividad="Tercera"), "Pagado": 16},
    ]
    ejecucion = campo(EJ, "actividad_codigo", "Cód Actividad"), campo(EJ, "pagos", "Pagado")
    libro = leer_filas(tmp_path, filas, *ejecucion)
    assert libro.errores == ()
    assert [(f.actividad_codigo, f.actividad, f.sin_codigo, f.monto) for f in libro.plan] == [
        ("BP-001", "Actividad número 1", False, Pesos.de(2_000_000)),
        ("BP-001-3", "Otra cosa", True, Pesos.de(2_000_000)),
        ("BP-001-2", "Tercera", False, Pesos.de(1_000_000)),
    ]
    assert {f.actividad_codigo: f.pagos for f in libro.ejecucion} == {
        "BP-001": Pesos.de(5),
        "BP-001-3": Pesos.de(10),
        "BP-001-2": Pesos.de(16),
    }
    assert dudas(libro) == [("A3", "codigo_repetido"), ("A5", "codigo_repetido")]
    assert "BP-001-3" in libro.dudosos[0].frase
    cuadra(libro)


def test_un_codigo_con_dos_metas_es_error(tmp_path):
    """Un código de meta con dos nombres y dos programaciones no identifica una meta."""
    filas = [
        {**renglon(1), "Meta": "Vías pavimentadas", "2026": 4},
        {**renglon(2), "Meta": "Parques construidos", "2026": 9},
    ]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PI, "meta_codigo", "Meta PD"),
        campo(PI, "meta", "Meta"),
        campo(PI, "programado_2026", "2026"),
    )
    assert [(e.celda, e.codigo) for e in libro.errores] == [("C3", "clave_repetida")]


def test_renglones_que_se_contradicen(tmp_path):
    """Si dos renglones dicen distinto de la misma meta o proyecto, vale lo primero y lo otro se duda."""
    filas = [
        {**renglon(1), "BPIN": "2025769990021", "Proyecto": "Vías rurales", "Meta 2026": 4},
        {**renglon(2), "BPIN": "2025769990021", "Proyecto": "VÍAS  RURALES", "Meta 2026": None},
        {**renglon(3), "BPIN": "2025769990021", "Proyecto": "Vías urbanas", "Meta 2026": 5},
    ]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(PLAN, "bpin", "BPIN"),
        campo(PLAN, "proyecto", "Proyecto"),
        campo(PLAN, "meta_vigencia", "Meta 2026"),
    )
    assert {f.proyecto for f in libro.plan} == {"Vías rurales"}
    assert {f.meta_vigencia for f in libro.plan} == {Decimal(4)}
    assert dudas(libro) == [("J4", "renglones_contradictorios"), ("I4", "renglones_contradictorios")]


def test_ejecucion_repetida_se_agrupa(tmp_path):
    """La ejecución del mismo proyecto, actividad y fuente se suma; el total es el de la hoja."""
    filas: list[dict[str, Any]] = [
        {"BPIN": "B1", "Act": "A1", "Fondo": "121000", "Nombre": "ICLD", "Pagos": " 1.000 "},
        {"BPIN": "B1", "Act": "A1", "Fondo": "121000", "Nombre": "ICLD", "Pagos": " 2.500 "},
        {"BPIN": "B1", "Act": "A1", "Fondo": "124303", "Nombre": "SGP", "Pagos": " -   "},
        {"BPIN": "B1", "Act": "A1", "Fondo": "124303", "Nombre": "SGP", "Pagos": None},
    ]
    datos = campos(
        EJ, bpin="BPIN", actividad_codigo="Act", fuente_codigo="Fondo", fuente="Nombre", pagos="Pagos"
    )
    libro = leer(escribir(tmp_path / "l.xlsx", {"E": tabla(filas)}), perfil(hoja(datos)))
    assert [(f.fuente, f.pagos) for f in libro.ejecucion] == [("ICLD", Pesos.de(3_500)), ("SGP", Pesos.CERO)]
    assert libro.lecturas[0].leidas == 4
    cuadra(libro)


def test_agrupar_por_lo_que_dice_el_perfil(tmp_path):
    """Agrupada por proyecto, la ejecución suma las fuentes y no dice que sea de la primera."""
    filas: list[dict[str, Any]] = [
        {"BPIN": "B1", "Fondo": "1", "Pagos": 10},
        {"BPIN": "B1", "Fondo": "2", "Pagos": 20},
        {"BPIN": "B1", "Fondo": "1", "Pagos": 30},
    ]
    datos = campos(EJ, bpin="BPIN", fuente_codigo="Fondo", pagos="Pagos")
    ruta = escribir(tmp_path / "l.xlsx", {"E": tabla(filas)})
    (fila,) = leer(ruta, perfil(hoja(datos, agrupar=("bpin",)))).ejecucion
    assert (fila.bpin, fila.fuente_codigo, fila.pagos) == ("B1", None, Pesos.de(60))
    assert len(leer(ruta, perfil(hoja(datos))).ejecucion) == 2


def test_contracreditos_escritos_en_negativo(tmp_path):
    """Una columna que se resta y viene toda en negativo se guarda sin signo y la cuenta la respeta."""
    filas: list[dict[str, Any]] = [
        {"BPIN": "B1", "Contracréditos": "-42.131.250", "Pagos": 1},
        {"BPIN": "B2", "Contracréditos": " - ", "Pagos": 2},
    ]
    datos = campos(EJ, bpin="BPIN", contracreditos="Contracréditos", pagos="Pagos")
    libro = leer(escribir(tmp_path / "l.xlsx", {"E": tabla(filas)}), perfil(hoja(datos)))
    assert [f.contracreditos for f in libro.ejecucion] == [Pesos.de(42_131_250), Pesos.CERO]
    suma = next(s for s in libro.lecturas[0].sumas if s.dato == "contracreditos")
    assert (suma.en_la_hoja, suma.leida) == (Decimal(-42_131_250), Decimal(-42_131_250))
    assert libro.dudosos == ()
    cuadra(libro)


def test_un_reintegro_se_compensa_con_su_renglon(tmp_path):
    """Un pago negativo es un reintegro: se resta del renglón de su proyecto y fuente."""
    filas: list[dict[str, Any]] = [{"BPIN": "B1", "Pagos": 100}, {"BPIN": "B1", "Pagos": "(30)"}]
    datos = campos(EJ, bpin="BPIN", pagos="Pagos")
    libro = leer(escribir(tmp_path / "l.xlsx", {"E": tabla(filas)}), perfil(hoja(datos)))
    assert [f.pagos for f in libro.ejecucion] == [Pesos.de(70)]
    assert libro.dudosos == ()
    cuadra(libro)


def test_poai_y_pac_sin_proyecto_se_cuentan_aparte(tmp_path):
    """Sin BPIN no hay renglón de POAI ni de PAC: su dinero se dice aparte y la cuenta cierra."""
    filas = [
        {**renglon(1), "BPIN": "2025769990021", "Apropiación": 10, "Enero": 4},
        {**renglon(2), "BPIN": "2025769990021", "Apropiación": 5, "Enero": 1},
        {**renglon(3), "BPIN": None, "Apropiación": 7, "Enero": 2},
    ]
    libro = leer_filas(
        tmp_path,
        filas,
        campo(POAI, "bpin", "BPIN"),
        campo(POAI, "apropiacion", "Apropiación"),
        campo(PAC, "bpin", "BPIN"),
        campo(PAC, "mes_01", "Enero"),
    )
    assert [f.apropiacion for f in libro.poai] == [Pesos.de(15)]
    assert [f.meses[0] for f in libro.pac] == [Pesos.de(5)]
    (aparte,) = libro.lecturas[0].fuera
    assert (aparte.motivo, dict(aparte.sumas)) == (
        "sin_bpin",
        {"apropiacion": Decimal(7), "mes_01": Decimal(2)},
    )
    cuadra(libro)


def test_ejecucion_de_una_actividad_sin_codigo(tmp_path):
    """La ejecución que viene en la fila de una actividad sin código lleva el código asignado."""
    filas = [{**renglon(1, Cod_Actividad=None), "Pagado": 5}]
    libro = leer_filas(
        tmp_path, filas, campo(EJ, "actividad", "Nombre Actividad"), campo(EJ, "pagos", "Pagado")
    )
    assert libro.ejecucion[0].actividad_codigo == libro.plan[0].actividad_codigo == "4501001-1"


@pytest.mark.parametrize("semilla", range(12))
def test_la_cuenta_cierra_en_libros_al_azar(tmp_path, semilla):
    """Con filas de toda clase revueltas, leídas más fuera son todas y el dinero da al peso."""
    azar = random.Random(semilla)
    posibles: list[Any] = [None, "N/A", " -   ", "1.234.567", 89.5, "(5)", "#N/A", 10**6, "0\n0"]
    filas = tabla([renglon(azar.randrange(6), Presupuesto=azar.choice(posibles)) for _ in range(30)])
    for fila in filas[1:]:
        # El mismo código lleva siempre el mismo nombre: aquí se prueba la cuenta, no la llave.
        if azar.random() < 0.2:
            fila[0] = fila[1] = None
        if azar.random() < 0.1:
            fila[1], fila[0] = "TOTAL", None
    filas.insert(azar.randrange(2, 20), filas[0])
    libro = leer(escribir(tmp_path / "l.xlsx", {"Plan": filas}), perfil_de_plan())
    assert libro.errores == ()
    cuadra(libro)
    (suma,) = libro.lecturas[0].sumas
    assert sumar(f.monto for f in libro.plan if f.monto is not None).a_decimal() == suma.leida


def test_dinero_negativo_se_dice_con_su_celda(tmp_path):
    """Un renglón que suma menos de cero no se guarda: se dice su celda y su suma en pesos."""
    libro = leer_filas(tmp_path, [renglon(1), renglon(2, Presupuesto=-500)])
    (fuera,) = libro.lecturas[0].fuera
    assert (fuera.filas, fuera.frase) == ((), "suman menos de cero y no se guardan (G3)")
    (duda,) = libro.dudosos
    assert (duda.celda, duda.frase) == (
        "G3",
        "El dinero de este renglón suma -$500 y no se guarda; revíselo.",
    )
    dicho = renglones_fuera(fuera)
    assert "(G3)" in dicho
    assert "fila )" not in dicho
    assert "filas )" not in dicho
    assert "0 filas" not in dicho
    cuadra(libro)
