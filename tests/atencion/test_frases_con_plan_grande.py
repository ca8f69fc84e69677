"""Contestar una frase cuesta las mismas sentencias con doce actividades que con cuatrocientas."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine, event

from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.contexto import Contexto
from dominio.casos.importar import importar
from dominio.modelo.libro import LibroLeido
from tests.apoyo.plan import AHORA, CUENTAS, VIGENCIA, LunesAViernes, RelojQuieto, filas, sembrar
from tests.conversaciones.puertas import EnProceso

FRASES = (
    "cómo va el plan",
    "cómo va educación",
    "la 1 va en 70",
    "cancelar",
    "cuáles están atrasadas",
    "qué vence en septiembre",
    "por qué va así la 1",
    "por qué 99 %",
    "cuál es el bpin de la 1",
    "quién es el responsable de la 1",
    "quién no ha reportado en salud",
    "cuándo cierra el corte",
    "llueve mucho hoy",
)


def _sentencias(cuantas: int) -> dict[str, int]:
    """Cuántas sentencias hace cada frase de planeación con esas actividades de más."""
    almacen = AlmacenSQL("sqlite:///:memory:")
    entorno = sembrar(almacen, ("pilar",))
    todas = list(filas())
    todas += [
        replace(todas[-1], fila=100 + n, actividad_codigo=f"C-{n + 100}", actividad=f"Dotar la sede {n}")
        for n in range(cuantas)
    ]
    with almacen.unidad() as unidad:
        contexto = Contexto(unidad, entorno.personas["pilar"], entorno.entidad, AHORA, LunesAViernes(), "cli")
        importar(contexto, VIGENCIA, LibroLeido(plan=tuple(todas)), "plan.xlsx")
        unidad.confirmar()
    puerta, hechas = EnProceso([almacen], RelojQuieto()), []

    def oir(*datos: object) -> None:
        hechas.append(datos[2])

    puerta.escribe(CUENTAS["pilar"], "hola")
    event.listen(Engine, "before_cursor_execute", oir)
    cuentas = {}
    for frase in FRASES:
        hechas.clear()
        puerta.escribe(CUENTAS["pilar"], frase)
        cuentas[frase] = len(hechas)
    event.remove(Engine, "before_cursor_execute", oir)
    almacen.cerrar()
    return cuentas


def test_frases_no_consultan_por_actividad() -> None:
    """Ninguna respuesta hace una consulta por actividad: el plan se lee por conjuntos."""
    assert _sentencias(400) == _sentencias(0)
