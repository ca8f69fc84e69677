"""R22 y R25 al registrar gasto: avisan en el resumen y no preguntan nada."""

from __future__ import annotations

from dataclasses import replace

from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.plan import Renglon
from dominio.reglas.cifras import en_puntos
from dominio.reglas.verosimilitud.gasto import GASTO_QUE_SE_EXPLICA, obligado
from dominio.valores.dinero import CERO as SIN_PESOS
from dominio.valores.dinero import Pesos
from dominio.valores.porcentaje import CERO

_CAMPO = {
    MomentoGasto.CDP: "cdp",
    MomentoGasto.COMPROMISO: "compromisos",
    MomentoGasto.OBLIGACION: "obligaciones",
    MomentoGasto.PAGO: "pagos",
}


def con_movimiento(renglon: Renglon, momento: MomentoGasto, incremento: Pesos) -> Renglon:
    """La actividad con sus saldos como quedarían tras ese movimiento de uno de sus registros.

    Fuente: docs/reglas.md §5 (los saldos de la actividad son la suma de sus registros).
    """
    saldos = renglon.saldos
    centavos = saldos.de(momento).centavos + incremento.centavos
    return replace(renglon, saldos=replace(saldos, **{_CAMPO[momento]: Pesos(max(0, centavos))}))


def advertencias_de_ejecucion(renglon: Renglon) -> tuple[Hallazgo, ...]:
    """Lo que se advierte de una actividad con sus saldos como quedarían tras el movimiento.

    Con obligaciones o pagos y el avance en 0 (o sin reportar): R25 si lo obligado pasa del 30 % de la
    definitiva, R22 si no.

    Fuente: P5 de EVAPLAN; alerta 2 de la auditoría de reportes del Valle del Cauca.
    """
    saldos = renglon.saldos
    hay_gasto = saldos.obligaciones > SIN_PESOS or saldos.pagos > SIN_PESOS
    if not hay_gasto or (renglon.avance or CERO) > CERO:
        return ()
    avance = "no tiene avance reportado" if renglon.avance is None else "va en 0 %"
    porcentaje = obligado(saldos)
    if porcentaje is not None and porcentaje > GASTO_QUE_SE_EXPLICA:
        regla, gasto = "R25", f"obligado el {en_puntos(porcentaje)}"
    else:
        regla, gasto = "R22", "obligaciones o pagos"
    mensaje = (
        f"{renglon.codigo} tendría {gasto} y {avance}: al reportarla, cuente el avance o en qué etapa "
        "contractual va."
    )
    return (Hallazgo(regla, Severidad.ADVERTENCIA, renglon.codigo, renglon.dependencia, mensaje),)
