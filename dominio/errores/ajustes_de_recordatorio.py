"""Errores al ajustar los recordatorios: horarios, silencios, tipos, fechas de ley y calendario."""

from __future__ import annotations

from dominio.errores import ErrorDominio


class HorarioFueraDeJornada(ErrorDominio):
    """El horario se sale de 7:00 a 19:00, está al revés o deja menos de una hora."""

    codigo = "horario_fuera_de_jornada"


class HoraFueraDeJornada(ErrorDominio):
    """A esa hora no se le escribe a nadie."""

    codigo = "hora_fuera_de_jornada"


class NoEstabaCallado(ErrorDominio):
    """Eso no estaba callado."""

    codigo = "no_estaba_callado"


class DesfasesFijos(ErrorDominio):
    """Los resúmenes salen su día: no se cuentan antes ni después de ninguna fecha."""

    codigo = "desfases_fijos"


class DesfaseFueraDeRango(ErrorDominio):
    """Los días pasan del máximo, son demasiados o no son ninguno."""

    codigo = "desfase_fuera_de_rango"


class TextoDeRecordatorioInvalido(ErrorDominio):
    """El texto propio trae un marcador que no existe, está vacío o no cabe."""

    codigo = "texto_de_recordatorio"


class RecordatorioSinCambio(ErrorDominio):
    """El tipo de recordatorio ya está así."""

    codigo = "recordatorio_sin_cambio"


class RazonDeLeyFaltante(ErrorDominio):
    """Apagar lo que exige la ley pide una razón."""

    codigo = "razon_de_ley_faltante"


class FechaLegalDesconocida(ErrorDominio):
    """La entidad no tiene ninguna fecha de ley con ese código."""

    codigo = "fecha_legal_desconocida"


class FechaLegalSinVerificar(ErrorDominio):
    """Una fecha de ley solo se activa si alguien verificó su norma."""

    codigo = "fecha_legal_sin_verificar"


class FechaLegalRepetida(ErrorDominio):
    """Ya hay una fecha de ley con ese código."""

    codigo = "fecha_legal_repetida"


class CalendarioSinCambio(ErrorDominio):
    """El calendario de la entidad ya está así."""

    codigo = "calendario_sin_cambio"
