"""Errores de la coherencia del plan."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class ReglaDesconocida(ErrorDominio):
    """No hay ninguna regla con ese código."""

    codigo = "regla_desconocida"


class UmbralFueraDeRango(ErrorDominio):
    """El umbral es negativo o pasa del máximo de la regla."""

    codigo = "umbral_fuera_de_rango"


class ReglaSinUmbral(ErrorDominio):
    """La regla no depende de ningún número."""

    codigo = "regla_sin_umbral"


class AjusteSinCambio(ErrorDominio):
    """La regla ya está así."""

    codigo = "ajuste_sin_cambio"


class AceptacionSinRazon(ErrorDominio):
    """Dejar pasar un hallazgo, apagar una regla o rebajar un error exige decir por qué."""

    codigo = "aceptacion_sin_razon"


class HallazgoNoEncontrado(ErrorDominio):
    """Ya no hay ningún hallazgo así: se corrigió, o el código es otro."""

    codigo = "hallazgo_no_encontrado"
