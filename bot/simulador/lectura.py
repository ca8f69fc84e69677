"""De la petición HTTP a los parámetros de la llamada, venga como venga."""

from __future__ import annotations

import json

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.simulador.errores import mala
from bot.simulador.validacion import Subida

CAMPOS_MAXIMOS = 200
PARTE_MAXIMA = 4 * 1024 * 1024


async def leer_peticion(peticion: Request) -> tuple[dict[str, object], dict[str, Subida]]:
    """Parámetros y archivos de la dirección, del JSON o del formulario; ``Rechazo`` 400 si no se leen."""
    crudos: dict[str, object] = dict(peticion.query_params)
    archivos: dict[str, Subida] = {}
    clase = peticion.headers.get("content-type", "").partition(";")[0].strip().lower()
    if clase == "application/json":
        crudos |= _objeto(await peticion.body())
    elif clase in ("multipart/form-data", "application/x-www-form-urlencoded"):
        await _formulario(peticion, crudos, archivos)
    return crudos, archivos


def _objeto(cuerpo: bytes) -> dict[str, object]:
    try:
        leido = json.loads(cuerpo or b"{}")
    except ValueError:
        raise mala("can't parse request JSON object") from None
    if not isinstance(leido, dict):
        raise mala("can't parse request JSON object")
    return leido


async def _formulario(peticion: Request, crudos: dict[str, object], archivos: dict[str, Subida]) -> None:
    try:
        async with peticion.form(
            max_fields=CAMPOS_MAXIMOS, max_files=CAMPOS_MAXIMOS, max_part_size=PARTE_MAXIMA
        ) as formulario:
            for clave, valor in formulario.multi_items():
                if isinstance(valor, UploadFile):
                    archivos[nombre_libre(clave, archivos)] = await subida_de(valor)
                else:
                    crudos[clave] = valor
    except HTTPException as error:
        raise mala(f"can't parse request form: {error.detail}") from None


def nombre_libre(clave: str, usados: dict[str, Subida]) -> str:
    """El mismo nombre de campo puede venir varias veces: los siguientes llevan un número."""
    if clave not in usados:
        return clave
    return f"{clave}.{sum(1 for usado in usados if usado.partition('.')[0] == clave)}"


async def subida_de(archivo: UploadFile) -> Subida:
    """Archivo subido, en memoria."""
    return Subida(
        archivo.filename or "archivo",
        archivo.content_type or "application/octet-stream",
        await archivo.read(),
    )
