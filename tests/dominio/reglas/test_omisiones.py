"""Omisiones: qué se debía reportar, de quién era, y que nunca se lea como 0 %."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.identidad import IdDependencia, IdEntidad, IdMeta, IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Meta, TipoMeta
from dominio.reglas.omisiones import (
    actividades_omitidas,
    alertas_de_omision,
    jefes_por_dependencia,
    metas_omitidas,
    sin_los_tardios,
)
from dominio.valores.fechas import Corte
from dominio.valores.porcentaje import Porcentaje
from tests.dominio.reglas.fabrica import renglon

DIA = date(2026, 9, 4)
SALUD, EDUCACION = IdDependencia(1), IdDependencia(2)
NOMBRES = {SALUD: "Secretaría de Salud", EDUCACION: "Secretaría de Educación"}


def _meta(numero: int, **cambios: object) -> Meta:
    meta = Meta(
        id=IdMeta(numero),
        codigo=f"MP-{numero}",
        tipo=TipoMeta.PRODUCTO,
        nombre="Vacunar",
        programa_codigo=None,
        programa=None,
        indicador=None,
        unidad=None,
        linea_base=None,
        meta_vigencia=Decimal(100),
    )
    return replace(meta, **cambios)  # type: ignore[arg-type]


def _jefe(dependencia: IdDependencia) -> Persona:
    return Persona(IdPersona(7), IdEntidad(1), "Jorge Paz", None, Rol.JEFE, dependencia, None, None)


def test_omite_la_que_empezo_no_termino_y_no_reporto() -> None:
    """La que no ha empezado, la que llegó a 100 y la que reportó no son omisiones."""
    callada = renglon(id=1)
    futura = renglon(id=2, inicio=date(2026, 10, 1))
    terminada = renglon(id=3, avance=Porcentaje.de(100))
    reportada = renglon(id=4)

    halladas = actividades_omitidas([callada, futura, terminada, reportada], {4}, DIA)

    assert [o.actividad_id for o in halladas] == [1]
    assert (halladas[0].responsable, halladas[0].dependencia) == (callada.responsable, callada.dependencia)


def test_meta_omitida_es_de_su_coordinadora_y_la_debia_su_jefe() -> None:
    """Si el plan dice quién coordina es de esa dependencia; si no, de la de su primera actividad."""
    renglones = [
        renglon(id=1, meta_id=1, dependencia_id=SALUD),
        renglon(id=2, meta_id=2, dependencia_id=SALUD),
    ]
    metas = [_meta(1), _meta(2, coordinadora_id=EDUCACION)]
    jefes = jefes_por_dependencia([_jefe(EDUCACION)])

    propia, coordinada = metas_omitidas(metas, renglones, NOMBRES, jefes)

    assert (propia.dependencia, propia.responsable, propia.responsable_id) == (
        "Secretaría de Salud",
        "",
        None,
    )
    assert (coordinada.dependencia, coordinada.responsable) == ("Secretaría de Educación", "Jorge Paz")


def test_meta_sin_actividades_no_es_omision() -> None:
    """Lo que está en el Plan Indicativo y nadie ejecuta este año no se le debe a este corte."""
    renglones = [renglon(id=3, meta_id=3, dependencia_id=SALUD)]

    assert [o.codigo for o in metas_omitidas([_meta(3), _meta(4)], renglones, NOMBRES, {})] == ["MP-3"]


def test_alerta_dice_omision_y_no_cero() -> None:
    """Es un error que nombra lo omitido y su corte; si después llegó, dice con qué folio."""
    (omision,) = actividades_omitidas([renglon(id=1)], (), DIA)
    corte = Corte.de("2026-T2")

    falta, llego = alertas_de_omision(
        [(omision, None), (omision, "AV-2026-000009")], corte, date(2026, 7, 10), Severidad.ERROR
    )

    assert (falta.regla, falta.severidad, falta.objeto) == ("omision", Severidad.ERROR, omision.codigo)
    assert "Omisión, no 0 %" in falta.que_pasa
    assert "2026-T2" in falta.que_pasa
    assert (falta.quien, falta.desde) == (omision.responsable, date(2026, 7, 11))
    assert "AV-2026-000009" in llego.que_pasa


def test_lo_que_reporto_tarde_se_mira_como_estaba() -> None:
    """La que llegó a 100 después del cierre no deja de ser omisión; la que ya iba en 100 no lo era."""
    tarde = renglon(id=1, avance=Porcentaje.de(100))

    assert actividades_omitidas([tarde], (), DIA) == ()
    assert len(actividades_omitidas([sin_los_tardios(tarde, None)], (), DIA)) == 1
