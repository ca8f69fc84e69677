"""El libro de la entidad se devuelve lleno: qué celda cambia, qué se agrega y qué se conserva."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from dominio.modelo.financiero import Saldos
from dominio.modelo.formato_propio import CANTIDAD, EXPLICACION, Llenado, ValorDelFormato
from dominio.modelo.libro import FilaEjecucion, LibroLeido, TipoLibro
from dominio.modelo.reporte import OrigenReporte
from dominio.reglas.formato_propio import LoDeHoy, agregadas, cerradas, llenar
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas import fabrica

T2, T3 = Corte.de("2026-T2"), Corte.de("2026-T3")
PLAN, EJECUCION = TipoLibro.PLAN, TipoLibro.EJECUCION


def _hoy(*renglones: Any, **mas: Any) -> LoDeHoy:
    return LoDeHoy(T3, renglones, **mas)


def _valores(llenados: tuple[Llenado, ...]) -> dict[str, ValorDelFormato]:
    assert len(llenados) == 1
    return {dato: valor for _tipo, dato, valor in llenados[0].valores}


def test_fila_igual_a_lo_guardado_no_cambia() -> None:
    """Una actividad sin reportes ni modificaciones deja su fila como vino."""
    libro = LibroLeido(plan=(fabrica.fila(1),))

    assert llenar(libro, _hoy(fabrica.renglon(1))) == ()


def test_avance_se_pone_aunque_sea_igual() -> None:
    """El avance va siempre que haya reporte: en su formato va en la columna de su corte."""
    libro = LibroLeido(plan=(fabrica.fila(1, avance=45),))
    renglon = replace(fabrica.renglon(1), avance=Porcentaje.de(45))
    reportado = {renglon.id: fabrica.reporte(1, 45)}

    assert _valores(llenar(libro, _hoy(renglon, ultimos=reportado))) == {"avance": Porcentaje.de(45)}


def test_avance_que_vino_en_el_libro_no_se_vuelve_a_escribir() -> None:
    """Deshacer un porcentaje redondeado cambiaría la cantidad que la entidad escribió."""
    libro = LibroLeido(plan=(replace(fabrica.fila(1, avance=100), cantidad_programada=Decimal(884)),))
    renglon = replace(fabrica.renglon(1), avance=Porcentaje.de(100), cantidad_programada=Decimal(884))
    importado = {renglon.id: fabrica.reporte(1, 100, origen=OrigenReporte.IMPORTACION)}

    assert llenar(libro, _hoy(renglon, ultimos=importado)) == ()


def test_cantidad_sale_de_lo_reportado_o_del_porcentaje() -> None:
    """Donde el formato pide la cantidad va la reportada; sin ella, la parte de lo programado."""
    libro = LibroLeido(plan=(replace(fabrica.fila(1), cantidad_programada=Decimal(40)),))
    base = replace(fabrica.renglon(1), cantidad_programada=Decimal(40), avance=Porcentaje.de(25))

    assert _valores(llenar(libro, _hoy(base)))[CANTIDAD] == Decimal(10)
    contada = replace(base, cantidad=Decimal(11))
    assert _valores(llenar(libro, _hoy(contada)))[CANTIDAD] == Decimal(11)


def test_lo_narrado_es_solo_del_corte_en_que_se_narro() -> None:
    """La explicación de un corte anterior no se repite en la columna de este."""
    libro = LibroLeido(plan=(fabrica.fila(1),))
    renglon = replace(fabrica.renglon(1), avance=Porcentaje.de(30))
    reporte = fabrica.reporte(1, logro="Se vacunaron 200 niños.", dificultades="Faltó frío.", corte=T3)

    puesto = _valores(llenar(libro, _hoy(renglon, ultimos={renglon.id: reporte})))
    assert puesto[EXPLICACION] == "Se vacunaron 200 niños. Faltó frío."

    viejo = replace(reporte, corte=T2)
    assert EXPLICACION not in _valores(llenar(libro, _hoy(renglon, ultimos={renglon.id: viejo})))


def test_lo_reprogramado_se_cambia_y_lo_supuesto_no_se_escribe() -> None:
    """Una fecha modificada va al libro; la que el libro no traía y se supuso, no."""
    libro = LibroLeido(plan=(fabrica.fila(1), replace(fabrica.fila(2), sin_fechas=True)))
    movida = replace(fabrica.renglon(1), fin=date(2026, 10, 31))
    supuesta = replace(fabrica.renglon(2), sin_fechas=True)

    assert _valores(llenar(libro, _hoy(movida, supuesta))) == {"fin": date(2026, 10, 31)}


def test_monto_no_se_repite_en_la_celda_vacia_de_una_combinada() -> None:
    """La fila sin monto propio (el de la combinada está en la primera) no recibe ninguno."""
    libro = LibroLeido(
        plan=(replace(fabrica.fila(1), monto=None), replace(fabrica.fila(2), monto=Pesos.de(5)))
    )
    registros = (
        fabrica.registro(1, monto=Pesos.de(100)),
        fabrica.registro(2, monto=Pesos.de(8)),
    )
    puestos = llenar(libro, _hoy(fabrica.renglon(1), fabrica.renglon(2), registros=registros))

    assert [(uno.fila, uno.valores) for uno in puestos] == [(3, ((PLAN, "monto", Pesos.de(8)),))]


def test_gasto_va_donde_la_fila_es_de_una_actividad() -> None:
    """Los acumulados de hoy reemplazan los del libro; los que el formato no trae no se inventan."""
    gasto = FilaEjecucion(
        "Plan de acción",
        2,
        None,
        "A-001",
        None,
        None,
        None,
        None,
        None,
        None,
        Pesos.de(100),
        None,
        Pesos.de(40),
        None,
        None,
        None,
    )
    libro = LibroLeido(plan=(fabrica.fila(1),), ejecucion=(gasto,))
    saldos = Saldos(Pesos.de(100), Pesos.de(70), Pesos.de(60), Pesos.de(50), Pesos.de(10))

    puestos = llenar(libro, _hoy(replace(fabrica.renglon(1), saldos=saldos)))
    assert puestos[0].valores == ((EJECUCION, "compromisos", Pesos.de(60)),)


def test_actividad_nueva_va_a_la_hoja_de_su_dependencia() -> None:
    """Lo que entró después se agrega en la hoja donde están las de su dependencia."""
    libro = LibroLeido(plan=(fabrica.fila(1, hoja="Vías"),))
    nueva = replace(fabrica.renglon(2), codigo="A-900")

    (agregada,) = agregadas(libro, _hoy(fabrica.renglon(1), nueva))
    assert agregada.hoja == "Vías"
    assert (PLAN, "actividad_codigo", "A-900") in agregada.valores
    ajena = replace(nueva, dependencia="Otra secretaría")
    assert agregadas(libro, _hoy(fabrica.renglon(1), ajena)) == ()


def test_actividad_que_ya_no_esta_se_dice_y_no_se_borra() -> None:
    """Su fila queda señalada una vez, aunque tenga varias fuentes."""
    libro = LibroLeido(plan=(fabrica.fila(1), replace(fabrica.fila(1), fila=9), fabrica.fila(2)))

    assert [(c.fila, c.codigo) for c in cerradas(libro, _hoy(fabrica.renglon(2)))] == [(2, "A-001")]
