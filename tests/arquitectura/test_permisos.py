"""Quién puede qué está en una sola tabla, se exige en cada caso y está escrito en el glosario."""

from __future__ import annotations

import ast
import re

from dominio.modelo.persona import Rol
from dominio.reglas.permisos import ROL_PUEDE, Permiso
from tests.apoyo.fuentes import RAIZ, Funcion, arbol, archivos_python, funciones_publicas, sitio

GLOSARIO = RAIZ / "docs" / "glosario.md"
# Define el decorador y el contexto; no es un caso de uso.
MARCO = RAIZ / "dominio" / "casos" / "contexto.py"


def _permisos_exigidos(funcion: Funcion) -> list[str]:
    """Permisos de sus decoradores ``@caso(Permiso.X)``."""
    return [
        decorador.args[0].attr
        for decorador in funcion.decorator_list
        if isinstance(decorador, ast.Call)
        and isinstance(decorador.func, ast.Name)
        and decorador.func.id == "caso"
        and len(decorador.args) == 1
        and isinstance(decorador.args[0], ast.Attribute)
        and ast.unparse(decorador.args[0].value) == "Permiso"
    ]


def _casos() -> list[tuple[str, Funcion]]:
    return [
        (sitio(archivo, funcion), funcion)
        for archivo in archivos_python("dominio/casos")
        if archivo != MARCO
        for funcion in funciones_publicas(archivo)
    ]


def _sin_persona() -> set[str]:
    """Lo que se hace antes de que haya una persona a quien exigirle: cada módulo lo declara."""
    return {
        nombre
        for archivo in archivos_python("dominio/casos")
        for nodo in arbol(archivo).body
        if isinstance(nodo, ast.Assign) and ast.unparse(nodo.targets[0]) == "SIN_PERSONA"
        for nombre in ast.literal_eval(nodo.value)
    }


def test_casos_exigen_un_permiso() -> None:
    """Toda función pública de dominio/casos lleva un, y solo un, ``@caso(Permiso.X)``."""
    exentos = _sin_persona()
    sueltos = [
        f"{donde} {caso.name}"
        for donde, caso in _casos()
        if len(_permisos_exigidos(caso)) != (0 if caso.name in exentos else 1)
    ]

    assert exentos == {
        *("consultar_invitacion", "vincular", "crear_entidad"),
        *("cargar_catalogo_general", "catalogos_generales", "sugerir_codigo_general"),
    }
    assert sueltos == []


def test_permisos_todos_se_usan() -> None:
    """Un permiso que ningún caso exige ni nadie consulta engaña a quien lee la tabla."""
    usados = {
        nodo.attr
        for archivo in archivos_python("dominio/casos", "bot")
        for nodo in ast.walk(arbol(archivo))
        if isinstance(nodo, ast.Attribute) and ast.unparse(nodo.value) == "Permiso"
    }

    assert _casos(), "dominio/casos no tiene casos de uso"
    assert {permiso.name for permiso in Permiso} - usados == set()


def test_permisos_cubren_todos_los_roles() -> None:
    """Cada rol tiene su renglón en la tabla, aunque no pueda nada."""
    assert set(ROL_PUEDE) == set(Rol)


def _matriz_del_glosario() -> dict[str, set[str]]:
    """Permiso → roles con «sí», leído de la tabla de docs/glosario.md."""
    seccion = GLOSARIO.read_text(encoding="utf-8").partition("## Roles y permisos")[2].partition("\n## ")[0]
    filas = [
        [celda.strip().strip("`") for celda in linea.strip().strip("|").split("|")]
        for linea in seccion.splitlines()
        if linea.startswith("|") and not re.match(r"^\|[\s:|-]+$", linea)
    ]
    roles = filas[0][1:]
    return {
        fila[0]: {rol for rol, celda in zip(roles, fila[1:], strict=True) if celda == "sí"}
        for fila in filas[1:]
    }


def test_permisos_iguales_a_los_del_glosario() -> None:
    """La matriz rol × permiso del código es la que el glosario le muestra a planeación."""
    codigo = {
        permiso.value: {rol.value for rol, permitidos in ROL_PUEDE.items() if permiso in permitidos}
        for permiso in Permiso
    }
    filas = "\n".join(
        f"| `{permiso}` | " + " | ".join("sí" if rol.value in roles else "no" for rol in Rol) + " |"
        for permiso, roles in codigo.items()
    )

    assert _matriz_del_glosario() == codigo, f"docs/glosario.md debería decir:\n{filas}"
