"""Errores de los catálogos oficiales."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class CatalogoSinLeer(ErrorDominio):
    """El archivo no se entiende como catálogo de ese tipo."""

    codigo = "catalogo_sin_leer"


class CatalogoSinCeros(ErrorDominio):
    """A códigos del archivo les falta el cero de la izquierda y nadie ha dicho que se les ponga."""

    codigo = "catalogo_sin_ceros"


class CatalogoSinNingunCero(CatalogoSinCeros):
    """Ningún código del archivo conserva el cero de la izquierda: se los quitó Excel."""

    codigo = "catalogo_sin_ninguno"


class CatalogoFuturo(ErrorDominio):
    """La fecha del catálogo todavía no llega."""

    codigo = "catalogo_futuro"


class CatalogoNoCargado(ErrorDominio):
    """No se ha cargado ese catálogo."""

    codigo = "catalogo_no_cargado"
