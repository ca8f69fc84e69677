"""Catálogos de mentira para las pruebas: pocos códigos, con la forma de los oficiales."""

from __future__ import annotations

from datetime import date

from dominio.modelo.catalogo import Catalogo, Catalogos, EntradaDeCatalogo, TipoCatalogo

FECHA = date(2026, 1, 15)
PRODUCTOS = {
    "0406010": "Cartografía básica generada",
    "1905021": "Campañas de vacunación realizadas",
    "1905024": "Campañas de gestión del riesgo en salud",
    "2402006": "Vía secundaria mejorada",
    "2402041": "Vía terciaria mejorada",
    "2402099": "Vía terciaria con mantenimiento",
    "4599026": "Documentos de planeación elaborados",
}
INDICADORES = {"190502100": "Campañas realizadas", "240204100": "Vía terciaria mejorada"}
FUENTES = {
    "1.2.1.0.00": "Ingresos corrientes de libre destinación",
    "1.2.4.1.03": "SGP-Educación-Calidad por matrícula oficial",
    "1.2.4.2.02": "SGP-Salud-Salud pública",
    "1.2.4.3.03": "SGP-Propósito general-Libre inversión",
}
MUNICIPIOS = {"05001": "Medellín", "25799": "Tenjo", "76001": "Cali"}


def catalogo(tipo: TipoCatalogo, codigos: dict[str, str]) -> Catalogo:
    """Un catálogo con esos códigos y nombres, del 15 de enero de 2026."""
    return Catalogo(tipo, FECHA, {c: EntradaDeCatalogo(c, nombre) for c, nombre in codigos.items()})


TODOS = Catalogos(
    {
        TipoCatalogo.PRODUCTO: catalogo(TipoCatalogo.PRODUCTO, PRODUCTOS),
        TipoCatalogo.INDICADOR: catalogo(TipoCatalogo.INDICADOR, INDICADORES),
        TipoCatalogo.FUENTE: catalogo(TipoCatalogo.FUENTE, FUENTES),
        TipoCatalogo.DIVIPOLA: catalogo(TipoCatalogo.DIVIPOLA, MUNICIPIOS),
    }
)
