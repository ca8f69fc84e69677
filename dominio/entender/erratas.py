"""Palabras del oficio escritas con un error de tecleo: «pendeinte», «avnace», «consoldado»."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from dominio.entender.piezas import lema_de

_LARGO_MINIMO = 5
# Entre palabras más cortas, una letra de diferencia ya es otra palabra: «plaza» no es «plazo».
_LARGO_SEGURO = 6
# Las formas que más se escriben; una letra de más, de menos, cambiada o trocada lleva a ellas.
_FORMAS = (
    *("actividad", "actividades", "avance", "avances", "avanzo", "reportar", "reporte", "reporto"),
    *("registrar", "registro", "ejecucion", "financiera", "presupuesto", "compromiso", "compromisos"),
    *("comprometido", "obligacion", "obligaciones", "obligamos", "pagamos", "pagaron", "giramos"),
    *("disponibilidad", "corregir", "corrija", "corrige", "equivoque", "equivocado", "modificar"),
    *("novedad", "novedades", "anterior", "atrasada", "atrasadas", "atrasado", "atrasados", "vencida"),
    *("vencidas", "vencidos", "vencimiento", "vencimientos", "pendiente", "pendientes", "falta"),
    *("faltan", "plazo", "limite", "responsable", "responsables", "encargado", "encargada", "fuente"),
    *("objetivo", "indicador", "explique", "explicame", "explicar", "consolidado", "descargar"),
    *("exportar", "informe", "plantilla", "formato", "enviame", "mandeme", "muestreme", "necesito"),
    *("quiero", "recuerdame", "recuerdeme", "vacaciones", "incapacitada", "incapacitado", "licencia"),
    *("reemplaza", "ayuda", "gracias", "llevamos", "terminamos", "terminada", "terminado"),
    *("completamos", "quedaron", "cuanto", "cuando", "quienes", "proyecto", "programa", "secretaria"),
    *("dependencia", "dependencias", "trimestre", "porcentaje", "estado", "resumen", "cierra"),
    *("cierran"),
)


@lru_cache(maxsize=20_000)
def lema_corregido(palabra: str) -> str | None:
    """El lema de la palabra del oficio más parecida, o ``None`` si no hay una a una letra.

    Args:
        palabra: normalizada, que no es del léxico ni del plan.
    """
    if len(palabra) < _LARGO_MINIMO:
        return None
    recortes = {palabra, *_recortes(palabra)}
    for recorte in sorted(recortes, key=lambda r: (-len(r), r)):
        for candidata in _RECORTADAS.get(recorte, ()):
            if abs(len(candidata) - len(palabra)) <= 1 and max(len(candidata), len(palabra)) >= _LARGO_SEGURO:
                return lema_de(candidata)
    return None


def _recortes(palabra: str) -> set[str]:
    return {palabra[:i] + palabra[i + 1 :] for i in range(len(palabra))}


def _recortar_formas() -> dict[str, list[str]]:
    recortadas: dict[str, list[str]] = defaultdict(list)
    for forma in _FORMAS:
        if len(forma) >= _LARGO_MINIMO:
            for recorte in (forma, *_recortes(forma)):
                recortadas[recorte].append(forma)
    return recortadas


_RECORTADAS = _recortar_formas()
