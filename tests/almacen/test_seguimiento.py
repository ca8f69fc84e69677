"""Reportes y recordatorios cruzados: a mano con papel, y contra un cálculo aparte sobre datos al azar."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import insert

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.reporte import OrigenReporte
from dominio.modelo.seguimiento import FiltroDeEnviados, LlegadaDeReporte
from dominio.valores.fechas import Corte
from tests.almacen.hechos import CORTE, VIGENCIA, cargar, fila_plan, nuevo_avance, una_entidad

_CLAVES = count(1)
ABRE = datetime(2026, 7, 11, 5, tzinfo=UTC)  # medianoche de Bogotá


def _dia(numero: int, hora: int = 13) -> datetime:
    """El día ``numero`` desde que abrió el corte, a esa hora UTC (13 = 8:00 de Bogotá)."""
    return datetime(2026, 7, 11, tzinfo=UTC) + timedelta(days=numero, hours=hora)


def _recordar(unidad: UnidadSQL, entidad: Entidad, persona: Persona, en: datetime, **cambios: Any) -> None:
    """Un recordatorio ya resuelto."""
    actividad: Renglon | None = cambios.pop("actividad", None)
    datos = {
        "clave": f"prueba-{next(_CLAVES)}",
        "entidad_id": entidad.id,
        "vigencia": VIGENCIA.anio,
        "tipo": "plazo",
        "hito": "faltan_3",
        "objeto": "" if actividad is None else f"actividad:{actividad.id}",
        "actividad_id": None if actividad is None else actividad.id,
        "persona_id": persona.id,
        "fin": date(2026, 9, 15),
        "programado": en,
        "caduca": en + timedelta(days=1),
        "estado": "enviado",
        "resuelto_en": en,
        "destinatario_id": persona.id,
        "pospuestas": 0,
    }
    unidad._conexion.execute(insert(RECORDATORIO), [datos | cambios])


def _persona(almacen: AlmacenSQL, entidad: Entidad, nombre: str) -> Persona:
    with almacen.unidad() as unidad:
        hallada = unidad.personas.por_nombre(entidad.id, nombre)
        persona = hallada or unidad.personas.crear(NuevaPersona(entidad.id, nombre, Rol.RESPONSABLE))
        unidad.confirmar()
    return persona


def _reportar(unidad: UnidadSQL, entidad: Entidad, renglon: Renglon, en: datetime, **cambios: Any) -> None:
    unidad.reportes.guardar_avance(
        nuevo_avance(entidad, renglon, f"envio-{next(_CLAVES)}", reportado_en=en, **cambios)
    )


def test_llegadas_el_primer_reporte_que_cuenta(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Una por actividad; ni otro corte, ni lo importado, ni otra entidad; tarde solo si todo llegó tarde."""
    uno, dos, tres = cargar(almacen, entidad, *(fila_plan(f"A-00{n}") for n in (1, 2, 3)))
    otra = una_entidad(almacen, "76002")
    (ajena,) = cargar(almacen, otra, fila_plan("A-001"))
    with almacen.unidad() as unidad:
        _reportar(unidad, entidad, uno, _dia(3))
        _reportar(unidad, entidad, uno, _dia(9), extemporaneo=True)
        _reportar(unidad, entidad, dos, _dia(1), corte=Corte.de("2026-T2"))
        _reportar(unidad, entidad, dos, _dia(2), origen=OrigenReporte.IMPORTACION)
        _reportar(unidad, entidad, tres, _dia(5), extemporaneo=True)
        _reportar(unidad, otra, ajena, _dia(1))
        unidad.confirmar()
    with almacen.lectura() as unidad:
        llegadas = unidad.seguimiento.llegadas(entidad.id, CORTE)

    assert llegadas == [
        LlegadaDeReporte(uno.id, None, _dia(3), tarde=False),
        LlegadaDeReporte(tres.id, None, _dia(5), tarde=True),
    ]


def test_antes_del_reporte_el_ultimo_de_todos_y_el_de_quien_reporto(
    almacen: AlmacenSQL, entidad: Entidad
) -> None:
    """Lo de antes de abrir, lo de después del reporte, lo que no salió y lo de otra actividad no cuenta."""
    uno, dos, tres = cargar(almacen, entidad, *(fila_plan(f"A-00{n}") for n in (1, 2, 3)))
    maria = _persona(almacen, entidad, "María Pérez Gómez")
    jefe = _persona(almacen, entidad, "Jorge Paz")
    with almacen.unidad() as unidad:
        for renglon in (uno, dos, tres):
            _reportar(unidad, entidad, renglon, _dia(10), autor_id=maria.id)
        _recordar(unidad, entidad, maria, _dia(-2), actividad=uno, hito="faltan_15")
        _recordar(unidad, entidad, maria, _dia(4), actividad=uno)
        _recordar(
            unidad, entidad, jefe, _dia(6), actividad=uno, tipo="escala_jefatura", hito="escala_jefatura_3"
        )
        _recordar(unidad, entidad, maria, _dia(7), actividad=uno, estado="silenciado")
        _recordar(unidad, entidad, maria, _dia(11), actividad=uno, hito="vence_hoy")
        _recordar(unidad, entidad, maria, _dia(5), tipo="corte_abre", hito="abre_0", objeto="corte:2026-T3")
        _recordar(unidad, entidad, maria, _dia(6), tipo="corte_abre", hito="abre_0", objeto="corte:2026-T4")
        _recordar(unidad, entidad, jefe, _dia(8), tipo="corte_abre", hito="abre_0", objeto="corte:2026-T3")
        unidad.confirmar()
    with almacen.lectura() as unidad:
        hallados = unidad.seguimiento.antes_del_reporte(entidad.id, CORTE, ABRE)

    def visto(renglon: Renglon) -> list[tuple[str, datetime, bool, bool]]:
        return [(a.hito, a.en, a.ultimo, a.suyo) for a in hallados if a.actividad_id == renglon.id]

    assert visto(uno) == [("escala_jefatura_3", _dia(6), True, False), ("abre_0", _dia(5), False, True)]
    assert visto(dos) == visto(tres) == [("abre_0", _dia(5), True, True)]


def test_cuentas_y_salidas_por_dependencia(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Por tipo, estado y respuesta, entre dos instantes; lo de una actividad es de su dependencia."""
    uno, dos = cargar(
        almacen,
        entidad,
        fila_plan("A-001"),
        fila_plan("A-002", dependencia_codigo="20", dependencia="Salud", responsable="Luz Dary Angulo"),
    )
    maria, luz = (_persona(almacen, entidad, n) for n in ("María Pérez Gómez", "Luz Dary Angulo"))
    with almacen.unidad() as unidad:
        _recordar(unidad, entidad, maria, _dia(1), actividad=uno, respuesta="pospuesto")
        _recordar(unidad, entidad, maria, _dia(2), actividad=uno, respuesta="pospuesto")
        _recordar(unidad, entidad, luz, _dia(2), actividad=dos)
        _recordar(unidad, entidad, luz, _dia(3), actividad=dos, estado="programado", resuelto_en=None)
        _recordar(unidad, entidad, luz, _dia(20), actividad=dos)
        _recordar(unidad, entidad, luz, _dia(2), tipo="corte_abre", objeto="corte:2026-T3")
        _recordar(unidad, entidad, maria, _dia(1), tipo="corte_abre", objeto="corte:2026-T3")
        unidad.confirmar()
    with almacen.lectura() as unidad:
        entre = (ABRE, _dia(20))
        todas = unidad.seguimiento.cuentas(entidad.id, VIGENCIA, entre)
        de_salud = unidad.seguimiento.cuentas(entidad.id, VIGENCIA, entre, dos.dependencia_id)
        salidas = unidad.seguimiento.salidas_del_corte(entidad.id, CORTE)

    vistas = {(c.tipo.value, c.respuesta and c.respuesta.value): (c.cuantos, c.personas) for c in todas}
    assert vistas == {("plazo", "pospuesto"): (2, 1), ("plazo", None): (1, 1), ("corte_abre", None): (2, 2)}
    # Las personas que vienen en el plan son de la dependencia de su renglón.
    assert {(c.tipo.value, c.cuantos) for c in de_salud} >= {("plazo", 1)}
    assert all(c.respuesta is None for c in de_salud)
    assert salidas == [_dia(1), _dia(2)]


def test_enviados_en_orden_entre_dos_dias_de_bogota(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El último día entra entero, hasta su medianoche; lo programado no es de la lista."""
    (uno,) = cargar(almacen, entidad, fila_plan("A-001"))
    maria, delegada = (_persona(almacen, entidad, n) for n in ("María Pérez Gómez", "Sara Mina"))
    with almacen.unidad() as unidad:
        _recordar(unidad, entidad, maria, _dia(3, 4), actividad=uno, lote=9, destinatario_id=delegada.id)
        _recordar(unidad, entidad, maria, _dia(3, 6), actividad=uno)
        _recordar(unidad, entidad, maria, _dia(1, 5), estado="vencido", destinatario_id=None, objeto="semana")
        _recordar(unidad, entidad, maria, _dia(1, 4), actividad=uno)
        _recordar(unidad, entidad, maria, _dia(2), actividad=uno, estado="programado", resuelto_en=None)
        unidad.confirmar()
    with almacen.lectura() as unidad:
        filtro = FiltroDeEnviados(date(2026, 7, 12), date(2026, 7, 13))
        filas = unidad.seguimiento.enviados(entidad.id, VIGENCIA, filtro)
        todas = unidad.seguimiento.enviados(entidad.id, VIGENCIA, FiltroDeEnviados())

    assert [(f.en, f.persona, f.destinatario, f.actividad_codigo, f.mensaje, f.objeto) for f in filas] == [
        (_dia(1, 5), "María Pérez Gómez", None, None, None, "semana"),
        (_dia(3, 4), "María Pérez Gómez", "Sara Mina", "A-001", 9, f"actividad:{uno.id}"),
    ]
    assert len(todas) == 4


@pytest.mark.parametrize("semilla", [1, 2, 3])
def test_al_azar_lo_mismo_que_mirando_fila_por_fila(
    almacen: AlmacenSQL, entidad: Entidad, semilla: int
) -> None:
    """Cien reportes y trescientos recordatorios: la base responde lo que da recorrerlos uno por uno."""
    azar = random.Random(semilla)
    nombres = ["María Pérez Gómez", "Luz Dary Angulo", "Beto Díaz Mora"]
    renglones = cargar(
        almacen, entidad, *(fila_plan(f"A-{n:03}", responsable=azar.choice(nombres)) for n in range(40))
    )
    personas = [_persona(almacen, entidad, nombre) for nombre in nombres]
    reportes: list[tuple[Renglon, datetime, int, bool]] = []
    recuerdos: list[dict[str, Any]] = []
    with almacen.unidad() as unidad:
        for _vez in range(100):
            renglon, en = azar.choice(renglones[:30]), _instante(azar)
            autor, tarde = azar.choice(personas), azar.random() < 0.3
            corte = azar.choice((CORTE, CORTE, Corte.de("2026-T2")))
            _reportar(unidad, entidad, renglon, en, autor_id=autor.id, extemporaneo=tarde, corte=corte)
            if corte == CORTE:
                reportes.append((renglon, en, autor.id, tarde))
        for _vez in range(300):
            recuerdo = _un_recuerdo(azar, renglones, personas)
            recuerdos.append(recuerdo)
            _recordar(unidad, entidad, **recuerdo)
        unidad.confirmar()
    with almacen.lectura() as unidad:
        llegadas = unidad.seguimiento.llegadas(entidad.id, CORTE)
        antes = unidad.seguimiento.antes_del_reporte(entidad.id, CORTE, ABRE)

    assert {(x.actividad_id, x.en, x.autor_id, x.tarde) for x in llegadas} == set(_primeros(reportes))
    assert len(llegadas) == len({x.actividad_id for x in llegadas})
    esperados = {
        fila for primero in _primeros(reportes) for fila in _los_de_antes(primero, renglones, recuerdos)
    }
    assert {(a.actividad_id, a.en, a.ultimo, a.suyo) for a in antes} == esperados


def _instante(azar: random.Random) -> datetime:
    """Al microsegundo, para que no haya dos iguales."""
    return ABRE + timedelta(microseconds=azar.randrange(-5 * 86_400_000_000, 80 * 86_400_000_000))


def _un_recuerdo(azar: random.Random, renglones: list[Renglon], personas: list[Persona]) -> dict[str, Any]:
    recuerdo: dict[str, Any] = {
        "persona": azar.choice(personas),
        "en": _instante(azar),
        "estado": azar.choice(("enviado", "enviado", "enviado", "vencido")),
        "destinatario_id": azar.choice([None, *(p.id for p in personas)]),
    }
    if azar.random() < 0.7:
        return recuerdo | {"actividad": azar.choice(renglones)}
    return recuerdo | {"objeto": azar.choice(("corte:2026-T3", "corte:2026-T2")), "tipo": "corte_abre"}


def _primeros(
    reportes: list[tuple[Renglon, datetime, int, bool]],
) -> list[tuple[int, datetime, int, bool]]:
    hallados: list[tuple[int, datetime, int, bool]] = []
    for actividad in {renglon.id for renglon, *_ in reportes}:
        suyos = sorted((en, autor, tarde) for r, en, autor, tarde in reportes if r.id == actividad)
        hallados.append((actividad, suyos[0][0], suyos[0][1], all(tarde for *_, tarde in suyos)))
    return hallados


def _los_de_antes(
    primero: tuple[int, datetime, int, bool], renglones: list[Renglon], recuerdos: list[dict[str, Any]]
) -> set[tuple[int, datetime, bool, bool]]:
    actividad, llego, autor, _tarde = primero
    responsable = next(r.responsable_id for r in renglones if r.id == actividad)
    sirven = []
    for r in recuerdos:
        if r["estado"] != "enviado" or not ABRE <= r["en"] <= llego:
            continue
        recibio = r["destinatario_id"] or r["persona"].id
        de_ella = "actividad" in r and r["actividad"].id == actividad
        del_corte = r.get("objeto") == "corte:2026-T3" and (
            r["persona"].id == responsable or recibio == autor
        )
        if de_ella or del_corte:
            sirven.append((r["en"], autor in (r["persona"].id, r["destinatario_id"])))
    suyos = [par for par in sirven if par[1]]
    ultimos = {max(sirven)} if sirven else set()
    marcados = ultimos | ({max(suyos)} if suyos else set())
    return {(actividad, en, (en, suyo) in ultimos, suyo) for en, suyo in marcados}


def test_antes_del_reporte_no_mezcla_entidades(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Un recordatorio con otra entidad u otra vigencia no es de este corte."""
    (uno,) = cargar(almacen, entidad, fila_plan("A-001"))
    maria = _persona(almacen, entidad, "María Pérez Gómez")
    otra = una_entidad(almacen, "76002")
    with almacen.unidad() as unidad:
        _reportar(unidad, entidad, uno, _dia(10), autor_id=maria.id)
        _recordar(unidad, otra, maria, _dia(4), actividad=uno)
        _recordar(unidad, entidad, maria, _dia(4), actividad=uno, vigencia=2025)
        unidad.confirmar()
    with almacen.lectura() as unidad:
        assert unidad.seguimiento.antes_del_reporte(entidad.id, CORTE, ABRE) == []
        assert unidad.seguimiento.enviados(otra.id, replace(VIGENCIA, anio=2025), FiltroDeEnviados()) == []
