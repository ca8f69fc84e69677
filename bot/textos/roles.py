"""Cómo se nombra cada rol a una persona; la clave sin tildes es solo para programas."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _, _l
from dominio.entender.texto import normalizar
from dominio.modelo.persona import Rol

NOMBRES: dict[Rol, Perezosa] = {
    Rol.ADMINISTRACION: _l("administración"),
    Rol.PLANEACION: _l("planeación"),
    Rol.JEFE: _l("jefatura"),
    Rol.RESPONSABLE: _l("responsable"),
    Rol.CONSULTA: _l("consulta"),
}
_OTROS_NOMBRES = {"jefa": Rol.JEFE, "jefe o jefa": Rol.JEFE, "jefatura de dependencia": Rol.JEFE}


def nombre_del_rol(rol: Rol) -> str:
    """«planeación», «jefatura»."""
    return str(NOMBRES[rol])


def como_entra(rol: Rol) -> str:
    """Lo que sigue a «Usted entra como»: «responsable», «jefatura de dependencia»."""
    return _("jefatura de dependencia") if rol is Rol.JEFE else nombre_del_rol(rol)


def leer_rol(escrito: str) -> Rol | None:
    """El rol que nombra el texto, con o sin tildes; ``None`` si no es ninguno."""
    buscado = normalizar(escrito)
    for rol, nombre in NOMBRES.items():
        if buscado in (normalizar(rol.value), normalizar(str(nombre))):
            return rol
    return _OTROS_NOMBRES.get(buscado)
