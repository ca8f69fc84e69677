"""Si lo escrito como responsable es el nombre de una persona, y no una oficina ni un cargo."""

from __future__ import annotations

import re

from dominio.valores.texto import normalizar

_PALABRA = re.compile(r"[^\W\d_]{2,}")
_NO_ES_DE_NADIE = re.compile(
    r"haga\s+sus\s+veces|por\s+(?:definir|asignar|designar|contratar)|sin\s+(?:asignar|definir)"
    r"|vacante|no\s+aplica|\bn/?a\b"
)
_DE_OFICINA = re.compile(
    r"^(?:sub)?secretaria\s+(?:de|del|general|distrital|municipal|departamental)\b"
    r"|\b(?:oficina|direccion|subdireccion|departamento|despacho|gerencia|unidad|instituto|empresa|alcaldia"
    r"|gobernacion|comisaria|inspeccion|hospital|personeria|contraloria|consejo|comite|corporacion|fundacion"
    r"|institucion|equipo|grupo|area|division|coordinacion|dependencia|organismo|municipio|todas|sec|subsec)\b"
)
_DE_CARGO = re.compile(
    r"^(?:secretari[oa]|subsecretari[oa]|director(?:a)?|subdirector(?:a)?|jefe|jefa|gerente|coordinador(?:a)?"
    r"|profesional|contratista|tecnico|tecnica|auxiliar|asesor(?:a)?|enlace|lider|supervisor(?:a)?"
    r"|alcalde|alcaldesa|comisari[oa]|inspector(?:a)?|funcionari[oa]s?)\b"
)
# «Ana Ruiz / Beto Díaz»: son dos y no se sabe quién reporta.
_VARIAS = re.compile(r"[/;\n,&+]|\s+y\s+|\s+e\s+")


def parece_oficina(texto: str) -> bool:
    """Si es una dependencia, un cargo o nadie («Secretaría de Salud», «Jefe de planeación», «por definir»).

    Fuente: R06 (nombre y apellido, no «o quien haga sus veces»); formatos de Guatapé y Tenjo, donde el
    responsable es una secretaría o un cargo.
    """
    plano = normalizar(texto)
    return bool(_NO_ES_DE_NADIE.search(plano) or _DE_OFICINA.search(plano) or _DE_CARGO.match(plano))


def parece_persona(texto: str) -> bool:
    """Si es el nombre y el apellido de una sola persona.

    Fuente: lámina «Dependencia y responsable» del formato de Plan de Acción 2021 (nombre y apellido); R06.
    """
    palabras = _PALABRA.findall(texto)
    una_sola = not _VARIAS.search(normalizar(texto)) and "\n" not in texto
    # Las siglas no son nombres: «SEC. PLANEACION», «EMCALI EICE».
    return (
        2 <= len(palabras) <= 6
        and una_sola
        and not any(c.isdigit() for c in texto)
        and not parece_oficina(texto)
    )
