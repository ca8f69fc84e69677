"""Dinero que se lleva en dos niveles: por actividad y por proyecto × fuente."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dominio.modelo.consolidado import SaldosDeFuente
from dominio.modelo.financiero import Saldos
from dominio.modelo.plan import Registro, Renglon
from dominio.reglas.financiero import sumar
from dominio.valores.dinero import CERO


def fuente_de(registro: Registro) -> str:
    """Con qué se reconoce la fuente: su código, o su nombre si no tiene; vacío si no trae ninguno.

    Fuente: docs/formato.md (un registro es actividad × fuente).
    """
    return registro.fuente_codigo or registro.fuente or ""


def misma_bolsa(uno: Registro, otro: Registro) -> bool:
    """Si dos registros gastan del mismo proyecto y la misma fuente.

    Fuente: POAI, proyecto × fuente (Ley 152 de 1994 art. 41; formato del Plan de Acción 2021).
    """
    return (
        uno.proyecto_id is not None
        and uno.proyecto_id == otro.proyecto_id
        and fuente_de(uno) == fuente_de(otro)
    )


def lleva_gasto_de_proyecto(bolsa: Iterable[Registro]) -> bool:
    """Si algún registro sin actividad de la bolsa ya tiene CDP, compromisos, obligaciones o pagos.

    Fuente: hoja «Ejecución» de docs/formato.md (el código de actividad puede faltar).
    """
    return any(
        registro.actividad_id is None and replace(registro.saldos, definitiva=CERO) != Saldos()
        for registro in bolsa
    )


def saldos_de_bolsa(registros: Sequence[Registro]) -> Saldos:
    """Saldos de un proyecto × fuente a partir de sus registros de los dos niveles, en pesos.

    Los acumulados suman ambos niveles. La definitiva es la del registro de proyecto si se cargó
    (la ejecución oficial llega por proyecto y fuente y ya es el total); si no, la suma de las
    definitivas de las actividades, para no contar dos veces la misma apropiación.

    Fuente: Decreto 111 de 1996 art. 71; hoja «Ejecución» de docs/formato.md (código de actividad vacío).
    """
    del_proyecto = [r.saldos for r in registros if r.actividad_id is None]
    total = sumar(registro.saldos for registro in registros)
    cargada = sumar(del_proyecto).definitiva if del_proyecto else CERO
    return total if cargada == CERO else replace(total, definitiva=cargada)


def registros_de_actividades(registros: Iterable[Registro], actividades: Iterable[Renglon]) -> list[Registro]:
    """Los registros de esas actividades y los que sus proyectos llevan por fuente, sin actividad.

    Fuente: docs/reglas.md §5; docs/formato.md (en la hoja «Ejecución» el código de actividad puede faltar).
    """
    lista = list(actividades)
    propias = {actividad.id for actividad in lista}
    proyectos = {actividad.proyecto_id for actividad in lista if actividad.proyecto_id is not None}
    return [
        registro
        for registro in registros
        if (
            registro.proyecto_id in proyectos
            if registro.actividad_id is None
            else registro.actividad_id in propias
        )
    ]


def sumar_registros(registros: Iterable[Registro]) -> Saldos:
    """Saldos de un conjunto de registros de los dos niveles, sin duplicar apropiaciones, en pesos.

    Fuente: docs/reglas.md §5; consolidación por proyecto × fuente.
    """
    bolsas: dict[tuple[int | None, str], list[Registro]] = {}
    sueltos: list[Saldos] = []
    for registro in registros:
        if registro.proyecto_id is None:
            sueltos.append(registro.saldos)
        else:
            bolsas.setdefault((registro.proyecto_id, fuente_de(registro)), []).append(registro)
    return sumar([*sueltos, *(saldos_de_bolsa(bolsa) for bolsa in bolsas.values())])


def saldos_por_fuente(registros: Iterable[Registro]) -> tuple[SaldosDeFuente, ...]:
    """Los saldos de cada fuente, en el orden del plan; suman lo mismo que ``sumar_registros``.

    Dos registros son de la misma fuente si traen el mismo código, o el mismo nombre sin código.

    Fuente: docs/formato.md (un registro es actividad × fuente); docs/reglas.md §5.
    """
    grupos: dict[str, list[Registro]] = {}
    for registro in registros:
        grupos.setdefault(fuente_de(registro), []).append(registro)
    return tuple(
        SaldosDeFuente(
            grupo[0].fuente_codigo,
            next((registro.fuente for registro in grupo if registro.fuente), None),
            sumar_registros(grupo),
        )
        for grupo in grupos.values()
    )
