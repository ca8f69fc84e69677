"""Contestar recordatorios y reclamar: la fila nueva, la respuesta en la vieja y una sola decisión."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.casos.importar import importar
from dominio.casos.reclamos import (
    confirmar_responsable,
    mis_reclamos,
    reclamar,
    reclamos_pendientes,
    retirar_reclamo,
)
from dominio.casos.responder_recordatorio import (
    posponer_recordatorio,
    recordar_a_responsables,
    recordatorio_recibido,
    silenciar_recordatorio,
)
from dominio.errores import ErrorDominio, NoEncontrado
from dominio.modelo.libro import LibroLeido
from dominio.modelo.reclamo import DecisionDeReclamo
from dominio.modelo.tipo_de_recordatorio import PreferenciaDeHorario, TipoRecordatorio
from dominio.reglas.posponer import Aplazo
from tests.almacen.recibidos import JUEVES, Escena, escena_en
from tests.apoyo.plan import VIGENCIA, filas
from tests.apoyo.recordatorios_recibidos import bogota


@pytest.fixture
def escena(almacen: AlmacenSQL) -> Escena:
    """En cada uno de los tres motores."""
    return escena_en(almacen)


def _codigo(error: pytest.ExceptionInfo[ErrorDominio]) -> str:
    return error.value.codigo


def test_posponer_crea_una_fila_nueva_y_deja_la_respuesta_en_la_vieja(escena: Escena) -> None:
    """La vieja queda enviada y contestada; la nueva cuelga de ella y caduca antes de que pase el plazo."""
    with escena.como("ana") as contexto:
        posponer_recordatorio(contexto, escena.numero, Aplazo.LUNES)

    vieja, nueva = escena.filas()
    assert (vieja["estado"], vieja["respuesta"], vieja["respondido_en"]) == ("enviado", "pospuesto", JUEVES)
    assert nueva["clave"] == f"{vieja['clave']}|p1"
    assert (nueva["estado"], nueva["raiz_id"], nueva["pospuestas"]) == ("programado", vieja["id"], 1)
    assert nueva["programado"] == bogota("2026-09-14 08:00")
    assert nueva["caduca"] == bogota("2026-09-15 08:00")
    assert nueva["lote"] is nueva["destinatario_id"] is nueva["respuesta"] is None
    iguales = ("entidad_id", "vigencia", "tipo", "hito", "objeto", "actividad_id", "persona_id", "fin")
    assert all(nueva[columna] == vieja[columna] for columna in iguales)


def test_posponer_un_lote_aplaza_todo_lo_que_espera(escena: Escena) -> None:
    """Lo ya reportado o contestado no se pospone; lo demás, todo a la vez."""
    otra = escena.llega("A-001", "ana", lote=escena.numero)
    escena.llega("A-003", "ana", lote=escena.numero, otros={"respuesta": "silenciado"})
    escena.reportar("A-001", JUEVES + timedelta(minutes=5))
    with escena.como("ana", JUEVES + timedelta(minutes=10)) as contexto:
        abiertos = recordatorio_recibido(contexto, escena.numero).abiertos
        posponer_recordatorio(contexto, escena.numero, Aplazo.MANANA)

    assert [uno.id for uno in abiertos] == [escena.numero]
    nuevas = [fila for fila in escena.filas() if fila["estado"] == "programado"]
    assert [fila["raiz_id"] for fila in nuevas] == [escena.numero]
    assert next(fila for fila in escena.filas() if fila["id"] == otra)["respuesta"] is None


@pytest.mark.parametrize(
    ("prepara", "quien", "cuando", "codigo"),
    [
        ({}, "beto", JUEVES, "recordatorio_ajeno"),
        ({"respuesta": "pospuesto"}, "ana", JUEVES, "recordatorio_contestado"),
        ({"estado": "programado"}, "ana", JUEVES, "recordatorio_viejo"),
        ({"pospuestas": 3}, "ana", JUEVES, "pospuesto_demasiado"),
        ({"fin": date(2026, 9, 10)}, "ana", JUEVES, "aplazo_pasa_del_plazo"),
    ],
)
def test_no_se_pospone_lo_que_no_espera_y_nada_cambia(
    escena: Escena, prepara: dict[str, object], quien: str, cuando: datetime, codigo: str
) -> None:
    """De otra persona, ya contestado, no enviado, por cuarta vez o pasado el plazo."""
    with escena.almacen.unidad() as unidad:
        if prepara:
            tabla = RECORDATORIO
            unidad.respuestas._conexion.execute(tabla.update().values(**prepara))
        unidad.confirmar()
    antes = escena.filas()

    with pytest.raises(ErrorDominio) as error, escena.como(quien, cuando) as contexto:
        posponer_recordatorio(contexto, escena.numero, Aplazo.MANANA)

    assert _codigo(error) == codigo
    assert escena.filas() == antes


def test_lo_reportado_o_con_otro_mas_nuevo_ya_no_se_contesta(escena: Escena) -> None:
    """Reportada después de que tocaba, está cumplido; si salió otro de lo mismo, es viejo."""
    nuevo = escena.llega("A-004", "ana", hito="faltan_1", cuando=JUEVES + timedelta(days=1))
    tarde = JUEVES + timedelta(days=1, hours=1)
    with pytest.raises(ErrorDominio) as viejo, escena.como("ana", tarde) as contexto:
        recordatorio_recibido(contexto, escena.numero)
    assert _codigo(viejo) == "recordatorio_viejo"

    escena.reportar("A-004", tarde)
    with pytest.raises(ErrorDominio) as cumplido, escena.como("ana", tarde) as contexto:
        recordatorio_recibido(contexto, nuevo)
    assert _codigo(cumplido) == "recordatorio_cumplido"


def test_pospuesto_cuenta_lo_reportado_desde_que_toco_la_primera_vez(escena: Escena) -> None:
    """Si reportó entre el primero y el pospuesto, el pospuesto ya no tiene nada que recordar."""
    segundo = escena.llega(
        "A-004",
        "ana",
        hito="faltan_2",
        cuando=JUEVES + timedelta(days=1),
        otros={"raiz_id": escena.numero, "pospuestas": 1},
    )
    escena.reportar("A-004", JUEVES + timedelta(hours=3))

    with pytest.raises(ErrorDominio) as error, escena.como("ana", JUEVES + timedelta(days=2)) as contexto:
        recordatorio_recibido(contexto, segundo)
    assert _codigo(error) == "recordatorio_cumplido"


def test_posponer_respeta_el_horario_de_la_persona(escena: Escena) -> None:
    """Quien recibe de 10:00 a 12:00 lo recibe a las 10:00."""
    with escena.como("ana") as contexto:
        horario = PreferenciaDeHorario(contexto.actor.id, time(10), time(12))
        contexto.unidad.preferencias.fijar_horario(horario, JUEVES)
        cuando = posponer_recordatorio(contexto, escena.numero, Aplazo.MANANA)

    assert cuando == bogota("2026-09-11 10:00")


def test_silenciar_calla_la_actividad_o_el_tipo_y_lo_deja_dicho(escena: Escena) -> None:
    """Queda el silencio, la respuesta en la fila y la traza; lo de ley no se puede."""
    legal = escena.llega("A-001", "ana", tipo=TipoRecordatorio.LEGAL)
    with pytest.raises(ErrorDominio) as error, escena.como("ana") as contexto:
        silenciar_recordatorio(contexto, legal, todo_el_tipo=True)
    assert _codigo(error) == "no_se_calla"

    with escena.como("ana") as contexto:
        silenciar_recordatorio(contexto, escena.numero, todo_el_tipo=False)
        claves = [s.clave for s in contexto.unidad.preferencias.silencios(contexto.actor.id, JUEVES)]
    assert claves == [f"actividad:{escena.renglones['A-004'].id}"]
    assert escena.filas()[0]["respuesta"] == "silenciado"


def test_recordar_a_responsables_junta_lo_de_cada_quien_y_una_sola_vez(escena: Escena) -> None:
    """A la segunda ya está contestado; a quien no tiene chat no se le puede."""
    escala = {"tipo": TipoRecordatorio.ESCALA_JEFATURA, "hito": "escala_jefatura_3"}
    lote = escena.llega("A-004", "jorge", **escala)
    escena.llega("A-001", "jorge", lote=lote, **escala)
    with escena.como("jorge") as contexto:
        a_quienes = recordar_a_responsables(contexto, lote)
    assert [(p.nombre, [u.actividad_codigo for u in suyas]) for p, suyas in a_quienes] == [
        ("Ana Ruiz", ["A-004", "A-001"])
    ]

    with pytest.raises(ErrorDominio) as error, escena.como("jorge") as contexto:
        recordar_a_responsables(contexto, lote)
    assert _codigo(error) == "recordatorio_contestado"


def test_reclamo_pendiente_hay_uno_y_se_decide_una_vez(escena: Escena) -> None:
    """Reclamar deja la respuesta; planeación confirma con razón y después ya no hay nada que decidir."""
    actividad = escena.renglones["A-004"].id
    with escena.como("ana") as contexto:
        hecho = reclamar(contexto, actividad, "La lleva Marta.")
    assert [p.nombre for p in hecho.avisar] == ["Pilar Mora"]
    assert escena.filas()[0]["respuesta"] == "no_es_mia"
    with pytest.raises(ErrorDominio) as repetido, escena.como("ana") as contexto:
        reclamar(contexto, actividad)
    assert _codigo(repetido) == "reclamo_pendiente"

    with escena.como("pilar") as contexto:
        assert [(r.persona, r.razon) for r in reclamos_pendientes(contexto)] == [
            ("Ana Ruiz", "La lleva Marta.")
        ]
        decidido = confirmar_responsable(contexto, hecho.reclamo.id, "Así está en el plan.")
    assert decidido.reclamo.decision is DecisionDeReclamo.CONFIRMADA
    assert decidido.reclamo.decidido_por == "Pilar Mora"
    with pytest.raises(ErrorDominio) as tarde, escena.como("ana") as contexto:
        retirar_reclamo(contexto, hecho.reclamo.id)
    assert _codigo(tarde) == "reclamo_decidido"


def test_reclamo_lo_retira_solo_quien_lo_hizo_y_lo_ajeno_no_se_reclama(escena: Escena) -> None:
    """Beto no retira el de Ana, ni Ana reclama lo de Beto; retirado, se puede reclamar otra vez."""
    actividad = escena.renglones["A-004"].id
    with escena.como("ana") as contexto:
        hecho = reclamar(contexto, actividad)
    with pytest.raises(NoEncontrado), escena.como("beto") as contexto:
        retirar_reclamo(contexto, hecho.reclamo.id)
    with pytest.raises(ErrorDominio) as ajeno, escena.como("ana") as contexto:
        reclamar(contexto, escena.renglones["A-010"].id)
    assert _codigo(ajeno) == "reclamo_ajeno"

    with escena.como("ana") as contexto:
        retirar_reclamo(contexto, hecho.reclamo.id)
        assert mis_reclamos(contexto) == []
        assert reclamar(contexto, actividad).reclamo.id != hecho.reclamo.id


def test_reclamo_queda_resuelto_si_el_libro_trae_otro_responsable(escena: Escena) -> None:
    """Al cambiar el plan, lo reclamado que ya es de otra persona queda reasignado; lo demás sigue."""
    with escena.como("ana") as contexto:
        reasignado = reclamar(contexto, escena.renglones["A-004"].id).reclamo
        sigue = reclamar(contexto, escena.renglones["A-003"].id).reclamo
    libro = LibroLeido(
        plan=tuple(
            replace(fila, responsable="Marta Ríos") if fila.actividad_codigo == "A-004" else fila
            for fila in filas()
        )
    )
    with escena.como("pilar") as contexto:
        importar(contexto, VIGENCIA, libro, "plan.xlsx")

    with escena.almacen.lectura() as unidad:
        assert _decision(unidad, escena, reasignado.id) is DecisionDeReclamo.REASIGNADA
        assert _decision(unidad, escena, sigue.id) is DecisionDeReclamo.PENDIENTE
        acciones = [a.accion for _n, a, _e in unidad.auditoria.ultimas(escena.entorno.entidad.id, 5)]
    assert "decidir_reclamo" in acciones


def _decision(unidad: UnidadSQL, escena: Escena, numero: int) -> DecisionDeReclamo:
    reclamo = unidad.reclamos.traer(escena.entorno.entidad.id, numero)  # type: ignore[arg-type]
    assert reclamo is not None
    return reclamo.decision
