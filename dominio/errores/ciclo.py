"""Errores de corregir reportes, repetirlos y respaldarlos."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class CorreccionNoEsLaUltima(ErrorDominio):
    """Hay un reporte más nuevo: se corrige ese."""

    codigo = "correccion_no_es_la_ultima"


class ReporteDeLibro(ErrorDominio):
    """El reporte llegó en un libro importado: se corrige en el libro o con un reporte nuevo."""

    codigo = "reporte_de_libro"


class CorreccionSinMotivo(ErrorDominio):
    """No se dijo por qué se corrige."""

    codigo = "correccion_sin_motivo"


class CorreccionSinCambios(ErrorDominio):
    """La corrección deja todo como estaba."""

    codigo = "correccion_sin_cambios"


class YaReportada(ErrorDominio):
    """La actividad ya tiene reporte en el corte: no hace falta repetirlo."""

    codigo = "ya_reportada"


class SinReporteAnterior(ErrorDominio):
    """La actividad no tiene reporte en un corte anterior."""

    codigo = "sin_reporte_anterior"


class RepetirSeriaBajar(ErrorDominio):
    """Lo último que se sabe de la actividad es mayor que lo que se iba a repetir."""

    codigo = "repetir_seria_bajar"


class CeroSinJustificar(ErrorDominio):
    """El avance sigue en cero y no se dijo qué lo ha impedido."""

    codigo = "cero_sin_justificar"


class ArchivoNoAdmitido(ErrorDominio):
    """Ese tipo de archivo no sirve de evidencia."""

    codigo = "archivo_no_admitido"
