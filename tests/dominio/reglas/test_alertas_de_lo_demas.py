"""Alertas de reportes, personas, cortes, ley y ruta: el caso que la da y el que no, y desde cuándo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dominio.modelo.corte import EstadoCorte, SituacionDeCorte
from dominio.modelo.ficha import Ficha
from dominio.modelo.identidad import IdActividad, IdDependencia, IdEntidad, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.reclamo import DecisionDeReclamo, IdReclamo, Reclamo
from dominio.modelo.reporte import EstadoReporte
from dominio.modelo.revision import CampoObservado, Decision, Observacion, Revisable, Revision, TipoReporte
from dominio.modelo.ruta import Paso, PlazoDePaso
from dominio.reglas.alertas.de_personas import alertas_de_no_entregables, alertas_de_reclamos
from dominio.reglas.alertas.de_plazos import alertas_de_corte, alertas_de_ruta, alertas_legales
from dominio.reglas.alertas.de_reportes import alertas_de_cola, alertas_de_devueltos
from dominio.reglas.alertas.margen import Margen
from dominio.reglas.fechas_legales import DE_OMISION
from dominio.valores.fechas import Corte, Vigencia
from tests.dominio.reglas.fabrica import renglon
from tests.dominio.reglas.test_alertas import PESOS, laboral

V2026, T3 = Vigencia(2026), Corte.de("2026-T3")
MARTES = date(2026, 9, 15)
JEFE = Persona(IdPersona(5), IdEntidad(1), "Jorge Díaz", None, Rol.JEFE, IdDependencia(30), 500, None)


def _reporte(enviado: date, **cambios: object) -> Revisable:
    base = Revisable(
        TipoReporte.AVANCE,
        1,
        "AV-2026-000001",
        V2026,
        IdDependencia(30),
        "Infraestructura",
        "A-001",
        "Construir placa huella",
        IdPersona(7),
        IdPersona(7),
        "Héctor Rengifo",
        datetime(enviado.year, enviado.month, enviado.day, 15, tzinfo=UTC),
        T3,
        EstadoReporte.ENVIADO,
    )
    return replace(base, **cambios)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("enviado", "avisa"), [(date(2026, 9, 7), True), (date(2026, 9, 8), False), (date(2026, 9, 14), False)]
)
def test_cola_avisa_pasados_cinco_habiles(enviado: date, avisa: bool) -> None:
    """Con cinco hábiles exactos todavía no; con seis, sí, desde el día en que se envió."""
    halladas = alertas_de_cola([(_reporte(enviado), ())], Margen(MARTES, laboral, 5), PESOS)

    assert [(a.regla, a.desde, a.quien) for a in halladas] == (
        [("cola_de_revision", enviado, "Planeación")] if avisa else []
    )


def test_lo_que_espera_a_la_jefatura_es_de_la_jefatura() -> None:
    """El mismo reporte detenido en el visto bueno nombra al jefe, y no a planeación."""
    (alerta,) = alertas_de_cola([(_reporte(date(2026, 9, 1)), (JEFE,))], Margen(MARTES, laboral, 5), PESOS)

    assert (alerta.regla, alerta.quien) == ("visto_bueno_detenido", "Jorge Díaz")
    assert "visto bueno" in alerta.que_pasa


def test_devuelto_desde_que_se_devolvio_y_con_lo_observado() -> None:
    """Lo debe quien lo reportó; sin devueltos no hay alerta."""
    cuando = datetime(2026, 9, 10, 3, tzinfo=UTC)
    observacion = Observacion("Falta el acta.", None, CampoObservado.EVIDENCIA)
    decidida = Revision(
        TipoReporte.AVANCE, 1, "AV-2026-000001", Decision.DEVUELTO, observacion, IdPersona(9), "Pilar", cuando
    )
    (alerta,) = alertas_de_devueltos([_reporte(date(2026, 9, 1), decidida=decidida)], PESOS)

    assert (alerta.desde, alerta.quien, alerta.clave) == (
        date(2026, 9, 9),
        "Héctor Rengifo",
        "AV-2026-000001",
    )
    assert "«Falta el acta.»" in alerta.que_pasa
    assert alertas_de_devueltos([], PESOS) == []


def _ficha(actividades: int = 3, vence: datetime | None = None, **cambios: object) -> Ficha:
    persona = Persona(
        IdPersona(7),
        IdEntidad(1),
        "Héctor Rengifo",
        "Ingeniero",
        Rol.RESPONSABLE,
        IdDependencia(30),
        None,
        None,
    )
    return Ficha(replace(persona, **cambios), "Infraestructura", vence, actividades)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ficha", "dice"),
    [
        (_ficha(), "nunca se ha vinculado"),
        (_ficha(vence=datetime(2026, 9, 20, tzinfo=UTC)), "todavía no la ha abierto"),
        (_ficha(telegram_id=9, inalcanzable=True), "bloqueó"),
        (_ficha(activa=False), "ya no tiene acceso"),
    ],
)
def test_persona_con_actividades_a_quien_no_le_llega(ficha: Ficha, dice: str) -> None:
    """Nunca vinculada, invitada, que bloqueó o revocada: con qué hacer, desde el primero que no llegó."""
    (alerta,) = alertas_de_no_entregables([ficha], {IdPersona(7): date(2026, 8, 3)}, PESOS)

    assert dice in alerta.que_pasa
    assert "Responde por 3 actividades" in alerta.que_pasa
    assert (alerta.objeto, alerta.desde, alerta.clave) == ("Héctor Rengifo", date(2026, 8, 3), "7")


@pytest.mark.parametrize("ficha", [_ficha(0), _ficha(telegram_id=9)])
def test_sin_actividades_o_vinculada_no_es_alerta(ficha: Ficha) -> None:
    """A quien no responde por nada, o sí le llega, no se la nombra."""
    assert alertas_de_no_entregables([ficha], {}, PESOS) == []


def test_reclamo_pendiente_es_de_planeacion_desde_que_se_dijo() -> None:
    """Nombra la actividad y lo que dijo la persona."""
    reclamo = Reclamo(
        IdReclamo(4),
        IdActividad(1),
        "A-001",
        "Construir placa huella",
        "Infraestructura",
        IdPersona(7),
        "Héctor Rengifo",
        "Es de tránsito",
        datetime(2026, 9, 3, 15, tzinfo=UTC),
        DecisionDeReclamo.PENDIENTE,
    )
    (alerta,) = alertas_de_reclamos([reclamo], PESOS)

    assert (alerta.objeto, alerta.desde, alerta.quien) == ("A-001", date(2026, 9, 3), "Planeación")
    assert alerta.que_pasa == "Héctor Rengifo dice que no es suya: «Es de tránsito»."


def _corte(cierre: date, estado: EstadoCorte = EstadoCorte.ABIERTO) -> SituacionDeCorte:
    return SituacionDeCorte(T3, estado, date(2026, 7, 11), cierre, cierre)


def test_corte_que_cierra_en_cinco_habiles_con_lo_que_falta() -> None:
    """Una por dependencia, con cuántas faltan y quiénes deben, desde que faltaban cinco hábiles."""
    faltan = [
        renglon(1),
        renglon(2, responsable="Ana Ruiz"),
        renglon(3, dependencia_id=20, dependencia="Salud"),
    ]
    halladas = alertas_de_corte(_corte(date(2026, 9, 22)), faltan, Margen(MARTES, laboral, 5), PESOS)

    assert [(a.dependencia, a.desde) for a in halladas] == [
        ("Secretaría de Infraestructura", MARTES),
        ("Salud", MARTES),
    ]
    assert halladas[0].que_pasa == "Cierra el 22/09/2026 y faltan 2 por reportar."
    assert halladas[0].quien == "Héctor Fabio Rengifo, Ana Ruiz"


@pytest.mark.parametrize(
    "situacion",
    [
        _corte(date(2026, 9, 23)),
        _corte(date(2026, 9, 14)),
        _corte(date(2026, 9, 18), EstadoCorte.CERRADO),
    ],
)
def test_corte_lejano_pasado_o_cerrado_no_avisa(situacion: SituacionDeCorte) -> None:
    """A seis hábiles todavía no; después de cerrar, ya no; y si no falta nada, tampoco."""
    assert alertas_de_corte(situacion, [renglon(1)], Margen(MARTES, laboral, 5), PESOS) == []
    assert alertas_de_corte(_corte(MARTES), [], Margen(MARTES, laboral, 5), PESOS) == []


@pytest.mark.parametrize(
    ("hoy", "publicada", "desde"),
    [
        (date(2026, 1, 8), False, None),
        (date(2026, 1, 9), False, date(2026, 1, 9)),
        (date(2026, 1, 31), False, date(2026, 1, 9)),
        (date(2026, 2, 2), False, date(2026, 2, 1)),
        (date(2026, 1, 20), True, None),
        (date(2026, 2, 2), True, None),
    ],
)
def test_publicar_a_mas_tardar_el_31_de_enero(hoy: date, publicada: bool, desde: date | None) -> None:
    """Avisa quince hábiles antes del último hábil y, si pasó sin publicar, desde el 1 de febrero."""
    halladas = alertas_legales(DE_OMISION, {V2026: publicada}, Margen(hoy, laboral, 15), PESOS)

    assert [a.desde for a in halladas] == ([] if desde is None else [desde])
    assert all(a.objeto == "PA-31-ENE 2026" for a in halladas)


def test_fecha_de_ley_apagada_no_avisa_y_prendida_solo_antes() -> None:
    """El CUIPO de abril nace apagado; activo, avisa antes y, como no queda prueba, después calla."""
    cuipo = replace(DE_OMISION[1], activa=True)
    publicada = {V2026: True}

    assert alertas_legales([DE_OMISION[1]], publicada, Margen(date(2026, 4, 28), laboral, 15), PESOS) == []
    (alerta,) = alertas_legales([cuipo], publicada, Margen(date(2026, 4, 28), laboral, 15), PESOS)
    assert "Vence el 30/04/2026" in alerta.que_pasa
    assert alertas_legales([cuipo], publicada, Margen(date(2026, 5, 4), laboral, 15), PESOS) == []


def test_paso_de_la_ruta_con_el_plazo_vencido() -> None:
    """Desde el día siguiente a su plazo; el último día todavía no."""
    abiertos = [(Paso.REMISION, PlazoDePaso(date(2026, 1, 15), propuesto=True, norma="Ley 152"))]

    (alerta,) = alertas_de_ruta(V2026, abiertos, date(2026, 1, 16), PESOS)
    assert (alerta.objeto, alerta.desde) == ("Paso 5 de 2026", date(2026, 1, 16))
    assert alertas_de_ruta(V2026, abiertos, date(2026, 1, 15), PESOS) == []


@pytest.mark.parametrize(
    ("vigencia", "se_corre"), [(V2026, "puede correrlo al 02/02/2026"), (Vigencia(2025), None)]
)
def test_la_de_ley_dice_si_el_plazo_se_puede_correr(vigencia: Vigencia, se_corre: str | None) -> None:
    """El 31 de enero de 2026 es sábado y se dice el art. 62; el de 2025, viernes, no se corre."""
    margen = Margen(MARTES, laboral, 15)
    (alerta,) = alertas_legales(DE_OMISION, {vigencia: False}, margen, PESOS)

    assert "Debía hacerse a más tardar" in alerta.que_pasa
    assert ("art. 62" in alerta.que_pasa) is (se_corre is not None)
    assert (se_corre or "") in alerta.que_pasa
