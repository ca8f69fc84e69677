"""El programador: todos los planes vivos, lo que cambia en el día y lo que cuesta no hacer nada."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from almacen.tablas.esquema import RECORDATORIO
from dominio.modelo.auditoria import Anotacion
from dominio.modelo.marca import ClaseDeMarca, NuevaMarca
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.remision import NuevaPublicacion
from dominio.modelo.ruta import NuevoPlazo, Paso, Requisito
from dominio.modelo.tipo_de_recordatorio import AjusteDeRecordatorio, TipoRecordatorio
from dominio.puertos.unidad import UnidadDeTrabajo
from dominio.valores.fechas import Vigencia
from recordatorios.calendario import calendario_de
from recordatorios.programacion import Programador
from recordatorios.verdad import verificar
from tests.recordatorios.plan_chico import Actividad, Escena, bogota

JUNIO_30 = date(2026, 6, 30)


def _hitos(lugar: Escena) -> list[str]:
    """Los hitos programados, en orden."""
    with lugar.almacen.lectura() as unidad:
        consulta = select(RECORDATORIO.c.hito).order_by(RECORDATORIO.c.hito, RECORDATORIO.c.id)
        return list(unidad._conexion.execute(consulta).scalars())


def _programar(programador: Programador, lugar: Escena, *instantes: str) -> list[int]:
    return [programador.programar(lugar.almacen, bogota(instante)) for instante in instantes]


def _anotar(lugar: Escena, accion: str, cuando: str) -> None:
    with lugar.almacen.unidad() as unidad:
        unidad.auditoria.anotar(
            Anotacion(lugar.entidad.id, None, accion, "plan", None, None, None, "cli"), bogota(cuando)
        )
        unidad.confirmar()


def _persona(lugar: Escena, nombre: str, rol: Rol) -> None:
    with lugar.almacen.unidad() as unidad:
        unidad.personas.crear(NuevaPersona(lugar.entidad.id, nombre, rol))
        unidad.confirmar()


def test_a_la_medianoche_queda_programado_lo_del_dia(lugar: Escena) -> None:
    """Un barrido cualquiera del día lo programa una vez; los siguientes no agregan."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    programador = Programador(calendario_de)

    hechos = _programar(
        programador, lugar, "2026-06-24T00:00", "2026-06-24T00:01", "2026-06-24T12:00", "2026-06-25T00:00"
    )

    assert hechos == [1, 0, 0, 0]
    assert _hitos(lugar) == ["faltan_3"]


def test_ve_el_cambio_del_plan_del_mismo_dia(lugar: Escena) -> None:
    """Una importación deja traza y el minuto siguiente ya programa lo nuevo; un reporte no hace mirar."""
    lugar.plan([Actividad("A-012", date(2026, 12, 1))])
    programador = Programador(calendario_de)
    _programar(programador, lugar, "2026-06-24T00:00")
    lugar.plan([Actividad("A-012", JUNIO_30)])

    sin_traza = _programar(programador, lugar, "2026-06-24T01:00")
    _anotar(lugar, "registrar_avance", "2026-06-24T01:01")
    con_reporte = _programar(programador, lugar, "2026-06-24T01:02")
    _anotar(lugar, "importar", "2026-06-24T01:03")
    con_importacion = _programar(programador, lugar, "2026-06-24T01:04")

    assert (sin_traza, con_reporte, con_importacion) == ([0], [0], [1])


def test_cada_seis_horas_repasa_aunque_la_traza_no_diga(lugar: Escena) -> None:
    """Lo que entró a la base sin traza se ve a más tardar seis horas después."""
    lugar.plan([Actividad("A-012", date(2026, 12, 1))])
    programador = Programador(calendario_de)
    _programar(programador, lugar, "2026-06-24T00:00")
    lugar.plan([Actividad("A-012", JUNIO_30)])

    assert _programar(programador, lugar, "2026-06-24T05:59", "2026-06-24T06:00") == [0, 1]


def test_dos_programadores_no_repiten(lugar: Escena) -> None:
    """Dos procesos programan lo mismo y queda una fila."""
    lugar.plan([Actividad("A-012", JUNIO_30)])

    uno, otro = Programador(calendario_de), Programador(calendario_de)

    assert _programar(uno, lugar, "2026-06-24T00:00") + _programar(otro, lugar, "2026-06-24T00:00") == [1, 0]


def test_el_reloj_que_salta_no_repite_ni_pierde(lugar: Escena) -> None:
    """Una hora atrás no agrega; un día adelante programa lo de ese día."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", date(2026, 7, 1))])
    programador = Programador(calendario_de)

    assert _programar(
        programador, lugar, "2026-06-24T08:00", "2026-06-24T07:00", "2026-06-25T07:00", "2026-06-24T07:00"
    ) == [1, 0, 1, 0]


def test_tras_tres_dias_abajo_lo_perdido_queda_contado(lugar: Escena) -> None:
    """Al volver, de cada fecha queda el último hito; el que ya no sirve entra caducado."""
    lugar.plan([Actividad("A-012", JUNIO_30), Actividad("A-013", date(2026, 12, 1), "Luis Gil")])
    _programar(Programador(calendario_de), lugar, "2026-06-04T00:00")  # «faltan 15», para que ya haya alguno

    _programar(Programador(calendario_de), lugar, "2026-06-20T10:00")

    with lugar.almacen.lectura() as unidad:
        consulta = select(RECORDATORIO.c.caduca).where(RECORDATORIO.c.hito == "faltan_7")
        caduca = unidad._conexion.execute(consulta).scalar_one()
    assert _hitos(lugar) == ["faltan_15", "faltan_7"]
    assert caduca <= bogota("2026-06-20T10:00")


def test_ficha_apagada_no_se_programa(lugar: Escena) -> None:
    """Lo que la entidad apagó no deja ni fila."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    with lugar.almacen.unidad() as unidad:
        apagado = AjusteDeRecordatorio(TipoRecordatorio.PLAZO, activo=False)
        unidad.preferencias.ajustar(lugar.entidad.id, apagado, None, bogota("2026-06-01T00:00"))
        unidad.confirmar()

    assert _programar(Programador(calendario_de), lugar, "2026-06-24T00:00") == [0]


@pytest.mark.parametrize("publicado", [False, True])
def test_31_de_enero_del_ano_que_viene_aunque_no_haya_plan(lugar: Escena, *, publicado: bool) -> None:
    """En enero de 2027 solo está cargado el plan de 2026; se recuerda publicar el de 2027."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    _persona(lugar, "Planeadora", Rol.PLANEACION)
    if publicado:
        with lugar.almacen.unidad() as unidad:
            unidad.ruta.publicar(
                NuevaPublicacion(
                    lugar.entidad.id,
                    Vigencia(2027),
                    1,
                    date(2027, 1, 20),
                    "https://ejemplo.gov.co/plan",
                    None,
                    bogota("2027-01-20T10:00"),
                )
            )
            unidad.confirmar()

    _programar(Programador(calendario_de), lugar, "2027-01-29T00:00")

    assert ("legal_0" in _hitos(lugar)) is not publicado


def test_ruta_solo_lo_fijado_y_sin_terminar(lugar: Escena) -> None:
    """El plazo que la entidad fijó se recuerda; hecho el paso con la vista de siempre, se cumple."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    _persona(lugar, "Planeadora", Rol.PLANEACION)
    entidad = lugar.entidad
    with lugar.almacen.unidad() as unidad:
        for paso in (Paso.APROBACION, Paso.LINEAMIENTOS):
            plazo = NuevoPlazo(
                entidad.id, Vigencia(2026), paso, date(2026, 2, 6), None, None, bogota("2026-01-05T00:00")
            )
            unidad.ruta.fijar_plazo(plazo)
        unidad.confirmar()
    _programar(Programador(calendario_de), lugar, "2026-02-06T00:00")
    ahora, calendarios = bogota("2026-02-06T08:00"), {entidad.id: calendario_de(entidad)}

    with lugar.almacen.unidad() as unidad:
        filas = unidad._conexion.execute(
            select(RECORDATORIO).where(RECORDATORIO.c.tipo == "plazo_de_ruta").order_by(RECORDATORIO.c.objeto)
        ).all()
        tomados = [_tomado(lugar, fila) for fila in filas]
        antes = verificar(unidad, tomados, ahora, calendarios)
        _marcar_lineamientos(lugar, unidad)
        despues = verificar(unidad, tomados, ahora, calendarios)

    assert [fila.objeto for fila in filas] == ["ruta:aprobacion", "ruta:lineamientos"]
    assert [antes[fila.id].motivo for fila in filas] == [None, None]
    assert [despues[fila.id].motivo for fila in filas] == [None, "cumplido"]


def _tomado(lugar: Escena, fila: Any) -> RecordatorioTomado:
    """Como llega a la entrega."""
    return RecordatorioTomado(
        id=fila.id,
        clave=fila.clave,
        entidad_id=lugar.entidad.id,
        hito=fila.hito,
        persona_id=fila.persona_id,
        persona="Planeadora",
        chat_id=1,
        actividad_id=None,
        actividad_codigo="",
        actividad="",
        fin=fila.fin,
        avance=None,
        programado=fila.programado,
        vigente=True,
        motivo=None,
        en_dialogo=False,
        tipo=TipoRecordatorio.RUTA,
        objeto=fila.objeto,
    )


def _marcar_lineamientos(lugar: Escena, unidad: UnidadDeTrabajo) -> None:
    for requisito in (Requisito.LINEAMIENTOS, Requisito.FORMATO):
        marca = NuevaMarca(
            lugar.entidad.id,
            Vigencia(2026),
            requisito.value,
            ClaseDeMarca.HECHO,
            "Circular 1",
            None,
            bogota("2026-02-01T00:00"),
        )
        unidad.ruta.marcar(marca)


def test_ensayar_cuenta_lo_mismo_y_no_recuerda(lugar: Escena) -> None:
    """Dentro de una transacción ajena calcula lo mismo; si se deshace, no quedó nada hecho ni visto."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    programador, ahora = Programador(calendario_de), bogota("2026-06-24T00:00")

    with lugar.almacen.unidad() as unidad:
        assert programador.ensayar(unidad, ahora) == 1

    assert _hitos(lugar) == []
    assert programador.programar(lugar.almacen, ahora) == 1


def test_ocioso_no_toma_turno_de_escribir(lugar: Escena) -> None:
    """Con otro proceso escribiendo, un barrido en que no toca nada nuevo no espera."""
    lugar.plan([Actividad("A-012", JUNIO_30)])
    programador = Programador(calendario_de)
    _programar(programador, lugar, "2026-06-24T00:00")

    with lugar.almacen.unidad():
        assert programador.programar(lugar.almacen, bogota("2026-06-24T00:00") + timedelta(minutes=1)) == 0
