"""Cada código de error del dominio, dicho a una persona: qué pasó y cómo seguir."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal

from bot.textos import formato
from bot.textos.causas import FRASES, PISTAS
from bot.textos.horas import decir_hora
from bot.textos.idioma import Perezosa, _, _l
from bot.textos.marcado import Html, armar, recortar
from bot.textos.plano import sin_html
from dominio.errores import EntradaInvalida, ErrorDominio, NoEncontrado, PermisoDenegado
from dominio.modelo.financiero import MomentoGasto
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje

AVISO_MAXIMO = 200  # caracteres que admite la respuesta a un botón

_MOMENTOS = {
    "definitiva": _l("la apropiación definitiva"),
    "cdp": _l("el CDP"),
    "compromiso": _l("el compromiso"),
    "compromisos": _l("los compromisos"),
    "obligacion": _l("la obligación"),
    "obligaciones": _l("las obligaciones"),
    "pago": _l("el pago"),
}
_PLURALES = frozenset({"compromisos", "obligaciones"})
_FORMAS = {
    "divipola": _l("cinco dígitos, con su cero: 05001"),
    "bpin": _l("13 dígitos que empiezan por el año, como 2024760010333, o el del banco de proyectos"),
    "mga": _l("2, 4, 7 o 9 dígitos del catálogo de la MGA"),
    "mga_sector": _l("los dos dígitos del sector: 19"),
    "mga_programa": _l("los cuatro dígitos del programa: 1905"),
    "mga_producto": _l("los siete dígitos del producto: 1905021"),
    "mga_indicador": _l("los nueve dígitos del indicador: 190502100"),
    "fuente": _l("el de la fuente con sus puntos: 1.2.4.1.01"),
}
_HUECO = re.compile(r"%\((\w+)\)s")


def explicar(error: ErrorDominio) -> Html:
    """La frase del error con sus datos, lista para el chat."""
    datos: dict[str, object] = {clave: _presentar(clave, valor) for clave, valor in error.datos.items()}
    plantilla = str(_frase(error))
    for hueco in _HUECO.findall(plantilla):
        datos.setdefault(hueco, _("otro valor"))
    return armar(plantilla, **{clave: datos[clave] for clave in set(_HUECO.findall(plantilla))})


def aviso_de(error: ErrorDominio) -> str:
    """La misma frase en texto llano y corta, para la respuesta a un botón."""
    return recortar(sin_html(explicar(error)), AVISO_MAXIMO)


def _frase(error: ErrorDominio) -> Perezosa:
    if isinstance(error, EntradaInvalida):
        return PISTAS.get(error.pista, FRASES["regla"])
    if isinstance(error, NoEncontrado) and error.datos.get("texto"):
        return _l(
            "No encontré «%(texto)s» en lo que usted puede ver. Pruebe con el código o con otra palabra."
        )
    if isinstance(error, PermisoDenegado) and error.datos.get("objeto"):
        return _l("%(objeto)s no está a su cargo. Vea las suyas con /mis.")
    if isinstance(error, PermisoDenegado) and error.campo == "resumen":
        return _l(
            "El resumen es de las jefaturas, planeación y administración. Lo suyo está en /pendientes, "
            "/estado y /alertas."
        )
    if isinstance(error, PermisoDenegado) and error.campo == "rol":
        return _l("A administración y planeación solo las invita quien administra el asistente.")
    if error.codigo == "codigo_invalido" and error.datos.get("propuesta"):
        return _l("El código «%(valor)s» no tiene la forma esperada: %(forma)s. ¿Quiso decir %(propuesta)s?")
    if error.codigo == "cadena_de_gasto" and str(error.datos.get("limite")) in _PLURALES:
        return FRASES["cadena_de_gasto_plural"]
    if error.codigo == "corte_ya_cerrado" and error.datos.get("autor"):
        return FRASES["corte_cerrado_por"]
    if error.codigo == "cambio_imposible":
        return FRASES.get(f"cambio_imposible_{error.datos.get('causa')}", FRASES["cambio_imposible"])
    if error.codigo == "sin_plan_entonces" and not error.datos.get("desde"):
        return FRASES["sin_plan_nunca"]
    if error.codigo == "remision_fuera_de_lugar":
        return FRASES.get(f"remision_fuera_de_lugar_{error.datos.get('estado')}", FRASES[error.codigo])
    if error.codigo == "dependencia_bloqueada" and error.datos.get("planeacion"):
        return FRASES["dependencia_bloqueada_planeacion"]
    if error.codigo == "sin_plan" and error.datos.get("vigencia"):
        return FRASES["sin_plan_vigencia"]
    return FRASES.get(error.codigo, FRASES["regla"])


def _presentar(clave: str, valor: object) -> str:
    if isinstance(valor, Pesos):
        return formato.pesos(valor)
    if isinstance(valor, Porcentaje):
        return formato.porcentaje(valor)
    if isinstance(valor, Decimal):
        return formato.cantidad(valor)
    if isinstance(valor, date):
        return formato.fecha(valor)
    if isinstance(valor, time):
        return decir_hora(valor)
    if isinstance(valor, Corte):
        return formato.corte(valor)
    if isinstance(valor, MomentoGasto) or (clave == "limite" and str(valor) in _MOMENTOS):
        return str(_MOMENTOS[str(valor)])
    if clave == "forma" and str(valor) in _FORMAS:
        return str(_FORMAS[str(valor)])
    return recortar(str(valor), 120)
