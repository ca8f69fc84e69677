"""Lo que pasó con los recordatorios de un corte, en palabras."""

from __future__ import annotations

from bot.textos.recordatorios_que_salieron import salieron
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.seguimiento import CuentaDeEnviados
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio


def _cuenta(tipo: TipoRecordatorio, cuantos: int) -> CuentaDeEnviados:
    return CuentaDeEnviados(tipo, EstadoRecordatorio.ENVIADO, None, cuantos, 1)


def test_los_resumenes_no_cuentan_como_recordatorio_del_reporte() -> None:
    """Lo que pide reportar va aparte de lo demás que salió en esos días."""
    cuentas = [_cuenta(TipoRecordatorio.PLAZO, 4), _cuenta(TipoRecordatorio.RESUMEN_DIARIO, 21)]

    dicho = salieron(cuentas)

    assert "Recordatorios que piden reporte: salieron 4." in dicho
    assert "Otros en ese tiempo (resúmenes, revisión, ley…): salieron 21." in dicho


def test_sin_otros_no_se_nombran() -> None:
    """Solo lo que pide reporte, si es lo único; sin nada, nada."""
    assert "Otros" not in salieron([_cuenta(TipoRecordatorio.CORTE_CIERRA, 2)])
    assert salieron([]) == ""
