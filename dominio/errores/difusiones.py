"""Por qué no se puede difundir."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class DifusionSinDestinatarios(ErrorDominio):
    """Entre quienes se pidió no hay nadie a quien le pueda llegar."""

    codigo = "difusion_sin_destinatarios"


class DemasiadasDifusiones(ErrorDominio):
    """La entidad ya mandó las difusiones que se permiten en un día."""

    codigo = "demasiadas_difusiones"


class DifusionTerminada(ErrorDominio):
    """La difusión ya terminó: no queda nada por detener."""

    codigo = "difusion_terminada"


class DifusionEnCurso(ErrorDominio):
    """La difusión todavía está saliendo: no hay qué reintentar."""

    codigo = "difusion_en_curso"


class DifusionDeteniendose(ErrorDominio):
    """Se detuvo, y lo que ya iba en camino no ha acabado de salir."""

    codigo = "difusion_deteniendose"


class NadaQueReintentar(ErrorDominio):
    """A quienes les faltó no se les puede entregar con otro intento."""

    codigo = "nada_que_reintentar"
