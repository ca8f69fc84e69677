"""Qué cambiaría al importar, campo por campo, y qué avances se guardarían."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dominio.modelo.libro import Cambio, FilaEjecucion, FilaIndicativo, FilaPlan, LibroLeido
from dominio.modelo.plan import Renglon, TipoAcumulacion
from dominio.modelo.reporte import Avance, EstadoReporte, OrigenReporte
from dominio.reglas.importacion import Guardado, comparar, comparar_avances
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import fila, meta, registro, renglon, reporte, saldos

GUARDADO = Guardado([renglon(1)], [registro(1)], [meta()])


def _cambios(libro: LibroLeido, guardado: Guardado = GUARDADO) -> set[tuple[str, str, str, str | None]]:
    return {(c.clase, c.objeto, c.tipo, c.campo) for c in comparar(libro, guardado)}


def test_mismo_libro_no_cambia_nada() -> None:
    """Importar lo que ya está guardado no muestra ningún cambio."""
    assert comparar(LibroLeido(plan=(fila(1),)), GUARDADO) == ()


def test_plan_nuevo_es_todo_nuevo() -> None:
    """Sin nada guardado, cada objeto del libro es nuevo una sola vez."""
    libro = LibroLeido(plan=(fila(1), fila(2)))

    assert _cambios(libro, Guardado()) == {
        ("dependencia", "Secretaría de Infraestructura", "nuevo", None),
        ("meta", "2402-01", "nuevo", None),
        ("proyecto", "2025769990031", "nuevo", None),
        ("actividad", "A-001", "nuevo", None),
        ("actividad", "A-002", "nuevo", None),
        ("registro", "A-001 · 1.2.1.0.00", "nuevo", None),
        ("registro", "A-002 · 1.2.1.0.00", "nuevo", None),
    }


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        ({"fin": date(2026, 11, 30)}, ("actividad", "A-001", "cambia", "fecha de terminación")),
        ({"responsable": "Ana Lucía Mina"}, ("actividad", "A-001", "cambia", "responsable")),
        ({"ponderacion": Porcentaje.de(30)}, ("actividad", "A-001", "cambia", "ponderación")),
        ({"meta_vigencia": None}, ("meta", "2402-01", "cambia", "meta de la vigencia")),
        ({"proyecto": "Otro nombre"}, ("proyecto", "2025769990031", "cambia", "nombre")),
        ({"monto": Pesos.de(5)}, ("registro", "A-001 · 1.2.1.0.00", "cambia", "monto")),
        ({"contratacion": False}, ("registro", "A-001 · 1.2.1.0.00", "cambia", "requiere contratación")),
    ],
)
def test_un_campo_distinto_es_un_cambio(
    cambio: dict[str, object], esperado: tuple[str, str, str, str]
) -> None:
    """Cada campo que difiere se dice con su objeto y su nombre, y nada más."""
    assert _cambios(LibroLeido(plan=(fila(1, **cambio),))) == {esperado}


def test_cambio_trae_antes_y_despues_legibles() -> None:
    """Se ve el valor viejo y el nuevo; un vacío es «sin dato»."""
    libro = LibroLeido(plan=(fila(1, fin=date(2026, 11, 30)),))

    (cambio,) = comparar(libro, GUARDADO)

    assert (cambio.antes, cambio.despues) == ("31/12/2026", "30/11/2026")


def test_lo_que_falta_en_el_libro_ya_no_esta() -> None:
    """La actividad guardada que el libro no trae se anuncia, con su registro."""
    guardado = Guardado([renglon(1), renglon(2)], [registro(1), registro(2)])

    assert _cambios(LibroLeido(plan=(fila(1),)), guardado) == {
        ("actividad", "A-002", "ya no está", None),
        ("registro", "A-002 · 1.2.1.0.00", "ya no está", None),
    }


def test_registro_de_proyecto_no_se_anuncia_como_retirado() -> None:
    """Lo que se lleva por proyecto × fuente no viene en la hoja del plan ni se va con ella."""
    guardado = Guardado([renglon(1)], [registro(1), registro(2, actividad=None)])

    assert _cambios(LibroLeido(plan=(fila(1),)), guardado) == set()


def test_libro_sin_plan_no_retira_actividades() -> None:
    """Un libro que solo trae ejecución no dice nada del plan."""
    assert comparar(LibroLeido(), GUARDADO) == ()


def _indicativo(**cambios: object) -> FilaIndicativo:
    base = FilaIndicativo(
        "Plan indicativo", 2, "2402-01", None, None, None, None, None, None, None, ((2026, Decimal(9)),), None
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


def test_indicativo_compara_lo_suyo_y_no_repite_la_meta_nueva() -> None:
    """Cambia la programación; una meta nueva que también trae el plan se anuncia una vez."""
    programada = meta(acumulacion=TipoAcumulacion.ACUMULADO, programacion=((2026, None),))
    fila_pi = _indicativo(acumulacion=TipoAcumulacion.ACUMULADO)

    guardado = Guardado([renglon(1)], metas=[programada])

    assert comparar(LibroLeido(indicativo=(fila_pi,)), guardado) == (
        Cambio("meta", "2402-01", "cambia", "programado 2026", "NP", "9"),
    )
    juntos = LibroLeido(plan=(fila(1),), indicativo=(fila_pi,))
    assert [c.objeto for c in comparar(juntos, Guardado()) if c.clase == "meta"] == ["2402-01"]


def test_ejecucion_compara_solo_las_celdas_llenas() -> None:
    """Una celda vacía no mueve el acumulado y no es un cambio."""
    fila_ej = FilaEjecucion(
        *("Ejecución", 2, None, "A-001", "1.2.1.0.00"),
        *(None, None, None, None, None, None, Pesos.de(8), None, None, None),
        None,
    )
    guardado = Guardado(registros=[registro(1, saldos=saldos(10, 5))])

    assert comparar(LibroLeido(ejecucion=(fila_ej,)), guardado) == (
        Cambio("registro", "A-001 · 1.2.1.0.00", "cambia", "CDP", "$5,00", "$8,00"),
    )


@pytest.mark.parametrize(
    ("guardado", "reportes", "del_libro", "se_guarda"),
    [
        (renglon(1), [], 0, True),
        (renglon(1), [], 40, True),
        (renglon(1, avance=40), [reporte(1, 40, origen=OrigenReporte.IMPORTACION)], 40, False),
        (renglon(1, avance=40), [reporte(1, 40, origen=OrigenReporte.IMPORTACION)], 50, True),
        (renglon(1, avance=40), [reporte(1, 40, origen=OrigenReporte.IMPORTACION)], None, False),
    ],
)
def test_avance_del_libro_se_guarda_donde_difiere(
    guardado: Renglon, reportes: list[Avance], del_libro: int | None, se_guarda: bool
) -> None:
    """Un 0 escrito difiere de «nunca reportado»; una celda vacía no dice nada."""
    avances = comparar_avances([fila(1, avance=del_libro)], [guardado], reportes)

    assert (("A-001" in avances.nuevos), avances.conservados) == (se_guarda, ())


def test_avance_llegado_por_chat_no_se_pisa_y_se_muestra() -> None:
    """El libro no sabe lo que se reportó después de escribirlo."""
    avances = comparar_avances([fila(1, avance=50)], [renglon(1, avance=60)], [reporte(1, 60)])

    assert avances.nuevos == {}
    assert avances.conservados == (("A-001", Porcentaje.de(60), Porcentaje.de(50)),)


def test_reporte_devuelto_no_protege_del_libro() -> None:
    """Manda el último enviado o aprobado: uno devuelto del chat no cuenta como lo último."""
    reportes = [
        reporte(1, 40, origen=OrigenReporte.IMPORTACION, version=1),
        reporte(1, 60, estado=EstadoReporte.DEVUELTO, version=2),
    ]
    avances = comparar_avances([fila(1, avance=50)], [renglon(1, avance=40)], reportes)

    assert avances.nuevos == {"A-001": Porcentaje.de(50)}


def test_avance_se_toma_del_primer_renglon_que_lo_traiga() -> None:
    """La actividad se repite por fuente; basta que una fila traiga el avance."""
    filas: list[FilaPlan] = [fila(1), fila(1, avance=30)]

    assert comparar_avances(filas, [], []).nuevos == {"A-001": Porcentaje.de(30)}
