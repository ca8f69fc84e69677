"""La remisión de cada dependencia: dónde va, qué se le puede hacer y si cambió después."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from dominio.errores.ruta import (
    DependenciaBloqueada,
    DependenciaSinPlan,
    DevolucionSinRazon,
    RemisionFueraDeLugar,
)
from dominio.modelo.marca import ClaseDeMarca, Marca
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.remision import AccionDeRemision, ActoDeRemision, EstadoDeRemision, RemisionDeDependencia

_QUEDA = {
    AccionDeRemision.REMITIR: EstadoDeRemision.REMITIDA,
    AccionDeRemision.RECIBIR: EstadoDeRemision.RECIBIDA,
    AccionDeRemision.DEVOLVER: EstadoDeRemision.DEVUELTA,
}
_DESDE = {
    AccionDeRemision.REMITIR: (EstadoDeRemision.EN_DILIGENCIAMIENTO, EstadoDeRemision.DEVUELTA),
    AccionDeRemision.RECIBIR: (EstadoDeRemision.REMITIDA,),
    AccionDeRemision.DEVOLVER: (EstadoDeRemision.REMITIDA, EstadoDeRemision.RECIBIDA),
}


def estado_de_remision(
    actividades: int, errores: int, ultimo: ActoDeRemision | None, marca: Marca | None
) -> EstadoDeRemision:
    """Dónde va la parte de una dependencia.

    Args:
        actividades: cuántas tiene en el plan.
        errores: hallazgos de severidad error sin arreglar ni aceptar.
        ultimo: lo último que se hizo con ella.
        marca: si se dijo que no le aplica.

    Fuente: Ley 152 de 1994 art. 41 (cada secretaría prepara su plan y lo coordina planeación); lámina
    «Pasos para la elaboración Plan de Acción», paso 5.
    """
    if not actividades:
        no_aplica = marca is not None and marca.clase is ClaseDeMarca.NO_APLICA
        return EstadoDeRemision.NO_APLICA if no_aplica else EstadoDeRemision.SIN_PLAN
    if ultimo is not None and ultimo.accion is not AccionDeRemision.DEVOLVER:
        return _QUEDA[ultimo.accion]
    if errores:
        return EstadoDeRemision.BLOQUEADA
    return EstadoDeRemision.EN_DILIGENCIAMIENTO if ultimo is None else EstadoDeRemision.DEVUELTA


def acciones_de_remision(remision: RemisionDeDependencia) -> tuple[AccionDeRemision, ...]:
    """Lo que se puede hacer con ella tal como está.

    Lo recibido o remitido que cambió después se puede volver a remitir.

    Fuente: Ley 152 de 1994 art. 41; lámina «Pasos para la elaboración Plan de Acción», paso 5.
    """
    posibles = [accion for accion, desde in _DESDE.items() if remision.estado in desde]
    if remision.cambio_despues and not remision.errores and AccionDeRemision.REMITIR not in posibles:
        posibles.insert(0, AccionDeRemision.REMITIR)
    if remision.errores and AccionDeRemision.RECIBIR in posibles:
        posibles.remove(AccionDeRemision.RECIBIR)
    if remision.aprobada:
        # Aprobado el plan solo queda dar por recibido lo que ya se había remitido.
        posibles = [accion for accion in posibles if accion is AccionDeRemision.RECIBIR]
    return tuple(posibles)


def exigir_remision(
    accion: AccionDeRemision, remision: RemisionDeDependencia, razon: str | None = None
) -> None:
    """Que eso se pueda hacer con la parte de la dependencia.

    Raises:
        DependenciaSinPlan: no tiene actividades.
        DependenciaBloqueada: se quiere remitir o recibir con errores de coherencia.
        RemisionFueraDeLugar: ya está remitida, recibida o todavía no se ha remitido.
        DevolucionSinRazon: se devuelve sin decir por qué.

    Fuente: Ley 152 de 1994 art. 41; lámina «Pasos para la elaboración Plan de Acción», pasos 4 y 5.
    """
    quien = {"dependencia": remision.dependencia}
    if not remision.actividades:
        raise DependenciaSinPlan("dependencia", **quien)
    if accion is not AccionDeRemision.DEVOLVER and remision.errores:
        raise DependenciaBloqueada("dependencia", errores=remision.errores, **quien)
    if accion not in acciones_de_remision(remision):
        raise RemisionFueraDeLugar("dependencia", estado=remision.estado.value, accion=accion.value, **quien)
    if accion is AccionDeRemision.DEVOLVER and not razon:
        raise DevolucionSinRazon("razon", **quien)


def huella_de_lo_remitido(renglones: Iterable[Renglon], registros: Iterable[Registro]) -> str:
    """Resumen de lo que una dependencia programó: cambia si cambia algo de eso, y no con los reportes.

    Args:
        renglones: sus actividades. registros: sus registros financieros, en pesos.

    Fuente: Ley 152 de 1994 art. 41: lo que se recibe y aprueba es lo remitido.
    """
    resumen = hashlib.sha256()
    for r in renglones:
        propio = (
            (r.codigo, r.nombre, r.responsable, r.meta_codigo, str(r.meta_vigencia), r.bpin),
            (str(r.ponderacion), str(r.cantidad_programada), r.inicio, r.fin),
        )
        resumen.update(repr(propio).encode("utf-8", "surrogatepass"))
    for uno in registros:
        monto = (uno.actividad_codigo, uno.bpin, uno.fuente_codigo, uno.fuente, str(uno.monto))
        resumen.update(repr(monto).encode("utf-8", "surrogatepass"))
    return resumen.hexdigest()
