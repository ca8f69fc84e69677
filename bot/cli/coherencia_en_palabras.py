"""La coherencia en la terminal: como datos para JSON y como frases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dominio.reglas.coherencia.umbrales import umbral_en_palabras

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dominio.modelo.coherencia import LibroDeCoherencia, ReglaRelajada, ReglaVigente
    from dominio.modelo.hallazgo import Hallazgo


def informe_como_dato(libro: LibroDeCoherencia, hallazgos: list[dict[str, object]]) -> dict[str, object]:
    """El informe entero: los hallazgos y lo que hay que saber para creerle."""
    return {
        "hallazgos": hallazgos,
        "reglas_apagadas": [_relajada_como_dato(una) for una in libro.reglas_apagadas],
        "sin_evaluar": [{"falta": una.que, "reglas": list(una.reglas)} for una in libro.sin_evaluar],
        "dependencias": [
            {
                "dependencia": cuenta.nombre,
                "situacion": cuenta.situacion.value,
                "errores": cuenta.errores,
                "advertencias": cuenta.advertencias,
                "informativos": cuenta.informativos,
                "aceptados": cuenta.aceptados,
            }
            for cuenta in libro.dependencias
        ],
    }


def en_palabras(libro: LibroDeCoherencia, vistos: Sequence[Hallazgo], salida: Path | None) -> str:
    """Los hallazgos, lo que está apagado o no se evaluó, y cómo queda cada dependencia."""
    from bot.textos.coherencia import cuantos

    entero = not libro.reglas_apagadas and not libro.sin_evaluar
    limpio = "El plan es coherente: no hay hallazgos abiertos."
    lineas = [renglon(hallazgo) for hallazgo in vistos] or [
        limpio if entero else "No hay hallazgos abiertos en lo que se evaluó."
    ]
    lineas.append("")
    lineas += _salvedades(libro)
    for cuenta in libro.dependencias:
        aceptados = f", {cuenta.aceptados} aceptado{'s' if cuenta.aceptados > 1 else ''}"
        lineas.append(
            f"{cuenta.nombre or 'De toda la entidad'}: {cuenta.situacion.value} "
            f"({cuantos(cuenta.errores, cuenta.advertencias, cuenta.informativos)}"
            f"{aceptados if cuenta.aceptados else ''})"
        )
    if salida is not None:
        lineas.append(f"Escrito en {salida}.")
    return "\n".join(lineas)


def renglon(hallazgo: Hallazgo) -> str:
    """Un hallazgo en una línea, con su razón si se aceptó."""
    aceptado = "" if hallazgo.aceptacion is None else f" [aceptado: {hallazgo.aceptacion.razon}]"
    return (
        f"{hallazgo.regla}  {hallazgo.severidad.value:<11}  {hallazgo.objeto}  {hallazgo.mensaje}{aceptado}"
    )


def regla_como_dato(regla: ReglaVigente) -> dict[str, object]:
    """La ficha de una regla como la tiene la entidad; si la relajó, con su razón, quién y cuándo."""
    ficha, relajada = regla.ficha, regla.relajada
    return {
        "regla": ficha.codigo,
        "nombre": ficha.nombre,
        "severidad": regla.severidad.value,
        "apagada": regla.apagada,
        "umbral": regla.umbral,
        "unidad": None if ficha.umbral is None else ficha.umbral.unidad,
        "que_mira": ficha.que_mira,
        "arreglo": ficha.arreglo,
        "sin_datos": ficha.sin_datos,
        "fuente": ficha.fuente,
        "ajustada": not regla.ajuste.vacio,
        "relajada": None if relajada is None else _relajada_como_dato(relajada),
    }


def ficha_en_palabras(regla: ReglaVigente) -> str:
    """La ficha de una regla, para leerla en la terminal."""
    ficha = regla.ficha
    estado = "apagada" if regla.apagada else "prendida"
    lineas = [
        f"{ficha.codigo}  {ficha.nombre} ({regla.severidad.value}, {estado})",
        f"  Mira: {ficha.que_mira}",
        f"  Se arregla: {ficha.arreglo}",
        f"  Fuente: {ficha.fuente}.",
    ]
    if ficha.umbral is not None:
        lineas.insert(2, f"  Umbral: {umbral_en_palabras(ficha.umbral, regla.umbral)}, {ficha.umbral.que}.")
    if ficha.sin_datos:
        lineas.append(f"  {ficha.sin_datos}")
    if regla.relajada is not None:
        lineas.append(f"  {_por_que(regla.relajada)}")
    return "\n".join(lineas)


def _relajada_como_dato(una: ReglaRelajada) -> dict[str, object]:
    return {
        "regla": una.codigo,
        "nombre": una.nombre,
        "apagada": una.apagada,
        "severidad": una.severidad.value,
        "razon": una.razon,
        "quien": una.quien,
        "cuando": una.cuando,
    }


def _salvedades(libro: LibroDeCoherencia) -> list[str]:
    apagadas = sum(una.apagada for una in libro.reglas_apagadas)
    rebajadas = len(libro.reglas_apagadas) - apagadas
    lineas = []
    if apagadas:
        lineas.append("1 regla apagada:" if apagadas == 1 else f"{apagadas} reglas apagadas:")
        lineas += [f"  {_por_que(una)}" for una in libro.reglas_apagadas if una.apagada]
    if rebajadas:
        lineas.append("1 error rebajado:" if rebajadas == 1 else f"{rebajadas} errores rebajados:")
        lineas += [f"  {_por_que(una)}" for una in libro.reglas_apagadas if not una.apagada]
    for falta in libro.sin_evaluar:
        verbo = "evaluó" if len(falta.reglas) == 1 else "evaluaron"
        lineas.append(f"Falta {falta.que}: no se {verbo} {', '.join(falta.reglas)}.")
    return lineas


def _por_que(una: ReglaRelajada) -> str:
    """«R09 apagada, por «…» (línea de órdenes)»."""
    como = "apagada" if una.apagada else f"rebajada a {una.severidad.value}"
    if una.razon is None:
        return f"{una.codigo} {como}, sin razón escrita."
    return f"{una.codigo} {como}, por «{una.razon}» ({una.quien or 'línea de órdenes'})."
