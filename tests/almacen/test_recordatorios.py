"""Recordatorios: una vez cada uno y solo si siguen siendo ciertos."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.borrador import Borrador
from dominio.modelo.entidad import Entidad
from dominio.modelo.recordatorio import Disparo, EstadoRecordatorio, RecordatorioTomado
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import (
    AHORA,
    UN_MINUTO,
    VIGENCIA,
    cargar,
    fila_plan,
    nuevo_avance,
    una_persona,
)

FIN = date(2026, 9, 15)
DISPARO = Disparo(FIN, "faltan_15", AHORA, AHORA + timedelta(days=1))


def _programar(almacen: AlmacenSQL, entidad: Entidad, *disparos: Disparo) -> int:
    with almacen.unidad() as unidad:
        nuevos = unidad.recordatorios.programar(entidad.id, VIGENCIA, disparos or (DISPARO,))
        unidad.confirmar()
    return nuevos


def _reclamar(almacen: AlmacenSQL, ahora: Any = AHORA) -> list[RecordatorioTomado]:
    with almacen.unidad() as unidad:
        tomados = list(unidad.recordatorios.reclamar(ahora, UN_MINUTO, 50))
        unidad.confirmar()
    return tomados


def test_programar_toma_las_que_tocan_y_una_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Las que terminan ese día, sin acabar y con responsable; repetir el barrido no agrega."""
    plan = (
        fila_plan("A-001"),
        fila_plan("A-002", fin=date(2026, 10, 1)),
        fila_plan("A-003"),
        fila_plan("A-004", responsable="\u200b"),
        fila_plan("A-005"),
    )
    renglones = cargar(almacen, entidad, *plan)
    cargar(almacen, entidad, *plan[:4])
    with almacen.unidad() as unidad:
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglones[2], porcentaje=Porcentaje(10_000)))
        unidad.confirmar()

    assert _programar(almacen, entidad) == 1
    assert _programar(almacen, entidad) == 0
    assert _programar(almacen, entidad, replace(DISPARO, hito="faltan_7")) == 1
    (tomado, *_) = _reclamar(almacen)
    assert (tomado.actividad_codigo, tomado.hito, tomado.fin) == ("A-001", "faltan_15", FIN)
    assert tomado.clave == f"faltan_15|actividad:{tomado.actividad_id}|2026-09-15|{tomado.persona_id}"
    with almacen.unidad() as unidad:
        assert unidad.recordatorios.programar(entidad.id, Vigencia(2025), [DISPARO]) == 0


def test_reclamar_espera_su_instante_y_respeta_el_arriendo(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Antes de su hora no sale; tomado, no se repite; si quien lo tomó murió, vuelve."""
    cargar(almacen, entidad, fila_plan())
    _programar(almacen, entidad)

    assert _reclamar(almacen, AHORA - UN_MINUTO) == []
    assert len(_reclamar(almacen)) == 1
    assert _reclamar(almacen) == []
    (vuelto,) = _reclamar(almacen, AHORA + UN_MINUTO)
    with almacen.unidad() as unidad:
        unidad.recordatorios.resolver(vuelto.id, EstadoRecordatorio.ENVIADO, AHORA)
        assert unidad.recordatorios.contar(entidad.id) == {EstadoRecordatorio.ENVIADO: 1}
        unidad.confirmar()
    assert _reclamar(almacen, AHORA + timedelta(hours=1)) == []


def test_recordatorio_vigente_trae_lo_de_hoy(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con la persona vinculada y sin terminar, es vigente y dice a qué chat va."""
    persona = una_persona(almacen, entidad, "María Pérez Gómez")
    renglon = cargar(almacen, entidad, fila_plan())[0]
    with almacen.unidad() as unidad:
        antes = AHORA - timedelta(days=2)
        unidad.reportes.guardar_avance(nuevo_avance(entidad, renglon, reportado_en=antes))
        unidad.confirmar()
    _programar(almacen, entidad)

    (tomado,) = _reclamar(almacen)
    assert (tomado.vigente, tomado.motivo, tomado.en_dialogo) == (True, None, False)
    assert (tomado.chat_id, tomado.persona_id, tomado.persona) == (77, persona.id, persona.nombre)
    assert (tomado.avance, tomado.programado) == (Porcentaje(4550), AHORA)


@pytest.mark.parametrize(
    ("causa", "motivo"),
    [
        ("fecha", "cancelado"),
        ("responsable", "cancelado"),
        ("retirada", "cancelado"),
        ("terminada", "cumplido"),
        ("reportada", "cumplido"),
        ("caduco", "vencido"),
        ("sin_chat", "no_entregable"),
        ("bloqueado", "no_entregable"),
    ],
)
def test_lo_que_dejo_de_ser_cierto_no_se_envia(
    almacen: AlmacenSQL, entidad: Entidad, causa: str, motivo: str
) -> None:
    """Cambió la fecha, la persona o el plan; se terminó o se reportó; pasó su hora; o no hay a quién."""
    persona = una_persona(almacen, entidad, "María Pérez Gómez")
    renglon = cargar(almacen, entidad, fila_plan())[0]
    _programar(almacen, entidad)
    _pasar(almacen, entidad, causa, {"persona": persona, "renglon": renglon})

    (tomado,) = _reclamar(almacen, AHORA + timedelta(days=1 if causa == "caduco" else 0, hours=1))
    assert (tomado.vigente, tomado.motivo) == (False, motivo)


def _pasar(almacen: AlmacenSQL, entidad: Entidad, causa: str, que: dict[str, Any]) -> None:
    """Lo que ocurre entre programar el recordatorio y tomarlo."""
    if causa == "fecha":
        cargar(almacen, entidad, fila_plan(fin=date(2026, 10, 1)))
    elif causa == "responsable":
        cargar(almacen, entidad, fila_plan(responsable="Otra Persona"))
    elif causa == "retirada":
        cargar(almacen, entidad, fila_plan("A-999"))
    with almacen.unidad() as unidad:
        if causa == "terminada":
            antes: dict[str, Any] = {"porcentaje": Porcentaje(10_000), "reportado_en": AHORA - UN_MINUTO}
            unidad.reportes.guardar_avance(nuevo_avance(entidad, que["renglon"], **antes))
        elif causa == "reportada":
            despues = nuevo_avance(entidad, que["renglon"], reportado_en=AHORA + UN_MINUTO)
            unidad.reportes.guardar_avance(despues)
        elif causa == "sin_chat":
            unidad.personas.revocar(que["persona"].id)
        elif causa == "bloqueado":
            unidad.personas.marcar_alcance(77, inalcanzable=True)
        unidad.confirmar()


@pytest.mark.parametrize(("minutos", "en_dialogo"), [(10, True), (31, False)])
def test_dialogo_reciente_se_avisa(
    almacen: AlmacenSQL, entidad: Entidad, minutos: int, en_dialogo: bool
) -> None:
    """Un borrador vivo movido hace menos de media hora dice que la persona está contestando."""
    persona = una_persona(almacen, entidad, "María Pérez Gómez")
    cargar(almacen, entidad, fila_plan())
    _programar(almacen, entidad)
    movido = AHORA - minutos * UN_MINUTO
    with almacen.unidad() as unidad:
        unidad.borradores.guardar(Borrador(0, persona.id, 77, "avance", 1, "k", movido, AHORA + UN_MINUTO))
        unidad.confirmar()
    (tomado,) = _reclamar(almacen)
    assert tomado.en_dialogo is en_dialogo
