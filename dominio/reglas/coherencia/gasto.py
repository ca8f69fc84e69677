"""R17 y R18: la cadena del gasto se cumple y hay apropiación para lo obligado."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dominio.modelo.financiero import Saldos
from dominio.modelo.plan import Registro
from dominio.reglas.cifras import en_pesos
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.proyecto_fuente import fuente_de, lleva_gasto_de_proyecto, saldos_de_bolsa
from dominio.valores.dinero import CERO

_ESLABONES = (
    ("el CDP", "la apropiación definitiva"),
    ("lo comprometido", "el CDP"),
    ("lo obligado", "lo comprometido"),
    ("lo pagado", "lo obligado"),
)


def cadena_rota(plan: PlanGuardado) -> Iterable[Falta]:
    """R17: pagos ≤ obligaciones ≤ compromisos ≤ CDP ≤ definitiva en cada registro.

    Si un proyecto × fuente lleva gasto a nivel de proyecto, la cadena se mide en esa bolsa entera.

    Fuente: Decreto 111 de 1996 art. 71; ejecución de Santiago de Cali, marzo de 2025.
    """
    for registro, saldos in _medidas(plan):
        montos = (saldos.definitiva, saldos.cdp, saldos.compromisos, saldos.obligaciones, saldos.pagos)
        for (momento, limite), tope, valor in zip(_ESLABONES, montos, montos[1:], strict=False):
            # Obligar sin ninguna apropiación es R18: aquí se diría lo mismo dos veces.
            es_r18 = saldos.definitiva == CERO and saldos.obligaciones > CERO
            if valor > tope and not (es_r18 and tope == CERO):
                yield Falta(
                    _objeto(registro),
                    plan.dependencias.get(registro.dependencia_id),
                    f"En {_nombre(registro)} {momento} ({en_pesos(valor)}) pasa de {limite} "
                    f"({en_pesos(tope)}): corrija el acumulado que está mal con su documento.",
                )


def obligaciones_sin_apropiacion(plan: PlanGuardado) -> Iterable[Falta]:
    """R18: no hay obligaciones donde la apropiación definitiva es cero.

    Fuente: H13 de EVAPLAN (obligaciones con definitivo en cero); Decreto 111 de 1996 art. 71.
    """
    for registro, saldos in _medidas(plan):
        if saldos.definitiva == CERO and saldos.obligaciones > CERO:
            yield Falta(
                _objeto(registro),
                plan.dependencias.get(registro.dependencia_id),
                f"En {_nombre(registro)} hay obligaciones por {en_pesos(saldos.obligaciones)} y "
                "apropiación definitiva en cero: cargue la apropiación o corrija la fuente.",
            )


def _medidas(plan: PlanGuardado) -> Iterable[tuple[Registro, Saldos]]:
    """Cada registro con los saldos en que se mide; la bolsa con gasto de proyecto, una sola vez."""
    bolsas: dict[tuple[int, str], list[Registro]] = {}
    for registro in plan.registros:
        if registro.proyecto_id is not None:
            bolsas.setdefault((registro.proyecto_id, fuente_de(registro)), []).append(registro)
    juntas = {llave: bolsa for llave, bolsa in bolsas.items() if lleva_gasto_de_proyecto(bolsa)}
    vistas: set[tuple[int, str]] = set()
    for registro in plan.registros:
        llave = None if registro.proyecto_id is None else (registro.proyecto_id, fuente_de(registro))
        if llave is None or llave not in juntas:
            yield registro, registro.saldos
        elif llave not in vistas:
            vistas.add(llave)
            yield _del_proyecto(juntas[llave]), saldos_de_bolsa(juntas[llave])


def _del_proyecto(bolsa: Sequence[Registro]) -> Registro:
    return next(registro for registro in bolsa if registro.actividad_id is None)


def _objeto(registro: Registro) -> str:
    return registro.actividad_codigo or registro.bpin or registro.proyecto or ""


def _nombre(registro: Registro) -> str:
    quien = "la actividad" if registro.actividad_codigo else "el proyecto"
    fuente = f", fuente {fuente_de(registro)}," if fuente_de(registro) else ""
    return f"{quien} {_objeto(registro)}{fuente}"
