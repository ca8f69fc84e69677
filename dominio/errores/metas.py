"""Errores al reportar el resultado de una meta y al aclarar un reporte poco verosímil."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class ReporteSinAclaracion(ErrorDominio):
    """El reporte tiene una advertencia de peso y nadie la explicó."""

    codigo = "reporte_sin_aclaracion"


class ValorSinAclarar(ErrorDominio):
    """El número puede ser el nivel total o lo del año, y no se dijo cuál."""

    codigo = "valor_sin_aclarar"


class NivelBajoLaLineaBase(ErrorDominio):
    """Como nivel total quedaría por debajo de la línea base."""

    codigo = "nivel_bajo_la_linea_base"


class ResultadoDesmedido(ErrorDominio):
    """El resultado es tantas veces lo programado que no se puede medir."""

    codigo = "resultado_desmedido"


class MetaNoCoordinada(ErrorDominio):
    """La meta la coordina otra dependencia."""

    codigo = "meta_no_coordinada"


class ResultadoYaReemplazado(ErrorDominio):
    """El resultado que se quiere corregir ya no es el último de su meta."""

    codigo = "resultado_ya_reemplazado"
