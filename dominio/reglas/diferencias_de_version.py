"""Qué cambió entre dos ediciones del plan, objeto por objeto y campo por campo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dominio.modelo.identidad import IdDependencia
from dominio.modelo.libro import Cambio, FilaPAC, FilaPOAI
from dominio.modelo.plan import ComoVino, Meta, Registro, Renglon
from dominio.modelo.version_del_plan import PlanEnFoto
from dominio.reglas.diferencias import NUEVO, YA_NO_ESTA, Valores, comparar_objetos
from dominio.valores.fechas import MESES


def comparar_ediciones(antes: PlanEnFoto, despues: PlanEnFoto) -> tuple[Cambio, ...]:
    """Diferencias de metas, actividades, registros, POAI y PAC; ni el avance ni el gasto se miran.

    Fuente: Ley 1474/2011 art. 74 (se publica el plan y se publican sus modificaciones).
    """
    lados = [
        (
            ("meta", _metas(plan)),
            ("actividad", {r.codigo: _actividad(r, plan.origen.get(r.id)) for r in plan.renglones}),
            ("registro", {_de_registro(r): _dinero(r) for r in plan.registros if r.actividad_codigo}),
            ("POAI", dict(_poai(plan.poai))),
            ("PAC", dict(_pac(plan.pac))),
        )
        for plan in (antes, despues)
    ]
    return tuple(
        cambio
        for (clase, viejos), (_, nuevos) in zip(*lados, strict=True)
        for cambio in comparar_objetos(clase, nuevos, viejos)
    )


def de_la_dependencia(
    cambios: Iterable[Cambio], planes: Iterable[PlanEnFoto], dependencia: IdDependencia
) -> tuple[Cambio, ...]:
    """De esas diferencias, las de sus actividades, su dinero y las metas a las que aportan.

    Args:
        cambios: las del plan entero.
        planes: las dos ediciones comparadas; lo que fue suyo en cualquiera de ellas le importa.
        dependencia: la de quien mira.

    Fuente: docs/reglas.md (cada rol ve lo de su ámbito).
    """
    suyos: set[tuple[str, str]] = set()
    for plan in planes:
        propios = [r for r in plan.renglones if r.dependencia_id == dependencia]
        suyos |= {("actividad", r.codigo) for r in propios} | {("meta", r.meta_codigo) for r in propios}
        suyos |= {("registro", _de_registro(r)) for r in plan.registros if r.dependencia_id == dependencia}
    return tuple(cambio for cambio in cambios if (cambio.clase, cambio.objeto) in suyos)


def deshechos(cambios: Iterable[Cambio], anteriores: Iterable[Cambio]) -> tuple[Cambio, ...]:
    """Los que devuelven algo a como estaba antes de otra modificación.

    Args:
        cambios: los que se van a hacer.
        anteriores: los que hizo esa modificación.

    Fuente: Ley 1474/2011 art. 74 (cada modificación se publica: deshacer una también es modificar).
    """
    hechos = {(c.clase, c.objeto, c.tipo, c.campo, c.antes, c.despues) for c in anteriores}
    contrario = {NUEVO: YA_NO_ESTA, YA_NO_ESTA: NUEVO}
    return tuple(
        c
        for c in cambios
        if (c.clase, c.objeto, contrario.get(c.tipo, c.tipo), c.campo, c.despues, c.antes) in hechos
    )


def _metas(plan: PlanEnFoto) -> Mapping[str, Valores]:
    return {meta.codigo: _meta(meta) for meta in plan.metas}


def _meta(meta: Meta) -> Valores:
    valores: dict[str, object | None] = {
        "nombre": meta.nombre,
        "tipo": meta.tipo.value,
        "código del programa": meta.programa_codigo,
        "programa": meta.programa,
        "indicador": meta.indicador,
        "unidad": meta.unidad,
        "línea base": meta.linea_base,
        "meta de la vigencia": "NP" if meta.meta_vigencia is None else meta.meta_vigencia,
        "tipo de acumulación": None if meta.acumulacion is None else meta.acumulacion.value,
        "meta del cuatrienio": meta.meta_cuatrienio,
    }
    for anio, programado in meta.programacion:
        valores[f"programado {anio}"] = "NP" if programado is None else programado
    for anio, logrado in meta.logros:
        valores[f"logro {anio}"] = logrado
    return valores


def _actividad(renglon: Renglon, vino: ComoVino | None) -> Valores:
    niveles = vino.niveles if vino is not None else ()
    return {
        "nombre": renglon.nombre,
        "dependencia": renglon.dependencia,
        "responsable": renglon.responsable,
        "cargo": renglon.cargo,
        "meta": renglon.meta_codigo,
        "código de producto": renglon.producto_codigo,
        "producto": renglon.producto,
        "código BPIN": renglon.bpin,
        "proyecto": renglon.proyecto,
        "objetivo del proyecto": renglon.objetivo,
        "ponderación": renglon.ponderacion,
        "cantidad programada": renglon.cantidad_programada,
        "fecha de inicio": renglon.inicio,
        "fecha de terminación": renglon.fin,
        "sin fechas en el libro": renglon.sin_fechas,
        "jerarquía": " > ".join(" ".join(parte for parte in nivel if parte) for nivel in niveles) or None,
    }


def _de_registro(registro: Registro) -> str:
    return f"{registro.actividad_codigo} · {registro.fuente_codigo or registro.fuente or 'sin fuente'}"


def _dinero(registro: Registro) -> Valores:
    return {
        "fuente": registro.fuente,
        "monto": registro.monto,
        "requiere contratación": registro.contratacion,
    }


def _poai(filas: Iterable[FilaPOAI]) -> Iterable[tuple[str, Valores]]:
    for fila in filas:
        partes = (fila.bpin, fila.meta_codigo, fila.dependencia, fila.fuente_codigo or fila.fuente)
        yield (
            " · ".join(parte for parte in partes if parte),
            {"proyecto": fila.proyecto, "apropiación": fila.apropiacion},
        )


def _pac(filas: Iterable[FilaPAC]) -> Iterable[tuple[str, Valores]]:
    for fila in filas:
        llave = " · ".join(parte for parte in (fila.bpin, fila.fuente_codigo or fila.fuente) if parte)
        yield llave, dict(zip(MESES, fila.meses, strict=True))
