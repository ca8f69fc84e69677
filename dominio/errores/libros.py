"""Errores de los libros, los perfiles y su importación."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class PerfilDesconocido(ErrorDominio):
    """La entidad no tiene un perfil de importación con ese nombre; ``datos``: ``nombre`` y ``hay``."""

    codigo = "perfil_desconocido"


class PerfilInservible(ErrorDominio):
    """El perfil no dice qué hojas se leen: con él no se leería nada."""

    codigo = "perfil_inservible"


class RespuestaDeDudaInvalida(ErrorDominio):
    """La respuesta no es de ninguna duda del libro, o no es una de sus opciones."""

    codigo = "respuesta_de_duda_invalida"


class SinOriginal(ErrorDominio):
    """Ningún libro de la vigencia se guardó con un formato de la entidad; ``datos``: ``vigencia``."""

    codigo = "sin_original"


class OriginalIlegible(ErrorDominio):
    """El libro original ya no está o no se puede abrir; la pista es el código de la revisión del archivo."""

    codigo = "original_ilegible"
