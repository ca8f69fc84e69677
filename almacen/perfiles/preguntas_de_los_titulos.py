"""Lo que los títulos dicen y hay que confirmar: la escala del dinero y el año del plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from almacen.perfiles.conceptos import anios_de
from almacen.perfiles.escalas import NOMBRES
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.titulos import anio_del_titulo
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import ClaseDeDuda, Duda, OpcionDeDuda


def preguntas_de_los_titulos(armado: Armado) -> Iterator[Duda]:
    """La escala si no son pesos, y el año si el libro dice ser de otro."""
    yield from _escala(armado)
    yield from _anio(armado)


def _escala(armado: Armado) -> Iterator[Duda]:
    campos = tuple(campo for campo in armado.hoja.campos if campo.escala != 1)
    if not campos:
        return
    nombre, escala = armado.relacion.tabla.nombre, campos[0].escala
    columnas = {c.numero: c for c in armado.usadas.values() if c.contenido.escala != 1}
    leidas = {columna.numero for campo in campos for columna in campo.columnas}
    primera = next((c for numero, c in columnas.items() if numero in leidas), None)
    ejemplos = () if primera is None else primera.contenido.ejemplos()
    de = "" if primera is None else f" ({primera.dicha()})"
    yield Duda(
        f"{nombre}/dinero:escala",
        ClaseDeDuda.ESCALA,
        nombre,
        f"El libro dice que las cifras están en {NOMBRES[escala]}{de}. ¿Están en {NOMBRES[escala]}? "
        "Las multiplico para guardarlas en pesos.",
        (
            OpcionDeDuda(f"escala:{escala}", f"Sí, en {NOMBRES[escala]}", ejemplos, campos),
            OpcionDeDuda(
                "escala:1",
                "No, ya están en pesos",
                ejemplos,
                tuple(replace(campo, escala=1) for campo in campos),
            ),
        ),
        f"escala:{escala}",
        firme=True,
    )


def _anio(armado: Armado) -> Iterator[Duda]:
    """El título es del plan de otro año y ninguna columna dice ser de la vigencia pedida."""
    tabla, vigencia = armado.relacion.tabla, armado.relacion.vigencia
    anio = anio_del_titulo(tabla)
    if TipoLibro.PLAN not in armado.tipos or anio in (None, vigencia):
        return
    if any(vigencia in anios_de(columna.rotulo) for columna in tabla.columnas):
        return
    yield Duda(
        f"{tabla.nombre}/plan.anio_del_titulo",
        ClaseDeDuda.FALTA,
        tabla.nombre,
        f"El título dice que el plan es de {anio} y lo va a cargar en {vigencia}. Si se equivocó de libro, "
        "descártelo; si no, confirme.",
        (OpcionDeDuda("anio:si", f"Cargarlo en el plan de {vigencia}"),),
        "anio:si",
        firme=True,
    )
