"""R17, R18 y R19: la cadena del gasto se cumple, hay apropiación y lo que se contrata está en marcha."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from dominio.modelo.coherencia import Apropiacion
from dominio.modelo.financiero import Saldos
from dominio.modelo.plan import Registro
from dominio.reglas.alertas import terminada
from dominio.reglas.cifras import en_pesos
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.proyecto_fuente import fuente_de, lleva_gasto_de_proyecto, saldos_de_bolsa
from dominio.valores.dinero import CERO, Pesos

_DICHOS = {
    "definitiva": "la apropiación definitiva",
    "cdp": "el CDP",
    "compromisos": "lo comprometido",
    "obligaciones": "lo obligado",
    "pagos": "lo pagado",
}
_MESES = 12


def cadena_rota(plan: PlanGuardado) -> Iterable[Falta]:
    """R17: pagos ≤ obligaciones ≤ compromisos ≤ CDP ≤ definitiva en cada registro, y la definitiva sale
    de la inicial y sus modificaciones.

    Si un proyecto × fuente lleva gasto a nivel de proyecto, la cadena se mide en esa bolsa entera. Si
    ningún registro de la vigencia trae CDP, ese eslabón no se mide: hay formatos sin CDP.

    Fuente: P1 y P2 de EVAPLAN; Decreto 111 de 1996 art. 71; ejecución de Santiago de Cali, marzo de 2025.
    """
    momentos = _eslabones(plan)
    for registro, saldos in _medidas(plan):
        for limite, momento in pairwise(momentos):
            tope: Pesos = getattr(saldos, limite)
            valor: Pesos = getattr(saldos, momento)
            # Obligar sin ninguna apropiación es R18: aquí se diría lo mismo dos veces.
            es_r18 = saldos.definitiva == CERO and saldos.obligaciones > CERO
            if valor > tope and not (es_r18 and tope == CERO):
                yield Falta(
                    _objeto(registro),
                    plan.dependencias.get(registro.dependencia_id),
                    f"En {_nombre(registro)} {_DICHOS[momento]} ({en_pesos(valor)}) pasa de "
                    f"{_DICHOS[limite]} ({en_pesos(tope)}): corrija el acumulado que está mal con su "
                    "documento.",
                )
    yield from _definitiva_descuadrada(plan)


def _eslabones(plan: PlanGuardado) -> list[str]:
    """Los momentos que se comparan, de la definitiva a los pagos."""
    con_cdp = any(registro.saldos.cdp > CERO for registro in plan.registros)
    return [momento for momento in _DICHOS if momento != "cdp" or con_cdp]


def _definitiva_descuadrada(plan: PlanGuardado) -> Iterable[Falta]:
    for registro in plan.registros:
        apropiacion = plan.apropiaciones.get(registro.id)
        if apropiacion is None or apropiacion.definitiva is None or apropiacion.inicial is None:
            continue
        if not _con_modificaciones(apropiacion):
            continue
        debida = _modificada(apropiacion)
        if debida != apropiacion.definitiva.centavos:
            dicho = en_pesos(Pesos(debida)) if debida >= 0 else "un valor negativo"
            yield Falta(
                _objeto(registro),
                plan.dependencias.get(registro.dependencia_id),
                f"En {_nombre(registro)} la apropiación definitiva es {en_pesos(apropiacion.definitiva)} y "
                f"la inicial con sus modificaciones da {dicho}: corrija la que esté mal en la ejecución.",
            )


def _con_modificaciones(apropiacion: Apropiacion) -> bool:
    """Si el libro trae las modificaciones; los que solo dan inicial y definitiva no tienen qué cuadrar."""
    a = apropiacion
    return any(monto is not None for monto in (a.adiciones, a.reducciones, a.creditos, a.contracreditos))


def _modificada(apropiacion: Apropiacion) -> int:
    """Inicial + adiciones − reducciones + créditos − contracréditos, en centavos."""
    suman = (apropiacion.inicial, apropiacion.adiciones, apropiacion.creditos)
    restan = (apropiacion.reducciones, apropiacion.contracreditos)
    return sum(m.centavos for m in suman if m is not None) - sum(
        abs(m.centavos) for m in restan if m is not None
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


def contratacion_sin_empezar(plan: PlanGuardado) -> Iterable[Falta]:
    """R19: lo que requiere contratación tiene CDP o compromiso al terminar el segundo corte.

    Se mira en la bolsa del proyecto si el gasto se lleva allí. Mientras la entidad no lleve ejecución
    no se evalúa: sería señalarlas todas.

    Fuente: lámina «¿Requiere contratación?» del formato de Plan de Acción 2021.
    """
    mes = int(plan.umbral("R19"))
    if plan.hoy is None or not plan.con_ejecucion or plan.hoy <= _fin_de(plan.vigencia.anio, mes):
        return
    for registro, saldos in _medidas(plan):
        renglon = plan.por_id.get(registro.actividad_id or 0)
        hecha = renglon is not None and terminada(renglon)
        movido = saldos.cdp > CERO or saldos.compromisos > CERO or saldos.obligaciones > CERO
        if registro.contratacion and not movido and not hecha:
            yield Falta(
                _objeto(registro),
                plan.dependencias.get(registro.dependencia_id),
                f"En {_nombre(registro)} se requiere contratación y no hay CDP ni compromiso: registre en "
                "qué va o diga que ya no la requiere.",
            )


def _fin_de(anio: int, mes: int) -> date:
    """Último día antes del que empieza el mes siguiente; el mes 0 es antes de la vigencia."""
    siguiente = date(anio + 1, 1, 1) if mes >= _MESES else date(anio, mes + 1, 1)
    return date.fromordinal(siguiente.toordinal() - 1)


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
