"""A qué corte pertenece un reporte según el día en que llega y lo que se haya decidido."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dominio.errores import EntradaInvalida, ErrorDominio
from dominio.errores.cortes import (
    CorteNoEsElSiguiente,
    CortePorAbrir,
    CorteSigueAbierto,
    CorteSinMotivo,
    CorteYaCerrado,
)
from dominio.modelo.corte import AccionDeCorte, ActoDeCorte, EstadoCorte, IdActo, SituacionDeCorte
from dominio.modelo.entidad import Entidad, Periodicidad
from dominio.modelo.identidad import IdEntidad
from dominio.reglas.cortes import (
    acciones_posibles,
    cierre,
    cortes_de,
    exigir_motivo,
    exigir_plazo,
    exigir_posible,
    fecha_de_referencia,
    limites_de,
    recepcion,
    situaciones,
)
from dominio.valores.fechas import Corte, Vigencia

V2026 = Vigencia(2026)
ABRIR, CERRAR = AccionDeCorte.ABRIR, AccionDeCorte.CERRAR
PRORROGAR, REABRIR = AccionDeCorte.PRORROGAR, AccionDeCorte.REABRIR


def _entidad(gracia: int = 10, periodicidad: Periodicidad = Periodicidad.TRIMESTRAL) -> Entidad:
    return Entidad(IdEntidad(1), "76001", "Municipio", periodicidad, gracia)


def _acto(
    numero: int, corte: str, accion: AccionDeCorte, dia: date, hasta: date | None = None
) -> ActoDeCorte:
    en = datetime.combine(dia, time(15), tzinfo=UTC)
    return ActoDeCorte(IdActo(numero), Corte.de(corte), numero, accion, hasta, "porque sí", "Pilar Mora", en)


def _todas(hoy: date, *actos: ActoDeCorte) -> tuple[SituacionDeCorte, ...]:
    return situaciones(V2026, _entidad(), actos, hoy)


def _recibe(hoy: date, *actos: ActoDeCorte) -> tuple[str, bool]:
    hallada = recepcion(_todas(hoy, *actos))
    return str(hallada.corte), hallada.extemporaneo


def _estado(corte: str, hoy: date, *actos: ActoDeCorte) -> EstadoCorte:
    return next(s for s in _todas(hoy, *actos) if str(s.corte) == corte).estado


@pytest.mark.parametrize(
    ("hoy", "corte", "extemporaneo"),
    [
        (date(2026, 1, 1), "2026-T1", False),
        (date(2026, 3, 31), "2026-T1", False),
        (date(2026, 4, 10), "2026-T1", False),
        (date(2026, 4, 11), "2026-T2", False),
        (date(2026, 11, 22), "2026-T4", False),
        (date(2027, 1, 10), "2026-T4", False),
        (date(2027, 1, 11), "2026-T4", True),
        (date(2028, 6, 1), "2026-T4", True),
        (date(2025, 12, 31), "2026-T1", False),
    ],
)
def test_sin_decisiones_rige_el_calendario(hoy: date, corte: str, extemporaneo: bool) -> None:
    """El corte cierra diez días después del trimestre; tras el último, lo que llega es extemporáneo."""
    assert _recibe(hoy) == (corte, extemporaneo)


@given(st.integers(0, 500), st.integers(0, 80), st.sampled_from(Periodicidad))
def test_sin_decisiones_nunca_retrocede_ni_esta_cerrado(
    dias: int, gracia: int, periodicidad: Periodicidad
) -> None:
    """Al día siguiente el corte es el mismo o uno posterior, y el que recibe no ha cerrado."""
    hoy, entidad = V2026.inicio + timedelta(days=dias), _entidad(gracia, periodicidad)
    ahora = recepcion(situaciones(V2026, entidad, (), hoy))
    despues = recepcion(situaciones(V2026, entidad, (), hoy + timedelta(days=1)))

    assert despues.corte >= ahora.corte
    assert ahora.tambien == ()
    assert ahora.extemporaneo == (hoy > cierre(cortes_de(V2026, periodicidad)[-1], gracia))
    assert ahora.extemporaneo or hoy <= cierre(ahora.corte, gracia)


def test_prorrogado_recibe_a_tiempo_hasta_la_prorroga() -> None:
    """Con prórroga al 30 de octubre, el 30 llega a tiempo al tercero y el 31 ya es del cuarto."""
    prorroga = _acto(1, "2026-T3", PRORROGAR, date(2026, 10, 8), date(2026, 10, 30))

    assert _estado("2026-T3", date(2026, 10, 30), prorroga) is EstadoCorte.PRORROGADO
    assert _recibe(date(2026, 10, 30), prorroga) == ("2026-T3", False)
    assert _recibe(date(2026, 10, 31), prorroga) == ("2026-T4", False)


def test_con_dos_abiertos_recibe_el_mas_viejo_y_se_sabe_cual_es_el_otro() -> None:
    """El 11 de octubre abre el cuarto, pero el tercero prorrogado sigue recibiendo."""
    prorroga = _acto(1, "2026-T3", PRORROGAR, date(2026, 10, 8), date(2026, 10, 30))

    hallada = recepcion(_todas(date(2026, 10, 11), prorroga))

    assert str(hallada.corte) == "2026-T3"
    assert [str(otra.corte) for otra in hallada.tambien] == ["2026-T4"]


def test_cerrado_antes_ya_no_recibe_a_tiempo() -> None:
    """Cerrado el 1 de octubre, ese mismo día lo que llega es suyo y extemporáneo; el 11 es del cuarto."""
    cerrado = _acto(1, "2026-T3", CERRAR, date(2026, 10, 1))

    assert _estado("2026-T3", date(2026, 10, 1), cerrado) is EstadoCorte.CERRADO
    assert _recibe(date(2026, 10, 1), cerrado) == ("2026-T3", True)
    assert _recibe(date(2026, 10, 11), cerrado) == ("2026-T4", False)


def test_abierto_antes_recibe_al_cerrar_el_anterior() -> None:
    """Con el cuarto abierto el 2 de octubre, al cerrar el tercero los reportes pasan a él."""
    actos = (_acto(1, "2026-T3", CERRAR, date(2026, 10, 1)), _acto(1, "2026-T4", ABRIR, date(2026, 10, 2)))

    assert _recibe(date(2026, 10, 2), *actos) == ("2026-T4", False)
    assert _recibe(date(2026, 10, 2), actos[1]) == ("2026-T3", False)


def test_reabierto_recibe_a_tiempo_y_se_cierra_solo() -> None:
    """Reabierto hasta el 20 de septiembre, el segundo recibe ese día y el 21 vuelve a mandar el tercero."""
    reabierto = _acto(1, "2026-T2", REABRIR, date(2026, 9, 4), date(2026, 9, 20))

    assert _estado("2026-T2", date(2026, 9, 20), reabierto) is EstadoCorte.REABIERTO
    assert _recibe(date(2026, 9, 20), reabierto) == ("2026-T2", False)
    assert _recibe(date(2026, 9, 21), reabierto) == ("2026-T3", False)


def test_manda_la_ultima_decision() -> None:
    """Prorrogar, cerrar y reabrir: cuenta lo último que se decidió, no el orden en que se lee."""
    dia = date(2026, 10, 8)
    prorroga = _acto(1, "2026-T3", PRORROGAR, dia, date(2026, 10, 30))
    cerrado = _acto(2, "2026-T3", CERRAR, dia)
    reabierto = _acto(3, "2026-T3", REABRIR, dia, date(2026, 10, 12))

    assert _estado("2026-T3", dia, cerrado, prorroga) is EstadoCorte.CERRADO
    assert _estado("2026-T3", dia, reabierto, prorroga, cerrado) is EstadoCorte.REABIERTO


@pytest.mark.parametrize(
    ("corte", "posibles"),
    [
        ("2026-T2", (REABRIR,)),
        ("2026-T3", (CERRAR, PRORROGAR)),
        ("2026-T4", (ABRIR,)),
    ],
)
def test_acciones_segun_el_estado(corte: str, posibles: tuple[AccionDeCorte, ...]) -> None:
    """El cerrado se reabre, el abierto se cierra o prorroga, y el siguiente se abre."""
    todas = _todas(date(2026, 9, 4))
    situacion = next(s for s in todas if str(s.corte) == corte)

    assert acciones_posibles(situacion, todas) == posibles
    for accion in posibles:
        exigir_posible(accion, situacion, todas)


@pytest.mark.parametrize(
    ("accion", "corte", "hoy", "error"),
    [
        (CERRAR, "2026-T2", date(2026, 9, 4), CorteYaCerrado),
        (PRORROGAR, "2026-T2", date(2026, 9, 4), CorteYaCerrado),
        (ABRIR, "2026-T2", date(2026, 9, 4), CorteYaCerrado),
        (CERRAR, "2026-T4", date(2026, 9, 4), CortePorAbrir),
        (REABRIR, "2026-T4", date(2026, 9, 4), CortePorAbrir),
        (REABRIR, "2026-T3", date(2026, 9, 4), CorteSigueAbierto),
        (ABRIR, "2026-T3", date(2026, 9, 4), CorteSigueAbierto),
        (ABRIR, "2026-T4", date(2026, 5, 4), CorteNoEsElSiguiente),
    ],
)
def test_lo_que_no_se_puede_dice_por_que(
    accion: AccionDeCorte, corte: str, hoy: date, error: type[ErrorDominio]
) -> None:
    """Cada decisión imposible tiene su causa, y no la de otra."""
    todas = _todas(hoy)
    situacion = next(s for s in todas if str(s.corte) == corte)

    with pytest.raises(error):
        exigir_posible(accion, situacion, todas)


def test_lo_ya_cerrado_dice_quien_lo_cerro() -> None:
    """El segundo que intenta cerrar ve quién lo hizo; de lo que se cerró solo no se nombra a nadie."""
    cerrado = _acto(1, "2026-T3", CERRAR, date(2026, 9, 4))
    con_acto, sin_acto = _todas(date(2026, 9, 4), cerrado), _todas(date(2026, 9, 4))

    with pytest.raises(CorteYaCerrado) as error:
        exigir_posible(CERRAR, con_acto[2], con_acto)
    assert error.value.datos["autor"] == "Pilar Mora"
    with pytest.raises(CorteYaCerrado) as error:
        exigir_posible(CERRAR, sin_acto[0], sin_acto)
    assert error.value.datos["autor"] is None


def test_prorroga_va_despues_del_cierre_ordinario_y_tiene_tope() -> None:
    """Ni el mismo día del cierre ni el otro año: del 11 de octubre al 29 de marzo."""
    tercero, hoy = _todas(date(2026, 9, 4))[2], date(2026, 9, 4)

    assert limites_de(PRORROGAR, tercero, hoy) == (date(2026, 10, 11), date(2027, 3, 29))
    exigir_plazo(PRORROGAR, tercero, date(2026, 10, 11), hoy)
    for fuera in (date(2026, 10, 10), date(2027, 3, 30)):
        with pytest.raises(EntradaInvalida) as error:
            exigir_plazo(PRORROGAR, tercero, fuera, hoy)
        assert error.value.pista == "fecha_fuera_de_limites"


def test_prorroga_se_puede_acortar_pero_no_repetir() -> None:
    """De una prórroga al 30 se puede pasar al 20; otra vez al 30 no cambia nada."""
    hoy = date(2026, 10, 8)
    tercero = _todas(hoy, _acto(1, "2026-T3", PRORROGAR, hoy, date(2026, 10, 30)))[2]

    exigir_plazo(PRORROGAR, tercero, date(2026, 10, 20), hoy)
    with pytest.raises(EntradaInvalida) as error:
        exigir_plazo(PRORROGAR, tercero, date(2026, 10, 30), hoy)
    assert error.value.pista == "cierre_sin_cambio"


def test_reapertura_va_desde_hoy_y_a_lo_sumo_noventa_dias() -> None:
    """No se reabre hasta ayer, ni para siempre."""
    segundo, hoy = _todas(date(2026, 9, 4))[1], date(2026, 9, 4)

    exigir_plazo(REABRIR, segundo, hoy, hoy)
    exigir_plazo(REABRIR, segundo, hoy + timedelta(days=90), hoy)
    for fuera in (hoy - timedelta(days=1), hoy + timedelta(days=91)):
        with pytest.raises(EntradaInvalida):
            exigir_plazo(REABRIR, segundo, fuera, hoy)


def test_prorrogar_y_reabrir_piden_motivo() -> None:
    """Cerrar y abrir no; dar más plazo siempre se explica."""
    for accion in (CERRAR, ABRIR):
        exigir_motivo(accion, None)
    for accion in (PRORROGAR, REABRIR):
        exigir_motivo(accion, "Paro de transporte")
        with pytest.raises(CorteSinMotivo):
            exigir_motivo(accion, None)


def test_fecha_de_referencia_no_pasa_del_corte() -> None:
    """Lo esperado de un corte cerrado se mide a su último día; el de uno en curso, hoy."""
    corte = Corte.de("2026-T1")

    assert fecha_de_referencia(date(2026, 2, 3), corte) == date(2026, 2, 3)
    assert fecha_de_referencia(date(2026, 4, 5), corte) == date(2026, 3, 31)


def test_cada_vigencia_abre_sus_cortes_en_su_orden() -> None:
    """En diciembre queda por abrir el primero del otro año aunque a este le falte alguno."""
    hoy = date(2026, 9, 4)
    siguiente = situaciones(Vigencia(2027), _entidad(), (), hoy)
    todas = (*_todas(hoy), *siguiente)

    assert acciones_posibles(siguiente[0], todas) == (ABRIR,)
    assert acciones_posibles(siguiente[1], todas) == ()
