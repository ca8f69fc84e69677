"""Errores de la revisión de reportes."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class NoSeDecide(ErrorDominio):
    """A quien pide no le toca decidir sobre ese reporte ahora."""

    codigo = "no_se_decide"


class ReporteYaDecidido(NoSeDecide):
    """Otra persona ya decidió sobre el reporte."""

    codigo = "reporte_ya_decidido"


class ReporteEnFirme(NoSeDecide):
    """El reporte entró aprobado y no espera decisión."""

    codigo = "reporte_en_firme"


class ReporteReemplazado(NoSeDecide):
    """Llegó un reporte más nuevo que ocupa el lugar de este."""

    codigo = "reporte_reemplazado"


class AutorNoDecide(NoSeDecide):
    """Quien reportó o corrigió no decide sobre su propio reporte."""

    codigo = "autor_no_decide"


class EsperaVistoBueno(NoSeDecide):
    """El reporte todavía no tiene el visto bueno de la jefatura."""

    codigo = "espera_visto_bueno"


class VistoBuenoDado(NoSeDecide):
    """El reporte ya tiene el visto bueno de la jefatura."""

    codigo = "visto_bueno_dado"


class SinVistoBueno(ErrorDominio):
    """La entidad no usa el visto bueno de la jefatura."""

    codigo = "sin_visto_bueno"


class DevolverPrimero(ErrorDominio):
    """Otro movimiento se apoya en este: hay que devolver ese primero."""

    codigo = "devolver_primero"


class GastoSostenido(ErrorDominio):
    """Lo ya aprobado o cargado no admite devolver este movimiento."""

    codigo = "gasto_sostenido"
