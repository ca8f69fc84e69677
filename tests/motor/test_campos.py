"""Campos de los diálogos: lo mostrado se puede volver a teclear y da lo mismo."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogos.campo_archivos import CampoArchivos
from bot.dialogos.campos import (
    CANTIDAD,
    PESOS,
    PORCENTAJE,
    CampoOpcion,
    campo_fecha,
    campo_texto,
)
from bot.motor.campos import Campo, Datos, Eleccion, Entorno
from dominio.entender.numeros import Pregunta, Valor
from dominio.errores import EntradaInvalida
from dominio.errores.ciclo import ArchivoNoAdmitido
from dominio.modelo.evidencia import ClaseEvidencia
from dominio.modelo.identidad import IdPersona
from dominio.modelo.reporte import ArchivoAdjunto
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje

ENTORNO = Entorno(Datos(datetime(2026, 9, 4, 15, tzinfo=UTC)), {})
INICIO, FIN = date(2026, 1, 1), date(2026, 9, 4)
FECHA = campo_fecha(lambda _entorno: (INICIO, FIN))
ELECCIONES = (Eleccion("1", "A-001 Vacunar"), Eleccion("2", "A-002 Dictar talleres", ("A-002", "2")))
OPCION = CampoOpcion(lambda _entorno: ELECCIONES, numeradas=False)


def _ida_y_vuelta(campo: Campo, valor: object) -> None:
    assert campo.recuperar(campo.guardar(valor)) == valor
    assert campo.leer(campo.mostrar(valor, ENTORNO), ENTORNO) == Valor(valor)
    assert campo.admitir(campo.guardar(valor), ENTORNO) == campo.guardar(valor)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10_000))
def test_porcentaje_mostrado_se_vuelve_a_leer(centesimas: int) -> None:
    """leer(mostrar(v)) == v para todo porcentaje declarable."""
    _ida_y_vuelta(PORCENTAJE, Porcentaje(centesimas))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**15))
def test_pesos_mostrados_se_vuelven_a_leer(centavos: int) -> None:
    """leer(mostrar(v)) == v para todo monto, al centavo."""
    _ida_y_vuelta(PESOS, Pesos(centavos))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["", ".5", ".25", ".125"]))
def test_cantidad_mostrada_se_vuelve_a_leer(entero: int, fraccion: str) -> None:
    """leer(mostrar(v)) da la misma cantidad; «1,125», que admite dos lecturas, pregunta por ella."""
    valor = Decimal(f"{entero}{fraccion}")
    leido = CANTIDAD.leer(CANTIDAD.mostrar(valor, ENTORNO), ENTORNO)

    if isinstance(leido, Pregunta):
        assert valor in [opcion.valor for opcion in leido.opciones]
    else:
        assert leido == Valor(valor)
    assert CANTIDAD.recuperar(CANTIDAD.admitir(CANTIDAD.guardar(valor), ENTORNO)) == valor


@settings(max_examples=60, deadline=None)
@given(st.dates(INICIO, FIN))
def test_fecha_mostrada_se_vuelve_a_leer(dia: date) -> None:
    """leer(mostrar(v)) == v para toda fecha entre los límites."""
    _ida_y_vuelta(FECHA, dia)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_texto_leido_no_cambia_al_volver_a_leerlo(crudo: str) -> None:
    """Lo que un campo de texto acepta queda igual al mostrarlo y leerlo otra vez."""
    campo = campo_texto(50)
    try:
        leido = campo.leer(crudo, ENTORNO)
    except EntradaInvalida:
        return
    assert isinstance(leido, Valor)
    _ida_y_vuelta(campo, leido.valor)


@pytest.mark.parametrize(
    ("escrito", "clave"),
    [("2", "2"), ("a-002", "2"), ("A-002 Dictar talleres", "2"), ("TALLERES", "2"), ("vacunar", "1")],
)
def test_opcion_se_escoge_por_numero_codigo_o_nombre(escrito: str, clave: str) -> None:
    """Una opción se puede teclear de varias formas."""
    assert OPCION.leer(escrito, ENTORNO) == Valor(clave)


def test_opcion_que_coincide_con_varias_se_pregunta() -> None:
    """Si lo escrito está en varias opciones, se pregunta cuál."""
    assert isinstance(OPCION.leer("a", ENTORNO), Pregunta)


def test_opcion_forjada_no_se_admite() -> None:
    """Una clave que no está entre las opciones no entra por un botón."""
    with pytest.raises(EntradaInvalida):
        OPCION.admitir("99", ENTORNO)


def test_archivos_se_acumulan_sin_repetirse() -> None:
    """Cada archivo suma una vez y la respuesta sigue abierta hasta «Listo»."""
    campo = CampoArchivos()
    uno = ArchivoAdjunto("f1", "u1", "a.jpg", "image/jpeg", 10)
    otro = ArchivoAdjunto("f2", "u2", "b.pdf", "application/pdf", 10, "album")

    guardado = ""
    for archivo in (uno, otro, uno):
        captado = campo.captar(archivo, ENTORNO, guardado)
        assert isinstance(captado, str)
        guardado = captado

    assert campo.recuperar(guardado) == (uno, otro)
    assert not campo.completo(guardado)
    assert campo.completo(campo.abierto(guardado, abrir=False))


def test_archivos_tienen_tope() -> None:
    """Pasado el máximo se dice cuántos caben."""
    campo = CampoArchivos()
    guardado = campo.guardar(tuple(ArchivoAdjunto(f"f{n}", f"u{n}", "a.pdf", "", 1) for n in range(20)))

    with pytest.raises(EntradaInvalida, match="demasiados_archivos"):
        campo.captar(ArchivoAdjunto("f", "u", "a.pdf", "", 1), ENTORNO, guardado)
    assert campo.captar(ArchivoAdjunto("f3", "u3", "a.pdf", "", 1), ENTORNO, guardado) == guardado


def test_archivos_conservan_todo_lo_que_se_sabe_de_ellos() -> None:
    """Un lugar con su hora y quién lo mandó vuelve igual del borrador; uno de antes, también se lee."""
    campo, cuando = CampoArchivos(), datetime(2026, 9, 4, 15, tzinfo=UTC)
    lugar = ArchivoAdjunto(
        "", "lugar:3.45,-76.5", "ubicación", "", 0, None, ClaseEvidencia.UBICACION, cuando, IdPersona(7),
        Decimal("3.450000"), Decimal("-76.500000"),
    )  # fmt: skip
    de_antes = '{"archivos": [["f", "u", "foto.jpg", "image/jpeg", 9, null]], "listo": true}'

    assert campo.recuperar(campo.guardar((lugar,))) == (lugar,)
    assert campo.recuperar(de_antes)[0].clase is ClaseEvidencia.FOTO


@pytest.mark.parametrize("nombre", ["virus.exe", "fotos.zip", "logo.svg", "pagina.html", "archivo"])
def test_archivos_que_no_son_evidencia_no_entran(nombre: str) -> None:
    """Lo que se ejecuta, se abre en un navegador o viene comprimido se rechaza al llegar."""
    with pytest.raises(ArchivoNoAdmitido):
        CampoArchivos().captar(ArchivoAdjunto("f", "u", nombre, "", 1), ENTORNO, "")


def test_calendario_no_pasa_de_ocho_botones_ni_se_sale_de_los_limites() -> None:
    """Cualquier vista del calendario cabe en una pantalla, y toda fecha ofrecida es admisible."""
    vistas, vistas_hechas = {"", "2026-02", "2025-12", "x", "9999-99"}, set()
    while vistas:
        vista = vistas.pop()
        vistas_hechas.add(vista)
        elecciones = FECHA.elecciones(ENTORNO, vista)
        assert 1 <= len(elecciones) <= 8
        for eleccion in elecciones:
            if eleccion.es_vista:
                vistas |= {eleccion.clave} - vistas_hechas
            else:
                assert INICIO <= date.fromisoformat(eleccion.clave) <= FIN
    assert len(vistas_hechas) > 40
