"""Errores de los recordatorios y los reclamos."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class RecordatorioAjeno(ErrorDominio):
    """El recordatorio no existe o le llegó a otra persona."""

    codigo = "recordatorio_ajeno"


class RecordatorioContestado(ErrorDominio):
    """La persona ya contestó ese recordatorio."""

    codigo = "recordatorio_contestado"


class RecordatorioCumplido(ErrorDominio):
    """Lo que se recordaba ya se reportó."""

    codigo = "recordatorio_cumplido"


class RecordatorioViejo(ErrorDominio):
    """Después salió otro recordatorio de lo mismo, o la actividad ya no es de la persona."""

    codigo = "recordatorio_viejo"


class PospuestoDemasiado(ErrorDominio):
    """Un recordatorio se deja para después a lo sumo tres veces."""

    codigo = "pospuesto_demasiado"


class AplazoPasaDelPlazo(ErrorDominio):
    """A ese momento el plazo ya habría pasado."""

    codigo = "aplazo_pasa_del_plazo"


class AplazoADeshora(ErrorDominio):
    """A ese momento no es hora de escribirle a la persona."""

    codigo = "aplazo_a_deshora"


class NoSeCalla(ErrorDominio):
    """Ese recordatorio no se puede silenciar."""

    codigo = "no_se_calla"


class ReclamoAjeno(ErrorDominio):
    """Solo quien figura como responsable dice que una actividad no es suya."""

    codigo = "reclamo_ajeno"


class ReclamoPendiente(ErrorDominio):
    """Esa persona ya dijo que esa actividad no es suya."""

    codigo = "reclamo_pendiente"


class ReclamoDecidido(ErrorDominio):
    """El reclamo ya se decidió, o quien lo hizo se desdijo."""

    codigo = "reclamo_decidido"


class ReclamoSinRazon(ErrorDominio):
    """Confirmar a quien dijo que no es suya exige decirle por qué."""

    codigo = "reclamo_sin_razon"
