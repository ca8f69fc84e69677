"""Cómo se nombra cada rol a una persona; la clave sin tildes es solo para programas."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l
from dominio.entender.texto import normalizar
from dominio.modelo.persona import Rol

NOMBRES: dict[Rol, Perezosa] = {
    Rol.ADMINISTRACION: _l("administración"),
    Rol.PLANEACION: _l("planeación"),
    Rol.JEFE: _l("jefe o jefa"),
    Rol.RESPONSABLE: _l("responsable"),
    Rol.CONSULTA: _l("consulta"),
}


def nombre_del_rol(rol: Rol) -> str:
    """«planeación», «jefe o jefa»."""
    return str(NOMBRES[rol])


def leer_rol(escrito: str) -> Rol | None:
    """El rol que nombra el texto, con o sin tildes; ``None`` si no es ninguno."""
    buscado = normalizar(escrito)
    for rol, nombre in NOMBRES.items():
        completo = normalizar(str(nombre))
        if buscado and buscado in (normalizar(rol.value), completo, *completo.split(" o ")):
            return rol
    return None
