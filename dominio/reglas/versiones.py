"""Qué es modificar el plan, qué exige, y cómo estaba el gasto en un instante."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dominio.errores.versiones import ActoFueraDeFecha, ModificacionSinActo
from dominio.modelo.financiero import MomentoGasto, Saldos
from dominio.modelo.libro import Cambio
from dominio.modelo.modificacion import ActoDelPlan, DatosDeModificacion
from dominio.modelo.version_del_plan import ClaseDeEdicion, EdicionDelPlan
from dominio.reglas.diferencias import NUEVO
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import a_bogota

MAXIMO_RAZON = 600
MAXIMO_ACTO = 120
# Lo que trae un libro de ejecución: mueve el gasto, no lo programado.
CAMPOS_DE_EJECUCION = frozenset(
    {"apropiación definitiva", "CDP", "compromisos", "obligaciones", "pagos"}
    | {"apropiación inicial", "adiciones", "reducciones", "créditos", "contracréditos", "fecha de corte"}
)

_NOMBRES = {"razon": "razón", "acto": "número del acto", "fecha_acto": "fecha del acto"}


@dataclass(frozen=True, slots=True)
class HechoDeGasto:
    """Algo que movió el acumulado de un registro.

    Attributes:
        anterior, valor: acumulado antes y después del movimiento, en pesos.
        devuelto: no es el movimiento sino su devolución.
    """

    momento: MomentoGasto
    anterior: Pesos
    valor: Pesos
    devuelto: bool = False


def cambia_la_programacion(cambios: Iterable[Cambio], *, trae_plan: bool = True) -> bool:
    """Si alguna diferencia es de lo programado: fechas, pesos, dinero, actividades o metas.

    La ejecución que trae un libro y los avances no son modificación del plan.

    Args:
        cambios: las diferencias con lo guardado.
        trae_plan: el libro trae la hoja del plan; sin ella, un registro nuevo solo lleva ejecución.

    Fuente: Ley 1474/2011 art. 74 (el plan de acción se publica y sus modificaciones también); la
    ejecución se informa en el seguimiento.
    """
    return any(not es_de_ejecucion(cambio, trae_plan=trae_plan) for cambio in cambios)


def es_de_ejecucion(cambio: Cambio, *, trae_plan: bool = True) -> bool:
    """Si la diferencia es un acumulado del gasto o el logro de un año cerrado.

    Args:
        cambio: una diferencia con lo guardado.
        trae_plan: como en ``cambia_la_programacion``.

    Fuente: Decreto 111/1996 (apropiar y ejecutar son momentos distintos del presupuesto).
    """
    if cambio.clase == "registro":
        return cambio.campo in CAMPOS_DE_EJECUCION or (cambio.tipo == NUEVO and not trae_plan)
    return cambio.clase == "ejecución" or (cambio.campo or "").startswith("logro ")


def aprobada_de(ediciones: Iterable[EdicionDelPlan]) -> EdicionDelPlan | None:
    """La que aprobó el Consejo de Gobierno; ``None`` si el plan sigue en borrador.

    Fuente: Ley 152/1994 art. 41 (el Consejo de Gobierno aprueba los planes de acción).
    """
    return next((una for una in ediciones if una.clase is ClaseDeEdicion.APROBADA), None)


def exigir_acto(
    datos: DatosDeModificacion | None, aprobada: EdicionDelPlan | None, hoy: date
) -> ActoDelPlan | None:
    """El acto con que se modifica un plan; en uno sin aprobar, el que se haya dado o ninguno.

    Args:
        datos: razón, número y fecha del acto.
        aprobada: la edición que aprobó el Consejo, si ya la hay.
        hoy: fecha de Bogotá.

    Raises:
        ModificacionSinActo: el plan está aprobado y falta algo; ``datos["falta"]`` dice qué.
        ActoFueraDeFecha: la fecha es posterior a hoy o anterior al acto que lo aprobó.

    Fuente: Ley 1474/2011 art. 74; Gobernación del Valle, «Formulación planes de acción 2021» (las
    modificaciones del plan se publican con su soporte).
    """
    datos = datos or DatosDeModificacion()
    faltan = faltantes(datos)
    if aprobada is not None and faltan:
        raise ModificacionSinActo(faltan[0], falta=en_palabras(faltan), faltan=faltan)
    if datos.acto is None or datos.fecha_acto is None:
        return None
    desde = aprobada.acto.fecha if aprobada is not None and aprobada.acto is not None else None
    if datos.fecha_acto > hoy or (desde is not None and datos.fecha_acto < desde):
        raise ActoFueraDeFecha("fecha_acto", fecha=datos.fecha_acto, desde=desde, hoy=hoy)
    return ActoDelPlan(datos.acto.strip(), datos.fecha_acto)


def faltantes(datos: DatosDeModificacion) -> tuple[str, ...]:
    """Lo que falta para modificar un plan aprobado: «razon», «acto», «fecha_acto».

    Fuente: Ley 1474/2011 art. 74 (toda modificación se soporta y se publica).
    """
    dados = {
        "razon": bool((datos.razon or "").strip()),
        "acto": bool((datos.acto or "").strip()),
        "fecha_acto": datos.fecha_acto is not None,
    }
    return tuple(nombre for nombre, dado in dados.items() if not dado)


def en_palabras(faltan: Sequence[str]) -> str:
    """«razón, número del acto y fecha del acto».

    Fuente: uso del español: el último elemento va con «y».
    """
    nombres = [_NOMBRES[falta] for falta in faltan]
    return nombres[0] if len(nombres) == 1 else f"{', '.join(nombres[:-1])} y {nombres[-1]}"


def saldos_despues(saldos: Saldos, hechos: Sequence[HechoDeGasto]) -> Saldos:
    """Los saldos de un registro después de esos hechos, en orden; la definitiva no la mueve ninguno.

    Un movimiento deja el acumulado en su valor; devolverlo lo deja como estaba antes, salvo que un
    libro ya lo hubiera reemplazado.

    Fuente: docs/reglas.md (los acumulados de la vigencia y sus devoluciones).
    """
    quedan: dict[MomentoGasto, Pesos] = {momento: saldos.de(momento) for momento in MomentoGasto}
    for hecho in hechos:
        if not hecho.devuelto:
            quedan[hecho.momento] = hecho.valor
        elif quedan[hecho.momento] == hecho.valor:
            quedan[hecho.momento] = hecho.anterior
    return con_momentos(saldos, quedan)


def saldos_antes(saldos: Saldos, hechos: Sequence[HechoDeGasto]) -> Saldos:
    """Los saldos de un registro como estaban antes de esos hechos, que vienen en orden.

    Fuente: docs/reglas.md (los acumulados de la vigencia y sus devoluciones).
    """
    quedan: dict[MomentoGasto, Pesos] = {momento: saldos.de(momento) for momento in MomentoGasto}
    for hecho in reversed(hechos):
        antes, despues = (hecho.valor, hecho.anterior) if hecho.devuelto else (hecho.anterior, hecho.valor)
        if quedan[hecho.momento] == despues:
            quedan[hecho.momento] = antes
    return con_momentos(saldos, quedan)


def con_momentos(saldos: Saldos, quedan: Mapping[MomentoGasto, Pesos]) -> Saldos:
    """Los mismos saldos con otros acumulados, en pesos.

    Fuente: Decreto 111/1996 (CDP, compromiso, obligación y pago son momentos distintos).
    """
    return replace(
        saldos,
        cdp=quedan[MomentoGasto.CDP],
        compromisos=quedan[MomentoGasto.COMPROMISO],
        obligaciones=quedan[MomentoGasto.OBLIGACION],
        pagos=quedan[MomentoGasto.PAGO],
    )


def rotulo_de(edicion: EdicionDelPlan | None, instante: datetime) -> str:
    """«Versión 2, al 30/06/2026 23:59» o «Borrador, al …», con la hora de Bogotá.

    Fuente: Ley 1474/2011 art. 74 (del plan publicado se dice de cuál versión se trata).
    """
    numero = None if edicion is None else edicion.version
    cual = "Borrador" if numero is None else f"Versión {numero}"
    return f"{cual}, al {a_bogota(instante):%d/%m/%Y %H:%M}"
