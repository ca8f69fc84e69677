"""Cómo se nombra ante una persona cada dato de un instrumento: «Código de actividad», «Programado 2026»."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _, _l
from dominio.modelo.libro import TipoLibro

INSTRUMENTOS: dict[TipoLibro, Perezosa] = {
    TipoLibro.PLAN: _l("Plan de Acción"),
    TipoLibro.INDICATIVO: _l("Plan Indicativo"),
    TipoLibro.POAI: _l("POAI"),
    TipoLibro.PAC: _l("PAC"),
    TipoLibro.EJECUCION: _l("Ejecución"),
}
_DATOS: dict[str, Perezosa] = {
    "dependencia_codigo": _l("Código dependencia"),
    "dependencia": _l("Dependencia"),
    "responsable": _l("Responsable"),
    "cargo": _l("Cargo"),
    "tipo_meta": _l("Tipo de meta"),
    "programa_codigo": _l("Código del programa"),
    "programa": _l("Programa"),
    "meta_codigo": _l("Código de meta"),
    "meta": _l("Meta"),
    "indicador": _l("Indicador"),
    "unidad": _l("Unidad de medida"),
    "linea_base": _l("Línea base"),
    "meta_vigencia": _l("Meta de la vigencia"),
    "bpin": _l("Código BPIN"),
    "proyecto": _l("Proyecto"),
    "objetivo": _l("Objetivo del proyecto"),
    "actividad_codigo": _l("Código de actividad"),
    "actividad": _l("Actividad"),
    "ponderacion": _l("Ponderación"),
    "cantidad_programada": _l("Cantidad programada"),
    "inicio": _l("Fecha de inicio"),
    "fin": _l("Fecha de terminación"),
    "avance": _l("Porcentaje de avance"),
    "fuente_codigo": _l("Código de fuente"),
    "fuente": _l("Fuente de financiación"),
    "monto": _l("Monto"),
    "contratacion": _l("Requiere contratación"),
    "producto_codigo": _l("Código de producto"),
    "producto": _l("Producto"),
    "acumulacion": _l("Tipo de acumulación"),
    "meta_cuatrienio": _l("Meta del cuatrienio"),
    "coordinadora": _l("Dependencia coordinadora"),
    "apropiacion": _l("Apropiación"),
    "inicial": _l("Apropiación inicial"),
    "adiciones": _l("Adiciones"),
    "reducciones": _l("Reducciones"),
    "creditos": _l("Créditos"),
    "contracreditos": _l("Contracréditos"),
    "definitiva": _l("Apropiación definitiva"),
    "cdp": _l("CDP"),
    "compromisos": _l("Compromisos"),
    "obligaciones": _l("Obligaciones"),
    "pagos": _l("Pagos"),
    "fecha_corte": _l("Fecha de corte"),
}
_POR_ANIO = {"programado_": _l("Programado %(anio)s"), "logro_": _l("Logro %(anio)s")}
_MESES = (
    _l("Enero"),
    _l("Febrero"),
    _l("Marzo"),
    _l("Abril"),
    _l("Mayo"),
    _l("Junio"),
    _l("Julio"),
    _l("Agosto"),
    _l("Septiembre"),
    _l("Octubre"),
    _l("Noviembre"),
    _l("Diciembre"),
)


def rotulo_de(dato: str) -> str:
    """El nombre del dato; uno que no se conoce se deja legible («otro dato»)."""
    for prefijo, frase in _POR_ANIO.items():
        if dato.startswith(prefijo):
            return str(frase) % {"anio": dato.removeprefix(prefijo)}
    if dato.startswith("mes_"):
        return str(_MESES[int(dato.removeprefix("mes_")) - 1])
    return (
        str(_DATOS[dato]) if dato in _DATOS else _("Otro dato: %(dato)s") % {"dato": dato.replace("_", " ")}
    )


def instrumento_de(tipo: TipoLibro) -> str:
    """«Plan de Acción», «POAI»…"""
    return str(INSTRUMENTOS[tipo])
