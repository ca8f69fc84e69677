"""Reglas de la revisión: qué es un folio, a quién se espera y qué sostiene a un movimiento."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dominio.errores.revision import (
    AutorNoDecide,
    DevolverPrimero,
    GastoSostenido,
    ReporteEnFirme,
    ReporteReemplazado,
    ReporteYaDecidido,
)
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.hallazgo import Hallazgo, Severidad
from dominio.modelo.identidad import IdDependencia, IdEjecucion, IdEntidad, IdPersona, IdRegistro
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.reporte import Ejecucion, EstadoReporte, OrigenReporte
from dominio.modelo.revision import Decision, Revisable, Revision, TipoReporte
from dominio.reglas.revision import (
    atiende,
    cuenta,
    exigir_abierto,
    exigir_ajeno,
    exigir_sin_apoyo,
    exigir_ultimo_movimiento,
    firmas_que_faltan,
    folios_en,
    pide_explicacion,
)
from dominio.valores.dinero import CERO, Pesos
from dominio.valores.fechas import Corte, Vigencia

AYER = datetime(2026, 9, 4, 3, tzinfo=UTC)  # 3 de septiembre, 10 de la noche en Bogotá
ANA, JORGE = IdPersona(7), IdPersona(8)
REPORTE = Revisable(
    TipoReporte.AVANCE,
    1,
    "AV-2026-000001",
    Vigencia(2026),
    IdDependencia(3),
    "Salud",
    "A-001",
    "Vacunar",
    ANA,
    ANA,
    "Ana Ruiz",
    AYER,
    Corte.de("2026-T3"),
    EstadoReporte.ENVIADO,
    autores=frozenset({ANA}),
)
JEFE = Persona(JORGE, IdEntidad(1), "Jorge Paz", None, Rol.JEFE, IdDependencia(3), 102, AYER)
CDP, COMPROMISO, OBLIGACION, PAGO = MomentoGasto


def _movimiento(
    numero: int, momento: MomentoGasto, estado: EstadoReporte = EstadoReporte.ENVIADO
) -> Ejecucion:
    return Ejecucion(
        IdEjecucion(numero),
        f"EJ-2026-{numero:06d}",
        IdRegistro(1),
        "A-001",
        None,
        None,
        Corte.de("2026-T3"),
        momento,
        CERO,
        Pesos(100),
        Pesos(100),
        None,
        None,
        estado,
        False,
        "Ana Ruiz",
        AYER,
        OrigenReporte.CHAT,
    )


@pytest.mark.parametrize(
    ("texto", "folios"),
    [
        ("AV-2026-000123", ("AV-2026-000123",)),
        ("aprobar av 2026 123 y ej-2026-45", ("AV-2026-000123", "EJ-2026-000045")),
        ("RM2026-7, RM-2026-000007", ("RM-2026-000007",)),
        ("AV-2026-1234567", ("AV-2026-1234567",)),
        ("la 12 va en 45", ()),
        ("AV-1999-1", ()),
        ("XAV-2026-000123", ()),
        ("", ()),
    ],
)
def test_folios_se_reconocen_como_se_escriben(texto: str, folios: tuple[str, ...]) -> None:
    """Con o sin guiones y ceros; lo demás no es un folio."""
    assert folios_en(texto) == folios


def test_lo_enviado_y_ultimo_se_puede_decidir() -> None:
    """Nada lo impide si sigue enviado y nadie lo reemplazó."""
    exigir_abierto(REPORTE)
    exigir_ajeno(REPORTE, JORGE)


def test_lo_cerrado_dice_quien_y_que_dia_de_bogota() -> None:
    """La fecha es la de quien decidió, no la de Greenwich."""
    revision = Revision(
        TipoReporte.AVANCE, 1, REPORTE.folio, Decision.APROBADO, None, JORGE, "Jorge Paz", AYER
    )
    with pytest.raises(ReporteYaDecidido) as atrapado:
        exigir_abierto(replace(REPORTE, estado=EstadoReporte.APROBADO, decidida=revision))
    assert str(atrapado.value.datos["cuando"]) == "2026-09-03"
    with pytest.raises(ReporteEnFirme):
        exigir_abierto(replace(REPORTE, estado=EstadoReporte.APROBADO))
    with pytest.raises(ReporteReemplazado):
        exigir_abierto(replace(REPORTE, posterior="AV-2026-000002"))


def test_ningun_autor_de_la_cadena_decide() -> None:
    """Ni quien lo reportó ni quien lo corrigió."""
    corregido = replace(REPORTE, autores=frozenset({ANA, JORGE}))
    for persona in (ANA, JORGE):
        with pytest.raises(AutorNoDecide):
            exigir_ajeno(corregido, persona)


@pytest.mark.parametrize(
    ("reporte", "jefe", "activo", "espera"),
    [
        (REPORTE, JEFE, True, True),
        (REPORTE, JEFE, False, False),
        (replace(REPORTE, visto_bueno="Jorge Paz"), JEFE, True, False),
        (replace(REPORTE, autores=frozenset({JORGE})), JEFE, True, False),
        (REPORTE, replace(JEFE, telegram_id=None), True, False),
        (REPORTE, replace(JEFE, inalcanzable=True), True, False),
        (REPORTE, replace(JEFE, activa=False), True, False),
    ],
)
def test_visto_bueno_se_espera_de_quien_puede_darlo(
    reporte: Revisable, jefe: Persona, activo: bool, espera: bool
) -> None:
    """Solo si la entidad lo pide, falta, y la jefatura atiende el chat y no es la autora."""
    assert firmas_que_faltan(reporte, [jefe], activo=activo) == ((jefe,) if espera else ())


def test_atiende_quien_tiene_cuenta_y_no_bloqueo() -> None:
    """Una persona revocada, sin cuenta o que bloqueó el asistente no atiende."""
    assert atiende(JEFE)
    assert not atiende(replace(JEFE, inalcanzable=True))


def test_movimiento_se_devuelve_de_adelante_hacia_atras() -> None:
    """El último de su momento se puede; con uno encima, se dice cuál; si ese ya está en firme, no."""
    primero, segundo = _movimiento(1, CDP), _movimiento(2, CDP)
    compromiso = _movimiento(3, COMPROMISO)
    exigir_ultimo_movimiento(segundo, [primero, segundo, compromiso])
    with pytest.raises(DevolverPrimero) as atrapado:
        exigir_ultimo_movimiento(primero, [primero, segundo, compromiso])
    assert atrapado.value.datos["otro"] == segundo.folio
    firme = _movimiento(2, CDP, EstadoReporte.APROBADO)
    with pytest.raises(GastoSostenido):
        exigir_ultimo_movimiento(primero, [primero, firme])


def test_cadena_rota_nombra_al_movimiento_que_se_apoya() -> None:
    """Si al bajar queda corto el momento siguiente, el último de ese; si al subir se pasa, el anterior."""
    cdp, compromiso, obligacion = _movimiento(1, CDP), _movimiento(2, COMPROMISO), _movimiento(3, OBLIGACION)
    todos = [cdp, compromiso, obligacion]
    for roto, culpable in ((OBLIGACION, obligacion), (COMPROMISO, cdp)):
        with pytest.raises(DevolverPrimero) as atrapado:
            exigir_sin_apoyo(compromiso, roto, todos)
        assert atrapado.value.datos["otro"] == culpable.folio
    with pytest.raises(GastoSostenido):
        exigir_sin_apoyo(compromiso, PAGO, [compromiso])


def test_lo_informativo_no_detiene_la_revision() -> None:
    """Una advertencia sin aclarar sí."""
    nota = Hallazgo("R36", Severidad.INFORMATIVO, "A-001", None, "Es larga.")
    assert not pide_explicacion([nota])
    assert pide_explicacion([nota, replace(nota, severidad=Severidad.ADVERTENCIA)])


def test_cuenta_lo_enviado_y_lo_aprobado() -> None:
    """Lo devuelto no entra en los agregados."""
    assert [estado for estado in EstadoReporte if cuenta(estado)] == [
        EstadoReporte.ENVIADO,
        EstadoReporte.APROBADO,
    ]
