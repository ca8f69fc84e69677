"""Por qué no se puede decidir algo sobre un corte."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class CorteYaCerrado(ErrorDominio):
    """El corte ya cerró."""

    codigo = "corte_ya_cerrado"


class CortePorAbrir(ErrorDominio):
    """El corte todavía no ha abierto."""

    codigo = "corte_por_abrir"


class CorteSigueAbierto(ErrorDominio):
    """El corte sigue recibiendo reportes."""

    codigo = "corte_sigue_abierto"


class CorteNoEsElSiguiente(ErrorDominio):
    """Antes que ese corte hay otro por abrir."""

    codigo = "corte_no_es_el_siguiente"


class CorteSinMotivo(ErrorDominio):
    """Prorrogar o reabrir un corte exige decir por qué."""

    codigo = "corte_sin_motivo"
