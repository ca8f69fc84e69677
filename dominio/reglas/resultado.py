"""El resultado de una meta: contra qué se mide, cuánto es y quién lo reporta."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from dominio.errores import EntradaInvalida, NumeroIlegible, PorcentajeFueraDeRango, SinProgramacion
from dominio.errores.metas import NivelBajoLaLineaBase
from dominio.modelo.identidad import IdDependencia
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Meta, Renglon, TipoAcumulacion
from dominio.modelo.resultado import ClaseDeValor
from dominio.reglas.avance import avance_meta, avance_ponderado
from dominio.reglas.valor_reportado import DECIMALES_CANTIDAD
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import CERO, CIEN, Porcentaje

# En las demás, lo que se reporta ya es un nivel.
_SE_CUENTAN_DESDE_ENERO = frozenset({TipoAcumulacion.ACUMULADO, TipoAcumulacion.FLUJO, None})
_MUCHO_MAS = 2


def programado_de(meta: Meta, vigencia: Vigencia) -> Decimal | None:
    """Lo programado para la vigencia, en la unidad de la meta; ``None`` = NP.

    Si hay Plan Indicativo prevalece lo que él dice de ese año.

    Fuente: docs/reglas.md §2; S15 de EVAPLAN (prevalece el Plan Indicativo).
    """
    return dict(meta.programacion).get(vigencia.anio, meta.meta_vigencia)


def medir_resultado(meta: Meta, programado: Decimal | None, valor: Decimal) -> Porcentaje | None:
    """Qué parte de lo programado es el resultado, en puntos y sin tope; ``None`` = no aplica.

    No aplica a lo no programado (NP o 0) ni a una reducción que no reduce. Lo que no cabe queda en el
    máximo que se puede guardar. Sin tipo de acumulación se mide como lo acumulado en el año.

    Fuente: docs/reglas.md §2 (lo NP queda fuera de todo denominador); DNP, «Guía para la construcción
    y análisis de indicadores».
    """
    if not programado and meta.acumulacion is not TipoAcumulacion.REDUCCION:
        return None
    try:
        return avance_meta(meta.acumulacion or TipoAcumulacion.ACUMULADO, meta.linea_base, programado, valor)
    except SinProgramacion:
        return None
    except PorcentajeFueraDeRango:
        return Porcentaje.MAXIMO


def se_cuenta_desde_enero(meta: Meta) -> bool:
    """Si se reporta lo hecho en el año y no el nivel que hay hoy.

    Fuente: DNP, «Guía para la construcción y análisis de indicadores», tipos de acumulación.
    """
    return meta.acumulacion in _SE_CUENTAN_DESDE_ENERO


def parece_nivel(meta: Meta, programado: Decimal | None, valor: Decimal) -> bool:
    """Si lo escrito parece el nivel total (con la línea base) donde va lo hecho este año.

    Línea base 180, meta del año 1,5 y alguien escribe 233: no son 15.533 %, es el nivel.

    Fuente: ficha 050201 del plan de acción de Guatapé 2026 («meta ejecutada» 233,2 sobre 1,5).
    """
    base = meta.linea_base
    if not se_cuenta_desde_enero(meta) or not base or base < 0 or not programado or programado < 0:
        return False
    return valor >= base and valor > programado * _MUCHO_MAS


def resultado_legible(valor: Decimal) -> Decimal:
    """El mismo valor, si es uno que se puede reportar: cero o más y hasta tres decimales.

    Raises:
        EntradaInvalida: es negativo (``resultado_negativo``).
        NumeroIlegible: no es un número o tiene más de tres decimales.

    Fuente: docs/reglas.md §1 (las cantidades llevan hasta tres decimales).
    """
    exponente = valor.normalize().as_tuple().exponent if valor.is_finite() else None
    if not isinstance(exponente, int) or exponente < -DECIMALES_CANTIDAD:
        raise NumeroIlegible("valor", valor=str(valor), decimales=DECIMALES_CANTIDAD)
    if valor < 0:
        raise EntradaInvalida("resultado_negativo", "valor")
    return valor


def valor_del_anio(meta: Meta, valor: Decimal, clase: ClaseDeValor | None) -> Decimal:
    """Lo hecho este año: lo escrito, o lo que pasa de la línea base si era el nivel total.

    Raises:
        NivelBajoLaLineaBase: como nivel quedaría por debajo de donde se partió.

    Fuente: ficha 050201 del plan de acción de Guatapé 2026.
    """
    if clase is not ClaseDeValor.NIVEL:
        return valor
    base = meta.linea_base or Decimal(0)
    if valor < base:
        raise NivelBajoLaLineaBase("valor", linea_base=base)
    return valor - base


def coordinadoras_de(meta: Meta, renglones: Iterable[Renglon]) -> frozenset[IdDependencia]:
    """Quién coordina la meta: la que dice el Plan Indicativo o, si no lo dice, las que tienen actividades.

    Fuente: H9 de EVAPLAN (la meta la reporta solo su coordinador, aunque ejecute otra dependencia).
    """
    if meta.coordinadora_id is not None:
        return frozenset({meta.coordinadora_id})
    return frozenset(renglon.dependencia_id for renglon in renglones if renglon.meta_id == meta.id)


def puede_reportar_resultado(persona: Persona, meta: Meta, a_cargo: Collection[Renglon]) -> bool:
    """Si la persona reporta el resultado de la meta.

    El jefe de la coordinadora; quien responde por actividades de la meta en la coordinadora;
    planeación, cualquiera de la entidad.

    Args:
        persona: quién.
        meta: cuál.
        a_cargo: actividades que la persona puede reportar (propias o por delegación).

    Fuente: H9 de EVAPLAN; Ley 152 de 1994 art. 41 (cada dependencia responde por lo suyo).
    """
    if persona.rol is Rol.PLANEACION:
        return True
    es_la_coordinadora = meta.coordinadora_id is not None and meta.coordinadora_id == persona.dependencia_id
    if persona.rol is Rol.JEFE and es_la_coordinadora:
        return True
    suyas = [renglon for renglon in a_cargo if renglon.meta_id == meta.id]
    coordinadoras = coordinadoras_de(meta, suyas)
    return any(renglon.dependencia_id in coordinadoras for renglon in suyas)


def avance_de_actividades(renglones: Iterable[Renglon]) -> Porcentaje | None:
    """Sumatoria ponderada (o media) de las actividades de una meta, en puntos; ``None`` = no tiene.

    Va al lado del resultado y nunca en su lugar.

    Fuente: docs/reglas.md §2 y §3.
    """
    partes = [(renglon.ponderacion, renglon.avance or CERO) for renglon in renglones]
    avance = avance_ponderado(partes).avance if partes else None
    return None if avance is None else min(avance, CIEN)


def sin_resultado(metas: Iterable[Meta], vigencia: Vigencia, reportadas: Collection[int]) -> tuple[Meta, ...]:
    """Las metas programadas sin resultado en un corte: al cerrarlo son omisiones, no 0 %.

    Args:
        metas: las de la vigencia.
        vigencia: el año.
        reportadas: identificadores de las que tienen resultado en el corte.

    Fuente: R37 (S6 de EVAPLAN); docs/reglas.md §2.
    """
    return tuple(m for m in metas if programado_de(m, vigencia) and m.id not in reportadas)
