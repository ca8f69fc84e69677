"""Qué se pone en cada fila del libro de la entidad para que diga lo que hoy se sabe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dominio.modelo.formato_propio import (
    CANTIDAD,
    EXPLICACION,
    FilaAgregada,
    FilaCerrada,
    Llenado,
    ValorDelFormato,
)
from dominio.modelo.libro import FilaEjecucion, FilaPlan, LibroLeido, TipoLibro
from dominio.modelo.plan import Registro, Renglon
from dominio.modelo.reporte import Avance, OrigenReporte
from dominio.valores.fechas import Corte

Valores = tuple[tuple[TipoLibro, str, ValorDelFormato], ...]
_CIEN = Decimal(100)
_SALDOS = ("definitiva", "cdp", "compromisos", "obligaciones", "pagos")


@dataclass(frozen=True, slots=True)
class LoDeHoy:
    """El plan al corte: lo que se pone en el libro.

    Attributes:
        ultimos: actividad → su último reporte hasta el corte.
        retiradas: códigos de actividades que ya no están en el plan.
    """

    corte: Corte
    renglones: Sequence[Renglon]
    registros: Sequence[Registro] = ()
    ultimos: Mapping[int, Avance] = field(default_factory=dict)

    def por_codigo(self) -> dict[str, Renglon]:
        """Código → actividad."""
        return {renglon.codigo: renglon for renglon in self.renglones}

    def por_fuente(self) -> dict[tuple[str, str], Registro]:
        """(actividad, código o nombre de fuente) → registro; con una sola fuente, también sin ella."""
        propios: dict[str, list[Registro]] = {}
        for registro in self.registros:
            if registro.actividad_codigo is not None:
                propios.setdefault(registro.actividad_codigo, []).append(registro)
        hallados = {
            (codigo, registro.fuente_codigo or registro.fuente or ""): registro
            for codigo, varios in propios.items()
            for registro in varios
        }
        return {(codigo, ""): varios[0] for codigo, varios in propios.items() if len(varios) == 1} | hallados


def llenar(libro: LibroLeido, hoy: LoDeHoy) -> tuple[Llenado, ...]:
    """Lo que cambia o se completa en cada fila del libro.

    El avance reportado se pone aunque sea igual: va en la columna de su corte. El que vino en el mismo
    libro y lo demás, solo si difiere de lo que la fila ya dice. El dinero ejecutado va donde la fila es
    de una sola actividad; un renglón que suma varias filas de un libro de presupuesto no se reparte.

    Fuente: Cuadro 1S de Cali y Plan de Acción de Guatapé (se entrega en el formato que se recibió).
    """
    renglones, registros = hoy.por_codigo(), hoy.por_fuente()
    gasto = {(fila.hoja, fila.fila): fila for fila in libro.ejecucion if fila.actividad_codigo}
    llenados = []
    for fila in libro.plan:
        renglon = renglones.get(fila.actividad_codigo)
        if renglon is None:
            continue
        fuente = fila.fuente_codigo or fila.fuente or ""
        registro = registros.get((fila.actividad_codigo, fuente))
        valores = (
            *_de_la_actividad(fila, renglon, registro),
            *_de_lo_reportado(renglon, hoy, fila),
            *_del_gasto(gasto.get((fila.hoja, fila.fila)), renglon),
        )
        if valores:
            llenados.append(Llenado(fila.hoja, fila.fila, valores))
    return tuple(llenados)


def _de_la_actividad(fila: FilaPlan, renglon: Renglon, registro: Registro | None) -> Valores:
    """Lo programado que ya no es lo que dice la fila."""
    antes: dict[str, object] = {
        "actividad": fila.actividad,
        "responsable": fila.responsable or None,
        "ponderacion": fila.ponderacion,
        "cantidad_programada": fila.cantidad_programada,
        "meta_vigencia": fila.meta_vigencia,
        "inicio": None if fila.sin_fechas else fila.inicio,
        "fin": None if fila.sin_fechas else fila.fin,
    }
    despues: dict[str, ValorDelFormato] = {
        "actividad": renglon.nombre,
        "responsable": renglon.responsable or None,
        "ponderacion": renglon.ponderacion,
        "cantidad_programada": renglon.cantidad_programada,
        "meta_vigencia": renglon.meta_vigencia,
        "inicio": None if renglon.sin_fechas else renglon.inicio,
        "fin": None if renglon.sin_fechas else renglon.fin,
    }
    # La celda vacía de una combinada no se llena: su valor está en la primera.
    if registro is not None and fila.monto is not None:
        antes["monto"], despues["monto"] = fila.monto, registro.monto
    return tuple((TipoLibro.PLAN, dato, valor) for dato, valor in despues.items() if valor != antes[dato])


def _de_lo_reportado(renglon: Renglon, hoy: LoDeHoy, fila: FilaPlan | None = None) -> Valores:
    """El avance, su cantidad y lo narrado; lo que llegó en el mismo libro no se vuelve a escribir."""
    reporte = hoy.ultimos.get(renglon.id)
    vino_del_libro = reporte is None or reporte.origen is OrigenReporte.IMPORTACION
    if renglon.avance is None or (fila is not None and vino_del_libro and fila.avance == renglon.avance):
        return ()
    valores: list[tuple[TipoLibro, str, ValorDelFormato]] = [(TipoLibro.PLAN, "avance", renglon.avance)]
    ejecutada = renglon.cantidad
    if ejecutada is None and renglon.cantidad_programada is not None:
        ejecutada = renglon.cantidad_programada * renglon.avance.a_decimal() / _CIEN
    if ejecutada is not None:
        valores.append((TipoLibro.PLAN, CANTIDAD, ejecutada))
    # Lo narrado es del corte en que se narró: no se repite en la columna de otro.
    if reporte is not None and reporte.corte == hoy.corte:
        partes = (reporte.logro, reporte.dificultades, reporte.motivo_retroceso, reporte.aclaracion)
        texto = " ".join(parte.strip() for parte in partes if parte)
        if texto:
            valores.append((TipoLibro.PLAN, EXPLICACION, texto))
    return tuple(valores)


def _del_gasto(fila: FilaEjecucion | None, renglon: Renglon) -> Valores:
    if fila is None:
        return ()
    saldos = renglon.saldos
    return tuple(
        (TipoLibro.EJECUCION, nombre, getattr(saldos, nombre))
        for nombre in _SALDOS
        if getattr(fila, nombre) is not None and getattr(fila, nombre) != getattr(saldos, nombre)
    )


def agregadas(libro: LibroLeido, hoy: LoDeHoy) -> tuple[FilaAgregada, ...]:
    """Las actividades del plan que el libro no trae, en la hoja donde están las de su dependencia.

    Fuente: Ley 1474 de 2011 art. 74 (modificaciones periódicas al Plan de Acción).
    """
    del_libro = {fila.actividad_codigo for fila in libro.plan}
    hojas: dict[str, str] = {}
    for fila in libro.plan:
        hojas.setdefault(_plano(fila.dependencia), fila.hoja)
    if not libro.plan:
        return ()
    registros = hoy.por_fuente()
    return tuple(
        FilaAgregada(hojas[_plano(r.dependencia)], (*_de_una_nueva(r, registros), *_de_lo_reportado(r, hoy)))
        for r in hoy.renglones
        if r.codigo not in del_libro and _plano(r.dependencia) in hojas
    )


def _de_una_nueva(r: Renglon, registros: Mapping[tuple[str, str], Registro]) -> Valores:
    registro = registros.get((r.codigo, ""))
    datos: dict[str, ValorDelFormato] = {
        "dependencia_codigo": r.dependencia_codigo,
        "dependencia": r.dependencia,
        "responsable": r.responsable,
        "cargo": r.cargo,
        "tipo_meta": r.tipo_meta.value,
        "programa_codigo": r.programa_codigo,
        "programa": r.programa,
        "meta_codigo": r.meta_codigo,
        "meta": r.meta,
        "indicador": r.indicador,
        "unidad": r.unidad,
        "linea_base": r.linea_base,
        "meta_vigencia": r.meta_vigencia,
        "bpin": r.bpin,
        "proyecto": r.proyecto,
        "objetivo": r.objetivo,
        "producto_codigo": r.producto_codigo,
        "producto": r.producto,
        "actividad_codigo": r.codigo,
        "actividad": r.nombre,
        "ponderacion": r.ponderacion,
        "cantidad_programada": r.cantidad_programada,
        "inicio": None if r.sin_fechas else r.inicio,
        "fin": None if r.sin_fechas else r.fin,
        "monto": None if registro is None else registro.monto,
        "fuente_codigo": None if registro is None else registro.fuente_codigo,
        "fuente": None if registro is None else registro.fuente,
    }
    return tuple((TipoLibro.PLAN, dato, valor) for dato, valor in datos.items() if valor is not None)


def cerradas(libro: LibroLeido, hoy: LoDeHoy) -> tuple[FilaCerrada, ...]:
    """Las filas del libro cuya actividad ya no está en el plan.

    Fuente: Ley 1474 de 2011 art. 74 (modificaciones periódicas al Plan de Acción).
    """
    siguen = hoy.por_codigo()
    return tuple(
        FilaCerrada(fila.hoja, fila.fila, fila.actividad_codigo)
        for fila in _primeras(libro.plan)
        if fila.actividad_codigo not in siguen
    )


def _primeras(plan: Iterable[FilaPlan]) -> Iterable[FilaPlan]:
    vistas: dict[str, FilaPlan] = {}
    for fila in plan:
        vistas.setdefault(fila.actividad_codigo, fila)
    return vistas.values()


def _plano(nombre: str) -> str:
    return " ".join(nombre.split()).casefold()
