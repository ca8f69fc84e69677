"""Errores de las versiones del plan."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class ModificacionSinActo(ErrorDominio):
    """El plan está aprobado: cambiar su programación exige razón, acto y fecha."""

    codigo = "modificacion_sin_acto"


class ActoFueraDeFecha(ErrorDominio):
    """El acto de una modificación no puede ser futuro ni anterior al que aprobó el plan."""

    codigo = "acto_fuera_de_fecha"


class ModificacionSinCambios(ErrorDominio):
    """Lo que se pidió cambiar ya estaba así."""

    codigo = "modificacion_sin_cambios"


class PlanYaAprobado(ErrorDominio):
    """El plan de esa vigencia ya está aprobado: lo que sigue son modificaciones."""

    codigo = "plan_ya_aprobado"


class SinVersion(ErrorDominio):
    """Esa versión no existe."""

    codigo = "sin_version"


class SinPlanEntonces(ErrorDominio):
    """En esa fecha no había plan guardado, o no quedó cómo estaba."""

    codigo = "sin_plan_entonces"


class CambioImposible(ErrorDominio):
    """Ese cambio no cabe en la actividad."""

    codigo = "cambio_imposible"
