"""Programar por conjuntos: a quién le llega cada tipo, y a quién no."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import Rol
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.revision import Decision
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Vigencia
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import AHORA, CORTE, cargar, fila_ejecucion, fila_plan
from tests.almacen.recordar import alguien, disparo, persona, programados, programar
from tests.almacen.revisiones import decidir, guardar

FIN = date(2026, 9, 15)
INICIO = date(2026, 1, 15)
EDUCACION = "Secretaría de Educación"
OBJETO_T3 = "corte:2026-T3"


def _objetos(almacen: AlmacenSQL) -> list[tuple[str, int]]:
    return [(uno.objeto, uno.persona_id) for uno in programados(almacen)]


@pytest.mark.parametrize("tipo", [TipoRecordatorio.PLAZO, TipoRecordatorio.VENCIDA])
def test_plazo_es_de_las_que_terminan_ese_dia(
    almacen: AlmacenSQL, entidad: Entidad, tipo: TipoRecordatorio
) -> None:
    """Sin acabar, con responsable y sin retirar; repetir no agrega ni toca otra vigencia."""
    filas = (
        fila_plan("A-001"),
        fila_plan("A-002", fin=date(2026, 10, 1)),
        fila_plan("A-003"),
        fila_plan("A-004", responsable="\u200b"),
        fila_plan("A-005"),
    )
    renglones = cargar(almacen, entidad, *filas)
    cargar(almacen, entidad, *filas[:4])
    guardar(almacen, entidad, renglones[2], "cien", porcentaje=Porcentaje(10_000))
    toca = disparo(tipo, FIN)

    assert programar(almacen, entidad, toca) == 1
    assert programar(almacen, entidad, toca) == 0
    (unico,) = programados(almacen)
    assert unico.clave == f"{tipo.value}|actividad:{renglones[0].id}|2026-09-15|{unico.persona_id}"
    assert unico.actividad_id == renglones[0].id
    with almacen.unidad() as unidad:
        assert unidad.recordatorios.programar(entidad.id, Vigencia(2025), [toca]) == 0


def test_inicio_mira_la_fecha_de_comienzo(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Solo la que empieza ese día, no la que termina."""
    cargar(almacen, entidad, fila_plan(), fila_plan("A-002", inicio=FIN, fin=FIN))

    assert programar(almacen, entidad, disparo(TipoRecordatorio.INICIO, INICIO)) == 1
    assert programar(almacen, entidad, disparo(TipoRecordatorio.INICIO, date(2026, 1, 16))) == 0


def test_corte_una_fila_por_persona_y_solo_si_debe(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Dos actividades de una persona son un aviso; quien ya reportó todo no recibe ninguno."""
    renglones = cargar(
        almacen,
        entidad,
        fila_plan("A-001"),
        fila_plan("A-002"),
        fila_plan("A-003", responsable="Luis Gil"),
        fila_plan("A-004", responsable="Eva Paz", inicio=date(2026, 9, 20), fin=date(2026, 12, 1)),
        fila_plan("A-005", responsable="Noé Ríos", inicio=date(2026, 10, 2), fin=date(2026, 12, 1)),
    )
    guardar(almacen, entidad, renglones[0], "uno")
    guardar(almacen, entidad, renglones[2], "dos")
    cierra = disparo(TipoRecordatorio.CORTE_CIERRA, date(2026, 10, 10), "cierra_5", OBJETO_T3)
    abre = disparo(TipoRecordatorio.CORTE_ABRE, date(2026, 7, 11), "abre_0", OBJETO_T3)
    maria, eva = (persona(almacen, entidad, n).id for n in ("María Pérez Gómez", "Eva Paz"))

    # AHORA es 1 de septiembre: la de Eva no ha empezado y al cierre no debe; al abrir se le anuncia.
    assert programar(almacen, entidad, cierra) == 1
    assert programar(almacen, entidad, abre) == 2
    assert sorted(_objetos(almacen)) == sorted((OBJETO_T3, quien) for quien in (maria, maria, eva))
    assert programar(almacen, entidad, cierra, abre) == 0


def test_corte_lo_devuelto_y_lo_importado_no_lo_pagan(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Un reporte de otro corte no quita el aviso de este."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    guardar(almacen, entidad, renglon, "t2", corte=CORTE.anterior())
    cierra = disparo(TipoRecordatorio.CORTE_CIERRA, date(2026, 10, 10), "cierra_5", OBJETO_T3)

    assert programar(almacen, entidad, cierra) == 1


def test_devuelto_va_al_autor_o_al_responsable_si_ya_no_esta(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo devuelto ese día y sin corregir; lo corregido y lo de otro día no."""
    renglones = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"), fila_plan("A-003"))
    autor = alguien(almacen, entidad, "Autor", Rol.RESPONSABLE)
    ido = alguien(almacen, entidad, "Ido", Rol.RESPONSABLE)
    revisor = alguien(almacen, entidad, "Revisor", Rol.PLANEACION)
    avances = [
        guardar(almacen, entidad, renglon, f"a{n}", autor_id=quien.id)
        for n, (renglon, quien) in enumerate(zip(renglones, (autor, ido, autor), strict=True))
    ]
    for avance in avances:
        decidir(almacen, entidad, avance.folio, revisor, Decision.DEVUELTO)
    with almacen.unidad() as unidad:
        unidad.personas.revocar(ido.id)
        unidad.confirmar()
    guardar(almacen, entidad, renglones[2], "corregido", autor_id=autor.id)
    hoy, ayer = (disparo(TipoRecordatorio.DEVUELTO, AHORA.date() - timedelta(days=n)) for n in (0, 1))

    assert programar(almacen, entidad, ayer) == 0
    assert programar(almacen, entidad, hoy) == 2
    maria = persona(almacen, entidad, "María Pérez Gómez")
    assert set(_objetos(almacen)) == {
        (f"reporte:{avances[0].folio}", autor.id),
        (f"reporte:{avances[1].folio}", maria.id),
    }


@pytest.mark.parametrize(("limite", "cuantos"), [(date(2026, 8, 31), 0), (date(2026, 9, 1), 1)])
def test_cola_a_planeacion_si_hay_algo_de_antes(
    almacen: AlmacenSQL, entidad: Entidad, limite: date, cuantos: int
) -> None:
    """Un reporte enviado el 1 de septiembre solo cuenta si ese día ya es demasiado viejo."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    guardar(almacen, entidad, renglon, "uno")
    planeacion = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    alguien(almacen, entidad, "Jefe", Rol.JEFE, EDUCACION)
    toca = disparo(TipoRecordatorio.COLA, date(2026, 8, 31), "cola", "cola", limite=limite)

    assert programar(almacen, entidad, toca) == cuantos
    assert _objetos(almacen) == [("cola", planeacion.id)] * cuantos


def test_contratacion_anunciada_y_sin_cdp(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Ni la que no contrata, ni la que ya tiene CDP: solo la anunciada que no ha empezado."""
    cargar(
        almacen,
        entidad,
        fila_plan("A-001"),
        fila_plan("A-002", contratacion=False),
        fila_plan("A-003"),
        fila_plan("A-004", contratacion=None),
        ejecucion=(fila_ejecucion(actividad_codigo="A-003", bpin=None, cdp=Pesos(5)),),
    )

    assert programar(almacen, entidad, disparo(TipoRecordatorio.CONTRATACION, INICIO)) == 1
    (uno,) = programados(almacen)
    assert uno.actividad_id is not None


def test_contrastes_con_el_criterio_de_las_alertas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Gasto con avance en cero, y avance con apropiación sin obligaciones; lo que cuadra no sale."""
    renglones = cargar(
        almacen,
        entidad,
        fila_plan("A-001"),  # gasto sin avance
        fila_plan("A-002"),  # avance sin gasto
        fila_plan("A-003"),  # avance y gasto
        fila_plan("A-004"),  # nada
        fila_plan("A-005", monto=None),  # avance sin apropiación: no se juzga
        ejecucion=tuple(
            fila_ejecucion(actividad_codigo=codigo, bpin=None, obligaciones=Pesos(5))
            for codigo in ("A-001", "A-003")
        ),
    )
    for n in (1, 2, 4):
        guardar(almacen, entidad, renglones[n], f"a{n}")
    base = date(2026, 9, 30)
    gasto = disparo(TipoRecordatorio.GASTO_SIN_AVANCE, base)
    avance = disparo(TipoRecordatorio.AVANCE_SIN_GASTO, base)

    programar(almacen, entidad, gasto, avance)

    # Van por tipo, en orden de nombre: primero el avance sin gasto.
    assert [uno.actividad_id for uno in programados(almacen)] == [renglones[1].id, renglones[0].id]


def test_escala_a_los_jefes_de_la_dependencia_y_a_planeacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Sube lo vencido sin reporte después del fin y sin reclamo, y solo a la jefatura de su dependencia."""
    renglones = cargar(
        almacen,
        entidad,
        fila_plan("A-001"),
        fila_plan("A-002"),
        fila_plan("A-003"),
        fila_plan("A-004", responsable="\u200b"),
        fila_plan("A-005", dependencia="Secretaría de Salud", fin=date(2026, 9, 16)),
    )
    jefa = alguien(almacen, entidad, "Jefa", Rol.JEFE, EDUCACION)
    alguien(almacen, entidad, "Otro jefe", Rol.JEFE, "Secretaría de Salud")
    planeadora = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    tras = AHORA.replace(day=16)
    guardar(almacen, entidad, renglones[1], "despues", reportado_en=tras)
    guardar(almacen, entidad, renglones[0], "antes", reportado_en=AHORA.replace(day=15))
    importado = OrigenReporte.IMPORTACION  # lo que trae un libro no lo respondió nadie
    guardar(almacen, entidad, renglones[0], "libro", reportado_en=tras, origen=importado)
    maria = persona(almacen, entidad, "María Pérez Gómez")
    with almacen.unidad() as unidad:
        unidad.reclamos.crear(renglones[2].id, maria.id, None, AHORA)
        unidad.confirmar()

    jefatura, planeacion = (
        disparo(tipo, FIN) for tipo in (TipoRecordatorio.ESCALA_JEFATURA, TipoRecordatorio.ESCALA_PLANEACION)
    )
    assert programar(almacen, entidad, jefatura, planeacion) == 4
    suben = {(uno.actividad_id, uno.persona_id) for uno in programados(almacen)}
    assert suben == {(renglones[n].id, quien.id) for n in (0, 3) for quien in (jefa, planeadora)}


def test_lo_de_la_entidad_va_por_papel(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Ley y semana a jefes y planeación, ruta a planeación, diario a administración; al revocado, nada."""
    cargar(almacen, entidad, fila_plan())
    jefa = alguien(almacen, entidad, "Jefa", Rol.JEFE, EDUCACION)
    plan = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    admin = alguien(almacen, entidad, "Admin", Rol.ADMINISTRACION)
    ida = alguien(almacen, entidad, "Ida", Rol.PLANEACION)
    with almacen.unidad() as unidad:
        unidad.personas.revocar(ida.id)
        unidad.confirmar()
    dia = date(2026, 1, 31)
    programar(
        almacen,
        entidad,
        disparo(TipoRecordatorio.LEGAL, dia, objeto="legal:PA-31-ENE"),
        disparo(TipoRecordatorio.RUTA, dia, objeto="ruta:aprobacion"),
        disparo(TipoRecordatorio.RESUMEN_SEMANAL, dia, objeto="semana"),
        disparo(TipoRecordatorio.RESUMEN_DIARIO, dia, objeto="dia"),
    )

    assert set(_objetos(almacen)) == {
        ("legal:PA-31-ENE", jefa.id),
        ("legal:PA-31-ENE", plan.id),
        ("ruta:aprobacion", plan.id),
        ("semana", jefa.id),
        ("semana", plan.id),
        ("dia", admin.id),
    }
