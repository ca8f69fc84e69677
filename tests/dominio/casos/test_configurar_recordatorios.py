"""Lo que la entidad decide de los recordatorios: solo lo distinto se guarda, y cada cambio deja su traza."""

from __future__ import annotations

from datetime import date, time

import pytest

from dominio.casos.configurar_recordatorios import (
    CambioDeCalendario,
    CambioDeRecordatorio,
    ajustar_calendario,
    ajustar_recordatorio,
    revisar_ajuste,
    tipos_de_recordatorio,
)
from dominio.casos.fechas_de_ley import (
    FechaLegalNueva,
    activar_fecha_de_ley,
    agregar_fecha_de_ley,
    apagar_fecha_de_ley,
    fechas_de_ley,
)
from dominio.errores import EntradaInvalida
from dominio.errores.ajustes_de_recordatorio import (
    CalendarioSinCambio,
    FechaLegalDesconocida,
    FechaLegalRepetida,
    FechaLegalSinVerificar,
    RazonDeLeyFaltante,
    RecordatorioSinCambio,
)
from dominio.errores.coherencia import AceptacionSinRazon
from dominio.modelo.hallazgo import Severidad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.dominio.casos.mundo import Mundo

_PLAZO = TipoRecordatorio.PLAZO


def test_solo_se_guarda_lo_distinto(mundo: Mundo) -> None:
    """Volver a poner un dato como viene borra el ajuste; repetir lo que hay no es un cambio."""
    with mundo.como("planeacion") as ctx:
        ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, hora=time(9), severidad=Severidad.ERROR))
        with pytest.raises(RecordatorioSinCambio):
            ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, hora=time(9)))
        ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, hora=time(8)))
        (guardado,) = ctx.unidad.preferencias.ajustes(ctx.entidad.id)
        assert (guardado.hora, guardado.severidad) == (None, Severidad.ERROR)
        ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, severidad=Severidad.ADVERTENCIA))
        assert ctx.unidad.preferencias.ajustes(ctx.entidad.id) == []
        assert not any(uno.ajustado for uno in tipos_de_recordatorio(ctx))

    traza = mundo.traza("ajustar_recordatorio")
    assert len(traza) == 3
    assert traza[-1].despues is not None
    assert traza[-1].despues["hora"] == "09:00"


def test_revisar_no_guarda(mundo: Mundo) -> None:
    """La vista previa dice cómo quedaría y no cambia nada."""
    with mundo.como("planeacion") as ctx:
        quedaria = revisar_ajuste(ctx, CambioDeRecordatorio(_PLAZO, dias=(5, 1)))
        assert quedaria.ficha.desfases == (-5, -1)
        assert ctx.unidad.preferencias.ajustes(ctx.entidad.id) == []


def test_texto_propio_se_pone_y_se_quita(mundo: Mundo) -> None:
    """Un texto vacío quita el que haya; restablecer también."""
    with mundo.como("planeacion") as ctx:
        puesto = ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, texto="Faltan {dias} días"))
        assert puesto.ficha.texto == "Faltan {dias} días"
        assert ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, texto="")).ficha.texto is None
        with pytest.raises(RecordatorioSinCambio):
            ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, restablecer=True))


def test_lo_de_ley_no_se_apaga_sin_razon(mundo: Mundo) -> None:
    """Sin razón, o con una que no dice nada, no se apaga; con razón sí, y queda en la traza."""
    apagar = CambioDeRecordatorio(TipoRecordatorio.LEGAL, activo=False)
    with mundo.como("planeacion") as ctx:
        with pytest.raises(RazonDeLeyFaltante):
            ajustar_recordatorio(ctx, apagar)
        with pytest.raises(AceptacionSinRazon):
            ajustar_recordatorio(ctx, CambioDeRecordatorio(apagar.tipo, activo=False, razon="no aplica"))
        razon = "Lo lleva la Secretaría Jurídica"
        ajustar_recordatorio(ctx, CambioDeRecordatorio(apagar.tipo, activo=False, razon=razon))
        # Apagar lo que no es de ley no pide razón.
        ajustar_recordatorio(ctx, CambioDeRecordatorio(_PLAZO, activo=False))

    despues = mundo.traza("ajustar_recordatorio")[-1].despues
    assert despues is not None
    assert despues["razon"] == razon


def test_calendario_se_cambia_y_se_repite_no(mundo: Mundo) -> None:
    """Un festivo local y el sábado; quitar lo que no está no es un cambio."""
    dia = date(2026, 12, 28)
    with mundo.como("planeacion") as ctx:
        assert ajustar_calendario(ctx, CambioDeCalendario(agregar=dia)).festivos == ("2026-12-28",)
        with pytest.raises(CalendarioSinCambio):
            ajustar_calendario(ctx, CambioDeCalendario(agregar=dia))
        assert ajustar_calendario(ctx, CambioDeCalendario(sabado_habil=True)).sabado_habil is True
        assert ajustar_calendario(ctx, CambioDeCalendario(quitar=dia)).festivos == ()
        with pytest.raises(CalendarioSinCambio):
            ajustar_calendario(ctx, CambioDeCalendario(quitar=dia))
    assert len(mundo.traza("ajustar_calendario")) == 3


def test_solo_el_31_de_enero_nace_activo_y_lo_demas_se_verifica(mundo: Mundo) -> None:
    """Activar exige norma y quién verificó; queda dicho quién y cuándo."""
    with mundo.como("planeacion") as ctx:
        assert [una.fecha.codigo for una in fechas_de_ley(ctx) if una.fecha.activa] == ["PA-31-ENE"]
        for norma, quien in (("", "Gloria"), ("Resolución 042", "  ")):
            with pytest.raises(FechaLegalSinVerificar):
                activar_fecha_de_ley(ctx, "SIRECI", norma, quien)
        activa = activar_fecha_de_ley(ctx, "sireci", "Resolución 042 de 2020", "Gloria Cruz")
        assert (activa.fecha.verificado_por, activa.fecha.verificado_en) == ("Gloria Cruz", ctx.ahora)
        with pytest.raises(FechaLegalDesconocida):
            activar_fecha_de_ley(ctx, "NADA", "Resolución 042", "Gloria Cruz")
        assert [una.cae for una in fechas_de_ley(ctx)] == sorted(una.cae for una in fechas_de_ley(ctx))
    assert [uno.objeto for uno in mundo.traza("activar_fecha_legal")] == ["fecha_legal:SIRECI"]


def test_agregar_y_apagar_una_fecha(mundo: Mundo) -> None:
    """La propia se numera sola y no se repite; apagar pide razón y solo una vez."""
    nueva = FechaLegalNueva("Rendir la cuenta", "Resolución 6289", 2, 29, "Gloria Cruz", True)
    with mundo.como("planeacion") as ctx:
        assert agregar_fecha_de_ley(ctx, nueva).fecha.codigo == "LEY-1"
        assert agregar_fecha_de_ley(ctx, nueva).fecha.codigo == "LEY-2"
        # El 29 de febrero, en un año que no lo trae, es el 28.
        assert fechas_de_ley(ctx)[-1].cae <= date(2027, 12, 31)
        with pytest.raises(FechaLegalRepetida):
            agregar_fecha_de_ley(ctx, FechaLegalNueva("Otra", "Ley 1", 1, 5, "Gloria", codigo="ley-1"))
        with pytest.raises(EntradaInvalida):
            agregar_fecha_de_ley(ctx, FechaLegalNueva("Otra", "Ley 1", 2, 30, "Gloria"))
        with pytest.raises(RazonDeLeyFaltante):
            apagar_fecha_de_ley(ctx, "LEY-1", " ")
        assert apagar_fecha_de_ley(ctx, "LEY-1", "Se derogó la norma").fecha.activa is False
        with pytest.raises(RecordatorioSinCambio):
            apagar_fecha_de_ley(ctx, "LEY-1", "Se derogó la norma")
