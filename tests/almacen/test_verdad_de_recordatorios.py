"""Si lo programado sigue siendo cierto: lo que lo desmiente, lo que lo cumple y lo que lo calla."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, literal, select, update

from almacen.tablas.esquema import RECORDATORIO
from almacen.tablas.sentencias import momento
from almacen.tablas.unidad import AlmacenSQL
from dominio.modelo.corte import AccionDeCorte, NuevoActo
from dominio.modelo.entidad import Entidad
from dominio.modelo.identidad import IdPersona
from dominio.modelo.persona import Persona, Rol
from dominio.modelo.plan import Renglon
from dominio.modelo.recordatorio import EstadoRecordatorio
from dominio.modelo.revision import Decision
from dominio.modelo.ruta import NuevoPlazo, Paso
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, FechaLegal, Silencio, TipoRecordatorio
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import BOGOTA
from dominio.valores.porcentaje import Porcentaje
from recordatorios.calendario import calendario_de
from tests.almacen.hechos import AHORA, CORTE, UN_MINUTO, VIGENCIA, cargar, fila_ejecucion, fila_plan
from tests.almacen.recordar import alguien, disparo, motivo, programados, programar, verificar
from tests.almacen.revisiones import decidir, guardar

FIN = date(2026, 9, 15)
INICIO = date(2026, 1, 15)
T3 = "corte:2026-T3"
CIERRE = date(2026, 10, 10)
LUEGO = AHORA + timedelta(hours=1)
DIEZ = Porcentaje(1000)
CIEN = Porcentaje(10_000)

Cambio = Callable[[AlmacenSQL, Entidad, Renglon], object]


def _reportar(cuando: datetime, **mas: Any) -> Cambio:
    return lambda almacen, entidad, renglon: guardar(
        almacen, entidad, renglon, "reporte", reportado_en=cuando, **mas
    )


def _replan(*codigo: str, **cambios: Any) -> Cambio:
    return lambda almacen, entidad, _: cargar(almacen, entidad, fila_plan(*codigo, **cambios))


def _unidad(hacer: Callable[[Any, Entidad, Renglon], object]) -> Cambio:
    def cambio(almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon) -> None:
        with almacen.unidad() as unidad:
            hacer(unidad, entidad, renglon)
            unidad.confirmar()

    return cambio


def _callar(clave: str, hasta: datetime | None = None) -> Cambio:
    return _unidad(
        lambda unidad, _, renglon: unidad.preferencias.silenciar(
            Silencio(IdPersona(renglon.responsable_id or 0), clave.format(n=renglon.id), hasta, AHORA)
        )
    )


def _ajustar(tipo: TipoRecordatorio, **cambios: Any) -> Cambio:
    return _unidad(
        lambda unidad, entidad, _: unidad.preferencias.ajustar(
            entidad.id, AjusteDeRecordatorio(tipo, **cambios), None, AHORA
        )
    )


def _reclamar(almacen: AlmacenSQL, entidad: Entidad, renglon: Renglon) -> None:
    assert renglon.responsable_id is not None
    with almacen.unidad() as unidad:
        unidad.reclamos.crear(renglon.id, renglon.responsable_id, "No es de mi oficina", AHORA)
        unidad.confirmar()


def _acto(accion: AccionDeCorte, hasta: date | None = None) -> Cambio:
    return _unidad(
        lambda unidad, entidad, _: unidad.cortes.guardar(
            NuevoActo(entidad.id, CORTE, 1, accion, hasta, "Motivo", None, AHORA)
        )
    )


NADA: Cambio = lambda *_: None  # noqa: E731 - así se lee en la tabla como los demás


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (_reportar(AHORA - UN_MINUTO, porcentaje=DIEZ), None),
        (_reportar(AHORA + UN_MINUTO, porcentaje=DIEZ), "cumplido"),
        (_reportar(AHORA - UN_MINUTO, porcentaje=CIEN), "cumplido"),
        (_replan(fin=date(2026, 10, 1)), "cancelado"),
        (_replan(responsable="Otra Persona"), "cancelado"),
        (_replan("A-999"), "cancelado"),
        (_reclamar, "cancelado"),
        (_ajustar(TipoRecordatorio.PLAZO, activo=False), "cancelado"),
        (_ajustar(TipoRecordatorio.VENCIDA, activo=False), None),
        (_callar("tipo:plazo"), "silenciado"),
        (_callar("actividad:{n}"), "silenciado"),
        (_callar("tipo:vencida"), None),
        (_callar("tipo:plazo", AHORA), None),
    ],
)
def test_plazo(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None) -> None:
    """Misma fecha, misma persona, sin terminar, sin reporte posterior, sin reclamo y sin callar."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad, LUEGO) == esperado


def test_lo_que_ya_no_sirve_esta_vencido(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Pasada su hora es vencido, pero lo cumplido se cuenta cumplido."""
    renglones = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))
    guardar(almacen, entidad, renglones[0], "uno", reportado_en=LUEGO)

    verdades = verificar(almacen, entidad, AHORA + timedelta(days=1))

    assert sorted(str(verdad.motivo) for verdad in verdades.values()) == ["cumplido", "vencido"]


def test_texto_propio_viaja_en_el_detalle(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La primera línea que la entidad escribió va con la verdad; sin ella, nada."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))
    (sin,) = verificar(almacen, entidad).values()
    _ajustar(TipoRecordatorio.PLAZO, texto="Atención: {codigo}")(almacen, entidad, renglon)

    (con,) = verificar(almacen, entidad).values()

    assert (dict(sin.detalle), dict(con.detalle)) == ({}, {"texto": "Atención: {codigo}"})


def test_lo_pospuesto_se_mira_desde_la_primera_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Reportó entre que tocó y la hora a la que lo dejó: no vuelve."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN, "faltan_7"))
    (raiz,) = programados(almacen)
    with almacen.unidad() as unidad:
        columnas = [c for c in RECORDATORIO.c if c.name not in ("id", "clave", "programado", "raiz_id")]
        nueva = select(literal(raiz.clave + "|p1"), momento("vuelve"), literal(raiz.id), *columnas)
        unidad._conexion.execute(
            insert(RECORDATORIO).from_select(
                ["clave", "programado", "raiz_id", *(c.name for c in columnas)], nueva
            ),
            {"vuelve": LUEGO + timedelta(hours=1)},
        )
        unidad.confirmar()
    pospuesta = programados(almacen)[1].id
    antes = verificar(almacen, entidad, LUEGO, [pospuesta])[pospuesta]
    guardar(almacen, entidad, renglon, "entre", reportado_en=LUEGO)

    despues = verificar(almacen, entidad, LUEGO, [pospuesta])[pospuesta]

    assert (antes.motivo, despues.motivo) == (None, EstadoRecordatorio.CUMPLIDO)


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (_reportar(AHORA, porcentaje=DIEZ), "cumplido"),
        (_acto(AccionDeCorte.CERRAR), "cancelado"),
        (_acto(AccionDeCorte.PRORROGAR, date(2026, 10, 20)), "cancelado"),
        (_callar("tipo:corte_cierra"), "silenciado"),
        (_callar("actividad:{n}"), None),
    ],
)
def test_cierre_del_corte(
    almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None
) -> None:
    """El corte recibe, cierra el mismo día y la persona debe algo; si no, no se le dice."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.CORTE_CIERRA, CIERRE, "cierra_5", T3))

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad) == esperado


def test_corte_dice_cuantas_faltan_y_cuando_cierra(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El detalle trae el corte, las que debe esa persona hoy y el último día."""
    renglones = cargar(almacen, entidad, *(fila_plan(f"A-00{n}") for n in (1, 2, 3)))
    programar(almacen, entidad, disparo(TipoRecordatorio.CORTE_CIERRA, CIERRE, "cierra_5", T3))
    guardar(almacen, entidad, renglones[0], "una")

    (verdad,) = verificar(almacen, entidad).values()

    assert verdad.motivo is None
    assert verdad.detalle == {"corte": "2026-T3", "faltan": 2, "cierre": "2026-10-10", "dias": 28}


@pytest.mark.parametrize(("corrige", "esperado"), [(False, None), (True, "cumplido")])
def test_devuelto(almacen: AlmacenSQL, entidad: Entidad, esperado: str | None, *, corrige: bool) -> None:
    """Corregido antes de salir, no sale; si sigue, dice qué pidió quien revisó."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    autor = alguien(almacen, entidad, "Autor", Rol.RESPONSABLE)
    revisor = alguien(almacen, entidad, "Revisor", Rol.PLANEACION)
    avance = guardar(almacen, entidad, renglon, "uno", autor_id=autor.id)
    decidir(almacen, entidad, avance.folio, revisor, Decision.DEVUELTO)
    programar(almacen, entidad, disparo(TipoRecordatorio.DEVUELTO, AHORA.date(), "devuelto_3"))
    if corrige:
        guardar(almacen, entidad, renglon, "dos", autor_id=autor.id)

    (verdad,) = verificar(almacen, entidad).values()

    assert (verdad.motivo.value if verdad.motivo else None) == esperado
    if not corrige:
        assert verdad.detalle == {"folio": avance.folio, "observacion": "Falta el soporte."}


def test_cola_vacia_o_reciente_no_se_recuerda(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cuenta lo que lleva más de cinco hábiles; revisado, o si todavía es reciente, no sale."""
    renglones = cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    planeadora = alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    avances = [
        guardar(almacen, entidad, r, f"a{n}", reportado_en=AHORA + n * UN_MINUTO)
        for n, r in enumerate(renglones)
    ]
    toca = disparo(TipoRecordatorio.COLA, AHORA.date(), "cola", "cola", limite=AHORA.date())
    assert programar(almacen, entidad, toca) == 1
    ids = [uno.id for uno in programados(almacen)]
    # Martes 1 de septiembre: el martes 8 van cinco hábiles; el miércoles 9, más de cinco.
    martes, miercoles = (datetime(2026, 9, dia, 8, tzinfo=BOGOTA) for dia in (8, 9))
    with almacen.unidad() as unidad:
        alargar = update(RECORDATORIO).values(caduca=miercoles + timedelta(days=9))
        unidad._conexion.execute(alargar)
        unidad.confirmar()

    reciente = verificar(almacen, entidad, martes, ids)[ids[0]]
    vieja = verificar(almacen, entidad, miercoles, ids)[ids[0]]
    for avance in avances:
        decidir(almacen, entidad, avance.folio, planeadora, Decision.APROBADO)
    revisada = verificar(almacen, entidad, miercoles, ids)[ids[0]]

    assert reciente.motivo is EstadoRecordatorio.CUMPLIDO
    assert (vieja.motivo, vieja.detalle) == (None, {"pendientes": 2, "dias": 6})
    assert revisada.motivo is EstadoRecordatorio.CUMPLIDO


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (_replan(contratacion=False), "cumplido"),
        (_replan(inicio=date(2026, 2, 1)), "cancelado"),
        (_replan(responsable="Otra Persona"), "cancelado"),
        (_reclamar, "cancelado"),
    ],
)
def test_contratacion(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None) -> None:
    """Sigue anunciada, sin CDP ni compromisos, y empezaba el mismo día."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    programar(almacen, entidad, disparo(TipoRecordatorio.CONTRATACION, INICIO, "contratacion_10"))

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad) == esperado


def test_gasto_sin_avance_se_cuadra_reportando(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Con avance reportado ya no hay gasto sin avance."""
    gastado = (fila_ejecucion(actividad_codigo="A-001", bpin=None, obligaciones=Pesos(5)),)
    (renglon,) = cargar(almacen, entidad, fila_plan(), ejecucion=gastado)
    programar(almacen, entidad, disparo(TipoRecordatorio.GASTO_SIN_AVANCE, CORTE.hasta))
    antes = motivo(almacen, entidad)
    guardar(almacen, entidad, renglon, "uno", reportado_en=AHORA - UN_MINUTO)

    assert (antes, motivo(almacen, entidad)) == (None, "cumplido")


@pytest.mark.parametrize(
    ("cambio", "esperado"),
    [
        (NADA, None),
        (_reportar(AHORA.replace(day=16), porcentaje=DIEZ), "cumplido"),
        (_reportar(AHORA.replace(day=15), porcentaje=DIEZ), None),
        (_reportar(AHORA.replace(day=15), porcentaje=CIEN), "cumplido"),
        (_replan(fin=date(2026, 10, 1)), "cancelado"),
        (_replan("A-999"), "cancelado"),
        (_reclamar, "cancelado"),
        (_replan(responsable="Otra Persona"), None),
    ],
)
def test_escala(almacen: AlmacenSQL, entidad: Entidad, cambio: Cambio, esperado: str | None) -> None:
    """Sigue vencida, nadie reportó después del fin y nadie dice que no es suya."""
    (renglon,) = cargar(almacen, entidad, fila_plan())
    alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)
    assert programar(
        almacen, entidad, disparo(TipoRecordatorio.ESCALA_PLANEACION, FIN, "escala_planeacion_5")
    )

    cambio(almacen, entidad, renglon)

    assert motivo(almacen, entidad) == esperado


def test_escala_de_quien_dejo_de_ser_jefe(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Si a la persona se le revoca entre que tocó y que sale, no se le manda."""
    cargar(almacen, entidad, fila_plan())
    jefa = alguien(almacen, entidad, "Jefa", Rol.JEFE, "Secretaría de Educación")
    programar(almacen, entidad, disparo(TipoRecordatorio.ESCALA_JEFATURA, FIN))
    antes = motivo(almacen, entidad)
    with almacen.unidad() as unidad:
        unidad.personas.revocar(jefa.id)
        unidad.confirmar()

    assert (antes, motivo(almacen, entidad)) == (None, "cancelado")


def _de_planeacion(almacen: AlmacenSQL, entidad: Entidad) -> Persona:
    cargar(almacen, entidad, fila_plan())
    return alguien(almacen, entidad, "Planeadora", Rol.PLANEACION)


def test_ley_no_se_calla_y_dice_la_prorroga(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Callar el tipo no sirve; el sábado 31 de enero de 2026 muestra el lunes 2 como dato."""
    quien = _de_planeacion(almacen, entidad)
    toca = disparo(TipoRecordatorio.LEGAL, date(2026, 1, 31), "legal_0", "legal:PA-31-ENE")
    programar(almacen, entidad, toca)
    with almacen.unidad() as unidad:
        unidad.preferencias.silenciar(Silencio(IdPersona(quien.id), "tipo:fecha_legal", None, AHORA))
        unidad.confirmar()

    (verdad,) = verificar(almacen, entidad).values()

    assert verdad.motivo is None
    assert (verdad.detalle["norma"], verdad.detalle["fecha"], verdad.detalle["prorroga"]) == (
        "Ley 1474 de 2011 art. 74",
        "2026-01-31",
        "2026-02-02",
    )


@pytest.mark.parametrize(("mes", "activa", "esperado"), [(1, False, "cancelado"), (2, True, "cancelado")])
def test_fecha_legal_apagada_o_movida(
    almacen: AlmacenSQL, entidad: Entidad, mes: int, esperado: str, *, activa: bool
) -> None:
    """Apagada o cambiada de día, lo viejo no sale."""
    _de_planeacion(almacen, entidad)
    toca = disparo(TipoRecordatorio.LEGAL, date(2026, 1, 31), "legal_0", "legal:PA-31-ENE")
    programar(almacen, entidad, toca)
    nueva = FechaLegal("PA-31-ENE", "Publicar", "Norma", mes, 28, activa=activa)
    with almacen.unidad() as unidad:
        unidad.preferencias.guardar_fecha(entidad.id, nueva, None, AHORA)
        unidad.confirmar()

    assert motivo(almacen, entidad) == esperado


def test_plazo_de_la_ruta_movido(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Mientras el plazo sea el mismo es cierto; movido, lo viejo se cancela."""
    _de_planeacion(almacen, entidad)

    def fijar(dia: date) -> None:
        with almacen.unidad() as unidad:
            unidad.ruta.fijar_plazo(
                NuevoPlazo(entidad.id, VIGENCIA, Paso.REMISION, dia, "Circular", None, AHORA)
            )
            unidad.confirmar()

    fijar(date(2026, 9, 4))
    programar(almacen, entidad, disparo(TipoRecordatorio.RUTA, date(2026, 9, 4), "ruta_3", "ruta:remision"))
    (verdad,) = verificar(almacen, entidad).values()
    fijar(date(2026, 9, 11))

    assert (verdad.motivo, verdad.detalle["norma"], verdad.detalle["dias"]) == (None, "Circular", 3)
    assert motivo(almacen, entidad) == "cancelado"


def test_muchos_a_la_vez_cuestan_las_mismas_consultas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Verificar cuarenta hace tantas consultas como verificar uno."""
    cargar(almacen, entidad, *(fila_plan(f"A-{n:03}", responsable=f"Persona {n}") for n in range(40)))
    programar(
        almacen,
        entidad,
        disparo(TipoRecordatorio.PLAZO, FIN),
        disparo(TipoRecordatorio.CORTE_CIERRA, CIERRE, "cierra_5", T3),
    )
    por_objeto: dict[str, list[int]] = {}
    for uno in programados(almacen):
        por_objeto.setdefault(uno.objeto.split(":")[0], []).append(uno.id)

    def consultas(ids: list[int]) -> int:
        with almacen.lectura() as unidad:
            hechas: list[str] = []
            event.listen(unidad._conexion, "before_cursor_execute", lambda *a: hechas.append(a[2]))
            unidad.recordatorios.verificar(ids, AHORA, {entidad.id: calendario_de(entidad)})
        return len(hechas)

    uno_de_cada = [ids[0] for ids in por_objeto.values()]
    todos = [numero for ids in por_objeto.values() for numero in ids]

    assert len(todos) == 80
    assert consultas(todos) == consultas(uno_de_cada) <= 8


def test_sale_todo_lo_pedido_y_nada_mas(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Lo que no está entre lo pedido no sale, y lo pedido sale todo."""
    cargar(almacen, entidad, fila_plan("A-001"), fila_plan("A-002"))
    programar(almacen, entidad, disparo(TipoRecordatorio.PLAZO, FIN))
    primero, segundo = (uno.id for uno in programados(almacen))

    assert set(verificar(almacen, entidad, ids=[primero])) == {primero}
    assert set(verificar(almacen, entidad)) == {primero, segundo}
    assert verificar(almacen, entidad, ids=[]) == {}
