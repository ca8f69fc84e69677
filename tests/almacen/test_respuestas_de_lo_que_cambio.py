"""Contestar un recordatorio cuando la actividad ya es de otra persona o ya no está en el plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from almacen.tablas.esquema import ACTIVIDAD, AVANCE, PERSONA, RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL
from dominio.casos.importar import importar
from dominio.casos.reclamos import confirmar_responsable, reclamar, reclamos_pendientes
from dominio.casos.responder_recordatorio import (
    posponer_recordatorio,
    recordar_a_responsables,
    recordatorio_recibido,
    silenciar_recordatorio,
    uno_recibido,
)
from dominio.errores import ErrorDominio
from dominio.modelo.libro import FilaPlan, LibroLeido
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.reglas.posponer import Aplazo
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.recibidos import JUEVES, Escena, escena_en
from tests.apoyo.plan import VIGENCIA, filas

DESPUES = JUEVES + timedelta(hours=1)
ESCALA = {"tipo": TipoRecordatorio.ESCALA_JEFATURA, "hito": "escala_jefatura_3"}


@pytest.fixture
def escena(almacen: AlmacenSQL) -> Escena:
    """En cada uno de los tres motores."""
    return escena_en(almacen)


def _reimportar(escena: Escena, cambio: Callable[[FilaPlan], FilaPlan | None]) -> None:
    """Planeación carga el plan con la A-004 cambiada, o sin ella."""
    nuevas = [cambio(una) if una.actividad_codigo == "A-004" else una for una in filas()]
    with escena.como("pilar") as contexto:
        importar(
            contexto, VIGENCIA, LibroLeido(plan=tuple(una for una in nuevas if una is not None)), "plan.xlsx"
        )


def _a_marta(una: FilaPlan) -> FilaPlan:
    return replace(una, responsable="Marta Ríos")


@pytest.mark.parametrize("cambio", [_a_marta, lambda _una: None], ids=["otro_responsable", "retirada"])
def test_lo_que_ya_no_es_suyo_no_se_contesta(
    escena: Escena, cambio: Callable[[FilaPlan], FilaPlan | None]
) -> None:
    """Ni posponer, ni callar, ni abrir: dice que ya no rige y nada cambia."""
    _reimportar(escena, cambio)
    antes = escena.filas()
    intentos: tuple[Callable[..., object], ...] = (
        lambda contexto: recordatorio_recibido(contexto, escena.numero),
        lambda contexto: uno_recibido(contexto, escena.numero),
        lambda contexto: posponer_recordatorio(contexto, escena.numero, Aplazo.MANANA),
        lambda contexto: silenciar_recordatorio(contexto, escena.numero, todo_el_tipo=False),
    )

    for intento in intentos:
        with pytest.raises(ErrorDominio) as error, escena.como("ana", DESPUES) as contexto:
            intento(contexto)
        assert error.value.codigo == "recordatorio_viejo"
    assert escena.filas() == antes


def test_del_mensaje_queda_lo_que_sigue_siendo_suyo(escena: Escena) -> None:
    """De dos actividades, la que pasó a otra persona no se pospone; la otra sí."""
    otra = escena.llega("A-003", "ana", lote=escena.numero)
    _reimportar(escena, _a_marta)

    with escena.como("ana", DESPUES) as contexto:
        posponer_recordatorio(contexto, escena.numero, Aplazo.MANANA)

    respuestas = {fila["id"]: fila["respuesta"] for fila in escena.filas() if fila["raiz_id"] is None}
    assert respuestas == {escena.numero: None, otra: "pospuesto"}


def test_la_escala_sigue_vigente_con_otro_responsable(escena: Escena) -> None:
    """Lo que subió a la jefatura no depende de quién responda: se le insiste a quien responde hoy."""
    lote = escena.llega("A-004", "jorge", **ESCALA)
    _reimportar(escena, lambda una: replace(una, responsable="Beto Díaz"))
    with escena.almacen.lectura() as unidad:
        hoy = next(
            r for r in unidad.planes.renglones(escena.entorno.entidad.id, VIGENCIA) if r.codigo == "A-004"
        )

    with escena.como("jorge", DESPUES) as contexto:
        abiertos = recordatorio_recibido(contexto, lote).abiertos
        recordar_a_responsables(contexto, lote)

    assert [uno.responsable_id for uno in abiertos] == [hoy.responsable_id]


def test_la_jefatura_insiste_solo_en_lo_de_su_dependencia(escena: Escena) -> None:
    """Un mensaje de cuando dirigía otra dependencia ya no le deja insistir a nadie de ella."""
    ajena = next(
        codigo
        for codigo, renglon in escena.renglones.items()
        if renglon.dependencia_id != escena.entorno.personas["jorge"].dependencia_id
    )
    lote = escena.llega(ajena, "jorge", **ESCALA)

    with pytest.raises(ErrorDominio) as error, escena.como("jorge") as contexto:
        recordar_a_responsables(contexto, lote)

    assert error.value.codigo == "recordatorio_ajeno"


def test_otro_mas_nuevo_de_otra_persona_no_envejece_el_suyo(escena: Escena) -> None:
    """A la jefatura le llegó después lo mismo: el de Ana sigue esperando respuesta."""
    escena.llega("A-004", "jorge", cuando=DESPUES, **ESCALA)

    with escena.como("ana", DESPUES + timedelta(hours=1)) as contexto:
        assert [uno.id for uno in recordatorio_recibido(contexto, escena.numero).abiertos] == [escena.numero]


def test_pospuesta_dos_veces_cuelga_de_la_primera(escena: Escena) -> None:
    """La tercera fila tiene como raíz la primera, no la del medio."""
    with escena.como("ana") as contexto:
        posponer_recordatorio(contexto, escena.numero, Aplazo.MANANA)
    segunda = escena.filas()[1]
    with escena.almacen.unidad() as unidad:
        salio = RECORDATORIO.update().where(RECORDATORIO.c.id == segunda["id"])
        datos = {"estado": "enviado", "resuelto_en": segunda["programado"], "lote": segunda["id"]}
        unidad.respuestas._conexion.execute(
            salio.values(**datos, destinatario_id=escena.entorno.personas["ana"].id)
        )
        unidad.confirmar()

    with escena.como("ana", JUEVES + timedelta(days=1, minutes=5)) as contexto:
        posponer_recordatorio(contexto, int(str(segunda["id"])), Aplazo.LUNES)

    with escena.almacen.lectura() as unidad:
        consulta = select(RECORDATORIO.c.clave, RECORDATORIO.c.raiz_id).order_by(RECORDATORIO.c.id)
        claves = unidad.respuestas._conexion.execute(consulta).all()
    assert [raiz for _clave, raiz in claves] == [None, escena.numero, escena.numero]
    assert [clave.rpartition("|")[2] for clave, _raiz in claves[1:]] == ["p1", "p2"]


def test_reclamar_lo_que_paso_a_otra_persona_no_se_puede(escena: Escena) -> None:
    """Ya no figura a su nombre: no hay nada que reclamar."""
    _reimportar(escena, _a_marta)

    with pytest.raises(ErrorDominio) as error, escena.como("ana") as contexto:
        reclamar(contexto, escena.renglones["A-004"].id)

    assert error.value.codigo == "reclamo_ajeno"


def test_un_reporte_devuelto_no_contesta_el_recordatorio(escena: Escena) -> None:
    """Reportó y se lo devolvieron: la actividad sigue esperando respuesta."""
    escena.reportar("A-004", JUEVES + timedelta(minutes=5))
    with escena.almacen.unidad() as unidad:
        unidad.respuestas._conexion.execute(AVANCE.update().values(estado="devuelto"))
        unidad.confirmar()

    with escena.como("ana", DESPUES) as contexto:
        assert [uno.id for uno in recordatorio_recibido(contexto, escena.numero).abiertos] == [escena.numero]


def test_lo_terminado_sin_reporte_posterior_tambien_esta_cumplido(escena: Escena) -> None:
    """Llegó a 100 % antes de que tocara: no hay nada que contestar."""
    with escena.almacen.unidad() as unidad:
        unidad.respuestas._conexion.execute(ACTIVIDAD.update().values(avance=Porcentaje.CIEN))
        unidad.confirmar()

    with pytest.raises(ErrorDominio) as error, escena.como("ana", DESPUES) as contexto:
        recordatorio_recibido(contexto, escena.numero)

    assert error.value.codigo == "recordatorio_cumplido"


@pytest.mark.parametrize("sin", [{"inalcanzable": True}, {"telegram_id": None}, {"activa": False}])
def test_a_quien_no_se_le_puede_escribir_no_se_le_insiste(escena: Escena, sin: dict[str, object]) -> None:
    """Bloqueó, nunca se vinculó o se fue: la jefatura insiste y no hay a quién mandarle."""
    lote = escena.llega("A-004", "jorge", **ESCALA)
    with escena.almacen.unidad() as unidad:
        ana = PERSONA.c.id == escena.entorno.personas["ana"].id
        unidad.respuestas._conexion.execute(PERSONA.update().where(ana).values(**sin))
        unidad.confirmar()

    with escena.como("jorge") as contexto:
        assert list(recordar_a_responsables(contexto, lote)) == []


def test_de_lo_que_no_es_de_una_actividad_solo_se_calla_el_tipo(escena: Escena) -> None:
    """El cierre de un corte no tiene actividad que callar; todo el tipo, sí."""
    cambios = {"actividad_id": None, "objeto": "corte:2026-T3", "clave": "cierra_5|corte:2026-T3|x|1"}
    corte = escena.llega("A-003", "ana", tipo=TipoRecordatorio.CORTE_CIERRA, hito="cierra_5", otros=cambios)

    with pytest.raises(ErrorDominio) as error, escena.como("ana") as contexto:
        silenciar_recordatorio(contexto, corte, todo_el_tipo=False)
    with escena.como("ana") as contexto:
        silenciar_recordatorio(contexto, corte, todo_el_tipo=True)
        [silencio] = contexto.unidad.preferencias.silencios(contexto.actor.id, JUEVES)

    assert (error.value.codigo, silencio.clave) == ("no_se_calla", "tipo:corte_cierra")


def test_confirmar_sin_decir_por_que_no_decide_nada(escena: Escena) -> None:
    """Una razón en blanco no es una razón: el reclamo sigue esperando."""
    with escena.como("ana") as contexto:
        numero = reclamar(contexto, escena.renglones["A-004"].id).reclamo.id

    with pytest.raises(ErrorDominio) as error, escena.como("pilar") as contexto:
        confirmar_responsable(contexto, numero, "   ")

    assert error.value.codigo == "reclamo_sin_razon"
    with escena.como("pilar") as contexto:
        assert [uno.id for uno in reclamos_pendientes(contexto)] == [numero]


def test_reclamo_de_una_retirada_no_espera_decision(escena: Escena) -> None:
    """La actividad salió del plan: planeación no tiene nada que decidir."""
    with escena.como("ana") as contexto:
        reclamar(contexto, escena.renglones["A-004"].id)

    _reimportar(escena, lambda _una: None)

    with escena.como("pilar") as contexto:
        assert list(reclamos_pendientes(contexto)) == []
