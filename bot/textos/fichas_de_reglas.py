"""Las fichas de las reglas de coherencia como documento."""

from __future__ import annotations

from collections.abc import Iterable

from dominio.modelo.coherencia import ReglaVigente
from dominio.reglas.cifras import en_numero
from dominio.reglas.coherencia.umbrales import umbral_en_palabras

_CABEZA = """# Reglas de coherencia

Qué se mira entre el Plan Indicativo, el POAI, el PAC, el Plan de Acción, la ejecución y lo reportado.
Este documento sale de las fichas del programa (`asistente coherencia reglas --markdown`).

- **Error**: así no se aprueba. **Advertencia**: pide explicación. **Informativo**: para tener en cuenta.
- Nada de esto impide importar ni reportar: lo guardado queda como vino y aquí se dice qué está mal.
- Cada entidad puede apagar una regla, cambiar su severidad o su umbral (`/coherencia R12`,
  `asistente coherencia ajustar R12 --umbral 1`); apagarla, o rebajar un error, pide una razón que se
  dice en `/coherencia`, en el libro y antes de aprobar.
- También puede aceptar un hallazgo con una razón (`/coherencia aceptar R12 MP-1; …`). Lo aceptado
  vuelve a salir si el dato cambia.
- Lo que ya se explicó al reportar queda como informativo, aunque la regla pese más.
- Siempre se evalúa el plan entero; a la jefatura se le muestra lo de su dependencia.
"""


def en_markdown(reglas: Iterable[ReglaVigente]) -> str:
    """El documento: una sección por regla, en el orden de sus códigos."""
    return _CABEZA + "".join(_seccion(regla) for regla in reglas).rstrip("\n")


def _seccion(regla: ReglaVigente) -> str:
    ficha = regla.ficha
    estado = "apagada por omisión" if regla.apagada else "se evalúa"
    lineas = [
        f"\n## {ficha.codigo} · {ficha.nombre}\n",
        f"{regla.severidad.value.capitalize()}, {estado}.\n",
        f"- **Qué mira:** {ficha.que_mira}",
        f"- **Cómo se arregla:** {ficha.arreglo}",
    ]
    if ficha.umbral is not None:
        lineas.append(
            f"- **Umbral:** {umbral_en_palabras(ficha.umbral, regla.umbral)}; {ficha.umbral.que}. "
            f"Va de 0 a {en_numero(ficha.umbral.maximo)}."
        )
    if ficha.sin_datos:
        lineas.append(f"- **Cuándo no se evalúa:** {ficha.sin_datos}")
    lineas.append(f"- **Fuente:** {ficha.fuente}.")
    return "\n".join(lineas) + "\n"
