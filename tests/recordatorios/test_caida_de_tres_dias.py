"""Tres días sin servicio con todo tipo de recordatorios: lo que sirve sale una vez; lo demás se cuenta."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from dominio.modelo.libro import LibroLeido
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from tests.recordatorios.plan_chico import VIGENCIA, Actividad, Escena, barrer, bogota, fila

# Vivo el martes 6 de octubre; vuelve el viernes 9 a las 10. El lunes 12 es festivo; el corte cierra el 10.
LUNES, MARTES = "2026-10-05T08:00", "2026-10-06T08:00"
VUELVE, LUEGO = "2026-10-09T10:00", "2026-10-09T10:01"


def _fundar(lugar: Escena) -> None:
    """Tres de Ana, una de Luis que empieza el 7 y no debe en el corte, y los tres papeles."""
    de_luis = fila(Actividad("A-004", date(2026, 12, 18), "Luis Gil"))
    filas = [
        fila(Actividad("A-001", date(2026, 10, 13))),
        fila(Actividad("A-002", date(2026, 10, 6))),
        fila(Actividad("A-003", date(2026, 10, 2))),
        replace(de_luis, inicio=date(2026, 10, 7)),
    ]
    with lugar.almacen.unidad() as unidad:
        libro = LibroLeido(plan=tuple(filas))
        unidad.planes.aplicar(lugar.entidad.id, VIGENCIA, libro, bogota("2026-01-01T00:00"))
        [dependencia] = unidad.entidades.dependencias(lugar.entidad.id)
        for nombre, rol, donde in (
            ("Jefa", Rol.JEFE, dependencia.id),
            ("Paula Mora", Rol.PLANEACION, None),
            ("Álvaro Ríos", Rol.ADMINISTRACION, None),
        ):
            unidad.personas.crear(NuevaPersona(lugar.entidad.id, nombre, rol, donde))
        unidad.confirmar()
    lugar.vincular("Ana Ruiz", "Luis Gil", "Jefa", "Paula Mora", "Álvaro Ríos")


def test_tres_dias_de_caida_con_todas_las_familias(lugar: Escena) -> None:
    """Cada quien recibe a lo sumo un mensaje con lo que aún sirve; lo caducado queda vencido por su tipo."""
    _fundar(lugar)
    for vivo in (LUNES, MARTES):
        barrer(lugar, vivo)

    vuelve = barrer(lugar, VUELVE)
    luego = barrer(lugar, LUEGO)

    assert sorted((uno.persona, uno.hito) for uno in vuelve.enviados) == [
        ("Ana Ruiz", "cierra_0"),
        ("Ana Ruiz", "faltan_1"),
        ("Jefa", "escala_jefatura_3"),  # A-003, del miércoles 7
        ("Jefa", "escala_jefatura_3"),  # A-002, de hoy
        ("Paula Mora", "escala_planeacion_5"),
        ("Álvaro Ríos", "resumen_diario"),
    ]
    assert Counter({tipo: n for (tipo, estado), n in vuelve.cuentas.items() if _vencido(estado)}) == {
        TipoRecordatorio.INICIO: 1,
        TipoRecordatorio.VENCIDA: 1,
    }
    de_cada_una = {
        uno.persona: {otro.lote for otro in vuelve.enviados if otro.persona == uno.persona}
        for uno in vuelve.enviados
    }
    assert {len(lotes) for lotes in de_cada_una.values()} == {1}
    assert (luego.enviados, luego.vencidos) == ([], 0)


def _vencido(estado: EstadoRecordatorio) -> bool:
    return estado is EstadoRecordatorio.VENCIDO
