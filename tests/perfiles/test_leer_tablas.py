"""Una hoja con varias tablas: se leen todas, desde el primer encabezado, y nada se calla."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dominio.modelo.perfil import MotivoDeSalto
from dominio.valores.dinero import Pesos
from tests.perfiles.a_mano import campo
from tests.perfiles.ajenos import leer_con, perfil_de, proponer_libro
from tests.perfiles.libros import PLAN, ROTULOS, cuadra, escribir, leer, perfil_de_plan, renglon, tabla

_TITULO: list[Any] = ["SECRETARÍA DE GOBIERNO"]


def _dos_tablas(*encima: list[Any]) -> list[list[Any]]:
    primera = tabla([renglon(n, Dependencia="Secretaría de Hacienda") for n in range(1, 5)])
    segunda = tabla([renglon(n) for n in range(5, 8)])
    return [*encima, *primera, [], _TITULO, *segunda]


def test_dos_tablas_en_una_hoja(tmp_path):
    """El encabezado repetido no corta la hoja: se leen las dos tablas y la cuenta las abarca."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": _dos_tablas()})
    libro = leer_con(ruta, perfil_de(proponer_libro(ruta)))
    (lectura,) = libro.lecturas
    assert [f.actividad_codigo for f in libro.plan] == [f"BP-{n:03d}" for n in range(1, 8)]
    assert (lectura.fila_encabezado, lectura.filas_con_datos, lectura.leidas) == (1, 9, 7)
    assert {f.motivo: f.filas for f in lectura.fuera} == {
        MotivoDeSalto.ENCABEZADO_REPETIDO: (8,),
        MotivoDeSalto.TITULO: (7,),
    }
    assert lectura.sumas[0].leida == Decimal(28_000_000)
    cuadra(libro)


def test_perfil_que_apunta_al_segundo_encabezado(tmp_path):
    """Aunque el perfil diga la fila del segundo encabezado, la tabla empieza en el primero."""
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": _dos_tablas(["PLAN DE ACCIÓN"])})
    libro = leer(ruta, perfil_de_plan(fila=9))
    assert (libro.lecturas[0].fila_encabezado, len(libro.plan)) == (2, 7)
    cuadra(libro)


def test_la_segunda_tabla_no_hereda_de_la_primera(tmp_path):
    """Lo escrito una vez por grupo en una tabla no vale en la que sigue."""
    primera = tabla([renglon(1, Meta_PD="M-1"), renglon(2, Meta_PD=None)])
    filas = [*primera, _TITULO, *tabla([renglon(3, Meta_PD=None), renglon(4, Meta_PD="M-2")])]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": filas})
    libro = leer(ruta, perfil_de_plan(campo(PLAN, "meta_codigo", "Meta PD", hereda=True)))
    assert [f.meta_codigo for f in libro.plan] == ["M-1", "M-1", "SIN-META", "M-2"]


def test_dinero_encima_del_encabezado(tmp_path):
    """Un monto encima del encabezado se dice con su celda y su suma; un año de los títulos no lo es."""
    vacias = [None] * (len(ROTULOS) - 1)
    encima: list[list[Any]] = [["Vigencia", *vacias[1:], 2026], ["Saldo", *vacias[1:], 1_250_000.5]]
    ruta = escribir(tmp_path / "l.xlsx", {"Plan": [*encima, *tabla([renglon(1)])]})
    libro = leer(ruta, perfil_de_plan(fila=3))
    assert [a for a in libro.avisos if "encima" in a] == [
        "Hoja «Plan»: encima del encabezado (fila 3) hay montos que no se leyeron: G2; suman $1.250.000,50."
    ]
    assert [f.monto for f in libro.plan] == [Pesos.de(1_000_000)]
