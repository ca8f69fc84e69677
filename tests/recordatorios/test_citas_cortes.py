"""Qué toca de los cortes, las fechas de ley, la revisión y los resúmenes: contado a mano."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from dominio.modelo.corte import AccionDeCorte, ActoDeCorte, IdActo
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdEntidad
from dominio.modelo.recordatorio import Disparo
from dominio.modelo.ruta import Paso, PlazoDePaso
from dominio.modelo.tipo_de_recordatorio import FechaLegal, TipoRecordatorio
from dominio.reglas.cortes import situaciones
from dominio.reglas.fechas_legales import DE_OMISION, prorroga
from dominio.reglas.recordatorios import FICHAS
from dominio.valores.fechas import Corte, Vigencia
from recordatorios.calendario import CalendarioColombia
from recordatorios.citas import PlanPorRecordar, disparos
from tests.recordatorios.plan_chico import VIGENCIA, bogota

CALENDARIO = CalendarioColombia()
ENTIDAD = Entidad(IdEntidad(1), "76001", "Distrito de prueba")
T3 = Corte.de("2026-T3")
SIN_ATRAS = timedelta(hours=12)


def _acto(accion: AccionDeCorte, cuando: str, hasta: date | None = None, numero: int = 1) -> ActoDeCorte:
    return ActoDeCorte(IdActo(numero), T3, numero, accion, hasta, "Motivo", "Ana", bogota(cuando))


def _plan(*tipos: TipoRecordatorio) -> PlanPorRecordar:
    fichas = {tipo: FICHAS[tipo] for tipo in tipos}
    return PlanPorRecordar(ENTIDAD.id, VIGENCIA, CALENDARIO, fichas, atras=SIN_ATRAS)


def _dias(
    plan: PlanPorRecordar, desde: str, hasta: str, actos: Sequence[ActoDeCorte] = ()
) -> dict[str, list[tuple[str, str, date]]]:
    """Lo que toca cada día de ese tramo a las 8:00, con los cortes como estén ese día."""
    tocan: dict[str, list[tuple[str, str, date]]] = {}
    ahora = bogota(f"{desde}T08:00")
    while ahora <= bogota(f"{hasta}T08:00"):
        cortes = situaciones(VIGENCIA, ENTIDAD, actos, ahora.date())
        hallados = disparos(ahora, replace(plan, cortes=cortes))
        if hallados:
            tocan[ahora.date().isoformat()] = [(d.hito, d.objeto, d.base) for d in hallados]
        ahora += timedelta(days=1)
    return tocan


def test_corte_se_recuerda_al_abrir_y_antes_de_cerrar() -> None:
    """El tercer corte cierra el sábado 10 de octubre: se cuenta contra el viernes 9."""
    plan = _plan(TipoRecordatorio.CORTE_ABRE, TipoRecordatorio.CORTE_CIERRA)
    corte, cierre = "corte:2026-T3", date(2026, 10, 10)

    assert _dias(plan, "2026-09-25", "2026-10-14") == {
        "2026-10-02": [("cierra_5", corte, cierre)],
        "2026-10-08": [("cierra_1", corte, cierre)],
        "2026-10-09": [("cierra_0", corte, cierre)],
        # El 12 es festivo: lo que abrió el domingo 11 se avisa el martes 13.
        "2026-10-13": [("abre_0", "corte:2026-T4", date(2026, 10, 11))],
    }


def test_prorroga_mueve_el_cierre_y_reapertura_lo_revive() -> None:
    """Prorrogado al 20 de octubre, se recuerda contra el 20; reabierto, contra su nuevo día."""
    plan = _plan(TipoRecordatorio.CORTE_CIERRA)
    prorroga_ = _acto(AccionDeCorte.PRORROGAR, "2026-10-05T10:00", date(2026, 10, 20))
    reapertura = _acto(AccionDeCorte.REABRIR, "2026-11-03T10:00", date(2026, 11, 6), numero=2)

    con_prorroga = _dias(plan, "2026-10-06", "2026-10-21", [prorroga_])
    reabierto = _dias(plan, "2026-11-03", "2026-11-09", [prorroga_, reapertura])

    assert con_prorroga == {
        "2026-10-13": [("cierra_5", "corte:2026-T3", date(2026, 10, 20))],
        "2026-10-19": [("cierra_1", "corte:2026-T3", date(2026, 10, 20))],
        "2026-10-20": [("cierra_0", "corte:2026-T3", date(2026, 10, 20))],
    }
    assert reabierto == {
        "2026-11-05": [("cierra_1", "corte:2026-T3", date(2026, 11, 6))],
        "2026-11-06": [("cierra_0", "corte:2026-T3", date(2026, 11, 6))],
    }


def test_corte_cerrado_a_mano_no_se_recuerda() -> None:
    """Cerrado antes de tiempo, no se vuelve a hablar de su cierre."""
    plan = _plan(TipoRecordatorio.CORTE_CIERRA)
    cierre = _acto(AccionDeCorte.CERRAR, "2026-10-01T10:00")

    assert _dias(plan, "2026-10-02", "2026-10-10", [cierre]) == {}


@pytest.mark.parametrize(("ejecucion", "cuantos"), [(True, 2), (False, 0)])
def test_contrastes_una_vez_por_corte_y_con_ejecucion(*, ejecucion: bool, cuantos: int) -> None:
    """Cuelgan del fin del periodo: prorrogar no los repite; sin ejecución cargada no se juzga."""
    tipos = (TipoRecordatorio.GASTO_SIN_AVANCE, TipoRecordatorio.AVANCE_SIN_GASTO)
    plan = replace(_plan(*tipos), ejecucion=ejecucion)
    prorroga_ = _acto(AccionDeCorte.PRORROGAR, "2026-10-05T10:00", date(2026, 10, 20))

    antes = _dias(plan, "2026-10-01", "2026-10-05")
    despues = _dias(plan, "2026-10-06", "2026-10-20", [prorroga_])
    llaves = {cita[0::2] for dia in (antes, despues) for citas in dia.values() for cita in citas}

    assert len(llaves) == cuantos
    assert all(base == T3.hasta for _, base in llaves)
    assert set(antes) | set(despues) == ({"2026-10-02", "2026-10-13"} if ejecucion else set())


def test_31_de_enero_se_recuerda_contra_el_habil_anterior() -> None:
    """En 2026 cae sábado: el último aviso es el viernes 30 y la prórroga al lunes solo se muestra."""
    plan = replace(_plan(TipoRecordatorio.LEGAL), legales=DE_OMISION)
    objeto, dia = "legal:PA-31-ENE", date(2026, 1, 31)

    tocan = _dias(plan, "2025-12-15", "2026-02-28")

    assert tocan == {
        "2026-01-08": [("legal_15", objeto, dia)],
        "2026-01-21": [("legal_7", objeto, dia)],
        "2026-01-27": [("legal_3", objeto, dia)],
        "2026-01-29": [("legal_1", objeto, dia)],
        "2026-01-30": [("legal_0", objeto, dia)],
    }
    assert prorroga(dia, CALENDARIO.es_habil) == date(2026, 2, 2)
    assert prorroga(date(2025, 1, 31), CALENDARIO.es_habil) is None


def test_fecha_sin_verificar_no_se_recuerda() -> None:
    """Las demás fechas son datos apagados: solo hablan cuando alguien las enciende."""
    sireci = next(fecha for fecha in DE_OMISION if fecha.codigo == "SIRECI")
    plan = _plan(TipoRecordatorio.LEGAL)
    encendida = FechaLegal(**{c: getattr(sireci, c) for c in sireci.__slots__} | {"activa": True})

    apagadas = _dias(replace(plan, legales=(sireci,)), "2027-02-01", "2027-02-28")
    prendidas = _dias(replace(plan, legales=(encendida,)), "2027-02-01", "2027-02-28")

    assert apagadas == {}
    assert prendidas["2027-02-26"] == [("legal_0", "legal:SIRECI", date(2027, 2, 28))]


def test_plazo_de_la_ruta() -> None:
    """El paso con plazo el domingo 18 de enero se recuerda contra el viernes 16."""
    plazo = PlazoDePaso(date(2026, 1, 18), False, "Circular 3")
    plan = replace(_plan(TipoRecordatorio.RUTA), plazos={Paso.APROBACION: plazo})
    objeto = "ruta:aprobacion"

    assert _dias(plan, "2026-01-05", "2026-01-20") == {
        "2026-01-13": [("ruta_3", objeto, plazo.fecha)],
        "2026-01-15": [("ruta_1", objeto, plazo.fecha)],
        "2026-01-16": [("ruta_0", objeto, plazo.fecha)],
    }


def test_devuelto_a_los_tres_habiles() -> None:
    """El miércoles 8 de julio se habla de lo devuelto el viernes 3, y también de lo del fin de semana."""
    plan = replace(_plan(TipoRecordatorio.DEVUELTO), fines=(VIGENCIA.fin,))

    hallados = disparos(bogota("2026-07-08T08:00"), plan)

    assert [(toca.hito, toca.base) for toca in hallados] == [
        ("devuelto_3", date(2026, 7, day)) for day in (3, 4, 5)
    ]


def test_cola_lleva_el_limite_y_la_llave_del_lunes() -> None:
    """El jueves 9 de julio cuenta lo enviado hasta el miércoles 1: más de cinco hábiles esperando."""
    plan = _plan(TipoRecordatorio.COLA)

    [toca] = disparos(bogota("2026-07-09T08:00"), plan)
    [manana] = disparos(bogota("2026-07-10T08:00"), plan)

    assert (toca.base, toca.limite, toca.objeto) == (date(2026, 7, 6), date(2026, 7, 1), "cola")
    assert (manana.base, manana.hito) == (toca.base, toca.hito)
    assert not disparos(bogota("2026-07-11T08:00"), plan)
    assert not disparos(bogota("2026-07-09T08:00"), replace(plan, principal=False))


def test_resumenes_el_primer_habil_de_la_semana_y_cada_habil() -> None:
    """El lunes 29 de junio es festivo: el de la semana sale el martes 30 a las 7:30."""
    plan = _plan(TipoRecordatorio.RESUMEN_SEMANAL, TipoRecordatorio.RESUMEN_DIARIO)

    def salen(dia: str) -> set[Disparo]:
        return set(disparos(bogota(f"{dia}T07:30"), replace(plan, atras=timedelta())))

    martes = salen("2026-06-30")

    assert not salen("2026-06-27")
    assert not salen("2026-06-29")
    assert {(toca.hito, toca.base) for toca in martes} == {
        ("resumen_semanal", date(2026, 6, 29)),
        ("resumen_diario", date(2026, 6, 30)),
    }
    assert {toca.programado for toca in martes} == {bogota("2026-06-30T07:30").astimezone(UTC)}
    assert {toca.hito for toca in salen("2026-07-01")} == {"resumen_diario"}


def test_semana_sin_dias_habiles_no_tiene_resumen() -> None:
    """Con la semana entera de fiesta local no hay resumen ese lunes ni se corre a la otra semana."""
    feria = frozenset(date(2026, 12, dia) for dia in range(21, 26))
    plan = replace(_plan(TipoRecordatorio.RESUMEN_SEMANAL), calendario=CalendarioColombia(feria))

    bases = {
        toca.base
        for dia in range(18, 31)
        for toca in disparos(bogota(f"2026-12-{dia}T07:30"), replace(plan, atras=timedelta()))
    }

    assert bases == {date(2026, 12, 28)}


def test_pasada_la_vigencia_solo_quedan_las_fechas_de_ley() -> None:
    """Sesenta días después de cerrarla, de ese plan no se recuerda nada más que lo que pide una norma."""
    fechas = tuple(date(2026, mes, 15) for mes in range(1, 13))
    plan = PlanPorRecordar(ENTIDAD.id, VIGENCIA, CALENDARIO, inicios=fechas, fines=fechas)

    assert disparos(bogota("2027-03-01T08:00"), plan)
    assert not disparos(bogota("2027-03-02T08:00"), plan)
    siguiente = replace(
        plan, vigencia=Vigencia(2027), legales=DE_OMISION, inicios=(), fines=(), principal=False
    )
    assert [toca.objeto for toca in disparos(bogota("2027-01-29T08:00"), siguiente)] == ["legal:PA-31-ENE"]


def test_corte_cerrado_no_revive_tras_una_caida() -> None:
    """Cerrado a mano o por fecha, aunque se mire una semana atrás no se habla de su cierre."""
    plan = replace(_plan(TipoRecordatorio.CORTE_CIERRA), atras=timedelta(days=7))
    a_mano = _acto(AccionDeCorte.CERRAR, "2026-10-01T10:00")

    assert _dias(plan, "2026-10-02", "2026-10-05", [a_mano]) == {}
    assert _dias(plan, "2026-10-13", "2026-10-14") == {}


def test_cierre_anterior_a_la_apertura_no_existe() -> None:
    """Con setenta días de anticipación la cita caería antes de que el corte abriera: no se da."""
    ficha = replace(FICHAS[TipoRecordatorio.CORTE_CIERRA], desfases=(-70,))
    plan = replace(_plan(), fichas={ficha.tipo: ficha}, atras=timedelta(days=30))

    assert _dias(plan, "2026-07-11", "2026-07-20") == {}


def test_resumen_de_la_semana_pasada_se_cuenta_aunque_el_lunes_sea_festivo() -> None:
    """El lunes 29 de junio es festivo y el servicio estuvo caído: el del 22 se da ya caducado."""
    plan = replace(_plan(TipoRecordatorio.RESUMEN_SEMANAL), atras=timedelta(days=7, hours=12))
    ahora = bogota("2026-06-29T08:00")

    [toca] = disparos(ahora, plan)

    assert toca.base == date(2026, 6, 22)
    assert toca.caduca < ahora
