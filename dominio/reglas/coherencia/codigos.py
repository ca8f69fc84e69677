"""R02, R05 y R15: códigos con forma, que existen, y fuentes usadas donde la ley las deja."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.plan import Renglon, TipoMeta
from dominio.reglas.coherencia.plan import Falta, PlanGuardado
from dominio.reglas.destinacion_de_fuentes import destinacion_de, sector_de
from dominio.reglas.formas_de_codigo import (
    Motivo,
    Reparo,
    danado,
    largo_de_producto,
    revisar_bpin,
    revisar_fuente,
    revisar_mga,
)
from dominio.reglas.parecidos_de_codigo import a_una_cifra
from dominio.reglas.programa_del_producto import productos_ajenos

_ACTIVIDADES_QUE_SE_NOMBRAN = 3
# El código de meta que termina en el producto: «MP» + meta de resultado + subprograma + consecutivo.
_META_CON_PRODUCTO = re.compile(r"MP[0-9]{9}([0-9]{7})", re.IGNORECASE)


@dataclass(slots=True)
class _Uso:
    """Quiénes usan un código en una dependencia."""

    actividades: dict[str, None] = field(default_factory=dict)

    def __str__(self) -> str:
        """«la actividad A-001», «las actividades A-001, A-002 y 35 más»."""
        codigos = list(self.actividades)
        if len(codigos) == 1:
            return f"la actividad {codigos[0]}"
        nombradas = ", ".join(codigos[:_ACTIVIDADES_QUE_SE_NOMBRAN])
        resto = len(codigos) - _ACTIVIDADES_QUE_SE_NOMBRAN
        return f"las actividades {nombradas}" + (f" y {resto} más" if resto > 0 else "")


def codigo_sin_forma(plan: PlanGuardado) -> Iterable[Falta]:
    """R02: códigos de meta y de producto con forma; y el producto, el mismo que lleva el código de la meta.

    Es una advertencia si el producto difiere en una sola cifra del de la meta. El cero perdido y lo que
    no está en el catálogo son de R05.

    Fuente: L2 de EVAPLAN (producto de Vivienda con una cifra distinta); catálogo de la MGA (DNP).
    """
    productos = _productos(plan)
    largo = largo_de_producto({trae for trae, _ in productos})
    for (trae, dependencia), uso in productos.items():
        reparo = revisar_mga(trae, largo, None)
        if reparo is not None and reparo.motivo in (Motivo.FORMA, Motivo.AUSENTE):
            yield Falta(trae, dependencia, _frase("Producto", trae, uso, reparo))
    for (trae, dependencia), uso in _usos((r.meta_codigo, r) for r in plan.renglones).items():
        reparo = danado(trae)[1]
        if reparo is not None:
            yield Falta(trae, dependencia, _frase("Código de meta", trae, uso, reparo))
    for r in plan.renglones:
        de_la_meta = _producto_de_la_meta(r.meta_codigo)
        if de_la_meta and r.producto_codigo and a_una_cifra(de_la_meta, _como_producto(r.producto_codigo)):
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} lleva el producto {r.producto_codigo} y su meta {r.meta_codigo} "
                f"lleva el {de_la_meta}, que difiere en una cifra: deje uno de los dos.",
                Severidad.ADVERTENCIA,
            )


def codigo_fuera_de_catalogo(plan: PlanGuardado) -> Iterable[Falta]:
    """R05: productos, indicadores y BPIN que existen y no han perdido el cero; el producto, de su programa.

    Sin catálogo cargado solo se mira el cero perdido y la forma del BPIN. Se propone, no se corrige.

    Fuente: 57 filas con el cero perdido en Santiago de Cali y Tenjo; catálogo de la MGA (DNP).
    """
    catalogos = plan.catalogos
    productos = _productos(plan)
    largo = largo_de_producto({trae for trae, _ in productos})
    for (trae, dependencia), uso in productos.items():
        reparo = revisar_mga(trae, largo, catalogos.producto if largo == 7 else catalogos.indicador)
        if reparo is not None and reparo.motivo in (Motivo.CERO, Motivo.CATALOGO):
            yield Falta(trae, dependencia, _frase("Producto", trae, uso, reparo))
    if catalogos.indicador is not None:
        metas = _usos((r.meta_codigo, r) for r in plan.renglones if _parece_indicador(r.meta_codigo))
        for (trae, dependencia), uso in metas.items():
            reparo = revisar_mga(trae, 9, catalogos.indicador)
            if reparo is not None:
                yield Falta(trae, dependencia, _frase("Indicador", trae, uso, reparo))
    for (trae, dependencia), uso in _usos((r.bpin, r) for r in plan.renglones).items():
        reparo = revisar_bpin(trae)
        # Lo que dice que no hay BPIN es de R13.
        if reparo is not None and reparo.motivo is not Motivo.AUSENTE:
            yield Falta(trae, dependencia, _frase("BPIN", trae, uso, reparo))
    yield from _de_otro_programa(plan)


def fuente_fuera_de_lugar(plan: PlanGuardado) -> Iterable[Falta]:
    """R15: la fuente existe en el catálogo, y la de destinación específica se usa en su sector.

    Que no exista es un error y solo se dice con el catálogo de fuentes cargado; un fondo sin puntos
    existe si existe su fuente. Usarla en otro sector es una advertencia.

    Fuente: CCPET (CUIPO); Leyes 715 de 2001, 1176 de 2007 y 2023 de 2020
    (``dominio/reglas/destinacion_de_fuentes.py``).
    """
    yield from _fuentes_que_no_existen(plan)
    for registro in plan.registros:
        renglon = plan.por_id.get(registro.actividad_id or 0)
        destinacion = destinacion_de(registro.fuente_codigo or "")
        if renglon is None or destinacion is None:
            continue
        sector = sector_de(renglon.producto_codigo, renglon.meta_codigo, renglon.programa_codigo)
        if sector is not None and sector not in destinacion.sectores:
            yield Falta(
                renglon.codigo,
                renglon.dependencia,
                f"La actividad {renglon.codigo} usa {destinacion.nombre} ({registro.fuente_codigo}) en el "
                f"sector {sector}, y la ley la destina al {' o '.join(destinacion.sectores)} "
                f"({destinacion.norma}): revise la fuente o el producto.",
                Severidad.ADVERTENCIA,
            )


def _fuentes_que_no_existen(plan: PlanGuardado) -> Iterator[Falta]:
    catalogo = plan.catalogos.fuente
    if catalogo is None:
        return
    usos: dict[tuple[str, str | None], _Uso] = {}
    nombres: dict[str, str | None] = {}
    for registro in plan.registros:
        if registro.fuente_codigo:
            dependencia = plan.dependencias.get(registro.dependencia_id)
            uso = usos.setdefault((registro.fuente_codigo, dependencia), _Uso())
            uso.actividades[registro.actividad_codigo or registro.bpin or registro.proyecto or ""] = None
            nombres.setdefault(registro.fuente_codigo, registro.fuente)
    for (trae, dependencia), uso in usos.items():
        reparo = revisar_fuente(trae, catalogo, nombres[trae])
        # El fondo sin puntos cuya fuente existe, o el de reserva, se proponen al importar y no son un error.
        if reparo is not None and reparo.motivo is Motivo.CATALOGO:
            yield Falta(trae, dependencia, _frase("Código de fuente", trae, uso, reparo))


def _de_otro_programa(plan: PlanGuardado) -> Iterator[Falta]:
    ajenos = productos_ajenos((r.producto_codigo, r.programa_codigo) for r in plan.renglones)
    for r in plan.renglones:
        if r.producto_codigo and r.programa_codigo in ajenos.get(r.producto_codigo, ()):
            yield Falta(
                r.codigo,
                r.dependencia,
                f"La actividad {r.codigo} lleva el producto {r.producto_codigo}, que es del programa "
                f"{r.producto_codigo[:4]}, y su programa es el {r.programa_codigo}: corrija uno de los dos.",
            )


def _productos(plan: PlanGuardado) -> dict[tuple[str, str | None], _Uso]:
    """Los productos de las metas de producto; las de gestión y administrativas no llevan."""
    return _usos((r.producto_codigo, r) for r in plan.renglones if r.tipo_meta is TipoMeta.PRODUCTO)


def _usos(pares: Iterable[tuple[str | None, Renglon]]) -> dict[tuple[str, str | None], _Uso]:
    """(código, dependencia) → actividades que lo usan, en el orden del plan."""
    usos: dict[tuple[str, str | None], _Uso] = {}
    for codigo, renglon in pares:
        if codigo:
            usos.setdefault((codigo, renglon.dependencia), _Uso()).actividades[renglon.codigo] = None
    return usos


def _frase(que: str, trae: str, uso: _Uso, reparo: Reparo) -> str:
    arreglo = f"Si es {reparo.propone}, corríjalo" if reparo.propone else "Corríjalo"
    cual = " ".join(trae.split())
    return f"{que} «{cual}» en {uso}: {reparo.porque}. {arreglo} en el plan y vuelva a importarlo."


def _producto_de_la_meta(codigo: str) -> str | None:
    """El producto MGA que lleva por dentro el código de una meta; ``None`` si no lleva."""
    con_producto = _META_CON_PRODUCTO.fullmatch(codigo)
    if con_producto is not None:
        return con_producto[1]
    return codigo[:7] if _parece_indicador(codigo) or (codigo.isdecimal() and len(codigo) == 7) else None


def _como_producto(codigo: str) -> str:
    """Las siete primeras cifras, si el plan llama producto a su indicador."""
    return codigo[:7] if _parece_indicador(codigo) else codigo


def _parece_indicador(codigo: str) -> bool:
    return codigo.isdecimal() and len(codigo) == 9
