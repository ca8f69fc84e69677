"""Callar y decir «no es mía», vistos desde lo que de verdad sale en el barrido."""

from __future__ import annotations

from datetime import date

import pytest

from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.reclamo import DecisionDeReclamo
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import Silencio, TipoRecordatorio
from tests.recordatorios.plan_chico import Actividad, Escena, barrer, bogota

JUNIO_30 = date(2026, 6, 30)
# Faltan 3 hábiles el miércoles 24 de junio, 1 el viernes 26; la escala a planeación es el martes 7 de julio.
ANTES, TOCA, OTRA_VEZ = "2026-06-24T07:00", "2026-06-24T08:00", "2026-06-26T08:00"
SUBE = "2026-07-07T08:00"


def _persona(lugar: Escena, nombre: str = "Ana Ruiz") -> Persona:
    with lugar.almacen.lectura() as unidad:
        hallada = unidad.personas.por_nombre(lugar.entidad.id, nombre)
    assert hallada is not None
    return hallada


def _callar(lugar: Escena, clave: str) -> None:
    silencio = Silencio(_persona(lugar).id, clave, None, bogota(ANTES))
    with lugar.almacen.unidad() as unidad:
        unidad.preferencias.silenciar(silencio)
        unidad.confirmar()


def _planeacion(lugar: Escena) -> None:
    with lugar.almacen.unidad() as unidad:
        unidad.personas.crear(NuevaPersona(lugar.entidad.id, "Paula Mora", Rol.PLANEACION))
        unidad.confirmar()
    lugar.vincular("Paula Mora")


def _suben(lugar: Escena) -> list[tuple[str, str]]:
    """A quién le sube qué."""
    enviados = barrer(lugar, SUBE).enviados
    return [(u.persona, u.actividad) for u in enviados if u.tipo is TipoRecordatorio.ESCALA_PLANEACION]


@pytest.mark.parametrize("clave", ["tipo:plazo", "actividad:{n}"])
def test_lo_callado_no_sale_y_queda_contado(lugar: Escena, clave: str) -> None:
    """Callado el tipo o la actividad, la fila queda «silenciado»; lo de los demás sale igual."""
    lugar.plan([Actividad("A-001", JUNIO_30), Actividad("A-002", JUNIO_30, "Luis Gil")])
    barrer(lugar, ANTES)
    _callar(lugar, clave.format(n=lugar.renglon("A-001").id))

    resultado = barrer(lugar, TOCA)

    assert [uno.persona for uno in resultado.enviados] == ["Luis Gil"]
    assert resultado.cuentas[TipoRecordatorio.PLAZO, EstadoRecordatorio.SILENCIADO] == 1
    assert resultado.silenciados == lugar.estados()[EstadoRecordatorio.SILENCIADO] == 1
    assert barrer(lugar, "2026-06-24T08:01").silenciados == 0


def test_volver_a_oir_vale_desde_lo_proximo(lugar: Escena) -> None:
    """Lo que se calló no se repite; lo que toca después de volver a oír sí sale."""
    lugar.plan([Actividad("A-001", JUNIO_30)])
    _callar(lugar, "tipo:plazo")
    callado = barrer(lugar, TOCA)
    with lugar.almacen.unidad() as unidad:
        assert unidad.preferencias.quitar_silencio(_persona(lugar).id, "tipo:plazo")
        unidad.confirmar()

    assert callado.enviados == []
    assert [uno.hito for uno in barrer(lugar, OTRA_VEZ).enviados] == ["faltan_1"]


def test_lo_callado_de_una_persona_sube_igual(lugar: Escena) -> None:
    """Callar lo propio no calla la escala: a planeación le llega que nadie contestó."""
    _planeacion(lugar)
    lugar.plan([Actividad("A-001", JUNIO_30)])
    _callar(lugar, f"actividad:{lugar.renglon('A-001').id}")

    assert _suben(lugar) == [("Paula Mora", "A-001")]


@pytest.mark.parametrize(
    ("decision", "despues"),
    [(None, []), (DecisionDeReclamo.CONFIRMADA, ["faltan_1"]), (DecisionDeReclamo.RETIRADA, ["faltan_1"])],
)
def test_con_reclamo_pendiente_no_se_le_recuerda(
    lugar: Escena, decision: DecisionDeReclamo | None, despues: list[str]
) -> None:
    """Lo programado se cancela; confirmado que sí es suya, o desdicho, lo siguiente vuelve a salir."""
    lugar.plan([Actividad("A-001", JUNIO_30)])
    barrer(lugar, ANTES)
    with lugar.almacen.unidad() as unidad:
        numero = unidad.reclamos.crear(
            lugar.renglon("A-001").id, _persona(lugar).id, "No es de mi oficina", bogota(ANTES)
        )
        assert numero is not None
        unidad.confirmar()

    resultado = barrer(lugar, TOCA)
    if decision is not None:
        with lugar.almacen.unidad() as unidad:
            assert unidad.reclamos.decidir(numero, decision, None, bogota("2026-06-25T10:00"), "Así está.")
            unidad.confirmar()

    assert (resultado.enviados, resultado.cancelados) == ([], 1)
    assert [uno.hito for uno in barrer(lugar, OTRA_VEZ).enviados] == despues


@pytest.mark.parametrize("reclamada", [True, False])
def test_lo_reclamado_no_sube(lugar: Escena, *, reclamada: bool) -> None:
    """Un «no es mía» pendiente ya está en planeación: no escala otra vez por el mismo camino."""
    _planeacion(lugar)
    lugar.plan([Actividad("A-001", JUNIO_30)])
    if reclamada:
        with lugar.almacen.unidad() as unidad:
            unidad.reclamos.crear(lugar.renglon("A-001").id, _persona(lugar).id, None, bogota(ANTES))
            unidad.confirmar()

    assert _suben(lugar) == ([] if reclamada else [("Paula Mora", "A-001")])
